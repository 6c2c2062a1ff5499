//! Reading in the background: a thread finds and reads files on all cores and sends what it has as
//! inputs, in order, no more often than a person can see.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::search::{PageTexts, Texts};
use crate::source::{Again, Known, Loaded, Places, ReadFile};

use super::input::Input;
use super::news::{Looked, NewFile, News, Read};

/// How many files are read between two looks at whether to go on; the first screen waits for these.
const WINDOW: usize = 64;

/// Pieces are sent no more often than this, since each one costs a frame.
const PACE: Duration = Duration::from_millis(60);

/// Starts readings and stops them.
#[derive(Debug)]
pub struct Loader {
    paths: Vec<PathBuf>,
    inputs: Sender<Input>,
    stop: Arc<AtomicBool>,
}

impl Loader {
    /// Reads these paths into `inputs`, when told to.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>, inputs: Sender<Input>) -> Self {
        Self { paths, inputs, stop: Arc::default() }
    }

    /// Starts to read everything.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub fn start(&mut self) -> io::Result<()> {
        self.spawn(read_all)
    }

    /// Starts to read what is not as it was known to be.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub fn again(&mut self, reading: usize, known: Known) -> io::Result<()> {
        self.spawn(move |paths, report| {
            report.reading = reading;
            read_again(paths, &known, report);
        })
    }

    /// Asks the reading to end soon.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn spawn(&mut self, work: impl FnOnce(&[PathBuf], &mut Report) + Send + 'static) -> io::Result<()> {
        self.stop();
        self.stop = Arc::default();
        let paths = self.paths.clone();
        let mut report = Report { reading: 0, inputs: self.inputs.clone(), stop: Arc::clone(&self.stop) };
        thread::Builder::new().name("loader".to_owned()).spawn(move || work(&paths, &mut report))?;
        Ok(())
    }
}

/// Where the thread reports to, and whether it is to end.
struct Report {
    reading: usize,
    inputs: Sender<Input>,
    stop: Arc<AtomicBool>,
}

impl Report {
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn send(&self, done: usize, of: usize, read: Read, finished: bool) {
        let news = News { reading: self.reading, done, of, read, finished };
        // Nobody is there to be told only when the browser is closed already.
        let _ = self.inputs.send(Input::News(Box::new(news)));
    }
}

fn read_all(paths: &[PathBuf], report: &mut Report) {
    let (places, texts) = (Places::find(paths), Texts::default());
    let of = places.len();
    report.send(0, of, Read::More(Vec::new()), false);
    let (mut done, mut pending, mut sent) = (0, Vec::new(), None::<Instant>);
    while done < of {
        let end = of.min(done + WINDOW);
        pending.extend(with_texts(places.read(done..end), &texts));
        done = end;
        if report.stopped() {
            return;
        }
        if done < of && sent.is_none_or(|sent| sent.elapsed() >= PACE) {
            report.send(done, of, Read::More(std::mem::take(&mut pending)), false);
            sent = Some(Instant::now());
        }
    }
    report.send(of, of, Read::More(pending), true);
}

fn read_again(paths: &[PathBuf], known: &Known, report: &mut Report) {
    let (places, texts) = (Places::find(paths), Texts::default());
    let of = places.len();
    let (mut done, mut looked, mut sent) = (0, Vec::with_capacity(of), Instant::now());
    while done < of {
        let end = of.min(done + WINDOW);
        looked.extend(places.read_again(done..end, known).into_iter().map(|again| match again {
            Again::Same(number) => Looked::Same(number),
            Again::Read(file) => Looked::New(Box::new(NewFile::new(file).with_texts(&texts))),
        }));
        done = end;
        if report.stopped() {
            return;
        }
        if sent.elapsed() >= PACE {
            report.send(done, of, Read::Again(None), false);
            sent = Instant::now();
        }
    }
    report.send(of, of, Read::Again(Some(looked)), true);
}

/// Folds the texts for the search here, where nobody waits for it; those of a few files would hold up the
/// first frame.
fn with_texts(files: Vec<ReadFile>, texts: &Texts) -> Vec<NewFile> {
    if files.len() < WINDOW / 4 {
        return files.into_iter().map(NewFile::new).collect();
    }
    files.into_par_iter().map(|file| NewFile::new(file).with_texts(texts)).collect()
}

impl News {
    /// The whole first reading, where the command line did it.
    #[must_use]
    pub fn loaded(Loaded { mut catalog, files }: Loaded) -> Self {
        let mut problems = std::mem::take(&mut catalog.diagnostics).into_iter();
        let mut pages = catalog.take_pages().into_iter();
        let of = files.len();
        let files = files.into_iter().map(|record| NewFile {
            pages: pages.by_ref().take(record.pages).collect(),
            texts: Vec::new(),
            problem: if record.problem { problems.next() } else { None },
            record,
        });
        Self { reading: 0, done: of, of, read: Read::More(files.collect()), finished: true }
    }
}

impl NewFile {
    /// A file for the list.
    #[must_use]
    pub fn new(file: ReadFile) -> Self {
        let (record, pages, problem) = file.into_parts();
        Self { record, pages, texts: Vec::new(), problem }
    }

    /// The same, ready for the search.
    #[must_use]
    pub fn with_texts(mut self, known: &Texts) -> Self {
        let texts = self.pages.iter().map(|(case, _)| PageTexts::new(case, known).with_sounds());
        self.texts = texts.collect();
        self
    }
}

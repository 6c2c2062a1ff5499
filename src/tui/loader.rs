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
use super::load_report::{LoadReport, LoadedFile, LoadedPart, RecheckedFile};

/// How many files are read between two looks at whether to go on; the first screen waits for these.
const WINDOW: usize = 64;

/// As many fields as 16 pages of the form have.
const FEW_FIELDS: usize = 16 * 69;

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
    /// Creates a loader of these paths, which reports to `inputs` once started.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>, inputs: Sender<Input>) -> Self {
        Self { paths, inputs, stop: Arc::default() }
    }

    /// Starts to read all files.
    ///
    /// # Errors
    /// If no thread can be started.
    pub fn start(&mut self) -> io::Result<()> {
        self.spawn(read_all)
    }

    /// Starts to read the files that differ from `known`; its reports have this number.
    ///
    /// # Errors
    /// If no thread can be started.
    pub fn start_again(&mut self, reading: usize, known: Known) -> io::Result<()> {
        self.spawn(move |paths, report| {
            report.reading = reading;
            read_again(paths, &known, report);
        })
    }

    /// Asks the running reading to end soon.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Stops the running reading and starts `work` on a thread.
    fn spawn(&mut self, work: impl FnOnce(&[PathBuf], &mut Reporter) + Send + 'static) -> io::Result<()> {
        self.stop();
        self.stop = Arc::default();
        let paths = self.paths.clone();
        let mut report = Reporter { reading: 0, inputs: self.inputs.clone(), stop: Arc::clone(&self.stop) };
        thread::Builder::new().name("loader".to_owned()).spawn(move || work(&paths, &mut report))?;
        Ok(())
    }
}

/// Where the thread reports to, and whether it is to end.
struct Reporter {
    reading: usize,
    inputs: Sender<Input>,
    stop: Arc<AtomicBool>,
}

impl Reporter {
    /// True if the reading is to end.
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Sends a report.
    fn send(&self, done: usize, of: usize, read: LoadedPart, finished: bool) {
        let report = LoadReport { reading: self.reading, done, of, read, finished };
        // The channel is closed only once the browser is.
        let _ = self.inputs.send(Input::LoadReport(Box::new(report)));
    }
}

/// Reads all files in order and reports them in pieces, at most one each [`PACE`].
fn read_all(paths: &[PathBuf], report: &mut Reporter) {
    let (places, texts) = (Places::find(paths), Texts::default());
    let of = places.len();
    report.send(0, of, LoadedPart::More(Vec::new()), false);
    let (mut done, mut pending, mut sent) = (0, Vec::new(), None::<Instant>);
    while done < of {
        let end = of.min(done + WINDOW);
        pending.extend(with_texts(places.read(done..end), &texts));
        done = end;
        if report.stopped() {
            return;
        }
        if done < of && sent.is_none_or(|sent| sent.elapsed() >= PACE) {
            report.send(done, of, LoadedPart::More(std::mem::take(&mut pending)), false);
            sent = Some(Instant::now());
        }
    }
    report.send(of, of, LoadedPart::More(pending), true);
}

/// Reads the files that changed; reports progress, and all files at the end.
fn read_again(paths: &[PathBuf], known: &Known, report: &mut Reporter) {
    let (places, texts) = (Places::find(paths), Texts::default());
    let of = places.len();
    let (mut done, mut looked, mut sent) = (0, Vec::with_capacity(of), Instant::now());
    while done < of {
        let end = of.min(done + WINDOW);
        looked.extend(places.read_again(done..end, known).into_iter().map(|again| match again {
            Again::Same(number) => RecheckedFile::Same(number),
            Again::Read(file) => RecheckedFile::New(Box::new(LoadedFile::new(file).with_texts(&texts))),
        }));
        done = end;
        if report.stopped() {
            return;
        }
        if sent.elapsed() >= PACE {
            report.send(done, of, LoadedPart::Again(None), false);
            sent = Instant::now();
        }
    }
    report.send(of, of, LoadedPart::Again(Some(looked)), true);
}

/// Folds the texts for the search, except for a few fields, where that would delay the first frame: of more, the
/// first key of a search would wait for it.
fn with_texts(files: Vec<ReadFile>, texts: &Texts) -> Vec<LoadedFile> {
    let files: Vec<LoadedFile> = files.into_iter().map(LoadedFile::new).collect();
    if files.iter().map(LoadedFile::field_count).sum::<usize>() < FEW_FIELDS {
        return files;
    }
    files.into_par_iter().map(|file| file.with_texts(texts)).collect()
}

impl LoadReport {
    /// Returns the report of a whole reading that the command line did.
    #[must_use]
    pub fn from_loaded(Loaded { mut catalog, files }: Loaded) -> Self {
        let mut problems = std::mem::take(&mut catalog.diagnostics).into_iter();
        let mut pages = catalog.take_pages().into_iter();
        let of = files.len();
        let files = files.into_iter().map(|record| LoadedFile {
            pages: pages.by_ref().take(record.pages).collect(),
            texts: Vec::new(),
            problems: problems.by_ref().take(record.problems).collect(),
            record,
        });
        Self { reading: 0, done: of, of, read: LoadedPart::More(files.collect()), finished: true }
    }
}

impl LoadedFile {
    /// Creates a file for the list, without texts for the search.
    #[must_use]
    pub fn new(file: ReadFile) -> Self {
        let (record, pages, problems) = file.into_parts();
        Self { record, pages, texts: Vec::new(), problems }
    }

    /// Returns the number of fields on its pages.
    fn field_count(&self) -> usize {
        let sections = self.pages.iter().flat_map(|(case, _)| &case.sections);
        sections.map(|section| section.fields.len()).sum()
    }

    /// Adds the texts for the search.
    #[must_use]
    pub fn with_texts(mut self, known: &Texts) -> Self {
        let texts = self.pages.iter().map(|(case, _)| PageTexts::new(case, known).with_sounds());
        self.texts = texts.collect();
        self
    }
}

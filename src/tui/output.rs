//! What is written to the terminal, by a thread of its own: a terminal that does not read holds up nothing else.

use std::io::{self, ErrorKind, Write};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::input::Input;

/// The bytes that are written at once: a slow line shows by each of them that it goes on.
const PIECE: usize = 256;
/// A terminal that takes no byte for so long does not read.
const STALL: Duration = Duration::from_millis(600);
/// So long between two attempts at a terminal that says that it is full.
const PAUSE: Duration = Duration::from_millis(5);

/// The terminal as something to write to; what is flushed is written in the order of the flushes.
#[derive(Debug, Clone)]
pub struct Output {
    shared: Arc<Shared>,
    /// What is not flushed yet.
    bytes: Vec<u8>,
}

#[derive(Debug, Default)]
struct Shared {
    progress: Mutex<Progress>,
    changed: Condvar,
}

/// How far writing is.
#[derive(Debug, Default)]
struct Progress {
    /// What the thread has not taken yet.
    waiting: Vec<u8>,
    /// True while the thread writes.
    is_writing: bool,
    /// How many pieces were written.
    pieces: u64,
    /// Why nothing more can be written.
    failed: Option<ErrorKind>,
    /// True if waiting for the terminal was given up.
    is_stuck: bool,
    /// True if someone waits for the input that all is written.
    is_awaited: bool,
}

impl Shared {
    /// Ignores poisoning: a progress is changed in one step.
    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    fn is_idle(&self) -> bool {
        self.failed.is_some() || (!self.is_writing && self.waiting.is_empty())
    }
}

impl Output {
    /// Starts the thread that writes to standard output; it lives as long as the process.
    ///
    /// # Errors
    /// If standard output is closed or the thread cannot be started.
    pub fn start(inputs: Sender<Input>) -> io::Result<Self> {
        let file = standard_output()?;
        let output = Self { shared: Arc::default(), bytes: Vec::new() };
        let shared = Arc::clone(&output.shared);
        thread::Builder::new().name("output".to_owned()).spawn(move || write_all(&shared, file, &inputs))?;
        Ok(output)
    }

    /// True if everything is written; if not, [`Input::Written`] comes once it is.
    #[must_use]
    pub fn is_idle_or_report(&self) -> bool {
        let mut progress = self.shared.lock();
        progress.is_awaited |= !progress.is_idle();
        !progress.is_awaited
    }

    /// True if waiting for the terminal was given up: it does not read.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        self.shared.lock().is_stuck
    }

    /// Waits until everything is written.
    ///
    /// # Errors
    /// If it cannot be written; with [`ErrorKind::TimedOut`] if the terminal does not read.
    pub fn drain(&self) -> io::Result<()> {
        let mut progress = self.shared.lock();
        while !progress.is_idle() {
            let pieces = progress.pieces;
            let (now, waited) =
                self.shared.changed.wait_timeout(progress, STALL).unwrap_or_else(PoisonError::into_inner);
            progress = now;
            if waited.timed_out() && progress.pieces == pieces && !progress.is_idle() {
                progress.is_stuck = true;
                return Err(ErrorKind::TimedOut.into());
            }
        }
        progress.failed.map_or(Ok(()), |kind| Err(kind.into()))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Hands over what was written; the error of an earlier flush comes here.
    fn flush(&mut self) -> io::Result<()> {
        let mut progress = self.shared.lock();
        progress.waiting.append(&mut self.bytes);
        self.shared.changed.notify_all();
        progress.failed.map_or(Ok(()), |kind| Err(kind.into()))
    }
}

/// Writes what is handed over, for ever.
fn write_all(shared: &Shared, mut out: impl Write, inputs: &Sender<Input>) {
    loop {
        let mut progress = shared.lock();
        progress.is_writing = false;
        if progress.is_idle() && std::mem::take(&mut progress.is_awaited) {
            // The channel is closed only once the browser is.
            let _ = inputs.send(Input::Written);
        }
        shared.changed.notify_all();
        while progress.waiting.is_empty() {
            progress = shared.changed.wait(progress).unwrap_or_else(PoisonError::into_inner);
        }
        let bytes = std::mem::take(&mut progress.waiting);
        progress.is_writing = true;
        drop(progress);
        for piece in bytes.chunks(PIECE) {
            let written = write_piece(&mut out, piece);
            let mut progress = shared.lock();
            progress.pieces += 1;
            progress.is_stuck = false;
            shared.changed.notify_all();
            if let Err(error) = written {
                progress.failed = Some(error.kind());
                break;
            }
        }
    }
}

/// Writes a piece, however often that takes.
fn write_piece(out: &mut impl Write, mut piece: &[u8]) -> io::Result<()> {
    while !piece.is_empty() {
        match out.write(piece) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => piece = piece.get(written..).unwrap_or_default(),
            // Others may have set the terminal so.
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(PAUSE),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Returns standard output without the lock of the standard library, for which others would wait.
#[cfg(unix)]
fn standard_output() -> io::Result<std::fs::File> {
    Ok(std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?.into())
}

/// Returns standard output, which turns UTF-8 into what the console takes.
#[cfg(not(unix))]
fn standard_output() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs::File;
    use std::io::Read;
    use std::os::fd::OwnedFd;
    use std::sync::mpsc;

    use super::*;

    /// A pipe in place of a terminal, which is full after 64 KB.
    fn pipe() -> (Output, File, mpsc::Receiver<Input>) {
        let (reader, writer) = io::pipe().unwrap();
        let (sender, inputs) = mpsc::channel();
        let output = Output { shared: Arc::default(), bytes: Vec::new() };
        let shared = Arc::clone(&output.shared);
        let writer = File::from(OwnedFd::from(writer));
        thread::spawn(move || write_all(&shared, writer, &sender));
        (output, File::from(OwnedFd::from(reader)), inputs)
    }

    #[test]
    fn what_is_flushed_arrives_in_order_and_its_end_is_reported_once() {
        let (mut output, mut reader, inputs) = pipe();
        assert!(output.is_idle_or_report());
        output.write_all(&[b'a'; 1_000_000]).unwrap();
        output.write_all(b"b").unwrap();
        output.flush().unwrap();
        assert!(!output.is_idle_or_report(), "it waits for the reader");
        assert_eq!(output.drain().unwrap_err().kind(), ErrorKind::TimedOut);
        assert!(output.is_stuck());
        let mut read = vec![0; 1_000_001];
        reader.read_exact(&mut read).unwrap();
        assert!(read.ends_with(b"ab"));
        assert_eq!(inputs.recv().unwrap(), Input::Written);
        output.drain().unwrap();
        assert!(!output.is_stuck(), "it reads again");
        assert!(output.is_idle_or_report() && inputs.try_recv().is_err());
    }

    #[test]
    fn a_reader_that_is_gone_is_an_error_of_the_next_flush() {
        let (mut output, reader, _inputs) = pipe();
        drop(reader);
        output.write_all(b"a").unwrap();
        output.flush().unwrap();
        assert_eq!(output.drain().unwrap_err().kind(), ErrorKind::BrokenPipe);
        assert!(output.is_idle_or_report());
        assert_eq!(output.flush().unwrap_err().kind(), ErrorKind::BrokenPipe);
    }
}

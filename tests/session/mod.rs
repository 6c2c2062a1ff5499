//! The real program in a pseudo-terminal. Every step waits for a state of the screen; the clock is
//! only a guard against waiting for ever.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{MouseProtocolMode, Parser, Screen};

/// Longer than anything takes, even on a busy machine.
pub const GUARD: Duration = Duration::from_secs(60);

/// What the terminal shows, and a bell for when it shows something else.
pub type Shown = Arc<(Mutex<(Parser, bool)>, Condvar)>;

const SIZE: PtySize = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };

/// A program in a terminal of its own.
pub struct Session {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    pub keys: Box<dyn Write + Send>,
    pub shown: Shown,
    pub found: String,
    /// Every byte that came.
    pub output: Arc<Mutex<Vec<u8>>>,
    /// How long the line takes for a byte, in nanoseconds.
    pub pace: Arc<AtomicU64>,
    /// What the program keeps is nobody else's.
    _state: tempfile::TempDir,
}

impl Session {
    pub fn start(variables: &[(&str, &str)]) -> Self {
        Self::start_on(&[], variables)
    }

    pub fn start_on(paths: &[&Path], variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jirei"));
        command.args(paths);
        Self::run(command, variables)
    }

    pub fn run(mut command: CommandBuilder, variables: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let found = termios(&*pair.master);
        let state = prepare(&mut command, variables);
        let child = pair.slave.spawn_command(command).unwrap();
        let keys = pair.master.take_writer().unwrap();
        let shown: Shown =
            Arc::new((Mutex::new((Parser::new(cells(24), cells(80), 0), false)), Condvar::new()));
        let mut output = pair.master.try_clone_reader().unwrap();
        let writer = Arc::clone(&shown);
        let (log, pace) = (Arc::<Mutex<Vec<u8>>>::default(), Arc::<AtomicU64>::default());
        let (its_log, its_pace) = (Arc::clone(&log), Arc::clone(&pace));
        thread::spawn(move || {
            let mut bytes = [0; 64];
            loop {
                let count = output.read(&mut bytes).unwrap_or(0);
                let nanos = its_pace.load(Ordering::Relaxed) * u64::try_from(count).unwrap();
                if nanos > 0 {
                    thread::sleep(Duration::from_nanos(nanos));
                }
                its_log.lock().unwrap().extend_from_slice(&bytes[..count]);
                let mut shown = writer.0.lock().unwrap();
                shown.0.process(&bytes[..count]);
                shown.1 |= count == 0;
                writer.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        // The slave's own end is closed here, so that the end of the program is the end of output.
        drop(pair.slave);
        Self { child, master: pair.master, keys, shown, found, output: log, pace, _state: state }
    }

    pub fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen is as wanted.
    pub fn wait_for(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        self.wait(what, |parser, _| wanted(parser.screen()));
    }

    pub fn wait(&self, what: &str, wanted: impl Fn(&Parser, bool) -> bool) {
        let deadline = Instant::now() + GUARD;
        let (lock, bell) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        while !wanted(&shown.0, shown.1) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} never came:\n{}", shown.0.screen().contents());
            shown = bell.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until the program has written this.
    pub fn wait_for_bytes(&self, what: &str, wanted: &[u8]) {
        self.wait(what, |_, _| {
            let written = self.output.lock().unwrap();
            written.windows(wanted.len()).any(|window| window == wanted)
        });
    }

    /// Whether the program writes anything from now on within so long.
    pub fn written_within(&self, time: Duration) -> bool {
        let count = || self.output.lock().unwrap().len();
        let (lock, bell) = &*self.shown;
        let (shown, before) = (lock.lock().unwrap(), count());
        !bell.wait_timeout_while(shown, time, |_| count() == before).unwrap().1.timed_out()
    }

    /// The program's end: its exit code, the terminal as it was found.
    pub fn ended(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        self.wait("the end of output", |_, ended| ended);
        let shown = self.shown.0.lock().unwrap();
        let screen = shown.0.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are plain again");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "the mouse is free");
        assert_eq!(termios(&*self.master), self.found, "the line is cooked as before");
        code
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

/// Sets what the program finds around it, of which nothing is the person's who runs the tests; gives the
/// folder of what it keeps.
pub fn prepare(command: &mut CommandBuilder, variables: &[(&str, &str)]) -> tempfile::TempDir {
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command.env("LANG", "ja_JP.UTF-8");
    command.env("LC_ALL", "");
    command.env("RUST_BACKTRACE", "0");
    command.env("TERM", "xterm-256color");
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-configuration"));
    command.env_remove("JIREI_CONFIG");
    let state = tempfile::tempdir().unwrap();
    command.env("JIREI_STATE", state.path());
    for (name, value) in variables {
        command.env(name, value);
    }
    state
}

/// The exit code of a browser whose terminal goes away when it has answered a key, and which no signal tells
/// of that: the terminal does not control it.
pub fn ended_by_hang_up(mut command: CommandBuilder) -> u32 {
    let pair = native_pty_system().openpty(SIZE).unwrap();
    let _state = prepare(&mut command, &[]);
    command.set_controlling_tty(false);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut output = pair.master.try_clone_reader().unwrap();
    let mut keys = pair.master.take_writer().unwrap();
    let (mut seen, mut bytes) = (Parser::new(cells(24), cells(80), 0), [0; 4096]);
    for (wanted, then) in [("1/16", "l"), ("2/16", "")] {
        while !shows(wanted)(seen.screen()) {
            let count = output.read(&mut bytes).unwrap();
            assert!(count > 0, "it ended before {wanted}:\n{}", seen.screen().contents());
            seen.process(&bytes[..count]);
        }
        keys.write_all(then.as_bytes()).unwrap();
    }
    drop((output, keys, pair.master));
    let deadline = Instant::now() + GUARD;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.exit_code();
        }
        if Instant::now() > deadline {
            child.kill().unwrap();
            panic!("it lives on without a terminal");
        }
        thread::sleep(Duration::from_millis(5));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A failed test leaves no program behind.
        let _ = self.child.kill();
    }
}

pub fn termios(master: &dyn MasterPty) -> String {
    master.get_termios().map(|termios| format!("{termios:?}")).unwrap_or_default()
}

pub fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

pub fn shows(words: &'static str) -> impl Fn(&Screen) -> bool {
    move |screen| screen.contents().contains(words)
}

//! The last resort: ends the process with the terminal as it was found, whatever the other threads do. Allocates
//! nothing, waits for nothing, and takes no lock.

#[cfg(unix)]
pub use unix::{insist, restore_line_settings, restore_terminal, store_line_settings};

#[cfg(unix)]
mod unix {
    use std::sync::OnceLock;
    use std::thread;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::stdio::stdout;
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    use crate::tui::job;

    /// The line settings of the terminal before it was taken over.
    static FOUND: OnceLock<Termios> = OnceLock::new();

    /// So long a signal that ends the program waits for the main thread.
    const GRACE: Duration = Duration::from_millis(900);

    /// What gives back the screen, the keys and the mouse.
    pub const RESTORE: &[u8] =
        b"\x1B[?2026l\x1B[?2004l\x1B[?1006l\x1B[?1015l\x1B[?1003l\x1B[?1002l\x1B[?1000l\x1B[?1049l\x1B[?25h";

    /// Stores the line settings of the terminal as they are found.
    pub fn store_line_settings() {
        if let Ok(settings) = tcgetattr(stdout()) {
            FOUND.get_or_init(|| settings);
        }
    }

    /// Restores the line settings of the terminal as they were found.
    pub fn restore_line_settings() {
        if let Some(settings) = FOUND.get() {
            // A terminal that is gone is reported when it is taken over.
            let _ = tcsetattr(stdout(), OptionalActions::Now, settings);
        }
    }

    /// Restores the terminal if it was ever taken over; one that does not read keeps its screen.
    pub fn restore_terminal() {
        if FOUND.get().is_none() {
            return;
        }
        restore_line_settings();
        let now = rustix::event::Timespec::default();
        if matches!(poll(&mut [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)], Some(&now)), Ok(1)) {
            let _ = rustix::io::write(stdout(), RESTORE);
        }
    }

    /// Ends the process after a signal that asks for it: the running editor is asked too, and if the main thread
    /// has not ended after a moment, the process ends here.
    pub fn insist(number: i32) {
        job::signal_child(number);
        thread::sleep(GRACE);
        restore_terminal();
        signal_hook::low_level::exit(128 + number);
    }

    #[cfg(test)]
    mod tests {
        use crossterm::cursor::Show;
        use crossterm::event::{DisableBracketedPaste, DisableMouseCapture};
        use crossterm::queue;
        use crossterm::terminal::{EndSynchronizedUpdate, LeaveAlternateScreen};

        use super::RESTORE;

        #[test]
        fn it_is_what_crossterm_would_write() {
            let mut written = Vec::new();
            queue!(written, EndSynchronizedUpdate, DisableBracketedPaste, DisableMouseCapture).unwrap();
            queue!(written, LeaveAlternateScreen, Show).unwrap();
            assert_eq!(String::from_utf8_lossy(RESTORE), String::from_utf8_lossy(&written));
        }
    }
}

#[cfg(not(unix))]
pub use elsewhere::{insist, restore_line_settings, restore_terminal, store_line_settings};

#[cfg(not(unix))]
mod elsewhere {
    pub fn insist(_number: i32) {}

    pub fn store_line_settings() {}

    pub fn restore_line_settings() {}

    pub fn restore_terminal() {}
}

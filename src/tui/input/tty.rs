//! The terminal beside crossterm's reader: what can be known of it without consuming input.

use std::fs::File;
use std::io::{self, IsTerminal, Stdin};
use std::os::fd::{AsFd, BorrowedFd};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::{Errno, ioctl_fionread};

/// The terminal that keys come from.
pub enum Tty {
    /// Standard input.
    Stdin(Stdin),
    /// Standard input is something else.
    Own(File),
}

impl Tty {
    /// The terminal that crossterm reads as well.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        if stdin.is_terminal() { Ok(Self::Stdin(stdin)) } else { Ok(Self::Own(File::open("/dev/tty")?)) }
    }

    /// The terminal, if its input is empty: what was typed before is not distinguishable from a reply.
    pub fn unread() -> Option<Self> {
        Self::open().ok().filter(|tty| tty.waiting().is_ok_and(|count| count == 0))
    }

    fn fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin(stdin) => stdin.as_fd(),
            Self::Own(file) => file.as_fd(),
        }
    }

    /// How many bytes are there to be read.
    fn waiting(&self) -> io::Result<u64> {
        Ok(ioctl_fionread(self.fd())?)
    }

    /// Waits until as many bytes are there as an answer has, `ESC [ 1 ; 2 R`; false where they do not
    /// come in time.
    ///
    /// # Errors
    /// If the terminal cannot be polled.
    pub fn wait_for_reply(&self, timeout: Duration) -> io::Result<bool> {
        const ANSWER: u64 = 6;
        let deadline = Instant::now() + timeout;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(false);
            }
            match self.waiting()? {
                0 => {
                    let timeout = left.try_into().map_err(io::Error::other)?;
                    match poll(&mut [PollFd::from_borrowed_fd(self.fd(), PollFlags::IN)], Some(&timeout)) {
                        Ok(_) | Err(Errno::INTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                ANSWER.. => return Ok(true),
                // On a slow line it comes byte by byte.
                1..ANSWER => thread::sleep(Duration::from_millis(2)),
            }
        }
    }

    /// Waits until the terminal is gone; false if the system cannot report it.
    pub fn hangs_up(&self) -> bool {
        let mut tty = [PollFd::from_borrowed_fd(self.fd(), PollFlags::empty())];
        loop {
            match poll(&mut tty, None) {
                Ok(_) => return tty.iter().any(|tty| tty.revents().contains(PollFlags::HUP)),
                Err(Errno::INTR) => {}
                Err(_) => return false,
            }
        }
    }
}

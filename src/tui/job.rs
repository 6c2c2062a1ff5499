//! The shell's job that the browser is, alone or with an editor: stopping until the shell continues it.

#[cfg(not(unix))]
pub use elsewhere::{can_be_continued, run, stop};
#[cfg(unix)]
pub use unix::{can_be_continued, run, stop};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, ExitStatus};

    use rustix::io::Errno;
    use rustix::process::{Pid, WaitOptions, waitpid};

    /// Stops the process until the shell continues it; SIGTSTP is caught, so sends SIGSTOP.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn stop() -> io::Result<()> {
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
    }

    /// True where a shell is there to continue the process: its parent, in the same session, has put it
    /// into a group of its own. Anyone else would leave it stopped for ever.
    ///
    /// The numbers are 0 where a session or group is led from outside of the container that the process
    /// runs in. rustix takes a 0 for impossible, so this uses nix.
    pub fn can_be_continued() -> bool {
        use nix::unistd::{getpgid, getppid, getsid};
        let parent = Some(getppid());
        getsid(parent) == getsid(None) && getpgid(parent) != getpgid(None)
    }

    /// Runs a program in the foreground until it ends; stops with it if a shell can continue both.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn run(command: &mut Command) -> io::Result<ExitStatus> {
        let child = command.spawn()?;
        loop {
            match waitpid(Some(Pid::from_child(&child)), WaitOptions::UNTRACED) {
                Ok(Some((_, status))) if !status.stopped() => {
                    return Ok(ExitStatus::from_raw(status.as_raw()));
                }
                Ok(Some(_)) if can_be_continued() => stop()?,
                // Without a shell to continue us, whoever has stopped the program continues it.
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::process::{Command, ExitStatus};

    pub fn stop() -> io::Result<()> {
        Ok(())
    }

    pub fn can_be_continued() -> bool {
        false
    }

    pub fn run(command: &mut Command) -> io::Result<ExitStatus> {
        command.status()
    }
}

//! The shell's job that the browser is, alone or with an editor: stopping until the shell continues it.

#[cfg(not(unix))]
pub use elsewhere::{can_be_continued, run, stop};
#[cfg(unix)]
pub use unix::{can_be_continued, run, signal_child, stop};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, ExitStatus};
    use std::sync::atomic::{AtomicI32, Ordering};

    use rustix::io::Errno;
    use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

    /// The program that has the terminal; 0 if none has it.
    static CHILD: AtomicI32 = AtomicI32::new(0);

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
        let child = Pid::from_child(&command.spawn()?);
        CHILD.store(child.as_raw_pid(), Ordering::SeqCst);
        let status = wait_for(child);
        CHILD.store(0, Ordering::SeqCst);
        status
    }

    fn wait_for(child: Pid) -> io::Result<ExitStatus> {
        loop {
            match waitpid(Some(child), WaitOptions::UNTRACED) {
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

    /// Sends a signal that ends this program to the one that has the terminal.
    pub fn signal_child(number: i32) {
        let child = Pid::from_raw(CHILD.load(Ordering::SeqCst));
        if let Some((child, signal)) = child.zip(Signal::from_named_raw(number)) {
            // It may have ended just now.
            let _ = kill_process(child, signal);
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

//! Crossterm's backend with two habits of its own: a frame reaches the terminal in one write, and
//! the terminal is never asked anything.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// Gathers what is written until the frame is whole; `flush` does nothing, since crossterm flushes
/// after every piece.
#[derive(Clone, Default)]
struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal that is written to frame by frame.
pub struct FrameBackend<W: Write> {
    inner: CrosstermBackend<Gathered>,
    gathered: Gathered,
    out: W,
    /// Where the cursor was put last: asking the terminal would wait for the thread that reads it.
    cursor: Position,
}

impl<W: Write> FrameBackend<W> {
    /// Draws on this terminal.
    pub fn new(out: W) -> Self {
        let gathered = Gathered::default();
        let inner = CrosstermBackend::new(gathered.clone());
        Self { inner, gathered, out, cursor: Position::ORIGIN }
    }
}

impl<W: Write> Backend for FrameBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    /// Sends the frame.
    fn flush(&mut self) -> io::Result<()> {
        let frame = self.gathered.0.take();
        if frame.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(frame.len() + 16);
        queue!(bytes, BeginSynchronizedUpdate)?;
        bytes.extend_from_slice(&frame);
        queue!(bytes, EndSynchronizedUpdate)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::TerminalOptions;
    use ratatui::Viewport;
    use ratatui::layout::Rect;

    use super::*;

    /// Counts the writes that reach the terminal.
    #[derive(Clone, Default)]
    struct Writes(Rc<RefCell<Vec<Vec<u8>>>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_and_asks_nothing() {
        let writes = Writes::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 20, 3));
        let backend = FrameBackend::new(writes.clone());
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        terminal.clear().unwrap();
        terminal
            .draw(|frame| {
                frame.buffer_mut().set_string(0, 0, "事例", ratatui::style::Style::new().bold());
                frame.buffer_mut().set_string(5, 2, "もがみ", ratatui::style::Style::new());
                frame.set_cursor_position((3, 1));
            })
            .unwrap();
        let writes = writes.0.borrow();
        assert_eq!(writes.len(), 1);
        let text = String::from_utf8_lossy(&writes[0]);
        assert!(text.starts_with("\u{1B}[?2026h") && text.ends_with("\u{1B}[?2026l"), "{text:?}");
        assert!(!text.contains("\u{1B}[6n"), "{text:?}");
    }
}

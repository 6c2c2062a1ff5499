//! How a frame reaches the terminal: in one write, the cursor moved where it would not stand anyway, and
//! without asking the terminal anything.

use std::io::{self, Write};
use std::mem;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::{Attribute, Colors, Print, SetAttribute, SetColors, force_color_output};
use crossterm::terminal::{self, BeginSynchronizedUpdate, Clear, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, IntoCrossterm, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::glyphs::is_certain;

/// What switches a modifier on, and what switches it off.
const ATTRIBUTES: [(Modifier, Attribute, Attribute); 9] = [
    (Modifier::BOLD, Attribute::Bold, Attribute::NormalIntensity),
    (Modifier::DIM, Attribute::Dim, Attribute::NormalIntensity),
    (Modifier::ITALIC, Attribute::Italic, Attribute::NoItalic),
    (Modifier::UNDERLINED, Attribute::Underlined, Attribute::NoUnderline),
    (Modifier::SLOW_BLINK, Attribute::SlowBlink, Attribute::NoBlink),
    (Modifier::RAPID_BLINK, Attribute::RapidBlink, Attribute::NoBlink),
    (Modifier::REVERSED, Attribute::Reverse, Attribute::NoReverse),
    (Modifier::HIDDEN, Attribute::Hidden, Attribute::NoHidden),
    (Modifier::CROSSED_OUT, Attribute::CrossedOut, Attribute::NotCrossedOut),
];

/// Terminals clamp a row beyond their last one to it. A hidden cursor is parked there: an input method shows
/// its composition at the cursor, and over the hints it covers no content.
const LAST_ROW: u16 = 998;

/// The size of a terminal that reports none.
const USUAL: Size = Size { width: 80, height: 24 };
/// The size that is drawn at most.
const LARGEST: Size = Size { width: 2_000, height: 500 };

/// A terminal that is written to frame by frame.
pub struct FrameBackend<W: Write> {
    /// What is written when the frame is whole.
    frame: Vec<u8>,
    out: W,
    /// Where the cursor was put last: asking the terminal would wait for the thread that reads it.
    cursor: Position,
    /// True where the terminal shows its cursor; `None` where someone else had the screen.
    shows_cursor: Option<bool>,
}

impl<W: Write> FrameBackend<W> {
    /// Draws on this terminal. What colours there are is the theme's affair, and it heeds `NO_COLOR`:
    /// crossterm, which does too, would write a reset for each of those of a theme chosen all the same.
    pub fn new(out: W) -> Self {
        force_color_output(true);
        Self { frame: Vec::new(), out, cursor: Position::ORIGIN, shows_cursor: None }
    }
}

impl<W: Write> Backend for FrameBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let frame = &mut self.frame;
        let (mut colors, mut modifier) = ((Color::Reset, Color::Reset), Modifier::empty());
        // The position of the terminal's cursor, as far as it is certain.
        let mut at = None;
        for (x, y, cell) in content {
            if at != Some((x, y)) {
                queue!(frame, MoveTo(x, y))?;
            }
            let width = cell.cell_width();
            at = is_certain(cell).then(|| (x.saturating_add(width), y));
            switch_attributes(frame, mem::replace(&mut modifier, cell.modifier), cell.modifier)?;
            if colors != (cell.fg, cell.bg) {
                colors = (cell.fg, cell.bg);
                queue!(frame, SetColors(Colors::new(cell.fg.into_crossterm(), cell.bg.into_crossterm())))?;
            }
            if at.is_none() && width > 1 {
                // Where the terminal draws it narrower, its other cell would keep what stood there.
                queue!(frame, Print(" ".repeat(usize::from(width))), MoveTo(x, y))?;
            }
            queue!(frame, Print(cell.symbol()))?;
        }
        if frame.is_empty() { Ok(()) } else { queue!(frame, SetAttribute(Attribute::Reset)) }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shows_cursor.replace(false) == Some(false) { Ok(()) } else { queue!(self.frame, Hide) }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shows_cursor.replace(true) == Some(true) { Ok(()) } else { queue!(self.frame, Show) }
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let before = mem::replace(&mut self.cursor, position.into());
        if self.frame.is_empty() && before == self.cursor {
            return Ok(());
        }
        queue!(self.frame, MoveTo(self.cursor.x, self.cursor.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.shows_cursor = None;
        let cleared = match clear_type {
            ClearType::All => terminal::ClearType::All,
            ClearType::AfterCursor => terminal::ClearType::FromCursorDown,
            ClearType::BeforeCursor => terminal::ClearType::FromCursorUp,
            ClearType::CurrentLine => terminal::ClearType::CurrentLine,
            ClearType::UntilNewLine => terminal::ClearType::UntilNewLine,
        };
        queue!(self.frame, Clear(cleared))
    }

    fn size(&self) -> io::Result<Size> {
        drawn_size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = terminal::window_size()?;
        Ok(WindowSize {
            columns_rows: Size { width: size.columns, height: size.rows },
            pixels: Size { width: size.width, height: size.height },
        })
    }

    /// Writes the buffered frame to the terminal as one synchronized update.
    fn flush(&mut self) -> io::Result<()> {
        let frame = mem::take(&mut self.frame);
        if frame.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(frame.len() + 16);
        queue!(bytes, BeginSynchronizedUpdate)?;
        bytes.extend_from_slice(&frame);
        if self.shows_cursor == Some(false) {
            queue!(bytes, MoveTo(0, LAST_ROW))?;
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

/// Returns the size that is drawn: that of the terminal, up to more than any screen has. Of a larger one the rest
/// stays blank, since its cells would not fit into memory.
///
/// # Errors
/// If the terminal does not know its size.
pub fn drawn_size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    let size = |reported: u16, name, usual| match reported {
        // A serial line and some containers report none.
        0 => std::env::var(name).ok().and_then(|size| size.parse().ok()).unwrap_or(usual),
        reported => reported,
    };
    let (width, height) = (size(width, "COLUMNS", USUAL.width), size(height, "LINES", USUAL.height));
    Ok(Size { width: width.min(LARGEST.width), height: height.min(LARGEST.height) })
}

/// Writes the codes that turn the attributes of `from` into those of `to`.
fn switch_attributes(out: &mut Vec<u8>, from: Modifier, to: Modifier) -> io::Result<()> {
    if from == to {
        return Ok(());
    }
    let mut on = from;
    for (modifier, _, off) in ATTRIBUTES {
        if (from - to).contains(modifier) && on.contains(modifier) {
            queue!(out, SetAttribute(off))?;
            // The other of a pair goes with it.
            ATTRIBUTES.iter().filter(|other| other.2 == off).for_each(|other| on.remove(other.0));
        }
    }
    for (modifier, attribute, _) in ATTRIBUTES {
        if (to - on).contains(modifier) {
            queue!(out, SetAttribute(attribute))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::num::NonZero;
    use std::rc::Rc;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{Terminal, TerminalOptions, Viewport};

    use super::*;
    use crate::text::width::cells;
    use crate::tui::glyphs::Glyphs;
    use crate::tui::widget::Pen;

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

    /// A terminal of 12×2, and what reaches it.
    fn terminal() -> (Terminal<FrameBackend<Writes>>, Writes) {
        let writes = Writes::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 12, 2));
        let backend = FrameBackend::new(writes.clone());
        (Terminal::with_options(backend, TerminalOptions { viewport }).unwrap(), writes)
    }

    /// Draws these rows, each a run of words and styles; gives what was written.
    fn draw(
        (terminal, writes): &mut (Terminal<FrameBackend<Writes>>, Writes),
        glyphs: &mut Glyphs,
        rows: &[Vec<(&str, Style)>],
    ) -> Vec<u8> {
        writes.0.borrow_mut().clear();
        terminal
            .draw(|frame| {
                for (row, words) in (0..).zip(rows) {
                    let mut pen = Pen::new(frame.buffer_mut(), Rect::new(0, 0, 12, 2), row);
                    words.iter().for_each(|(words, style)| _ = pen.write(words, *style));
                }
                glyphs.settle(frame.buffer_mut());
            })
            .unwrap();
        writes.0.borrow().concat()
    }

    /// What a terminal that was blank shows after these bytes, with what is reversed.
    fn shown(screen: &vt100::Screen) -> Vec<(String, bool)> {
        let cells = (0..2).flat_map(|row| (0..12).filter_map(move |column| screen.cell(row, column)));
        let cells = cells.filter(|cell| !cell.is_wide_continuation());
        let words = |cell: &vt100::Cell| if cell.has_contents() { cell.contents() } else { " " }.to_owned();
        cells.map(|cell| (words(cell), cell.inverse())).collect()
    }

    fn rows() -> impl Strategy<Value = Vec<Vec<(&'static str, Style)>>> {
        let words = select(vec!["a", "bc", "漢", "もがみ", "│", "…", " ", "  ", "ｱｲ", "、"]);
        let plain = Style::new();
        let styles = vec![plain, plain.reversed(), plain.bold(), plain.bold().dim(), plain.on_blue().dim()];
        vec(vec((words, select(styles)), 0..8), 2..=2)
    }

    proptest! {
        #[test]
        fn what_is_shown_after_any_frames_is_the_last_one(frames in vec(rows(), 1..5)) {
            let (mut screen, mut glyphs) = (terminal(), Glyphs::default());
            let size = |cells| NonZero::new(cells).unwrap();
            let blank = || vt100::Parser::new(size(2), size(12), 0);
            let (mut shows, mut alone) = (blank(), blank());
            for rows in &frames {
                shows.process(&draw(&mut screen, &mut glyphs, rows));
            }
            let last = frames.last().unwrap();
            alone.process(&draw(&mut terminal(), &mut Glyphs::default(), last));
            prop_assert_eq!(shown(shows.screen()), shown(alone.screen()));
            // Of a row that is longer than the screen the end is not there.
            let fits = |row: &&Vec<(&str, Style)>| row.iter().map(|(words, _)| cells(words)).sum::<usize>() <= 12;
            let shown_rows = last.iter().take_while(fits);
            let words: String = shown_rows.flatten().map(|(words, _)| words.trim()).collect();
            let begins: String = words.chars().take(2).collect();
            prop_assert!(shows.screen().contents().replace([' ', '\n'], "").starts_with(&begins));
        }
    }

    #[test]
    fn a_frame_without_a_change_writes_nothing() {
        let (mut screen, mut glyphs) = (terminal(), Glyphs::default());
        let rows = [vec![("事例 ｶﾞ", Style::new().reversed())]];
        assert!(!draw(&mut screen, &mut glyphs, &rows).is_empty());
        assert_eq!(draw(&mut screen, &mut glyphs, &rows), b"");
        // With the cursor where one types, too.
        for _ in 0..2 {
            screen.1.0.borrow_mut().clear();
            screen.0.draw(|frame| frame.set_cursor_position((3, 1))).unwrap();
        }
        assert_eq!(screen.1.0.borrow().concat(), b"");
    }

    fn text(bytes: Vec<u8>) -> String {
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix("\u{1B}[?2026h").unwrap();
        text.split("\u{1B}[0m").next().unwrap().to_owned()
    }

    #[test]
    fn wide_letters_follow_each_other_without_the_cursor_being_moved() {
        let written = draw(&mut terminal(), &mut Glyphs::default(), &[vec![("事例a紹介", Style::new())]]);
        assert_eq!(text(written), "\u{1B}[1;1H事例a紹介");
    }

    #[test]
    fn half_width_sound_marks_are_erased_as_cells_of_their_own() {
        let (mut screen, mut glyphs) = (terminal(), Glyphs::default());
        let written = draw(&mut screen, &mut glyphs, &[vec![("ｶﾞﾊﾟ", Style::new())]]);
        assert_eq!(text(written), "\u{1B}[1;1Hｶﾞﾊﾟ");
        let written = draw(&mut screen, &mut glyphs, &[]);
        assert_eq!(text(written), "\u{1B}[1;1H    ");
    }

    #[test]
    fn an_emoji_is_written_over_blanks_the_cursor_moved_after_it_and_its_row_written_anew_after_that() {
        let (mut screen, mut glyphs) = (terminal(), Glyphs::default());
        let doctor = "👩\u{200D}⚕\u{FE0F}";
        let written = draw(&mut screen, &mut glyphs, &[vec![(doctor, Style::new()), ("医師", Style::new())]]);
        assert_eq!(text(written), format!("\u{1B}[1;1H  \u{1B}[1;1H{doctor}\u{1B}[1;3H医師"));
        let written = draw(&mut screen, &mut glyphs, &[vec![("  医師", Style::new())]]);
        assert_eq!(text(written), "\u{1B}[1;1H  医師      ");
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

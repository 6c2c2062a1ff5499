//! Standard output: one locked buffer, with colours and a width if it is a terminal.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use super::failure::{RunEnding, RunResult};
use super::output_file::OutputFile;
use crate::analysis::grid::Grid;
use crate::config::AmbiguousWidth;
use crate::export::csv::{self, CsvStyle};
use crate::export::grid::FileNotes;
use crate::export::output::Output;
use crate::export::table::Table;
use crate::field_table::{Role, Span, wrap_spans};
use crate::lang::Lang;
use crate::text::shown::{harmless, shown};
use crate::text::width::set_ambiguous_wide;
use crate::text::wrap::wrapped_lines;

/// The maximal width: longer lines are hard to read.
const WIDEST: usize = 110;
/// The width of a terminal that does not report it.
const USUAL_WIDTH: usize = 80;

/// So many places of texts that would be formulas are named.
const NAMED_PLACES: usize = 3;

/// Returns the cells of a line on a terminal of this size.
fn width_of(size: Option<(terminal_size::Width, terminal_size::Height)>) -> usize {
    let width = size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0);
    width.unwrap_or(USUAL_WIDTH).min(WIDEST)
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set or the terminal is dumb.
    Auto,
    /// In a pipe too.
    Always,
    /// Never.
    Never,
}

/// Where the output goes.
pub enum Destination {
    /// To standard output.
    Standard(BufWriter<StdoutLock<'static>>),
    /// Into a file.
    File(OutputFile),
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}

impl Output for Destination {
    fn is_terminal(&self) -> bool {
        match self {
            Self::Standard(out) => out.get_ref().is_terminal(),
            Self::File(file) => file.is_terminal(),
        }
    }
}

/// The output and the language of the interface.
pub struct Console {
    /// The output.
    pub out: Destination,
    /// The language of the interface.
    pub lang: Lang,
    /// Cells of a line; `usize::MAX` in a pipe, where lines are not broken.
    pub width: usize,
    coloured: bool,
}

impl Console {
    /// Locks standard output.
    #[must_use]
    pub fn new(lang: Lang, color: Color) -> Self {
        Self::with(Destination::Standard(BufWriter::new(io::stdout().lock())), lang, color)
    }

    /// Writes to this destination.
    #[must_use]
    pub fn with(out: Destination, lang: Lang, color: Color) -> Self {
        let terminal = out.is_terminal();
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let coloured = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                terminal && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let width = match &out {
            Destination::Standard(_) if terminal => width_of(terminal_size::terminal_size_of(io::stdout())),
            Destination::Standard(_) | Destination::File(_) => usize::MAX,
        };
        Self { out, lang, width, coloured }
    }

    /// Writes the rest of the output; a file is replaced only by a whole one.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            Destination::Standard(mut out) => out.flush(),
            Destination::File(file) => file.finish(),
        }
    }

    /// Sets the width of ambiguous characters for a terminal, without querying it; a pipe ignores it.
    pub fn set_ambiguous_width(&self, ambiguous: AmbiguousWidth) {
        let wide = self.width != usize::MAX && ambiguous == AmbiguousWidth::Two;
        set_ambiguous_wide(wide);
    }

    /// Prints a text as it is, one line break at its end; on a terminal what would drive it is escaped.
    ///
    /// # Errors
    /// If writing fails.
    pub fn print(&mut self, text: &str) -> RunResult {
        let text = text.trim_end();
        if self.out.is_terminal() {
            text.split_inclusive(['\n', '\t']).try_for_each(|part| {
                let words = part.trim_end_matches(['\n', '\t']);
                write!(self.out, "{}{}", harmless(words), &part[words.len()..])
            })?;
        } else {
            self.out.write_all(text.as_bytes())?;
        }
        self.out.write_all(b"\n")?;
        self.out.flush()?;
        Ok(RunEnding::Fine)
    }

    /// Writes a table as CSV; notes on stderr the texts that are no formulas any more. `place`: where the cell of
    /// a row and a column comes from.
    ///
    /// # Errors
    /// If writing fails.
    pub fn print_csv(
        &mut self,
        table: &Table<'_>,
        place: impl Fn((usize, usize)) -> Option<String>,
    ) -> io::Result<()> {
        let guarded = csv::write(table, CsvStyle::default(), &mut self.out)?;
        self.note_cells("cli.guarded", &guarded, place);
        Ok(())
    }

    /// Notes on stderr which cells of a file are otherwise than on the page.
    pub fn note_changes(&self, grid: &Grid<'_>, notes: &FileNotes) {
        let place = |(row, column): (usize, usize)| grid.cell(row, column).place();
        self.note_cells("cli.guarded", &notes.guarded, place);
        self.note_cells("cli.joined", &notes.joined, place);
        self.note_cells("cli.cut", &notes.cut, place);
    }

    /// Notes on stderr how many cells of a file are otherwise than on the page, and the places of the first ones.
    fn note_cells(
        &self,
        note: &'static str,
        cells: &[(usize, usize)],
        place: impl Fn((usize, usize)) -> Option<String>,
    ) {
        if cells.is_empty() {
            return;
        }
        let mut places: Vec<String> = Vec::new();
        for place in cells.iter().filter_map(|cell| place(*cell)) {
            if places.last() != Some(&place) {
                places.push(place);
            }
            if places.len() == NAMED_PLACES {
                break;
            }
        }
        let places = places.join(self.lang.text("cli.and"));
        print_note(&self.lang.fill(note, &[("count", &cells.len()), ("places", &places)]));
    }

    /// Writes a line of spans, without anything that would drive a terminal or end the line.
    ///
    /// # Errors
    /// If writing fails.
    pub fn print_line(&mut self, spans: &[Span]) -> io::Result<()> {
        for span in spans {
            let seen = self.coloured && !span.text.trim().is_empty();
            let style = if seen { style(span.role) } else { Style::new() };
            write!(self.out, "{style}{}{style:#}", harmless(&span.text))?;
        }
        writeln!(self.out)
    }

    /// Writes spans in as many lines as they need.
    ///
    /// # Errors
    /// If writing fails.
    pub fn print_wrapped(&mut self, spans: &[Span]) -> io::Result<()> {
        wrap_spans(spans, self.width).iter().try_for_each(|line| self.print_line(line))
    }
}

/// Wraps spans into lines of at most `width` cells, each indented by `cells` cells.
#[must_use]
pub fn indent_spans(cells: usize, spans: &[Span], width: usize) -> Vec<Vec<Span>> {
    let room = if width == usize::MAX { width } else { width.saturating_sub(cells) };
    let inner = |line: Vec<Span>| [Span::space(cells)].into_iter().chain(line).collect();
    wrap_spans(spans, room).into_iter().map(inner).collect()
}

/// Splits a text into spans of `role` and spans of the matching ranges.
pub fn highlight(text: &str, role: Role, found: Vec<Range<usize>>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut push = |range: Range<usize>, role| {
        let words = text.get(range).filter(|words| !words.is_empty());
        spans.extend(words.map(|words| Span::new(words, role)));
    };
    let mut start = 0;
    for range in found {
        push(start..range.start, role);
        start = range.end;
        push(range, Role::Found);
    }
    push(start..text.len(), role);
    spans
}

/// Prints a message on stderr, wrapped if that is a terminal, without anything that would drive it. Ignores a
/// closed stderr.
pub fn print_note(words: &str) {
    let stderr = io::stderr();
    let width =
        if stderr.is_terminal() { width_of(terminal_size::terminal_size_of(&stderr)) } else { usize::MAX };
    let lines: Vec<Cow<'_, str>> = wrapped_lines(words, width).map(harmless).collect();
    let _ = writeln!(stderr.lock(), "{}", lines.join("\n"));
}

/// Quotes a text and makes it safe to display.
pub fn quote(words: &str, lang: Lang) -> String {
    lang.fill("cli.quoted", &[("words", &shown(words))])
}

/// Returns the style of a role in the terminal's own palette, so that it fits any background.
fn style(role: Role) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match role {
        Role::Title => Style::new().bold(),
        Role::Label => colour(AnsiColor::Cyan),
        Role::Text => Style::new(),
        Role::English | Role::Blank | Role::Plain => Style::new().dimmed(),
        Role::Derived => colour(AnsiColor::Yellow),
        Role::Effective => colour(AnsiColor::Green).bold(),
        Role::Neutral => colour(AnsiColor::Yellow).bold(),
        Role::Ineffective => colour(AnsiColor::Red).bold(),
        Role::Unanswered => colour(AnsiColor::Magenta),
        Role::Bar => colour(AnsiColor::Blue),
        Role::Link => Style::new().underline(),
        // As in the browser: distinct from their neighbours on any background.
        Role::Found => AnsiColor::Black.on(AnsiColor::Yellow).bold(),
    }
}

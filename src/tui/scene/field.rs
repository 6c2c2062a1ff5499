//! The field in full size: which one, and its lines.

use std::ops::Range;

use crate::field_table::{Role, Span, differing_lines, label_lines, value_lines, wrap_spans};
use crate::lang::Lang;
use crate::model::{Case, Differing, Field, Section, Severity, differing};
use crate::search::searched_part;
use crate::source::{RawLines, RawProblem};
use crate::text::shown::is_control_or_bidi;
use crate::text::width::ellipsize_start;
use crate::text::wrap::{wrap, wrapped_lines};
use crate::tui::layout::{self, Bar, Regions};
use crate::tui::state::field::{Subject, raw_problem};
use crate::tui::state::{State, diagnostics};

use super::parts::{cut_field, cut_message};

/// A line of a field in full size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageLine {
    /// Words by what they are.
    Spans(Vec<Span>),
    /// The name of what follows.
    Heading(String),
    /// A piece of a diagnostic.
    Note {
        /// The words.
        text: String,
        /// How much it matters.
        severity: Severity,
    },
    /// A piece of a line of the page.
    Raw {
        /// The number of the line, as wide as the others, or as much space.
        number: String,
        /// The piece.
        text: String,
        /// A replacement for another character: a tab.
        marks: Vec<Range<usize>>,
        /// True where the line is the field's own.
        own: bool,
    },
    /// A line across.
    Rule,
    /// Nothing.
    Space,
}

/// The lines of the field in full size, laid out anew where their key changes.
#[derive(Debug, Default)]
pub struct FieldLines {
    key: Option<FieldKey>,
    /// A column beside the other, or one for all.
    pub columns: Vec<Vec<PageLine>>,
}

/// What a field was laid out for.
#[derive(Debug, PartialEq, Eq)]
struct FieldKey {
    subject: Subject,
    generation: usize,
    /// The width of each column.
    widths: Vec<u16>,
    /// How many lines are on the screen.
    height: usize,
}

impl FieldLines {
    /// Returns the number of lines of the longest column.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or_default()
    }

    /// Returns the lines of a column from `top` on; one that fits is not scrolled, the heading of the raw
    /// lines stays.
    pub fn visible(&self, column: usize, top: usize, height: usize) -> impl Iterator<Item = &PageLine> {
        let lines = self.columns.get(column).map_or(&[][..], Vec::as_slice);
        let (stays, moves) = lines.split_at(usize::from(column > 0).min(lines.len()));
        let top = top.min(lines.len().saturating_sub(height.max(1)));
        stays.iter().chain(moves.iter().skip(top))
    }
}

/// Lays out the field in full size, if one is open; `before` if nothing changed.
pub fn lay_out(state: &mut State, regions: &mut Regions, before: FieldLines) -> FieldLines {
    let (Some(pane), true) = (regions.detail, state.field_page().is_some()) else { return before };
    let panes = layout::field_panes(pane.case_area());
    let widths = panes.columns.iter().map(|column| column.width).collect();
    let height = panes.height();
    regions.field = Some(panes);
    let reload = state.reload_key();
    let is_there = state.open_field().is_some();
    let State { catalog, detail, lang, .. } = state;
    let open = detail.entry.and_then(|entry| Some((entry, detail.page_of(catalog, entry)?)));
    let open =
        open.and_then(|(entry, page)| Some((entry, catalog.pages.get(page)?, catalog.compared_pages(page))));
    let (Some((entry, case, others)), Some(page)) = (open, &mut detail.full) else { return before };
    let place = (detail.section, detail.field);
    let field = case.sections.get(place.0).and_then(|section| Some((section, section.fields.get(place.1)?)));
    let Some((section, field)) = field.filter(|_| is_there) else {
        let words = Span::new(lang.text("browser.no_fields"), Role::Plain);
        page.set_subject(None);
        return FieldLines { key: None, columns: vec![vec![PageLine::Spans(vec![words])]] };
    };
    let subject = (entry, place.0, place.1);
    page.set_subject(Some(subject));
    let key = FieldKey { subject, generation: page.generation, widths, height };
    let lines = if before.key.as_ref() == Some(&key) {
        before
    } else {
        let mut differing = differing(case, place.0, &others);
        differing.retain(|other| other.field == place.1);
        differing.iter_mut().for_each(|other| other.text = searched_part(other.text));
        let (field, cut) = (&cut_field(field), cut_message(field, *lang));
        let raw = page.raw_lines();
        let source =
            FieldSource { case, section, place: place.1, field, cut, differing, lang: *lang, reload, raw };
        let columns = source.lay_out_columns(&key.widths, height);
        let first_top = source.first_top(&columns, height);
        if page.list.top == 0 && columns.len() > 1 {
            page.list.top = first_top;
        }
        FieldLines { key: Some(key), columns }
    };
    page.list.scroll(0, lines.line_count(), height);
    // The table that it replaces cannot be scrolled.
    regions.bars.retain(|bar| bar.bar != Bar::Table);
    regions.add_bar(
        Bar::FieldPage,
        layout::below_title(pane.case_area()),
        lines.line_count(),
        height,
        page.list.top,
    );
    lines
}

/// What a tab is shown as.
const TAB: &str = "→";

/// What a field is laid out from.
struct FieldSource<'a> {
    /// The case.
    case: &'a Case,
    /// Its section.
    section: &'a Section,
    /// The place of the field in it.
    place: usize,
    /// The field, as much of it as is shown.
    field: &'a Field,
    /// How much of it is not shown, in words.
    cut: Option<String>,
    /// What other pages of the case have.
    differing: Vec<Differing<'a>>,
    /// The language of the interface.
    lang: Lang,
    /// The key that reads files again.
    reload: String,
    /// The lines of the page; `None` until they are there.
    raw: Option<&'a Result<RawLines, RawProblem>>,
}

impl FieldSource<'_> {
    /// Returns the field: label, section, value, what other pages have, diagnostics.
    fn reading_column(&self, width: usize) -> Vec<PageLine> {
        let Self { case, section, field, lang, .. } = *self;
        let spans = |lines: Vec<Vec<Span>>| lines.into_iter().map(PageLine::Spans);
        let mut lines: Vec<PageLine> = spans(label_lines(field, width, lang)).collect();
        let number = section.number().map(|number| format!("{number} ")).unwrap_or_default();
        let place = format!("{number}{}  {}/{}", section.title, self.place + 1, section.fields.len());
        lines.extend(spans(wrap_spans(&[Span::new(place, Role::Plain)], width)));
        lines.push(PageLine::Space);
        lines.extend(spans(value_lines(case, section, field, width, lang)));
        lines.extend(self.cut.iter().flat_map(|words| plain_lines(words, width)));
        if !self.differing.is_empty() {
            lines.push(PageLine::Space);
            lines.extend(heading_lines(lang.text("field.others"), width));
            lines.extend(self.differing.iter().flat_map(|other| spans(differing_lines(other, width, lang))));
        }
        let notes = diagnostics::of_field(case, section, field);
        if !notes.is_empty() {
            lines.push(PageLine::Space);
            lines.extend(heading_lines(lang.text("field.notes"), width));
        }
        for found in notes {
            let text = diagnostics::describe(found, lang);
            lines.extend(note_lines(&text, found.severity(), width));
        }
        lines
    }

    /// Lays out one column with both parts, or two side by side.
    fn lay_out_columns(&self, widths: &[u16], height: usize) -> Vec<Vec<PageLine>> {
        match *widths {
            [reading, raw] => vec![self.reading_column(reading.into()), self.raw_column(raw.into(), height)],
            [both, ..] => {
                let mut lines = self.reading_column(both.into());
                lines.extend([PageLine::Space, PageLine::Rule]);
                // What is read only after scrolling has the whole screen.
                let room = height.checked_sub(lines.len()).filter(|room| *room > 0).unwrap_or(height);
                lines.extend(self.raw_column(both.into(), room));
                vec![lines]
            }
            [] => Vec::new(),
        }
    }

    /// Returns the first line to show: in a long raw line, the one with the field's label.
    fn first_top(&self, columns: &[Vec<PageLine>], height: usize) -> usize {
        let label: String = self.field.label.chars().take(6).collect();
        let is_label =
            |line: &PageLine| matches!(line, PageLine::Raw { text, own: true, .. } if text.contains(&label));
        let found = columns.last().and_then(|lines| lines.iter().position(is_label));
        // Below the line that stays, and the one before it.
        found.filter(|line| *line >= height).map_or(0, |line| line.saturating_sub(2))
    }

    /// Returns the page's own lines below a heading with their place; in `room` lines, those around the
    /// field's own.
    fn raw_column(&self, width: usize, room: usize) -> Vec<PageLine> {
        let Self { case, field, lang, .. } = self;
        let place = case.source.place(field.lines.first);
        // The line matters more than the folders before the file.
        let mut lines = vec![PageLine::Heading(ellipsize_start(&place, width).into_owned())];
        match self.raw {
            None => lines.extend(plain_lines(lang.text("field.reading"), width)),
            Some(Err(problem)) => lines.extend(warning_lines(&raw_problem(problem, *lang), width)),
            Some(Ok(raw)) => {
                if raw.changed {
                    lines.extend(warning_lines(&self.changed_message(), width));
                }
                let own = field.lines.first..=field.lines.last;
                if !(raw.first..).zip(&raw.lines).any(|(number, _)| own.contains(&number)) {
                    lines.extend(warning_lines(lang.text("field.no_such_line"), width));
                }
                let last = raw.first.saturating_add(u32::try_from(raw.lines.len()).unwrap_or(u32::MAX));
                let digits = last.to_string().len();
                let numbered = (raw.first..).zip(&raw.lines);
                let pieces = numbered.map(|(number, line)| {
                    let own = own.contains(&number);
                    (own, raw_line(number, digits, line, own, width))
                });
                let room = room.saturating_sub(lines.len());
                lines.extend(around_own(pieces.collect(), room).into_iter().flatten());
            }
        }
        lines
    }

    /// Returns the message that the file changed since it was read.
    fn changed_message(&self) -> String {
        self.lang.fill("field.changed", &[("key", &self.reload)])
    }
}

/// Returns the field's own lines and as many before and after as fit into `room`, the nearest first.
fn around_own(lines: Vec<(bool, Vec<PageLine>)>, room: usize) -> Vec<Vec<PageLine>> {
    let is_own = |(own, _): &(bool, _)| *own;
    let first = lines.iter().position(is_own).unwrap_or_default();
    let mut kept = first..lines.iter().rposition(is_own).map_or(first, |last| last + 1);
    let length = |line: usize| lines.get(line).map(|(_, pieces)| pieces.len());
    let mut left = room.checked_sub(kept.clone().filter_map(length).sum());
    loop {
        let before = kept.clone();
        let mut fits = |line: Option<usize>| {
            let rest = left.zip(line.and_then(length)).and_then(|(left, length)| left.checked_sub(length));
            left = rest.or(left);
            rest.is_some()
        };
        kept.start -= usize::from(fits(kept.start.checked_sub(1)));
        kept.end += usize::from(fits(Some(kept.end)));
        if kept == before {
            break;
        }
    }
    lines.into_iter().map(|(_, pieces)| pieces).skip(kept.start).take(kept.len()).collect()
}

/// Wraps words as headings.
fn heading_lines(words: &str, width: usize) -> Vec<PageLine> {
    wrapped_lines(words, width).map(|text| PageLine::Heading(text.to_owned())).collect()
}

/// Wraps words as plain lines.
fn plain_lines(words: &str, width: usize) -> Vec<PageLine> {
    wrap_spans(&[Span::new(words, Role::Plain)], width).into_iter().map(PageLine::Spans).collect()
}

/// Wraps words as a warning.
fn warning_lines(words: &str, width: usize) -> Vec<PageLine> {
    note_lines(&format!("! {words}"), Severity::Warning, width)
}

/// Wraps words as a note of this severity.
fn note_lines(words: &str, severity: Severity, width: usize) -> Vec<PageLine> {
    wrapped_lines(words, width).map(|text| PageLine::Note { text: text.to_owned(), severity }).collect()
}

/// Wraps a line of a file behind its number, with tabs as arrows and control characters replaced.
fn raw_line(number: u32, digits: usize, line: &str, own: bool, width: usize) -> Vec<PageLine> {
    let mut text = String::with_capacity(line.len());
    let mut marks = Vec::new();
    for letter in line.chars() {
        if letter == '\t' {
            marks.push(text.len()..text.len() + TAB.len());
            text += TAB;
        } else if is_control_or_bidi(letter) {
            text.push(char::REPLACEMENT_CHARACTER);
        } else {
            text.push(letter);
        }
    }
    // The mark of the field's own lines, the number, and a space.
    let room = width.saturating_sub(digits + 2).max(1);
    let piece = |(nth, range): (usize, Range<usize>)| PageLine::Raw {
        number: if nth == 0 { format!("{number:>digits$}") } else { " ".repeat(digits) },
        marks: crate::tui::widget::within(&marks, &range),
        text: text.get(range).unwrap_or_default().to_owned(),
        own,
    };
    wrap(&text, room).into_iter().enumerate().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::state::scroll_list::ScrollList;

    fn raw(line: &str, width: usize) -> Vec<String> {
        let shown = |line: PageLine| {
            let PageLine::Raw { number, text, marks, .. } = line else { unreachable!() };
            let marked: Vec<&str> = marks.iter().map(|mark| &text[mark.clone()]).collect();
            format!("{number}|{text}|{}", marked.concat())
        };
        raw_line(7, 2, line, true, width).into_iter().map(shown).collect()
    }

    #[test]
    fn raw_lines_are_numbered_once_and_show_what_cannot_be_seen() {
        assert_eq!(raw("", 20), [" 7||"]);
        assert_eq!(raw("名称\t値", 20), [" 7|名称→値|→"]);
        assert_eq!(raw("a\u{1b}[31m\u{202e}b", 20), [" 7|a\u{fffd}[31m\u{fffd}b|"]);
        assert_eq!(raw("医療情報\t連携", 12), [" 7|医療情報|", "  |→連携|→"]);
        assert_eq!(raw("医療", 0), [" 7|医|", "  |療|"]);
    }

    #[test]
    fn where_room_is_short_the_lines_around_give_way_the_farthest_first() {
        // Lines 58 to 62, of which 60 is the field's own, with so many pieces each.
        let kept = |lengths: [usize; 5], room| {
            let lines = (58..).zip(lengths).map(|(number, length)| {
                let piece = raw_line(number, 2, "", number == 60, 9);
                (number == 60, piece.into_iter().cycle().take(length).collect())
            });
            let number = |pieces: Vec<PageLine>| match &pieces[..] {
                [PageLine::Raw { number, .. }, ..] => number.parse::<u32>().unwrap(),
                _ => unreachable!(),
            };
            around_own(lines.collect(), room).into_iter().map(number).collect::<Vec<_>>()
        };
        assert_eq!(kept([1; 5], 5), [58, 59, 60, 61, 62]);
        assert_eq!(kept([1; 5], 4), [58, 59, 60, 61]);
        assert_eq!(kept([1; 5], 2), [59, 60]);
        assert_eq!(kept([1, 1, 9, 1, 1], 9), [60]);
        assert_eq!(kept([1, 1, 9, 1, 1], 3), [60], "what is longer than the room is there all the same");
        assert_eq!(kept([1, 8, 3, 1, 1], 9), [60, 61, 62], "no line is passed over");
    }

    #[test]
    fn a_column_that_fits_stays_and_scrolling_ends() {
        let lines = |count| vec![PageLine::Space; count];
        let mut list = ScrollList::default();
        let mut shown = FieldLines { columns: vec![lines(3), lines(9)], ..FieldLines::default() };
        shown.columns[1][0] = PageLine::Heading("a:1".into());
        let mut scroll = |by| (list.scroll(by, shown.line_count(), 4), list.top);
        assert_eq!(scroll(100), (true, 5));
        assert_eq!((shown.visible(0, 5, 4).count(), shown.visible(1, 5, 4).count()), (3, 4));
        let first = shown.visible(1, 5, 4).next();
        assert_eq!(first, Some(&shown.columns[1][0]), "where the lines are stays");
        assert_eq!([scroll(1), scroll(-1)], [(false, 5), (true, 4)]);
        assert_eq!([scroll(isize::MIN), scroll(-1)], [(true, 0), (false, 0)]);
    }
}

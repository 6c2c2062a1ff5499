//! The field table of the open section or of the whole page.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::field_table::{Role, Span};
use crate::text::sign::signs;
use crate::tui::layout::{Bar, DetailPane, Pane};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::table::{Place, RowMark, TableRow, TableRowKind};
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, paragraph, segments, within};

use super::{bars, selection};

/// Draws the lines of the table that are on the screen.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, pane: &DetailPane) {
    let detail = &state.detail;
    if scene.detail.table.lines.is_empty() {
        let area = Rect {
            x: pane.table.x.saturating_add(1),
            width: pane.table.width.saturating_sub(1),
            ..pane.table
        };
        paragraph(buffer, area, &[(state.lang.text("browser.no_sections").to_owned(), theme.quiet())]);
        return;
    }
    let without_field = state.open_field().is_none();
    let lines = scene.detail.table.lines.iter().enumerate().skip(detail.top);
    // The lines of a field have the same: to look for it in a long value takes a moment.
    let mut lit = (None, Lit::in_field(state, None));
    for (row, (place, line)) in (0..pane.table.height).zip(lines) {
        let at = scene.detail.table.place_at_line(place);
        // Where no field is left in a section, the cursor is on the line that says so.
        let stands = match line.kind {
            TableRowKind::Heading => false,
            TableRowKind::Field => true,
            TableRowKind::Note => without_field && !line.spans.is_empty(),
        };
        let current = stands && at == Some(detail.place());
        let field = at.filter(|_| line.kind == TableRowKind::Field);
        if field != lit.0 {
            lit = (field, Lit::in_field(state, field));
        }
        draw_line(&mut Pen::new(buffer, pane.table, row), state, theme, line, &lit.1);
        if current {
            let row = Rect { y: pane.table.y + row, height: 1, ..pane.table };
            draw_cursor(buffer, row, line, state.pane, theme);
        }
    }
    bars::draw(buffer, scene, theme, Bar::Table);
}

/// Draws a line of the field under the cursor as selected: those with its label; the others have only the mark, so that
/// a long value stays easy to read, as has every line while another pane has the keys.
fn draw_cursor(buffer: &mut Buffer, row: Rect, line: &TableRow, pane: Pane, theme: Theme) {
    let has_label = line.kind == TableRowKind::Note || line.spans.iter().any(|span| span.role == Role::Label);
    match pane {
        Pane::Fields if has_label => selection::draw(buffer, row, theme),
        Pane::Fields => selection::draw_mark(buffer, row, theme.accent()),
        Pane::List => selection::draw_mark(buffer, row, theme.quiet()),
    }
}

/// Draws a line of the table: mark, spans; the first cell is for the cursor.
fn draw_line(pen: &mut Pen<'_>, state: &State, theme: Theme, line: &TableRow, lit: &Lit) {
    pen.skip(1);
    match line.mark {
        Some(RowMark::Warning) => pen.write("!", theme.warning()),
        Some(RowMark::Differs) => pen.write(signs().differs, theme.warning()),
        None => pen.skip(1),
    };
    for (nth, span) in line.spans.iter().enumerate() {
        let style = theme.role(span.role);
        let terms = line.terms.get(nth).map(Vec::as_slice).unwrap_or_default();
        let mut start = 0;
        // Letters that the search found say so even where they are those of a term.
        for (piece, is_lit) in segments(&span.text, &lit.in_span(state, span, &span.text)) {
            let piece_at = start..start + piece.len();
            start = piece_at.end;
            if is_lit {
                pen.write(piece, theme.lit(style));
            } else {
                pen.write_lit(piece, &within(terms, &piece_at), style, theme.term(style));
            }
        }
    }
}

/// What the search lights up in a field.
pub struct Lit {
    /// In its text.
    text: Vec<Range<usize>>,
    /// A field without an answer is no hit, and its label neither.
    answered: bool,
}

impl Lit {
    /// Returns the matched ranges of a field's value; none without a search.
    pub fn in_field(state: &State, at: Option<Place>) -> Self {
        let case = state.open_case().filter(|_| !state.search.prepared.is_empty()).map(|(_, case)| case);
        let section = at.and_then(|(section, field)| Some((case?.sections.get(section)?, field)));
        match section.and_then(|(section, field)| Some((section, section.fields.get(field)?))) {
            Some((section, field)) => Self {
                text: state.search.prepared.ranges_in_value(section, field),
                answered: !field.value.is_blank(),
            },
            None => Self { text: Vec::new(), answered: false },
        }
    }

    /// Returns the matched ranges in a span of the value or in a label.
    pub fn in_span(&self, state: &State, span: &Span, words: &str) -> Vec<Range<usize>> {
        match (&span.origin, span.role) {
            (Some(origin), _) if origin.len() == span.text.len() => within(&self.text, origin),
            (None, Role::Label | Role::English) if self.answered => {
                state.search.prepared.ranges_in_label(words)
            }
            (_, _) => Vec::new(),
        }
    }
}

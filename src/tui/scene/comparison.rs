//! Cases, or pages of a case, side by side as the rows of a grid: a field a row, its state before its label, a column
//! a case or page.

use crate::analysis::calculation::calculation;
use crate::analysis::cell::NOTHING;
use crate::analysis::compare::{Beside, ComparedRow, Comparison, RowFilter, RowState};
use crate::analysis::compared_cell::{ComparedCell, ComparedItem, ComparedWords, NOT_SHARED};
use crate::analysis::history::course;
use crate::analysis::other_fields::other_title;
use crate::lang::Lang;
use crate::model::item_key;
use crate::text::width::{cells, ellipsize, ellipsize_start};
use crate::text::wrap::wrapped_lines;
use crate::tui::layout::MEDIUM;
use crate::tui::state::State;
use crate::tui::state::sheet::{Relations, SheetPage};

use super::grid::{CellStyle, GridCell, GridColumn, clip_lines};
use super::grid_rows::{GridLine, GridRow, GridRows};
use super::sheet_lines::SheetLines;

/// The column of labels is no wider.
const WIDEST_LABEL: usize = 22;
/// A case has no fewer cells.
const NARROWEST_CASE: usize = 20;
/// The column of a relation.
const RELATION: usize = 9;
/// No answer takes more lines.
const MOST_LINES: usize = 4;
/// Cells that are not for words: the mark of the cursor, the free one at the end.
const BESIDE: usize = 2;

/// Lays out a comparison for so many cells.
pub fn lay_out(state: &State, comparison: &Comparison<'_>, width: usize) -> SheetLines {
    let lang = state.lang;
    let columns = columns(comparison, &state.sheet, width, lang);
    let mut rows = GridRows::default();
    let mut section = 0;
    for row in comparison.shown(state.row_filter()) {
        let number = row.section_number();
        if number != section {
            section = number;
            let heading = match (row.section, lang) {
                (Some(spec), Lang::Ja) => format!("{number} {}", spec.title),
                (Some(spec), Lang::En) => format!("{number} {} {}", spec.title, spec.en),
                (None, _) if number > 0 => other_title(lang).to_owned(),
                (None, _) => String::new(),
            };
            rows.lines.push(GridLine { heading: Some(heading), ..GridLine::default() });
        }
        push_row(&mut rows, row, comparison, &columns, state);
    }
    let counts = comparison.counts.text(lang);
    let title = match (comparison.beside, state.open_case()) {
        (Beside::Course, Some((_, case))) => {
            lang.fill("sheet.history", &[("name", &case.short_name()), ("counts", &counts)])
        }
        (Beside::Course | Beside::Relations, _) => lang.fill("sheet.comparison", &[("counts", &counts)]),
    };
    SheetLines { columns, title: Some(title), ..SheetLines::of_rows(rows) }
}

/// Returns the columns: labels, a column a case, and behind each but the base how it relates to that; of a history the
/// course behind all pages.
fn columns(comparison: &Comparison<'_>, sheet: &SheetPage, width: usize, lang: Lang) -> Vec<GridColumn> {
    let label = |row: &ComparedRow<'_>| cells(&row.label) + 3;
    let labels = comparison.rows.iter().map(label).max().unwrap_or_default().min(WIDEST_LABEL);
    let labels = labels.min((width / 4).max(NARROWEST_CASE / 2));
    // On a narrow screen two cases stand side by side rather than one with its relation.
    let is_narrow = width < usize::from(MEDIUM);
    let has_relations = sheet.relations != Relations::None && !is_narrow;
    let cases = comparison.heads.len();
    let (related, relation) = match comparison.beside {
        _ if !has_relations => (0, 0),
        Beside::Relations => (cases.saturating_sub(1), RELATION),
        Beside::Course => (1, course_width(comparison, sheet.relations)),
    };
    let narrowest = match comparison.beside {
        _ if !is_narrow => NARROWEST_CASE,
        Beside::Relations => NARROWEST_CASE / 2,
        // The day of a page is not cut.
        Beside::Course => NARROWEST_CASE * 3 / 4,
    };
    let gaps = 2 * (cases + related);
    let room = width.saturating_sub(BESIDE + labels + related * relation + gaps);
    let of_case = (room / cases.max(1)).max(narrowest);
    let mut columns = vec![GridColumn::of_words(lang.text("analysis.field"), labels, false)];
    for (at, head) in comparison.heads.iter().enumerate() {
        let label = if at == comparison.base && cases > 1 {
            lang.fill("sheet.base", &[("name", &head.label)])
        } else {
            head.label.clone()
        };
        let mut column = GridColumn::of_words(&label, of_case, false);
        column.head[1] = head
            .place
            .as_ref()
            .map_or_else(String::new, |place| ellipsize_start(place, of_case).into_owned());
        column.case = Some(at);
        columns.push(column);
        let is_related = match comparison.beside {
            Beside::Relations => at != comparison.base,
            Beside::Course => at + 1 == cases,
        };
        if is_related && related > 0 {
            let id = match (comparison.beside, sheet.relations) {
                (Beside::Course, _) => "compare.course",
                (Beside::Relations, Relations::Ratio | Relations::None) => "compare.relation",
                (Beside::Relations, Relations::Difference) => "sheet.difference",
            };
            columns
                .push(GridColumn { case: Some(at), ..GridColumn::of_words(lang.text(id), relation, true) });
        }
    }
    columns
}

/// Returns the cells of the widest course.
fn course_width(comparison: &Comparison<'_>, relations: Relations) -> usize {
    let courses = comparison.rows.iter().filter_map(|row| course(row, relations.words()));
    courses.map(|course| cells(&course)).max().unwrap_or_default().max(RELATION)
}

/// Adds a row in as many lines as its longest answer, four at most.
fn push_row(
    rows: &mut GridRows,
    row: &ComparedRow<'_>,
    comparison: &Comparison<'_>,
    columns: &[GridColumn],
    state: &State,
) {
    let lang = state.lang;
    let sign = row.state.sign();
    let sign = if sign.is_empty() { " " } else { sign };
    let width = |at: usize| columns.get(at).map_or(0, |column| column.width);
    let label = vec![ellipsize(&format!("{sign} {}", row.label), width(0)).into_owned()];
    let mut texts: Vec<(Vec<String>, CellStyle)> = vec![(label, label_style(row.state))];
    let mut sources = vec![String::new()];
    for (at, cell) in row.cells.iter().enumerate() {
        texts.push((cell_lines(cell, width(texts.len())), cell_style(cell)));
        let page = comparison.pages.get(at).zip(row.column.as_ref());
        let worked_out = page.and_then(|(page, column)| calculation(column, page.case, lang));
        let place = cell.cell.place().unwrap_or_default();
        sources.push(worked_out.map_or(place, |words| format!("= {words}")));
        let has_relation = columns.get(texts.len()).is_some_and(|column| column.case == Some(at));
        if has_relation {
            let words = state.sheet.relations.words();
            let relation = match comparison.beside {
                Beside::Relations => cell.relation.as_ref().map(words),
                Beside::Course => course(row, words),
            };
            texts.push((relation.into_iter().collect(), CellStyle::Plain));
            sources.push(String::new());
        }
    }
    let height = texts.iter().map(|(lines, _)| lines.len()).max().unwrap_or(1).max(1);
    let number = rows.rows.len();
    for line in 0..height {
        let cell = |(lines, style): &(Vec<String>, CellStyle)| {
            GridCell::new(lines.get(line).cloned().unwrap_or_default(), *style)
        };
        rows.lines.push(GridLine {
            row: Some(number),
            cells: texts.iter().map(cell).collect(),
            ..GridLine::default()
        });
    }
    let words = |cell: &ComparedCell<'_>| cell.text(NOTHING, lang).replace(['\n', '\r'], " ");
    let answers = row.cells.iter().zip(&comparison.heads);
    let words: Vec<String> = answers.map(|(cell, head)| format!("{}: {}", head.label, words(cell))).collect();
    rows.rows.push(GridRow {
        field: row.field,
        other_label: row.column.is_none().then(|| item_key(&row.label)),
        note: format!("{} — {}", row.label, words.join(" ／ ")),
        sources,
        differs: match comparison.beside {
            Beside::Relations => row.state == RowState::Different,
            Beside::Course => RowFilter::Partial.shows(row.state),
        },
        section: row.section.map(|spec| spec.id),
        ..GridRow::default()
    });
}

fn label_style(state: RowState) -> CellStyle {
    match state {
        RowState::Different => CellStyle::Accent,
        RowState::OneSided | RowState::Same => CellStyle::Plain,
        RowState::Blank => CellStyle::Quiet,
    }
}

fn cell_style(cell: &ComparedCell<'_>) -> CellStyle {
    if cell.words == ComparedWords::None { CellStyle::Quiet } else { CellStyle::Plain }
}

/// Returns the words of an answer in lines, an item a line.
fn cell_lines(cell: &ComparedCell<'_>, width: usize) -> Vec<String> {
    let paragraphs: Vec<String> = match &cell.words {
        ComparedWords::None => vec![NOTHING.to_owned()],
        ComparedWords::Text(text, figure) => {
            let figure = figure.as_ref().map(|figure| format!(" {figure}")).unwrap_or_default();
            vec![format!("{}{figure}", text.replace(['\n', '\r'], " "))]
        }
        ComparedWords::Items(items) => {
            let item = |item: &ComparedItem<'_>| {
                format!("{}{}", if item.is_shared { "" } else { NOT_SHARED }, item.text)
            };
            items.iter().map(item).collect()
        }
    };
    let mut lines: Vec<String> = Vec::new();
    for paragraph in &paragraphs {
        // What is beyond the last line is not laid out.
        let part =
            paragraph.char_indices().nth(width * (MOST_LINES + 1)).map_or(paragraph.len(), |(at, _)| at);
        let part = paragraph.get(..part).unwrap_or(paragraph);
        lines.extend(wrapped_lines(part, width.max(1)).map(str::to_owned));
        if lines.len() > MOST_LINES {
            break;
        }
    }
    clip_lines(&mut lines, width, MOST_LINES);
    lines
}

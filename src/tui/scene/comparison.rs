//! Cases side by side, as the rows of a grid: a field a row, its state before its label, a column a case.

use crate::analysis::calculation::calculation;
use crate::analysis::cell::NOTHING;
use crate::analysis::compare::{ComparedRow, Comparison, RowState};
use crate::analysis::compared_cell::{ComparedCell, ComparedItem, ComparedWords, NOT_SHARED};
use crate::analysis::relation::Relation;
use crate::lang::Lang;
use crate::model::schema::{SectionSpec, schema};
use crate::text::width::{cells, ellipsize};
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
    let mut section: Option<&SectionSpec> = None;
    for row in comparison.shown(state.sheet.row_filter) {
        if row.section.map(|spec| spec.id) != section.map(|spec| spec.id) {
            section = row.section;
            let number = section.and_then(|spec| schema().section_place(spec.id));
            let title = section.map(|spec| match lang {
                Lang::Ja => spec.title.to_owned(),
                Lang::En => format!("{} {}", spec.title, spec.en),
            });
            let heading = title.zip(number).map(|(title, number)| format!("{} {title}", number + 1));
            rows.lines.push(GridLine { heading: Some(heading.unwrap_or_default()), ..GridLine::default() });
        }
        push_row(&mut rows, row, comparison, &columns, state);
    }
    let title = lang.fill("sheet.comparison", &[("counts", &comparison.counts.text(lang))]);
    SheetLines { columns, title: Some(title), ..SheetLines::of_rows(rows) }
}

/// Returns the columns: labels, a column a case, and behind each but the base how it relates to that.
fn columns(comparison: &Comparison<'_>, sheet: &SheetPage, width: usize, lang: Lang) -> Vec<GridColumn> {
    let label = |row: &ComparedRow<'_>| cells(&row.label) + 3;
    let labels = comparison.rows.iter().map(label).max().unwrap_or_default().min(WIDEST_LABEL);
    let labels = labels.min((width / 4).max(NARROWEST_CASE / 2));
    // On a narrow screen two cases stand side by side rather than one with its relation.
    let is_narrow = width < usize::from(MEDIUM);
    let has_relations = sheet.relations != Relations::None && !is_narrow;
    let related = if has_relations { comparison.heads.len().saturating_sub(1) } else { 0 };
    let narrowest = if is_narrow { NARROWEST_CASE / 2 } else { NARROWEST_CASE };
    let gaps = 2 * (comparison.heads.len() + related);
    let room = width.saturating_sub(BESIDE + labels + related * RELATION + gaps);
    let of_case = (room / comparison.heads.len().max(1)).max(narrowest);
    let mut columns = vec![GridColumn::of_words(lang.text("analysis.field"), labels, false)];
    for (at, head) in comparison.heads.iter().enumerate() {
        let label = if at == comparison.base && comparison.heads.len() > 1 {
            lang.fill("sheet.base", &[("name", &head.label)])
        } else {
            head.label.clone()
        };
        let mut column = GridColumn::of_words(&label, of_case, false);
        column.head[1] = head.place.clone().unwrap_or_default();
        column.case = Some(at);
        columns.push(column);
        if at != comparison.base && related > 0 {
            let id = match sheet.relations {
                Relations::Ratio | Relations::None => "compare.relation",
                Relations::Difference => "sheet.difference",
            };
            columns
                .push(GridColumn { case: Some(at), ..GridColumn::of_words(lang.text(id), RELATION, true) });
        }
    }
    columns
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
        let worked_out = comparison.pages.get(at).and_then(|page| calculation(&row.column, page.case, lang));
        let place = cell.cell.place().unwrap_or_default();
        sources.push(worked_out.map_or(place, |words| format!("= {words}")));
        let has_relation = columns.get(texts.len()).is_some_and(|column| column.case == Some(at));
        if at != comparison.base && has_relation {
            let relation = cell.relation.as_ref().map(|relation| match state.sheet.relations {
                Relations::Difference => relation.difference(),
                Relations::Ratio | Relations::None => Relation::text(relation),
            });
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
        note: format!("{} — {}", row.label, words.join(" ／ ")),
        sources,
        differs: row.state == RowState::Different,
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

//! The columns and cells of a grid: their heads, their widths, and words that fit into them.

use crate::analysis::Column;
use crate::analysis::benchmarks::Benchmark;
use crate::analysis::cell::{Cell, CellValue, NOTHING, NumberFormat};
use crate::analysis::sheet::Sheet;
use crate::analysis::state::AnswerState;
use crate::lang::Lang;
use crate::text::width::{cells, cut, ellipsize};
use crate::text::wrap::wrapped_lines;

/// No column is wider, unless the user makes it so.
pub const WIDEST: usize = 24;
/// Lines of the heads.
pub const HEAD_LINES: usize = 2;
/// A label that wraps is no narrower.
const NARROWEST_LABEL: usize = 8;

/// A column of a table.
#[derive(Debug, Clone)]
pub struct GridColumn {
    /// The column of cases; `None` for one that is about something else.
    pub column: Option<Column>,
    /// The index of the compared case that it is about.
    pub case: Option<usize>,
    /// What is known of it from the whole country, for each case to be compared with.
    pub benchmark: Option<&'static Benchmark>,
    /// Its label, whole.
    pub label: String,
    /// Its unit; empty if it has none.
    pub unit: &'static str,
    /// Its head in lines.
    pub head: [String; HEAD_LINES],
    /// True where cells stand at the right.
    pub right: bool,
    /// Its width in cells.
    pub width: usize,
    /// How its numbers are shown.
    pub format: NumberFormat,
}

/// A cell of a table, not longer than its column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridCell {
    /// The words.
    pub text: String,
    /// How they look.
    pub style: CellStyle,
}

/// How the words of a cell look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellStyle {
    /// As text.
    #[default]
    Plain,
    /// Without an answer, or beside what matters.
    Quiet,
    /// What stands out.
    Strong,
    /// A bar, or what is chosen.
    Accent,
}

impl GridCell {
    /// Creates a cell.
    #[must_use]
    pub fn new(text: impl Into<String>, style: CellStyle) -> Self {
        Self { text: text.into(), style }
    }
}

impl GridColumn {
    /// Creates a column that is not of cases.
    #[must_use]
    pub fn of_words(label: &str, width: usize, right: bool) -> Self {
        let head = [ellipsize(label, width).into_owned(), String::new()];
        let format = NumberFormat::Whole;
        Self {
            column: None,
            case: None,
            benchmark: None,
            label: label.to_owned(),
            unit: "",
            head,
            right,
            width,
            format,
        }
    }
}

/// How the cells of a column are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uniformity {
    /// None has an answer.
    Blank,
    /// All have the same answer.
    Same,
    /// Anything else.
    Different,
}

/// Returns how the cells of a column are to each other.
#[must_use]
pub fn uniformity(sheet: &Sheet<'_>, at: usize) -> Uniformity {
    let mut cells = sheet.rows.iter().filter_map(|row| row.cells.get(at));
    let Some(first) = cells.next() else { return Uniformity::Different };
    let rest_is_alike = cells.clone().all(|cell| cell.value == first.value);
    if first.state == AnswerState::Answered && rest_is_alike && sheet.rows.len() > 1 {
        return Uniformity::Same;
    }
    let is_blank = |cell: &Cell<'_>| cell.state != AnswerState::Answered;
    if is_blank(first) && cells.all(is_blank) { Uniformity::Blank } else { Uniformity::Different }
}

/// Returns a column with its head and the width of its widest cell.
#[must_use]
pub fn grid_column(sheet: &Sheet<'_>, at: usize, column: &Column, wider: isize, lang: Lang) -> GridColumn {
    let (label, unit, format, right) = sheet.columns.get(at).map_or_else(
        || (String::new(), "", NumberFormat::Whole, false),
        |own| {
            let heading = &own.heading;
            (heading.label.clone(), heading.unit, own.format, heading.kind.is_number())
        },
    );
    let widest = widest_cell(sheet, at, format, lang);
    let short = short_label(column, &label);
    let of_label = cells(&short);
    // A label without a unit below it may take both lines.
    let of_head = match unit {
        "" if of_label > NARROWEST_LABEL => {
            // A word of Latin letters is not broken.
            let longest = short.split_whitespace().filter(|word| word.is_ascii()).map(cells).max();
            NARROWEST_LABEL.max(of_label.div_ceil(2) + 1).max(longest.unwrap_or_default())
        }
        "" => of_label,
        _ => of_label.max(cells(unit)),
    };
    let width = widest.max(of_head).clamp(1, WIDEST).saturating_add_signed(wider).max(2);
    let first = wrapped_lines(&short, width).next().unwrap_or_default().to_owned();
    let rest = short.get(first.len()..).unwrap_or_default().trim_start();
    let head = match unit {
        "" => [first, ellipsize(rest, width).into_owned()],
        _ => [ellipsize(&short, width).into_owned(), unit.to_owned()],
    };
    let of_words = GridColumn::of_words(&label, width, right);
    GridColumn { column: Some(column.clone()), unit, head, format, ..of_words }
}

/// Returns the label over a column: for an item of 導入効果 its number in the form.
fn short_label(column: &Column, label: &str) -> String {
    if let Column::Effect(at) = column { (at + 1).to_string() } else { label.to_owned() }
}

/// Returns the width of the widest cell of a column; of cells as wide as a column may be, one ends the search.
fn widest_cell(sheet: &Sheet<'_>, at: usize, format: NumberFormat, lang: Lang) -> usize {
    let nothing = cells(NOTHING);
    let (mut widest, mut largest) = (0, None);
    for cell in sheet.rows.iter().chain(&sheet.foot).filter_map(|row| row.cells.get(at)) {
        if cell.value == CellValue::None {
            widest = nothing.max(widest);
        } else if let CellValue::Number(number) = cell.value
            && format != NumberFormat::Share
        {
            // The largest is the widest; not so among shares, where `<0.1%` is wider than `1.0%`.
            largest = largest.max(Some(number));
        } else {
            let text = cell.text(format, lang);
            // No text has more cells than bytes.
            if text.len() > widest {
                widest = cells(&text).max(widest);
            }
        }
        if widest >= WIDEST {
            return WIDEST;
        }
    }
    largest.map_or(widest, |number| cells(&format.text(number)).max(widest))
}

/// Returns a cell no longer than its column: of a list the first item and how many more.
#[must_use]
pub fn grid_cell(cell: Option<&Cell<'_>>, column: &GridColumn, lang: Lang) -> GridCell {
    let Some(cell) = cell else { return GridCell::default() };
    let style = if cell.value == CellValue::None { CellStyle::Quiet } else { CellStyle::Plain };
    let text = cell.text(column.format, lang).replace(['\n', '\r'], " ");
    if cut(&text, column.width).len() == text.len() {
        return GridCell { text, style };
    }
    let text = if let CellValue::Items(items) = &cell.value
        && items.len() > 1
    {
        let count = items.len() - 1;
        let first = items.first().copied().unwrap_or_default();
        let rest = lang.fill("sheet.and_others", &[("item", &""), ("count", &count)]);
        let room = column.width.saturating_sub(cells(&rest));
        lang.fill("sheet.and_others", &[("item", &ellipsize(first, room)), ("count", &count)])
    } else {
        text
    };
    GridCell { text: ellipsize(&text, column.width).into_owned(), style }
}

/// Wraps words in at most so many lines, the last of which says if there is more.
#[must_use]
pub fn clipped_lines(words: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = wrapped_lines(words, width.max(1)).map(str::to_owned).collect();
    clip_lines(&mut lines, width, most);
    lines
}

/// Leaves the first lines, the last of which says if there is more.
pub fn clip_lines(lines: &mut Vec<String>, width: usize, most: usize) {
    if lines.len() <= most {
        return;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        last.push('…');
        *last = ellipsize(last, width).into_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sheet::{RowKey, SheetRow};
    use crate::search::quantity::Number;

    #[test]
    fn the_widest_cell_is_that_of_the_widest_text() {
        let numbers = [(0, 1), (1, 3_000), (3, 1), (1, 2), (2_999, 3_000), (19_999, 20), (9_000_000_000, 1)];
        let numbers = numbers.map(|(over, under)| CellValue::Number(Number::ratio(over, under).unwrap()));
        let words = ["", "ｶﾞ", "か\u{3099}", "もがみ", "もがみネットもがみネットもがみネット", "a"]
            .map(CellValue::Text);
        let values: Vec<CellValue<'_>> = [CellValue::None].into_iter().chain(numbers).chain(words).collect();
        let formats = [
            NumberFormat::Whole,
            NumberFormat::Year,
            NumberFormat::ThousandYen,
            NumberFormat::OneDecimal,
            NumberFormat::Share,
        ];
        for (format, len) in
            formats.into_iter().flat_map(|format| (1..=values.len()).map(move |len| (format, len)))
        {
            for values in values.windows(len) {
                let cell = |value: &CellValue<'static>| Cell::new(value.clone());
                let row = |value| SheetRow { key: RowKey::Field(String::new()), cells: vec![cell(value)] };
                let (columns, foot) = (Vec::new(), Vec::new());
                let rows: Vec<SheetRow<'_>> = values.iter().map(row).collect();
                let widths = rows.iter().map(|row| cells(&row.cells[0].text(format, Lang::Ja)));
                let expected = widths.max().unwrap_or_default().min(WIDEST);
                let sheet = Sheet { columns, rows, foot, cases: len, counts: None, summary: None };
                assert_eq!(widest_cell(&sheet, 0, format, Lang::Ja), expected, "{format:?} {values:?}");
            }
        }
    }
}

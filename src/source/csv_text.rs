//! Text in records of cells that quotes may hold together over several lines.

use csv::{ReaderBuilder, Trim};

use super::form::form;
use super::grid::{self, Record};
use super::legend;
use super::line::Line;

/// What parts cells.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];
/// So many labels in cells of their own show a table.
const FEWEST: usize = 3;

/// The lines of the pages of a text, where it is CSV or TSV as a whole.
pub fn lines(text: &str) -> Option<Vec<Line<'static>>> {
    DELIMITERS.into_iter().filter(|delimiter| text.as_bytes().contains(delimiter)).find_map(|delimiter| {
        // Rows of two cells parted by tabs are what pages are copied as.
        let is_quoted = memchr::memmem::find(text.as_bytes(), &[delimiter, b'"']).is_some();
        let records = records(text, delimiter)?;
        grid::lines(&records)
            .or_else(|| if delimiter != b'\t' || is_quoted { grid::rows(&records) } else { None })
    })
}

/// The records, where enough of them have a label of the form in a cell of its own, and hardly any text
/// stands outside.
fn records(text: &str, delimiter: u8) -> Option<Vec<Record>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let (mut labels, mut narrow) = (0, 0);
    for record in reader.records() {
        let record = record.ok()?;
        let line = record.position().map_or(1, csv::Position::line);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let is_label = |cell: &String| form().label_anywhere(legend::without(cell).0).is_some();
        labels += cells.iter().filter(|cell| is_label(cell)).count();
        narrow += usize::from(cells.len() < 2);
        records.push(Record { line: u32::try_from(line).unwrap_or(u32::MAX), cells });
    }
    (labels >= FEWEST && narrow * 3 <= records.len()).then_some(records)
}

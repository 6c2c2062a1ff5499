//! Documents of Word: the paragraphs and tables of WordprocessingML (ISO 29500).

use super::blocks::{self, BlockBuilder, DocumentCell};
use super::xml::{self, XmlElement, XmlPiece};
use crate::source::written::WrittenDocument;

/// Elements whose words are not on the page, or no part of its text: what was deleted or moved away, codes of fields,
/// what older programs show in place of a drawing, and readings above words.
const HIDDEN: [&str; 6] = ["del", "moveFrom", "delText", "instrText", "Fallback", "rt"];

/// Reads the XML of a document; `None` if it is none.
pub fn word(xml: &str) -> Option<WrittenDocument> {
    let mut document = WordDocument::default();
    xml::read(xml, &HIDDEN, |piece| document.take(piece))?;
    Some(blocks::write(&document.blocks.finish()))
}

#[derive(Default)]
struct WordDocument {
    blocks: BlockBuilder,
    /// True in the element that holds words.
    is_text: bool,
    /// True in a run that is struck out or hidden.
    is_struck: bool,
    /// The cells that go on with the cell above them: table by table, each by row and cell.
    merged: Vec<Vec<(usize, usize)>>,
    /// The row and cell of each open table.
    at: Vec<(usize, usize)>,
}

impl WordDocument {
    fn take(&mut self, piece: XmlPiece<'_>) {
        match piece {
            XmlPiece::Words(words) if self.is_text && !self.is_struck => self.blocks.add_words(words),
            XmlPiece::Words(_) => {}
            XmlPiece::Start(element) => self.start(element),
            XmlPiece::End("t") => self.is_text = false,
            XmlPiece::End("r") => self.is_struck = false,
            XmlPiece::End("p") => self.blocks.end_paragraph(),
            XmlPiece::End("tbl") => {
                let merged = self.merged.pop().unwrap_or_default();
                self.at.pop();
                self.blocks.end_table(|rows| span_rows(rows, &merged));
            }
            XmlPiece::End(_) => {}
        }
    }

    fn start(&mut self, element: &XmlElement<'_>) {
        match element.name() {
            "t" => self.is_text = true,
            "r" => self.is_struck = false,
            "strike" | "dstrike" | "vanish" => {
                self.is_struck |= !matches!(element.attribute("val").as_str(), "0" | "false" | "off");
            }
            "tab" if element.attribute("pos").is_empty() => self.blocks.add_words("\t"),
            "br" | "cr" => self.blocks.add_words("\n"),
            "noBreakHyphen" => self.blocks.add_words("-"),
            "p" => self.blocks.begin_paragraph(false),
            "pStyle" if is_heading(&element.attribute("val")) => self.blocks.set_heading(),
            "tbl" => {
                self.blocks.begin_table();
                self.merged.push(Vec::new());
                self.at.push((0, 0));
            }
            "tr" => {
                self.blocks.begin_row();
                if let Some(at) = self.at.last_mut() {
                    *at = (at.0 + 1, 0);
                }
            }
            "tc" => {
                self.blocks.begin_cell(1, 1);
                if let Some(at) = self.at.last_mut() {
                    at.1 += 1;
                }
            }
            "gridSpan" => {
                if let (Some(cell), Some(columns)) = (self.blocks.cell(), element.number("val")) {
                    cell.columns = columns.clamp(1, blocks::MOST_SPANNED);
                }
            }
            "vMerge" if element.attribute("val") != "restart" => {
                if let (Some(merged), Some((row, cell))) = (self.merged.last_mut(), self.at.last()) {
                    merged.push((row.saturating_sub(1), cell.saturating_sub(1)));
                }
            }
            _ => {}
        }
    }
}

/// True for the name of a heading's style, as Word has it in English and in Japanese.
fn is_heading(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    style.starts_with("heading") || style.starts_with("見出し") || style == "title"
}

/// Makes the cells that begin in a row span those below that go on with them, and takes these out.
fn span_rows(rows: &mut [Vec<DocumentCell>], merged: &[(usize, usize)]) {
    // From below: what a cell goes on with may go on itself.
    for (row, at) in merged.iter().rev() {
        let column =
            |cells: &[DocumentCell], at: usize| cells.iter().take(at).map(|cell| cell.columns).sum::<usize>();
        let Some(cells) = rows.get(*row).filter(|cells| *at < cells.len()) else { continue };
        let (wanted, span) = (column(cells, *at), cells[*at].rows);
        let Some(above) = row.checked_sub(1).and_then(|above| rows.get_mut(above)) else { continue };
        let found = (0..above.len()).find(|at| column(above, *at) == wanted);
        if let Some(cell) = found.and_then(|at| above.get_mut(at)) {
            cell.rows += span;
            rows[*row][*at].rows = 0;
        }
    }
    for cells in rows {
        cells.retain(|cell| cell.rows > 0);
    }
}

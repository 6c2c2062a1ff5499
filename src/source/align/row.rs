//! A field before its words are joined.

use super::super::form::LabelPlace;
use super::stream::Boundary;

/// Words of a value that stand together on one line.
#[derive(Debug, Clone, Copy)]
pub struct Fragment<'a> {
    /// The words.
    pub words: &'a str,
    /// Index of the piece.
    pub piece: usize,
    /// What stands before them.
    pub before: Boundary,
    /// True where the line is about as long as the page's longest: it may have been broken to fit.
    pub is_full: bool,
}

/// A field before its words are joined.
#[derive(Debug)]
pub struct AlignedRow<'a> {
    /// The label of the form.
    pub place: Option<LabelPlace>,
    /// The label as the page has it, where the form does not have it.
    pub label: &'a str,
    /// Index of the piece of the label.
    pub piece: usize,
    /// Index of the piece that the label ends in.
    pub last_piece: usize,
    /// True where nothing stands beside the label.
    pub is_bare: bool,
    /// What stands before the label.
    pub before: Boundary,
    /// Index of the line of a legend.
    pub legend: Option<usize>,
    /// True where the label is cut.
    pub is_cut: bool,
    /// The label as the page has it, where letters of it are misread.
    pub misread: Option<&'a str>,
    /// True where the layout leaves open which words are the value.
    pub is_unsure: bool,
    /// The words of the value in page order.
    pub value: Vec<Fragment<'a>>,
}

/// So many values in quotes show that quotes are this page's syntax.
const QUOTED: usize = 5;

/// Removes the quotes around values if at least five values have them: they are the page's syntax then.
pub fn strip_quotes<'a, 'r>(rows: impl Iterator<Item = &'r mut AlignedRow<'a>>)
where
    'a: 'r,
{
    let quotes = ['"', '”', '“', '\''];
    let is_quoted = |row: &AlignedRow<'_>| {
        let first = row.value.first().is_some_and(|part| part.words.starts_with(quotes));
        first && row.value.last().is_some_and(|part| part.words.ends_with(quotes))
    };
    let mut quoted: Vec<&mut AlignedRow<'a>> = rows.filter(|row| is_quoted(row)).collect();
    if quoted.len() < QUOTED {
        return;
    }
    for row in &mut quoted {
        if let Some(part) = row.value.first_mut() {
            part.words = part.words.strip_prefix(quotes).unwrap_or(part.words);
        }
        if let Some(part) = row.value.last_mut() {
            part.words = part.words.strip_suffix(quotes).unwrap_or(part.words);
        }
    }
}

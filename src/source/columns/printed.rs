//! One line of a section laid out with spaces, and how it reads as a piece of a label.

use super::super::form;
use super::super::line::Line;
use crate::text::width::cells;

/// A line of words as it was printed.
pub struct Printed<'a> {
    /// The line of the file.
    pub line: &'a Line<'a>,
    /// The words.
    pub text: &'a str,
    /// The cell that the words begin at.
    pub indent: usize,
    /// The cell after the last one.
    pub end: usize,
    /// True where a blank line stands before it.
    pub after_gap: bool,
}

impl<'a> Printed<'a> {
    /// Returns a line with its place on the paper; `None` for a line without words.
    pub fn new(line: &'a Line<'a>, after_gap: bool) -> Option<Self> {
        let text = line.plain()?;
        let raw = line.raw.trim_start_matches('\u{c}').trim_end();
        let words = raw.trim_start();
        let indent = cells(&raw[..raw.len() - words.len()]);
        Some(Self { line, text, indent, end: indent + cells(words), after_gap })
    }
}

/// A label as it is looked for on the lines: its letters, then those of the legend that may follow.
pub struct LabelLetters {
    /// Letters without white space, width and commas.
    pub letters: Vec<char>,
    /// How many of them are the label's own.
    pub own: usize,
}

/// Where a piece of a label may end on a line.
#[derive(Clone, Copy)]
pub struct PieceEnd {
    /// How many letters of the label are read then.
    pub letters: usize,
    /// Byte offset of what follows in the text.
    pub rest: usize,
    /// True where the label is parted from what follows by more than one space, or nothing follows.
    pub parted: bool,
}

/// Returns where in `text` a piece of a label may end; `from` of its letters were read on lines before.
pub fn piece_ends(text: &str, wanted: &LabelLetters, from: usize) -> Vec<PieceEnd> {
    let mut ends = Vec::new();
    let mut read = from;
    let mut after_space = false;
    let mut marks_before = 0;
    for (at, c) in text.char_indices() {
        if marks_before > 0 {
            marks_before -= 1;
            continue;
        }
        // A voicing mark belongs to the letter before it.
        let marks = text[at + c.len_utf8()..].chars().next().filter(|next| is_voicing(*next));
        marks_before = usize::from(marks.is_some());
        let length = c.len_utf8() + marks.map_or(0, char::len_utf8);
        // Only the beginning of a label, and its very end, may carry signs.
        let is_sign =
            (read == 0 && OPENING.contains(c)) || (read == wanted.own && !after_space && CLOSING.contains(c));
        let is_comma = read > wanted.own && "、,，".contains(c);
        after_space = c.is_whitespace();
        if after_space {
            continue;
        }
        if !is_sign && !is_comma {
            match count_matching(&text[at..at + length], &wanted.letters[read.min(wanted.letters.len())..]) {
                Some(matched) => read += matched,
                None => break,
            }
        }
        let rest = at + length;
        if let Some((rest, parted)) = split_gap(&text[rest..], read == wanted.own).filter(|_| read > from) {
            // Emphasis may end after the colon: `**label:** value`.
            let rest =
                rest.strip_prefix("**").filter(|_| text.starts_with("**")).unwrap_or(rest).trim_start();
            let end = text.len() - rest.len();
            match ends.last_mut() {
                Some(PieceEnd { letters, rest, parted: before }) if *letters == read => {
                    (*rest, *before) = (end, *before || parted);
                }
                Some(_) | None => ends.push(PieceEnd { letters: read, rest: end, parted }),
            }
        }
    }
    ends
}

const OPENING: &str = "*_`■□●◆◇▼▽【[「0123456789.)";
const CLOSING: &str = "*_`】]」";

/// True for the voicing marks of a letter, half-width or combining: ﾞ ﾟ.
fn is_voicing(c: char) -> bool {
    matches!(c, 'ﾞ' | 'ﾟ' | '\u{3099}' | '\u{309a}')
}

/// Returns how many of the wanted letters this character is, with its voicing mark; `None` if it differs.
fn count_matching(letter: &str, wanted: &[char]) -> Option<usize> {
    let mut matched = 0;
    for letter in form::letters(letter) {
        if wanted.get(matched) != Some(&letter) {
            return None;
        }
        matched += 1;
    }
    Some(matched)
}

/// Returns what follows a gap or, after a whole label, a colon, and whether that is a wide one; `None` if
/// words go on.
fn split_gap(after: &str, is_whole: bool) -> Option<(&str, bool)> {
    let rest = after.trim_start();
    let spaces = cells(&after[..after.len() - rest.len()]);
    if let Some(value) = rest.strip_prefix([':', '：']).filter(|_| is_whole && spaces <= 1) {
        return Some((value.trim_start(), true));
    }
    (rest.is_empty() || spaces > 0).then_some((rest, rest.is_empty() || spaces > 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(label: &str, legend: &str) -> LabelLetters {
        let letters: Vec<char> = form::letters(label).chain(form::letters(legend)).collect();
        LabelLetters { own: label.chars().count(), letters }
    }

    fn ends<'a>(text: &'a str, wanted: &LabelLetters, from: usize) -> Vec<(usize, &'a str)> {
        piece_ends(text, wanted, from).iter().map(|end| (end.letters, &text[end.rest..])).collect()
    }

    #[test]
    fn a_label_ends_at_white_space_or_a_colon() {
        let label = wanted("文書", "");
        assert_eq!(ends("文書 医師記録", &label, 0), [(2, "医師記録")]);
        assert_eq!(ends("文 書", &label, 0), [(1, "書"), (2, "")]);
        assert_eq!(ends("**文書**：医師記録", &label, 0), [(2, "医師記録")]);
        assert_eq!(ends("文書類", &label, 0), []);
        assert_eq!(ends("⽂\u{fe00}書 医師記録", &label, 0), [(2, "医師記録")]);
        assert_eq!(ends("ｻｰﾋﾞｽ 甲", &wanted("サービス", ""), 0), [(4, "甲")]);
    }

    #[test]
    fn a_piece_goes_on_where_the_one_before_it_ended() {
        let label = wanted("オーダ情報", "");
        assert_eq!(ends("オーダ情  処方", &label, 0), [(4, "処方")]);
        assert_eq!(ends("報 検査", &label, 4), [(5, "検査")]);
        assert_eq!(ends("検査", &label, 4), []);
    }

    #[test]
    fn the_pieces_of_a_legend_are_told_from_the_marks_of_the_value() {
        let label = wanted("効果", "凡例:(○)効果あり(△)どちらとも言えない(×)効果なし");
        let begun = ends("凡例：(○) 効果あり、  (○) 地域中核", &label, 2);
        assert_eq!(begun.last(), Some(&(12, "(○) 地域中核")));
        assert_eq!(ends("、 (×) 効果なし     (△) 軽減", &label, 24).last(), Some(&(31, "(△) 軽減")));
    }
}

//! The lines of a popup in two columns, one beside the other.

use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// Cells between the columns.
pub const GAP: usize = 3;

/// Returns the width and the height of all items in two columns of this width, in cells.
#[must_use]
pub fn full_size(items: &[PopupItem], column: usize) -> (usize, usize) {
    let mut count = 0;
    let mut blanks = Vec::new();
    for item in items {
        if item.is_spaced && count > 0 {
            blanks.push(count);
            count += 1;
        }
        count += item.lines.len();
    }
    let [first, second] = split(count, &blanks);
    (2 * column + GAP, first.max(count - second))
}

/// Puts the second half of the lines beside the first, at best from a blank line on.
#[must_use]
pub fn join(mut lines: Vec<SpanLine>, column: usize) -> Vec<SpanLine> {
    let is_blank = |line: &SpanLine| line.spans.is_empty();
    let blanks: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| is_blank(line)).map(|(at, _)| at).collect();
    let [first, second] = split(lines.len(), &blanks);
    let mut right = lines.split_off(second).into_iter();
    lines.truncate(first);
    for line in &mut lines {
        if let Some(beside) = right.next() {
            put_beside(line, beside, column);
        }
    }
    for beside in right {
        let mut line = SpanLine::default();
        put_beside(&mut line, beside, column);
        lines.push(line);
    }
    lines
}

/// Appends a line from the second column on.
fn put_beside(line: &mut SpanLine, beside: SpanLine, column: usize) {
    let gap = (column + GAP).saturating_sub(line.width());
    line.spans.push(WordSpan::new(" ".repeat(gap), WordStyle::Plain));
    line.spans.extend(beside.spans);
}

/// Returns how many lines the first column has and where the second begins: there is no blank between.
fn split(count: usize, blanks: &[usize]) -> [usize; 2] {
    let height = |blank: &usize| (*blank).max(count - blank - 1);
    match blanks.iter().copied().min_by_key(height) {
        Some(blank) => [blank, blank + 1],
        None => [count.div_ceil(2); 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[&str]) -> Vec<SpanLine> {
        let line = |words: &&str| match words.is_empty() {
            true => SpanLine::default(),
            false => SpanLine::from_text(*words, WordStyle::Plain),
        };
        text.iter().map(line).collect()
    }

    fn joined(text: &[&str]) -> Vec<String> {
        let words = |line: &SpanLine| line.spans.iter().map(|span| span.text.as_str()).collect::<String>();
        join(lines(text), 6).iter().map(words).collect()
    }

    #[test]
    fn the_second_column_begins_with_a_group() {
        assert_eq!(joined(&["事", "a", "", "例", "b", "c"]), ["事       例", "a        b", "         c"]);
        assert_eq!(joined(&["a", "b", "c", "", "d"]), ["a        d", "b", "c"]);
        assert_eq!(joined(&["a", "b", "c"]), ["a        c", "b"]);
        assert_eq!(joined(&[]), [""; 0]);
    }

    #[test]
    fn the_size_is_that_of_the_joined_lines() {
        let group = |count| {
            let item = |at| PopupItem { is_spaced: at == 0, ..PopupItem::text(lines(&["a"])) };
            (0..count).map(item).collect::<Vec<_>>()
        };
        for groups in [vec![], vec![1], vec![3], vec![2, 5], vec![4, 1, 1, 7]] {
            let items = || groups.iter().flat_map(|count| group(*count)).collect::<Vec<_>>();
            let all = super::super::popup_item::lay_out(items(), "", &mut Vec::new()).lines;
            assert_eq!(full_size(&items(), 6), (15, join(all, 6).len()), "{groups:?}");
        }
    }
}

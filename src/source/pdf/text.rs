//! Letters → lines of words, and lines → the words that were broken into them.

use unicode_linebreak::linebreaks;

use super::super::join::{Joint, append};
use super::sheet::PdfLetter;

/// Words of one line that stand together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PrintedWords {
    /// The words.
    pub text: String,
    /// The left edge.
    pub start: f32,
    /// The right edge.
    pub end: f32,
    /// The baseline.
    pub y: f32,
    /// The size of the font.
    pub size: f32,
    /// How wide what could not have been broken is, from the left edge on.
    pub first: f32,
}

impl PrintedWords {
    /// True if other words stand on the same line.
    pub fn is_level_with(&self, other: &Self) -> bool {
        (self.y - other.y).abs() < self.size.min(other.size) * 0.5
    }
}

/// Returns the words of letters in the order in which they were drawn; letters further apart than so many ems stand
/// in words of their own.
pub fn words(letters: &[PdfLetter], apart: f32) -> Vec<PrintedWords> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, pair) in letters.windows(2).enumerate() {
        if let [one, other] = pair
            && is_apart(one, other, apart)
        {
            words.extend(one_line(&letters[start..=at]));
            start = at + 1;
        }
    }
    words.extend(one_line(&letters[start..]));
    words
}

fn is_apart(one: &PdfLetter, other: &PdfLetter, apart: f32) -> bool {
    let size = one.size.max(other.size);
    (one.y - other.y).abs() > size * 0.5 || other.x < one.x - size * 0.5 || other.x - one.end() > size * apart
}

/// Returns the words of one line; `None` if it has none.
fn one_line(letters: &[PdfLetter]) -> Option<PrintedWords> {
    let mut text = String::with_capacity(letters.len() * 3);
    let mut edges: Vec<(usize, f32)> = Vec::with_capacity(letters.len());
    let mut last: Option<&PdfLetter> = None;
    let seen = |letter: &&PdfLetter| !letter.letter.is_whitespace();
    for letter in letters {
        if let Some(last) = last {
            // Bold letters that are no font's own are drawn twice.
            let is_twice = last.letter == letter.letter && letter.x - last.x < last.width * 0.3;
            if is_twice && last.width > 0.0 {
                continue;
            }
            let gap = letter.x - last.end();
            if gap > letter.size * 0.2 && !text.ends_with(char::is_whitespace) && seen(&letter) {
                text.push(' ');
            }
        }
        text.push(letter.letter);
        edges.push((text.len(), letter.end()));
        last = Some(letter);
    }
    let first = letters.iter().find(seen)?;
    let end = letters.iter().rfind(seen)?;
    let lead = text.len() - text.trim_start().len();
    let unit = linebreaks(&text).map(|(at, _)| at).find(|at| *at > lead).unwrap_or(text.len());
    let unit = text[..unit].trim_end().len();
    let edge = edges.iter().find(|(at, _)| *at >= unit).map_or(end.end(), |(_, edge)| *edge);
    let size = letters.iter().map(|letter| letter.size).fold(0.0, f32::max);
    Some(PrintedWords {
        start: first.x,
        end: end.end(),
        y: first.y,
        size,
        first: edge - first.x,
        text: text.trim().to_owned(),
    })
}

/// Puts words together that stand one after the other up to a right edge: on one line, broken into lines, or on lines
/// of their own.
pub fn joined<'w>(words: impl IntoIterator<Item = &'w PrintedWords>, right: f32) -> String {
    let mut text = String::new();
    let mut last: Option<&PrintedWords> = None;
    for words in words {
        match last {
            None => append(&mut text, &words.text, Joint::Cut),
            Some(last) if last.is_level_with(words) => {
                if words.start - last.end > words.size * 0.2 {
                    text.push(' ');
                }
                text += &words.text;
            }
            // What would have had room on the line before was not broken there by the width.
            Some(last) if last.end + words.first + words.size * 0.1 < right => {
                append(&mut text, &words.text, Joint::Item);
            }
            Some(_) if is_broken_address(&text, &words.text) => text += &words.text,
            Some(_) => append(&mut text, &words.text, Joint::Cut),
        }
        last = Some(words);
    }
    text
}

/// True if an address goes on in these words.
fn is_broken_address(text: &str, words: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.contains("://") && words.starts_with(|first: char| first.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::super::sheet::PdfMark;
    use super::*;

    fn letters(text: &str, x: f32, y: f32) -> Vec<PdfLetter> {
        let place = |(at, letter)| PdfLetter {
            letter,
            x: x + at as f32 * 10.0,
            y,
            width: 10.0,
            size: 10.0,
            mark: PdfMark::None,
        };
        text.chars().enumerate().map(place).collect()
    }

    #[test]
    fn what_the_width_broke_is_put_together_and_what_stands_on_its_own_line_is_not() {
        let lines =
            [letters("地域の病院が参", 0.0, 0.0), letters("加した", 0.0, 15.0), letters("薬局も", 0.0, 30.0)];
        let words = words(&lines.concat(), 1.0);
        assert_eq!(joined(&words, 70.0), "地域の病院が参加した\n薬局も");
        // A line may not begin with 「。」: the letter before it went along.
        let lines = [letters("病院が参", 0.0, 0.0), letters("加。", 0.0, 15.0)];
        assert_eq!(joined(&super::words(&lines.concat(), 1.0), 50.0), "病院が参加。");
    }

    #[test]
    fn letters_far_apart_are_words_of_their_own() {
        let line = [letters("対象", 0.0, 0.0), letters("二次", 60.0, 0.0), letters("圏", 83.0, 0.0)].concat();
        let texts: Vec<String> = words(&line, 1.0).into_iter().map(|words| words.text).collect();
        assert_eq!(texts, ["対象", "二次 圏"]);
    }

    #[test]
    fn an_address_is_broken_without_a_space() {
        let lines = [letters("http://www.example.jp/", 0.0, 0.0), letters("a.html", 0.0, 15.0)].concat();
        assert_eq!(joined(&words(&lines, 1.0), 240.0), "http://www.example.jp/a.html");
    }
}

//! Words of the pages that a typed one may be, with one letter changed, left out, added, or two neighbours swapped.

use std::collections::HashMap;

use rayon::prelude::*;

use super::form::is_break;
use super::index::Index;
use super::standings::FEW;
use super::term::Term;
use crate::text::kana::{is_kana, is_kanji};

/// One letter more or less makes any shorter word another one.
const SHORTEST: usize = 4;

/// Longer words are not compared.
const LONGEST: usize = 40;

/// The maximal number of words for one that was typed.
const MOST: usize = 5;

/// A word of the pages that nearly is a typed one.
#[derive(Debug, Clone)]
pub struct NearWord {
    /// The word in its search form.
    pub text: String,
    /// A page that has it; `None` for the Latin spelling of a name.
    pub page: Option<u32>,
    /// True if the typed word has one letter too many before or behind it.
    is_added_at_end: bool,
}

/// A wrong letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slip {
    /// True if it is one too many before or behind the word.
    is_added_at_end: bool,
    /// True if it is the first of the word.
    is_first: bool,
    /// True if it is the last.
    is_last: bool,
}

/// Returns the words of the pages that are a term with one letter wrong, those on most pages first.
#[must_use]
pub fn near_words(term: &Term, index: &Index) -> Vec<NearWord> {
    let typed: Vec<char> = term.text.chars().collect();
    if !(SHORTEST..=LONGEST).contains(&typed.len()) || term.text.contains(is_break) {
        return Vec::new();
    }
    let kept = kept_parts(&typed);
    let may_be_in = |text: &str| kept.iter().any(|part| text.contains(part));
    let corpus = index.corpus();
    let in_phrase = |number: &u32| {
        let phrase = corpus.phrase(*number).filter(|phrase| may_be_in(&phrase.text))?;
        let page = corpus.phrase_texts(*number).first().and_then(|text| corpus.text_pages(*text).first());
        let words = words_in(&typed, &phrase.text, page.copied());
        (!words.is_empty()).then_some((phrase.text.len(), words))
    };
    let phrases = corpus.phrases_with_any(&kept);
    let mut by_length: Vec<_> = phrases.par_iter().with_min_len(FEW).filter_map(in_phrase).collect();
    // A page that has the word alone has it in the letters of the word.
    by_length.sort_by_key(|(length, _)| *length);
    let mut found: Vec<NearWord> = by_length.into_iter().flat_map(|(_, words)| words).collect();
    if term.text.is_ascii() {
        // As far as a word of the page may reach, and a letter for its end.
        let names = index.latin_names().flat_map(|name| name.split(|char: char| !char.is_ascii_alphabetic()));
        let begun = names.map(|word| word.get(..typed.len() + 2).unwrap_or(word));
        found.extend(begun.filter(|word| may_be_in(word)).flat_map(|word| words_in(&typed, word, None)));
    }
    likeliest(found)
}

/// Returns what a text has of a word in which one letter is wrong: one half or the other, or all of it with the
/// letters between them swapped.
fn kept_parts(typed: &[char]) -> [String; 3] {
    let middle = typed.len() / 2;
    let (one, other) = typed.split_at(middle);
    let mut swapped = typed.to_vec();
    if middle > 0 {
        swapped.swap(middle - 1, middle);
    }
    [one.iter().collect(), other.iter().collect(), swapped.into_iter().collect()]
}

/// Returns the likeliest of the words found, each once, those found most often first.
fn likeliest(mut found: Vec<NearWord>) -> Vec<NearWord> {
    if found.iter().any(|word| !word.is_added_at_end) {
        found.retain(|word| !word.is_added_at_end);
    }
    let mut counted: HashMap<String, (usize, NearWord)> = HashMap::new();
    for word in found {
        counted.entry(word.text.clone()).or_insert((0, word)).0 += 1;
    }
    let mut words: Vec<(usize, NearWord)> = counted.into_values().collect();
    words.sort_by(|(count, one), (others, other)| others.cmp(count).then_with(|| one.text.cmp(&other.text)));
    words.truncate(MOST);
    words.into_iter().map(|(_, word)| word).collect()
}

/// Returns the parts of a phrase of a page that are a typed word with one letter wrong.
fn words_in(typed: &[char], phrase: &str, page: Option<u32>) -> Vec<NearWord> {
    let chars: Vec<char> = phrase.chars().collect();
    let ends_at =
        |at: usize| at == 0 || at == chars.len() || Script::of(chars[at - 1]) != Script::of(chars[at]);
    let mut words = Vec::new();
    for start in 0..chars.len() {
        // Letters within a Latin word match by chance.
        if chars[start].is_ascii_alphabetic() && !ends_at(start) {
            continue;
        }
        for end in start + typed.len() - 1..=(start + typed.len() + 1).min(chars.len()) {
            // A word of the page ends where a wrong first or last letter is.
            let fits = |slip: &Slip| (!slip.is_first || ends_at(start)) && (!slip.is_last || ends_at(end));
            if let Some(slip) = Slip::between(typed, &chars[start..end]).filter(fits) {
                let text = chars[start..end].iter().collect();
                words.push(NearWord { text, page, is_added_at_end: slip.is_added_at_end });
            }
        }
    }
    words
}

impl Slip {
    /// Returns the one wrong letter of a typed word; `None` if none or more differ, or a digit: another number is not
    /// nearly the same.
    fn between(typed: &[char], word: &[char]) -> Option<Self> {
        let same = |pair: &(&char, &char)| pair.0 == pair.1;
        let before = typed.iter().zip(word).take_while(same).count();
        let (typed, word) = (&typed[before..], &word[before..]);
        let behind = typed.iter().rev().zip(word.iter().rev()).take_while(same).count();
        let (typed, word) = (&typed[..typed.len() - behind], &word[..word.len() - behind]);
        let (is_first, is_last) = (before == 0, behind == 0);
        let is_at_end = is_first || is_last;
        let is_slip = match (typed, word) {
            ([one], [other]) => Script::of(*one) == Script::of(*other),
            ([one, other], [first, second]) => one == second && other == first,
            // The typed word is a part of it.
            ([], [_]) => !is_at_end,
            // A compound of kanji is another word.
            ([added], []) => !(is_at_end && is_kanji(*added)),
            (_, _) => false,
        };
        let has_digit = typed.iter().chain(word).any(char::is_ascii_digit);
        let is_added_at_end = is_at_end && word.is_empty();
        (is_slip && !has_digit).then_some(Self { is_added_at_end, is_first, is_last })
    }
}

/// The kind of a letter; where it changes, a word may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kana,
    Kanji,
    Latin,
    Other,
}

impl Script {
    fn of(char: char) -> Self {
        if is_kana(char) {
            Self::Kana
        } else if is_kanji(char) {
            Self::Kanji
        } else if char.is_ascii_alphabetic() {
            Self::Latin
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_one_wrong_letter_is_found_in_a_phrase() {
        for (typed, phrase, found) in [
            ("とねつと", "とねっと", &["とねっと"][..]),
            ("あゆにりんく", "あゆみりんく", &["あゆみりんく"]),
            ("くらうと", "くらうど型", &["くらうど"]),
            ("らくうど", "くらうど型", &["くらうど", "らうど"]),
            ("くうど型", "くらうど型", &["くらうど型"]),
            ("くららうど", "くらうど型", &["くらうど"]),
            ("tonne", "tonetsince", &["tone"]),
            ("tonne", "atonetsince", &[]),
            ("糖尿病歴", "糖尿病対策", &[]),
            ("糖尿病歴", "糖尿病", &[]),
            ("糖尿病歴", "糖尿病や心臓病", &[]),
            ("2014年度", "2013年度", &[]),
        ] {
            let typed: Vec<char> = typed.chars().collect();
            let words: Vec<String> =
                words_in(&typed, phrase, None).into_iter().map(|word| word.text).collect();
            assert_eq!(words, found, "{typed:?} in {phrase}");
        }
    }
}

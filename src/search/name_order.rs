//! The order of names: numbers by value, then letters, then kana, then kanji by their reading.

use super::readings::likely_reading;
use crate::model::read_prefecture;
use crate::text::fold::fold;
use crate::text::kana::{is_kana, is_kanji, sound};

/// What a name is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameOrder {
    parts: Vec<Part>,
    /// The name itself, which parts those that sound alike.
    folded: String,
}

/// A part of a name, in the order of the kinds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The digits of a number without leading zeros; more of them are a larger number.
    Number(usize, String),
    /// Anything else.
    Other(String),
    /// The sounds of kana.
    Kana(String),
    /// The sounds of kanji; those without a known reading themselves, behind all kana.
    Kanji(String),
}

/// The kind of a letter, by which a name is cut into parts.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Number,
    Other,
    Kana,
    Kanji,
}

impl Kind {
    fn of(letter: char) -> Self {
        if letter.is_ascii_digit() {
            Self::Number
        } else if is_kana(letter) || letter == 'ー' {
            Self::Kana
        } else if is_kanji(letter) {
            Self::Kanji
        } else {
            Self::Other
        }
    }
}

impl NameOrder {
    /// Returns the order of a name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let folded = fold(name).text;
        let letters: Vec<char> = folded.chars().collect();
        let parts = letters.chunk_by(|one, next| Kind::of(*one) == Kind::of(*next)).map(part).collect();
        Self { parts, folded }
    }
}

/// Returns the part that letters of a kind are.
fn part(letters: &[char]) -> Part {
    let text = || letters.iter().collect::<String>();
    match letters.first().map_or(Kind::Other, |first| Kind::of(*first)) {
        Kind::Number => {
            let digits: String = letters.iter().skip_while(|digit| **digit == '0').collect();
            Part::Number(digits.len(), digits)
        }
        Kind::Other => Part::Other(text()),
        Kind::Kana => Part::Kana(sound(&text())),
        Kind::Kanji => Part::Kanji(sound(&read_kanji(&text()))),
    }
}

/// Returns the reading of kanji. Names begin with prefectures, whose characters are mostly read otherwise elsewhere.
fn read_kanji(text: &str) -> String {
    let (prefecture, rest) = read_prefecture(text).unwrap_or(("", text));
    prefecture.to_owned() + &likely_reading(&rest.chars().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_their_sounds_and_numbers_of_their_value() {
        let sorted = [
            "007",
            "9番",
            "10番",
            "Aネット",
            "あじさいネット",
            "カルナ",
            "がるな",
            "サーバ",
            "さあび",
            "もがみネット",
            "もがみネット第2",
            "もがみネット第10",
            "青森",
            "石川",
            "埼玉",
            "埼玉医療",
            "最上",
            "山形",
            "山形第２病院",
            "山形第10病院",
            "和歌山",
        ];
        let mut names = sorted.to_vec();
        names.reverse();
        names.sort_by_cached_key(|name| NameOrder::new(name));
        assert_eq!(names, sorted);
    }

    #[test]
    fn names_that_sound_alike_are_parted_by_their_letters() {
        let order = NameOrder::new;
        assert_ne!(order("石川").cmp(&order("石河")), std::cmp::Ordering::Equal);
        assert_eq!(order("ﾈｯﾄ１"), order("ねっと1"));
    }
}

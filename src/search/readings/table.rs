//! The table of words with kanji and their readings.

use std::sync::LazyLock;

use fst::raw::{Fst, Node};

use crate::text::kana::{code, is_kana, kana_of};

/// The table of words with their readings.
static TABLE: LazyLock<Fst<&'static [u8]>> =
    LazyLock::new(|| match Fst::new(include_bytes!("../../../assets/readings.fst").as_slice()) {
        Ok(table) => table,
        // `build/readings.rs` has opened the same bytes: a table that does not open fails the build.
        Err(error) => unreachable!("assets/readings.fst: {error}"),
    });

/// The maximal length of a word.
const LONGEST: usize = 8;

/// The separator between a word and its reading in a key of the table.
const SEPARATOR: u8 = 0;

/// Calls `found` with each word of the table that is a prefix of `chars`: its length in characters, its
/// reading in hiragana, and the number of likelier readings; once for each reading.
pub fn words_at(chars: &[char], found: &mut impl FnMut(usize, &[char], u64)) {
    words_beginning(chars, None, found);
}

/// As [`words_at`], but only for readings that begin with one of `firsts`, if given.
pub fn words_beginning(chars: &[char], firsts: Option<&[char]>, found: &mut impl FnMut(usize, &[char], u64)) {
    let table = &*TABLE;
    if chars.first().is_none_or(|first| is_kana(*first) || first.is_ascii()) {
        return;
    }
    let mut node = table.root();
    let mut rank = 0;
    let mut utf8 = [0; 4];
    for (at, char) in chars.iter().take(LONGEST).enumerate() {
        for byte in char.encode_utf8(&mut utf8).bytes() {
            let Some(place) = node.find_input(byte) else { return };
            let transition = node.transition(place);
            rank += transition.out.value();
            node = table.node(transition.addr);
        }
        if let Some(place) = node.find_input(SEPARATOR) {
            let transition = node.transition(place);
            let rank = rank + transition.out.value();
            let readings = table.node(transition.addr);
            let mut reading = Vec::with_capacity(8);
            let found = &mut |reading: &[char], rank| found(at + 1, reading, rank);
            let Some(firsts) = firsts else {
                each_reading(table, readings, rank, &mut reading, found);
                continue;
            };
            for first in firsts {
                let Some(place) = code(*first).and_then(|code| readings.find_input(code)) else { continue };
                let transition = readings.transition(place);
                reading.push(*first);
                let rank = rank + transition.out.value();
                each_reading(table, table.node(transition.addr), rank, &mut reading, found);
                reading.clear();
            }
        }
    }
}

fn each_reading(
    table: &Fst<&'static [u8]>,
    node: Node<'_>,
    rank: u64,
    reading: &mut Vec<char>,
    found: &mut dyn FnMut(&[char], u64),
) {
    if node.is_final() {
        found(reading, rank + node.final_output().value());
    }
    for transition in node.transitions() {
        let Some(kana) = kana_of(transition.inp) else { continue };
        reading.push(kana);
        each_reading(table, table.node(transition.addr), rank + transition.out.value(), reading, found);
        reading.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(word: &str) -> Vec<String> {
        let chars: Vec<char> = word.chars().collect();
        let mut readings = Vec::new();
        words_at(&chars, &mut |length, reading, _| {
            if length == chars.len() {
                readings.push(reading.iter().collect());
            }
        });
        readings
    }

    #[test]
    fn the_table_is_read_and_knows_words_and_places() {
        assert!(readings("最上").contains(&"もがみ".to_owned()));
        assert!(readings("埼玉").contains(&"さいたま".to_owned()));
        assert!(readings("病").contains(&"びょう".to_owned()));
        assert_eq!(readings("ねっと"), [""; 0]);
    }
}

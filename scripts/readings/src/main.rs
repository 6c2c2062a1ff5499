//! NAIST-jdic → `assets/readings.fst`: what the kanji words of the pages sound like.
//!
//! ```sh
//! apt-get download naist-jdic && dpkg -x naist-jdic_*.deb jdic
//! cargo run --release --manifest-path scripts/readings/Cargo.toml -- \
//!     jdic/usr/share/chasen/dic/naist-jdic/naist-jdic.dic assets/readings_more.tsv assets/readings.fst
//! ```
//!
//! `assets/readings_more.tsv` has words that the dictionary lacks, or reads otherwise than the pages do:
//! a word and its reading in hiragana a line, in the order of the words. They count as likelier than
//! the dictionary's readings of the word.
//!
//! The dictionary is in EUC-JP, an entry a line: `(品詞 (名詞 一般)) ((見出し語 (仕舞い 3999)) (読み シマイ) …)`.
//! Kept are nouns, places, organisations and family names with a kanji, and the kanji stems of verbs
//! and adjectives (取り組む → 取り組 とりく). An entry whose reading its parts already give together is
//! left out: the search puts words together itself. A key is the word in its search form, a zero byte,
//! and its reading as `jirei::text::kana` packs it; the value is how many readings of the word
//! are likelier.

use std::collections::BTreeMap;
use std::{env, fs};

use anyhow::{Context, Result};
use jirei::text::fold::fold;
use jirei::text::kana::{packed, sound};

/// Longer words are made of shorter ones.
const LONGEST: usize = 8;

/// Parts of speech that name nothing on these pages: given names have readings without end.
const LEFT_OUT: [&str; 3] = ["名詞 固有名詞 人名 名", "名詞 固有名詞 人名 一般", "名詞 接続詞的"];

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let dictionary = arguments.next().context("the path of naist-jdic.dic is missing")?;
    let more = arguments.next().context("the path of readings_more.tsv is missing")?;
    let target = arguments.next().context("the path of the table to write is missing")?;
    let bytes = fs::read(&dictionary).with_context(|| dictionary.clone())?;
    let (text, _, _) = encoding_rs::EUC_JP.decode(&bytes);
    let mut words: BTreeMap<(usize, String), Readings> = BTreeMap::new();
    let more = fs::read_to_string(&more).with_context(|| more.clone())?;
    let added = more.lines().filter_map(added).filter_map(kanji_word);
    let entries = text.lines().filter_map(entry).flat_map(each_reading).filter_map(kanji_word);
    for (word, reading, cost) in entries.chain(added) {
        let readings = words.entry((word.chars().count(), word)).or_default();
        let least = readings.entry(reading).or_insert(cost);
        *least = cost.min(*least);
    }
    let mut kept: BTreeMap<String, Readings> = BTreeMap::new();
    let mut readings = 0;
    for ((_, word), all) in words {
        let own: Readings =
            all.into_iter().filter(|(reading, _)| !is_composed(&word, reading, &kept)).collect();
        if !own.is_empty() {
            readings += own.len();
            kept.insert(word, own);
        }
    }
    let mut keys: Vec<(Vec<u8>, u64)> = Vec::new();
    for (word, readings) in &kept {
        let mut ranked: Vec<(&String, &u32)> = readings.iter().collect();
        ranked.sort_by_key(|(reading, cost)| (**cost, *reading));
        for (rank, (reading, _)) in (0..).zip(ranked) {
            keys.push(([word.as_bytes(), &[0], &packed(reading)].concat(), rank));
        }
    }
    keys.sort_unstable();
    let table = fst::Map::from_iter(keys)?;
    let bytes = table.as_fst().as_bytes();
    fs::write(&target, bytes).with_context(|| target.clone())?;
    println!("{} words, {readings} readings, {} bytes", kept.len(), bytes.len());
    Ok(())
}

/// Readings of a word, each with its cost in the dictionary: less is likelier.
type Readings = BTreeMap<String, u32>;

/// Part of speech, word, reading and cost.
type Entry<'a> = (&'a str, &'a str, &'a str, u32);

fn entry(line: &str) -> Option<Entry<'_>> {
    let (part, rest) = line.strip_prefix("(品詞 (")?.split_once("))")?;
    let (word, rest) = rest.split_once("(見出し語 (")?.1.split_once(' ')?;
    let (cost, rest) = rest.split_once(')')?;
    let (reading, _) = rest.split_once("(読み ")?.1.split_once(')')?;
    Some((part, word, reading, cost.parse().ok()?))
}

/// An entry for each of its readings, the likelier first: `{ホケンジョ/ホケンショ}` are two, and so are
/// `{ヒネ/ネジ}ル`.
fn each_reading((part, word, readings, cost): Entry<'_>) -> Vec<(&str, &str, String, u32)> {
    let (head, rest) = readings.split_once('{').unwrap_or((readings, "}"));
    let (several, tail) = rest.split_once('}').unwrap_or((rest, ""));
    let one = |(reading, place): (&str, u32)| (part, word, format!("{head}{reading}{tail}"), cost + place);
    several.split('/').zip(0..).map(one).collect()
}

/// The same of a line of `assets/readings_more.tsv`.
fn added(line: &str) -> Option<(&str, &str, String, u32)> {
    let (word, reading) = line.split_once('\t').filter(|_| !line.starts_with('#'))?;
    Some(("名詞 一般", word, reading.to_owned(), 0))
}

/// A word with a kanji and its reading, both in their search form, and its cost; of a verb its stem.
fn kanji_word((part, word, reading, cost): (&str, &str, String, u32)) -> Option<(String, String, u32)> {
    if LEFT_OUT.contains(&part) {
        return None;
    }
    let is_noun = part.starts_with("名詞") || part.starts_with("接頭詞");
    let is_inflected = part.starts_with("動詞") || part.starts_with("形容詞");
    if !is_noun && !is_inflected {
        return None;
    }
    let (mut word, mut reading) = (fold(word).text, sound(&fold(&reading).text));
    // Kana at the end stand in the page's text as they are.
    while let Some(last) = word.chars().next_back().filter(|last| !is_kanji(*last)) {
        let end = sound(&last.to_string());
        reading = reading.strip_suffix(&end).filter(|rest| !rest.is_empty())?.to_owned();
        word.truncate(word.len() - last.len_utf8());
    }
    let is_readable = reading.chars().all(|c| matches!(c, 'ぁ'..='ゖ'));
    let length = word.chars().count();
    // 歯 is ぱ and 杯 is ぱい only behind another word, which the search does not begin with.
    if length == 1 && part.starts_with("名詞 接尾") && reading.starts_with(['ぱ', 'ぴ', 'ぷ', 'ぺ', 'ぽ'])
    {
        return None;
    }
    (is_readable && length > 0 && length <= LONGEST && word.chars().all(is_of_word))
        .then_some((word, reading, cost))
}

fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '㐀'..='䶿' | '一'..='鿿')
}

fn is_of_word(c: char) -> bool {
    is_kanji(c) || matches!(c, 'ぁ'..='ゖ' | 'ー')
}

/// True where shorter words that are kept already sound so one after another.
fn is_composed(word: &str, reading: &str, kept: &BTreeMap<String, Readings>) -> bool {
    if word.is_empty() {
        return reading.is_empty();
    }
    let ends = word.char_indices().skip(1).map(|(at, _)| at).chain([word.len()]);
    ends.into_iter().any(|end| {
        let (first, rest) = word.split_at(end);
        let kana = Some(first).filter(|first| !first.contains(is_kanji)).map(sound);
        let known = kept.get(first).into_iter().flat_map(Readings::keys).cloned();
        kana.into_iter()
            .chain(known)
            .any(|part| reading.strip_prefix(part.as_str()).is_some_and(|left| is_composed(rest, left, kept)))
    })
}

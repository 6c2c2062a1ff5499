//! The glossary: explanations of the pages' terms, matching terms in a text, and looking a term up.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::form::SearchForm;
use super::readings::Sounding;
use crate::lang::Lang;
use crate::text::fold::fold;
use crate::text::latin_to_kana::Net;

/// A term with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GlossaryEntry {
    /// The term as it is usually written.
    pub term: String,
    /// The reading, in kana.
    pub kana: String,
    /// The reading in Latin letters.
    pub romaji: String,
    /// The explanation in Japanese.
    pub ja: String,
    /// The explanation in English.
    pub en: String,
}

impl GlossaryEntry {
    /// Returns the explanation in a language.
    #[must_use]
    pub fn explanation(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// A term found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryMatch {
    /// The term.
    pub entry: &'static GlossaryEntry,
    /// The byte range in the text.
    pub range: Range<usize>,
}

/// The columns of the file; made by `build/glossary.rs`.
const LINES: &[[&str; 5]] = include!(concat!(env!("OUT_DIR"), "/glossary.rs"));

/// The terms in the order of the file.
static ENTRIES: LazyLock<Vec<GlossaryEntry>> = LazyLock::new(|| {
    let entry = |columns: &[&str; 5]| {
        let [term, kana, romaji, ja, en] = columns.map(str::to_owned);
        GlossaryEntry { term, kana, romaji, ja, en }
    };
    LINES.iter().map(entry).collect()
});

/// Builds the table of search forms, so that the first search does not wait for it.
pub fn prepare() {
    LazyLock::force(&FORMS);
}

/// The terms in their search form by their first character, longest first.
static FORMS: LazyLock<HashMap<char, Vec<(String, &'static GlossaryEntry)>>> = LazyLock::new(|| {
    let mut forms: HashMap<char, Vec<(String, &'static GlossaryEntry)>> = HashMap::new();
    for entry in all_entries() {
        // Pages write PIXV3 and PDQV3 separately too, for the same entry.
        let parts = entry.term.split('・').filter(|part| part.len() < entry.term.len());
        for written in [entry.term.as_str()].into_iter().chain(parts) {
            let form = SearchForm::new(written).text;
            if let Some(first) = form.chars().next() {
                forms.entry(first).or_default().push((form, entry));
            }
        }
    }
    for forms in forms.values_mut() {
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    forms
});

/// Returns every term, in the order of the file.
#[must_use]
pub fn all_entries() -> &'static [GlossaryEntry] {
    &ENTRIES
}

/// Finds the terms in a text, in order, the longest at each position; they do not overlap.
///
/// A term in Latin letters or digits matches whole words only: IHE is not in IHEs. Japanese compounds
/// have no gaps, and a part's explanation helps to read them (電子カルテシステム, 同意の撤回書): such
/// terms match inside longer words as well.
#[must_use]
pub fn find_terms(text: &str) -> Vec<GlossaryMatch> {
    let form = SearchForm::new(text);
    let mut found = Vec::new();
    let mut end = 0;
    for (place, (byte, first)) in form.text.char_indices().enumerate() {
        let Some(candidates) = FORMS.get(&first).filter(|_| place >= end) else { continue };
        let rest = form.text.get(byte..).unwrap_or_default();
        let here = candidates.iter().filter(|(term, _)| rest.starts_with(term.as_str())).find_map(
            |(term, entry)| {
                let chars = place..place + term.chars().count();
                let range = form.original_range(chars.clone());
                is_word(text, &range).then_some((chars, GlossaryMatch { entry, range }))
            },
        );
        if let Some((chars, here)) = here {
            end = chars.end;
            found.push(here);
        }
    }
    found
}

/// True if the ends of a range are no positions inside a Latin word.
fn is_word(text: &str, range: &Range<usize>) -> bool {
    let latin =
        |char: Option<char>| char.is_some_and(|char| char.nfkc().all(|char| char.is_ascii_alphanumeric()));
    let goes_on =
        |before: &str, after: &str| latin(before.chars().next_back()) && latin(after.chars().next());
    let (before, from) = text.split_at_checked(range.start).unwrap_or_default();
    let (inside, after) = from.split_at_checked(range.len()).unwrap_or_default();
    !goes_on(before, inside) && !goes_on(inside, after)
}

/// How a typed text matches a term; the first is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum GlossaryMatchKind {
    /// The whole term, or its whole reading.
    Whole,
    /// A prefix of the term, or of its reading.
    Beginning,
    /// A part of the term.
    Part,
    /// Words of the explanation.
    Explanation,
}

/// Finds terms by a typed text: the term or a part of it in any spelling, in kana or romaji, best
/// first. If no term matches, returns those whose explanations contain the words.
#[must_use]
pub fn look_up(typed: &str) -> Vec<&'static GlossaryEntry> {
    let wanted = SearchForm::new(typed.trim()).text;
    if wanted.is_empty() {
        return Vec::new();
    }
    let net = Some(Net::new(fold(typed.trim()).text.as_str())).filter(Net::has_sound);
    let mut ways: Vec<(GlossaryMatchKind, &GlossaryEntry)> = all_entries()
        .iter()
        .filter_map(|entry| Some((match_kind(entry, &wanted, net.as_ref())?, entry)))
        .collect();
    ways.sort_by_key(|(way, _)| *way);
    if ways.first().is_some_and(|(best, _)| *best != GlossaryMatchKind::Explanation) {
        ways.retain(|(way, _)| *way != GlossaryMatchKind::Explanation);
    }
    ways.into_iter().map(|(_, entry)| entry).collect()
}

fn match_kind(entry: &GlossaryEntry, wanted: &str, net: Option<&Net>) -> Option<GlossaryMatchKind> {
    let names = [&entry.term, &entry.kana, &entry.romaji].into_iter();
    let written = names.filter_map(|name| match_name(name, wanted)).min();
    let read: Vec<char> = fold(&entry.kana).text.chars().collect();
    let sounding = net.and_then(|net| Sounding::find(&read, net)).and_then(|found| {
        match (found.chars.start, found.whole) {
            (0, true) if found.chars.end == read.len() => Some(GlossaryMatchKind::Whole),
            (0, _) => Some(GlossaryMatchKind::Beginning),
            // An unfinished syllable matches inside nearly any reading.
            (_, true) => (!ends_in_consonant(wanted)).then_some(GlossaryMatchKind::Part),
            (_, false) => None,
        }
    });
    let explained = || is_explained_by(entry, wanted).then_some(GlossaryMatchKind::Explanation);
    written.into_iter().chain(sounding).min().or_else(explained)
}

/// True if the typed text ends in a consonant.
fn ends_in_consonant(wanted: &str) -> bool {
    wanted.ends_with(|char: char| char.is_ascii_alphabetic() && !"aiueon".contains(char))
}

/// Matches a query in its search form against a name; not in the middle of a Latin word.
fn match_name(name: &str, wanted: &str) -> Option<GlossaryMatchKind> {
    let form = SearchForm::new(name);
    if form.text == wanted {
        return Some(GlossaryMatchKind::Whole);
    }
    // The search form has no hyphen between IP and VPN.
    let begins_word = |(at, _): &(usize, &str)| {
        let char = form.text.get(..*at).unwrap_or_default().chars().count();
        is_word_start(name, form.original_range(char..char + 1).start)
    };
    let (at, _) = form.text.match_indices(wanted).find(begins_word)?;
    Some(if at == 0 { GlossaryMatchKind::Beginning } else { GlossaryMatchKind::Part })
}

fn is_word_start(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let latin = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    !(latin(before.chars().next_back()) && latin(after.chars().next()))
}

/// True if each of the words is a prefix of a word of an explanation.
fn is_explained_by(entry: &GlossaryEntry, wanted: &str) -> bool {
    let has = |text: &str, word: &str| text.match_indices(word).any(|(at, _)| is_word_start(text, at));
    [&entry.ja, &entry.en].into_iter().any(|text| {
        let text = SearchForm::new(text).text;
        wanted.split(' ').all(|word| has(&text, word))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::search::Query;

    fn found(text: &str) -> Vec<(&str, &'static str)> {
        find_terms(text).into_iter().map(|found| (&text[found.range], found.entry.term.as_str())).collect()
    }

    fn looked_up(typed: &str) -> Vec<&'static str> {
        look_up(typed).into_iter().map(|entry| entry.term.as_str()).collect()
    }

    #[test]
    fn no_term_stands_twice_in_another_spelling_and_kana_are_kana() {
        let forms: HashSet<String> =
            all_entries().iter().map(|entry| SearchForm::new(&entry.term).text).collect();
        assert_eq!(forms.len(), all_entries().len());
        for entry in all_entries() {
            assert!(!fold(&entry.kana).text.chars().any(|char| char.is_ascii_alphanumeric()), "{entry:?}");
        }
    }

    #[test]
    fn every_term_is_found_in_a_text_and_by_its_word_its_kana_and_its_romaji() {
        for entry in all_entries() {
            let term = entry.term.as_str();
            assert_eq!(found(&format!("（{term}）の導入")), [(term, term)]);
            for typed in [&entry.term, &entry.kana, &entry.romaji] {
                assert_eq!(look_up(typed).first().map(|first| first.term.as_str()), Some(term), "{typed}");
            }
        }
    }

    #[test]
    fn every_term_can_be_searched_for_as_it_is() {
        for entry in all_entries() {
            assert_eq!(Query::parse(&entry.term).problems, [], "{}", entry.term);
        }
    }

    #[test]
    fn terms_are_found_in_every_spelling() {
        for written in ["SS-MIX2", "SS-MIX 2", "ＳＳ－ＭＩＸ２", "ss‐mix2", "SSMIX2"] {
            assert_eq!(found(written), [(written, "SS-MIX2")]);
        }
        assert_eq!(found("ｵﾌﾟﾄｲﾝによる"), [("ｵﾌﾟﾄｲﾝ", "オプトイン")]);
        assert_eq!(found("2次医療圏での連携"), [("2次医療圏", "二次医療圏")]);
    }

    #[test]
    fn the_longest_term_wins_and_latin_terms_are_words() {
        assert_eq!(found("PIXV3・PDQV3"), [("PIXV3・PDQV3", "PIXV3・PDQV3")]);
        assert_eq!(
            found("SS-MIX 2、PIX/PIXV3/PDQ/PDQV3"),
            [
                ("SS-MIX 2", "SS-MIX2"),
                ("PIX", "PIX"),
                ("PIXV3", "PIXV3・PDQV3"),
                ("PDQ", "PDQ"),
                ("PDQV3", "PIXV3・PDQV3"),
            ]
        );
        assert_eq!(found("JAHIS臨床検査データ交換規約")[0].1, "JAHIS臨床検査データ交換規約");
        assert_eq!(found("JAHISの規約"), [("JAHIS", "JAHIS")]);
        for none in ["IHEs", "aIHE", "ｘIHE", "HL75", "13文書6情報", "PIXV4", ""] {
            assert_eq!(found(none), [], "{none}");
        }
        assert_eq!(found("HL7 V2.5、IHE-PIX"), [("HL7", "HL7"), ("IHE", "IHE"), ("PIX", "PIX")]);
    }

    #[test]
    fn japanese_terms_are_found_in_compounds() {
        assert_eq!(found("電子カルテシステム、退院時サマリー")[0], ("電子カルテ", "電子カルテ"));
        assert_eq!(found("退院時サマリー"), [("退院時サマリ", "退院時サマリ")]);
    }

    #[test]
    fn what_is_typed_finds_terms_by_parts_and_sounds_the_best_first() {
        assert_eq!(looked_up("VPN"), ["IP-VPN", "インターネットVPN", "オンデマンドVPN"]);
        assert_eq!(looked_up("pix"), ["PIX", "PIXV3・PDQV3"]);
        assert_eq!(looked_up("ＨＬ"), ["HL7"]);
        assert_eq!(looked_up("doui"), ["同意の撤回", "患者一括同意", "施設毎の同意"]);
        assert_eq!(looked_up("どうい"), looked_up("doui"));
        assert_eq!(looked_up("nayosse"), [""; 0]);
        for romaji in ["sinryoujouhouteikyousho", "shinryojohoteikyosho", "sinryouzyouhouteikyousyo"] {
            assert_eq!(looked_up(romaji)[0], "診療情報提供書", "{romaji}");
        }
        assert_eq!(looked_up("kaij"), ["開示施設"]);
        assert_eq!(looked_up("hot"), ["HOTコード"]);
    }

    #[test]
    fn words_of_the_explanations_come_last() {
        assert_eq!(looked_up("referral"), ["診療情報提供書", "逆紹介"]);
        assert!(looked_up("patient number").contains(&"PIX"));
        assert!(looked_up("協議会").contains(&"代表団体"));
        assert_eq!(looked_up("eferral"), [""; 0], "not within a word");
        assert_eq!(looked_up("  "), [""; 0]);
    }
}

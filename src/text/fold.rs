//! Folds texts that users consider equal to one form (NFKC, then `assets/foldings.toml`), with a map back to
//! the original.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;
use unicode_segmentation::UnicodeSegmentation;

use super::kana::is_kanji;

/// Characters and their replacements.
#[derive(Debug)]
struct FoldTable {
    /// Sorted by the character; a character never replaces itself.
    pairs: &'static [(char, char)],
    /// A bit for each character of the basic plane that is in `pairs`: a quick test, as nearly every
    /// character is in none.
    present: [u64; 0x1_0000 / 64],
}

impl FoldTable {
    const fn new(pairs: &'static [(char, char)]) -> Self {
        let mut present = [0; 0x1_0000 / 64];
        let mut rest = pairs;
        while let [(from, _), after @ ..] = rest {
            let code = *from as usize;
            if code < 0x1_0000 {
                present[code / 64] |= 1 << (code % 64);
            }
            rest = after;
        }
        Self { pairs, present }
    }

    fn get(&self, char: char) -> Option<char> {
        let code = char as usize;
        if self.present.get(code / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 0) {
            return None;
        }
        let place = self.pairs.binary_search_by_key(&char, |pair| pair.0).ok()?;
        self.pairs.get(place).map(|pair| pair.1)
    }

    fn replace(&self, char: char) -> char {
        self.get(char).unwrap_or(char)
    }
}

/// Pairs of characters and replacements, from `assets/foldings.toml`.
type Pairs = &'static [(char, char)];

const PAIRS: (Pairs, Pairs) = include!(concat!(env!("OUT_DIR"), "/foldings.rs"));

/// Old forms.
static OLD: FoldTable = FoldTable::new(PAIRS.0);

/// Old forms, and every other character that the search considers equal.
static ALL: FoldTable = FoldTable::new(PAIRS.1);

/// A text in its search form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The search form.
    pub text: String,
    /// For each character of `text` the byte of the original at which its grapheme begins; empty if that
    /// is the character's own index, as in any ASCII text without runs of spaces.
    starts: Vec<u32>,
    /// Bytes of the original.
    original_len: u32,
}

impl Folded {
    /// Returns the byte range of the original text for the characters `chars` of [`Folded::text`]:
    /// whole graphemes. Characters beyond the end are ignored; an empty range stays empty.
    #[must_use]
    pub fn original_range(&self, chars: Range<usize>) -> Range<usize> {
        let start = self.start_of(chars.start);
        if chars.is_empty() || chars.start >= self.chars() {
            return start..start;
        }
        // A grapheme that folds to several characters (㍿) ends after the last of them.
        let last = self.start_of(chars.end.min(self.chars()) - 1);
        let end = (chars.end..self.chars()).map(|char| self.start_of(char)).find(|next| *next > last);
        start..end.unwrap_or(self.original_len as usize)
    }

    /// Returns the number of characters of [`Folded::text`].
    fn chars(&self) -> usize {
        // Without a map every character is one byte.
        if self.starts.is_empty() { self.text.len() } else { self.starts.len() }
    }

    fn start_of(&self, char: usize) -> usize {
        if char >= self.chars() {
            self.original_len as usize
        } else {
            self.starts.get(char).map_or(char, |start| *start as usize)
        }
    }
}

/// Returns the search form: NFKC, lower case, katakana as hiragana, old and variant forms as today's,
/// dashes and wave dashes as one each, the spellings of loan words and of ヶ as one, any white space as one space,
/// nothing invisible.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folder = Folder { folded: Folded::default(), table: &ALL, counter: None };
    folder.folded.original_len = offset(text.len());
    if is_plain(text) {
        folder.folded.text = text.to_ascii_lowercase();
        return folder.folded;
    }
    folder.folded.text.reserve(text.len());
    folder.folded.starts.reserve(text.len() / 3 + 1);
    let mut rest = text.chars();
    let mut next = rest.next();
    while let Some(char) = next {
        let at = text.len() - rest.as_str().len() - char.len_utf8();
        let start = offset(at);
        next = rest.next();
        // Two of these in a row are two graphemes; any other text is segmented.
        if is_own_grapheme(char) && next.is_none_or(is_own_grapheme) {
            if is_caseless(char) && !is_counter(char) {
                folder.emit(folder.table.replace(hiragana(char)), start);
            } else {
                folder.push(narrow(char), start);
            }
            continue;
        }
        let grapheme = text.get(at..).and_then(|rest| rest.graphemes(true).next()).unwrap_or_default();
        for char in grapheme.chars().filter(|char| !is_invisible(*char)).nfkc() {
            folder.push(char, start);
        }
        rest = text.get(at + grapheme.len()..).unwrap_or_default().chars();
        next = rest.next();
    }
    folder.folded.starts.shrink_to_fit();
    folder.folded
}

struct Folder<'a> {
    folded: Folded,
    table: &'a FoldTable,
    /// What the け of a ヶ just emitted becomes if a kanji follows.
    counter: Option<char>,
}

impl Folder<'_> {
    /// Adds a character that NFKC leaves alone, from the grapheme at byte `start`.
    fn push(&mut self, char: char, start: u32) {
        if is_counter(char) {
            let kana = self.counter_kana();
            self.emit('け', start);
            self.counter = kana;
        } else if char.is_ascii() && !char.is_ascii_whitespace() {
            self.emit(char.to_ascii_lowercase(), start);
        } else if char.is_whitespace() {
            if !self.folded.text.ends_with(' ') {
                self.emit(' ', start);
            }
        } else {
            for lower in char.to_lowercase() {
                self.emit(self.table.replace(hiragana(lower)), start);
            }
        }
    }

    fn emit(&mut self, char: char, start: u32) {
        if let Some(kana) = self.counter.take().filter(|_| is_kanji(char)) {
            self.folded.text.pop();
            self.folded.text.push(kana);
        }
        let is_second = matches!(char, 'ぁ' | 'ぃ' | 'ぇ' | 'ぉ' | 'ゅ' | 'い');
        let before = self.folded.text.chars().next_back().filter(|_| is_second);
        if let Some((before, after)) = before.and_then(|before| join_loan(before, char)) {
            // The two are one, and lead back to the same place.
            self.folded.text.pop();
            self.folded.text.push(before);
            let start = self.folded.starts.last().copied().unwrap_or(start);
            if let Some(after) = after {
                self.folded.text.push(after);
                self.folded.starts.push(start);
            }
            return;
        }
        self.folded.text.push(char);
        self.folded.starts.push(start);
    }

    /// Returns what ヶ stands for before a kanji: か behind a number (3ヶ月), が behind another kanji (霞ヶ関).
    fn counter_kana(&self) -> Option<char> {
        let before = self.folded.text.chars().next_back()?;
        if before.is_ascii_digit() || "〇一二三四五六七八九十百千数何".contains(before) {
            return Some('か');
        }
        is_kanji(before).then_some('が')
    }
}

/// Returns the kana that two stand for in the spelling of loan words: ヴァ is バ, フェイス is フェース. ヴ itself
/// is folded to ぶ.
fn join_loan(before: char, char: char) -> Option<(char, Option<char>)> {
    match (before, char) {
        ('ぶ', 'ぁ') => Some(('ば', None)),
        ('ぶ', 'ぃ') => Some(('び', None)),
        ('ぶ', 'ぇ') => Some(('べ', None)),
        ('ぶ', 'ぉ') => Some(('ぼ', None)),
        ('ぶ', 'ゅ') => Some(('び', Some('ゅ'))),
        ('ぇ', 'い') => Some(('ぇ', Some('ー'))),
        _ => None,
    }
}

/// True for the letter of 霞ヶ関 and 3ヶ月, in both sizes.
fn is_counter(char: char) -> bool {
    matches!(char, 'ヶ' | 'ケ')
}

/// True for ASCII text of which each character folds to one.
fn is_plain(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let doubled = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && !doubled
    })
}

/// True for a character that is a grapheme of its own beside others of the kind, and that NFKC changes
/// only as [`narrow`] does.
fn is_own_grapheme(char: char) -> bool {
    matches!(char,
        ' '..='~' | '\u{3000}'..='〩' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '㐀'..='䶿' | '一'..='鿿' | '！'..='～')
}

/// True for the kana and kanji among them, which have no case and are no white space.
fn is_caseless(char: char) -> bool {
    matches!(char, 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '㐀'..='䶿' | '一'..='鿿')
}

/// Returns the narrow twin of a full-width ASCII character; others as they are.
pub fn narrow(char: char) -> char {
    match char {
        '！'..='～' => char::from_u32(char as u32 - 0xFEE0).unwrap_or(char),
        _ => char,
    }
}

/// Returns the hiragana twin of a katakana.
#[must_use]
pub fn hiragana(char: char) -> char {
    match char {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(char as u32 - 0x60).unwrap_or(char),
        _ => char,
    }
}

/// Returns the character that the search considers equal: old forms, radicals, dashes, dots. Kana and
/// case stay.
#[must_use]
pub fn twin(char: char) -> char {
    ALL.replace(char)
}

/// True for a character that [`twin`] replaces.
#[must_use]
pub fn has_twin(char: char) -> bool {
    ALL.get(char).is_some()
}

/// True for a look-alike: radicals and dots from the fonts of PDF files, and variation selectors.
#[must_use]
pub fn is_look_alike(char: char) -> bool {
    matches!(char, '\u{2027}' | '\u{2e80}'..='\u{2fdf}') || is_variation_selector(char)
}

/// True for a variation selector, which chooses the shape of the character before it.
#[must_use]
pub fn is_variation_selector(char: char) -> bool {
    matches!(char, '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Composes a kana and the voicing mark after it into one character.
#[must_use]
pub fn compose_kana(kana: char, mark: char) -> Option<char> {
    let is_mark = matches!(mark, '\u{3099}' | '\u{309a}');
    if is_mark && matches!(kana, 'ぁ'..='ヿ') { compose(kana, mark) } else { None }
}

/// True if three bytes of a text could begin a look-alike or a voicing mark. It has no branches and no
/// early return, so that the compiler can vectorise it.
fn may_hold_look_alike(text: &[u8]) -> bool {
    let is_begun = |first: u8, second: u8, third: u8| {
        (first == 0xe2) & ((second == 0x80) & (third == 0xa7) | (second >= 0xba))
            | (first == 0xe1) & (second == 0xa0)
            | (first == 0xe3) & (second == 0x82) & ((third == 0x99) | (third == 0x9a))
            | (first == 0xef) & (second == 0xb8)
            | (first == 0xf3)
    };
    let seconds = text.get(1..).unwrap_or_default();
    let bytes = text.iter().zip(seconds).zip(seconds.get(1..).unwrap_or_default());
    bytes.fold(0, |found, ((first, second), third)| found | u8::from(is_begun(*first, *second, *third))) > 0
}

/// Returns words as values are parsed: look-alikes (see [`is_look_alike`]) replaced, kana composed.
#[must_use]
pub fn without_look_alikes(words: &str) -> Cow<'_, str> {
    let is_found = |c| is_look_alike(c) || matches!(c, '\u{3099}' | '\u{309a}');
    if !may_hold_look_alike(words.as_bytes()) || !words.contains(is_found) {
        return Cow::Borrowed(words);
    }
    let mut plain = String::with_capacity(words.len());
    for char in words.chars().filter(|char| !is_variation_selector(*char)) {
        if let Some((kana, one)) =
            plain.chars().next_back().and_then(|kana| Some((kana, compose_kana(kana, char)?)))
        {
            plain.truncate(plain.len() - kana.len_utf8());
            plain.push(one);
        } else if is_look_alike(char) {
            plain.extend(std::iter::once(char).nfkc().map(twin));
        } else {
            plain.push(char);
        }
    }
    Cow::Owned(plain)
}

/// True for variation selectors, joiners, direction marks: characters that are invisible and not typed.
#[must_use]
pub fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Returns the form from which ids are hashed: NFKC, lower case, old and variant forms as today's, without
/// white space and anything invisible. Katakana, dashes and everything else stay.
///
/// Frozen: a change here, or in the two frozen tables of `assets/foldings.toml`, gives cases other
/// ids than scripts and bookmarks hold, and is a breaking change of the data.
#[must_use]
pub fn identity_form(text: &str) -> String {
    let table = &OLD;
    let visible = text.chars().filter(|char| !is_invisible(*char)).nfkc();
    let today = visible.flat_map(char::to_lowercase).map(|char| table.replace(char));
    today.filter(|char| !char.is_whitespace()).collect()
}

/// True for an old or variant form (髙, 勞).
#[must_use]
pub fn is_old_form(char: char) -> bool {
    OLD.get(char).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;

    fn folded(text: &str) -> String {
        fold(text).text
    }

    #[test]
    fn what_replaces_a_character_is_replaced_by_nothing_itself() {
        assert!(OLD.pairs.len() >= 370, "{}", OLD.pairs.len());
        for (from, to) in ALL.pairs {
            assert_eq!(ALL.get(*to), None, "{from} is folded to {to}, which is folded itself");
        }
        for (from, to) in OLD.pairs.iter().chain(ALL.pairs) {
            assert_eq!(to.to_string(), to.nfkc().collect::<String>(), "{from}");
        }
    }

    #[test]
    fn what_a_person_takes_for_the_same_folds_alike() {
        for (one, other) in [
            ("モガミ", "もがみ"),
            ("ﾓｶﾞﾐ", "もがみ"),
            ("モカ\u{3099}ミ", "もがみ"),
            ("ＭＯＧＡＭＩ", "mogami"),
            ("﨑髙𠮷濵邊", "崎高吉浜辺"),
            ("國立醫學", "国立医学"),
            ("葛\u{e0100}飾", "葛飾"),
            ("福\u{fe00}祉", "福祉"),
            ("SS−MIX", "ss-mix"),
            ("ＳＳ－ＭＩＸ", "ss-mix"),
            ("SS‐MIX", "SS–MIX"),
            ("１〜２", "1～2"),
            ("袖ヶ浦", "袖ケ浦"),
            ("霞ヶ関", "霞が関"),
            ("ヴァイタル", "バイタル"),
            ("ﾚｳﾞｭｰ", "レビュー"),
            ("ヴ", "ブ"),
            ("インターフェイス", "インターフェース"),
            ("3ヶ月", "３か月"),
            ("数ケ所", "数カ所"),
            ("㍿", "株式会社"),
            ("a\u{3000}\t b", "a b"),
            ("も\u{200b}が\u{feff}み", "もがみ"),
            ("Ⅱ①", "ii1"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn what_differs_stays_apart() {
        for (one, other) in [
            ("データ", "デ-タ"),
            ("か", "が"),
            ("つ", "っ"),
            ("ab", "a b"),
            ("埼", "さ"),
            ("受け入", "受が入"),
        ] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
        assert_eq!(folded("ネットワーク"), "ねっとわーく");
    }

    #[test]
    fn folded_characters_lead_back_to_whole_graphemes() {
        let back = |text: &'static str, chars| &text[fold(text).original_range(chars)];
        assert_eq!(back("ﾓｶﾞﾐネット", 0..3), "ﾓｶﾞﾐ");
        assert_eq!(back("ﾓｶﾞﾐネット", 1..2), "ｶﾞ");
        assert_eq!(back("東㍿西", 2..3), "㍿");
        assert_eq!(back("東㍿西", 0..2), "東㍿");
        assert_eq!(back("東㍿西", 4..6), "㍿西");
        assert_eq!(back("か\u{3099}き", 0..1), "か\u{3099}");
        assert_eq!(back("a　 b", 1..2), "　 ");
        assert_eq!(back("Net4U", 3..5), "4U");
        assert_eq!(back("Net4U", 3..99), "4U");
        assert_eq!(back("Net4U", 9..12), "");
        assert_eq!(back("霞ヶ関", 1..2), "ヶ");
        assert_eq!(back("ヴァイタル", 0..1), "ヴァ");
        assert_eq!(back("フェイス", 2..3), "ェイ");
        assert_eq!(back("もがみ", 1..1), "");
    }

    #[test]
    fn ids_are_hashed_from_a_form_that_never_changes() {
        for (text, form) in [
            ("最上地域 医療情報ﾈｯﾄﾜｰｸシステム", "最上地域医療情報ネットワークシステム"),
            ("髙﨑市　國立ＩＣＴ㈱", "高崎市国立ict(株)"),
            ("カ\u{3099}葛\u{e0100}\u{200b}", "ガ葛"),
            ("SS‑MIX−２", "ss‐mix−2"),
            ("塡ヶ〇", "塡ヶ〇"),
        ] {
            assert_eq!(identity_form(text), form);
        }
    }

    #[test]
    fn old_forms_are_named_and_nothing_else() {
        let old_forms = |text: &str| text.chars().filter(|char| is_old_form(*char)).collect::<String>();
        assert_eq!(old_forms("髙橋さんの勞務、髙"), "髙勞髙");
        for page in [include_str!("../../seeds/tonet.txt"), include_str!("../../seeds/mogaminet.txt")] {
            let content = page.lines().filter(|line| !line.contains('▶'));
            assert_eq!(content.map(old_forms).collect::<String>(), "");
        }
    }

    #[test]
    fn values_are_parsed_from_the_letters_that_others_stand_for() {
        assert_eq!(without_look_alikes("⻑野、⼭形○\u{fe0f}サーヒ\u{3099}ス‧"), "長野、山形○サービス・");
        assert!(matches!(without_look_alikes("髙橋サービス"), Cow::Borrowed(_)));
        assert_eq!((compose_kana('は', '\u{309a}'), compose_kana('漢', '\u{3099}')), (Some('ぱ'), None));
    }

    proptest! {
        #[test]
        fn any_folded_range_leads_back_to_graphemes_that_hold_it(text in mixed_text(), a in 0usize..60, b in 0usize..60) {
            let folded = fold(&text);
            let chars: Vec<char> = folded.text.chars().collect();
            let (start, end) = (a.min(b).min(chars.len()), a.max(b).min(chars.len()));
            let range = folded.original_range(start..end);
            let slice = text.get(range.clone());
            prop_assert!(slice.is_some(), "{:?}", range);
            let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            prop_assert!(bounds.contains(&range.start) && bounds.contains(&range.end));
            let wanted: String = chars[start..end].iter().collect();
            // ヶ is read by its neighbours, which the slice may lack.
            let plain = |text: &str| text.replace(['か', 'が'], "け");
            prop_assert!(plain(&fold(slice.unwrap()).text).contains(&plain(&wanted)), "{:?} {:?}", slice, wanted);
        }

        #[test]
        fn the_short_way_folds_as_the_long_way(text in mixed_text()) {
            let mut slow = Folder { folded: Folded::default(), table: &ALL, counter: None };
            for (start, grapheme) in text.grapheme_indices(true) {
                for char in grapheme.chars().filter(|char| !is_invisible(*char)).nfkc() {
                    slow.push(char, offset(start));
                }
            }
            prop_assert_eq!(fold(&text).text, slow.folded.text);
        }

        #[test]
        fn an_identity_has_nothing_invisible_in_it(text in mixed_text()) {
            let form = identity_form(&text);
            prop_assert!(!form.chars().any(|char| char.is_whitespace() || is_invisible(char)));
            prop_assert_eq!(identity_form(&format!(" {text}\u{3000}")), form);
        }
    }
}

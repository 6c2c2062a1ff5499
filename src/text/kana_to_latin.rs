//! Kana → Latin letters: the frozen ids of cases, and readings as they are typed.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical};

use super::fold::{hiragana, is_invisible};

/// The ending of nearly every nickname.
const NET: &str = "ねっと";

/// Returns the id of a case from its nickname: Hepburn in ASCII, letter by letter, lower case, a final
/// ねっと or ネット as `net`, separators of words as one `-`.
///
/// `None` if the nickname contains a letter that is neither kana nor Latin, or no letter or digit.
///
/// Frozen: scripts and bookmarks contain these ids. A change here changes the ids of cases that are
/// already referred to, and is a breaking change of the data.
#[must_use]
pub fn hepburn_id(nickname: &str) -> Option<String> {
    let mut chars = plain_kana(nickname);
    while chars.last().is_some_and(|char| !char.is_alphanumeric()) {
        chars.pop();
    }
    let net: Vec<char> = NET.chars().collect();
    let stem = chars.strip_suffix(net.as_slice());
    let mut id = latin_letters(stem.unwrap_or(&chars))?;
    if stem.is_some() {
        id.push_str("net");
    }
    let id = id.trim_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}

/// Returns the text in NFKC, katakana as hiragana, iteration marks expanded, nothing invisible.
fn plain_kana(text: &str) -> Vec<char> {
    // NFKC turns a sound mark with a width of its own into a space and a mark.
    let joined = text.chars().filter(|char| !is_invisible(*char)).map(|char| match char {
        '゛' => '\u{3099}',
        '゜' => '\u{309a}',
        other => other,
    });
    let mut chars: Vec<char> = Vec::new();
    for char in joined.nfkc().map(hiragana) {
        let last = chars.last().copied();
        match (char, last) {
            ('ゝ', Some(last)) => chars.push(last),
            ('ゞ', Some(last)) => chars.push(compose(last, '\u{3099}').unwrap_or(last)),
            _ => chars.push(char),
        }
    }
    chars
}

/// Returns folded kana in Latin letters; `None` if there is a letter that is neither kana nor Latin.
#[must_use]
pub fn to_latin(kana: &str) -> Option<String> {
    latin_letters(&kana.chars().collect::<Vec<char>>())
}

/// Returns the letters of the id, words separated by one `-`, which may also be at the ends.
fn latin_letters(chars: &[char]) -> Option<String> {
    let mut id = String::new();
    let mut doubled = false;
    let mut rest = chars;
    while let Some((&char, after)) = rest.split_first() {
        if let Some((letters, taken)) = first_syllable(rest) {
            if doubled {
                id.extend(doubled_letter(letters));
            }
            id.push_str(letters);
            rest = &rest[taken..];
            doubled = false;
            continue;
        }
        rest = after;
        doubled = char == 'っ';
        if doubled || char == 'ー' {
            continue;
        }
        if is_separator(char) {
            if !id.ends_with('-') {
                id.push('-');
            }
        } else if char.is_alphanumeric() {
            push_latin(&mut id, char)?;
        }
    }
    Some(id)
}

/// Returns the letter that a っ before these letters doubles.
fn doubled_letter(letters: &str) -> Option<char> {
    let first = letters.chars().next()?;
    match first {
        'a' | 'i' | 'u' | 'e' | 'o' => None,
        'c' => Some('t'),
        consonant => Some(consonant),
    }
}

fn is_separator(char: char) -> bool {
    char.is_whitespace()
        || matches!(char, '・' | '-' | '_' | '/' | '\\' | '|' | ':' | '=' | '&' | '+' | '~' | '〜' | '゠')
        || matches!(char, '‐'..='―' | '−' | '─' | '·' | '•')
}

/// Appends a letter or digit without its accents; `None` for another script.
fn push_latin(id: &mut String, char: char) -> Option<()> {
    if char.is_ascii() {
        id.push(char.to_ascii_lowercase());
        return Some(());
    }
    let letters = match char {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        _ => "",
    };
    if !letters.is_empty() {
        id.push_str(letters);
        return Some(());
    }
    let mut base = None;
    decompose_canonical(char, |part| base = base.or(Some(part)));
    let base = base.filter(char::is_ascii_alphanumeric)?;
    id.push(base.to_ascii_lowercase());
    Some(())
}

/// Returns the letters of the first syllable of `kana`, and its length in characters.
fn first_syllable(kana: &[char]) -> Option<(&'static str, usize)> {
    let (&first, rest) = kana.split_first()?;
    if let Some(&second) = rest.first()
        && is_small(second)
        && let Some((_, letters)) = PAIRS.iter().find(|(pair, _)| pair.chars().eq([first, second]))
    {
        return Some((letters, 2));
    }
    SYLLABLES.get(&first).map(|letters| (*letters, 1))
}

/// True for the second kana of a pair of [`PAIRS`].
fn is_small(kana: char) -> bool {
    matches!(kana, 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ')
}

/// The letters of the kana of [`SINGLES`].
static SYLLABLES: LazyLock<FxHashMap<char, &str>> =
    LazyLock::new(|| SINGLES.iter().flat_map(|(row, letters)| row.chars().zip(letters.split(' '))).collect());

/// Kana that are one syllable each, a row of the table a line.
const SINGLES: [(&str, &str); 20] = [
    ("あいうえお", "a i u e o"),
    ("かきくけこ", "ka ki ku ke ko"),
    ("がぎぐげご", "ga gi gu ge go"),
    ("さしすせそ", "sa shi su se so"),
    ("ざじずぜぞ", "za ji zu ze zo"),
    ("たちつてと", "ta chi tsu te to"),
    ("だぢづでど", "da ji zu de do"),
    ("なにぬねの", "na ni nu ne no"),
    ("はひふへほ", "ha hi fu he ho"),
    ("ばびぶべぼ", "ba bi bu be bo"),
    ("ぱぴぷぺぽ", "pa pi pu pe po"),
    ("まみむめも", "ma mi mu me mo"),
    ("やゆよ", "ya yu yo"),
    ("らりるれろ", "ra ri ru re ro"),
    ("わゐゑをん", "wa i e o n"),
    ("ぁぃぅぇぉ", "a i u e o"),
    ("ゃゅょゎ", "ya yu yo wa"),
    ("ゕゖゔ", "ka ke vu"),
    ("ヷヸヹヺ", "va vi ve vo"),
    ("ゝゞ", " "),
];

/// Kana that are one syllable together.
const PAIRS: [(&str, &str); 91] = [
    ("きゃ", "kya"),
    ("きゅ", "kyu"),
    ("きぇ", "kye"),
    ("きょ", "kyo"),
    ("ぎゃ", "gya"),
    ("ぎゅ", "gyu"),
    ("ぎぇ", "gye"),
    ("ぎょ", "gyo"),
    ("しゃ", "sha"),
    ("しゅ", "shu"),
    ("しぇ", "she"),
    ("しょ", "sho"),
    ("じゃ", "ja"),
    ("じゅ", "ju"),
    ("じぇ", "je"),
    ("じょ", "jo"),
    ("ちゃ", "cha"),
    ("ちゅ", "chu"),
    ("ちぇ", "che"),
    ("ちょ", "cho"),
    ("ぢゃ", "ja"),
    ("ぢゅ", "ju"),
    ("ぢぇ", "je"),
    ("ぢょ", "jo"),
    ("にゃ", "nya"),
    ("にゅ", "nyu"),
    ("にぇ", "nye"),
    ("にょ", "nyo"),
    ("ひゃ", "hya"),
    ("ひゅ", "hyu"),
    ("ひぇ", "hye"),
    ("ひょ", "hyo"),
    ("びゃ", "bya"),
    ("びゅ", "byu"),
    ("びぇ", "bye"),
    ("びょ", "byo"),
    ("ぴゃ", "pya"),
    ("ぴゅ", "pyu"),
    ("ぴぇ", "pye"),
    ("ぴょ", "pyo"),
    ("みゃ", "mya"),
    ("みゅ", "myu"),
    ("みぇ", "mye"),
    ("みょ", "myo"),
    ("りゃ", "rya"),
    ("りゅ", "ryu"),
    ("りぇ", "rye"),
    ("りょ", "ryo"),
    ("ふぁ", "fa"),
    ("ふぃ", "fi"),
    ("ふぇ", "fe"),
    ("ふぉ", "fo"),
    ("ふゃ", "fya"),
    ("ふゅ", "fyu"),
    ("ふょ", "fyo"),
    ("てぃ", "ti"),
    ("でぃ", "di"),
    ("とぅ", "tu"),
    ("どぅ", "du"),
    ("てゃ", "tya"),
    ("てゅ", "tyu"),
    ("てょ", "tyo"),
    ("でゃ", "dya"),
    ("でゅ", "dyu"),
    ("でょ", "dyo"),
    ("つぁ", "tsa"),
    ("つぃ", "tsi"),
    ("つぇ", "tse"),
    ("つぉ", "tso"),
    ("ゔぁ", "va"),
    ("ゔぃ", "vi"),
    ("ゔぇ", "ve"),
    ("ゔぉ", "vo"),
    ("ゔゃ", "vya"),
    ("ゔゅ", "vyu"),
    ("ゔょ", "vyo"),
    ("うぃ", "wi"),
    ("うぇ", "we"),
    ("うぉ", "wo"),
    ("いぇ", "ye"),
    ("すぃ", "si"),
    ("ずぃ", "zi"),
    ("くぁ", "kwa"),
    ("くぃ", "kwi"),
    ("くぇ", "kwe"),
    ("くぉ", "kwo"),
    ("ぐぁ", "gwa"),
    ("ぐぃ", "gwi"),
    ("ぐぇ", "gwe"),
    ("ぐぉ", "gwo"),
    ("くゎ", "kwa"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;

    #[test]
    fn nicknames_give_the_ids_that_they_were_given_once() {
        for (nickname, id) in [
            ("とねっと", "tonet"),
            ("もがみネット", "mogaminet"),
            ("ﾓｶﾞﾐﾈｯﾄ", "mogaminet"),
            ("Net4U", "net4u"),
            ("Ｎｅｔ４Ｕ", "net4u"),
            ("HMネット", "hmnet"),
            ("アルメリア・ネット", "arumeria-net"),
            ("ネット", "net"),
            ("もか\u{3099}みネット", "mogaminet"),
            ("あじさいネット", "ajisainet"),
            ("ちょうかいネット", "choukainet"),
            ("ピカピカリンク", "pikapikarinku"),
            ("マッチ", "matchi"),
            ("ざっしがっこう", "zasshigakkou"),
            ("あっ", "a"),
            ("しんいち", "shinichi"),
            ("ファミリーティールーム", "famiritirumu"),
            ("ヴィーナス・ウィング", "vinasu-wingu"),
            ("つづき ちぢみ じずふを", "tsuzuki-chijimi-jizufuo"),
            ("いすゞ", "isuzu"),
            ("K-MIX+", "k-mix"),
            ("  Café ～ Ōsaka！", "cafe-osaka"),
            ("んんん", "nnn"),
            ("か゛ん", "gan"),
        ] {
            assert_eq!(hepburn_id(nickname).as_deref(), Some(id), "{nickname:?}");
        }
    }

    #[test]
    fn other_scripts_and_nothing_at_all_give_no_id() {
        for nickname in
            ["最上ネット", "もがみ㍿", "佐々木", "Сеть", "ネット한", "", " ", "・・", "！", "ー", "っ"]
        {
            assert_eq!(hepburn_id(nickname), None, "{nickname:?}");
        }
    }

    #[test]
    fn every_kana_has_letters() {
        for char in ('ぁ'..='ゔ').filter(|char| *char != 'っ') {
            let id = hepburn_id(&char.to_string());
            assert!(id.is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_lowercase())), "{char}");
        }
    }

    proptest! {
        #[test]
        fn an_id_is_lower_case_ascii_words(text in mixed_text()) {
            if let Some(id) = hepburn_id(&text) {
                prop_assert!(id.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit() || byte.is_ascii_lowercase()));
                prop_assert!(!id.starts_with('-') && !id.ends_with('-') && !id.contains("--") && !id.is_empty());
            }
        }
    }
}

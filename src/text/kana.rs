//! Kana by their sound, and what is typed without an input method as kana.

use std::sync::LazyLock;

/// A kana as it sounds: づ is ず, ぢ is じ, を is お, and ー is the vowel of what stands before it.
#[must_use]
pub fn sound_of(kana: char, before: Option<char>) -> char {
    match kana {
        'づ' => 'ず',
        'ぢ' => 'じ',
        'を' => 'お',
        'ー' => before.and_then(vowel).unwrap_or('ー'),
        other => other,
    }
}

/// Folded text as it sounds; what is not kana stays.
#[must_use]
pub fn sound(text: &str) -> String {
    let mut before = None;
    let sounds = text.chars().map(|char| {
        let sound = sound_of(char, before);
        before = Some(sound);
        sound
    });
    sounds.collect()
}

/// True for hiragana.
#[must_use]
pub fn is_kana(char: char) -> bool {
    matches!(char, 'ぁ'..='ゖ')
}

/// The kana of each vowel, small ones included, in the order あいうえお.
const VOWELS: [&str; 5] = [
    "あぁかがさざただなはばぱまやゃらわゎゕ",
    "いぃきぎしじちぢにひびぴみりゐ",
    "うぅくぐすずつづっぬふぶぷむゆゅるゔ",
    "えぇけげせぜてでねへべぺめれゑゖ",
    "おぉこごそぞとどのほぼぽもよょろを",
];

/// The vowel that a kana ends with; ん has none.
#[must_use]
pub fn vowel(kana: char) -> Option<char> {
    VOWELS.iter().find(|row| row.contains(kana))?.chars().next()
}

/// True where `kana` only makes the vowel before it long, as in とうきょう and おおさか.
#[must_use]
pub fn lengthens(before: char, kana: char) -> bool {
    match vowel(before) {
        Some('お') => matches!(kana, 'う' | 'お'),
        Some(vowel) => vowel == kana && vowel != 'え' && vowel != 'い',
        None => false,
    }
}

/// The first of the bytes of [`packed`] stands for ぁ.
const FIRST: u32 = 'ぁ' as u32;

/// A reading in a byte a kana, none of them zero; what is no hiragana is left out.
#[must_use]
pub fn packed(reading: &str) -> Vec<u8> {
    reading.chars().filter_map(code).collect()
}

/// The byte that stands for a hiragana, from 1.
#[must_use]
pub fn code(kana: char) -> Option<u8> {
    is_kana(kana).then(|| u8::try_from(u32::from(kana) - FIRST + 1).ok()).flatten()
}

/// The hiragana that a byte stands for.
#[must_use]
pub fn kana_of(code: u8) -> Option<char> {
    char::from_u32(FIRST + u32::from(code) - 1).filter(|kana| code > 0 && is_kana(*kana))
}

/// What was typed, as far as it sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A kana, by its sound.
    Kana(char),
    /// A syllable that is begun: one of these kana.
    Begun(Vec<char>),
    /// Anything else, as it is.
    Other(char),
}

/// So many ways of reading what was typed are followed.
const MOST_WAYS: usize = 12;

/// How folded text that was typed may sound, the likeliest first: kana as they are, Latin letters as
/// every input method takes them (`si`, `shi`, `nn`, `xtu`), in Hepburn (`shimbun`, `matcha`), or as
/// they stand. Letters at the end that begin a syllable are one that is begun.
#[must_use]
pub fn typed(text: &str) -> Vec<Vec<Typed>> {
    let chars: Vec<char> = text.chars().flat_map(plain_vowels).collect();
    let mut ways = vec![(Vec::new(), 0)];
    let mut done: Vec<Vec<Typed>> = Vec::new();
    while let Some((way, at)) = ways.pop() {
        if at == chars.len() {
            if !done.contains(&way) {
                done.push(way);
            }
            continue;
        }
        let steps = steps(&chars[at..], &way, at == 0 || !is_latin(chars[at - 1]));
        // The likeliest is followed first: it is put on the pile last.
        for (units, taken) in steps.into_iter().rev() {
            if ways.len() + done.len() < MOST_WAYS {
                ways.push(([way.as_slice(), &units].concat(), at + taken));
            }
        }
    }
    done
}

fn is_latin(char: char) -> bool {
    char.is_ascii_lowercase()
}

/// ō is two letters.
fn plain_vowels(char: char) -> impl Iterator<Item = char> {
    let letters: &[char] = match char {
        'ā' | 'â' => &['a', 'a'],
        'ī' | 'î' => &['i', 'i'],
        'ū' | 'û' => &['u', 'u'],
        'ē' | 'ê' => &['e', 'e'],
        'ō' | 'ô' => &['o', 'u'],
        _ => &[],
    };
    let own = letters.is_empty().then_some(char);
    letters.iter().copied().chain(own)
}

/// A piece of a way, and how many letters it takes.
type Step = (Vec<Typed>, usize);

/// How what is left may go on; `is_new` where no Latin letter stands before it.
fn steps(rest: &[char], way: &[Typed], is_new: bool) -> Vec<Step> {
    let first = rest[0];
    let before = match way.last() {
        Some(Typed::Kana(kana)) => Some(*kana),
        Some(Typed::Begun(_) | Typed::Other(_)) | None => None,
    };
    if !is_latin(first) {
        let lengthened = if first == '-' { before.and_then(vowel) } else { None };
        let sound = lengthened.unwrap_or_else(|| sound_of(first, before));
        return vec![(vec![if is_kana(sound) { Typed::Kana(sound) } else { Typed::Other(sound) }], 1)];
    }
    let mut steps = syllables(rest);
    if is_new {
        let run: Vec<Typed> = rest.iter().take_while(|c| is_latin(**c)).map(|c| Typed::Other(*c)).collect();
        let taken = run.len();
        steps.push((run, taken));
    }
    steps
}

/// The kana that what is left begins with.
fn syllables(rest: &[char]) -> Vec<Step> {
    let kana = |kana: char, taken: usize| (vec![Typed::Kana(kana)], taken);
    let at = |place: usize| rest.get(place).copied().unwrap_or(' ');
    let is_vowel = |char: char| "aiueo".contains(char);
    let (first, second) = (rest[0], at(1));
    let mut steps = Vec::new();
    if first == 'n' && second == 'n' {
        // `onna` is おんな to a reader, and おんあ to an input method.
        if is_vowel(at(2)) || at(2) == 'y' {
            steps.push(kana('ん', 1));
        }
        steps.push(kana('ん', 2));
        return steps;
    }
    if first == 'n' && (second == '\'' || second == '’') {
        return vec![kana('ん', 2)];
    }
    if let Some((spelled, taken)) = spelled(rest) {
        steps.push((spelled.chars().map(|c| Typed::Kana(sound_of(c, None))).collect(), taken));
        return steps;
    }
    if first == 'n' || first == 'm' && matches!(second, 'b' | 'm' | 'p') {
        steps.push(kana('ん', 1));
    }
    let is_doubled = first == second && !is_vowel(first) && first != 'n';
    if is_doubled || (first == 't' && second == 'c' && at(2) == 'h') {
        steps.push(kana('っ', 1));
    }
    let is_last = rest.iter().all(|c| is_latin(*c));
    let begun = if is_last { begun(rest) } else { Vec::new() };
    if !begun.is_empty() {
        steps.push((vec![Typed::Begun(begun)], rest.len()));
    }
    steps
}

/// The longest syllable that the letters begin with, as kana.
fn spelled(rest: &[char]) -> Option<(&'static str, usize)> {
    (1..=rest.len().min(LONGEST)).rev().find_map(|taken| {
        let letters: String = rest[..taken].iter().collect();
        let place = SYLLABLES.binary_search_by(|(spelling, _)| spelling.as_str().cmp(&letters)).ok()?;
        Some((SYLLABLES[place].1, taken))
    })
}

/// The first kana of the syllables that begin with these letters.
fn begun(letters: &[char]) -> Vec<char> {
    let letters: String = letters.iter().collect();
    let mut kana: Vec<char> = SYLLABLES
        .iter()
        .filter(|(spelling, kana)| spelling.starts_with(&letters) && !kana.starts_with(SMALL))
        .filter_map(|(_, kana)| kana.chars().next())
        .map(|kana| sound_of(kana, None))
        .collect();
    kana.sort_unstable();
    kana.dedup();
    kana
}

/// Kana that no syllable of a word begins with.
const SMALL: [char; 10] = ['ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'ゃ', 'ゅ', 'ょ', 'ゎ', 'っ'];

/// The most letters of a syllable.
const LONGEST: usize = 4;

/// Spellings and their kana, sorted by spelling.
static SYLLABLES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut syllables: Vec<(String, &'static str)> = Vec::new();
    for (consonant, kana) in ROWS {
        let pairs = "aiueo".chars().zip(kana.split(' ')).filter(|(_, kana)| *kana != "-");
        syllables.extend(pairs.map(|(vowel, kana)| (format!("{consonant}{vowel}"), kana)));
    }
    syllables.extend(OTHERS.iter().map(|(spelling, kana)| ((*spelling).to_owned(), *kana)));
    syllables.sort_unstable();
    syllables
});

/// A consonant and its kana before a, i, u, e and o; `-` where input methods know none.
const ROWS: &[(&str, &str)] = &[
    ("", "あ い う え お"),
    ("k", "か き く け こ"),
    ("c", "か し く せ こ"),
    ("g", "が ぎ ぐ げ ご"),
    ("s", "さ し す せ そ"),
    ("z", "ざ じ ず ぜ ぞ"),
    ("j", "じゃ じ じゅ じぇ じょ"),
    ("t", "た ち つ て と"),
    ("d", "だ ぢ づ で ど"),
    ("n", "な に ぬ ね の"),
    ("h", "は ひ ふ へ ほ"),
    ("f", "ふぁ ふぃ ふ ふぇ ふぉ"),
    ("b", "ば び ぶ べ ぼ"),
    ("p", "ぱ ぴ ぷ ぺ ぽ"),
    ("m", "ま み む め も"),
    ("y", "や い ゆ いぇ よ"),
    ("r", "ら り る れ ろ"),
    ("w", "わ うぃ う うぇ を"),
    ("v", "ゔぁ ゔぃ ゔ ゔぇ ゔぉ"),
    ("q", "くぁ くぃ く くぇ くぉ"),
    ("x", "ぁ ぃ ぅ ぇ ぉ"),
    ("l", "ぁ ぃ ぅ ぇ ぉ"),
    ("ky", "きゃ きぃ きゅ きぇ きょ"),
    ("gy", "ぎゃ ぎぃ ぎゅ ぎぇ ぎょ"),
    ("sy", "しゃ しぃ しゅ しぇ しょ"),
    ("sh", "しゃ し しゅ しぇ しょ"),
    ("zy", "じゃ じぃ じゅ じぇ じょ"),
    ("jy", "じゃ じぃ じゅ じぇ じょ"),
    ("ty", "ちゃ ちぃ ちゅ ちぇ ちょ"),
    ("cy", "ちゃ ちぃ ちゅ ちぇ ちょ"),
    ("ch", "ちゃ ち ちゅ ちぇ ちょ"),
    ("dy", "ぢゃ ぢぃ ぢゅ ぢぇ ぢょ"),
    ("ny", "にゃ にぃ にゅ にぇ にょ"),
    ("hy", "ひゃ ひぃ ひゅ ひぇ ひょ"),
    ("by", "びゃ びぃ びゅ びぇ びょ"),
    ("py", "ぴゃ ぴぃ ぴゅ ぴぇ ぴょ"),
    ("my", "みゃ みぃ みゅ みぇ みょ"),
    ("ry", "りゃ りぃ りゅ りぇ りょ"),
    ("fy", "ふゃ ふぃ ふゅ ふぇ ふょ"),
    ("vy", "ゔゃ ゔぃ ゔゅ ゔぇ ゔょ"),
    ("ts", "つぁ つぃ つ つぇ つぉ"),
    ("th", "てゃ てぃ てゅ てぇ てょ"),
    ("dh", "でゃ でぃ でゅ でぇ でょ"),
    ("tw", "とぁ とぃ とぅ とぇ とぉ"),
    ("dw", "どぁ どぃ どぅ どぇ どぉ"),
    ("hw", "ふぁ ふぃ - ふぇ ふぉ"),
    ("wh", "うぁ うぃ う うぇ うぉ"),
    ("kw", "くぁ くぃ くぅ くぇ くぉ"),
    ("qw", "くぁ くぃ くぅ くぇ くぉ"),
    ("gw", "ぐぁ ぐぃ ぐぅ ぐぇ ぐぉ"),
    ("sw", "すぁ すぃ すぅ すぇ すぉ"),
    ("xy", "ゃ ぃ ゅ ぇ ょ"),
    ("ly", "ゃ ぃ ゅ ぇ ょ"),
    ("xt", "- - っ - -"),
    ("lt", "- - っ - -"),
    ("xts", "- - っ - -"),
    ("lts", "- - っ - -"),
    ("xw", "ゎ - - - -"),
    ("lw", "ゎ - - - -"),
    ("xk", "ゕ - - ゖ -"),
    ("lk", "ゕ - - ゖ -"),
];

/// Syllables that end otherwise.
const OTHERS: &[(&str, &str)] = &[("xn", "ん"), ("wyi", "ゐ"), ("wye", "ゑ")];

#[cfg(test)]
mod tests {
    use super::*;

    /// The ways that are kana only.
    fn kana(text: &str) -> Vec<String> {
        let one = |unit: &Typed| match unit {
            Typed::Kana(kana) => Some(*kana),
            Typed::Begun(_) | Typed::Other(_) => None,
        };
        typed(text).iter().filter_map(|way| way.iter().map(one).collect()).collect()
    }

    #[test]
    fn every_spelling_of_the_input_methods_is_read() {
        for (spelling, reading) in [
            ("shinnbunn", "しんぶん"),
            ("sinbunn", "しんぶん"),
            ("shimbun", "しんぶん"),
            ("nousotchuu", "のうそっちゅう"),
            ("nousottyuu", "のうそっちゅう"),
            ("su-pa-", "すうぱあ"),
            ("chiikirennkei", "ちいきれんけい"),
            ("tiikirenkei", "ちいきれんけい"),
            ("kaixtugo", "かいっご"),
            ("ltu", "っ"),
            ("ryouyou", "りょうよう"),
            ("hon'yaku", "ほんやく"),
            ("honnyaku", "ほんやく"),
            ("onna", "おんな"),
            ("konnnichiha", "こんにちは"),
            ("kanja", "かんじゃ"),
            ("kanzya", "かんじゃ"),
            ("tsuduki", "つずき"),
            ("wo", "お"),
            ("fairu", "ふぁいる"),
            ("thi-mu", "てぃいむ"),
            ("tōkyō", "とうきょう"),
            ("jisseki", "じっせき"),
        ] {
            assert!(kana(spelling).iter().any(|way| way == reading), "{spelling}: {:?}", kana(spelling));
        }
    }

    #[test]
    fn a_syllable_that_is_begun_stands_for_all_that_it_may_become() {
        assert_eq!(typed("mogam")[0].last(), Some(&Typed::Begun(vec!['ま', 'み', 'む', 'め', 'も'])));
        assert_eq!(typed("もがm")[0].len(), 3);
        assert_eq!(typed("sh")[0], [Typed::Begun(vec!['し'])]);
        let ends_with_n: Vec<Vec<Typed>> = typed("shin");
        assert_eq!(ends_with_n[0], [Typed::Kana('し'), Typed::Kana('ん')]);
        assert!(
            ends_with_n
                .iter()
                .any(|way| matches!(way.last(), Some(Typed::Begun(kana)) if kana.contains(&'ね')))
        );
    }

    #[test]
    fn letters_that_are_no_romaji_stay_letters() {
        assert!(typed("ntt").contains(&['n', 't', 't'].map(Typed::Other).to_vec()));
        assert!(typed("nttひがし").iter().any(|way| way[..3] == ['n', 't', 't'].map(Typed::Other)));
    }

    #[test]
    fn sounds_that_are_written_in_two_ways_are_one() {
        assert_eq!(sound("さーばー"), "さあばあ");
        assert_eq!(sound("つづきを"), "つずきお");
        assert!(lengthens('と', 'う') && lengthens('お', 'お') && lengthens('ゆ', 'う'));
        assert!(!lengthens('せ', 'い') && !lengthens('か', 'い'));
    }

    #[test]
    fn a_packed_reading_is_read_back() {
        let reading = "きょうかいゔ";
        let bytes = packed(reading);
        assert_eq!(bytes.iter().filter_map(|byte| kana_of(*byte)).collect::<String>(), reading);
        assert_eq!(kana_of(0), None);
    }
}

//! Typed text, with or without an input method → kana: the spellings of each syllable, `sya` and `sha` alike.

use std::sync::LazyLock;

use super::kana::{is_kana, sound_of};

/// A unit of typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A kana, by its sound.
    Kana(char),
    /// ー, which lengthens the vowel before it.
    Long,
    /// An unfinished syllable: one of these kana.
    Begun(Vec<char>),
    /// Any other character.
    Other(char),
}

/// The possible readings of a typed text: nodes joined by units. Every path from the first node, 0, to a
/// last one is a reading. A net instead of a list, since every `n` may double the readings.
#[derive(Debug, Default)]
pub struct Net {
    /// For each node the units that follow, the likeliest first, with their targets.
    steps: Vec<Vec<(Typed, usize)>>,
    /// Whether a node is at the end of the text.
    lasts: Vec<bool>,
    /// True if Latin letters were typed and no kana: these often leave out the lengthening of a vowel.
    pub latin: bool,
}

impl Net {
    /// Builds the net of a folded text: kana as they are, Latin letters as in any input method (`si`,
    /// `shi`, `nn`, `xtu`), in Hepburn (`shimbun`, `matcha`, `ken'in`), or as letters. Letters at the end
    /// may be an unfinished syllable.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().flat_map(plain_vowels).collect();
        let places = chars.len() + 1;
        let mut net = Self {
            steps: vec![Vec::new(); places],
            lasts: vec![false; places],
            latin: chars.iter().any(|char| is_latin(*char)) && !chars.iter().any(|char| is_kana(*char)),
        };
        net.lasts[chars.len()] = true;
        // From the end, so that dead ends are left out.
        for at in (0..chars.len()).rev() {
            for (units, taken) in next_steps(&chars, at) {
                net.add_path(at, &units, at + taken);
            }
        }
        net
    }

    /// Adds a path of units from a node to another; an empty one makes the part optional.
    fn add_path(&mut self, from: usize, units: &[Typed], to: usize) {
        if !self.lasts[to] && self.steps[to].is_empty() {
            return;
        }
        let Some((first, rest)) = units.split_first() else {
            let further = self.steps[to].clone();
            self.steps[from].extend(further);
            self.lasts[from] |= self.lasts[to];
            return;
        };
        let mut next = to;
        for unit in rest.iter().rev() {
            self.steps.push(vec![(unit.clone(), next)]);
            self.lasts.push(false);
            next = self.steps.len() - 1;
        }
        if !self.steps[from].iter().any(|(unit, to)| unit == first && *to == next) {
            self.steps[from].push((first.clone(), next));
        }
    }

    /// Returns the units that follow a node, with their targets.
    #[must_use]
    pub fn steps(&self, place: usize) -> &[(Typed, usize)] {
        self.steps.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// True for a node at the end of the text.
    #[must_use]
    pub fn is_last(&self, place: usize) -> bool {
        self.lasts.get(place).copied().unwrap_or_default()
    }

    /// Returns the number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.steps.len()
    }

    /// True if some path has a sound: letters alone are matched as letters.
    #[must_use]
    pub fn has_sound(&self) -> bool {
        let mut reached = vec![false; self.node_count()];
        let mut open = vec![0];
        while let Some(place) = open.pop() {
            for (unit, to) in self.steps(place) {
                if matches!(unit, Typed::Kana(_) | Typed::Begun(_)) {
                    return true;
                }
                if let Some(reached) = reached.get_mut(*to)
                    && !std::mem::replace(reached, true)
                {
                    open.push(*to);
                }
            }
        }
        false
    }

    /// Returns the length of the shortest path.
    #[must_use]
    pub fn shortest_length(&self) -> usize {
        let mut reached = vec![0];
        for units in 0..self.node_count() {
            if reached.iter().any(|place| self.is_last(*place)) {
                return units;
            }
            let next = reached.iter().flat_map(|place| self.steps(*place)).map(|(_, to)| *to);
            let mut next: Vec<usize> = next.collect();
            next.sort_unstable();
            next.dedup();
            reached = next;
        }
        self.node_count()
    }
}

fn is_latin(char: char) -> bool {
    char.is_ascii_lowercase()
}

/// Returns a vowel and its lengthening for ō: とうきょう and おおさか are both written with it.
fn plain_vowels(char: char) -> impl Iterator<Item = char> {
    let (plain, is_long) = match char {
        'ā' | 'â' => ('a', true),
        'ī' | 'î' => ('i', true),
        'ū' | 'û' => ('u', true),
        'ē' | 'ê' => ('e', true),
        'ō' | 'ô' => ('o', true),
        other => (other, false),
    };
    [plain].into_iter().chain(is_long.then_some('-'))
}

/// A part of a path, and the number of letters it takes.
type PathStep = (Vec<Typed>, usize);

/// Returns the possible continuations at a position, the likeliest first.
fn next_steps(chars: &[char], at: usize) -> Vec<PathStep> {
    let rest = &chars[at..];
    let first = rest[0];
    if matches!(first, '-' | 'ー') {
        // サーバー and サーバ are equal, and some write mogami-net.
        let own = (vec![Typed::Other(first)], 1);
        let is_alone = at > 0 && !matches!(chars[at - 1], '-' | 'ー');
        return if is_alone { vec![(vec![Typed::Long], 1), (Vec::new(), 1), own] } else { vec![own] };
    }
    if !is_latin(first) {
        let sound = sound_of(first, None);
        return vec![(vec![if is_kana(sound) { Typed::Kana(sound) } else { Typed::Other(sound) }], 1)];
    }
    let is_new = at == 0 || !is_latin(chars[at - 1]);
    let mut steps = syllables(rest, at);
    // フェイス is フェース.
    if first == 'i' && at > 1 && chars[at - 1] == 'e' && matches!(chars[at - 2], 'f' | 'w' | 'h' | 'j') {
        steps.push((vec![Typed::Long], 1));
    }
    if is_new {
        let run: Vec<Typed> = rest.iter().take_while(|c| is_latin(**c)).map(|c| Typed::Other(*c)).collect();
        let taken = run.len();
        steps.push((run, taken));
    }
    steps
}

/// Returns the first kana of the rest; `before` is the number of letters before it.
fn syllables(rest: &[char], before: usize) -> Vec<PathStep> {
    let kana = |kana: char, taken: usize| (vec![Typed::Kana(kana)], taken);
    let at = |place: usize| rest.get(place).copied().unwrap_or(' ');
    let is_vowel = |char: char| "aiueo".contains(char);
    let (first, second) = (rest[0], at(1));
    let mut steps = Vec::new();
    if first == 'n' && second == 'n' {
        // `onna` is おんな for a user, and おんあ for an input method.
        if is_vowel(at(2)) || at(2) == 'y' {
            steps.push(kana('ん', 1));
        }
        steps.push(kana('ん', 2));
        return steps;
    }
    if first == 'n' && (second == '\'' || second == '’') {
        return vec![kana('ん', 2)];
    }
    let units = |spelled: &str| spelled.chars().map(|c| Typed::Kana(sound_of(c, None))).collect::<Vec<_>>();
    if let Some((spelled, taken)) = longest_syllable(rest) {
        steps.push((units(spelled), taken));
        let letters: String = rest[..taken].iter().collect();
        let others = LOANED.iter().filter(|(letters_of, _)| *letters_of == letters);
        steps.extend(others.map(|(_, kana)| (units(kana), taken)));
        // Hepburn often leaves the apostrophe out: hokeniryou. No word begins with ん.
        if first == 'n' && before > 0 {
            steps.push(kana('ん', 1));
        }
        return steps;
    }
    if first == 'n' || first == 'm' && matches!(second, 'b' | 'm' | 'p') {
        steps.push(kana('ん', 1));
    }
    let is_doubled = first == second && !is_vowel(first) && first != 'n';
    if is_doubled || (first == 't' && second == 'c' && at(2) == 'h') {
        steps.push(kana('っ', 1));
    }
    let is_last = rest.len() <= LONGEST && rest.iter().all(|c| is_latin(*c));
    let begun = if is_last { begun_kana(rest, before) } else { Vec::new() };
    if !begun.is_empty() {
        steps.push((vec![Typed::Begun(begun)], rest.len()));
    }
    steps
}

/// Other readings of a syllable in loanwords: セキュリティ is typed sekyuriti.
const LOANED: [(&str, &str); 5] =
    [("ti", "てぃ"), ("di", "でぃ"), ("tu", "とぅ"), ("du", "どぅ"), ("wi", "ゐ")];

/// Returns the longest syllable at the beginning of the letters, as kana.
fn longest_syllable(rest: &[char]) -> Option<(&'static str, usize)> {
    (1..=rest.len().min(LONGEST)).rev().find_map(|taken| {
        let letters: String = rest[..taken].iter().collect();
        let place = SYLLABLES.binary_search_by(|(spelling, _)| spelling.as_str().cmp(&letters)).ok()?;
        Some((SYLLABLES[place].1, taken))
    })
}

/// Returns the first kana of the syllables with this prefix; `before` is the number of letters before.
fn begun_kana(letters: &[char], before: usize) -> Vec<char> {
    let first = letters.first().copied().unwrap_or_default();
    let letters: String = letters.iter().collect();
    // A leading x or l types a small kana.
    let is_small = matches!(first, 'x' | 'l');
    let mut kana: Vec<char> = SYLLABLES
        .iter()
        .filter(|(spelling, kana)| spelling.starts_with(&letters) && (is_small || !kana.starts_with(SMALL)))
        .filter_map(|(_, kana)| kana.chars().next())
        .map(|kana| sound_of(kana, None))
        .collect();
    // The consonant may still be doubled: `tonet` before `tonetto`.
    if before > 0 && letters.len() == 1 && !kana.is_empty() && first != 'n' {
        kana.push('っ');
    }
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

/// A consonant and its kana before a, i, u, e and o; `-` if input methods have none.
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
    ("v", "ば び ぶ べ ぼ"),
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
    ("vy", "びゃ び びゅ べ びょ"),
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
    use crate::text::kana::vowel;

    /// The ways that are kana only.
    fn kana(text: &str) -> Vec<String> {
        let net = Net::new(text);
        let mut open = vec![(0, String::new())];
        let mut done = Vec::new();
        while let Some((place, way)) = open.pop() {
            if net.is_last(place) {
                done.push(way.clone());
            }
            for (unit, to) in net.steps(place) {
                match unit {
                    Typed::Kana(kana) => open.push((*to, format!("{way}{kana}"))),
                    Typed::Long => {
                        let vowel = way.chars().next_back().and_then(vowel).unwrap_or('ー');
                        open.push((*to, format!("{way}{vowel}")));
                    }
                    Typed::Begun(_) | Typed::Other(_) => {}
                }
            }
        }
        done
    }

    /// The units that end what was typed.
    fn ends(text: &str) -> Vec<Typed> {
        let net = Net::new(text);
        let steps = (0..net.node_count()).flat_map(|place| net.steps(place));
        steps.filter(|(_, to)| net.is_last(*to)).map(|(unit, _)| unit.clone()).collect()
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
            ("tōkyō", "とおきょお"),
            ("jisseki", "じっせき"),
            ("hokeniryou", "ほけんいりょう"),
            ("hoken'iryou", "ほけんいりょう"),
            ("unyou", "うんよう"),
            ("sekyuriti", "せきゅりてぃ"),
            ("vaiorin", "ばいおりん"),
            ("mogami-netto", "もがみねっと"),
            ("さーばー", "さば"),
        ] {
            assert!(kana(spelling).iter().any(|way| way == reading), "{spelling}: {:?}", kana(spelling));
        }
    }

    #[test]
    fn a_syllable_that_is_begun_stands_for_all_that_it_may_become() {
        let begun = |kana: &str| Typed::Begun(kana.chars().collect());
        assert!(ends("mogam").contains(&begun("っまみむめも")));
        assert!(ends("もがm").contains(&begun("っまみむめも")));
        assert!(ends("sh").contains(&begun("し")));
        assert!(ends("kex").contains(&begun("ぁぃぅぇぉっゃゅょゎんゕゖ")));
        assert!(ends("shin").contains(&begun("なにぬねの")));
        assert!(ends("shin").contains(&Typed::Kana('ん')));
    }

    #[test]
    fn letters_that_are_no_romaji_stay_letters() {
        assert!(!Net::new("nttz3").has_sound());
        assert!(!Net::new("hm").has_sound());
        assert!(ends("ntt").contains(&Typed::Other('t')));
        assert!(Net::new("nttひがし").has_sound());
    }

    #[test]
    fn a_net_is_no_larger_than_what_was_typed_whatever_that_is() {
        for piece in ["n", "nn", "ny", "-", "ti", "x", "か", "ー", "漢", "ba", "'"] {
            let text = piece.repeat(20_000 / piece.len());
            let net = Net::new(&text);
            assert!(net.node_count() <= 4 * text.chars().count() + 4, "{piece}: {}", net.node_count());
        }
    }

    #[test]
    fn the_shortest_reading_is_counted() {
        for (typed, units) in [("sa", 1), ("s", 1), ("sak", 2), ("もがm", 3), ("kyo", 2), ("a-", 1)] {
            assert_eq!(Net::new(typed).shortest_length(), units, "{typed}");
        }
    }
}

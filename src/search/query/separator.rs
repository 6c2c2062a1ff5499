//! The characters and words between the parts of a query: spaces, commas, bars, “or”, quotes, signs of negation.

/// True for `"` and its full-width and curly twins; any of them closes any other, since an input method
/// may insert the same one twice.
#[must_use]
pub fn is_quote(char: char) -> bool {
    matches!(char, '"' | '＂' | '“' | '”' | '„' | '‟' | '〝' | '〟')
}

/// True for a comma between words, in Japanese and Latin.
pub(super) fn is_comma(char: char) -> bool {
    matches!(char, '、' | '､' | '，' | ',')
}

/// True for white space and commas, which end a word.
pub(super) fn is_space(char: char) -> bool {
    char.is_whitespace() || is_comma(char)
}

/// True for `|` and its full-width twin.
pub(super) fn is_bar(char: char) -> bool {
    matches!(char, '|' | '｜')
}

/// True for `-` and what its key types with an input method on: the long vowel mark, with which no word
/// begins.
#[must_use]
pub fn is_minus(char: char) -> bool {
    matches!(char, '-' | '－' | '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' | 'ー' | 'ｰ')
}

/// True for a sign of negation before a clause.
pub(super) fn is_not(char: char) -> bool {
    is_minus(char) || matches!(char, '!' | '！')
}

/// Words for “or” that are written between two others without spaces.
const OR: [&str; 6] = ["または", "又は", "もしくは", "若しくは", "あるいは", "或いは"];

/// Returns the length of a word for “or” at the beginning of a text, with something right behind it.
pub(super) fn or_within(text: &str) -> Option<usize> {
    // A quick test: nearly no character begins one.
    text.starts_with(['ま', '又', 'も', '若', 'あ', '或']).then_some(())?;
    let word = OR.iter().find(|word| text.starts_with(**word))?;
    let next = text.get(word.len()..)?.chars().next()?;
    (!is_space(next) && !is_bar(next)).then_some(word.len())
}

/// True if a text holds a word for “or” between two others.
pub(super) fn holds_or(text: &str) -> bool {
    text.char_indices().skip(1).any(|(at, _)| text.get(at..).and_then(or_within).is_some())
}

/// Returns the length of a word for “or” at the beginning of a text that is a word of its own.
pub(super) fn or_alone(text: &str) -> Option<usize> {
    let end = text.find(|char| is_space(char) || is_bar(char)).unwrap_or(text.len());
    let word = text.get(..end)?;
    let is_or = OR.contains(&word) || matches!(word, "OR" | "or" | "Or" | "ＯＲ" | "ｏｒ" | "Ｏｒ");
    is_or.then_some(end)
}

/// True for a comma between groups of digits: 32,187. A group has three, or fewer while it is typed; the years
/// 2010,2013 are two numbers.
pub(super) fn is_in_number(before: &str, after: &str) -> bool {
    let is_digit = |char: &char| char.is_ascii_digit() || matches!(char, '０'..='９');
    let group = |digits: usize| (1..=3).contains(&digits);
    group(before.chars().rev().take_while(is_digit).take(4).count())
        && group(after.chars().take_while(is_digit).take(4).count())
}

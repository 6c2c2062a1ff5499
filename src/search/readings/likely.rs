//! The most likely reading of a text.

use super::table::words_at;
use crate::text::kana_to_latin;

/// Returns the most likely reading of a text in Latin letters; `None` if a part has no reading.
#[must_use]
pub fn latin_reading(text: &[char]) -> Option<String> {
    kana_to_latin::to_latin(&likely_reading(text))
}

/// Returns the most likely reading of a folded text in hiragana, longest words first; what has none stays.
#[must_use]
pub fn likely_reading(text: &[char]) -> String {
    let mut kana = String::new();
    let mut at = 0;
    while at < text.len() {
        let mut best: Option<(usize, String)> = None;
        let mut best_rank = 0;
        words_at(&text[at..], &mut |length, reading, rank| {
            let is_better = |longest: usize| length > longest || length == longest && rank < best_rank;
            if best.as_ref().is_none_or(|(longest, _)| is_better(*longest)) {
                best = Some((length, reading.iter().collect()));
                best_rank = rank;
            }
        });
        let (taken, reading) = best.unwrap_or_else(|| (1, text[at].to_string()));
        kana.push_str(&reading);
        at += taken;
    }
    kana
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn a_name_is_written_in_latin_letters() {
        let text: Vec<char> = fold("最上地域ネット").text.chars().collect();
        assert_eq!(latin_reading(&text).as_deref(), Some("mogamichiikinetto"));
    }
}

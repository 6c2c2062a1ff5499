//! Suggests known words for an unknown one.

/// The maximal length of a word that is compared.
const LONGEST: usize = 64;

/// Returns the nearest candidate by edits, if at most a letter in three differs, or one with a word that
/// has the prefix.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let near = all_nearest(candidates, |candidate| {
        let longer = length.max(candidate.chars().count());
        let is_begun = length > 1 && has_word_prefix(candidate, wanted);
        edits(wanted, candidate, if is_begun { longer } else { (longer / 3).max(1) })
    });
    near.into_iter().next()
}

/// Returns the candidates with the fewest edits, in order, of those for which `edits` returns a number.
pub fn all_nearest<T>(
    candidates: impl IntoIterator<Item = T>,
    edits: impl Fn(&T) -> Option<usize>,
) -> Vec<T> {
    let near = candidates.into_iter().filter_map(|candidate| Some((edits(&candidate)?, candidate)));
    let near: Vec<(usize, T)> = near.collect();
    let fewest = near.iter().map(|(edits, _)| *edits).min();
    near.into_iter().filter(|(edits, _)| Some(*edits) == fewest).map(|(_, candidate)| candidate).collect()
}

/// Returns the edit distance of two words: letters changed, removed, inserted, or swapped; `None` if it
/// is more than `most`.
#[must_use]
pub fn edits(one: &str, other: &str, most: usize) -> Option<usize> {
    if one.chars().count().abs_diff(other.chars().count()) > most {
        return None;
    }
    Some(strsim::osa_distance(one, other)).filter(|edits| *edits <= most)
}

/// True if a word of a text has the prefix; in Japanese, a word may begin at any character.
fn has_word_prefix(text: &str, beginning: &str) -> bool {
    let begins = |at: usize| !text[..at].ends_with(|before: char| before.is_ascii_alphabetic());
    text.match_indices(beginning).any(|(at, _)| begins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_has_a_nearest_and_nonsense_has_none() {
        let commands = ["list", "show", "export", "check"];
        assert_eq!(nearest("lst", commands), Some("list"));
        assert_eq!(nearest("chekc", commands), Some("check"));
        assert_eq!(nearest("hepl", ["keep", "help"]), Some("help"), "two letters changed places");
        assert_eq!(nearest("zzzzzz", commands), None);
        assert_eq!(nearest("", commands), None);
    }

    #[test]
    fn another_word_of_a_few_of_the_same_letters_is_not_meant() {
        for (wanted, other) in
            [("escape", "space"), ("delete", "palette"), ("colour", "clear"), ("as", "release_mouse")]
        {
            assert_eq!(nearest(wanted, [other]), None, "{wanted}");
        }
        assert_eq!(nearest("mouse", ["release_mouse"]), Some("release_mouse"));
        assert_eq!(nearest("負担", ["費用の負担について"]), Some("費用の負担について"));
    }
}

//! What somebody probably meant by a word that is none of those known.

/// Longer words are none that somebody mistyped.
const LONGEST: usize = 64;

/// The candidate that someone probably meant: the nearest by edits, where no more than a letter in three
/// differs, or one of whose words begins so.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    if length > LONGEST {
        return None;
    }
    let near = candidates.into_iter().map(|candidate| (strsim::osa_distance(wanted, candidate), candidate));
    let near = near.filter(|(edits, candidate)| {
        let longer = length.max(candidate.chars().count());
        (length > 0 && *edits <= (longer / 3).max(1)) || (length > 1 && begins_a_word(candidate, wanted))
    });
    near.min_by_key(|(edits, _)| *edits).map(|(_, candidate)| candidate)
}

/// True where a word of a text begins so; in Japanese any may be where one begins.
fn begins_a_word(text: &str, beginning: &str) -> bool {
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

//! What somebody probably meant by a word that is none of those known.

/// Longer words are none that somebody mistyped.
const LONGEST: usize = 64;

/// The candidate that someone probably meant: the nearest by edits, if it is near.
#[must_use]
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    if length > LONGEST {
        return None;
    }
    let near = candidates.into_iter().map(|candidate| (strsim::osa_distance(wanted, candidate), candidate));
    let near = near.filter(|(edits, candidate)| {
        *edits <= length.max(2) / 2 || (length > 1 && candidate.contains(wanted))
    });
    near.min_by_key(|(edits, _)| *edits).map(|(_, candidate)| candidate)
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
}

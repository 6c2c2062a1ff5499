//! Abbreviations of companies, organisations and standards and what they stand for, from `assets/abbreviations.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::form::squeeze;
use crate::text::fold::fold;

/// The names of each that are one. Made by `build/abbreviations.rs`.
const ENTRIES: &[&[&str]] = include!(concat!(env!("OUT_DIR"), "/abbreviations.rs"));

/// The other names of each name, all in their search form.
static OTHERS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let form = |name: &&str| squeeze(&fold(name).text).into_owned();
    let mut others: HashMap<String, Vec<String>> = HashMap::new();
    for names in ENTRIES {
        let names: Vec<String> = names.iter().map(form).collect();
        for name in &names {
            let same = names.iter().filter(|other| *other != name).cloned();
            others.entry(name.clone()).or_default().extend(same);
        }
    }
    others
});

/// Returns the other names of what has this name, all in their search form.
#[must_use]
pub fn other_names(name: &str) -> Vec<&'static str> {
    OTHERS.get(name).into_iter().flatten().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_others_of_its_row() {
        assert_eq!(other_names("nec"), ["日本電気"]);
        assert_eq!(other_names("日本電気"), ["nec"]);
        assert_eq!(other_names("電気"), Vec::<&str>::new());
    }

    #[test]
    fn no_name_is_twice_in_a_row_in_its_search_form() {
        for (name, others) in &*OTHERS {
            let mut different = others.clone();
            different.sort_unstable();
            different.dedup();
            assert_eq!(different.len(), others.len(), "{name}");
        }
    }
}

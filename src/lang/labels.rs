//! The texts of the interface and of the diagnostics by id, from `assets/labels.toml`.

use std::fmt::Display;

use strum::EnumString;

/// The language of the interface; the pages' own words are Japanese in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

/// Id, Japanese and English of every label, sorted by id; made by `build/labels.rs`.
static LABELS: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/labels.rs"));

fn label(id: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let place = LABELS.binary_search_by(|(known, ..)| (*known).cmp(id)).ok()?;
    LABELS.get(place)
}

impl Lang {
    /// Returns the language of the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and
    /// not empty. `ja*`, `C`, `POSIX` and an unset locale are Japanese.
    #[must_use]
    pub fn from_locale(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let Some(locale) = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG")) else {
            return Self::Ja;
        };
        let base = locale.split(['.', '@']).next().unwrap_or_default();
        if base.starts_with("ja") || base == "C" || base == "POSIX" { Self::Ja } else { Self::En }
    }

    /// Returns the language of a code: `ja` or `en`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// Returns the text with this id (`group.name`); for an unknown id, the id itself.
    #[must_use]
    pub fn text(self, id: &'static str) -> &'static str {
        match (label(id), self) {
            (Some((_, ja, _)), Self::Ja) => ja,
            (Some((.., en)), Self::En) => en,
            (None, _) => id,
        }
    }

    /// Returns the text with this id, with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(self, id: &'static str, values: &[(&str, &dyn Display)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(id);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                filled.push_str(&value.to_string());
            }
            rest = after;
        }
        filled + rest
    }
}

/// True if `labels.toml` has this id.
#[must_use]
pub fn is_known(id: &str) -> bool {
    label(id).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_as_in_the_contract() {
        let lang = |pairs: &[(&str, &str)]| {
            Lang::from_locale(|name| {
                pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(lang(&[]), Lang::Ja);
        assert_eq!(lang(&[("LANG", "C.UTF-8")]), Lang::Ja);
        assert_eq!(lang(&[("LANG", "POSIX")]), Lang::Ja);
        assert_eq!(lang(&[("LANG", "ja_JP.UTF-8")]), Lang::Ja);
        assert_eq!(lang(&[("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(lang(&[("LANG", "ja_JP"), ("LC_MESSAGES", "de_DE")]), Lang::En);
        assert_eq!(lang(&[("LANG", "en_US"), ("LC_ALL", "")]), Lang::En);
        assert_eq!(lang(&[("LANG", "en_US"), ("LC_ALL", "ja")]), Lang::Ja);
    }

    #[test]
    fn filling_replaces_names_and_keeps_the_values_braces() {
        assert_eq!(
            Lang::Ja.fill("diagnostic.unknown-label", &[("subject", &"{detail}"), ("detail", &"x")]),
            Lang::Ja.text("diagnostic.unknown-label").replace("{subject}", "{detail}")
        );
    }

    #[test]
    fn an_unknown_id_shows_itself() {
        assert_eq!(Lang::En.text("no.such.words"), "no.such.words");
    }
}

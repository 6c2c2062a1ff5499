//! The identity of a case: its id for scripts, and when two pages are the same case.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Case;
use crate::text::fold::identity_form;
use crate::text::kana_to_latin::hepburn_id;

/// The identity of a page, before other pages are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// See [`same_case_key`].
    pub(super) key: (String, Option<String>),
    /// See [`base_id`].
    pub(super) id: String,
}

impl Identity {
    /// Computes it from the page's head.
    #[must_use]
    pub fn from_case(case: &Case) -> Self {
        let fields = || case.sections.iter().flat_map(|section| &section.fields);
        // A page without a name is identified by its content.
        let told_by = match case.name.as_str() {
            "" => fields().map(|field| field.text.as_str()).collect::<Vec<_>>().join("\n"),
            name => name.to_owned(),
        };
        Self {
            key: same_case_key(&case.name, case.url.as_deref()),
            id: base_id(&told_by, case.nickname.as_deref()),
        }
    }
}

/// The key of a case, stable between runs: ids may change with the set of pages, paths with the folder.
/// Two keys are equal if they are keys of the same case.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "WrittenKey")]
pub struct CaseKey {
    /// The full name, as on the page.
    pub name: String,
    /// The network's site, if the page has it.
    pub url: Option<String>,
    /// The id of a page without a name, which comes from its content; else empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// See [`same_case_key`].
    #[serde(skip)]
    pub(super) key: (String, Option<String>),
}

#[derive(Deserialize)]
struct WrittenKey {
    name: String,
    url: Option<String>,
    #[serde(default)]
    id: String,
}

impl From<WrittenKey> for CaseKey {
    fn from(WrittenKey { name, url, id }: WrittenKey) -> Self {
        Self::new(name, url, id)
    }
}

impl CaseKey {
    /// Creates the key of a case with this name and URL; `id` is for a case without a name.
    #[must_use]
    pub fn new(name: String, url: Option<String>, id: String) -> Self {
        let key = same_case_key(&name, url.as_deref());
        Self { name, url, id, key }
    }
}

impl PartialEq for CaseKey {
    fn eq(&self, other: &Self) -> bool {
        let ((name, host), (other_name, other_host)) = (&self.key, &other.key);
        if name.is_empty() {
            return other_name.is_empty() && self.id == other.id;
        }
        name == other_name && (host == other_host || host.is_none() || other_host.is_none())
    }
}

/// A longer id would be no help to type, and with those of its section and field no file could have its name.
const LONGEST_ID: usize = 64;

/// Returns the id before collisions are resolved: the nickname in Hepburn ASCII, unless that is longer than 64
/// letters, else `case-` and the first 8 hex digits of [`name_hash`].
#[must_use]
pub fn base_id(name: &str, nickname: Option<&str>) -> String {
    let readable = nickname.and_then(hepburn_id).filter(|id| id.len() <= LONGEST_ID);
    readable.unwrap_or_else(|| format!("case-{}", &name_hash(name)[..8]))
}

/// Returns the SHA-256 of the folded full name, in hex: 64 digits. Depends on the name alone.
#[must_use]
pub fn name_hash(name: &str) -> String {
    form_hash(&identity_form(name))
}

/// Returns the [`name_hash`] of a folded name.
pub(super) fn form_hash(folded: &str) -> String {
    let digits = Sha256::digest(folded.as_bytes());
    let digits = digits.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Returns the folded full name and the URL's host, by which pages are matched: two pages are the same
/// case if both are equal, or if the names are equal and one of the pages has no URL.
#[must_use]
pub fn same_case_key(name: &str, url: Option<&str>) -> (String, Option<String>) {
    (identity_form(name), url.and_then(host))
}

/// Returns the host of a URL, lower case, without user and port.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_and_latin_nicknames_give_readable_ids() {
        assert_eq!(base_id("x", Some("とねっと")), "tonet");
        assert_eq!(base_id("x", Some("もがみネット")), "mogaminet");
    }

    #[test]
    fn other_names_give_a_hash_of_the_name_alone() {
        let id = base_id("最上地域医療情報ネットワークシステム", Some("最上ネット"));
        assert_eq!(id, base_id("最上地域医療情報ネットワークシステム", None));
        assert_eq!(id.len(), "case-".len() + 8);
        assert_eq!(id, base_id("最上地域 医療情報ﾈｯﾄﾜｰｸシステム", None), "widths and spaces do not matter");
    }

    #[test]
    fn an_id_is_never_longer_than_64_letters() {
        assert_eq!(base_id("x", Some(&"a".repeat(64))), "a".repeat(64));
        for nickname in ["a".repeat(65), "a".repeat(400), "あ".repeat(200)] {
            assert_eq!(base_id("x", Some(&nickname)), base_id("x", None));
        }
    }

    #[test]
    fn the_host_is_what_makes_two_urls_one_case() {
        let key = |url| same_case_key("名", url);
        assert_eq!(key(Some("http://example.jp/a")), key(Some("https://EXAMPLE.jp:443/b?c")));
        assert_ne!(key(Some("http://example.jp/")), key(Some("http://example.com/")));
        assert_eq!(key(None).1, None);
    }
}

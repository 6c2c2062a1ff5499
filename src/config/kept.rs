//! The state that is kept between runs: plain data, its JSON, and merging the changes of two runs.

use serde::{Deserialize, Serialize};

use crate::model::CaseKey;

/// The version of the file format; a newer one is not read.
pub const VERSION: u32 = 1;

/// The maximal number of kept queries.
pub const MOST_QUERIES: usize = 200;

/// The kept state.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The last open section and field.
    pub place: Option<KeptPlace>,
    /// The order of the list, by its name.
    pub order: Option<String>,
    /// The list's width in cells beside the detail.
    pub list_width: Option<u16>,
    /// The list's height in lines above the detail.
    pub list_height: Option<u16>,
    /// Whether the case is shown as a whole page, by the reader's choice.
    pub whole_page: Option<bool>,
    /// The cases with a bookmark, the oldest first.
    pub bookmarks: Vec<CaseKey>,
    /// The marked cases, in the order in which they were marked.
    pub marks: Vec<CaseKey>,
    /// The queries that were used, newest first.
    pub queries: Vec<String>,
    /// The theme chosen in the browser.
    pub theme: Option<KeptTheme>,
    /// The text of the search box at the end of the last run.
    pub search: Option<String>,
}

/// A theme chosen in the browser, which holds until the setting is another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptTheme {
    /// The name of the chosen theme.
    pub chosen: String,
    /// The name of the theme in the settings at that time.
    pub setting: String,
}

/// A case with the section and field that were open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptPlace {
    /// The case.
    pub case: CaseKey,
    /// The section.
    pub section: KeptName,
    /// The field.
    pub field: KeptName,
}

/// A section or field: its id in the form, else its words on the page, else its index there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptName {
    /// The id.
    pub id: Option<String>,
    /// The words on the page.
    pub words: String,
    /// The index, from 0.
    pub place: usize,
}

/// The changes of a run. `None` or empty means unchanged: the value in the file stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptChanges {
    /// Bookmarks added (true) and removed, in order, that are not written yet.
    pub bookmarks: Vec<(CaseKey, bool)>,
    /// Marks added (true) and removed, in order, that are not written yet.
    pub marks: Vec<(CaseKey, bool)>,
    /// The queries of this run, newest first.
    pub queries: Vec<String>,
    /// The last open section and field.
    pub place: Option<KeptPlace>,
    /// The order of the list, by its name.
    pub order: Option<String>,
    /// See [`Kept::list_width`].
    pub list_width: Option<u16>,
    /// See [`Kept::list_height`].
    pub list_height: Option<u16>,
    /// See [`Kept::theme`].
    pub theme: Option<KeptTheme>,
    /// See [`Kept::search`]; empty where no search was on.
    pub search: Option<String>,
    /// See [`Kept::whole_page`].
    pub whole_page: Option<bool>,
}

/// The reason why a state file is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// A JSON error in this line.
    Shape(usize),
    /// No UTF-8.
    Encoding,
    /// The version of a newer jirei.
    Newer(u32),
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize)]
struct VersionedKept<'a> {
    version: u32,
    #[serde(flatten)]
    kept: &'a Kept,
}

impl Kept {
    /// Parses the output of [`Kept::to_json`].
    ///
    /// # Errors
    /// If the text is invalid, or of a newer version.
    pub fn parse(text: &str) -> Result<Self, Damage> {
        let wrong = |error: serde_json::Error| Damage::Shape(error.line());
        let Versioned { version } = serde_json::from_str(text).map_err(wrong)?;
        if version > VERSION {
            return Err(Damage::Newer(version));
        }
        let mut kept: Self = serde_json::from_str(text).map_err(wrong)?;
        // Adding them one by one would be quadratic, and the first frame waits for this.
        let queries = kept.queries.iter().filter_map(|query| normalise_query(query));
        kept.queries = queries.take(MOST_QUERIES).collect();
        kept.search = kept.search.as_deref().and_then(normalise_query);
        Ok(kept)
    }

    /// Returns the state as JSON, one line break at its end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists of them always serialise.
        serde_json::to_string_pretty(&VersionedKept { version: VERSION, kept: self }).unwrap_or_default()
            + "\n"
    }

    /// Merges the changes of a run: its bookmarks and marks one by one, its queries before the others; its place and
    /// sizes replace the others.
    pub fn merge(&mut self, changes: &KeptChanges) {
        apply(&mut self.bookmarks, &changes.bookmarks);
        apply(&mut self.marks, &changes.marks);
        for query in changes.queries.iter().rev() {
            self.add_query(query);
        }
        let KeptChanges { place, order, list_width, list_height, whole_page, theme, search, .. } =
            changes.clone();
        self.place = place.or_else(|| self.place.take());
        self.order = order.or_else(|| self.order.take());
        self.list_width = list_width.or(self.list_width);
        self.list_height = list_height.or(self.list_height);
        self.theme = theme.or_else(|| self.theme.take());
        self.search = search.map_or_else(|| self.search.take(), |search| normalise_query(&search));
        self.whole_page = whole_page.or(self.whole_page);
    }

    fn add_query(&mut self, query: &str) {
        let Some(query) = normalise_query(query) else { return };
        self.queries.retain(|known| *known != query);
        self.queries.insert(0, query);
        self.queries.truncate(MOST_QUERIES);
    }
}

/// Adds cases that are set and removes those that are not, one by one.
fn apply(cases: &mut Vec<CaseKey>, changes: &[(CaseKey, bool)]) {
    for (key, is_set) in changes {
        let known = cases.contains(key);
        if *is_set && !known {
            cases.push(key.clone());
        } else if !is_set {
            cases.retain(|known| known != key);
        }
    }
}

/// Returns a query as the search box can contain it, without control characters; `None` if it is empty.
fn normalise_query(query: &str) -> Option<String> {
    let query: String = query.chars().filter(|letter| !letter.is_control()).collect();
    (!query.trim().is_empty()).then_some(query)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;

    fn key(name: &str) -> CaseKey {
        CaseKey::new(name.to_owned(), None, String::new())
    }

    fn any_kept() -> impl Strategy<Value = Kept> {
        let name = || {
            (prop::option::of("[a-z]{1,3}"), mixed_text(), 0..20_usize)
                .prop_map(|(id, words, place)| KeptName { id, words, place })
        };
        let case = || {
            (mixed_text(), prop::option::of("https?://[a-z]{1,5}.jp/")).prop_map(|(name, url)| {
                let id = if name.is_empty() { "case-1".to_owned() } else { String::new() };
                CaseKey::new(name, url, id)
            })
        };
        let place =
            (case(), name(), name()).prop_map(|(case, section, field)| KeptPlace { case, section, field });
        let bookmarks = prop::collection::vec((case(), any::<bool>()), 0..6);
        let marks = prop::collection::vec((case(), any::<bool>()), 0..6);
        let queries = prop::collection::vec(mixed_text(), 0..6);
        let theme = ("[a-z]{1,5}", "[a-z]{1,5}").prop_map(|(chosen, setting)| KeptTheme { chosen, setting });
        let search = prop::option::of(mixed_text());
        let looks = (any::<Option<bool>>(), prop::option::of(theme), search);
        let looks = (any::<Option<u16>>(), any::<Option<u16>>(), looks).prop_map(
            |(list_width, list_height, (whole_page, theme, search))| KeptChanges {
                list_width,
                list_height,
                whole_page,
                theme,
                search,
                ..KeptChanges::default()
            },
        );
        (prop::option::of(place), prop::option::of("[a-z]{1,5}"), queries, (bookmarks, marks), looks)
            .prop_map(|(place, order, queries, (bookmarks, marks), looks)| {
                let mut kept = Kept::default();
                kept.merge(&KeptChanges { bookmarks, marks, queries, place, order, ..looks });
                kept
            })
    }

    #[test]
    fn a_newer_version_and_half_a_file_are_told_apart() {
        assert_eq!(Kept::parse("{\"version\": 2, \"bookmarks\": 7}"), Err(Damage::Newer(2)));
        assert_eq!(Kept::parse("{\"version\": 1}"), Ok(Kept::default()));
        let text = Kept { bookmarks: vec![key("もがみ")], ..Kept::default() }.to_json();
        for end in (0..text.trim_end().len()).filter(|end| text.is_char_boundary(*end)) {
            assert!(matches!(Kept::parse(&text[..end]), Err(Damage::Shape(_))), "{end}");
        }
    }

    #[test]
    fn two_runs_add_up_and_the_last_one_decides_where_one_is() {
        let (bookmarks, marks) = (vec![key("a"), key("b")], vec![key("e")]);
        let mut kept = Kept { bookmarks, marks, ..Kept::default() };
        let one = KeptChanges {
            bookmarks: vec![(key("a"), false), (key("c"), true)],
            marks: vec![(key("a"), true), (key("b"), true)],
            queries: vec!["県:埼玉".into(), "もがみ".into()],
            list_width: Some(40),
            ..KeptChanges::default()
        };
        let other = KeptChanges {
            bookmarks: vec![(key("d"), true)],
            // It took away all marks that it knew of.
            marks: vec![(key("e"), false), (key("a"), false)],
            queries: vec!["もがみ".into()],
            order: Some("name".into()),
            ..KeptChanges::default()
        };
        kept.merge(&one);
        kept.merge(&other);
        assert_eq!(kept.bookmarks, [key("b"), key("c"), key("d")]);
        assert_eq!(kept.marks, [key("b")]);
        assert_eq!(kept.queries, ["もがみ", "県:埼玉"]);
        assert_eq!((kept.list_width, kept.order.as_deref()), (Some(40), Some("name")));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(kept in any_kept()) {
            prop_assert_eq!(Kept::parse(&kept.to_json()), Ok(kept));
        }

        #[test]
        fn no_text_is_a_panic(text in "\\PC{0,80}", at in 0..200_usize) {
            let _ = Kept::parse(&text);
            let mut whole = Kept { bookmarks: vec![key("もがみ")], ..Kept::default() }.to_json();
            let at = (0..=at.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap();
            whole.insert_str(at, &text);
            let _ = Kept::parse(&whole);
        }

        /// Each run marks cases of its own; whoever writes in whichever order, every mark is there.
        #[test]
        fn no_bookmark_is_lost_whatever_the_interleaving(
            marks in prop::collection::vec((any::<bool>(), 0..6_u8, any::<bool>()), 0..24),
        ) {
            let mut kept = Kept::default();
            let mut wanted: std::collections::BTreeMap<String, bool> = std::collections::BTreeMap::new();
            for (first, case, is_set) in marks {
                let name = format!("{}{case}", if first { "甲" } else { "乙" });
                kept.merge(&KeptChanges { bookmarks: vec![(key(&name), is_set)], ..KeptChanges::default() });
                wanted.insert(name, is_set);
            }
            for (name, is_set) in wanted {
                prop_assert_eq!(kept.bookmarks.contains(&key(&name)), is_set, "{}", name);
            }
        }
    }
}

//! The names by which a query calls fields, sections and numbers: ids, labels, titles, English names
//! from the schema, and aliases from `assets/names.toml`.

use std::collections::{BTreeMap, HashMap};
use std::iter;
use std::sync::LazyLock;

use super::place::{HeadPart, SearchScope};
use super::quantity::{Measure, Quantity};
use crate::model::schema::{schema, section_of};
use crate::text::fold::fold;
use crate::text::{all_nearest, edits};

/// The maximal number of suggestions.
const NEAREST: usize = 3;

/// The maximal length of a compared name in letters; names are shorter.
const LONGEST: usize = 32;

/// The fields, sections or number that a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTarget {
    /// The word to show and to insert.
    pub word: &'static str,
    /// The parts of a page that it names.
    pub place: SearchScope,
    /// The number that it names, if any.
    pub quantity: Option<Quantity>,
    /// For a number, the sections that words after the name are searched in too: 共有:処方 asks what is
    /// shared, 共有:1000 how many.
    pub words_in: Vec<&'static str>,
}

impl NameTarget {
    /// Returns the scope in which words after the name are searched.
    #[must_use]
    pub fn words_scope(&self) -> SearchScope {
        let mut place = self.place.clone();
        place.merge(SearchScope { sections: self.words_in.clone(), ..SearchScope::default() });
        place
    }
}

/// The words that users type for one target.
#[derive(Debug)]
struct AliasEntry {
    /// The word that is suggested.
    word: &'static str,
    others: &'static [&'static str],
    fields: &'static [&'static str],
    sections: &'static [&'static str],
    heads: &'static [HeadPart],
    words_in: &'static [&'static str],
    quantity: Option<Quantity>,
}

/// Made by `build/names.rs`.
const ENTRIES: &[AliasEntry] = include!(concat!(env!("OUT_DIR"), "/names.rs"));

impl AliasEntry {
    /// Returns the suggested word, then its other spellings.
    fn spellings(&self) -> impl Iterator<Item = &'static str> {
        iter::once(self.word).chain(self.others.iter().copied())
    }

    fn to_target(&self) -> NameTarget {
        let (fields, sections, heads) = (self.fields.to_vec(), self.sections.to_vec(), self.heads.to_vec());
        let place = SearchScope { fields, sections, heads };
        NameTarget { word: self.word, place, quantity: self.quantity, words_in: self.words_in.to_vec() }
    }
}

/// A name that can be used in a query.
#[derive(Debug)]
pub struct QueryName {
    /// The word as it is written.
    pub word: &'static str,
    /// The normalised word, see [`name_key`].
    pub key: String,
    /// The index of its target in [`NameTable::named`].
    meaning: usize,
}

impl QueryName {
    /// Returns the index that names of the same target share.
    #[must_use]
    pub fn meaning(&self) -> usize {
        self.meaning
    }
}

/// Every name with its target.
#[derive(Debug, Default)]
struct NameTable {
    named: Vec<NameTarget>,
    /// The aliases first, then the schema's names in page order; each key once.
    names: Vec<QueryName>,
    by_key: HashMap<String, usize>,
}

static NAMES: LazyLock<NameTable> = LazyLock::new(NameTable::new);

impl NameTable {
    /// Lists the aliases of `names.toml`, then the names of the schema that are not among them.
    fn new() -> Self {
        let mut names = Self::default();
        for entry in ENTRIES {
            let meaning = names.named.len();
            names.named.push(entry.to_target());
            for word in entry.spellings() {
                names.add(word, meaning);
            }
        }
        for (word, named) in schema_names() {
            if names.by_key.contains_key(&name_key(word)) {
                continue;
            }
            let same = |known: &NameTarget| known.place == named.place && known.quantity == named.quantity;
            let meaning = names.named.iter().position(same).unwrap_or(names.named.len());
            if meaning == names.named.len() {
                names.named.push(named);
            }
            names.add(word, meaning);
        }
        names
    }

    /// Adds a name unless its key is empty or already there.
    fn add(&mut self, word: &'static str, meaning: usize) {
        let key = name_key(word);
        if !key.is_empty() && !self.by_key.contains_key(&key) {
            self.by_key.insert(key.clone(), meaning);
            self.names.push(QueryName { word, key, meaning });
        }
    }
}

/// Returns the schema's names; a name of several fields or sections stands for any of them.
fn schema_names() -> Vec<(&'static str, NameTarget)> {
    let mut order: Vec<&'static str> = Vec::new();
    let mut places: BTreeMap<String, (SearchScope, Option<Quantity>)> = BTreeMap::new();
    let mut add = |word: &'static str, place: SearchScope, quantity: Option<Quantity>| {
        let (known, of) = places.entry(name_key(word)).or_insert_with(|| {
            order.push(word);
            (SearchScope::default(), None)
        });
        known.merge(place);
        *of = of.or(quantity);
    };
    for section in schema().sections {
        let place = SearchScope { sections: vec![&section.id], ..SearchScope::default() };
        for word in [&section.title, &section.short, &section.id, &section.en] {
            add(word, place.clone(), None);
        }
        for field in section.fields {
            let place = SearchScope { fields: vec![&field.id], ..SearchScope::default() };
            // 導入効果 is not a number by its own label, though its marks can be counted.
            let measure = Measure::by_id(field.id).filter(|measure| *measure != Measure::Effects);
            for word in [&field.label, &field.id, &field.en] {
                add(word, place.clone(), measure.map(Quantity::Of));
            }
        }
    }
    let named = |word: &'static str| {
        let (place, quantity) = places.get(&name_key(word)).cloned().unwrap_or_default();
        (word, NameTarget { word, place, quantity, words_in: Vec::new() })
    };
    order.into_iter().map(named).collect()
}

/// Normalises a name for comparison: folded, letters and digits only.
#[must_use]
pub fn name_key(name: &str) -> String {
    fold(name).text.chars().filter(|char| char.is_alphanumeric()).collect()
}

/// Returns the target of a name; `None` for an unknown name.
#[must_use]
pub fn find_name(name: &str) -> Option<&'static NameTarget> {
    // No name is that long: folding it would be wasted work.
    if name.len() > LONGEST * 8 {
        return None;
    }
    NAMES.by_key.get(&name_key(name)).and_then(|meaning| NAMES.named.get(*meaning))
}

/// Returns the quantity that a name stands for: 患者, 運用費/患者.
#[must_use]
pub fn find_quantity(name: &str) -> Option<Quantity> {
    find_name(name).and_then(|named| named.quantity).or_else(|| parse_ratio(name))
}

/// Returns the word that is suggested for a number of the page.
#[must_use]
pub fn quantity_word(measure: Measure) -> Option<&'static str> {
    let quantity = Some(Quantity::Of(measure));
    NAMES.named.iter().find(|named| named.quantity == quantity).map(|named| named.word)
}

/// Returns a name that stands for this field and nothing else.
#[must_use]
pub fn field_word(id: &'static str) -> &'static str {
    let place = SearchScope { fields: vec![id], ..SearchScope::default() };
    let is_field = |named: &&NameTarget| named.place == place && named.quantity.is_none();
    NAMES.named.iter().find(is_field).map_or(id, |named| named.word)
}

/// Parses a ratio of two numbers: 運用費/患者.
#[must_use]
pub fn parse_ratio(name: &str) -> Option<Quantity> {
    let (measured, per) = name.split_once(['/', '／', '÷'])?;
    find_name(measured)?.quantity?.per(find_name(per)?.quantity?)
}

/// Returns every name with its target, aliases first.
pub fn all_names() -> impl Iterator<Item = (&'static QueryName, &'static NameTarget)> {
    NAMES.names.iter().filter_map(|name| Some((name, NAMES.named.get(name.meaning)?)))
}

/// Returns the suggested names of the numbers in the sections of a scope.
#[must_use]
pub fn numbers_in(place: &SearchScope) -> Vec<&'static str> {
    let is_in_sections = |named: &&NameTarget| {
        // The first field has the number.
        let home = named.place.fields.first().and_then(|id| section_of(id));
        named.place.sections.iter().chain(&home).any(|id| place.sections.contains(id))
    };
    let is_number = |named: &&NameTarget| matches!(named.quantity, Some(Quantity::Of(_)));
    NAMES.named.iter().filter(is_number).filter(is_in_sections).map(|named| named.word).collect()
}

/// Returns the known names nearest to an unknown one, each target once, in a stable order; empty if
/// none is near. Names at the same distance are all returned.
#[must_use]
pub fn nearest_names(name: &str) -> Vec<&'static str> {
    let wanted = if name.len() > LONGEST * 8 { String::new() } else { name_key(name) };
    let letters = wanted.chars().count();
    let allowed = match (wanted.is_ascii(), letters) {
        (_, 0 | 1) | (true, 2 | 3) => return Vec::new(),
        (_, LONGEST..) => return Vec::new(),
        (true, 8..) | (false, 6..) => 2,
        (true, _) | (false, _) => 1,
    };
    let mut near = all_nearest(&NAMES.names, |name| {
        let known = name.key.chars().count();
        // A name that is half typed counts as one edit.
        let is_begun = name.key.starts_with(&wanted) && letters * 2 >= known;
        if is_begun { Some(1) } else { edits(&name.key, &wanted, allowed).filter(|_| known > 1) }
    });
    let mut meanings: Vec<usize> = Vec::new();
    near.retain(|name| {
        let is_new = !meanings.contains(&name.meaning);
        meanings.push(name.meaning);
        is_new
    });
    near.into_iter().map(|name| name.word).take(NEAREST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(name: &str) -> Vec<&'static str> {
        find_name(name).map_or(Vec::new(), |named| named.place.fields.clone())
    }

    #[test]
    fn every_ratio_of_the_asset_means_something() {
        for entry in ENTRIES {
            if let Some(ratio @ Quantity::Per { measure, per }) = entry.quantity {
                assert_eq!(Quantity::Of(measure).per(Quantity::Of(per)), Some(ratio), "{}", entry.word);
            }
        }
    }

    #[test]
    fn no_word_of_the_asset_stands_twice_in_another_spelling() {
        let words = ENTRIES.iter().flat_map(AliasEntry::spellings);
        let mut keys: Vec<String> = words.map(name_key).collect();
        keys.sort();
        let twice: Vec<&[String]> = keys.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn row_field_names_are_ids_labels_short_titles_and_aliases() {
        assert_eq!(fields("network_medical"), ["network_medical"]);
        assert_eq!(fields("医療機関等との通信"), ["network_medical"]);
        assert_eq!(fields("With medical institutions"), ["network_medical"]);
        assert_eq!(find_name("通信").unwrap().place.sections, ["network"]);
        assert_eq!(find_name("通信ネットワーク").unwrap().place.sections, ["network"]);
        for name in [
            "県 年 患者 施設 構築費 運用費 標準 同意 企業 目的 効果 登録 共有 通信 サービス 費用 課題 工夫",
            "方式 状況 代表 地域 ID 都道府県 開始年 prefecture year patients",
        ]
        .join(" ")
        .split(' ')
        {
            assert!(find_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_name_of_the_schema_is_known() {
        for section in schema().sections {
            for name in [&section.id, &section.title, &section.short, &section.en] {
                assert!(find_name(name).is_some(), "{name}");
            }
            for field in section.fields {
                for name in [&field.id, &field.label] {
                    let place = &find_name(name).unwrap().place;
                    assert!(place.contains(Some(section.id), Some(field.id)), "{name}: {place:?}");
                }
                assert!(find_name(field.en).is_some(), "{}", field.en);
            }
        }
    }

    #[test]
    fn names_fold_and_leave_out_what_is_not_a_letter() {
        assert_eq!(fields("ＮＥＴＷＯＲＫ＿ＭＥＤＩＣＡＬ"), ["network_medical"]);
        assert_eq!(fields("企業名1"), fields("企業名（１）"));
        assert_eq!(fields("registered patients"), fields("Registered_Patients"));
        assert_eq!(fields("かんじゃ"), fields("カンジャ"));
        assert_eq!(find_name(""), None);
        assert_eq!(find_name("・"), None);
    }

    #[test]
    fn a_name_of_several_means_any_of_them() {
        let place = &find_name("患者さん").unwrap().place;
        assert_eq!(place.fields, ["consent_patient", "fee_patient"]);
    }

    #[test]
    fn the_nearest_names_are_offered() {
        assert_eq!(nearest_names("登録患者教"), ["患者"].map(|_| "登録患者"));
        assert_eq!(nearest_names("患署"), ["患者"]);
        assert_eq!(nearest_names("ptaients"), ["patients"]);
        assert_eq!(nearest_names("構築"), ["構築費"]);
        for far in ["http", "https", "10", "SS-MIX", "ば", "x", "", "予想もしない名前"] {
            assert_eq!(nearest_names(far), Vec::<&str>::new(), "{far}");
        }
        assert_eq!(nearest_names(&"患者".repeat(5_000)), Vec::<&str>::new());
    }
}

//! The names by which a query calls fields, sections and numbers: ids, labels, titles, English names
//! from the schema, and what people type from `assets/names.toml`.

use std::collections::{BTreeMap, HashMap};
use std::iter;
use std::sync::LazyLock;

use super::place::{Head, Place};
use super::quantity::{Measure, Quantity};
use crate::model::schema::{schema, section_of};
use crate::text::fold::fold;
use crate::text::{all_nearest, edits};

/// How many nearest names are offered.
const NEAREST: usize = 3;

/// Letters of a name that are compared; names are shorter.
const LONGEST: usize = 32;

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The word to show and to write for it.
    pub word: &'static str,
    /// Where its words stand.
    pub place: Place,
    /// The number that it is, where it is one.
    pub quantity: Option<Quantity>,
    /// Sections where words behind it are looked for too, where it is a number: 共有:処方 asks for what
    /// is shared, 共有:1000 for how many.
    pub words_in: Vec<&'static str>,
}

impl Named {
    /// Where words behind it are looked for.
    #[must_use]
    pub fn place_of_words(&self) -> Place {
        let mut place = self.place.clone();
        place.join(Place { sections: self.words_in.clone(), ..Place::default() });
        place
    }
}

/// What people type, and what it means.
#[derive(Debug)]
struct Entry {
    /// The word that is offered.
    word: &'static str,
    others: &'static [&'static str],
    fields: &'static [&'static str],
    sections: &'static [&'static str],
    heads: &'static [Head],
    words_in: &'static [&'static str],
    quantity: Option<Quantity>,
}

/// Made by `build/names.rs`.
const ENTRIES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/names.rs"));

impl Entry {
    fn words(&self) -> impl Iterator<Item = &'static str> {
        iter::once(self.word).chain(self.others.iter().copied())
    }

    fn named(&self) -> Named {
        let (fields, sections, heads) = (self.fields.to_vec(), self.sections.to_vec(), self.heads.to_vec());
        let place = Place { fields, sections, heads };
        Named { word: self.word, place, quantity: self.quantity, words_in: self.words_in.to_vec() }
    }
}

/// A word by which something is called.
#[derive(Debug)]
pub struct Name {
    /// The word as people write it.
    pub word: &'static str,
    /// The word as it is compared, see [`key`].
    pub key: String,
    /// What it means: its place in [`Names::named`].
    meaning: usize,
}

impl Name {
    /// A number that names with one meaning share.
    #[must_use]
    pub fn meaning(&self) -> usize {
        self.meaning
    }
}

/// Every name.
#[derive(Debug, Default)]
struct Names {
    named: Vec<Named>,
    /// What people type first, then the schema in page order; each key once.
    names: Vec<Name>,
    by_key: HashMap<String, usize>,
}

static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

impl Names {
    fn new() -> Self {
        let mut names = Self::default();
        for entry in ENTRIES {
            let meaning = names.named.len();
            names.named.push(entry.named());
            for word in entry.words() {
                names.add(word, meaning);
            }
        }
        for (word, named) in schema_names() {
            if names.by_key.contains_key(&key(word)) {
                continue;
            }
            let same = |known: &Named| known.place == named.place && known.quantity == named.quantity;
            let meaning = names.named.iter().position(same).unwrap_or(names.named.len());
            if meaning == names.named.len() {
                names.named.push(named);
            }
            names.add(word, meaning);
        }
        names
    }

    fn add(&mut self, word: &'static str, meaning: usize) {
        let key = key(word);
        if !key.is_empty() && !self.by_key.contains_key(&key) {
            self.by_key.insert(key.clone(), meaning);
            self.names.push(Name { word, key, meaning });
        }
    }
}

/// The names of the schema, those of several fields or sections meaning any of them.
fn schema_names() -> Vec<(&'static str, Named)> {
    let mut order: Vec<&'static str> = Vec::new();
    let mut places: BTreeMap<String, (Place, Option<Quantity>)> = BTreeMap::new();
    let mut add = |word: &'static str, place: Place, quantity: Option<Quantity>| {
        let (known, of) = places.entry(key(word)).or_insert_with(|| {
            order.push(word);
            (Place::default(), None)
        });
        known.join(place);
        *of = of.or(quantity);
    };
    for section in schema().sections {
        let place = Place { sections: vec![&section.id], ..Place::default() };
        for word in [&section.title, &section.short, &section.id, &section.en] {
            add(word, place.clone(), None);
        }
        for field in section.fields {
            let place = Place { fields: vec![&field.id], ..Place::default() };
            // 導入効果 is not a number by its own label, though its marks can be counted.
            let measure = Measure::by_id(field.id).filter(|measure| *measure != Measure::Effects);
            for word in [&field.label, &field.id, &field.en] {
                add(word, place.clone(), measure.map(Quantity::Of));
            }
        }
    }
    let named = |word: &'static str| {
        let (place, quantity) = places.get(&key(word)).cloned().unwrap_or_default();
        (word, Named { word, place, quantity, words_in: Vec::new() })
    };
    order.into_iter().map(named).collect()
}

/// A name as it is compared: folded, letters and digits only.
#[must_use]
pub fn key(name: &str) -> String {
    fold(name).text.chars().filter(|char| char.is_alphanumeric()).collect()
}

/// What a name means; `None` for an unknown one.
#[must_use]
pub fn lookup(name: &str) -> Option<&'static Named> {
    // Nothing that long is a name, and folding it would be for nothing.
    if name.len() > LONGEST * 8 {
        return None;
    }
    NAMES.by_key.get(&key(name)).and_then(|meaning| NAMES.named.get(*meaning))
}

/// The number that a name is: 患者, 運用費/患者.
#[must_use]
pub fn quantity_named(name: &str) -> Option<Quantity> {
    lookup(name).and_then(|named| named.quantity).or_else(|| ratio_named(name))
}

/// One number over another: 運用費/患者.
#[must_use]
pub fn ratio_named(name: &str) -> Option<Quantity> {
    let (measured, per) = name.split_once(['/', '／', '÷'])?;
    lookup(measured)?.quantity?.per(lookup(per)?.quantity?)
}

/// Every name, those that people type first, and what each means.
pub fn all() -> impl Iterator<Item = (&'static Name, &'static Named)> {
    NAMES.names.iter().filter_map(|name| Some((name, NAMES.named.get(name.meaning)?)))
}

/// The numbers in the sections of a place, by the names that are offered.
#[must_use]
pub fn numbers_in(place: &Place) -> Vec<&'static str> {
    let stands_in = |named: &&Named| {
        // The first field is the one that has the number.
        let home = named.place.fields.first().and_then(|id| section_of(id));
        named.place.sections.iter().chain(&home).any(|id| place.sections.contains(id))
    };
    let is_number = |named: &&Named| matches!(named.quantity, Some(Quantity::Of(_)));
    NAMES.named.iter().filter(is_number).filter(stands_in).map(|named| named.word).collect()
}

/// The known names nearest to an unknown one, each meaning once, in a stable order; none where
/// nothing is near. Those equally near are all given.
#[must_use]
pub fn nearest(name: &str) -> Vec<&'static str> {
    let wanted = if name.len() > LONGEST * 8 { String::new() } else { key(name) };
    let letters = wanted.chars().count();
    let allowed = match (wanted.is_ascii(), letters) {
        (_, 0 | 1) | (true, 2 | 3) => return Vec::new(),
        (_, LONGEST..) => return Vec::new(),
        (true, 8..) | (false, 6..) => 2,
        (true, _) | (false, _) => 1,
    };
    let mut near = all_nearest(&NAMES.names, |name| {
        let known = name.key.chars().count();
        // Half typed counts as one letter off.
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
        lookup(name).map_or(Vec::new(), |named| named.place.fields.clone())
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
        let words = ENTRIES.iter().flat_map(Entry::words);
        let mut keys: Vec<String> = words.map(key).collect();
        keys.sort();
        let twice: Vec<&[String]> = keys.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn row_field_names_are_ids_labels_short_titles_and_aliases() {
        assert_eq!(fields("network_medical"), ["network_medical"]);
        assert_eq!(fields("医療機関等との通信"), ["network_medical"]);
        assert_eq!(fields("With medical institutions"), ["network_medical"]);
        assert_eq!(lookup("通信").unwrap().place.sections, ["network"]);
        assert_eq!(lookup("通信ネットワーク").unwrap().place.sections, ["network"]);
        for name in [
            "県 年 患者 施設 構築費 運用費 標準 同意 企業 目的 効果 登録 共有 通信 サービス 費用 課題 工夫",
            "方式 状況 代表 地域 ID 都道府県 開始年 prefecture year patients",
        ]
        .join(" ")
        .split(' ')
        {
            assert!(lookup(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_name_of_the_schema_is_known() {
        for section in schema().sections {
            for name in [&section.id, &section.title, &section.short, &section.en] {
                assert!(lookup(name).is_some(), "{name}");
            }
            for field in section.fields {
                for name in [&field.id, &field.label] {
                    let place = &lookup(name).unwrap().place;
                    assert!(place.holds(Some(section.id), Some(field.id)), "{name}: {place:?}");
                }
                assert!(lookup(field.en).is_some(), "{}", field.en);
            }
        }
    }

    #[test]
    fn names_fold_and_leave_out_what_is_not_a_letter() {
        assert_eq!(fields("ＮＥＴＷＯＲＫ＿ＭＥＤＩＣＡＬ"), ["network_medical"]);
        assert_eq!(fields("企業名1"), fields("企業名（１）"));
        assert_eq!(fields("registered patients"), fields("Registered_Patients"));
        assert_eq!(fields("かんじゃ"), fields("カンジャ"));
        assert_eq!(lookup(""), None);
        assert_eq!(lookup("・"), None);
    }

    #[test]
    fn a_name_of_several_means_any_of_them() {
        let place = &lookup("患者さん").unwrap().place;
        assert_eq!(place.fields, ["consent_patient", "fee_patient"]);
    }

    #[test]
    fn the_nearest_names_are_offered() {
        assert_eq!(nearest("登録患者教"), ["患者"].map(|_| "登録患者"));
        assert_eq!(nearest("患署"), ["患者"]);
        assert_eq!(nearest("ptaients"), ["patients"]);
        assert_eq!(nearest("構築"), ["構築費"]);
        for far in ["http", "https", "10", "SS-MIX", "ば", "x", "", "予想もしない名前"] {
            assert_eq!(nearest(far), Vec::<&str>::new(), "{far}");
        }
        assert_eq!(nearest(&"患者".repeat(5_000)), Vec::<&str>::new());
    }
}

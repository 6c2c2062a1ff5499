//! How alike two networks are, by Gower's coefficient: for each feature that both state a likeness from 0 to 1,
//! weighted. It depends on the two alone, and is the same either way.

use std::collections::BTreeMap;

use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use self::FeatureGroup::{Content, Operation, Region, Size, System};
use self::FeatureKind::{Items, Number, Year};
use super::classes::Class;
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::{Case, field_of};
use crate::search::names::name_key;
use crate::search::quantity::{AmountRange, Measure, Quantity};
use crate::search::query::{Clause, Condition, given_answers, item_key};
use crate::search::{Query, named_prefecture};
use crate::text::number::grouped;

/// A group of features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum FeatureGroup {
    /// Patients, facilities, costs.
    Size,
    /// Prefecture, region, area of coverage.
    Region,
    /// Who leads, the municipality's part, the year.
    Operation,
    /// Architecture, standards, network.
    System,
    /// Purposes and services.
    Content,
}

impl FeatureGroup {
    /// Returns the group with this name, in either language.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        let key = name_key(word);
        let is_named =
            |group: &&Self| [Lang::Ja, Lang::En].iter().any(|lang| name_key(group.label(*lang)) == key);
        Self::VARIANTS.iter().find(is_named).copied()
    }

    /// Returns its name.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Size => lang.text("similar.size"),
            Self::Region => lang.text("similar.region"),
            Self::Operation => lang.text("similar.operation"),
            Self::System => lang.text("similar.system"),
            Self::Content => lang.text("similar.content"),
        }
    }
}

/// What is compared of two networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FeatureKind {
    /// A number: ten times as much is nothing alike.
    Number(Measure),
    /// A year: ten years apart is nothing alike.
    Year(Measure),
    /// The items of a field: those of both among those of either. An answer that is one item is alike or not.
    Items(&'static str),
    /// The classes that follow from a field.
    Class(Class),
}

/// A feature with its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Feature {
    pub group: FeatureGroup,
    pub weight: u32,
    pub kind: FeatureKind,
}

const fn feature(group: FeatureGroup, weight: u32, kind: FeatureKind) -> Feature {
    Feature { group, weight, kind }
}

/// Every feature; the weights add up to 100.
pub(super) const FEATURES: [Feature; 18] = [
    feature(Size, 12, Number(Measure::RegisteredPatients)),
    feature(Size, 8, Number(Measure::Facilities)),
    feature(Size, 8, Number(Measure::BuildCost)),
    feature(Size, 7, Number(Measure::AnnualCost)),
    feature(Region, 10, Items(AREA)),
    feature(Region, 4, FeatureKind::Class(Class::Region)),
    feature(Region, 6, Items("coverage")),
    feature(Operation, 6, FeatureKind::Class(Class::LeadKind)),
    feature(Operation, 5, Items("municipal_role")),
    feature(Operation, 4, Year(Measure::Launch)),
    feature(System, 5, Items("architecture")),
    feature(System, 3, Items("sharing_mode")),
    feature(System, 4, Items("patient_id")),
    feature(System, 2, Items("storage_standard")),
    feature(System, 2, Items("storage_place")),
    feature(System, 4, Items("network_medical")),
    feature(Content, 5, Items("purposes")),
    feature(Content, 5, Items("services")),
];

/// What a network states of a feature: a number, or items by what makes two of them the same.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stated {
    Number(u64),
    Items(BTreeMap<String, String>),
}

/// The features of a network: of a case, or of one that has no page yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile([Option<Stated>; FEATURES.len()]);

/// What was compared of a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureComparison {
    /// The group.
    pub group: FeatureGroup,
    /// What is compared.
    pub(super) kind: FeatureKind,
    /// The weight.
    pub weight: u32,
    /// The likeness from 0 to 1; `None` if not both state the feature.
    pub likeness: Option<f64>,
    /// The number of items that both have, and that either has.
    pub shared: Option<(usize, usize)>,
    /// The index of the feature.
    feature: usize,
}

/// How alike two networks are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// Every feature.
    pub comparisons: Vec<FeatureComparison>,
    /// The weight of what the base states.
    pub stated: u32,
}

impl Profile {
    /// Reads the features of a case.
    #[must_use]
    pub fn of_case(case: &Case) -> Self {
        Self(FEATURES.map(|feature| match feature.kind {
            Number(measure) | Year(measure) => measure.value_in(case).map(Stated::Number),
            Items(id) => stated_items(case, id),
            FeatureKind::Class(class) => {
                stated_set(class.names(case, Lang::Ja).into_iter().map(str::to_owned))
            }
        }))
    }

    /// Reads the features that the clauses of a query give an exact value; a prefecture gives its region too.
    #[must_use]
    pub fn of_query(query: &Query) -> Self {
        let conditions: Vec<&Condition> = query.clauses.iter().flat_map(|clause| &clause.any_of).collect();
        let number = |measure: Measure| {
            conditions.iter().find_map(|condition| {
                let Condition::Amount { quantity, range } = condition else { return None };
                single(range).filter(|_| *quantity == Quantity::Of(measure))
            })
        };
        let items = |id: &str| {
            let words = conditions.iter().filter_map(|condition| {
                let (Condition::Is { place, item: words } | Condition::Within { place, words }) = condition
                else {
                    return None;
                };
                place.fields.contains(&id).then_some(words)
            });
            let named = words.map(|words| {
                let prefecture = if id == AREA { named_prefecture(words) } else { None };
                prefecture.unwrap_or(words.text.trim()).to_owned()
            });
            named.collect::<Vec<String>>()
        };
        Self(FEATURES.map(|feature| match feature.kind {
            Number(measure) | Year(measure) => number(measure).map(Stated::Number),
            Items(id) => stated_set(items(id).into_iter()),
            FeatureKind::Class(Class::Region) => {
                let regions = items(AREA).into_iter().filter_map(|area| Class::region_name(&area, Lang::Ja));
                stated_set(regions.map(str::to_owned))
            }
            FeatureKind::Class(Class::LeadKind) => {
                let leads = items("lead_organisation").into_iter();
                stated_set(leads.map(|lead| Class::lead_name(&lead, Lang::Ja).to_owned()))
            }
        }))
    }

    /// Returns the first part of a query that states no feature: it gives none an exact value, or is wrong.
    #[must_use]
    pub fn unused(query: &Query) -> Option<&str> {
        let is_unused = |clause: &&Clause| clause.negated || !clause.any_of.iter().all(states_feature);
        let wrong = query.problems.first().map(|problem| problem.span.clone());
        let span =
            wrong.or_else(|| query.clauses.iter().find(is_unused).map(|clause| clause.span.clone()))?;
        query.text().get(span)
    }

    /// True if it states nothing that can be compared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Compares it, as the base, with another by the features of some groups.
    #[must_use]
    pub fn compare(&self, other: &Self, groups: &[FeatureGroup]) -> Likeness {
        let all = FEATURES.iter().zip(self.0.iter().zip(&other.0)).enumerate();
        let compared = all.filter(|(_, (feature, _))| groups.contains(&feature.group));
        let mut stated = 0;
        let comparisons = compared.map(|(at, (feature, (own, others)))| {
            stated += if own.is_some() { feature.weight } else { 0 };
            let both = own.as_ref().zip(others.as_ref());
            FeatureComparison {
                group: feature.group,
                kind: feature.kind,
                weight: feature.weight,
                likeness: both.map(|(own, other)| feature.kind.likeness(own, other)),
                shared: both.and_then(|(own, other)| shared_items(own, other)),
                feature: at,
            }
        });
        let comparisons = comparisons.collect();
        Likeness { comparisons, stated }
    }
}

/// The field of the prefectures.
const AREA: &str = "area";

/// True if a condition gives a feature an exact value.
fn states_feature(condition: &Condition) -> bool {
    match condition {
        Condition::Amount { quantity, range } => {
            let is_own = |feature: &Feature| match feature.kind {
                Number(measure) | Year(measure) => *quantity == Quantity::Of(measure),
                Items(_) | FeatureKind::Class(_) => false,
            };
            single(range).is_some() && FEATURES.iter().any(is_own)
        }
        Condition::Is { place, item: words } | Condition::Within { place, words } => {
            let is_own = |feature: &Feature| match feature.kind {
                Items(id) => place.fields.contains(&id),
                FeatureKind::Class(class) => place.fields.contains(&class.field()),
                Number(_) | Year(_) => false,
            };
            let is_area = place.fields.contains(&AREA);
            FEATURES.iter().any(is_own) && (!is_area || named_prefecture(words).is_some())
        }
        Condition::Words(_)
        | Condition::Mark { .. }
        | Condition::Blank(_)
        | Condition::Filled(_)
        | Condition::Signed(..) => false,
    }
}

/// Returns the number of a range that holds one number.
fn single(range: &AmountRange) -> Option<u64> {
    use std::ops::Bound;
    match (range.from, range.to) {
        (Bound::Included(from), Bound::Included(to)) if from == to => Some(from.floor()),
        (Bound::Included(_) | Bound::Excluded(_) | Bound::Unbounded, _) => None,
    }
}

fn stated_set(items: impl Iterator<Item = String>) -> Option<Stated> {
    let items: BTreeMap<String, String> = items.map(|item| (item_key(&item), item)).collect();
    (!items.is_empty()).then_some(Stated::Items(items))
}

fn stated_items(case: &Case, id: &str) -> Option<Stated> {
    let field = field_of(case, id).filter(|field| AnswerState::of_answer(field) == AnswerState::Answered)?;
    let items = given_answers(&field.answer).into_iter();
    stated_set(items.map(str::to_owned))
}

impl FeatureKind {
    /// Returns the likeness of two statements, from 0 to 1.
    #[allow(clippy::cast_precision_loss, reason = "a likeness that is shown with one decimal")]
    fn likeness(self, one: &Stated, other: &Stated) -> f64 {
        match (one, other) {
            (Stated::Number(one), Stated::Number(other)) if one == other => 1.0,
            (Stated::Number(one), Stated::Number(other)) => {
                if let Year(_) = self {
                    return (1.0 - one.abs_diff(*other) as f64 / 10.0).max(0.0);
                }
                if *one == 0 || *other == 0 {
                    return 0.0;
                }
                (1.0 - ((*one as f64).log10() - (*other as f64).log10()).abs()).max(0.0)
            }
            (Stated::Items(_), Stated::Items(_)) => {
                shared_items(one, other).map_or(0.0, |(shared, all)| shared as f64 / all as f64)
            }
            (Stated::Number(_), Stated::Items(_)) | (Stated::Items(_), Stated::Number(_)) => 0.0,
        }
    }
}

impl FeatureKind {
    /// Returns what both have, else what the one and the other have.
    fn words(self, one: &Stated, other: &Stated, lang: Lang) -> String {
        let comma = lang.text("analysis.item_comma");
        let (own, others) = match (one, other) {
            (Stated::Number(one), Stated::Number(other)) => {
                let is_year = matches!(self, Year(_));
                let text = |number: &u64| if is_year { number.to_string() } else { grouped(*number) };
                (text(one), text(other))
            }
            (Stated::Items(one), Stated::Items(other)) => {
                let shared: Vec<&str> = one
                    .iter()
                    .filter(|(key, _)| other.contains_key(*key))
                    .map(|(_, item)| item.as_str())
                    .collect();
                if !shared.is_empty() {
                    return shared.join(comma);
                }
                let all = |items: &BTreeMap<String, String>| {
                    items.values().map(String::as_str).collect::<Vec<_>>().join(comma)
                };
                (all(one), all(other))
            }
            (Stated::Number(_), Stated::Items(_)) | (Stated::Items(_), Stated::Number(_)) => {
                return String::new();
            }
        };
        if own == others {
            return own;
        }
        lang.fill("similar.both", &[("one", &own), ("other", &others)])
    }
}

/// Returns how many items both have, and how many either has.
fn shared_items(one: &Stated, other: &Stated) -> Option<(usize, usize)> {
    let (Stated::Items(one), Stated::Items(other)) = (one, other) else { return None };
    let shared = one.keys().filter(|key| other.contains_key(*key)).count();
    Some((shared, one.len() + other.len() - shared))
}

impl FeatureComparison {
    /// Returns what both have of the feature, or what the base and the other have where they have nothing in common;
    /// empty if it was not compared.
    #[must_use]
    pub fn words(&self, base: &Profile, other: &Profile, lang: Lang) -> String {
        let stated = |profile: &'_ Profile| profile.0.get(self.feature).cloned().flatten();
        let both = stated(base).zip(stated(other)).zip(FEATURES.get(self.feature));
        both.map_or_else(String::new, |((own, others), feature)| feature.kind.words(&own, &others, lang))
    }

    /// Returns the points that it gives; `None` if it was not compared.
    #[must_use]
    pub fn points(&self) -> Option<f64> {
        self.likeness.map(|likeness| likeness * f64::from(self.weight))
    }
}

impl Likeness {
    /// Returns the points and the weight of what was compared, of some group or of all.
    #[must_use]
    pub fn points(&self, group: Option<FeatureGroup>) -> (f64, u32) {
        let of_group = self.comparisons.iter().filter(|one| group.is_none_or(|group| one.group == group));
        of_group.fold((0.0, 0), |(points, weight), one| match one.points() {
            Some(more) => (points + more, weight + one.weight),
            None => (points, weight),
        })
    }

    /// Returns the likeness in points of 100; 0 if nothing could be compared.
    #[must_use]
    pub fn score(&self) -> f64 {
        let (points, weight) = self.points(None);
        if weight == 0 { 0.0 } else { points / f64::from(weight) * 100.0 }
    }

    /// True if less than half of what the base states could be compared.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.points(None).1 * 2 < self.stated
    }
}

//! The questions to choose cases by: each is the groups of a column, or of the fields that one name stands for.

use super::groups::{Group, GroupKey, Groups, group_answers};
use crate::lang::Lang;
use crate::model::{CaseSign, Catalog, Field};
use crate::search::Query;
use crate::search::names::{NameTarget, find_name};
use crate::search::quantity::Quantity;
use crate::search::query::{Condition, is_chosen};

/// A question that pages answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Facet {
    /// The label's id.
    pub label: &'static str,
    /// The name that clauses are written with; no page answers the one for bookmarks.
    pub name: &'static str,
}

const fn facet(label: &'static str, name: &'static str) -> Facet {
    Facet { label, name }
}

impl Facet {
    /// True if a query has a condition on it, which may choose one of its answers.
    #[must_use]
    pub fn is_in(&self, query: &Query) -> bool {
        let named = find_name(self.name);
        let is_own = |condition: &Condition| match condition {
            Condition::Is { place, .. } | Condition::Blank(place) => {
                named.is_some_and(|named| named.place == *place)
            }
            Condition::Amount { quantity, .. } => {
                named.is_some_and(|named| named.quantity == Some(*quantity))
            }
            Condition::Signed(sign, _) => *sign == CaseSign::Bookmark && named.is_none(),
            Condition::Words(_)
            | Condition::Within { .. }
            | Condition::Mark { .. }
            | Condition::Filled(_) => false,
        };
        query.clauses.iter().flat_map(|clause| &clause.any_of).any(is_own)
    }
}

/// Every facet, in the order in which they are shown.
pub static FACETS: [Facet; 21] = [
    facet("facet.prefecture", "県"),
    facet("facet.launch_year", "年"),
    facet("facet.coverage", "対象地域"),
    facet("facet.operation", "稼働状況"),
    facet("facet.architecture", "連携方式"),
    facet("facet.sharing_mode", "情報共有の形態"),
    facet("facet.patient_id", "患者ID"),
    facet("facet.standards", "標準"),
    facet("facet.purposes", "目的"),
    // The name サービス alone stands for the whole section.
    facet("facet.services", "提供サービス"),
    facet("facet.consent", "同意"),
    facet("facet.facilities", "施設"),
    facet("facet.registered_patients", "患者"),
    facet("facet.build_cost", "構築費"),
    facet("facet.annual_cost", "運用費"),
    facet("facet.build_borne_now", "実施中システム構築費の負担"),
    facet("facet.running_borne_now", "実施中システム運用費の負担"),
    facet("facet.build_borne_planned", "実施予定システム構築費の負担"),
    facet("facet.running_borne_planned", "実施予定システム運用費の負担"),
    facet("facet.vendors", "企業"),
    facet("facet.bookmark", "しおり"),
];

/// More answers than a person looks through are not listed: the rarest ones, behind all others.
pub const MOST_LISTED: usize = 2_000;

/// The answers of a catalog to a facet: groups of cases, each with its clause.
#[derive(Debug, Default)]
pub struct FacetGroups {
    /// The answers to choose from in an order that does not depend on the query, the blank last; none is empty.
    pub listed: Vec<Group>,
    /// The answers that are behind [`MOST_LISTED`] others.
    pub unlisted: Vec<Group>,
}

impl FacetGroups {
    /// Groups the cases of a catalog by a facet.
    #[must_use]
    pub fn new(facet: &Facet, catalog: &Catalog, lang: Lang) -> Self {
        let entries: Vec<usize> = (0..catalog.entries.len()).collect();
        let (mut listed, blank) = match find_name(facet.name) {
            None => (bookmark_groups(catalog, lang), None),
            Some(NameTarget { place, quantity, .. }) => {
                let cases = catalog.cases().enumerate();
                let fields = cases.flat_map(|(at, case)| place.fields_in(case).map(move |field| (at, field)));
                let fields: Vec<(usize, &Field)> = fields.collect();
                let measure = quantity.and_then(Quantity::measure);
                let Groups { groups, blank, .. } = group_answers(facet.name, measure, &entries, &fields);
                (groups, blank)
            }
        };
        listed.retain(|group| group.clause.is_some() && !group.cases.is_empty());
        let unlisted = listed.split_off(listed.len().min(MOST_LISTED));
        listed.extend(blank);
        Self { listed, unlisted }
    }

    /// Returns the clauses of its answers.
    pub fn clauses(&self) -> impl Iterator<Item = &str> {
        self.listed.iter().chain(&self.unlisted).filter_map(|group| group.clause.as_deref())
    }

    /// Returns how many answers a query has chosen.
    #[must_use]
    pub fn chosen(&self, query: &Query) -> usize {
        self.clauses().filter(|clause| is_chosen(query, clause)).count()
    }

    /// Counts each answer to choose from among some cases.
    #[must_use]
    pub fn counts(&self, entries: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut is_found: Vec<bool> = Vec::new();
        for entry in entries {
            is_found.resize(is_found.len().max(entry + 1), false);
            is_found[entry] = true;
        }
        let counted = |entry: &&usize| is_found.get(**entry).copied().unwrap_or_default();
        self.listed.iter().map(|group| group.cases.iter().filter(counted).count()).collect()
    }
}

/// Groups the cases by whether they are bookmarked.
fn bookmark_groups(catalog: &Catalog, lang: Lang) -> Vec<Group> {
    let group = |label: &'static str, clause: &str, wanted: bool| {
        let entries = catalog.entries.iter().enumerate();
        let cases =
            entries.filter(|(_, entry)| entry.has(CaseSign::Bookmark) == wanted).map(|(at, _)| at).collect();
        Group { key: GroupKey::Text(lang.text(label).to_owned()), cases, clause: Some(clause.to_owned()) }
    };
    vec![group("facet.yes", "is:しおり", true), group("facet.no", "空:しおり", false)]
}

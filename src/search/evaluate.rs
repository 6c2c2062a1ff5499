//! Evaluates the clauses of a query for each case: whether it matches, and how well.

use super::index::{Index, PageNumbers};
use super::name_field::NameField;
use super::place::{HeadPart, SearchScope};
use super::prepare::{PreparedClause, PreparedCondition, PreparedTerm};
use super::query::{Condition, Decider, Words};
use super::rank::{Fuzzy, Level, Rank, Standing, Tier};
use crate::model::{Case, Catalog};

/// The prefix of an id that is made of a hash, which no user knows.
const HASH_ID: &str = "case-";

/// The length of the hash that is appended to distinguish equal ids.
const HASH_LETTERS: usize = 4;

/// A matching case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Index in [`crate::model::Catalog::entries`].
    pub entry: usize,
    /// Its rank.
    pub rank: Rank,
    /// The conditions that match only fuzzily, in a name: a bit each, in the query's order.
    pub fuzzy: u64,
}

/// Evaluates cases on one thread.
pub(super) struct Worker<'a> {
    clauses: &'a [PreparedClause],
    index: &'a Index,
    catalog: &'a Catalog,
    fuzzy: Fuzzy,
    /// A decider for each condition, in their order.
    deciders: Vec<Decider<'a>>,
}

/// Whether a condition holds, and how well its words match.
enum Held {
    No,
    Yes(Option<Standing>),
}

impl<'a> Worker<'a> {
    pub(super) fn new(clauses: &'a [PreparedClause], index: &'a Index, catalog: &'a Catalog) -> Self {
        let conditions = clauses.iter().flat_map(|clause| &clause.any_of);
        let deciders = conditions.map(|prepared| Decider::new(&prepared.condition)).collect();
        Self { clauses, index, catalog, fuzzy: Fuzzy::default(), deciders }
    }

    /// Returns the case as a hit if every clause holds.
    pub(super) fn hit(&mut self, (entry, case, numbers): (usize, &'a Case, &PageNumbers)) -> Option<Hit> {
        let mut hit = Hit { entry, rank: Rank::default(), fuzzy: 0 };
        let mut number = 0;
        for clause in self.clauses {
            let mut held = false;
            let mut best: Option<Standing> = None;
            for prepared in &clause.any_of {
                let fact = if let Condition::Signed(sign, wanted) = prepared.condition {
                    let entry = self.catalog.entries.get(entry);
                    Some(entry.is_some_and(|entry| entry.has(sign)) == wanted)
                } else {
                    self.deciders.get_mut(number).and_then(|decider| decider.holds_fact(case))
                };
                number += 1;
                let held_so = match fact {
                    Some(true) => Held::Yes(None),
                    Some(false) => Held::No,
                    None => self.evaluate_words(prepared, case, numbers, clause.negated),
                };
                if let Held::Yes(standing) = held_so {
                    held = true;
                    best = [best, standing].into_iter().flatten().min();
                    if standing.is_some_and(|standing| standing.level == Level::Fuzzy) {
                        hit.fuzzy |= prepared.term.as_ref().map_or(0, |term| term.bit);
                    }
                }
            }
            if held == clause.negated {
                return None;
            }
            if let Some(best) = best.filter(|_| !clause.negated) {
                hit.rank.add(best);
            }
        }
        Some(hit)
    }

    fn evaluate_words(
        &self,
        PreparedCondition { condition, term }: &PreparedCondition,
        case: &Case,
        numbers: &PageNumbers,
        negated: bool,
    ) -> Held {
        let standing = match (condition, term) {
            (Condition::Words(_), Some(term)) => self.standing_anywhere(term, case, numbers, negated),
            (Condition::Within { place, .. }, Some(term)) => standing_within(place, term, case, numbers),
            (Condition::Mark { .. }, term) => {
                let matches =
                    |_: &Words, text: &str| term.as_ref().is_some_and(|term| term.term.is_match(text));
                let held = condition.holds_mark(case, matches) == Some(true);
                return if held { Held::Yes(None) } else { Held::No };
            }
            // Words with an empty search form match everything.
            (Condition::Words(_) | Condition::Within { .. }, None) => return Held::Yes(None),
            (
                Condition::Is { .. }
                | Condition::Amount { .. }
                | Condition::Blank(_)
                | Condition::Filled(_)
                | Condition::Signed(..),
                _,
            ) => None,
        };
        standing.map_or(Held::No, |standing| Held::Yes(Some(standing)))
    }

    /// Matches a term anywhere in a case; a negated term matches by its spelling only.
    fn standing_anywhere(
        &self,
        prepared: &PreparedTerm,
        case: &Case,
        numbers: &PageNumbers,
        negated: bool,
    ) -> Option<Standing> {
        let index = self.index;
        let length = |text: u32| index.texts.get(text as usize).map_or(0, |text| text.length);
        let in_name = |(field, text): &(NameField, u32)| {
            let exactly = *field == NameField::Prefectures
                && prepared.term.prefecture.is_some_and(|short| case.prefectures.contains(&short));
            let tier = if exactly { Some(Tier::Exact) } else { prepared.standings.tier(*text) };
            let standing = |tier| Standing {
                level: Level::Name,
                tier,
                part: *field as u32,
                looseness: 0,
                length: length(*text),
            };
            tier.map(standing)
        };
        let best = numbers.names.iter().filter_map(in_name).chain(prepared.match_id(&case.id)).min();
        if best.is_some() {
            return best;
        }
        let field = |tier| Standing { level: Level::Field, tier, part: 0, looseness: 0, length: 0 };
        let tiers = numbers.fields.iter().filter_map(|text| prepared.standings.tier(*text));
        if let Some(best) = tiers.min() {
            return Some(field(best));
        }
        if negated {
            return None;
        }
        let fuzzily = |(field, text): &(NameField, u32)| {
            let text = index.texts.get(*text as usize)?;
            let looseness = prepared.term.fuzzy_looseness(&self.fuzzy, text)?;
            Some(Standing {
                level: Level::Fuzzy,
                tier: Tier::Exact,
                part: *field as u32,
                looseness: u32::try_from(looseness).unwrap_or(u32::MAX),
                length: text.length,
            })
        };
        let id = || prepared.fuzzy_match_id(&self.fuzzy, &case.id);
        let best = numbers.names.iter().filter_map(fuzzily).min().or_else(id);
        let label = || {
            let labelled = prepared.labels.any_answered(case, numbers.answered);
            labelled.then_some(Standing { level: Level::Label, ..field(Tier::Exact) })
        };
        best.or_else(label)
    }
}

/// Matches a term in a scope of a case.
fn standing_within(
    place: &SearchScope,
    prepared: &PreparedTerm,
    case: &Case,
    numbers: &PageNumbers,
) -> Option<Standing> {
    let fields =
        case.sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field)));
    let here =
        fields.zip(&numbers.fields).filter(|((section, field), _)| place.contains(section.id, field.id));
    let names = numbers.names.iter().filter(|(field, _)| {
        place.heads.iter().any(|head| match head {
            HeadPart::Name => *field == NameField::Name,
            HeadPart::Nickname => *field == NameField::Nickname,
            HeadPart::Id | HeadPart::Url => false,
        })
    });
    let texts = here.map(|(_, text)| *text).chain(names.map(|(_, text)| *text));
    let tier = texts.filter_map(|text| prepared.standings.tier(text)).min();
    let other = || {
        let heads = place.heads.iter().filter(|head| matches!(head, HeadPart::Id | HeadPart::Url));
        heads.into_iter().any(|head| prepared.term.is_match(head.text_in(case))).then_some(Tier::Contiguous)
    };
    let tier = tier.or_else(other)?;
    Some(Standing { level: Level::Field, tier, part: 0, looseness: 0, length: 0 })
}

impl PreparedTerm {
    /// Matches the term against an id.
    fn match_id(&self, id: &str) -> Option<Standing> {
        if self.ignores_id(id) {
            return None;
        }
        let tier = if id == self.id_form {
            Tier::Exact
        } else if id.starts_with(&self.id_form) {
            Tier::Prefix
        } else {
            without_hash(id).find(&self.id_form).map(|_| self.term.tier_in_name(id, Tier::Contiguous))?
        };
        Some(Standing { tier, ..self.id_standing(id, Level::Name) })
    }

    fn fuzzy_match_id(&self, fuzzy: &Fuzzy, id: &str) -> Option<Standing> {
        if self.ignores_id(id) {
            return None;
        }
        let found = fuzzy.find(without_hash(id), &self.id_form)?;
        let looseness = u32::try_from(found.looseness).unwrap_or(u32::MAX);
        Some(Standing { looseness, ..self.id_standing(id, Level::Fuzzy) })
    }

    fn id_standing(&self, id: &str, level: Level) -> Standing {
        let length = u32::try_from(id.len()).unwrap_or(u32::MAX);
        Standing { level, tier: Tier::Exact, part: NameField::Id as u32, looseness: 0, length }
    }

    /// True for an id made of a hash, unless the user typed its prefix.
    fn ignores_id(&self, id: &str) -> bool {
        id.starts_with(HASH_ID) && !self.id_form.starts_with(HASH_ID)
    }
}

/// Strips the hash that distinguishes equal ids: for a user, 2 is not in `aizunet-6c2b`, though the
/// whole id may be typed.
fn without_hash(id: &str) -> &str {
    let is_hash = |end: &&str| end.len() == HASH_LETTERS && end.bytes().all(|byte| byte.is_ascii_hexdigit());
    id.rsplit_once('-').filter(|(_, end)| is_hash(end)).map_or(id, |(spoken, _)| spoken)
}

//! Evaluates the clauses of a query for each case: whether it matches, and how well.

use super::index::{Index, IndexedCase, NameNumber};
use super::name_field::NameField;
use super::place::{HeadPart, SearchScope};
use super::prepare::{PreparedClause, PreparedCondition, PreparedTerm};
use super::query::{Condition, Decider, Words};
use super::rank::{Fuzzy, Level, Rank, Standing, Tier};
use crate::model::Catalog;

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
    /// For each condition the cases whose ids may contain its words.
    ids: &'a [Vec<bool>],
}

/// Returns for each condition the cases whose ids may contain its words.
pub(super) fn cases_by_id(clauses: &[PreparedClause], index: &Index) -> Vec<Vec<bool>> {
    let conditions = clauses.iter().flat_map(|clause| &clause.any_of);
    let with = |term: &PreparedTerm| index.ids().with_text(&term.id_form);
    conditions.map(|prepared| prepared.term.as_ref().map(with).unwrap_or_default()).collect()
}

/// Whether a condition holds, and how well its words match.
enum Held {
    No,
    Yes(Option<Standing>),
}

impl<'a> Worker<'a> {
    pub(super) fn new(
        clauses: &'a [PreparedClause],
        ids: &'a [Vec<bool>],
        index: &'a Index,
        catalog: &'a Catalog,
    ) -> Self {
        let conditions = clauses.iter().flat_map(|clause| &clause.any_of);
        let deciders = conditions.map(|prepared| Decider::new(&prepared.condition)).collect();
        Self { clauses, index, catalog, fuzzy: Fuzzy::default(), deciders, ids }
    }

    /// Returns the case as a hit if every clause holds.
    pub(super) fn hit(&mut self, entry: usize) -> Option<Hit> {
        let place = self.index.case(entry, self.catalog)?;
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
                    self.deciders.get_mut(number).and_then(|decider| decider.holds_fact(place.case))
                };
                let has_id = self.ids.get(number).and_then(|ids| ids.get(entry)) == Some(&true);
                number += 1;
                let held_so = match fact {
                    Some(true) => Held::Yes(None),
                    Some(false) => Held::No,
                    None => self.evaluate_words(prepared, place, has_id, clause.negated),
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
        place: IndexedCase<'_>,
        has_id: bool,
        negated: bool,
    ) -> Held {
        let case = place.case;
        let standing = match (condition, term) {
            (Condition::Words(_), Some(term)) => self.standing_anywhere(term, place, has_id, negated),
            (Condition::Within { place: scope, .. }, Some(term)) => standing_within(scope, term, place),
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
        let is_near = term.as_ref().is_some_and(|term| term.is_near);
        let level = |standing: Standing| if is_near { Level::Near } else { standing.level };
        standing.map_or(Held::No, |standing| Held::Yes(Some(Standing { level: level(standing), ..standing })))
    }

    /// Matches a term anywhere in a case; a negated term matches by its spelling only.
    fn standing_anywhere(
        &self,
        prepared: &PreparedTerm,
        place: IndexedCase<'_>,
        has_id: bool,
        negated: bool,
    ) -> Option<Standing> {
        let id = if has_id { prepared.match_id(&place.case.id) } else { None };
        let standings = &prepared.standings;
        let may_be_here = standings.may_be_on(place.page);
        let mut best = id;
        if may_be_here || prepared.term.prefecture.is_some() {
            best = standing_in_names(prepared, place).into_iter().chain(id).min();
        }
        // Letters in a field are before the sound of a name.
        if may_be_here && best.is_none_or(|best| best.tier.is_sound()) {
            let in_fields = place.numbers.fields.iter().filter_map(|text| standings.tier(*text)).min();
            // What sounds like the Latin spelling of a name is near in names only.
            let in_fields = in_fields.filter(|tier| !(prepared.is_near && tier.is_sound()));
            best = best.into_iter().chain(in_fields.map(standing_in_field)).min();
        }
        if best.is_some() || negated || prepared.is_near {
            return best;
        }
        let label = || {
            let labelled = prepared.labels.any_answered(place.case, place.numbers.answered);
            labelled.then_some(Standing { level: Level::Label, ..standing_in_field(Tier::Exact) })
        };
        self.fuzzy_standing(prepared, place).or_else(label)
    }

    /// Matches a term fuzzily in the names of a case.
    fn fuzzy_standing(&self, prepared: &PreparedTerm, place: IndexedCase<'_>) -> Option<Standing> {
        let term = &prepared.term;
        let fuzzily = |name: &NameNumber| {
            let own = || {
                let text =
                    term.may_match_fuzzily(name.letters).then(|| self.index.text(name.text)).flatten()?;
                term.fuzzy_looseness(&self.fuzzy, &text.text, name.letters)
            };
            let latin = || {
                let (latin, letters) = self.index.latin(name);
                term.fuzzy_looseness(&self.fuzzy, latin, letters)
            };
            let looseness = own().or_else(latin)?;
            Some(Standing {
                level: Level::Fuzzy,
                tier: Tier::Exact,
                part: name.field as u32,
                looseness: u32::try_from(looseness).unwrap_or(u32::MAX),
                length: name.length,
            })
        };
        let id = || {
            let may_be = self.index.ids().may_have(place.entry, prepared.id_letters);
            may_be.then(|| prepared.fuzzy_match_id(&self.fuzzy, &place.case.id)).flatten()
        };
        place.numbers.names.iter().filter_map(fuzzily).min().or_else(id)
    }
}

/// Matches a term in the names of a case.
fn standing_in_names(
    prepared: &PreparedTerm,
    IndexedCase { case, numbers, .. }: IndexedCase<'_>,
) -> Option<Standing> {
    let in_name = |name: &NameNumber| {
        let exactly = name.field == NameField::Prefectures
            && prepared.term.prefecture.is_some_and(|short| case.prefectures.contains(&short));
        let tier = if exactly { Some(Tier::Exact) } else { prepared.standings.tier(name.text) };
        let (part, length) = (name.field as u32, name.length);
        tier.map(|tier| Standing { level: Level::in_name(tier), tier, part, looseness: 0, length })
    };
    numbers.names.iter().filter_map(in_name).min()
}

fn standing_in_field(tier: Tier) -> Standing {
    Standing { level: Level::in_field(tier), tier, part: 0, looseness: 0, length: 0 }
}

/// Matches a term in a scope of a case.
fn standing_within(
    scope: &SearchScope,
    prepared: &PreparedTerm,
    IndexedCase { page, case, numbers, .. }: IndexedCase<'_>,
) -> Option<Standing> {
    let standings = &prepared.standings;
    let fields =
        case.sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field)));
    let here =
        fields.zip(&numbers.fields).filter(|((section, field), _)| scope.contains(section.id, field.id));
    let names = numbers.names.iter().filter(|name| {
        scope.heads.iter().any(|head| match head {
            HeadPart::Name => name.field == NameField::Name,
            HeadPart::Nickname => name.field == NameField::Nickname,
            HeadPart::Id | HeadPart::Url => false,
        })
    });
    let texts = || here.map(|(_, text)| *text).chain(names.map(|name| name.text));
    let tier =
        if standings.may_be_on(page) { texts().filter_map(|text| standings.tier(text)).min() } else { None };
    let other = || {
        let heads = scope.heads.iter().filter(|head| matches!(head, HeadPart::Id | HeadPart::Url));
        heads.into_iter().any(|head| prepared.term.is_match(head.text_in(case))).then_some(Tier::Contiguous)
    };
    tier.or_else(other).map(standing_in_field)
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
            without_hash(id).find(&self.id_form).map(|_| self.term.inner_tier(id))?
        };
        Some(Standing { tier, ..self.id_standing(id, Level::in_name(tier)) })
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

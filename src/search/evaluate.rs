//! A query, case by case: whether it holds, and how well.

use std::collections::HashSet;
use std::sync::Arc;

use super::index::{FormFields, Index, PageNumbers, Standings, form_fields};
use super::name_field::NameField;
use super::place::{Head, Place};
use super::query::{Clause, Condition, Decider, Query, Words};
use super::rank::{Fuzzy, Level, Rank, Standing, Tier};
use super::term::Term;
use crate::lang::Lang;
use crate::model::schema::{FieldSpec, schema};
use crate::model::{Case, Catalog, EffectItem};
use crate::text::fold::fold;

/// What an id begins with that comes from a hash and says nothing to a person.
const HASH_ID: &str = "case-";

/// So many letters of a hash tell ids apart that would be the same.
const HASH_LETTERS: usize = 4;

/// A case that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Index in [`crate::model::Catalog::entries`].
    pub entry: usize,
    /// How well it matches.
    pub rank: Rank,
    /// The conditions whose words were found only fuzzily, in a name: a bit each, in the query's order.
    pub fuzzy: u64,
}

/// A query made ready for an index.
pub(super) struct Evaluation<'a> {
    index: &'a Index,
    catalog: &'a Catalog,
    clauses: Vec<ReadyClause<'a>>,
    keys: Vec<String>,
}

struct ReadyClause<'a> {
    negated: bool,
    any_of: Vec<Ready<'a>>,
}

/// A condition with its term, where it has one.
struct Ready<'a> {
    condition: &'a Condition,
    term: Option<ReadyTerm>,
}

struct ReadyTerm {
    term: Term,
    /// The term as ids are compared.
    id_form: String,
    standings: Arc<Standings>,
    labels: Labels,
}

/// The labels that hold a term, and in English what stands for the page's own words.
struct Labels {
    fields: FormFields,
    /// Items of 導入効果, by the page's words.
    effects: HashSet<&'static str>,
}

impl Labels {
    fn of(term: &Term, lang: Lang) -> Self {
        let holds = |text: &str| term.stands_in(text);
        let is_held = |field: &FieldSpec| holds(field.label) || lang == Lang::En && holds(field.en);
        let effects = schema().effects.iter().filter(|effect| lang == Lang::En && holds(effect.en));
        Self {
            fields: form_fields(|_, field| is_held(field)),
            effects: effects.map(|effect| effect.text).collect(),
        }
    }

    /// True where a labelled field of the case has an answer.
    fn are_answered(&self, case: &Case, numbers: &PageNumbers) -> bool {
        if self.effects.is_empty() {
            return self.fields & numbers.answered != 0;
        }
        let is_meant = |item: &EffectItem| self.effects.contains(item.text.as_str());
        let mut fields = case.sections.iter().flat_map(|section| &section.fields);
        self.fields & numbers.answered != 0 || fields.any(|field| field.value.effects().iter().any(is_meant))
    }
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(index: &'a Index, catalog: &'a Catalog, clauses: &'a [Clause], lang: Lang) -> Self {
        let mut keys = Vec::new();
        let mut term = |words: &Words| {
            let term = Term::new(words)?;
            let standings = index.standings(&term);
            keys.push(term.key.clone());
            Some(ReadyTerm {
                id_form: fold(&words.text).text.trim().to_owned(),
                labels: Labels::of(&term, lang),
                standings,
                term,
            })
        };
        let mut ready = |condition: &'a Condition| {
            let term = words_of(condition).and_then(&mut term);
            Ready { condition, term }
        };
        let clauses = clauses.iter().map(|clause| ReadyClause {
            negated: clause.negated,
            any_of: clause.any_of.iter().map(&mut ready).collect(),
        });
        let clauses = clauses.collect();
        Self { index, catalog, clauses, keys }
    }

    /// What its terms are told from others by.
    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// One thread's share of the work.
    pub(super) fn worker(&'a self) -> Worker<'a> {
        let conditions = self.clauses.iter().flat_map(|clause| &clause.any_of);
        let deciders = conditions.map(|ready| Decider::new(ready.condition)).collect();
        Worker { evaluation: self, fuzzy: Fuzzy::default(), deciders }
    }
}

/// The clauses of a query, a number of one or two digits joined to the Latin word before it: `SS-MIX 2`
/// and `ICD 10` are names, and the number alone would stand on every page.
pub(super) fn joined(query: &Query) -> Vec<Clause> {
    let mut joined: Vec<Clause> = Vec::with_capacity(query.clauses.len());
    for clause in &query.clauses {
        if let Some(number) = plain_words(clause).filter(|words| is_short_number(&words.text))
            && let Some(last) = joined.last_mut()
            && let Some(words) = plain_words(last).filter(|words| ends_in_letter(&words.text))
        {
            let text = format!("{} {}", words.text, number.text);
            let span = words.span.start..number.span.end;
            last.span.end = clause.span.end;
            last.any_of = vec![Condition::Words(Words { text, exact: false, span })];
            continue;
        }
        joined.push(clause.clone());
    }
    joined
}

/// The words of a clause that is no more than a word.
fn plain_words(clause: &Clause) -> Option<&Words> {
    match clause.any_of.as_slice() {
        [Condition::Words(words)] if !clause.negated && !words.exact => Some(words),
        _ => None,
    }
}

fn is_short_number(text: &str) -> bool {
    let folded = fold(text).text;
    (1..=2).contains(&folded.len()) && folded.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_in_letter(text: &str) -> bool {
    fold(text).text.ends_with(|char: char| char.is_ascii_alphabetic())
}

/// The bit of a condition by its place in the query; a query of more is lit up without the rest.
pub(super) fn bit(condition: usize, is_set: bool) -> u64 {
    u32::try_from(condition).ok().and_then(|place| u64::from(is_set).checked_shl(place)).unwrap_or_default()
}

/// The words that a condition looks for.
pub(super) fn words_of(condition: &Condition) -> Option<&Words> {
    match condition {
        Condition::Words(words) | Condition::Within { words, .. } => Some(words),
        Condition::Mark { item, .. } => item.as_ref(),
        Condition::Is { .. }
        | Condition::Amount { .. }
        | Condition::Blank(_)
        | Condition::Filled(_)
        | Condition::Bookmarked(_) => None,
    }
}

/// Evaluates cases on one thread.
pub(super) struct Worker<'a> {
    evaluation: &'a Evaluation<'a>,
    fuzzy: Fuzzy,
    /// One for each condition, in their order.
    deciders: Vec<Decider<'a>>,
}

/// Whether a condition holds; where it looks for words, how they stand.
enum Held {
    No,
    Yes(Option<Standing>),
}

impl<'a> Worker<'a> {
    /// The case as a hit, where every clause holds.
    pub(super) fn hit(&mut self, (entry, case, numbers): (usize, &'a Case, &PageNumbers)) -> Option<Hit> {
        let mut hit = Hit { entry, rank: Rank::default(), fuzzy: 0 };
        let mut number = 0;
        for clause in &self.evaluation.clauses {
            let mut held = false;
            let mut best: Option<Standing> = None;
            for ready in &clause.any_of {
                let fact = match ready.condition {
                    Condition::Bookmarked(wanted) => {
                        let entry = self.evaluation.catalog.entries.get(entry);
                        Some(entry.is_some_and(|entry| entry.bookmarked) == *wanted)
                    }
                    Condition::Words(_)
                    | Condition::Within { .. }
                    | Condition::Is { .. }
                    | Condition::Amount { .. }
                    | Condition::Mark { .. }
                    | Condition::Blank(_)
                    | Condition::Filled(_) => {
                        self.deciders.get_mut(number).and_then(|decider| decider.holds_fact(case))
                    }
                };
                let held_so = match fact {
                    Some(true) => Held::Yes(None),
                    Some(false) => Held::No,
                    None => self.held(ready, case, numbers, clause.negated),
                };
                if let Held::Yes(standing) = held_so {
                    held = true;
                    best = [best, standing].into_iter().flatten().min();
                    let is_fuzzy = standing.is_some_and(|standing| standing.level == Level::Fuzzy);
                    hit.fuzzy |= bit(number, is_fuzzy);
                }
                number += 1;
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

    fn held(&self, ready: &Ready<'_>, case: &Case, numbers: &PageNumbers, negated: bool) -> Held {
        let standing = match (ready.condition, &ready.term) {
            (Condition::Words(_), Some(term)) => self.anywhere(term, case, numbers, negated),
            (Condition::Within { place, .. }, Some(term)) => self.within(place, term, case, numbers),
            (Condition::Mark { .. }, term) => {
                let matches =
                    |_: &Words, text: &str| term.as_ref().is_some_and(|term| term.term.stands_in(text));
                let held = ready.condition.holds_mark(case, matches) == Some(true);
                return if held { Held::Yes(None) } else { Held::No };
            }
            // Words of which nothing is left in their search form ask for nothing.
            (Condition::Words(_) | Condition::Within { .. }, None) => return Held::Yes(None),
            (
                Condition::Is { .. }
                | Condition::Amount { .. }
                | Condition::Blank(_)
                | Condition::Filled(_)
                | Condition::Bookmarked(_),
                _,
            ) => None,
        };
        standing.map_or(Held::No, |standing| Held::Yes(Some(standing)))
    }

    /// How a term stands in a case; what is not to be there is looked for as it is written only.
    fn anywhere(
        &self,
        ready: &ReadyTerm,
        case: &Case,
        numbers: &PageNumbers,
        negated: bool,
    ) -> Option<Standing> {
        let index = self.evaluation.index;
        let length = |text: u32| index.texts.get(text as usize).map_or(0, |text| text.length);
        let in_name = |(field, text): &(NameField, u32)| {
            let exactly = *field == NameField::Prefectures
                && ready.term.prefecture.is_some_and(|short| case.prefectures.contains(&short));
            let tier = if exactly { Some(Tier::Exact) } else { ready.standings.tier(*text) };
            let standing = |tier| Standing {
                level: Level::Name,
                tier,
                part: *field as u32,
                looseness: 0,
                length: length(*text),
            };
            tier.map(standing)
        };
        let best = numbers.names.iter().filter_map(in_name).chain(ready.in_id(&case.id)).min();
        if best.is_some() {
            return best;
        }
        let field = |tier| Standing { level: Level::Field, tier, part: 0, looseness: 0, length: 0 };
        let tiers = numbers.fields.iter().filter_map(|text| ready.standings.tier(*text));
        if let Some(best) = tiers.min() {
            return Some(field(best));
        }
        if negated {
            return None;
        }
        let fuzzily = |(field, text): &(NameField, u32)| {
            let text = index.texts.get(*text as usize)?;
            let looseness = ready.term.fuzzy(&self.fuzzy, text)?;
            Some(Standing {
                level: Level::Fuzzy,
                tier: Tier::Exact,
                part: *field as u32,
                looseness: u32::try_from(looseness).unwrap_or(u32::MAX),
                length: text.length,
            })
        };
        let id = || ready.fuzzy_id(&self.fuzzy, &case.id);
        let best = numbers.names.iter().filter_map(fuzzily).min().or_else(id);
        let label = || {
            let labelled = ready.labels.are_answered(case, numbers);
            labelled.then_some(Standing { level: Level::Label, ..field(Tier::Exact) })
        };
        best.or_else(label)
    }

    fn within(
        &self,
        place: &Place,
        ready: &ReadyTerm,
        case: &Case,
        numbers: &PageNumbers,
    ) -> Option<Standing> {
        let fields =
            case.sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field)));
        let here =
            fields.zip(&numbers.fields).filter(|((section, field), _)| place.holds(section.id, field.id));
        let names = numbers.names.iter().filter(|(field, _)| {
            place.heads.iter().any(|head| match head {
                Head::Name => *field == NameField::Name,
                Head::Nickname => *field == NameField::Nickname,
                Head::Id | Head::Url => false,
            })
        });
        let texts = here.map(|(_, text)| *text).chain(names.map(|(_, text)| *text));
        let tier = texts.filter_map(|text| ready.standings.tier(text)).min();
        let other = || {
            let heads = place.heads.iter().filter(|head| matches!(head, Head::Id | Head::Url));
            heads.into_iter().any(|head| ready.term.stands_in(head.text_of(case))).then_some(Tier::Contiguous)
        };
        let tier = tier.or_else(other)?;
        Some(Standing { level: Level::Field, tier, part: 0, looseness: 0, length: 0 })
    }
}

impl ReadyTerm {
    /// How the term stands in an id.
    fn in_id(&self, id: &str) -> Option<Standing> {
        if self.is_idle_in(id) {
            return None;
        }
        let tier = if id == self.id_form {
            Tier::Exact
        } else if id.starts_with(&self.id_form) {
            Tier::Prefix
        } else {
            spoken(id).find(&self.id_form).map(|_| self.term.tier_of_name(id, Tier::Contiguous))?
        };
        Some(Standing { tier, ..self.standing_in_id(id, Level::Name) })
    }

    fn fuzzy_id(&self, fuzzy: &Fuzzy, id: &str) -> Option<Standing> {
        if self.is_idle_in(id) {
            return None;
        }
        let found = fuzzy.find(spoken(id), &self.id_form)?;
        let looseness = u32::try_from(found.looseness).unwrap_or(u32::MAX);
        Some(Standing { looseness, ..self.standing_in_id(id, Level::Fuzzy) })
    }

    fn standing_in_id(&self, id: &str, level: Level) -> Standing {
        let length = u32::try_from(id.len()).unwrap_or(u32::MAX);
        Standing { level, tier: Tier::Exact, part: NameField::Id as u32, looseness: 0, length }
    }

    /// True for an id that says nothing to a person, unless it is what was typed.
    fn is_idle_in(&self, id: &str) -> bool {
        id.starts_with(HASH_ID) && !self.id_form.starts_with(HASH_ID)
    }
}

/// An id without the letters of a hash that tell it apart from others: 2 is not in `aizunet-6c2b` to a
/// person, but all of it may be typed.
fn spoken(id: &str) -> &str {
    let is_hash = |end: &&str| end.len() == HASH_LETTERS && end.bytes().all(|byte| byte.is_ascii_hexdigit());
    id.rsplit_once('-').filter(|(_, end)| is_hash(end)).map_or(id, |(spoken, _)| spoken)
}

//! Evaluates a query for each case: whether it matches, and how well.

use std::collections::HashSet;
use std::sync::Arc;

use super::index::{FormFields, Index, PageNumbers, Standings, form_fields};
use super::name_field::NameField;
use super::place::{HeadPart, SearchScope};
use super::query::{Clause, Condition, Decider, Query, Words};
use super::rank::{Fuzzy, Level, Rank, Standing, Tier};
use super::term::Term;
use crate::lang::Lang;
use crate::model::schema::{FieldSpec, schema};
use crate::model::{Case, Catalog, EffectItem};
use crate::text::fold::fold;

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

/// A query prepared for an index.
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

/// A condition with its term, if it has one.
struct Ready<'a> {
    condition: &'a Condition,
    term: Option<ReadyTerm>,
}

struct ReadyTerm {
    term: Term,
    /// The term in the form in which ids are compared.
    id_form: String,
    standings: Arc<Standings>,
    labels: LabelMatches,
}

/// The labels that match a term; in English also the translated items.
struct LabelMatches {
    fields: FormFields,
    /// Items of 導入効果, by the page's words.
    effects: HashSet<&'static str>,
}

impl LabelMatches {
    fn new(term: &Term, lang: Lang) -> Self {
        let holds = |text: &str| term.is_match(text);
        let is_held = |field: &FieldSpec| holds(field.label) || lang == Lang::En && holds(field.en);
        let effects = schema().effects.iter().filter(|effect| lang == Lang::En && holds(effect.en));
        Self {
            fields: form_fields(|_, field| is_held(field)),
            effects: effects.map(|effect| effect.text).collect(),
        }
    }

    /// True if a field with one of the labels has an answer in the case.
    fn any_answered(&self, case: &Case, numbers: &PageNumbers) -> bool {
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
                labels: LabelMatches::new(&term, lang),
                standings,
                term,
            })
        };
        let mut ready = |condition: &'a Condition| {
            let term = condition_words(condition).and_then(&mut term);
            Ready { condition, term }
        };
        let clauses = clauses.iter().map(|clause| ReadyClause {
            negated: clause.negated,
            any_of: clause.any_of.iter().map(&mut ready).collect(),
        });
        let clauses = clauses.collect();
        Self { index, catalog, clauses, keys }
    }

    /// Returns the keys of its terms.
    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Creates the worker of one thread.
    pub(super) fn worker(&'a self) -> Worker<'a> {
        let conditions = self.clauses.iter().flat_map(|clause| &clause.any_of);
        let deciders = conditions.map(|ready| Decider::new(ready.condition)).collect();
        Worker { evaluation: self, fuzzy: Fuzzy::default(), deciders }
    }
}

/// Joins a number of one or two digits to the Latin word before it: `SS-MIX 2` and `ICD 10` are names,
/// and the number alone would match every page.
pub(super) fn join_numbers(query: &Query) -> Vec<Clause> {
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

/// Returns the words of a clause that consists of words only.
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

/// Returns the bit of a condition by its index in the query; conditions beyond 64 have none.
pub(super) fn condition_bit(condition: usize, is_set: bool) -> u64 {
    u32::try_from(condition).ok().and_then(|place| u64::from(is_set).checked_shl(place)).unwrap_or_default()
}

/// Returns the words that a condition searches for.
pub(super) fn condition_words(condition: &Condition) -> Option<&Words> {
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
    /// A decider for each condition, in their order.
    deciders: Vec<Decider<'a>>,
}

/// Whether a condition holds, and how well its words match.
enum Held {
    No,
    Yes(Option<Standing>),
}

impl<'a> Worker<'a> {
    /// Returns the case as a hit if every clause holds.
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
                    None => self.evaluate_words(ready, case, numbers, clause.negated),
                };
                if let Held::Yes(standing) = held_so {
                    held = true;
                    best = [best, standing].into_iter().flatten().min();
                    let is_fuzzy = standing.is_some_and(|standing| standing.level == Level::Fuzzy);
                    hit.fuzzy |= condition_bit(number, is_fuzzy);
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

    fn evaluate_words(&self, ready: &Ready<'_>, case: &Case, numbers: &PageNumbers, negated: bool) -> Held {
        let standing = match (ready.condition, &ready.term) {
            (Condition::Words(_), Some(term)) => self.standing_anywhere(term, case, numbers, negated),
            (Condition::Within { place, .. }, Some(term)) => self.standing_within(place, term, case, numbers),
            (Condition::Mark { .. }, term) => {
                let matches =
                    |_: &Words, text: &str| term.as_ref().is_some_and(|term| term.term.is_match(text));
                let held = ready.condition.holds_mark(case, matches) == Some(true);
                return if held { Held::Yes(None) } else { Held::No };
            }
            // Words with an empty search form match everything.
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

    /// Matches a term anywhere in a case; a negated term matches by its spelling only.
    fn standing_anywhere(
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
        let best = numbers.names.iter().filter_map(in_name).chain(ready.match_id(&case.id)).min();
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
            let looseness = ready.term.fuzzy_looseness(&self.fuzzy, text)?;
            Some(Standing {
                level: Level::Fuzzy,
                tier: Tier::Exact,
                part: *field as u32,
                looseness: u32::try_from(looseness).unwrap_or(u32::MAX),
                length: text.length,
            })
        };
        let id = || ready.fuzzy_match_id(&self.fuzzy, &case.id);
        let best = numbers.names.iter().filter_map(fuzzily).min().or_else(id);
        let label = || {
            let labelled = ready.labels.any_answered(case, numbers);
            labelled.then_some(Standing { level: Level::Label, ..field(Tier::Exact) })
        };
        best.or_else(label)
    }

    fn standing_within(
        &self,
        place: &SearchScope,
        ready: &ReadyTerm,
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
        let tier = texts.filter_map(|text| ready.standings.tier(text)).min();
        let other = || {
            let heads = place.heads.iter().filter(|head| matches!(head, HeadPart::Id | HeadPart::Url));
            heads.into_iter().any(|head| ready.term.is_match(head.text_in(case))).then_some(Tier::Contiguous)
        };
        let tier = tier.or_else(other)?;
        Some(Standing { level: Level::Field, tier, part: 0, looseness: 0, length: 0 })
    }
}

impl ReadyTerm {
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

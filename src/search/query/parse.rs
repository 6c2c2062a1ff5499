//! Raw clauses → conditions and problems.

use super::super::names::{NameTarget, find_name, name_key, nearest_names, numbers_in};
use super::super::place::SearchScope;
use super::super::quantity::{AmountRange, Quantity};
use super::amount::{Amount, parse_amount, parse_number_first};
use super::condition::{Clause, Condition, Query, Words};
use super::lex::{RawAlternative, RawClause, RawHead, Token, cut_conditions, split_clauses};
use super::money::{Thousands, read_in_thousands};
use super::name_kind::{NameKind, name_kind};
use super::natural::{comparison, equal_figures, named_comparison, plain_words, suggested_comparison};
use super::operator::Operator;
use super::problem::{Missing, Problem, ProblemKind};
use super::separator::is_not;
use super::state_words::{can_become_sign, find_sign};
use super::text_scope::{EFFECTS, effects, parse_mark, scope_condition};
use super::view::{Drawing, ViewClause, ViewKind, view_kind};
use crate::text::excerpt::beginning;
use crate::text::fold::fold;

/// The maximal length of a query in bytes; the rest is reported and left out.
pub const LONGEST: usize = 8_192;

/// The maximal number of unknown names that get suggestions: a pasted text may contain thousands.
const COMPARED: usize = 8;

/// A name and its operator, which apply to the following alternatives too.
struct NamedPart {
    name: String,
    /// `None` for a name that was reported.
    meaning: Option<NameKind>,
    operator: Operator,
}

/// Returns the part of a query text that is parsed.
pub(super) fn read_part(text: &str) -> &str {
    beginning(text, LONGEST)
}

impl Query {
    /// Parses a query text; any text is a query.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let read = read_part(text);
        let mut parser = QueryParser { text: read, view: Vec::new(), problems: Vec::new(), compared: 0 };
        let mut raws = split_clauses(read);
        let rest = cut_conditions(&mut raws).unwrap_or(read.len());
        let clauses = raws.iter().filter_map(|clause| parser.clause(clause)).collect();
        let QueryParser { view, mut problems, .. } = parser;
        problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        if rest < text.len() {
            let part = String::new();
            problems.push(Problem { span: rest..text.len(), part, kind: ProblemKind::TooLong });
        }
        Self { text: text.to_owned(), clauses, view, problems }
    }
}

/// Parses a text that is a single condition; gives no suggestions for unknown names.
pub(super) fn single_condition(text: &str) -> Option<Condition> {
    let mut parser = QueryParser { text, view: Vec::new(), problems: Vec::new(), compared: COMPARED };
    let raws = split_clauses(text);
    let [raw] = raws.as_slice() else { return None };
    let mut conditions = parser.clause(raw).filter(|clause| !clause.negated)?.any_of;
    conditions.pop().filter(|_| conditions.is_empty())
}

struct QueryParser<'a> {
    text: &'a str,
    view: Vec<ViewClause>,
    problems: Vec<Problem>,
    /// The number of unknown names that were compared with the known ones.
    compared: usize,
}

impl QueryParser<'_> {
    fn clause(&mut self, raw: &RawClause) -> Option<Clause> {
        if self.view_clause(raw) {
            return None;
        }
        let mut any_of = Vec::new();
        let mut head: Option<NamedPart> = None;
        let last = raw.alternatives.len() - 1;
        for (place, alternative) in raw.alternatives.iter().enumerate() {
            let is_nothing = alternative.span.is_empty();
            if is_nothing && place == last && place > 0 {
                self.report(raw.span.clone(), ProblemKind::Unfinished(Missing::Alternative));
            } else if !is_nothing && let Some(condition) = self.alternative(alternative, &mut head) {
                if let Condition::Words(words) = &condition
                    && !words.exact
                {
                    any_of.extend(equal_figures(words));
                }
                any_of.push(condition);
            }
        }
        // A bar that nothing follows is no part of it.
        let filled = raw.alternatives.iter().rfind(|alternative| !alternative.span.is_empty());
        let span = raw.span.start..filled.map_or(raw.span.end, |last| last.span.end);
        (!any_of.is_empty()).then_some(Clause { negated: raw.negated, any_of, span })
    }

    /// Adds a view clause; false for any other.
    fn view_clause(&mut self, raw: &RawClause) -> bool {
        let [RawAlternative { head: Some(RawHead { name, operator: Operator::Has }), value, .. }] =
            raw.alternatives.as_slice()
        else {
            return false;
        };
        let name = name.text(self.text);
        let Some(kind) = view_kind(&name).filter(|_| !raw.negated) else { return false };
        let text = self.text.get(value.span.clone()).unwrap_or_default().to_owned();
        if text.is_empty() {
            self.report(raw.span.clone(), ProblemKind::Unfinished(Missing::View { name, kind }));
        } else {
            let is_unknown = kind == ViewKind::Drawing && Drawing::find(&text).is_none();
            let problem =
                if is_unknown { ProblemKind::UnknownDrawing } else { ProblemKind::NoTable { kind } };
            self.report(raw.span.clone(), problem);
            self.view.push(ViewClause { kind, text, span: value.span.clone(), clause: raw.span.clone() });
        }
        true
    }

    fn alternative(&mut self, raw: &RawAlternative, head: &mut Option<NamedPart>) -> Option<Condition> {
        let Some(raw_head) = &raw.head else {
            let text = raw.value.text(self.text);
            let natural = if head.is_some() { named_comparison(&text) } else { comparison(&text) };
            if let Some((quantity, range)) = natural.filter(|_| !raw.value.quoted) {
                return Some(self.ranged(quantity, &text, range, raw));
            }
            return match head {
                Some(head) => self.valued_condition(head, raw),
                None if raw.mark.is_some() => self.text_condition(&effects(), Operator::Has, raw, EFFECTS),
                None => self.plain_condition(&raw.value),
            };
        };
        let name = raw_head.name.text(self.text);
        let meaning = name_kind(&name);
        if meaning.is_some() {
            let head = head.insert(NamedPart { name, meaning, operator: raw_head.operator });
            return self.valued_condition(head, raw);
        }
        if name_key(&name).is_empty() {
            return self.nameless_condition(raw_head.operator, raw, head);
        }
        self.unknown_name(name, raw_head, raw, head)
    }

    /// Parses words without a name; a `-` by itself is an unfinished negation.
    fn plain_condition(&mut self, value: &Token) -> Option<Condition> {
        let words = self.token_words(value)?;
        let mut chars = words.text.chars();
        if chars.next().is_some_and(is_not) && chars.next().is_none() && !words.exact {
            self.report(value.span.clone(), ProblemKind::Unfinished(Missing::Negated));
            return None;
        }
        if let Some(query) = suggested_comparison(&words.text).filter(|_| !words.exact) {
            self.report(value.span.clone(), ProblemKind::Nearest { query });
        }
        Some(Condition::Words(words))
    }

    /// Returns the words of a value; `None` if it is empty. Reports an open quote.
    fn token_words(&mut self, value: &Token) -> Option<Words> {
        if !value.closed {
            self.report(value.span.clone(), ProblemKind::Unfinished(Missing::Quote));
        }
        let text = value.text(self.text);
        let text = if value.quoted { text } else { plain_words(&text) };
        let is_filled = !fold(&text).text.trim().is_empty();
        is_filled.then(|| Words { text, exact: value.quoted, span: value.span.clone() })
    }

    /// Parses a comparison without a name, or words with an operator in front.
    fn nameless_condition(
        &mut self,
        operator: Operator,
        raw: &RawAlternative,
        head: &Option<NamedPart>,
    ) -> Option<Condition> {
        if operator != Operator::Has && self.may_be_number(raw) {
            self.report(raw.span.clone(), ProblemKind::NoName);
            return None;
        }
        self.words_condition(raw, head)
    }

    fn may_be_number(&self, raw: &RawAlternative) -> bool {
        let value = raw.value.text(self.text);
        value.chars().next().is_none_or(|first| first.is_ascii_digit() || matches!(first, '０'..='９'))
    }

    /// Parses an unknown name: misspelled, an item with its mark, or words with a colon.
    fn unknown_name(
        &mut self,
        name: String,
        raw_head: &RawHead,
        raw: &RawAlternative,
        head: &mut Option<NamedPart>,
    ) -> Option<Condition> {
        let value = raw.value.text(self.text);
        if raw_head.operator == Operator::Is
            && let Some(mark) = parse_mark(&value)
        {
            let item = self.token_words(&raw_head.name);
            return Some(Condition::Mark { place: effects(), item, mark });
        }
        if let Some(condition) = parse_number_first(&name, raw_head.operator, &value) {
            return Some(condition);
        }
        if find_sign(&name).is_some() {
            self.report(raw.span.clone(), ProblemKind::UnknownState { word: name.clone() });
            *head = Some(NamedPart { name, meaning: None, operator: raw_head.operator });
            return None;
        }
        let is_link = value.starts_with("//");
        let near = if is_link || self.compared >= COMPARED { Vec::new() } else { nearest_names(&name) };
        self.compared += 1;
        if !near.is_empty() || (raw_head.operator != Operator::Has && self.may_be_number(raw)) {
            let kind = ProblemKind::UnknownName { name: name.clone(), near };
            self.report(raw.span.clone(), kind);
            *head = Some(NamedPart { name, meaning: None, operator: raw_head.operator });
            return None;
        }
        // 10:30, SS-MIX:2 and https://… are words that do not look like fields.
        let looks_like_a_name = raw_head.operator == Operator::Has && !name.is_ascii();
        if looks_like_a_name {
            self.report(raw.span.clone(), ProblemKind::TakenAsWords { name });
        }
        if raw.value.span.is_empty() {
            return self.token_words(&raw_head.name).map(Condition::Words);
        }
        self.words_condition(raw, head)
    }

    /// Parses the whole alternative as words, in the scope of the name before it.
    fn words_condition(&mut self, raw: &RawAlternative, head: &Option<NamedPart>) -> Option<Condition> {
        let value = Token {
            span: raw.span.clone(),
            inner: raw.span.clone(),
            quoted: false,
            closed: raw.value.closed,
        };
        let whole = RawAlternative { span: raw.span.clone(), head: None, value, mark: None };
        match head {
            Some(head) => self.valued_condition(head, &whole),
            None => self.plain_condition(&whole.value),
        }
    }

    /// Parses a value after a known name.
    fn valued_condition(&mut self, head: &NamedPart, raw: &RawAlternative) -> Option<Condition> {
        let meaning = head.meaning?;
        if let NameKind::Blank | NameKind::Filled = meaning
            && let Some(sign) = find_sign(&raw.value.text(self.text))
        {
            return Some(Condition::Signed(sign, matches!(meaning, NameKind::Filled)));
        }
        match meaning {
            NameKind::Blank => self.parse_scope(head, raw).map(Condition::Blank),
            NameKind::Filled => self.parse_scope(head, raw).map(Condition::Filled),
            NameKind::Is => self.sign_condition(head, raw),
            NameKind::Ratio(quantity) => self.amount_condition(quantity, None, head, raw),
            NameKind::Named(named @ NameTarget { quantity: Some(quantity), .. }) => {
                self.amount_condition(*quantity, Some(named), head, raw)
            }
            NameKind::Named(NameTarget { place, .. }) => {
                self.text_condition(place, head.operator, raw, &head.name)
            }
        }
    }

    /// Parses the name after 空: or 有:.
    fn parse_scope(&mut self, head: &NamedPart, raw: &RawAlternative) -> Option<SearchScope> {
        let name = raw.value.text(self.text);
        if name_key(&name).is_empty() {
            let before = head.name.clone();
            self.report(raw.span.clone(), ProblemKind::Unfinished(Missing::Name { before }));
            return None;
        }
        let place = find_name(&name).map(|named| named.place.clone());
        if place.is_none() {
            let near = if self.compared < COMPARED { nearest_names(&name) } else { Vec::new() };
            self.compared += 1;
            self.report(raw.span.clone(), ProblemKind::UnknownName { name, near });
        }
        place
    }

    /// Parses the state after `is:`.
    fn sign_condition(&mut self, head: &NamedPart, raw: &RawAlternative) -> Option<Condition> {
        let word = raw.value.text(self.text);
        if let Some(sign) = find_sign(&word) {
            return Some(Condition::Signed(sign, true));
        }
        let kind = if can_become_sign(&word) {
            ProblemKind::Unfinished(Missing::State { before: head.name.clone() })
        } else {
            ProblemKind::UnknownState { word }
        };
        self.report(raw.span.clone(), kind);
        None
    }

    fn amount_condition(
        &mut self,
        quantity: Quantity,
        named: Option<&NameTarget>,
        head: &NamedPart,
        raw: &RawAlternative,
    ) -> Option<Condition> {
        let (name, unit) = (head.name.clone(), quantity.unit());
        let is_words = raw.value.quoted && !head.operator.is_comparison();
        let value = raw.value.text(self.text);
        let amount = if is_words { Amount::Words } else { parse_amount(&value, head.operator, unit) };
        let kind = match (amount, named) {
            (Amount::Range(range), _) => return Some(self.ranged(quantity, &value, range, raw)),
            (Amount::Words, Some(named)) if !head.operator.is_comparison() => {
                return self.text_condition(&named.words_scope(), head.operator, raw, &head.name);
            }
            (Amount::Unfinished, _) => ProblemKind::Unfinished(Missing::Number { name, unit }),
            (Amount::WrongUnit, _) => ProblemKind::WrongUnit { name, unit },
            (Amount::Backward, _) => ProblemKind::Backward { name, unit },
            (Amount::Wrong | Amount::Words, _) => ProblemKind::NeedsNumber { name, unit },
        };
        self.report(raw.span.clone(), kind);
        None
    }

    /// Returns the condition of a number in a range; reports if money without a unit is read in 千円.
    fn ranged(
        &mut self,
        quantity: Quantity,
        value: &str,
        range: AmountRange,
        raw: &RawAlternative,
    ) -> Condition {
        let Some(thousands) = read_in_thousands(quantity, value, range) else {
            return Condition::Amount { quantity, range };
        };
        let Thousands { range, number, amount } = thousands;
        self.report(raw.span.clone(), ProblemKind::ReadInThousands { number, amount });
        Condition::Amount { quantity, range }
    }

    /// Parses words in a scope, or an item with its mark.
    fn text_condition(
        &mut self,
        place: &SearchScope,
        operator: Operator,
        raw: &RawAlternative,
        name: &str,
    ) -> Option<Condition> {
        if operator.is_comparison() {
            let kind = ProblemKind::NotANumber { name: name.to_owned(), numbers: numbers_in(place) };
            self.report(raw.span.clone(), kind);
            return None;
        }
        let Some(words) = self.token_words(&raw.value) else {
            let missing = Missing::Words { name: name.to_owned() };
            self.report(raw.span.clone(), ProblemKind::Unfinished(missing));
            return None;
        };
        if place.fields.contains(&EFFECTS) && place.fields.len() == 1 {
            let (item, sign) = match (&raw.mark, words.text.rsplit_once(['=', '＝'])) {
                (Some(mark), _) => (words.text.as_str(), self.text.get(mark.clone()).unwrap_or_default()),
                (None, Some((item, sign))) if !words.exact => (item, sign),
                (None, _) if !words.exact && parse_mark(&words.text).is_some() => ("", words.text.as_str()),
                (None, _) => return Some(scope_condition(place, operator, words)),
            };
            return self.mark_condition(item, sign, raw, &words);
        }
        Some(scope_condition(place, operator, words))
    }

    fn mark_condition(
        &mut self,
        item: &str,
        sign: &str,
        raw: &RawAlternative,
        words: &Words,
    ) -> Option<Condition> {
        let Some(mark) = parse_mark(sign) else {
            let is_missing = sign.trim().is_empty();
            let kind =
                if is_missing { ProblemKind::Unfinished(Missing::Mark) } else { ProblemKind::NeedsMark };
            self.report(raw.span.clone(), kind);
            return None;
        };
        let is_filled = !fold(item).text.trim().is_empty();
        let item = is_filled.then(|| Words { text: item.to_owned(), ..words.clone() });
        Some(Condition::Mark { place: effects(), item, mark })
    }

    fn report(&mut self, span: std::ops::Range<usize>, kind: ProblemKind) {
        let part = self.text.get(span.clone()).unwrap_or_default().to_owned();
        self.problems.push(Problem { span, part, kind });
    }
}

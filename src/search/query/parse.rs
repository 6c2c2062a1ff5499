//! Clauses as they are written → conditions, and what is wrong with the rest.

use super::super::names::{Named, key, lookup, nearest, numbers_in, ratio_named};
use super::super::place::Place;
use super::super::quantity::Quantity;
use super::amount::{Amount, number_first, read};
use super::condition::{Clause, Condition, Query, Words};
use super::lex::{Operator, Piece, RawAlternative, RawClause, RawHead, clauses, is_minus};
use super::problem::{Missing, Problem, ProblemKind};
use super::state_words::{BLANK, FILLED, IS, can_become_bookmark, is_bookmark};
use crate::model::{EffectMark, short_prefecture};
use crate::text::fold::fold;

/// Bytes of a query that are read; what is beyond is reported and left out.
pub const LONGEST: usize = 8_192;

/// The field whose items have marks.
const EFFECTS: &str = "effects";

/// The field of prefectures.
const AREA: &str = "area";

/// Unknown names that are compared with the known ones, which takes time: a pasted text may hold
/// thousands.
const COMPARED: usize = 8;

/// What a name in a query means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    /// Fields, sections, a number.
    Named(&'static Named),
    /// One number over another.
    Ratio(Quantity),
    /// 空
    Blank,
    /// 有
    Filled,
    /// is
    Is,
}

/// A name and its operator: it holds for the alternatives behind it too.
struct Head {
    name: String,
    /// `None` for a name that was reported.
    meaning: Option<Meaning>,
    operator: Operator,
}

/// What a name means.
pub(super) fn meaning_of(name: &str) -> Option<Meaning> {
    if let Some(named) = lookup(name) {
        return Some(Meaning::Named(named));
    }
    if let Some(ratio) = ratio_named(name) {
        return Some(Meaning::Ratio(ratio));
    }
    // As long as the longest of the words, or it is none of them.
    let word = if name.len() > 64 { String::new() } else { key(name) };
    if BLANK.contains(&word.as_str()) {
        return Some(Meaning::Blank);
    }
    if IS.contains(&word.as_str()) {
        return Some(Meaning::Is);
    }
    FILLED.contains(&word.as_str()).then_some(Meaning::Filled)
}

/// The mark that a sign stands for.
pub(super) fn mark_of(sign: &str) -> Option<EffectMark> {
    match fold(sign).text.trim() {
        // Folding makes every ring one.
        "〇" | "o" | "0" | "⭕" | "まる" | "有" | "あり" => Some(EffectMark::Effective),
        "△" | "▲" | "▵" | "さんかく" => Some(EffectMark::Neutral),
        "×" | "✕" | "✖" | "╳" | "❌" | "x" | "ばつ" => Some(EffectMark::Ineffective),
        "()" | "空" | "無回答" | "未回答" | "?" => Some(EffectMark::Unanswered),
        _ => None,
    }
}

/// The part of a query text that is read.
pub(super) fn read_part(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

impl Query {
    /// Reads a query text; any text is one.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let read = read_part(text);
        let mut parser = Parser { text: read, problems: Vec::new(), compared: 0 };
        let clauses = clauses(read).iter().filter_map(|clause| parser.clause(clause)).collect();
        let mut problems = parser.problems;
        problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        if read.len() < text.len() {
            let part = String::new();
            problems.push(Problem { span: read.len()..text.len(), part, kind: ProblemKind::TooLong });
        }
        Self { text: text.to_owned(), clauses, problems }
    }
}

/// The condition of a text that is one condition; unknown names are not looked into.
pub(super) fn single_condition(text: &str) -> Option<Condition> {
    let mut parser = Parser { text, problems: Vec::new(), compared: COMPARED };
    let raws = clauses(text);
    let [raw] = raws.as_slice() else { return None };
    let mut conditions = parser.clause(raw).filter(|clause| !clause.negated)?.any_of;
    conditions.pop().filter(|_| conditions.is_empty())
}

struct Parser<'a> {
    text: &'a str,
    problems: Vec<Problem>,
    /// How many unknown names were compared with the known ones.
    compared: usize,
}

impl Parser<'_> {
    fn clause(&mut self, raw: &RawClause) -> Option<Clause> {
        let mut any_of = Vec::new();
        let mut head: Option<Head> = None;
        let last = raw.alternatives.len() - 1;
        for (place, alternative) in raw.alternatives.iter().enumerate() {
            let is_nothing = alternative.span.is_empty();
            if is_nothing && place == last && place > 0 {
                self.report(raw.span.clone(), ProblemKind::Unfinished(Missing::Alternative));
            } else if !is_nothing {
                any_of.extend(self.alternative(alternative, &mut head));
            }
        }
        (!any_of.is_empty()).then(|| Clause { negated: raw.negated, any_of, span: raw.span.clone() })
    }

    fn alternative(&mut self, raw: &RawAlternative, head: &mut Option<Head>) -> Option<Condition> {
        let Some(raw_head) = &raw.head else {
            return match head {
                Some(head) => self.valued(head, raw),
                None if raw.mark.is_some() => self.text(&effects(), Operator::Has, raw, EFFECTS),
                None => self.plain(&raw.value),
            };
        };
        let name = raw_head.name.text(self.text);
        let meaning = meaning_of(&name);
        if meaning.is_some() {
            let head = head.insert(Head { name, meaning, operator: raw_head.operator });
            return self.valued(head, raw);
        }
        if key(&name).is_empty() {
            return self.nameless(raw_head.operator, raw, head);
        }
        self.unknown(name, raw_head, raw, head)
    }

    /// Words anywhere; a `-` by itself is the beginning of a clause with not.
    fn plain(&mut self, value: &Piece) -> Option<Condition> {
        let words = self.words(value)?;
        let mut chars = words.text.chars();
        if chars.next().is_some_and(is_minus) && chars.next().is_none() && !words.exact {
            self.report(value.span.clone(), ProblemKind::Unfinished(Missing::Negated));
            return None;
        }
        Some(Condition::Words(words))
    }

    /// The words of a value, where it has any; an open quote is reported.
    fn words(&mut self, value: &Piece) -> Option<Words> {
        if !value.closed {
            self.report(value.span.clone(), ProblemKind::Unfinished(Missing::Quote));
        }
        let text = value.text(self.text);
        let says_something = !fold(&text).text.trim().is_empty();
        says_something.then(|| Words { text, exact: value.quoted, span: value.span.clone() })
    }

    /// A comparison without a name, or words with an operator in front.
    fn nameless(
        &mut self,
        operator: Operator,
        raw: &RawAlternative,
        head: &Option<Head>,
    ) -> Option<Condition> {
        if operator != Operator::Has && self.may_be_number(raw) {
            self.report(raw.span.clone(), ProblemKind::NoName);
            return None;
        }
        self.whole(raw, head)
    }

    fn may_be_number(&self, raw: &RawAlternative) -> bool {
        let value = raw.value.text(self.text);
        value.chars().next().is_none_or(|first| first.is_ascii_digit() || matches!(first, '０'..='９'))
    }

    /// What is called by no known name: a misspelled name, an item with its mark, or words with a colon
    /// in them.
    fn unknown(
        &mut self,
        name: String,
        raw_head: &RawHead,
        raw: &RawAlternative,
        head: &mut Option<Head>,
    ) -> Option<Condition> {
        let value = raw.value.text(self.text);
        if raw_head.operator == Operator::Is
            && let Some(mark) = mark_of(&value)
        {
            let item = self.words(&raw_head.name);
            return Some(Condition::Mark { place: effects(), item, mark });
        }
        if let Some(condition) = number_first(&name, raw_head.operator, &value) {
            return Some(condition);
        }
        if is_bookmark(&name) {
            self.report(raw.span.clone(), ProblemKind::UnknownState { word: name.clone() });
            *head = Some(Head { name, meaning: None, operator: raw_head.operator });
            return None;
        }
        let is_link = value.starts_with("//");
        let near = if is_link || self.compared >= COMPARED { Vec::new() } else { nearest(&name) };
        self.compared += 1;
        if !near.is_empty() || (raw_head.operator != Operator::Has && self.may_be_number(raw)) {
            let kind = ProblemKind::UnknownName { name: name.clone(), near };
            self.report(raw.span.clone(), kind);
            *head = Some(Head { name, meaning: None, operator: raw_head.operator });
            return None;
        }
        // 10:30, SS-MIX:2 and https://… are words, and nobody takes them for fields.
        let looks_like_a_name = raw_head.operator == Operator::Has && !name.is_ascii();
        if looks_like_a_name {
            self.report(raw.span.clone(), ProblemKind::TakenAsWords { name });
        }
        if raw.value.span.is_empty() {
            return self.words(&raw_head.name).map(Condition::Words);
        }
        self.whole(raw, head)
    }

    /// The whole alternative as words, in the place of the name before it.
    fn whole(&mut self, raw: &RawAlternative, head: &Option<Head>) -> Option<Condition> {
        let value = Piece {
            span: raw.span.clone(),
            inner: raw.span.clone(),
            quoted: false,
            closed: raw.value.closed,
        };
        let whole = RawAlternative { span: raw.span.clone(), head: None, value, mark: None };
        match head {
            Some(head) => self.valued(head, &whole),
            None => self.plain(&whole.value),
        }
    }

    /// A value behind a known name.
    fn valued(&mut self, head: &Head, raw: &RawAlternative) -> Option<Condition> {
        match head.meaning? {
            Meaning::Blank if is_bookmark(&raw.value.text(self.text)) => Some(Condition::Bookmarked(false)),
            Meaning::Filled if is_bookmark(&raw.value.text(self.text)) => Some(Condition::Bookmarked(true)),
            Meaning::Blank => self.place(head, raw).map(Condition::Blank),
            Meaning::Filled => self.place(head, raw).map(Condition::Filled),
            Meaning::Is => self.mark_of_reader(head, raw),
            Meaning::Ratio(quantity) => self.amount(quantity, None, head, raw),
            Meaning::Named(named @ Named { quantity: Some(quantity), .. }) => {
                self.amount(*quantity, Some(named), head, raw)
            }
            Meaning::Named(Named { place, .. }) => self.text(place, head.operator, raw, &head.name),
        }
    }

    /// The name behind 空: or 有:.
    fn place(&mut self, head: &Head, raw: &RawAlternative) -> Option<Place> {
        let name = raw.value.text(self.text);
        if key(&name).is_empty() {
            let before = head.name.clone();
            self.report(raw.span.clone(), ProblemKind::Unfinished(Missing::Name { before }));
            return None;
        }
        let place = lookup(&name).map(|named| named.place.clone());
        if place.is_none() {
            let near = if self.compared < COMPARED { nearest(&name) } else { Vec::new() };
            self.compared += 1;
            self.report(raw.span.clone(), ProblemKind::UnknownName { name, near });
        }
        place
    }

    /// What a case is to the reader, behind is:
    fn mark_of_reader(&mut self, head: &Head, raw: &RawAlternative) -> Option<Condition> {
        let word = raw.value.text(self.text);
        if is_bookmark(&word) {
            return Some(Condition::Bookmarked(true));
        }
        let kind = if can_become_bookmark(&word) {
            ProblemKind::Unfinished(Missing::State { before: head.name.clone() })
        } else {
            ProblemKind::UnknownState { word }
        };
        self.report(raw.span.clone(), kind);
        None
    }

    fn amount(
        &mut self,
        quantity: Quantity,
        named: Option<&Named>,
        head: &Head,
        raw: &RawAlternative,
    ) -> Option<Condition> {
        let (name, unit) = (head.name.clone(), quantity.unit());
        let is_words = raw.value.quoted && !head.operator.compares();
        let value = raw.value.text(self.text);
        let amount = if is_words { Amount::Words } else { read(&value, head.operator, unit) };
        let kind = match (amount, named) {
            (Amount::Range(range), _) => return Some(Condition::Amount { quantity, range }),
            (Amount::Words, Some(named)) if !head.operator.compares() => {
                return self.text(&named.place_of_words(), head.operator, raw, &head.name);
            }
            (Amount::Unfinished, _) => ProblemKind::Unfinished(Missing::Number { name, unit }),
            (Amount::WrongUnit, _) => ProblemKind::WrongUnit { name, unit },
            (Amount::Backward, _) => ProblemKind::Backward { name, unit },
            (Amount::Wrong | Amount::Words, _) => ProblemKind::NeedsNumber { name, unit },
        };
        self.report(raw.span.clone(), kind);
        None
    }

    /// Words in a place, or an item with its mark.
    fn text(
        &mut self,
        place: &Place,
        operator: Operator,
        raw: &RawAlternative,
        name: &str,
    ) -> Option<Condition> {
        if operator.compares() {
            let kind = ProblemKind::NotANumber { name: name.to_owned(), numbers: numbers_in(place) };
            self.report(raw.span.clone(), kind);
            return None;
        }
        let Some(words) = self.words(&raw.value) else {
            let missing = Missing::Words { name: name.to_owned() };
            self.report(raw.span.clone(), ProblemKind::Unfinished(missing));
            return None;
        };
        if place.fields.contains(&EFFECTS) && place.fields.len() == 1 {
            let (item, sign) = match (&raw.mark, words.text.rsplit_once(['=', '＝'])) {
                (Some(mark), _) => (words.text.as_str(), self.text.get(mark.clone()).unwrap_or_default()),
                (None, Some((item, sign))) if !words.exact => (item, sign),
                (None, _) if !words.exact && mark_of(&words.text).is_some() => ("", words.text.as_str()),
                (None, _) => return Some(found_in(place, operator, words)),
            };
            return self.mark(item, sign, raw, &words);
        }
        Some(found_in(place, operator, words))
    }

    fn mark(&mut self, item: &str, sign: &str, raw: &RawAlternative, words: &Words) -> Option<Condition> {
        let Some(mark) = mark_of(sign) else {
            let is_missing = sign.trim().is_empty();
            let kind =
                if is_missing { ProblemKind::Unfinished(Missing::Mark) } else { ProblemKind::NeedsMark };
            self.report(raw.span.clone(), kind);
            return None;
        };
        let says_something = !fold(item).text.trim().is_empty();
        let item = says_something.then(|| Words { text: item.to_owned(), ..words.clone() });
        Some(Condition::Mark { place: effects(), item, mark })
    }

    fn report(&mut self, span: std::ops::Range<usize>, kind: ProblemKind) {
        let part = self.text.get(span.clone()).unwrap_or_default().to_owned();
        self.problems.push(Problem { span, part, kind });
    }
}

fn effects() -> Place {
    Place { fields: vec![EFFECTS], ..Place::default() }
}

/// Words in a place. A whole prefecture is that one: 京都 is not 東京都.
fn found_in(place: &Place, operator: Operator, words: Words) -> Condition {
    let place = place.clone();
    let is_prefecture = place.fields == [AREA] && short_prefecture(words.text.trim()).is_some();
    if operator == Operator::Is || is_prefecture {
        Condition::Is { place, item: words }
    } else {
        Condition::Within { place, words }
    }
}

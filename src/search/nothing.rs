//! What helps where a query finds nothing: words of the pages for those with a wrong letter, what each clause finds
//! alone, queries near it, forms of queries.

use std::fmt::Display;
use std::slice;

use super::evaluate::Hit;
use super::form::SearchForm;
use super::hits::{clause_counts_message, unsorted_hits};
use super::index::Index;
use super::lookup::{Lookup, find_case};
use super::name_field::NameField;
use super::place::{HeadPart, SearchScope};
use super::prepare::{PreparedCondition, PreparedQuery, PreparedTerm};
use super::query::{Condition, Problem, ProblemKind, Query, Words, item_key, quote_value};
use super::query_example::{EXAMPLES, MOST_USED, QueryExample};
use super::slips::{NearWord, near_words};
use super::tally::Tally;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, Catalog};
use crate::text::nearest;

/// The maximal number of queries that are offered.
const OFFERED: usize = 3;

/// The maximal number of queries that are tried for a word.
const TRIED: usize = 8;

/// Longer answers are no words that one types.
const LONGEST_ANSWER: usize = 24;

/// The maximal length of a word in bytes that is compared with others.
const LONGEST_WORD: usize = 120;

/// What people write between two words of which either will do, where a query has `|`.
const BETWEEN: [char; 10] = ['と', 'や', 'か', '・', '/', '／', '&', '＆', '+', '＋'];

/// What people write behind a word that is to be left out.
const EXCEPT: [&str; 3] = ["以外", "を除く", "なし"];

/// What helps where a query finds nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NothingFound {
    /// The text of each clause with the number of its hits alone; empty for a single clause.
    pub alone: Vec<(String, usize)>,
    /// Queries near this one that find something, with the number of their hits.
    pub near: Vec<(String, usize)>,
}

impl PreparedQuery {
    /// Returns a query, prepared, and its hits, best first. Where a word is on no page as it is typed, those with one
    /// letter changed are found too, behind all others, and a problem of the query says so.
    #[must_use]
    pub fn find(query: &mut Query, index: &Index, catalog: &Catalog, lang: Lang) -> (Self, Vec<Hit>) {
        let prepared = Self::new(query, index, lang);
        let hits = prepared.hits(index, catalog);
        if !has_guesses_only(&hits) {
            return (prepared, hits);
        }
        let mut forgiving = Self::new(query, index, lang);
        let problems = forgiving.add_near_words(index, catalog);
        let more = if problems.is_empty() { Vec::new() } else { forgiving.hits(index, catalog) };
        if more.len() <= hits.len() {
            return (prepared, hits);
        }
        query.problems.extend(problems);
        (forgiving, more)
    }

    /// Adds words with one letter changed to the clauses whose words are on no page.
    fn add_near_words(&mut self, index: &Index, catalog: &Catalog) -> Vec<Problem> {
        let lang = self.lang();
        let several = self.clauses.len() > 1;
        let mut problems = Vec::new();
        for clause in self.clauses.iter_mut().filter(|clause| !clause.negated) {
            if several && !has_guesses_only(&unsorted_hits(slice::from_ref(clause), index, catalog)) {
                continue;
            }
            let mut added = Vec::new();
            for PreparedCondition { condition, term } in &clause.any_of {
                let (Some((words, _)), Some(term)) = (words_of(condition), term) else { continue };
                let near = near_words(&term.term, index);
                added.extend(near.iter().filter_map(|word| near_condition(condition, word, index, lang)));
                if !near.is_empty() {
                    let words_shown = near.iter().map(|word| word_on_page(word, catalog)).collect();
                    let kind = ProblemKind::NearWords { words: words_shown };
                    problems.push(Problem { span: words.span.clone(), part: words.text.clone(), kind });
                }
            }
            clause.any_of.extend(added);
        }
        problems
    }

    /// Returns what helps where the query finds nothing. It tries several queries and reads every short answer of
    /// the catalog: for a pause in typing rather than for every key.
    #[must_use]
    pub fn nothing_found(&self, query: &Query, index: &Index, catalog: &Catalog) -> NothingFound {
        let lang = self.lang();
        NothingFound {
            alone: self.clause_counts(index, catalog),
            near: near_queries(query, index, catalog, lang),
        }
    }
}

impl NothingFound {
    /// Returns it as lines of text, with the forms of query that are used most.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let form = |example: &QueryExample| {
            let names = [("query", example.text(lang)), ("words", lang.text(example.label_id))];
            lang.fill("query.form", &names.each_ref().map(|(name, text)| (*name, text as &dyn Display)))
        };
        let forms: Vec<String> = EXAMPLES.iter().take(MOST_USED).map(form).collect();
        let forms = lang.fill("query.forms", &[("forms", &forms.join(" · "))]);
        self.found_lines(lang).into_iter().chain([forms]).collect()
    }

    /// Returns what was found as lines of text: the hits of each clause alone, and queries near this one.
    #[must_use]
    pub fn found_lines(&self, lang: Lang) -> Vec<String> {
        let one = |(query, count): &(String, usize)| {
            lang.fill("query.alone_one", &[("part", query), ("count", count)])
        };
        let near: Vec<String> = self.near.iter().map(one).collect();
        let near = (!near.is_empty()).then(|| lang.fill("query.near", &[("queries", &near.join(" · "))]));
        clause_counts_message(&self.alone, lang).into_iter().chain(near).collect()
    }
}

/// True if every hit is fuzzy: no page has the words as they are typed.
fn has_guesses_only(hits: &[Hit]) -> bool {
    hits.iter().all(|hit| hit.fuzzy != 0)
}

/// Returns a condition with another word.
fn near_condition(
    condition: &Condition,
    word: &NearWord,
    index: &Index,
    lang: Lang,
) -> Option<PreparedCondition> {
    let mut condition = condition.clone();
    match &mut condition {
        Condition::Words(words) | Condition::Within { words, .. } => words.text.clone_from(&word.text),
        Condition::Is { .. }
        | Condition::Mark { .. }
        | Condition::Amount { .. }
        | Condition::Blank(_)
        | Condition::Filled(_)
        | Condition::Signed(..) => return None,
    }
    let term = PreparedTerm::new((&condition, 0), false, index, lang)?;
    Some(PreparedCondition { condition, term: Some(PreparedTerm { is_near: true, ..term }) })
}

/// Returns a word as a page has it.
fn word_on_page(word: &NearWord, catalog: &Catalog) -> String {
    let case = word.page.and_then(|page| catalog.pages.get(page as usize));
    let original = |text: &str| {
        let form = SearchForm::new(text);
        let (before, _) = form.text.split_once(&word.text)?;
        let start = before.chars().count();
        Some(text[form.original_range(start..start + word.text.chars().count())].to_owned())
    };
    let in_case = |case: &Case| {
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        let in_name = NameField::ALL.into_iter().find_map(|name| original(&name.text_in(case)));
        in_name.or_else(|| fields.map(|field| &field.text).find_map(|text| original(text)))
    };
    case.and_then(in_case).unwrap_or_else(|| word.text.clone())
}

/// Returns queries near one that finds nothing, the likeliest first, each with the number of its hits.
fn near_queries(query: &Query, index: &Index, catalog: &Catalog, lang: Lang) -> Vec<(String, usize)> {
    let hits = |text: &str| {
        let query = Query::parse(text);
        if query.is_empty() { 0 } else { PreparedQuery::new(&query, index, lang).hits(index, catalog).len() }
    };
    let mut near: Vec<(String, usize)> = Vec::new();
    let conditions = query.clauses.iter().filter(|clause| !clause.negated).flat_map(|clause| &clause.any_of);
    for (words, place) in conditions.filter_map(words_of) {
        let with = |other: String| {
            let (before, after) =
                (query.text().get(..words.span.start)?, query.text().get(words.span.end..)?);
            Some(format!("{before}{other}{after}"))
        };
        let others = other_words(words, place, catalog, |text| hits(text) > 0);
        for text in others.into_iter().take(TRIED).filter_map(with) {
            let count = hits(&text);
            if count > 0 && !near.iter().any(|(known, _)| *known == text) {
                near.push((text, count));
            }
            if near.len() == OFFERED {
                return near;
            }
        }
    }
    near
}

/// Returns the words of a condition that can be compared with others, and their scope.
fn words_of(condition: &Condition) -> Option<(&Words, Option<&SearchScope>)> {
    let (words, place) = match condition {
        Condition::Words(words) => (words, None),
        Condition::Within { words, place } | Condition::Is { item: words, place } => (words, Some(place)),
        Condition::Mark { .. }
        | Condition::Amount { .. }
        | Condition::Blank(_)
        | Condition::Filled(_)
        | Condition::Signed(..) => return None,
    };
    (!words.exact && words.text.len() <= LONGEST_WORD).then_some((words, place))
}

/// Returns what may have been wanted in place of some words, as a query has it.
fn other_words(
    words: &Words,
    place: Option<&SearchScope>,
    catalog: &Catalog,
    finds: impl Fn(&str) -> bool,
) -> Vec<String> {
    match place {
        Some(place) => nearest_answer(words, place, catalog).into_iter().collect(),
        None => {
            let mut near = split_word(&words.text, finds);
            near.extend(nearest_names(words, catalog));
            near
        }
    }
}

/// Returns a word as alternatives, or as one that is left out: 埼玉|群馬 for 埼玉と群馬, -埼玉 for 埼玉以外.
fn split_word(word: &str, finds: impl Fn(&str) -> bool) -> Vec<String> {
    let is_part = |part: &str| part.chars().nth(1).is_some() && finds(&quote_value(part));
    let either = word.match_indices(BETWEEN).take(TRIED).filter_map(|(at, sign)| {
        let (one, other) = (word.get(..at)?, word.get(at + sign.len()..)?);
        (is_part(one) && is_part(other)).then(|| format!("{}|{}", quote_value(one), quote_value(other)))
    });
    let except = EXCEPT.iter().filter_map(|ending| word.strip_suffix(ending));
    let except = except.filter(|left_out| is_part(left_out)).map(|word| format!("-{}", quote_value(word)));
    either.chain(except).collect()
}

/// Returns the answer and the names of cases nearest to a word.
fn nearest_names(words: &Words, catalog: &Catalog) -> Vec<String> {
    let sections = schema().sections.iter().map(|section| section.id).collect();
    let place = SearchScope { sections, heads: vec![HeadPart::Nickname], ..SearchScope::default() };
    let cases = match find_case(catalog, &words.text) {
        Lookup::One(entry) => vec![entry],
        Lookup::Several(entries) | Lookup::None(entries) => entries,
    };
    let name = |entry: usize| {
        let case = catalog.case(entry)?;
        Some(quote_value(case.nickname.as_deref().unwrap_or(&case.name)))
    };
    nearest_answer(words, &place, catalog).into_iter().chain(cases.into_iter().filter_map(name)).collect()
}

/// Returns the answer in a scope that is nearest to a word, as a query has it.
fn nearest_answer(words: &Words, place: &SearchScope, catalog: &Catalog) -> Option<String> {
    let answers = Tally::new(catalog, place, LONGEST_ANSWER).values;
    let key = nearest(&item_key(&words.text), answers.iter().map(|answer| answer.key.as_str()))?;
    answers.iter().find(|answer| answer.key == key).map(|answer| quote_value(answer.text))
}

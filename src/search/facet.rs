//! Facets: what the cases of a catalog answer to 13 questions, counted, each answer a clause of the
//! query language.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::names::find_name;
use super::place::SearchScope;
use super::quantity::{Measure, Quantity};
use super::query::{Choice, Condition, Query, is_chosen, with_choice, without_choice};
use super::tally::{CountedAnswer, Tally};
use crate::lang::Lang;
use crate::model::{Catalog, prefecture_rank, short_prefecture};

/// A question that pages answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Facet {
    /// The id for scripts.
    pub id: &'static str,
    /// The label's id.
    pub label: &'static str,
    /// The name that clauses are written with.
    pub name: &'static str,
    /// The source of the answers.
    pub source: FacetSource,
}

/// The source of a facet's answers, which decides their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetSource {
    /// Prefectures, north to south.
    Prefectures,
    /// The year of 運用開始状況, ascending.
    Launch,
    /// The answers of the fields that the name means, those of most cases first.
    Answers,
}

const fn facet(id: &'static str, label: &'static str, name: &'static str, source: FacetSource) -> Facet {
    Facet { id, label, name, source }
}

/// Every facet, in the order in which they are shown.
pub static FACETS: [Facet; 13] = [
    facet("prefecture", "facet.prefecture", "県", FacetSource::Prefectures),
    facet("launch_year", "facet.launch_year", "年", FacetSource::Launch),
    facet("coverage", "facet.coverage", "対象地域", FacetSource::Answers),
    facet("operation", "facet.operation", "稼働状況", FacetSource::Answers),
    facet("architecture", "facet.architecture", "連携方式", FacetSource::Answers),
    facet("sharing_mode", "facet.sharing_mode", "情報共有の形態", FacetSource::Answers),
    facet("patient_id", "facet.patient_id", "患者ID", FacetSource::Answers),
    facet("standards", "facet.standards", "標準", FacetSource::Answers),
    facet("purposes", "facet.purposes", "目的", FacetSource::Answers),
    // The name サービス alone stands for the whole section.
    facet("services", "facet.services", "提供サービス", FacetSource::Answers),
    facet("consent", "facet.consent", "同意", FacetSource::Answers),
    facet("cost_bearing", "facet.cost_bearing", "費用負担", FacetSource::Answers),
    facet("vendors", "facet.vendors", "企業", FacetSource::Answers),
];

/// Before the name of a facet whose answer is that there is none.
const BLANK: &str = "空";

impl Facet {
    /// Returns the scope of its answers.
    #[must_use]
    pub fn place(&self) -> Option<&'static SearchScope> {
        find_name(self.name).map(|named| &named.place)
    }

    /// True for a condition that is a choice of this facet.
    #[must_use]
    pub fn is_choice(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Is { place, .. } => self.source != FacetSource::Launch && self.place() == Some(place),
            Condition::Blank(place) => self.place() == Some(place),
            Condition::Amount { quantity, range } => {
                self.source == FacetSource::Launch && *quantity == LAUNCH_YEAR && range.from == range.to
            }
            Condition::Words(_)
            | Condition::Within { .. }
            | Condition::Mark { .. }
            | Condition::Filled(_)
            | Condition::Signed(..) => false,
        }
    }

    /// Returns the query text with an option toggled.
    #[must_use]
    pub fn toggled(&self, text: &str, choice: &Choice) -> String {
        if is_chosen(&Query::parse(text), choice) {
            without_choice(text, choice)
        } else {
            with_choice(text, choice, |condition| self.is_choice(condition))
        }
    }

    /// Returns the query without the clauses that only choose options of this facet, under which the
    /// facet's other options are counted. `None` if none of its options is chosen.
    #[must_use]
    pub fn without_choices(&self, query: &Query) -> Option<Query> {
        let is_own = |conditions: &[Condition]| conditions.iter().all(|one| self.is_choice(one));
        let mut rest = query.clone();
        rest.clauses.retain(|clause| clause.negated || !is_own(&clause.any_of));
        (rest.clauses.len() < query.clauses.len()).then_some(rest)
    }

    /// Returns its options in order, each with its cases, and the number of those that are not listed; without those
    /// that no clause can express.
    fn options(&self, tally: Tally<'_>, catalog: &Catalog) -> (Vec<(FacetOption, Vec<usize>)>, usize) {
        let mut found: Vec<(FacetValue, Vec<usize>)> = match self.source {
            FacetSource::Launch => by_year(catalog),
            FacetSource::Prefectures | FacetSource::Answers => {
                let value = |counted: &CountedAnswer<'_>| FacetValue::Text(counted.text.to_owned());
                let with_room = |counted| (value(counted), Vec::with_capacity(counted.cases));
                let mut found: Vec<_> = tally.values.iter().map(with_room).collect();
                tally.of_cases.iter().for_each(|(case, value)| found[*value].1.push(*case));
                found
            }
        };
        found.sort_by_cached_key(|(value, cases)| rank(self, value, cases.len()));
        let unlisted = found.len().saturating_sub(MOST_OPTIONS);
        found.truncate(MOST_OPTIONS);
        if !tally.blank.is_empty() {
            found.push((FacetValue::Blank, tally.blank));
        }
        let option = |(value, cases): (FacetValue, Vec<usize>)| {
            let choice = self.choice(&value);
            let is_said = choice.condition().is_some_and(|condition| self.is_choice(&condition));
            is_said.then_some((FacetOption { value, choice, all: cases.len() }, cases))
        };
        (found.into_iter().filter_map(option).collect(), unlisted)
    }

    fn choice(&self, value: &FacetValue) -> Choice {
        match value {
            FacetValue::Blank => Choice::new(BLANK, self.name),
            FacetValue::Year(year) => Choice::new(self.name, &year.to_string()),
            // A whole prefecture is exact after `:` too, and reads better.
            FacetValue::Text(text) if short_prefecture(text).is_some() => Choice::new(self.name, text),
            FacetValue::Text(text) => Choice::new_exact(self.name, text),
        }
    }
}

/// More answers than a person looks through are not listed: the rarest ones, behind all others.
pub const MOST_OPTIONS: usize = 2_000;

const LAUNCH_YEAR: Quantity = Quantity::Of(Measure::Launch);

/// An answer to a facet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FacetValue {
    /// A year of the common era.
    Year(u64),
    /// An answer, verbatim, in the form that most pages have.
    Text(String),
    /// The page has no answer.
    Blank,
}

impl FacetValue {
    /// The answer as it is shown.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        match self {
            Self::Year(year) => lang.fill("facet.year", &[("year", year)]),
            Self::Text(text) => text.clone(),
            Self::Blank => lang.text("facet.blank").to_owned(),
        }
    }
}

/// One answer with its clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetOption {
    /// The answer.
    pub value: FacetValue,
    /// The clause that it writes.
    pub choice: Choice,
    /// Cases of the whole catalog with this answer; never 0.
    pub all: usize,
}

/// An option as a query leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionCount<'a> {
    /// The option.
    pub option: &'a FacetOption,
    /// Cases with this answer among those that were given.
    pub count: usize,
    /// Whether the query has chosen it.
    pub chosen: bool,
}

/// A facet and its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCounts<'a> {
    /// The facet.
    pub facet: &'static Facet,
    /// Its options in an order that does not depend on the query; a blank is the last.
    pub options: Vec<OptionCount<'a>>,
    /// How many answers of the catalog are not listed, since they are behind [`MOST_OPTIONS`] others.
    pub unlisted: usize,
}

/// The answers of a catalog to every facet, read once.
#[derive(Debug, Default)]
pub struct Facets {
    /// The options of all facets, concatenated.
    options: Vec<FacetOption>,
    /// The start of each facet's options in `options`, and the end of the last.
    starts: Vec<usize>,
    /// The number of each facet's answers that are no options.
    unlisted: Vec<usize>,
    /// The options of all cases, concatenated, as indices in `options`.
    of_cases: Vec<u32>,
    /// The start of each case's options in `of_cases`, and the end of the last.
    case_starts: Vec<usize>,
}

impl Facets {
    /// Reads the answers of every case.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut facets = Self { starts: vec![0], ..Self::default() };
        let mut by_case: Vec<Vec<u32>> = vec![Vec::new(); catalog.entries.len()];
        let places = FACETS.iter().filter_map(|facet| Some((facet, facet.place()?)));
        let mut tallies: Vec<_> = places.map(|(facet, place)| (facet, place, Tally::default())).collect();
        // Case by case, since a case's fields are near each other.
        for (entry, case) in catalog.cases().enumerate() {
            for (_, place, tally) in &mut tallies {
                tally.add(entry, case, place, usize::MAX);
            }
        }
        for (facet, _, mut tally) in tallies {
            tally.choose_spellings();
            let (options, unlisted) = facet.options(tally, catalog);
            facets.unlisted.push(unlisted);
            for (option, cases) in options {
                if let Ok(place) = u32::try_from(facets.options.len()) {
                    cases.into_iter().for_each(|case| by_case[case].push(place));
                }
                facets.options.push(option);
            }
            facets.starts.push(facets.options.len());
        }
        facets.case_starts.push(0);
        for of_case in by_case {
            facets.of_cases.extend(of_case);
            facets.case_starts.push(facets.of_cases.len());
        }
        facets
    }

    /// Counts the options among some cases, given by their places in [`Catalog::entries`].
    pub fn counts(&self, cases: impl IntoIterator<Item = usize>, query: &Query) -> Vec<FacetCounts<'_>> {
        let mut counts = vec![0usize; self.options.len()];
        for case in cases {
            for option in self.options_of_case(case) {
                if let Some(count) = counts.get_mut(*option as usize) {
                    *count += 1;
                }
            }
        }
        let counted = |place: usize| {
            let option = self.options.get(place)?;
            let count = counts.get(place).copied().unwrap_or(0);
            Some(OptionCount { option, count, chosen: is_chosen(query, &option.choice) })
        };
        let ends = self.starts.iter().skip(1);
        let ranges = self.starts.iter().zip(ends).map(|(start, end)| *start..*end);
        let facets = FACETS.iter().zip(ranges).zip(&self.unlisted);
        facets
            .map(|((facet, range), unlisted)| FacetCounts {
                facet,
                options: range.filter_map(counted).collect(),
                unlisted: *unlisted,
            })
            .collect()
    }

    fn options_of_case(&self, case: usize) -> &[u32] {
        let bounds = self.case_starts.get(case).zip(self.case_starts.get(case + 1));
        bounds.and_then(|(start, end)| self.of_cases.get(*start..*end)).unwrap_or_default()
    }
}

/// The years of 運用開始状況 with their cases.
fn by_year(catalog: &Catalog) -> Vec<(FacetValue, Vec<usize>)> {
    let mut by_year: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (entry, case) in catalog.cases().enumerate() {
        if let Some(year) = Measure::Launch.value_in(case) {
            by_year.entry(year).or_default().push(entry);
        }
    }
    by_year.into_iter().map(|(year, cases)| (FacetValue::Year(year), cases)).collect()
}

/// Returns the sort key of an option: blanks last, then prefectures north to south, years ascending, the
/// answers of most cases first, then by text.
fn rank(facet: &Facet, value: &FacetValue, cases: usize) -> (u64, Reverse<usize>, String) {
    let most = |text: &str| (0, Reverse(cases), text.to_owned());
    match (value, facet.source) {
        (FacetValue::Blank, _) => (u64::MAX, Reverse(0), String::new()),
        (FacetValue::Year(year), _) => (*year, Reverse(0), String::new()),
        (FacetValue::Text(text), FacetSource::Prefectures) => {
            let rank = u64::try_from(prefecture_rank(text)).unwrap_or(u64::MAX);
            (rank, Reverse(0), text.clone())
        }
        (FacetValue::Text(text), FacetSource::Launch | FacetSource::Answers) => most(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::load;

    fn options(id: &str, query: &str) -> Vec<(String, usize, bool)> {
        let catalog = load(&[]);
        let facets = Facets::new(&catalog);
        let counts = facets.counts(0..catalog.entries.len(), &Query::parse(query));
        let counts = counts.into_iter().find(|counts| counts.facet.id == id).unwrap();
        let shown = |counted: OptionCount<'_>| (counted.option.choice.text(), counted.count, counted.chosen);
        counts.options.into_iter().map(shown).collect()
    }

    #[test]
    fn every_facet_has_a_name_of_its_own() {
        for facet in &FACETS {
            let named = find_name(facet.name).unwrap();
            assert_eq!(named.quantity.is_some(), facet.source == FacetSource::Launch, "{}", facet.id);
            let same = FACETS.iter().filter(|other| other.place() == facet.place());
            assert_eq!(same.count(), 1, "{}", facet.id);
        }
    }

    #[test]
    fn options_are_ordered_and_chosen() {
        let texts =
            |id| options(id, "").into_iter().map(|(text, count, _)| (text, count)).collect::<Vec<_>>();
        assert_eq!(texts("prefecture"), [("県:山形".to_owned(), 1), ("県:埼玉".to_owned(), 1)]);
        assert_eq!(texts("launch_year"), [("年:2012".to_owned(), 1), ("年:2013".to_owned(), 1)]);
        assert_eq!(texts("standards")[0].1, 2);
        assert!(texts("standards").contains(&("標準=\"SS-MIX 2\"".to_owned(), 2)));
        assert_eq!(texts("vendors"), [("企業=（株）シーエスアイ".to_owned(), 1), ("空:企業".to_owned(), 1)]);
        let chosen: Vec<bool> = options("prefecture", "県:埼玉県").iter().map(|option| option.2).collect();
        assert_eq!(chosen, [false, true]);
    }

    #[test]
    fn row_facets_every_option_means_the_cases_that_it_counts() {
        let catalog = load(&[]);
        let facets = Facets::new(&catalog);
        for counts in facets.counts(0..catalog.entries.len(), &Query::default()) {
            for OptionCount { option, count, .. } in counts.options {
                let condition = option.choice.condition().unwrap();
                let held = catalog.cases().filter(|case| condition.holds_fact(case) == Some(true));
                assert_eq!(held.count(), count, "{}", option.choice.text());
                assert!(count > 0 && counts.facet.is_choice(&condition));
            }
        }
    }

    #[test]
    fn choosing_twice_takes_back() {
        let facet = &FACETS[1];
        let choice = |year| facet.choice(&FacetValue::Year(year));
        let one = facet.toggled("もがみ", &choice(2013));
        assert_eq!(one, "もがみ 年:2013");
        let two = facet.toggled(&one, &choice(2012));
        assert_eq!(two, "もがみ 年:2013|2012");
        assert_eq!(facet.toggled(&two, &choice(2013)), "もがみ 年:2012");
        assert_eq!(facet.toggled("年:2010..2014", &choice(2013)), "年:2010..2014 年:2013");
        let rest = facet.without_choices(&Query::parse("もがみ 年:2013|2012")).unwrap();
        assert_eq!(rest.clauses.len(), 1);
        assert_eq!(facet.without_choices(&Query::parse("もがみ -年:2013")), None);
    }
}

//! Numbers as people write them, without an operator: `患者1万人以上`, `2013年以降`, `32,187人`, and pasted addresses.

use std::ops::Bound;

use super::super::names::{find_quantity, quantity_word};
use super::super::place::{HeadPart, SearchScope};
use super::super::quantity::{AmountRange, Measure, Number, Quantity, Unit};
use super::amount::{Amount, has_end, is_unit_or_end, parse_amount};
use super::condition::{Condition, Words};
use super::operator::Operator;
use super::separator::{is_bar, is_space};
use crate::text::company::without_company;
use crate::text::fold::{fold, narrow};
use crate::text::is_web_address;
use crate::text::number::is_numeral;

/// Longer words are no numbers.
const LONGEST: usize = 160;

/// So many places in a word are tried as the beginning of its number: 1人あたり運用費2000円以下 has two.
const STARTS: usize = 3;

/// Years outside of these are counts: 千年以上.
const YEARS: (u64, u64) = (1900, 2100);

/// Plain digits up to so many are found as they are, whatever they count.
const PLAIN: usize = 4;

/// The patients and the money of a page, as the screen shows them.
const SHOWN: [Measure; 7] = [
    Measure::RegisteredPatients,
    Measure::SharedPatients,
    Measure::Facilities,
    Measure::BuildCost,
    Measure::AnnualCost,
    Measure::MaintenanceCost,
    Measure::OtherAnnualCost,
];

/// Returns the comparison that a word is: `患者1万人以上`, `2013年以降`.
pub(super) fn comparison(text: &str) -> Option<(Quantity, AmountRange)> {
    amount_of(text).filter(|(_, range)| !is_single(range))
}

/// Returns the comparison that a word with the name of its number is: `患者1万人以上`.
pub(super) fn named_comparison(text: &str) -> Option<(Quantity, AmountRange)> {
    comparison(text).filter(|_| !text.starts_with(begins_number))
}

/// True if a word is a comparison.
pub(super) fn is_comparison(text: &str) -> bool {
    comparison(text).is_some()
}

/// Returns what else a word may mean beside its letters: a year, a number as the screen shows it, the address
/// of a page.
pub(super) fn equal_figures(words: &Words) -> Vec<Condition> {
    let text = words.text.as_str();
    if let Some((quantity, range)) = amount_of(text) {
        return vec![Condition::Amount { quantity, range }];
    }
    match address(text) {
        Some(address) => {
            let place = SearchScope { heads: vec![HeadPart::Url], ..SearchScope::default() };
            let words = Words { text: address.to_owned(), exact: true, span: words.span.clone() };
            vec![Condition::Within { place, words }]
        }
        None => figures(text),
    }
}

/// Returns a comparison without a name with the name that its unit suggests: `患者1万人以上` for `1万人以上`.
pub(super) fn suggested_comparison(text: &str) -> Option<String> {
    let folded = folded_number(text).filter(|folded| has_end(folded))?;
    let fits = |measure: &Measure| {
        let unit = match measure.unit() {
            Unit::People => ["人", "名"],
            Unit::Facilities => ["施設", "か所"],
            Unit::Yen => ["円", "yen"],
            Unit::Year | Unit::Items | Unit::Share => return false,
        };
        let is_written = unit.iter().any(|unit| folded.contains(unit));
        is_written && matches!(parse_amount(&folded, Operator::Has, measure.unit()), Amount::Range(_))
    };
    let name = SHOWN.into_iter().find(fits).and_then(quantity_word)?;
    Some(format!("{name}{text}"))
}

/// Returns the length of the number with its end at the beginning of a text, also with spaces before the units.
pub(super) fn amount_length(text: &str) -> usize {
    if !text.starts_with(begins_number) {
        return 0;
    }
    let end = text.find(is_end_of_word).unwrap_or(text.len());
    let length = end + unit_length(text.get(end..).unwrap_or_default());
    let amount = text.get(..length).unwrap_or_default();
    if folded_number(amount).is_some_and(|folded| has_end(&folded)) { length } else { 0 }
}

/// Returns the length of the units at the beginning of a text, each behind white space.
pub(super) fn unit_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let word = rest.trim_start();
        let word = word.get(..word.find(is_end_of_word).unwrap_or(word.len())).unwrap_or_default();
        if word.is_empty() || word.len() > LONGEST || !is_unit_or_end(&fold(word).text) {
            return length;
        }
        length += rest.len() - rest.trim_start().len() + word.len();
    }
}

fn is_end_of_word(char: char) -> bool {
    (is_space(char) && char != ',' && char != '，') || is_bar(char)
}

fn begins_number(char: char) -> bool {
    narrow(char).is_ascii_digit() || "一二三四五六七八九十百千".contains(char)
}

/// Returns a text without white space in its folded form if it begins like a number.
fn folded_number(text: &str) -> Option<String> {
    let is_short =
        text.len() <= LONGEST && text.starts_with(|char| begins_number(char) || "¥￥".contains(char));
    is_short.then(|| fold(text).text.chars().filter(|char| !char.is_whitespace()).collect())
}

/// Returns the number of the page and the range that a word names, or the years that it is.
fn amount_of(text: &str) -> Option<(Quantity, AmountRange)> {
    if text.len() > LONGEST || !text.contains(begins_number) && !text.contains('元') {
        return None;
    }
    named_amount(text).or_else(|| Some((Quantity::Of(Measure::Launch), years(text)?)))
}

/// Parses `患者1万人以上`, `構築費が5000万円以下`: the name of a number and behind it digits with a unit or an end.
fn named_amount(text: &str) -> Option<(Quantity, AmountRange)> {
    let mut before = ' ';
    let is_start = |(at, char): (usize, char)| {
        let is_new = begins_number(char) && !is_numeral(narrow(before));
        before = char;
        is_new.then_some(at)
    };
    let starts: Vec<usize> = text.char_indices().filter_map(is_start).take(STARTS).collect();
    starts.into_iter().find_map(|start| {
        let (name, value) = text.split_at(start);
        let quantity = find_quantity(name.trim_end().trim_end_matches(['が', 'は', 'も']))?;
        let is_plain = |char: char| is_numeral(narrow(char)) || "-~.".contains(narrow(char));
        if value.chars().all(is_plain) {
            return None;
        }
        range_of(parse_amount(value, Operator::Has, quantity.unit())).map(|range| (quantity, range))
    })
}

/// Parses `2013年以降`, `平成25年`, `2010〜2014年`.
fn years(text: &str) -> Option<AmountRange> {
    text.contains('年').then_some(())?;
    let range = range_of(parse_amount(text, Operator::Has, Unit::Year))?;
    let is_year = |bound: &Bound<Number>| match bound {
        Bound::Included(year) | Bound::Excluded(year) => (YEARS.0..=YEARS.1).contains(&year.floor()),
        Bound::Unbounded => true,
    };
    (is_year(&range.from) && is_year(&range.to)).then_some(range)
}

/// Returns the numbers of a page that would be shown as this: `32,187人`, `4億6,050万円`, `460500000`.
fn figures(text: &str) -> Vec<Condition> {
    let Some(folded) = folded_number(text) else { return Vec::new() };
    let folded = folded.trim_start_matches('¥');
    let digits = folded.find(|char| !is_numeral(char)).unwrap_or(folded.len());
    let is_plain = digits == folded.len() && folded.bytes().all(|byte| byte.is_ascii_digit());
    if (is_plain && digits <= PLAIN) || !folded.contains(|char: char| char.is_ascii_digit()) {
        return Vec::new();
    }
    let equal = |measure: Measure| {
        let range = range_of(parse_amount(folded, Operator::Is, measure.unit()))?;
        Some(Condition::Amount { quantity: Quantity::Of(measure), range }).filter(|_| is_single(&range))
    };
    SHOWN.into_iter().filter_map(equal).collect()
}

fn range_of(amount: Amount) -> Option<AmountRange> {
    match amount {
        Amount::Range(range) => Some(range),
        Amount::Unfinished | Amount::WrongUnit | Amount::Backward | Amount::Wrong | Amount::Words => None,
    }
}

/// True for the range of a single number.
fn is_single(range: &AmountRange) -> bool {
    matches!((&range.from, &range.to), (Bound::Included(from), Bound::Included(to)) if from == to)
}

/// Returns the part of an address that every way of writing it has: without scheme, `www.` and the last slash.
fn address(text: &str) -> Option<&str> {
    let text = text.trim_matches(['<', '>']);
    let rest = if is_web_address(text) { text.split_once("://")?.1 } else { text };
    let (host, _) = rest.split_once('/')?;
    let is_host = host.contains('.') && (is_web_address(text) || host.is_ascii());
    let bare = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    (is_host && !bare.is_empty()).then_some(bare)
}

/// Returns words without what is written in several ways: 株式会社, and the commas of a number, also while it is
/// typed.
pub(super) fn plain_words(text: &str) -> String {
    let text = without_company(text);
    let is_comma = |char: char| matches!(char, ',' | '，');
    let is_number = text.chars().all(|char| is_comma(char) || narrow(char).is_ascii_digit());
    if is_number { text.replace(is_comma, "") } else { text.to_owned() }
}

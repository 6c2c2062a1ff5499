//! Parses numbers and ranges: `1万`, `4億6,050万円`, `平成25年`, `2010..2014`, `1億未満`.

use std::ops::Bound;

use super::super::names::find_quantity;
use super::super::quantity::{AmountRange, Number, Unit};
use super::condition::Condition;
use super::numeral::{ParsedNumber, parse_numeral};
use super::operator::{Operator, operator_at, operator_from_char};
use crate::text::fold::fold;
use crate::text::number::is_numeral;

/// The maximal length of a number; those of cases are shorter.
const LONGEST: usize = 120;

/// The first valid year: fewer digits are a year half typed.
const FIRST_YEAR: u64 = 1000;

/// The result of parsing a value as a number or a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Amount {
    /// A range.
    Range(AmountRange),
    /// An unfinished number or range.
    Unfinished,
    /// A number with a unit of another quantity.
    WrongUnit,
    /// A range with its lower end above its upper one.
    Backward,
    /// A malformed number.
    Wrong,
    /// Text that does not look like a number.
    Words,
}

/// Parses a value after an operator.
pub(super) fn parse_amount(value: &str, operator: Operator, unit: Unit) -> Amount {
    if value.len() > LONGEST {
        return Amount::Wrong;
    }
    let folded: String = fold(value).text.chars().filter(|char| !char.is_whitespace()).collect();
    let text = folded.trim_start_matches('¥');
    if text.is_empty() {
        return Amount::Unfinished;
    }
    let bound = match operator {
        Operator::Has | Operator::Is => return parse_range(text, unit),
        Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => parse_number(text, unit),
    };
    let one = match bound {
        Ok(one) => one,
        Err(not) => return not,
    };
    let (first, last) = (one.first, one.last);
    Amount::Range(match operator {
        Operator::Less => AmountRange { from: Bound::Unbounded, to: Bound::Excluded(first) },
        Operator::AtMost => AmountRange { from: Bound::Unbounded, to: Bound::Included(last) },
        Operator::More => AmountRange { from: Bound::Excluded(last), to: Bound::Unbounded },
        Operator::AtLeast => AmountRange { from: Bound::Included(first), to: Bound::Unbounded },
        Operator::Has | Operator::Is => {
            AmountRange { from: Bound::Included(first), to: Bound::Included(last) }
        }
    })
}

/// Parses `100<患者`, `1万<=患者<5万`: the number before the name.
pub(super) fn parse_number_first(number: &str, operator: Operator, rest: &str) -> Option<Condition> {
    // Skips texts that do not begin with a digit, or are longer than the three parts can be.
    let begins = |char: char| char.is_ascii_digit() || matches!(char, '０'..='９');
    if !operator.is_comparison() || !number.starts_with(begins) || rest.len() > LONGEST {
        return None;
    }
    let end = rest.find(|char| operator_from_char(char).is_some()).unwrap_or(rest.len());
    let (name, second) = rest.split_at(end);
    let quantity = find_quantity(name)?;
    let read_range = |value: &str, operator: Operator| match parse_amount(value, operator, quantity.unit()) {
        Amount::Range(range) => Some(range),
        Amount::Unfinished | Amount::WrongUnit | Amount::Backward | Amount::Wrong | Amount::Words => None,
    };
    let mut range = read_range(number, operator.flipped())?;
    // While a second sign is half typed, the first applies.
    if let Some((operator, value)) = operator_at(second)
        && let Some(other) = read_range(value, operator)
    {
        range = range.intersect(other);
    }
    Some(Condition::Amount { quantity, range })
}

/// The separators between the ends of a range.
const BETWEEN: [&str; 4] = ["..", "~", "から", "-"];

/// Words after a number that make it an end of a range: the word, whether it is the lower end, and
/// whether it is inclusive.
const ENDS: [(&str, bool, bool); 13] = [
    ("以上", true, true),
    ("以降", true, true),
    ("以後", true, true),
    ("から", true, true),
    ("より多い", true, false),
    ("超", true, false),
    ("以下", false, true),
    ("以前", false, true),
    ("以内", false, true),
    ("まで", false, true),
    ("より少ない", false, false),
    ("未満", false, false),
    ("+", true, true),
];

fn parse_range(text: &str, unit: Unit) -> Amount {
    // NFKC turns … and ‥ into dots.
    let dots = text.replace("...", "..");
    let text = dots.as_str();
    if matches!(text, "." | ".." | "~") {
        return Amount::Unfinished;
    }
    for between in BETWEEN {
        let Some((low, high)) = text.split_once(between) else { continue };
        // A dash before a number is no range: no number here is negative.
        if between == "-" && low.is_empty() {
            continue;
        }
        return parse_two_ends(low, high.trim_start_matches('.'), unit);
    }
    if let Some(low) = text.strip_suffix('.') {
        return parse_two_ends(low, "", unit);
    }
    parse_worded_range(text, unit).unwrap_or_else(|| match parse_number(text, unit) {
        Ok(one) => {
            Amount::Range(AmountRange { from: Bound::Included(one.first), to: Bound::Included(one.last) })
        }
        Err(not) => not,
    })
}

/// Parses `1万..`, `..5000`, `2010..2014`.
fn parse_two_ends(low: &str, high: &str, unit: Unit) -> Amount {
    let high = high.strip_suffix("まで").unwrap_or(high);
    let end = |text: &str| if text.is_empty() { Ok(None) } else { parse_number(text, unit).map(Some) };
    let (mut from, to) = match (end(low), end(high)) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(not), _) | (_, Err(not)) => return not,
    };
    // 1〜3億 begins at 1億; 5000〜1万 at 5000.
    if let (Some(low), Some(high)) = (&mut from, &to)
        && low.factor == 1
        && high.factor > 1
        && low.first < high.coefficient
    {
        let Some(raised) = low.times(high.factor) else { return Amount::Wrong };
        *low = raised;
    }
    amount_from_bounds(
        from.map_or(Bound::Unbounded, |one| Bound::Included(one.first)),
        to.map_or(Bound::Unbounded, |one| Bound::Included(one.last)),
    )
}

fn amount_from_bounds(from: Bound<Number>, to: Bound<Number>) -> Amount {
    let range = AmountRange { from, to };
    if range.is_backward() { Amount::Backward } else { Amount::Range(range) }
}

/// Parses `1万以上`, `1億未満`, `1万以上5万未満`.
fn parse_worded_range(text: &str, unit: Unit) -> Option<Amount> {
    let mut found: Vec<(usize, (&str, bool, bool))> =
        ENDS.iter().filter_map(|end| Some((text.find(end.0)?, *end))).collect();
    found.sort_by_key(|(at, end)| (*at, std::cmp::Reverse(end.0.len())));
    let (at, (word, lower, included)) = *found.first()?;
    let (before, rest) = text.split_at(at);
    let rest = rest.get(word.len()..).unwrap_or_default();
    let one = match parse_number(before, unit) {
        Ok(one) => one,
        Err(not) => return Some(not),
    };
    let bound = match (lower, included) {
        (true, true) => Bound::Included(one.first),
        (true, false) => Bound::Excluded(one.last),
        (false, true) => Bound::Included(one.last),
        (false, false) => Bound::Excluded(one.first),
    };
    let rest = rest.strip_prefix(['、', ',', 'え', 'で']).unwrap_or(rest);
    Some(match (lower, rest.is_empty()) {
        (true, true) => amount_from_bounds(bound, Bound::Unbounded),
        (false, true) => amount_from_bounds(Bound::Unbounded, bound),
        (true, false) => match parse_worded_range(rest, unit) {
            Some(Amount::Range(AmountRange { from: Bound::Unbounded, to })) => amount_from_bounds(bound, to),
            Some(_) | None => Amount::Unfinished,
        },
        (false, false) => Amount::Wrong,
    })
}

/// True if a folded text has a word that makes a number an end of a range.
pub(super) fn has_end(folded: &str) -> bool {
    ENDS.iter().any(|(word, ..)| folded.contains(word))
}

/// True for what may follow the digits of a number: 万, 億円, 人以上.
pub(super) fn is_unit_or_end(folded: &str) -> bool {
    let rest = folded.trim_start_matches(|char| is_numeral(char) && !char.is_ascii());
    let is_end = |rest: &str| rest.is_empty() || ENDS.iter().any(|(word, ..)| rest == *word);
    !folded.is_empty()
        && (is_end(rest) || UNITS.iter().any(|unit| rest.strip_prefix(unit).is_some_and(is_end)))
}

/// Parses a number with its unit.
fn parse_number(text: &str, unit: Unit) -> Result<ParsedNumber, Amount> {
    if unit == Unit::Year {
        return parse_year(text);
    }
    let text = text.trim_start_matches('¥');
    // An unfinished number: `53.`
    let text = text.strip_suffix('.').unwrap_or(text);
    let length = text.find(|char| !is_numeral(char)).unwrap_or(text.len());
    let (digits, written) = text.split_at(length);
    if digits.is_empty() {
        return Err(Amount::Words);
    }
    let one = parse_numeral(digits).ok_or(Amount::Wrong).and_then(|one| apply_unit(one, written, unit));
    one.map_err(|not| if is_word(digits, written) { Amount::Words } else { not })
}

/// True for words that begin like numbers: 千代田, 一般.
fn is_word(digits: &str, behind: &str) -> bool {
    !digits.contains(|char: char| char.is_ascii_digit()) && !behind.is_empty() && !UNITS.contains(&behind)
}

/// Applies the suffix of a number, which has to fit the unit.
fn apply_unit(one: ParsedNumber, written: &str, unit: Unit) -> Result<ParsedNumber, Amount> {
    let fits = match unit {
        Unit::People => matches!(written, "" | "人" | "名" | "人分" | "にん"),
        Unit::Facilities => {
            matches!(
                written,
                "" | "施設" | "件" | "か所" | "け所" | "箇所" | "所" | "軒" | "病院" | "薬局" | "団体"
            )
        }
        Unit::Yen => matches!(written, "" | "円" | "yen" | "円/人" | "円/施設" | "円/年" | "円/月"),
        Unit::Items => matches!(written, "" | "個" | "項目" | "件" | "人" | "施設" | "倍"),
        Unit::Share => matches!(written, "" | "%" | "割" | "ぱーせんと"),
        Unit::Year => false,
    };
    let share = |by: u64| one.first.divided(by).map(ParsedNumber::from_number).ok_or(Amount::Wrong);
    match (unit, written) {
        _ if !fits => Err(if UNITS.contains(&written) { Amount::WrongUnit } else { Amount::Wrong }),
        (Unit::Share, "割") => share(10),
        (Unit::Share, "") if one.first <= Number::whole(1) => Ok(one),
        (Unit::Share, _) => share(100),
        (Unit::People | Unit::Facilities | Unit::Yen | Unit::Items | Unit::Year, _) => Ok(one),
    }
}

/// Every unit, to distinguish a wrong unit from a word.
const UNITS: [&str; 11] = ["人", "名", "施設", "件", "か所", "箇所", "円", "年", "年度", "%", "割"];

/// Parses a year of the common era or of a Japanese era, or a decade.
fn parse_year(text: &str) -> Result<ParsedNumber, Amount> {
    let text = text.strip_prefix("西暦").unwrap_or(text);
    let (base, rest) = match ERAS.iter().find_map(|(name, base)| Some((*base, text.strip_prefix(name)?))) {
        Some(era) => era,
        None => (0, text),
    };
    let length = rest.find(|char: char| !is_numeral(char) && char != '元').unwrap_or(rest.len());
    let (digits, written) = rest.split_at(length);
    if digits.is_empty() {
        // H can also begin a word.
        return Err(if base > 0 && rest.is_empty() { Amount::Unfinished } else { Amount::Words });
    }
    if !matches!(written, "" | "年" | "年度" | "年代" | "ねん") {
        return Err(if UNITS.contains(&written) { Amount::WrongUnit } else { Amount::Wrong });
    }
    let whole = match digits {
        "元" => Number::whole(1),
        digits => parse_numeral(digits).ok_or(Amount::Wrong)?.first,
    };
    let year = whole.floor() + base;
    if whole != Number::whole(whole.floor()) || year > 9999 {
        return Err(Amount::Wrong);
    }
    if year < FIRST_YEAR {
        return Err(Amount::Unfinished);
    }
    let mut one = ParsedNumber::from_number(Number::whole(year));
    if written == "年代" {
        one.last = Number::whole(year + 9);
    }
    Ok(one)
}

/// The eras and the year before the first of each. Folding turns ㍻ into two characters.
const ERAS: [(&str, u64); 6] =
    [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("r", 2018), ("h", 1988), ("s", 1925)];

//! Money without a unit: the pages state their costs in 千円, and people copy the number as it stands there.

use std::ops::Bound;

use super::super::quantity::{AmountRange, Measure, Number, Quantity};
use crate::text::fold::fold;
use crate::text::number::{grouped, is_numeral, parse_whole};

/// The unit of the costs on the pages, in yen.
const THOUSAND: u64 = 1_000;

/// No network costs less than this in yen a year.
const LEAST_COST: u64 = 100_000;

/// No network was built for less than this in yen.
const LEAST_BUILD_COST: u64 = 1_000_000;

/// No network costs as much in 千円.
const MOST: u64 = 1_000_000_000;

/// A number that is in 千円.
pub(super) struct Thousands {
    /// The range in yen.
    pub range: AmountRange,
    /// The numbers as typed.
    pub number: String,
    /// The same numbers in groups of three digits.
    pub amount: String,
}

/// Reads the bare numbers of a cost in 千円 where they make no sense in yen.
pub(super) fn read_in_thousands(quantity: Quantity, value: &str, range: AmountRange) -> Option<Thousands> {
    let cost = quantity.measure().filter(|measure| measure.is_cost())?;
    let least = if cost == Measure::BuildCost { LEAST_BUILD_COST } else { LEAST_COST };
    let folded = fold(value).text;
    let has_unit = |char: char| (is_numeral(char) && !matches!(char, '0'..='9' | ',' | '.')) || char == '円';
    if folded.contains(has_unit) || folded.contains(['¥', 'y']) {
        return None;
    }
    let numbers: Vec<&str> = folded.split(|char: char| !matches!(char, '0'..='9' | ',')).collect();
    let numbers: Vec<&str> = numbers.into_iter().filter(|number| !number.is_empty()).collect();
    let largest = numbers.iter().map(|number| parse_whole(number)).max()??;
    // A number that is no whole 千円 can only have been copied from a page.
    let is_copied = range.from == range.to && largest % THOUSAND != 0 && largest < MOST;
    if largest == 0 || (largest >= least && !is_copied) {
        return None;
    }
    let grouped = |number: &&str| parse_whole(number).map(grouped);
    let amounts: Option<Vec<String>> = numbers.iter().map(grouped).collect();
    let range = AmountRange { from: times(range.from)?, to: times(range.to)? };
    Some(Thousands { range, number: numbers.join(".."), amount: amounts?.join("..") })
}

/// Returns a bound in 千円 in yen; `None` if it overflows.
fn times(bound: Bound<Number>) -> Option<Bound<Number>> {
    Some(match bound {
        Bound::Included(number) => Bound::Included(number.times(THOUSAND)?),
        Bound::Excluded(number) => Bound::Excluded(number.times(THOUSAND)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

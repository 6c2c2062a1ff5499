//! Parses a numeral in a query.

use super::super::quantity::Number;
use crate::text::number::{Numeral, PARTS};

/// The precision of a number that is not whole: a finer one changes no useful comparison.
const MILLIONTHS: u64 = 1_000_000;

/// A parsed number. A decade is from its first to its last year; else both are the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct ParsedNumber {
    pub first: Number,
    pub last: Number,
    /// The digits before the units.
    pub coefficient: Number,
    /// The factor of the units.
    pub factor: u64,
}

impl ParsedNumber {
    pub(super) fn from_number(number: Number) -> Self {
        Self { first: number, last: number, coefficient: number, factor: 1 }
    }

    /// Returns the number with the units of another one.
    pub(super) fn times(self, factor: u64) -> Option<Self> {
        let first = self.first.times(factor)?;
        Some(Self { first, last: first, coefficient: self.first, factor })
    }
}

/// Parses digits and the units between them.
pub(super) fn parse_numeral(text: &str) -> Option<ParsedNumber> {
    let Numeral { value, coefficient, factor } = Numeral::parse(text)?;
    let first = number_from_parts(value)?;
    Some(ParsedNumber { first, last: first, coefficient: number_from_parts(coefficient)?, factor })
}

/// Returns the number of that many parts.
fn number_from_parts(parts: u128) -> Option<Number> {
    if parts.is_multiple_of(PARTS) {
        return u64::try_from(parts / PARTS).ok().map(Number::whole);
    }
    let millionths = parts / (PARTS / u128::from(MILLIONTHS));
    Number::ratio(u64::try_from(millionths).ok()?, MILLIONTHS)
}

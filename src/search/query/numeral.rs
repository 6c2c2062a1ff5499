//! A number in a query.

use super::super::quantity::Number;
use crate::text::number::{Numeral, PARTS};

/// Of one, where a number is not whole: finer ones change no comparison that a person makes.
const MILLIONTHS: u64 = 1_000_000;

/// A number as it was read. A decade is from its first to its last year; else both are the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct One {
    pub first: Number,
    pub last: Number,
    /// The digits before the units.
    pub coefficient: Number,
    /// What the units make of them.
    pub factor: u64,
}

impl One {
    pub(super) fn plain(number: Number) -> Self {
        Self { first: number, last: number, coefficient: number, factor: 1 }
    }

    /// The same digits with the units of another number.
    pub(super) fn times(self, factor: u64) -> Option<Self> {
        let first = self.first.times(factor)?;
        Some(Self { first, last: first, coefficient: self.first, factor })
    }
}

/// The number that digits and the units between them are.
pub(super) fn numeral(text: &str) -> Option<One> {
    let Numeral { value, coefficient, factor } = Numeral::read(text)?;
    let first = number(value)?;
    Some(One { first, last: first, coefficient: number(coefficient)?, factor })
}

/// A number counted in parts.
fn number(parts: u128) -> Option<Number> {
    if parts.is_multiple_of(PARTS) {
        return u64::try_from(parts / PARTS).ok().map(Number::whole);
    }
    let millionths = parts / (PARTS / u128::from(MILLIONTHS));
    Number::ratio(u64::try_from(millionths).ok()?, MILLIONTHS)
}

//! Exact numbers and ranges of them.

use std::cmp::Ordering;
use std::ops::Bound;

/// An exact number that is not negative: a count, or a count over another.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    over: u64,
    under: u64,
}

impl Number {
    /// The whole number.
    #[must_use]
    pub fn whole(number: u64) -> Self {
        Self { over: number, under: 1 }
    }

    /// Returns `over` ÷ `under`; `None` for a division by zero.
    #[must_use]
    pub fn ratio(over: u64, under: u64) -> Option<Self> {
        (under > 0).then_some(Self { over, under })
    }

    /// Returns the number ÷ `by`; `None` if it overflows or `by` is zero.
    #[must_use]
    pub fn divided(self, by: u64) -> Option<Self> {
        Self::ratio(self.over, self.under.checked_mul(by)?)
    }

    /// Returns the number times `by`; `None` if it overflows.
    #[must_use]
    pub fn times(self, by: u64) -> Option<Self> {
        Self::ratio(self.over.checked_mul(by)?, self.under)
    }

    /// Returns the dividend.
    #[must_use]
    pub fn over(self) -> u64 {
        self.over
    }

    /// Returns the divisor; 1 for a whole number.
    #[must_use]
    pub fn under(self) -> u64 {
        self.under
    }

    /// Returns the integer part.
    #[must_use]
    pub fn floor(self) -> u64 {
        self.over / self.under
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        // 64 bits times 64 bits fit.
        let product = |one: u64, other: u64| u128::from(one) * u128::from(other);
        product(self.over, other.under).cmp(&product(other.over, self.under))
    }
}

/// The numbers for which a comparison is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountRange {
    /// The lower end.
    pub from: Bound<Number>,
    /// The upper end.
    pub to: Bound<Number>,
}

impl AmountRange {
    /// The range of a single number.
    #[must_use]
    pub fn from_number(number: Number) -> Self {
        Self { from: Bound::Included(number), to: Bound::Included(number) }
    }

    /// True for a number between the ends.
    #[must_use]
    pub fn contains(&self, number: &Number) -> bool {
        let from = match &self.from {
            Bound::Included(from) => number >= from,
            Bound::Excluded(from) => number > from,
            Bound::Unbounded => true,
        };
        let to = match &self.to {
            Bound::Included(to) => number <= to,
            Bound::Excluded(to) => number < to,
            Bound::Unbounded => true,
        };
        from && to
    }

    /// Returns the intersection with another range, which replaces the open ends.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let end = |own: Bound<Number>, others: Bound<Number>| match own {
            Bound::Unbounded => others,
            Bound::Included(_) | Bound::Excluded(_) => own,
        };
        Self { from: end(self.from, other.from), to: end(self.to, other.to) }
    }

    /// True if the lower end is above the upper one, so that the range is empty.
    #[must_use]
    pub fn is_backward(&self) -> bool {
        match (&self.from, &self.to) {
            (Bound::Included(from) | Bound::Excluded(from), Bound::Included(to) | Bound::Excluded(to)) => {
                from > to
            }
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(over: u64, under: u64) -> Number {
        Number::ratio(over, under).unwrap()
    }

    #[test]
    fn numbers_compare_exactly() {
        assert_eq!(number(1, 3), number(2, 6));
        assert!(number(1, 3) > number(333_333_333, 1_000_000_000));
        assert!(number(u64::MAX, 2) < number(u64::MAX, 1));
        assert_eq!(Number::ratio(1, 0), None);
        assert_eq!(number(7, 2).floor(), 3);
    }

    #[test]
    fn ranges_hold_their_ends_or_not() {
        let at = Number::whole;
        let range = AmountRange { from: Bound::Included(at(1)), to: Bound::Excluded(at(3)) };
        assert_eq!([0, 1, 2, 3].map(|number| range.contains(&at(number))), [false, true, true, false]);
        assert!(AmountRange { from: Bound::Included(at(3)), to: Bound::Included(at(1)) }.is_backward());
        assert!(!AmountRange::from_number(at(3)).is_backward());
    }
}

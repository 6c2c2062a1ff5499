//! The numbers of a case that a query can compare: patients, facilities, money, years, and what
//! follows from two of them.

use std::cmp::Ordering;
use std::ops::Bound;

pub use super::measure::Measure;
use crate::model::Case;

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

    /// `over` ÷ `under`; `None` for a division by zero.
    #[must_use]
    pub fn ratio(over: u64, under: u64) -> Option<Self> {
        (under > 0).then_some(Self { over, under })
    }

    /// The number ÷ `by`; `None` where that does not fit or `by` is zero.
    #[must_use]
    pub fn divided(self, by: u64) -> Option<Self> {
        Self::ratio(self.over, self.under.checked_mul(by)?)
    }

    /// The number times `by`; `None` where that does not fit.
    #[must_use]
    pub fn times(self, by: u64) -> Option<Self> {
        Self::ratio(self.over.checked_mul(by)?, self.under)
    }

    /// The whole part, what is behind the point cut off.
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

/// The numbers that a comparison lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountRange {
    /// The lower end.
    pub from: Bound<Number>,
    /// The upper end.
    pub to: Bound<Number>,
}

impl AmountRange {
    /// Exactly one number.
    #[must_use]
    pub fn exactly(number: Number) -> Self {
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

    /// True where the lower end is above the upper one, so that nothing can be between.
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

/// What a number counts; it says how numbers in a query are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 人.
    People,
    /// 施設.
    Facilities,
    /// 円.
    Yen,
    /// 年, of the common era.
    Year,
    /// Things without a unit of their own.
    Items,
    /// A share, written in %.
    Share,
}

/// What a comparison compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A number of the page.
    Of(Measure),
    /// One number of the page over another: 運用費/患者.
    Per {
        /// What is divided.
        measure: Measure,
        /// What it is divided by.
        per: Measure,
    },
}

impl Quantity {
    /// One quantity over another; `None` where that means nothing (a ratio again, a year).
    #[must_use]
    pub fn per(self, other: Self) -> Option<Self> {
        let (Self::Of(measure), Self::Of(per)) = (self, other) else {
            return None;
        };
        let is_year = measure.unit() == Unit::Year || per.unit() == Unit::Year;
        (!is_year && measure != per).then_some(Self::Per { measure, per })
    }

    /// What it counts: of a ratio what is divided, but for the shared of the registered patients.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Of(measure) => measure.unit(),
            Self::Per { measure: Measure::SharedPatients, per: Measure::RegisteredPatients } => Unit::Share,
            Self::Per { measure, .. } if measure.unit() == Unit::Yen => Unit::Yen,
            Self::Per { .. } => Unit::Items,
        }
    }

    /// The ids of the fields that state it.
    #[must_use]
    pub fn fields(self) -> Vec<&'static str> {
        match self {
            Self::Of(measure) => measure.fields().to_vec(),
            Self::Per { measure, per } => [measure.fields(), per.fields()].concat(),
        }
    }

    /// The number of a case; `None` where its page does not say, or divides by zero.
    #[must_use]
    pub fn of(self, case: &Case) -> Option<Number> {
        match self {
            Self::Of(measure) => measure.of(case).map(Number::whole),
            Self::Per { measure, per } => Number::ratio(measure.of(case)?, per.of(case)?),
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
    fn ids_are_unique_and_found_again() {
        for measure in Measure::ALL {
            assert_eq!(Measure::by_id(measure.id()), Some(measure));
        }
    }

    #[test]
    fn a_ratio_of_years_or_of_ratios_means_nothing() {
        let of = Quantity::Of;
        let shared = of(Measure::SharedPatients).per(of(Measure::RegisteredPatients)).unwrap();
        assert_eq!(shared.unit(), Unit::Share);
        assert_eq!(shared.per(of(Measure::Facilities)), None);
        assert_eq!(of(Measure::BuildCost).per(of(Measure::LaunchYear)), None);
        assert_eq!(of(Measure::BuildCost).per(of(Measure::Facilities)).unwrap().unit(), Unit::Yen);
    }
}

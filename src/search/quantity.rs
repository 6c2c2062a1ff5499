//! The numbers of a case that a query can compare: patients, facilities, money, years, and what
//! follows from two of them.

pub use super::measure::{Measure, Unit};
pub use super::number::{AmountRange, Number};
use crate::model::Case;

/// A number that a comparison compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A number of the page.
    Of(Measure),
    /// A ratio of two numbers of the page: 運用費/患者.
    Per {
        /// The dividend.
        measure: Measure,
        /// The divisor.
        per: Measure,
    },
}

impl Quantity {
    /// Returns the ratio to another quantity; `None` if it makes no sense (of a ratio, of a year).
    #[must_use]
    pub fn per(self, other: Self) -> Option<Self> {
        let (Self::Of(measure), Self::Of(per)) = (self, other) else {
            return None;
        };
        let is_year = measure.unit() == Unit::Year || per.unit() == Unit::Year;
        (!is_year && measure != per).then_some(Self::Per { measure, per })
    }

    /// Returns the number of the page that it is; `None` for a ratio.
    #[must_use]
    pub fn measure(self) -> Option<Measure> {
        match self {
            Self::Of(measure) => Some(measure),
            Self::Per { .. } => None,
        }
    }

    /// Returns its unit: for a ratio a share where the dividend is a part of the divisor, else that of the
    /// dividend in yen or things without a unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Of(measure) => measure.unit(),
            Self::Per { measure: Measure::SharedPatients, per: Measure::RegisteredPatients }
            | Self::Per { measure: Measure::Effects, per: Measure::AnsweredEffects } => Unit::Share,
            Self::Per { measure, per } if measure.unit() == Unit::Yen => {
                if per.unit() == Unit::Yen {
                    Unit::Share
                } else {
                    Unit::Yen
                }
            }
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

    /// Returns the number in a case; `None` if its page does not state it, or the divisor is zero.
    #[must_use]
    pub fn value_in(self, case: &Case) -> Option<Number> {
        match self {
            Self::Of(measure) => measure.value_in(case).map(Number::whole),
            Self::Per { measure, per } => Number::ratio(measure.value_in(case)?, per.value_in(case)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_of_years_or_of_ratios_means_nothing() {
        let of = Quantity::Of;
        let shared = of(Measure::SharedPatients).per(of(Measure::RegisteredPatients)).unwrap();
        assert_eq!(shared.unit(), Unit::Share);
        assert_eq!(shared.per(of(Measure::Facilities)), None);
        assert_eq!(of(Measure::BuildCost).per(of(Measure::Launch)), None);
        assert_eq!(of(Measure::BuildCost).per(of(Measure::Facilities)).unwrap().unit(), Unit::Yen);
    }
}

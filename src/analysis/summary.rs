//! The summary of some numbers: quartiles, mean, sum.

use crate::search::quantity::Number;

/// The summary of the numbers of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// The smallest.
    pub min: f64,
    /// The first quartile, the median, the third quartile: linear between the closest ranks.
    pub quartiles: [f64; 3],
    /// The largest.
    pub max: f64,
    /// The arithmetic mean.
    pub mean: f64,
    /// The sum.
    pub sum: f64,
}

impl Summary {
    /// Sums up numbers; `None` without any.
    #[must_use]
    pub fn new(mut numbers: Vec<Number>) -> Option<Self> {
        numbers.sort_unstable();
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        let sum: f64 = numbers.iter().copied().map(to_float).sum();
        #[allow(clippy::cast_precision_loss, reason = "no catalog has 2^53 cases")]
        let count = numbers.len() as f64;
        let quartiles = [1, 2, 3].map(|quarter| quantile(&numbers, quarter));
        Some(Self { min: to_float(first), quartiles, max: to_float(last), mean: sum / count, sum })
    }
}

/// Returns the number as a float; counts up to 2^53 stay exact.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "a figure that is shown with two decimals")]
pub fn to_float(number: Number) -> f64 {
    number.over() as f64 / number.under() as f64
}

/// Returns the quantile at `quarter` quarters of sorted numbers, linear between the closest ranks.
fn quantile(sorted: &[Number], quarter: usize) -> f64 {
    let place = (sorted.len() - 1) * quarter;
    let (at, rest) = (place / 4, place % 4);
    let below = to_float(sorted[at]);
    let above = sorted.get(at + 1).map_or(below, |number| to_float(*number));
    #[allow(clippy::cast_precision_loss, reason = "it is below 4")]
    let rest = rest as f64;
    (below * (4.0 - rest) + above * rest) / 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_linear_between_the_closest_ranks() {
        let summary = |numbers: &[u64]| Summary::new(numbers.iter().copied().map(Number::whole).collect());
        let two = summary(&[32_187, 2_708]).unwrap();
        assert_eq!((two.min, two.max), (2_708.0, 32_187.0));
        assert_eq!(two.quartiles, [10_077.75, 17_447.5, 24_817.25]);
        assert_eq!((two.mean, two.sum), (17_447.5, 34_895.0));
        assert_eq!(summary(&[1, 2, 3, 4, 5]).unwrap().quartiles, [2.0, 3.0, 4.0]);
        assert_eq!(summary(&[7]).unwrap().quartiles, [7.0; 3]);
        assert_eq!(summary(&[]), None);
    }
}

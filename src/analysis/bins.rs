//! Bins of numbers with fixed edges, so that they do not move with the data and each is a clause.

use crate::search::quantity::{Number, Quantity, Unit};

/// A bin: numbers from `from` up to but without `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// The lower edge, in `1/parts`.
    pub from: u64,
    /// The upper edge, in `1/parts`.
    pub to: u64,
    /// The parts of a whole that the edges count: 1, or 10 for shares.
    pub parts: u64,
}

/// Years are counted one by one up to this span, above it by five.
const YEARS_ONE_BY_ONE: u64 = 40;

impl Bin {
    /// True for a number in the bin.
    #[must_use]
    pub fn contains(&self, number: Number) -> bool {
        let is_above = self.edge(self.from).is_some_and(|from| number >= from);
        is_above && self.edge(self.to).is_some_and(|to| number < to)
    }

    fn edge(&self, edge: u64) -> Option<Number> {
        Number::ratio(edge, self.parts)
    }
}

/// Returns the bins from the lowest to the highest that has a number, empty ones between them too.
#[must_use]
pub fn bins(quantity: Quantity, numbers: &[Number]) -> Vec<Bin> {
    let (Some(lowest), Some(max)) = (numbers.iter().min().copied(), numbers.iter().max().copied()) else {
        return Vec::new();
    };
    let min = lowest.floor();
    let edges: Vec<u64> = match quantity.unit() {
        Unit::Year => {
            let step = if max.floor() - min < YEARS_ONE_BY_ONE { 1 } else { 5 };
            (min / step..=max.floor() / step + 1).map(|edge| edge * step).collect()
        }
        Unit::Share => {
            let tenths = max.times(10).map_or(u64::MAX - 1, Number::floor);
            // By ten points up to all, then as other numbers.
            let above = one_two_five(tenths).into_iter().filter(|edge| *edge > 10);
            (0..=10).chain(above).collect()
        }
        Unit::People | Unit::Facilities | Unit::Yen | Unit::Items => one_two_five(max.floor()),
    };
    let parts = if quantity.unit() == Unit::Share { 10 } else { 1 };
    let all = edges.windows(2).map(|pair| Bin { from: pair[0], to: pair[1], parts });
    let all: Vec<Bin> = all.collect();
    let last = bin_of(&all, max).map_or(0, |last| last + 1);
    all.get(bin_of(&all, lowest).unwrap_or(0)..last).unwrap_or_default().to_vec()
}

/// Returns the index of the bin that has a number, of bins in a row.
#[must_use]
pub fn bin_of(bins: &[Bin], number: Number) -> Option<usize> {
    let at = bins.partition_point(|bin| bin.edge(bin.to).is_some_and(|to| number >= to));
    bins.get(at).filter(|bin| bin.contains(number)).map(|_| at)
}

/// Returns the edges 0, 1, 2, 5, 10, 20, 50, … up to the first above `max`.
fn one_two_five(max: u64) -> Vec<u64> {
    let mut edges = vec![0];
    let mut power = 1_u64;
    loop {
        for step in [1, 2, 5] {
            let edge = power.saturating_mul(step);
            edges.push(edge);
            if edge > max || edge == u64::MAX {
                return edges;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::quantity::Measure;

    fn edges(quantity: Quantity, numbers: &[Number]) -> Vec<(u64, u64)> {
        bins(quantity, numbers).into_iter().map(|bin| (bin.from, bin.to)).collect()
    }

    #[test]
    fn edges_are_fixed_and_empty_bins_between_are_kept() {
        let patients = Quantity::Of(Measure::RegisteredPatients);
        let numbers = [2_708, 32_187].map(Number::whole);
        assert_eq!(
            edges(patients, &numbers),
            [(2_000, 5_000), (5_000, 10_000), (10_000, 20_000), (20_000, 50_000)]
        );
        assert_eq!(edges(patients, &[Number::whole(0)]), [(0, 1)]);
        assert_eq!(edges(patients, &[]), []);
    }

    #[test]
    fn years_are_counted_one_by_one_or_by_five_and_shares_by_ten_points() {
        let launch = Quantity::Of(Measure::Launch);
        assert_eq!(edges(launch, &[2012, 2013].map(Number::whole)), [(2012, 2013), (2013, 2014)]);
        let long: Vec<(u64, u64)> = edges(launch, &[1971, 2018].map(Number::whole));
        assert_eq!((long[0], long[long.len() - 1]), ((1970, 1975), (2015, 2020)));
        let share =
            Quantity::Of(Measure::SharedPatients).per(Quantity::Of(Measure::RegisteredPatients)).unwrap();
        assert_eq!(edges(share, &[Number::ratio(1_458, 2_708).unwrap()]), [(5, 6)]);
        assert_eq!(edges(share, &[Number::whole(1)]), [(10, 20)]);
        assert_eq!(edges(share, &[Number::whole(3_000)]), [(20_000, 50_000)]);
    }

    #[test]
    fn every_number_is_in_one_bin() {
        let cost = Quantity::Of(Measure::BuildCost);
        let numbers: Vec<Number> = (0..200).map(|seed: u64| Number::whole(seed * seed * seed)).collect();
        let bins = bins(cost, &numbers);
        for number in numbers {
            assert_eq!(bins.iter().filter(|bin| bin.contains(number)).count(), 1);
        }
    }
}

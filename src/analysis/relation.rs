//! How a number relates to the one of the base: the ratio and the difference; of shares, points.

use super::cell::NumberFormat;
use super::kind::ColumnKind;
use crate::search::quantity::Number;

/// A number beside that of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relation {
    number: Number,
    base: Number,
    kind: ColumnKind,
    format: NumberFormat,
    unit: &'static str,
}

/// The minus sign of differences; △ would be an answer here.
const MINUS: char = '−';
/// Figures that small numbers are shown with.
const SIGNIFICANT: u128 = 10;

impl Relation {
    /// Relates two numbers of a column; `None` if they are equal, or no numbers to relate.
    #[must_use]
    pub fn new(
        number: Number,
        base: Number,
        kind: ColumnKind,
        format: NumberFormat,
        unit: &'static str,
    ) -> Option<Self> {
        (kind.is_number() && number != base).then_some(Self { number, base, kind, format, unit })
    }

    /// Returns the ratio to the base, `×0.084`: two digits below 1, two decimals below 10, else one. `None` for
    /// shares and years, whose ratios mean nothing, and if the base is 0.
    #[must_use]
    pub fn ratio(&self) -> Option<String> {
        let (over, under) = self.quotient()?;
        Some(format!("×{}", few_digits(over, under)))
    }

    /// Returns the difference to the base, `−29,479`; of shares in points, of money with its unit.
    #[must_use]
    pub fn difference(&self) -> String {
        let sign = if self.number < self.base { MINUS } else { '+' };
        format!("{sign}{}", self.distance_text())
    }

    /// Returns the ratio, or the difference where a ratio means nothing.
    #[must_use]
    pub fn text(&self) -> String {
        self.ratio().unwrap_or_else(|| self.difference())
    }

    /// Returns the ratio for a file.
    #[must_use]
    pub fn ratio_figure(&self) -> Option<f64> {
        self.quotient().map(|(over, under)| to_float(over) / to_float(under))
    }

    /// Returns the difference for a file, in the base unit.
    #[must_use]
    pub fn difference_figure(&self) -> f64 {
        let (over, under) = self.distance();
        let distance = to_float(over) / to_float(under);
        if self.number < self.base { -distance } else { distance }
    }

    fn quotient(&self) -> Option<(u128, u128)> {
        let has_ratio = !matches!(self.kind, ColumnKind::Share | ColumnKind::Year);
        let (over, under) = (product(self.number, self.base), product(self.base, self.number));
        (has_ratio && under > 0).then_some((over, under))
    }

    /// Returns the distance of the two numbers, exactly.
    fn distance(&self) -> (u128, u128) {
        let distance = product(self.number, self.base).abs_diff(product(self.base, self.number));
        let under = u128::from(self.number.under()) * u128::from(self.base.under());
        (distance, under)
    }

    fn distance_text(&self) -> String {
        let (over, under) = self.distance();
        if self.kind == ColumnKind::Share {
            let points = over.saturating_mul(100);
            // Points that are not none never read so.
            let is_small = points.saturating_mul(20) < under;
            let text = if is_small { few_digits(points, under) } else { rounded(points, under, 1) };
            return format!("{text}pt");
        }
        let (under, decimals) = match self.format {
            NumberFormat::Whole | NumberFormat::Year | NumberFormat::Share => (under, 0),
            NumberFormat::ThousandYen => (under.saturating_mul(1_000), 0),
            NumberFormat::OneDecimal => (under, 1),
        };
        let unit = if self.kind == ColumnKind::Yen { self.unit } else { "" };
        format!("{}{unit}", rounded(over, under, decimals))
    }
}

/// Returns the dividend of `number` ÷ `by`.
fn product(number: Number, by: Number) -> u128 {
    u128::from(number.over()) * u128::from(by.under())
}

#[allow(clippy::cast_precision_loss, reason = "a figure with six decimals")]
fn to_float(number: u128) -> f64 {
    number as f64
}

/// Returns a ratio with few digits: two significant ones below 1, two decimals below 10, else one.
fn few_digits(over: u128, under: u128) -> String {
    if over == 0 {
        return "0".to_owned();
    }
    let is_below = |limit: u128, decimals: u32| scaled(over, under, decimals) < limit;
    if !is_below(1_000, 2) {
        return rounded(over, under, 1);
    }
    if !is_below(100, 2) {
        return rounded(over, under, 2);
    }
    let decimals = (2..).find(|decimals| !is_below(SIGNIFICANT, *decimals)).unwrap_or(2);
    rounded(over, under, decimals)
}

/// Returns a ratio times 10 to the power of `decimals`, rounded half up.
fn scaled(over: u128, under: u128, decimals: u32) -> u128 {
    let scale = 10_u128.saturating_pow(decimals);
    over.saturating_mul(scale).saturating_mul(2).saturating_add(under) / under.saturating_mul(2).max(1)
}

/// Returns a ratio with `decimals` decimals, rounded half up, its thousands grouped.
fn rounded(over: u128, under: u128, decimals: u32) -> String {
    let scale = 10_u128.saturating_pow(decimals);
    let number = scaled(over, under, decimals);
    let whole = u64::try_from(number / scale);
    let whole = whole.map_or_else(|_| (number / scale).to_string(), crate::text::number::grouped);
    if decimals == 0 {
        return whole;
    }
    format!("{whole}.{:0>width$}", number % scale, width = decimals as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(number: Number, base: Number, kind: ColumnKind) -> Relation {
        let format = if kind == ColumnKind::Share { NumberFormat::Share } else { NumberFormat::Whole };
        Relation::new(number, base, kind, format, "円").unwrap()
    }

    fn whole(number: u64, base: u64) -> Relation {
        relation(Number::whole(number), Number::whole(base), ColumnKind::Number)
    }

    #[test]
    fn ratios_have_two_digits_below_1_two_decimals_below_10_else_one() {
        for (number, base, text) in [
            (2_708, 32_187, "×0.084"),
            (7, 22, "×0.32"),
            (36_982, 460_500, "×0.080"),
            (1, 300_000, "×0.0000033"),
            (996, 10_000, "×0.10"),
            (996, 1_000, "×1.00"),
            (3, 2, "×1.50"),
            (9_996, 1_000, "×10.0"),
            (12_345, 10, "×1,234.5"),
            (0, 5, "×0"),
        ] {
            assert_eq!(whole(number, base).text(), text, "{number}/{base}");
        }
        assert_eq!(whole(u64::MAX, 1).ratio().unwrap(), "×18,446,744,073,709,551,615.0");
        assert_eq!(whole(1, u64::MAX).ratio().unwrap(), "×0.000000000000000000054");
    }

    #[test]
    fn differences_have_the_minus_sign_and_shares_points() {
        assert_eq!(whole(2_708, 32_187).difference(), "−29,479");
        assert_eq!(whole(5, 0).text(), "+5", "nothing is a multiple of nothing");
        let share = |over, under| Number::ratio(over, under).unwrap();
        let points = |one, other| relation(one, other, ColumnKind::Share).text();
        assert_eq!(points(share(1_037, 36_982), share(51_322, 460_500)), "−8.3pt");
        assert_eq!(points(share(1, 2), share(1, 4)), "+25.0pt");
        assert_eq!(points(share(10_001, 20_000), share(1, 2)), "+0.0050pt");
        let years = relation(Number::whole(2013), Number::whole(2012), ColumnKind::Year);
        assert_eq!((years.ratio(), years.text()), (None, "+1".to_owned()));
        let yen = relation(share(1_037_000, 2_708), share(51_322_000, 32_187), ColumnKind::Yen);
        assert_eq!((yen.text(), yen.difference()), ("×0.24".to_owned(), "−1,212円".to_owned()));
        assert_eq!(Relation::new(share(2, 4), share(1, 2), ColumnKind::Share, NumberFormat::Share, ""), None);
    }
}

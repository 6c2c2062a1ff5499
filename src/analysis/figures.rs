//! Numbers as they are shown and as files have them: rounded half up, exact where they are whole.

use std::cmp::Ordering;

use super::kind::ColumnKind;
use crate::search::quantity::Number;
use crate::text::number::grouped;

/// Decimals of a ratio in a file.
const FILE_DECIMALS: u32 = 6;

/// Returns a number with `decimals` decimals, its thousands grouped.
#[must_use]
pub fn rounded(number: Number, decimals: u32) -> String {
    let (whole, part) = round_to(number, decimals);
    let whole = u64::try_from(whole).map_or_else(|_| whole.to_string(), grouped);
    if decimals == 0 { whole } else { format!("{whole}.{part:0>width$}", width = decimals as usize) }
}

/// Returns a share in percent; one that is not exactly none or all never reads so.
#[must_use]
pub fn share(number: Number) -> String {
    let hundredfold = number.times(100).unwrap_or(number);
    percent(&rounded(hundredfold, 1), number.over() > 0, number.over().cmp(&number.under()), ["0.1", "99.9"])
}

/// Returns a share over several cases in percent, as [`share`] does.
#[must_use]
pub fn share_figure(figure: f64) -> String {
    percent(&half_up(figure * 100.0, 1), figure > 0.0, figure.total_cmp(&1.0), ["0.1", "99.9"])
}

/// Returns rounded percents with their sign; what only rounding makes none or all is said to be above, or below the
/// nearest that is not.
fn percent(text: &str, is_some: bool, to_all: Ordering, [least, most]: [&str; 2]) -> String {
    let reads = |whole: &str| text.strip_suffix(".0").unwrap_or(text) == whole;
    match to_all {
        _ if is_some && reads("0") => format!("<{least}%"),
        Ordering::Less if reads("100") => format!(">{most}%"),
        Ordering::Greater if reads("100") => format!(">{text}%"),
        Ordering::Less | Ordering::Equal | Ordering::Greater => format!("{text}%"),
    }
}

/// Returns a number for a file: no grouping, at most six decimals.
#[must_use]
pub fn plain(number: Number) -> String {
    let (whole, part) = round_to(number, FILE_DECIMALS);
    let decimals = format!("{part:0>width$}", width = FILE_DECIMALS as usize);
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { whole.to_string() } else { format!("{whole}.{decimals}") }
}

/// Returns a figure for a file: no grouping, at most six decimals.
#[must_use]
pub fn plain_figure(figure: f64) -> String {
    let text = format!("{figure:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns a figure with `decimals` decimals, rounded half up, its thousands grouped.
#[must_use]
pub fn half_up(figure: f64, decimals: u8) -> String {
    let scale = 10_f64.powi(decimals.into());
    let text = format!("{:.*}", usize::from(decimals), (figure * scale + 0.5).floor() / scale);
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    whole.parse().map_or_else(|_| whole.to_owned(), grouped) + rest
}

/// Returns a figure with at most `decimals` decimals, at least one, rounded half up, its thousands grouped.
#[must_use]
pub fn at_most(figure: f64, decimals: u8) -> String {
    half_up(figure, decimals).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns a figure of a summary with at most two decimals, its thousands grouped.
#[must_use]
pub fn summary_figure(figure: f64) -> String {
    at_most(figure, 2)
}

/// Returns a figure of a summary of a column: years are not grouped, shares are in percent.
#[must_use]
pub fn kind_figure(figure: f64, kind: ColumnKind) -> String {
    match kind {
        ColumnKind::Year => summary_figure(figure).replace(',', ""),
        ColumnKind::Share => {
            let text = summary_figure(figure * 100.0);
            percent(&text, figure > 0.0, figure.total_cmp(&1.0), ["0.01", "99.99"])
        }
        ColumnKind::Text
        | ColumnKind::Choice
        | ColumnKind::Items
        | ColumnKind::Mark
        | ColumnKind::Flag
        | ColumnKind::Number
        | ColumnKind::Ratio
        | ColumnKind::Yen
        | ColumnKind::Date => summary_figure(figure),
    }
}

/// Returns the whole part and the decimals of a number, rounded half up.
fn round_to(number: Number, decimals: u32) -> (u128, u128) {
    let scale = 10_u128.pow(decimals);
    let (over, under) = (u128::from(number.over()), u128::from(number.under()));
    let scaled = (over * scale * 2 + under) / (under * 2);
    (scaled / scale, scaled % scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(over: u64, under: u64) -> Number {
        Number::ratio(over, under).unwrap()
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(
            [ratio(1, 2), ratio(5, 2), ratio(49, 100)].map(|number| rounded(number, 0)),
            ["1", "3", "0"]
        );
        assert_eq!(rounded(ratio(32_187, 155), 1), "207.7");
        assert_eq!(rounded(ratio(51_322_000, 32_187), 0), "1,594");
        assert_eq!(rounded(ratio(u64::MAX, 1), 2), "18,446,744,073,709,551,615.00");
    }

    #[test]
    fn only_none_and_all_read_as_none_and_all() {
        let shares = [(0, 7), (1, 5_000), (1_458, 2_708), (1_036_800, 1_037_000), (7, 7), (10_001, 10_000)];
        assert_eq!(
            shares.map(|(over, under)| share(ratio(over, under))),
            ["0.0%", "<0.1%", "53.8%", ">99.9%", "100.0%", ">100.0%"]
        );
        let figures = [0.0, 0.000_2, 0.538_4, 0.999_6, 1.0, 1.000_1];
        assert_eq!(figures.map(share_figure), ["0.0%", "<0.1%", "53.8%", ">99.9%", "100.0%", ">100.0%"]);
        let figures = [0.0, 0.000_02, 0.538_4, 0.999_96, 1.0, 1.000_01];
        assert_eq!(
            figures.map(|figure| kind_figure(figure, ColumnKind::Share)),
            ["0%", "<0.01%", "53.84%", ">99.99%", "100%", ">100%"]
        );
    }

    #[test]
    fn files_have_points_and_at_most_six_decimals() {
        assert_eq!(plain(ratio(1_037_000, 2_708)), "382.939439");
        assert_eq!(plain(ratio(1, 2)), "0.5");
        assert_eq!(plain(ratio(36_982_000, 1)), "36982000");
    }

    #[test]
    fn figures_of_a_summary_have_at_most_two_decimals() {
        assert_eq!(
            [17_447.5, 10_077.75, 2.0, 0.005].map(summary_figure),
            ["17,447.5", "10,077.75", "2", "0.01"]
        );
    }
}

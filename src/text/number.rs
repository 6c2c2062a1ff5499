//! Formats and parses whole numbers as on Japanese pages.

use std::fmt::Write;

/// The units, largest first.
const UNITS: [(char, u64); 7] = [
    ('京', 10_000_000_000_000_000),
    ('兆', 1_000_000_000_000),
    ('億', 100_000_000),
    ('万', MYRIAD),
    ('千', 1_000),
    ('百', 100),
    ('十', 10),
];

/// The first unit of the groups of four digits.
const MYRIAD: u64 = 10_000;

/// The parts of one in a [`Numeral`]: a decimal stays exact as long as its unit makes it whole.
pub const PARTS: u128 = 10_000_000_000_000_000;

/// The maximal number of digits after the point.
const FRACTION: usize = 16;

/// Formats a count in groups of three digits.
#[must_use]
pub fn grouped_count(count: usize) -> String {
    u64::try_from(count).map_or_else(|_| count.to_string(), grouped)
}

/// Formats a number in myriads of at least four digits: 3,698万, 103.7万; smaller ones whole.
#[must_use]
pub fn brief_myriads(number: u64) -> String {
    match number {
        ..MYRIAD => grouped(number),
        MYRIAD..10_000_000 => {
            let tenths = number / (MYRIAD / 10);
            let part = if tenths.is_multiple_of(10) { String::new() } else { format!(".{}", tenths % 10) };
            format!("{}{part}万", tenths / 10)
        }
        10_000_000.. => myriads(number / MYRIAD * MYRIAD),
    }
}

/// Formats a number in groups of three digits: 1,458.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Formats a number in myriads, as it is spoken: 4億6,050万.
#[must_use]
pub fn myriads(number: u64) -> String {
    let mut text = String::new();
    let mut rest = number;
    for (unit, size) in UNITS.into_iter().filter(|(_, size)| *size >= MYRIAD) {
        if rest >= size {
            // Writing to a String does not fail.
            let _ = write!(text, "{}{unit}", grouped(rest / size));
            rest %= size;
        }
    }
    if rest > 0 || text.is_empty() {
        text.push_str(&grouped(rest));
    }
    text
}

/// Parses a whole number: `32187`, `32,187`, `３２１８７`, `3万2千`, `1億2,000万`, `3.2万`.
///
/// `None` if there is other text (約, 人), if digits are grouped wrongly, if a unit has no digits of its
/// own or is not smaller than the one before it, if the number is not whole, and if it overflows.
#[must_use]
pub fn parse_whole(text: &str) -> Option<u64> {
    let plain: String = text.trim().chars().map(narrow).collect();
    let mut sum = 0u64;
    let mut before: Option<u64> = None;
    for part in plain.split_inclusive(|char| unit_size(char).is_some()) {
        let size = part.chars().next_back().and_then(unit_size);
        let digits = part.trim_end_matches(|char| unit_size(char).is_some());
        let (head, fraction) = match digits.split_once('.') {
            // A part with decimals is alone: 1.5億2千万 is not written.
            Some((head, fraction)) if part.len() == plain.len() && size.is_some() => (head, fraction),
            Some(_) => return None,
            None => (digits, "0"),
        };
        if !is_grouped(head) || !is_digits(fraction) || fraction.len() > FRACTION {
            return None;
        }
        let value = Numeral::parse(part)?.whole()?;
        let size = size.unwrap_or(1);
        if before.is_some_and(|before| value >= before || size >= before) {
            return None;
        }
        before = Some(size);
        sum = sum.checked_add(value)?;
    }
    before.map(|_| sum)
}

fn narrow(char: char) -> char {
    match char {
        '０'..='９' | '，' | '．' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        other => other,
    }
}

fn unit_size(char: char) -> Option<u64> {
    UNITS.iter().find(|(unit, _)| *unit == char).map(|(_, size)| *size)
}

/// True for digits without commas or with a comma before every three.
fn is_grouped(digits: &str) -> bool {
    let Some((head, groups)) = digits.split_once(',') else { return is_digits(digits) };
    let head_fits = is_digits(head) && head.len() <= 3 && !head.starts_with('0');
    head_fits && groups.split(',').all(|group| is_digits(group) && group.len() == 3)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for a character of a numeral, see [`Numeral::parse`].
#[must_use]
pub fn is_numeral(char: char) -> bool {
    char.is_ascii_digit()
        || matches!(char, ',' | '.')
        || kanji_digit(char).is_some()
        || unit_factor(char).is_some()
}

fn kanji_digit(char: char) -> Option<u128> {
    "〇一二三四五六七八九".chars().zip(0..).find(|(kanji, _)| *kanji == char).map(|(_, digit)| digit)
}

/// Returns the factor of a unit, or of the letter that is typed for it.
fn unit_factor(char: char) -> Option<u128> {
    let size = match char {
        'k' => Some(1_000),
        'm' => Some(1_000_000),
        other => unit_size(other),
    };
    size.map(u128::from)
}

/// A parsed number.
#[derive(Debug, Clone, Copy)]
pub struct Numeral {
    /// The number in [`PARTS`] of one.
    pub value: u128,
    /// The digits before the units, in the same parts.
    pub coefficient: u128,
    /// The factor of the units.
    pub factor: u64,
}

impl Numeral {
    /// Parses digits and the units between them, in ASCII or kanji and folded: `3万2千`,
    /// `460500千`, `36百万`, `1.5億`, `三十`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = NumeralParser { factor: 1, ..NumeralParser::default() };
        let mut before = ' ';
        for char in text.chars() {
            match (char, kanji_digit(char).or_else(|| char.to_digit(10).map(u128::from)), unit_factor(char)) {
                (_, Some(digit), _) => reader.push_digit(digit)?,
                (_, _, Some(step)) if step < u128::from(MYRIAD) => reader.apply_small_unit(step)?,
                (_, _, Some(step)) => reader.apply_large_unit(step)?,
                ('.', ..) if reader.digits.is_some() && reader.fraction.is_none() => {
                    reader.fraction = Some(0);
                }
                (',', ..) if before.is_ascii_digit() => {}
                _ => return None,
            }
            before = char;
        }
        (before != ',').then_some(())?;
        let value = reader.sum.checked_add(reader.section)?.checked_add(reader.digits.unwrap_or(0))?;
        let coefficient = reader.coefficient.or(reader.digits).unwrap_or(PARTS);
        let factor = if reader.parts == 1 && reader.digits.is_none() { reader.factor } else { 1 };
        Some(Self { value, coefficient, factor: u64::try_from(factor).ok()? })
    }

    /// Returns the whole number; `None` if it is not whole.
    fn whole(self) -> Option<u64> {
        self.value.is_multiple_of(PARTS).then(|| u64::try_from(self.value / PARTS).ok()).flatten()
    }
}

/// The state of parsing a numeral.
#[derive(Debug, Default)]
struct NumeralParser {
    /// The finished groups, in parts.
    sum: u128,
    /// The current group of four digits, in parts.
    section: u128,
    /// The current digits, in parts.
    digits: Option<u128>,
    /// The number of digits after the point so far.
    fraction: Option<usize>,
    /// The last unit within the four digits, and the last of four digits.
    smallest: Option<u128>,
    lowest: Option<u128>,
    /// The first digits, and the product of the units that follow them at once.
    coefficient: Option<u128>,
    factor: u128,
    parts: usize,
}

impl NumeralParser {
    fn push_digit(&mut self, digit: u128) -> Option<()> {
        let digits = self.digits.unwrap_or(0);
        self.digits = Some(match &mut self.fraction {
            None => digits.checked_mul(10)?.checked_add(digit.checked_mul(PARTS)?)?,
            Some(places) if *places < FRACTION => {
                *places += 1;
                digits.checked_add(digit * PARTS / 10u128.pow(u32::try_from(*places).ok()?))?
            }
            // Further digits make no difference.
            Some(_) => digits,
        });
        Some(())
    }

    /// Applies 十, 百, 千; without digits, once.
    fn apply_small_unit(&mut self, step: u128) -> Option<()> {
        if self.smallest.is_some_and(|smallest| step >= smallest) {
            return None;
        }
        let digits = self.take_digits(step).unwrap_or(PARTS);
        self.smallest = Some(step);
        self.section = self.section.checked_add(digits.checked_mul(step)?)?;
        Some(())
    }

    /// Applies 万, 億, 兆 to the current group.
    fn apply_large_unit(&mut self, step: u128) -> Option<()> {
        if self.lowest.is_some_and(|lowest| step >= lowest) {
            return None;
        }
        let follows = self.digits.is_none() && self.section > 0;
        let digits = self.take_digits(step);
        if follows {
            self.factor = self.factor.checked_mul(step)?;
        }
        let section = match (self.section, digits) {
            (0, None) => PARTS,
            (section, digits) => section.checked_add(digits.unwrap_or(0))?,
        };
        self.sum = self.sum.checked_add(section.checked_mul(step)?)?;
        (self.section, self.smallest, self.lowest) = (0, None, Some(step));
        Some(())
    }

    fn take_digits(&mut self, step: u128) -> Option<u128> {
        self.fraction = None;
        let digits = self.digits.take()?;
        if self.coefficient.is_none() {
            self.coefficient = Some(digits);
            self.factor = step;
        }
        self.parts += 1;
        Some(digits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_in_threes_and_in_myriads() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1458), "1,458");
        assert_eq!(grouped(460_500_000), "460,500,000");
        assert_eq!(myriads(0), "0");
        assert_eq!(myriads(9_999), "9,999");
        assert_eq!(myriads(460_500_000), "4億6,050万");
        assert_eq!(myriads(36_982_000), "3,698万2,000");
        assert_eq!(myriads(1_037_000), "103万7,000");
        assert_eq!(myriads(100_000_001), "1億1");
    }

    #[test]
    fn numbers_are_read_as_pages_write_them() {
        for (text, number) in [
            ("32187", 32_187),
            ("32,187", 32_187),
            ("３２１８７", 32_187),
            ("３２，１８７", 32_187),
            (" 0　", 0),
            ("3万2千", 32_000),
            ("3万2千5百", 32_500),
            ("3万2千187", 32_187),
            ("2千", 2_000),
            ("1億2,000万", 120_000_000),
            ("32187万", 321_870_000),
            ("3.2万", 32_000),
            ("３．２万", 32_000),
            ("1,234.5万", 12_345_000),
            ("1億", 100_000_000),
            ("3千5十", 3_050),
            ("1.00000001億", 100_000_001),
        ] {
            assert_eq!(parse_whole(text), Some(number), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_exactly_a_number_is_none() {
        for text in [
            "",
            " ",
            "万",
            "千",
            "億2",
            "3,2187",
            "32,18",
            ",187",
            "32,",
            "1234,567",
            "0,123",
            "約32187",
            "32187人",
            "32187以上",
            "32 187",
            "3万 2千",
            "2千3万",
            "3万3万",
            "3万20000",
            "1億12000万",
            "3.2",
            "3.25187万",
            "1.000000001億",
            "3.万",
            ".5万",
            "1.5億2千万",
            "1億2.5万",
            "-5",
            "+5",
            "2千万",
            "1万1,0000",
            "18446744073709551616",
            "99999京",
            "三万",
            "1.1.1万",
        ] {
            assert_eq!(parse_whole(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(number: u64, shift in 0u32..64) {
            let number = number >> shift;
            prop_assert_eq!(parse_whole(&grouped(number)), Some(number));
            prop_assert_eq!(parse_whole(&myriads(number)), Some(number));
        }

        #[test]
        fn no_text_panics(text in "[0-9０-９,，.．万千百億京 人]{0,12}") {
            let _ = parse_whole(&text);
        }
    }
}

//! Whole numbers as Japanese pages write and read them.

use std::fmt::Write;

/// The units of four digits, largest first.
const MYRIADS: [(char, u64); 4] =
    [('京', 10_000_000_000_000_000), ('兆', 1_000_000_000_000), ('億', 100_000_000), ('万', 10_000)];

/// How many there are of something, in groups of three digits.
#[must_use]
pub fn grouped_count(count: usize) -> String {
    u64::try_from(count).map_or_else(|_| count.to_string(), grouped)
}

/// The number in groups of three digits: 1,458.
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

/// The number in myriads, as it is read aloud: 4億6,050万.
#[must_use]
pub fn myriads(number: u64) -> String {
    let mut text = String::new();
    let mut rest = number;
    for (unit, size) in MYRIADS {
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

/// The whole number that `text` is: `32187`, `32,187`, `３２１８７`, `3万2千`, `1億2,000万`, `3.2万`.
///
/// `None` where anything but white space stands beside it (約, 人), where digits are grouped wrongly,
/// a unit has no digits of its own or is not smaller than the one before it, where the number is not
/// whole, and where it does not fit.
#[must_use]
pub fn parse_whole(text: &str) -> Option<u64> {
    let plain: String = text.trim().chars().map(narrow).collect();
    let mut rest = plain.as_str();
    let mut sum = 0u64;
    let mut before: Option<u64> = None;
    while !rest.is_empty() {
        let digits_end = rest.find(|char| unit_size(char).is_some()).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(digits_end);
        let unit = after.chars().next();
        rest = unit.map_or("", |unit| &after[unit.len_utf8()..]);
        let size = unit.and_then(unit_size).unwrap_or(1);
        // 1.5億2千万 is nobody's way of writing: a part with decimals stands alone.
        let alone = before.is_none() && rest.is_empty() && unit.is_some();
        let part = if alone { decimal(digits, size)? } else { whole(digits)?.checked_mul(size)? };
        if before.is_some_and(|before| part >= before || size >= before) {
            return None;
        }
        before = Some(size);
        sum = sum.checked_add(part)?;
    }
    before.map(|_| sum)
}

fn narrow(char: char) -> char {
    match char {
        '０' => '0',
        '１' => '1',
        '２' => '2',
        '３' => '3',
        '４' => '4',
        '５' => '5',
        '６' => '6',
        '７' => '7',
        '８' => '8',
        '９' => '9',
        '，' => ',',
        '．' => '.',
        other => other,
    }
}

fn unit_size(char: char) -> Option<u64> {
    match char {
        '千' => Some(1_000),
        '百' => Some(100),
        _ => MYRIADS.iter().find(|(unit, _)| *unit == char).map(|(_, size)| *size),
    }
}

/// Digits, either without commas or with one before every three.
fn whole(digits: &str) -> Option<u64> {
    let mut groups = digits.split(',');
    let head = groups.next()?;
    let mut value = digits_only(head)?;
    for (place, group) in groups.enumerate() {
        let head_fits = place > 0 || (head.len() <= 3 && !head.starts_with('0'));
        if group.len() != 3 || !head_fits {
            return None;
        }
        value = value.checked_mul(1_000)?.checked_add(digits_only(group)?)?;
    }
    Some(value)
}

/// `digits`, which may have a decimal point, times `size`; only where that is whole.
fn decimal(digits: &str, size: u64) -> Option<u64> {
    let Some((head, fraction)) = digits.split_once('.') else {
        return whole(digits)?.checked_mul(size);
    };
    let scale = 10u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let product = digits_only(fraction)?.checked_mul(size)?;
    let part = product.is_multiple_of(scale).then_some(product / scale)?;
    whole(head)?.checked_mul(size)?.checked_add(part)
}

fn digits_only(digits: &str) -> Option<u64> {
    // `parse` alone would take a sign.
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
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

//! Digits, in ASCII or kanji, and the units 十 百 千 万 億 兆 between them. All is folded.

use super::super::quantity::Number;

/// Everything is counted in this many parts of one, so that decimals stay exact.
const PARTS: u128 = 1_000_000;

/// Digits behind the point that are read.
const FRACTION: usize = 6;

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

/// True for what numbers are written with.
pub(super) fn is_numeral(char: char) -> bool {
    char.is_ascii_digit() || matches!(char, ',' | '.') || kanji_digit(char).is_some() || step(char).is_some()
}

fn kanji_digit(char: char) -> Option<u128> {
    "〇一二三四五六七八九".chars().zip(0..).find(|(kanji, _)| *kanji == char).map(|(_, digit)| digit)
}

/// The units within four digits, and those of four digits.
fn step(char: char) -> Option<u128> {
    match char {
        '十' => Some(10),
        '百' => Some(100),
        '千' | 'k' => Some(1_000),
        '万' => Some(10_000),
        'm' => Some(1_000_000),
        '億' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    }
}

/// The number that digits and the units between them are: `3万2千`, `460500千`, `36百万`, `1.5億`.
pub(super) fn numeral(text: &str) -> Option<One> {
    Numeral::read(text)
}

/// What was read so far.
#[derive(Debug, Default)]
struct Numeral {
    /// Of the whole number, in parts.
    sum: u128,
    /// Of the four digits that are being read, in parts.
    section: u128,
    /// The digits that are being read, in parts.
    digits: Option<u128>,
    /// Digits behind the point so far.
    fraction: Option<usize>,
    /// The last unit within the four digits, and the last of four digits.
    smallest: Option<u128>,
    lowest: Option<u128>,
    /// The first digits, and the product of the units that follow them at once.
    coefficient: Option<u128>,
    factor: u128,
    parts: usize,
}

impl Numeral {
    fn read(text: &str) -> Option<One> {
        let mut numeral = Self { factor: 1, ..Self::default() };
        let mut before = ' ';
        for char in text.chars() {
            match (char, kanji_digit(char).or_else(|| char.to_digit(10).map(u128::from)), step(char)) {
                (_, Some(digit), _) => numeral.digit(digit)?,
                (_, _, Some(step)) if step < 10_000 => numeral.within(step)?,
                (_, _, Some(step)) => numeral.myriad(step)?,
                ('.', ..) if numeral.digits.is_some() && numeral.fraction.is_none() => {
                    numeral.fraction = Some(0);
                }
                (',', ..) if before.is_ascii_digit() => {}
                _ => return None,
            }
            before = char;
        }
        let whole = numeral.sum.checked_add(numeral.section)?.checked_add(numeral.digits.unwrap_or(0))?;
        let first = in_parts(whole)?;
        let coefficient = in_parts(numeral.coefficient.or(numeral.digits).unwrap_or(PARTS))?;
        let factor = if numeral.parts == 1 && numeral.digits.is_none() { numeral.factor } else { 1 };
        (before != ',').then_some(())?;
        Some(One { first, last: first, coefficient, factor: u64::try_from(factor).ok()? })
    }

    fn digit(&mut self, digit: u128) -> Option<()> {
        let digits = self.digits.unwrap_or(0);
        self.digits = Some(match &mut self.fraction {
            None => digits.checked_mul(10)?.checked_add(digit.checked_mul(PARTS)?)?,
            Some(places) if *places < FRACTION => {
                *places += 1;
                digits + digit * PARTS / 10u128.pow(u32::try_from(*places).ok()?)
            }
            // More digits than these change no comparison that a person makes.
            Some(_) => digits,
        });
        Some(())
    }

    /// 十, 百, 千; without digits one of it.
    fn within(&mut self, step: u128) -> Option<()> {
        if self.smallest.is_some_and(|smallest| step >= smallest) {
            return None;
        }
        let digits = self.take_digits(step).unwrap_or(PARTS);
        self.smallest = Some(step);
        self.section = self.section.checked_add(digits.checked_mul(step)?)?;
        Some(())
    }

    /// 万, 億, 兆: what was read since the last of them, times this.
    fn myriad(&mut self, step: u128) -> Option<()> {
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

/// A number counted in parts.
fn in_parts(parts: u128) -> Option<Number> {
    if parts.is_multiple_of(PARTS) {
        return u64::try_from(parts / PARTS).ok().map(Number::whole);
    }
    Number::ratio(u64::try_from(parts).ok()?, u64::try_from(PARTS).ok()?)
}

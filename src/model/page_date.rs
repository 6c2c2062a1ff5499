//! The day that a page is of. A page does not say it: its file's name may, or its folder's, else the time of the file.

use std::path::Path;

use strum::IntoStaticStr;
use time::{Date, Month, OffsetDateTime, UtcOffset};
use unicode_normalization::UnicodeNormalization;

use super::{Case, PageSource};

/// The day that a page is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageDate {
    /// The day.
    pub date: Date,
    /// What says so.
    pub source: DateSource,
}

/// What says the day of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum DateSource {
    /// The program that saved the page.
    Saver,
    /// The name of the file or of its folder.
    Name,
    /// The time at which the file was written, in Japan.
    File,
}

/// The years that a saved page can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;
/// The eras, each with the year before its first.
const ERAS: [([char; 2], i32); 2] = [(['平', '成'], 1988), (['令', '和'], 2018)];
/// Hours that Japan is ahead of UTC.
const JAPAN: i8 = 9;

impl PageDate {
    /// Returns the day of a page; `None` for a built-in page, and where there is no name and no time.
    #[must_use]
    pub fn of_page(case: &Case) -> Option<Self> {
        Self::of_source(&case.source)
    }

    /// Returns the day of the page of a source: what the program that saved it wrote, else a date in the name of its
    /// part, file or folder, else the time of the file.
    #[must_use]
    pub fn of_source(source: &PageSource) -> Option<Self> {
        if source.builtin {
            return None;
        }
        if let Some(date) = source.saved {
            return Some(Self { date, source: DateSource::Saver });
        }
        let part = source.part.as_deref().map(|part| Path::new(&part.name));
        let names = part.into_iter().chain([Path::new(&source.path)]);
        let mut names = names.flat_map(|path| [path.file_name(), path.parent().and_then(Path::file_name)]);
        let by_name = names.find_map(|name| find_date(&name?.to_string_lossy()));
        by_name
            .map(|date| Self { date, source: DateSource::Name })
            .or_else(|| Some(Self { date: day_in_japan(source.modified?.into())?, source: DateSource::File }))
    }

    /// Returns the day as `2017-03-01`.
    #[must_use]
    pub fn text(&self) -> String {
        self.date.to_string()
    }
}

/// Returns the day in Japan at a time.
#[must_use]
pub fn day_in_japan(time: OffsetDateTime) -> Option<Date> {
    let japan = UtcOffset::from_hms(JAPAN, 0, 0).ok()?;
    time.checked_to_offset(japan).map(OffsetDateTime::date)
}

/// Returns the first date in a name: 2017-03-01, 2017年3月1日, 20170301, 20170301123000, 平成29年3月1日.
fn find_date(name: &str) -> Option<Date> {
    let letters: Vec<char> = name.nfkc().collect();
    let begins = |at: &usize| *at == 0 || !letters[at - 1].is_ascii_digit();
    (0..letters.len()).filter(begins).find_map(|at| date_at(&letters[at..]))
}

/// Parses the date that letters begin with.
fn date_at(letters: &[char]) -> Option<Date> {
    for (era, before) in ERAS {
        if let Some(rest) = letters.strip_prefix(&era) {
            let (year, rest) = match rest.strip_prefix(&['元']) {
                Some(rest) => (1, rest),
                None => number_at(rest, 1..=2)?,
            };
            return month_and_day(before + i32::try_from(year).ok()?, rest);
        }
    }
    let digits = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    // A time may follow.
    if matches!(digits, 8 | 12 | 14) {
        let (year, _) = number_at(&letters[..4], 4..=4)?;
        let (month, _) = number_at(&letters[4..6], 2..=2)?;
        let (day, _) = number_at(&letters[6..8], 2..=2)?;
        return day_of(i32::try_from(year).ok()?, month, day);
    }
    let (year, rest) = number_at(letters, 4..=4)?;
    month_and_day(i32::try_from(year).ok()?, rest)
}

/// Parses `年3月1日` or `-03-01` behind a year.
fn month_and_day(year: i32, letters: &[char]) -> Option<Date> {
    let (separator, rest) = letters.split_first()?;
    let (month, rest) = number_at(rest, 1..=2)?;
    let (between, rest) = rest.split_first()?;
    let is_written = match separator {
        '年' => *between == '月',
        '-' | '_' | '.' | '/' => between == separator,
        _ => false,
    };
    let (day, _) = number_at(rest, 1..=2)?;
    is_written.then(|| day_of(year, month, day)).flatten()
}

/// Parses the digits that letters begin with, if there are so many.
fn number_at(letters: &[char], digits: std::ops::RangeInclusive<usize>) -> Option<(u32, &[char])> {
    let count = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let (number, rest) = letters.split_at(count);
    let number = number.iter().collect::<String>().parse().ok()?;
    digits.contains(&count).then_some((number, rest))
}

fn day_of(year: i32, month: u32, day: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    YEARS.contains(&year).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_in_a_name_however_it_is_written() {
        for (name, date) in [
            ("tonet-2017-03-01.html", "2017-03-01"),
            ("2017_3_1 とねっと", "2017-03-01"),
            ("とねっと20170301", "2017-03-01"),
            ("20170301123059.html", "2017-03-01"),
            ("２０１７年３月１日", "2017-03-01"),
            ("平成29年3月1日", "2017-03-01"),
            ("（平成２９年３月１日時点）", "2017-03-01"),
            ("令和元年12月31日.txt", "2019-12-31"),
            ("v1 2016.2.29", "2016-02-29"),
            ("10-2017-03-01-2018-01-01", "2017-03-01"),
        ] {
            assert_eq!(find_date(name).map(|date| date.to_string()).as_deref(), Some(date), "{name}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for name in [
            "",
            "tonet.html",
            "2017",
            "2017-13-01",
            "2017-02-29",
            "120170301",
            "20171301",
            "2017-03_01",
            "平成年3月1日",
            "1017-03-01",
            "2017-3-111",
        ] {
            assert_eq!(find_date(name), None, "{name}");
        }
    }
}

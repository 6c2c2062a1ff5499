//! What programs that save pages write into them: the address and the day, in a comment or a link.

use memchr::memmem;
use time::{Date, Month, PrimitiveDateTime, Time};

use super::markup::original;
use crate::model::day_in_japan;
use crate::text::is_web_address;

/// The comment of the program that saved a page is within so many bytes.
const HEAD: usize = 4_096;
/// What is before the address, and what between that and the address.
const SAVERS: [(&str, &str); 2] = [("saved from url=(", ")"), ("Page saved with SingleFile", "url: ")];
/// What SingleFile writes before the day.
const SAVED: &str = "saved date: ";
/// What the Wayback Machine writes before the time, in the time of London.
const ARCHIVED: &str = "FILE ARCHIVED ON ";

/// Where and when a page was saved.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SavedPage {
    /// The address; that of the page itself where a web archive had kept it.
    pub address: Option<String>,
    /// The day, in Japan.
    pub day: Option<Date>,
}

impl SavedPage {
    /// Reads what the program wrote that saved a page of HTML.
    pub fn read(text: &str) -> Self {
        if !text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<') {
            return Self::default();
        }
        let end = (0..=text.len().min(HEAD)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let head = &text[..end];
        let address = SAVERS.into_iter().find_map(|(saver, before)| {
            let comment = head.split_once(saver)?.1.split("-->").next()?;
            comment.split_once(before)?.1.split_whitespace().next()
        });
        let address = address.filter(|address| is_web_address(address));
        let singlefile = || day_of_words(head.split_once(SAVED)?.1.split("-->").next()?);
        let day = wayback_day(text).or_else(|| archive_day(address?)).or_else(singlefile);
        Self { address: address.map(|address| original(address).unwrap_or_else(|| address.to_owned())), day }
    }
}

/// Returns the day in `Mon Jan 05 2026 12:34:56 GMT+0900`: that of the clock of the person who saved it.
fn day_of_words(words: &str) -> Option<Date> {
    let mut words = words.split_whitespace().skip(1);
    let month = month(words.next()?)?;
    let day = words.next()?.parse().ok()?;
    Date::from_calendar_date(words.next()?.parse().ok()?, month, day).ok()
}

/// Returns the day in the comment below a page of the Wayback Machine: `03:04:05 Jan 02, 2022 AND RETRIEVED`.
fn wayback_day(text: &str) -> Option<Date> {
    let at = memmem::find(text.as_bytes(), ARCHIVED.as_bytes())? + ARCHIVED.len();
    let mut words = text[at..].split_whitespace();
    let hour = words.next()?.split(':').next()?.parse().ok()?;
    let month = month(words.next()?)?;
    let day = words.next()?.trim_end_matches(',').parse().ok()?;
    japanese_day(Date::from_calendar_date(words.next()?.parse().ok()?, month, day).ok()?, hour)
}

/// Returns the day in an address of a web archive: `https://web.archive.org/web/20220102030405/…`.
fn archive_day(address: &str) -> Option<Date> {
    original(address)?;
    let time = address
        .split('/')
        .find(|part| part.len() >= 14 && part.bytes().take(14).all(|byte| byte.is_ascii_digit()))?;
    let number = |from: usize, to: usize| time.get(from..to)?.parse::<u16>().ok();
    let month = Month::try_from(u8::try_from(number(4, 6)?).ok()?).ok()?;
    let day = u8::try_from(number(6, 8)?).ok()?;
    let date = Date::from_calendar_date(i32::from(number(0, 4)?), month, day).ok()?;
    japanese_day(date, u8::try_from(number(8, 10)?).ok()?)
}

/// Returns the day in Japan at an hour of a day in London.
fn japanese_day(date: Date, hour: u8) -> Option<Date> {
    let time = PrimitiveDateTime::new(date, Time::from_hms(hour, 0, 0).ok()?);
    day_in_japan(time.assume_utc())
}

/// Returns the month that English shortens so.
fn month(word: &str) -> Option<Month> {
    let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    let at = months.split(' ').position(|month| word.starts_with(month))?;
    Month::try_from(u8::try_from(at + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_and_day_are_in_the_comment_of_the_saver() {
        for (text, address, day) in [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0031)https://example.jp/case/12?a=b&c -->\n<html>",
                Some("https://example.jp/case/12?a=b&c"),
                None,
            ),
            (
                "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.jp/1.html \n saved \
                 date: Mon Jan 05 2026 23:10:00 GMT+0900 (日本標準時) -->",
                Some("https://example.jp/1.html"),
                Some("2026-01-05"),
            ),
            (
                "<!-- saved from url=(0060)https://web.archive.org/web/20170301160102/http://example.jp/1 -->",
                Some("http://example.jp/1"),
                Some("2017-03-02"),
            ),
            (
                "<html></html><!--\n     FILE ARCHIVED ON 03:04:05 Jan 02, 2022 AND RETRIEVED FROM THE -->",
                None,
                Some("2022-01-02"),
            ),
            ("<!-- saved from url=(0014)about:internet -->", None, None),
            ("<!-- saved from url=(0014 --> ) https://example.jp/", None, None),
            ("saved from url=(0019)https://example.jp/", None, None),
            ("<html><body>saved date: </body></html>", None, None),
            ("", None, None),
        ] {
            let saved = SavedPage::read(text);
            assert_eq!(
                (saved.address.as_deref(), saved.day.map(|day| day.to_string()).as_deref()),
                (address, day),
                "{text}"
            );
        }
    }
}

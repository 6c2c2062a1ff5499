//! The pages of a file in their order, drawn one by one.

use std::collections::BTreeSet;

use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

use super::content::{Drawing, Fonts, text_of};
use super::file::File;
use super::object::Object;
use super::refusal::PdfRefusal;
use super::sheet::{PdfSheet, upright};
use crate::model::day_in_japan;

/// So many pages a file may have: more than 10,000 cases of two.
const MOST_PAGES: usize = 30_000;

/// So many letters a file may have: what they are put into takes some 4 bytes each.
const MOST_LETTERS: usize = 60_000_000;

/// Deeper nesting of pages is no file that anybody made.
const DEEPEST: usize = 64;

/// A4, in points, where no page says its size.
const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];

/// A page as the file has it.
#[derive(Debug)]
pub struct Page {
    /// The number of its object.
    pub number: u32,
    owners: Owners,
}

/// What pages below one have from it.
const INHERITED: [&[u8]; 3] = [b"Resources", b"MediaBox", b"Rotate"];

/// The numbers of the objects that say each of [`INHERITED`].
type Owners = [Option<u32>; 3];

/// Returns the pages of a file.
///
/// # Errors
/// Where there are too many, or the file has no list of them.
pub fn pages(file: &File<'_>) -> Result<Vec<Page>, PdfRefusal> {
    let catalog = file.dictionary(&file.trailer, b"Root");
    let root = catalog.get(b"Pages".as_slice()).ok_or(PdfRefusal::Damaged)?;
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    // What is still to be looked at, the next one last.
    let mut waiting = vec![(root.clone(), Owners::default(), 0)];
    while let Some((object, mut owners, depth)) = waiting.pop() {
        let Object::Reference(number) = object else { continue };
        if !seen.insert(number) || depth > DEEPEST {
            return Err(PdfRefusal::Damaged);
        }
        let Object::Dictionary(entries) = file.resolve(&object) else { return Err(PdfRefusal::Damaged) };
        for (owner, name) in owners.iter_mut().zip(INHERITED) {
            *owner = if entries.contains_key(name) { Some(number) } else { *owner };
        }
        if let Object::Array(kids) = file.value(&entries, b"Kids") {
            waiting.extend(kids.into_iter().rev().map(|kid| (kid, owners, depth + 1)));
        } else {
            pages.push(Page { number, owners });
        }
        if pages.len() > MOST_PAGES {
            return Err(PdfRefusal::TooLarge);
        }
    }
    if pages.is_empty() { Err(PdfRefusal::Damaged) } else { Ok(pages) }
}

/// Draws every page, and hands each with its index to `take`.
///
/// # Errors
/// Where a page is damaged or has too many letters.
pub fn draw_all(
    file: &File<'_>,
    pages: &[Page],
    mut take: impl FnMut(u32, PdfSheet),
) -> Result<(), PdfRefusal> {
    let mut fonts = Fonts::default();
    let mut letters = 0;
    for (index, page) in (0..).zip(pages) {
        let sheet = draw(file, page, &mut fonts)?;
        letters += sheet.letters.len();
        if letters > MOST_LETTERS {
            return Err(PdfRefusal::TooLarge);
        }
        take(index, sheet);
    }
    Ok(())
}

fn draw(file: &File<'_>, page: &Page, fonts: &mut Fonts) -> Result<PdfSheet, PdfRefusal> {
    let [resources, media, rotation] = [0, 1, 2].map(|at| inherited(file, page, at));
    let media: Vec<f64> =
        media.array().unwrap_or_default().iter().filter_map(|edge| file.resolve(edge).number()).collect();
    let rotation = rotation.number().unwrap_or(0.0);
    let (place, height) = upright(media.try_into().unwrap_or(A4), rotation);
    let mut sheet = PdfSheet { height, ..PdfSheet::default() };
    let resources = resources.dictionary().cloned().unwrap_or_default();
    let entries = file.resolve(&Object::Reference(page.number));
    let contents = entries.dictionary().and_then(|entries| entries.get(b"Contents".as_slice()));
    let mut content = Vec::new();
    let parts = match contents.map(|contents| file.resolve(contents)) {
        Some(Object::Array(parts)) => parts,
        _ => contents.cloned().into_iter().collect(),
    };
    for part in parts {
        let body = file.resolve_body(&part).filter(|body| body.stream.is_some());
        content.extend(file.data(&body.ok_or(PdfRefusal::Damaged)?).ok_or(PdfRefusal::Damaged)?);
        content.push(b'\n');
    }
    Drawing::new(file, fonts, &mut sheet, place).draw(&content, &resources, 0)?;
    Ok(sheet)
}

/// Returns what a page says, or the pages above it.
fn inherited(file: &File<'_>, page: &Page, at: usize) -> Object {
    let owner = page.owners.get(at).copied().flatten().map(|owner| file.resolve(&Object::Reference(owner)));
    let entries = owner.as_ref().and_then(Object::dictionary);
    entries.map_or(Object::Null, |entries| file.value(entries, INHERITED[at]))
}

/// Returns the day at which the file was written, as its writer says: the last change, or the beginning.
pub fn saved(file: &File<'_>) -> Option<Date> {
    let info = file.dictionary(&file.trailer, b"Info");
    let date = |name: &[u8]| day(&text_of(file.value(&info, name).text()?));
    date(b"ModDate").or_else(|| date(b"CreationDate"))
}

/// Returns the day of a date of PDF, `D:20170301123000+09'00'`: in Japan, where it says how far its clock is from that
/// of London.
fn day(date: &str) -> Option<Date> {
    let digits = date.trim().trim_start_matches("D:");
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u8>().ok();
    let month = part(4, 6).unwrap_or(1);
    let year = digits.get(..4)?.parse().ok()?;
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, part(6, 8).unwrap_or(1)).ok()?;
    let Some(ahead) = digits.get(14..15).and_then(|sign| hours_ahead(sign, part(15, 17))) else {
        return Some(date);
    };
    let time = PrimitiveDateTime::new(date, Time::from_hms(part(8, 10)?, 0, 0).ok()?);
    day_in_japan(time.assume_offset(UtcOffset::from_hms(ahead, 0, 0).ok()?))
}

/// Returns how many hours a clock is ahead of that of London.
fn hours_ahead(sign: &str, hours: Option<u8>) -> Option<i8> {
    let hours = i8::try_from(hours.unwrap_or_default()).ok()?;
    match sign {
        "Z" => Some(0),
        "+" => Some(hours),
        "-" => Some(-hours),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_date_is_read() {
        let written = |date: &str| day(date).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(written("D:20261129110713+00'00'"), "2026-11-29");
        assert_eq!(written("D:20261129230713+00'00'"), "2026-11-30");
        assert_eq!(written("D:20261129230713+09'00'"), "2026-11-29");
        assert_eq!(written("D:20261129230713"), "2026-11-29");
        assert_eq!(written("D:2026"), "2026-01-01");
        assert_eq!(written("20261399"), "");
        assert_eq!(written("yesterday"), "");
    }
}

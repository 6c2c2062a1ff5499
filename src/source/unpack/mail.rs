//! Mails, files of several mails (mbox), and pages that Chrome and Edge saved in the shape of one (MHTML).

use std::ops::Range;

use mailparse::{DispositionType, MailHeaderMap, ParsedMail, dateparse, parse_mail};
use time::OffsetDateTime;

use super::{Unpacked, Wrapping};
use crate::model::{ContainerKind, day_in_japan};
use crate::source::file_kind::FileKind;
use crate::source::refusal::Refusal;

/// So many parts of a mail are looked at.
const MOST_PARTS: usize = 1_000;

impl Unpacked<'_> {
    /// Adds the texts and attachments of one mail or of several.
    pub(super) fn add_mails(&mut self, bytes: &[u8], wrapping: &Wrapping) -> Result<(), Refusal> {
        // Parts in one another take time with the square of their depth.
        if memchr::memmem::find_iter(bytes, b"boundary").nth(MOST_PARTS).is_some() {
            return Err(Refusal::TooManyParts(MOST_PARTS));
        }
        let mails = mails_of(bytes);
        let is_alone = mails.len() == 1;
        for (mail, number) in mails.into_iter().zip(1_usize..) {
            let mail = parse_mail(&bytes[mail]).map_err(|_| Refusal::Damaged(FileKind::Mail))?;
            let kind = if is_saved_page(&mail) { ContainerKind::Mhtml } else { ContainerKind::Mail };
            let mut inside = wrapping.clone();
            let sent = mail.headers.get_first_value("Date").and_then(|date| dateparse(&date).ok());
            let sent = sent.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
            inside.saved = sent.and_then(day_in_japan).or(inside.saved);
            let name = if is_alone { String::new() } else { number.to_string() };
            let first = self.texts.len();
            self.add_part(&mail, kind, &inside, &name)?;
            // The only page of a saved one needs no number.
            if is_alone
                && let [text] = &mut self.texts[first..]
                && kind == ContainerKind::Mhtml
            {
                text.part.name = wrapping.name.clone();
            }
        }
        Ok(())
    }

    /// Adds a part of a mail, and the parts in it.
    fn add_part(
        &mut self,
        part: &ParsedMail<'_>,
        kind: ContainerKind,
        wrapping: &Wrapping,
        name: &str,
    ) -> Result<(), Refusal> {
        let mut ahead = vec![(part, name.to_owned(), false)];
        let mut seen = 0;
        while let Some((part, name, is_alternative)) = ahead.pop() {
            seen += 1;
            if seen > MOST_PARTS {
                return Err(Refusal::TooManyParts(MOST_PARTS));
            }
            if !part.subparts.is_empty() {
                // Of the same words written in several ways the richest comes last.
                let says_the_same = part.ctype.mimetype == "multipart/alternative";
                let named = |number: usize| match name.as_str() {
                    "" => number.to_string(),
                    name => format!("{name}.{number}"),
                };
                let parts = part.subparts.iter().zip(1..).map(|(part, number)| (part, named(number)));
                let mut parts: Vec<_> = parts.map(|(part, name)| (part, name, is_alternative)).collect();
                if says_the_same {
                    let last = parts.len() - 1;
                    parts[..last].iter_mut().for_each(|part| part.2 = true);
                } else {
                    parts.reverse();
                }
                ahead.extend(parts);
                continue;
            }
            if is_picture_or_style(&part.ctype.mimetype) {
                continue;
            }
            let Ok(body) = part.get_body_raw() else {
                self.refuse(wrapping.within(kind, &name).name, Refusal::Damaged(FileKind::Mail));
                continue;
            };
            self.count(body.len())?;
            let disposition = part.get_content_disposition();
            let file = disposition.params.get("filename").or_else(|| part.ctype.params.get("name"));
            let is_attached = disposition.disposition == DispositionType::Attachment;
            let name = file.filter(|_| is_attached || kind == ContainerKind::Mail).cloned().unwrap_or(name);
            let mut inside = wrapping.within(kind, &name);
            inside.is_alternative = is_alternative;
            inside.set_address(part.headers.get_first_value("Content-Location").as_deref());
            self.add(body.into(), inside);
        }
        Ok(())
    }
}

/// True for a page that a browser saved: Blink says so, and what belongs to the page is related to it.
fn is_saved_page(mail: &ParsedMail<'_>) -> bool {
    mail.headers.get_first_value("Snapshot-Content-Location").is_some()
        || mail.ctype.mimetype == "multipart/related" && mail.headers.get_first_value("To").is_none()
}

/// True for what belongs to a page and has no words of it.
fn is_picture_or_style(kind: &str) -> bool {
    ["image/", "audio/", "video/", "font/"].iter().any(|family| kind.starts_with(family))
        || matches!(kind, "text/css" | "text/javascript" | "application/javascript" | "text/calendar")
}

/// Returns the bytes of each mail: in a file of several a line `From …` stands above each.
fn mails_of(bytes: &[u8]) -> Vec<Range<usize>> {
    if !bytes.starts_with(b"From ") {
        return std::iter::once(0..bytes.len()).collect();
    }
    let begins = memchr::memmem::find_iter(bytes, b"\nFrom ").map(|at| at + 1);
    // Words of a mail may begin so too: a blank line is above a mail.
    let begins = begins.filter(|at| bytes[..*at].ends_with(b"\n\n") || bytes[..*at].ends_with(b"\n\r\n"));
    let begins: Vec<usize> = std::iter::once(0).chain(begins).collect();
    let ends = begins.iter().copied().skip(1).chain([bytes.len()]);
    let body = |at: usize| memchr::memchr(b'\n', &bytes[at..]).map_or(at, |end| at + end + 1);
    begins.iter().zip(ends).map(|(at, end)| body(*at).min(end)..end).collect()
}

//! What a crawler kept of the web (WARC, ISO 28500): answers of servers, each with its address and time.

use std::borrow::Cow;

use httparse::{EMPTY_HEADER, Header, Response, Status};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Unpacked, Wrapping};
use crate::model::{ContainerKind, day_in_japan};
use crate::source::file_kind::FileKind;
use crate::source::refusal::Refusal;

/// So many headers a record or an answer may have.
const MOST_HEADERS: usize = 128;

impl Unpacked<'_> {
    /// Adds the pages among the records.
    pub(super) fn add_warc(&mut self, bytes: &[u8], wrapping: &Wrapping) -> Result<(), Refusal> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let record = WarcRecord::read(rest).ok_or(Refusal::Damaged(FileKind::Warc))?;
            if let Some(body) = record.page() {
                self.count(body.len())?;
                let mut inside = wrapping.within(ContainerKind::Warc, record.address);
                inside.set_address(Some(record.address));
                let time = OffsetDateTime::parse(record.date, &Rfc3339).ok();
                inside.saved = time.and_then(day_in_japan).or(inside.saved);
                self.add(body.into_owned().into(), inside);
            }
            rest = record.rest;
        }
        Ok(())
    }
}

/// A record of a WARC.
struct WarcRecord<'a> {
    kind: &'a str,
    address: &'a str,
    date: &'a str,
    body: &'a [u8],
    /// What follows the record.
    rest: &'a [u8],
}

impl<'a> WarcRecord<'a> {
    /// Reads the record that bytes begin with; `None` if they do not, or end within it.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let version = memchr::memchr(b'\n', bytes)? + 1;
        bytes.starts_with(b"WARC/").then_some(())?;
        let mut headers = [EMPTY_HEADER; MOST_HEADERS];
        let (length, headers) = match httparse::parse_headers(&bytes[version..], &mut headers).ok()? {
            Status::Complete(parsed) => parsed,
            Status::Partial => return None,
        };
        let size: usize = value_of(headers, "Content-Length")?.parse().ok()?;
        let start = version + length;
        let end = start.checked_add(size)?;
        let body = bytes.get(start..end)?;
        let ends = bytes[end..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let value = |name| value_of(headers, name).unwrap_or_default();
        let address = value("WARC-Target-URI").trim_matches(['<', '>']);
        let (kind, date) = (value("WARC-Type"), value("WARC-Date"));
        Some(Self { kind, address, date, body, rest: &bytes[end + ends..] })
    }

    /// Returns the page of an answer, or of a resource that was kept without one; `None` for other records.
    fn page(&self) -> Option<Cow<'a, [u8]>> {
        match self.kind {
            "response" if self.address.starts_with("http") => answer_body(self.body),
            "resource" | "conversion" => Some(Cow::Borrowed(self.body)),
            _ => None,
        }
    }
}

/// Returns the body of a server's answer that gives a page; `None` for an error, a picture and a style sheet.
fn answer_body(answer: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut headers = [EMPTY_HEADER; MOST_HEADERS];
    let mut response = Response::new(&mut headers);
    let Status::Complete(length) = response.parse(answer).ok()? else { return None };
    let body = answer.get(length..)?;
    let headers = &*response.headers;
    let kind = value_of(headers, "Content-Type").unwrap_or_default().to_ascii_lowercase();
    let has_words =
        !["image/", "font/", "video/", "audio/", "text/css"].iter().any(|family| kind.starts_with(family))
            && !kind.contains("javascript");
    (response.code == Some(200) && has_words).then_some(())?;
    let is_chunked = value_of(headers, "Transfer-Encoding").is_some_and(|coding| coding.contains("chunked"));
    // A page that the server compressed is unpacked as what it is then.
    Some(if is_chunked { Cow::Owned(joined_chunks(body)) } else { Cow::Borrowed(body) })
}

/// Returns the bytes of chunks without what parts them; a body that was joined already as it is.
fn joined_chunks(body: &[u8]) -> Vec<u8> {
    let (mut joined, mut rest) = (Vec::with_capacity(body.len()), body);
    while let Ok(Status::Complete((start, size))) = httparse::parse_chunk_size(rest) {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some(chunk) =
            rest.get(start..).and_then(|rest| rest.get(..size)).filter(|chunk| !chunk.is_empty())
        else {
            return joined;
        };
        joined.extend_from_slice(chunk);
        rest = rest.get(start + size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    }
    if joined.is_empty() { body.to_vec() } else { joined }
}

/// Returns the value of a header; `None` if there is none, or if it is no text.
fn value_of<'a>(headers: &[Header<'a>], name: &str) -> Option<&'a str> {
    let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
    std::str::from_utf8(header.value).ok().map(str::trim)
}

//! The text of a file → tokens. Plain tags and text, nearly all of a page, are read here, about ten times as
//! fast as html5ever's tokenizer reads them; character references, doctypes and whatever stands in `svg` and
//! `math` are handed to it as they stand.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, local_name, ns};

use super::super::element::{Kind, read_attribute};
use super::tokens::Tokens;

/// html5ever's tokenizer looks through all attributes of a tag at each of them: none with more is handed on.
const MOST_ATTRIBUTES: usize = 64;

/// Reads a text.
pub struct Scanner<'a> {
    text: &'a str,
    /// The same text, of which the tree's own texts are parts.
    shared: StrTendril,
    /// The byte that is read next.
    at: usize,
    /// The line of that byte.
    line: u32,
    /// The next line end.
    line_end: usize,
    tokens: Tokens<'a>,
}

/// What stands between texts.
enum Markup {
    Tag(Tag),
    /// A comment, or what is taken for one.
    Nothing,
    /// What the tokenizer is to read.
    Other,
}

/// Bytes from one to before another.
type TextSpan = std::ops::Range<usize>;

/// Returns the text without a byte order mark, each line end a line feed.
pub fn normalized(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

impl<'a> Scanner<'a> {
    /// Creates a scanner of a normalized text that begins on this line of its file.
    pub fn new(text: &'a str, first_line: u32, tokens: Tokens<'a>) -> Self {
        let line_end = memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
        Self { text, shared: StrTendril::from_slice(text), at: 0, line: first_line, line_end, tokens }
    }

    /// Reads the whole text, and returns the tokens' state.
    pub fn read_all(mut self) -> Tokens<'a> {
        while self.at < self.text.len() {
            let begin = self.next_markup(self.at);
            let (end, markup) = self.parse_markup(begin).unwrap_or_else(|| {
                // What the file ends within is nothing.
                self.text = &self.text[..begin];
                (begin, Markup::Nothing)
            });
            self.read_text(begin);
            let result = match markup {
                Markup::Other => self.tokenize(end, None),
                Markup::Tag(tag) => {
                    self.advance(end);
                    self.tokens.add_tag(tag, self.line)
                }
                Markup::Nothing => {
                    self.advance(end);
                    TokenSinkResult::Continue
                }
            };
            if let TokenSinkResult::Script(name) = result {
                let end = find_end_tag(self.text, self.at, &name);
                // What was typed into a form is on the screen.
                if name == local_name!("textarea") && end > self.at {
                    let _ = self.tokenize(end, Some(State::RawData(RawKind::Rcdata)));
                }
                self.advance(end);
            }
        }
        self.tokens
    }

    /// Moves to this byte and counts the lines up to it.
    fn advance(&mut self, to: usize) {
        while self.line_end < to {
            self.line = self.line.saturating_add(1);
            let next = self.line_end + 1;
            self.line_end = self.find(b'\n', next).unwrap_or(self.text.len());
        }
        self.at = to;
    }

    /// Returns these bytes as a part of the shared text.
    fn shared_text(&self, span: TextSpan) -> StrTendril {
        let bytes = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.shared.subtendril(bytes(span.start), bytes(span.len()))
    }

    /// Adds the text up to this byte; one with character references goes through html5ever's tokenizer.
    fn read_text(&mut self, end: usize) {
        if self.at == end {
            return;
        }
        let bytes = &self.text.as_bytes()[self.at..end];
        if bytes.iter().all(u8::is_ascii_whitespace) && self.tokens.is_after_block() {
            return self.advance(end);
        }
        if memchr::memchr(b'&', bytes).is_some() {
            // Text begins nothing that could be passed over.
            let _ = self.tokenize(end, None);
            return;
        }
        let (begin, first) = (self.at, self.line);
        self.advance(end);
        self.tokens.add_text(self.shared_text(begin..end), first, self.line);
    }

    /// Reads up to this byte with html5ever's tokenizer.
    fn tokenize(&mut self, end: usize, initial_state: Option<State>) -> TokenSinkResult<LocalName> {
        let queue = BufferQueue::default();
        queue.push_back(self.shared_text(self.at..end));
        self.tokens.lines_before.set(self.line - 1);
        self.advance(end);
        let options = TokenizerOpts { discard_bom: false, initial_state, ..TokenizerOpts::default() };
        let tokenizer = Tokenizer::new(&self.tokens, options);
        let result = tokenizer.feed(&queue);
        tokenizer.end();
        match result {
            TokenizerResult::Script(name) => TokenSinkResult::Script(name),
            TokenizerResult::Done | TokenizerResult::EncodingIndicator(_) => TokenSinkResult::Continue,
        }
    }

    fn byte_at(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Returns the index of the next such byte.
    fn find(&self, byte: u8, from: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(from..)?;
        memchr::memchr(byte, rest).map(|found| from + found)
    }

    /// Returns the index of the next `<` that begins a tag, comment or the like, or the text's length.
    fn next_markup(&self, mut from: usize) -> usize {
        while let Some(at) = self.find(b'<', from) {
            match self.byte_at(at + 1) {
                Some(b'!' | b'?') => return at,
                Some(b'/') if at + 2 < self.text.len() => return at,
                Some(byte) if byte.is_ascii_alphabetic() => return at,
                Some(_) | None => from = at + 1,
            }
        }
        self.text.len()
    }

    /// Returns the index behind the markup at this `<`, and what it is; `None` if the text ends within it.
    fn parse_markup(&self, begin: usize) -> Option<(usize, Markup)> {
        let rest = self.text.get(begin + 1..)?;
        let starts =
            |name: &str| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let ends = |end: &str| Some(begin + 1 + rest.find(end)? + end.len());
        if let Some(comment) = rest.strip_prefix("!--") {
            return Some((begin + 4 + comment_end(comment)?, Markup::Nothing));
        }
        if starts("!doctype") {
            return Some((ends(">").unwrap_or(self.text.len()), Markup::Other));
        }
        if rest.starts_with("![CDATA[") && self.tokens.is_foreign() {
            return Some((ends("]]>").unwrap_or(self.text.len()), Markup::Other));
        }
        let (kind, name) = match rest.strip_prefix('/') {
            Some(_) => (TagKind::EndTag, begin + 2),
            None => (TagKind::StartTag, begin + 1),
        };
        if self.byte_at(name)?.is_ascii_alphabetic() {
            return self.parse_tag(kind, name);
        }
        Some((ends(">")?, Markup::Nothing))
    }

    /// Returns the index behind the tag whose name begins here, and the tag; `None` if the text ends within
    /// it.
    fn parse_tag(&self, kind: TagKind, begin: usize) -> Option<(usize, Markup)> {
        let end = begin + self.text[begin..].bytes().position(|byte| ends_name(byte) && byte != b'=')?;
        let written = &self.text[begin..end];
        let is_lower = !written.bytes().any(|byte| byte.is_ascii_uppercase());
        let name =
            if is_lower { LocalName::from(written) } else { LocalName::from(written.to_ascii_lowercase()) };
        let element = Kind::by_name(&name);
        let mut tag =
            Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        let is_start = kind == TagKind::StartTag;
        // What an element is there, its attributes may say.
        let mut is_other = is_start && (tag.name == local_name!("template") || self.tokens.is_foreign());
        is_other |= written.contains('\0');
        let (mut at, mut attributes) = (end, 0);
        loop {
            at = self.skip_space(at)?;
            match self.byte_at(at)? {
                b'>' => break,
                b'/' => {
                    at += 1;
                    tag.self_closing = self.byte_at(at)? == b'>';
                    continue;
                }
                _ => {}
            }
            let (name, value, end) = self.parse_attribute(at)?;
            at = end;
            attributes += 1;
            let Some(name) = read_attribute(element, &self.text[name]).filter(|_| is_start) else {
                continue;
            };
            if tag.attrs.iter().all(|attribute| attribute.name.local != name) {
                let plain = &self.text[value.clone()];
                is_other |= plain.contains(['&', '\0']);
                let name = QualName::new(None, ns!(), name);
                tag.attrs.push(Attribute { name, value: self.shared_text(value) });
            }
        }
        let is_other = is_other && attributes <= MOST_ATTRIBUTES;
        Some((at + 1, if is_other { Markup::Other } else { Markup::Tag(tag) }))
    }

    /// Returns the name and the value of the attribute at this byte, and the index behind it.
    fn parse_attribute(&self, begin: usize) -> Option<(TextSpan, TextSpan, usize)> {
        // The first byte is part of the name whatever it is.
        let rest = &self.text.as_bytes()[begin + 1..];
        let end = begin + 1 + rest.iter().position(|byte| ends_name(*byte))?;
        let equals = self.skip_space(end)?;
        if self.byte_at(equals)? != b'=' {
            return Some((begin..end, end..end, end));
        }
        let start = self.skip_space(equals + 1)?;
        let value = match self.byte_at(start)? {
            quote @ (b'"' | b'\'') => {
                let close = self.find(quote, start + 1)?;
                return Some((begin..end, start + 1..close, close + 1));
            }
            b'>' => start..start,
            _ => {
                let ends_value = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                start..start + self.text.as_bytes()[start..].iter().position(ends_value)?
            }
        };
        let after = value.end;
        Some((begin..end, value, after))
    }

    /// Returns the index of the first byte from here that is no white space; `None` at the end.
    fn skip_space(&self, from: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(from..)?;
        rest.iter().position(|byte| !byte.is_ascii_whitespace()).map(|found| from + found)
    }
}

/// True for a byte that ends the name of an attribute, or of a tag (but for `=`).
fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=')
}

/// Returns the index behind the comment whose words begin here; `None` if it is not closed.
fn comment_end(words: &str) -> Option<usize> {
    if words.starts_with('>') {
        return Some(1);
    }
    if words.starts_with("->") {
        return Some(2);
    }
    let mut at = 0;
    loop {
        at += words.get(at..)?.find("--")?;
        let rest = &words[at + 2..];
        if rest.starts_with('>') {
            return Some(at + 3);
        }
        if rest.starts_with("!>") {
            return Some(at + 4);
        }
        at += 1;
    }
}

/// Returns the index of the element's next end tag, or the text's length.
pub fn find_end_tag(text: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        at += found;
        let rest = text[at + 1..].strip_prefix('/').unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
            && !rest[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            return at;
        }
        at += 1;
    }
    text.len()
}

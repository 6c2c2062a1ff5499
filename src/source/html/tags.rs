//! Tokens → elements: end tags that are left out are implied as browsers do, what a page does not show is
//! left out, and depth has an end.

mod element;
mod stack;

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

use self::stack::Elements;
use super::blocks::Block;

/// What becomes of hidden elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// They are left out.
    Left,
    /// They are read like others.
    Read,
}

/// What was read.
pub struct Read {
    /// The blocks in page order.
    pub blocks: Vec<Block>,
    /// The first line with elements nested too deep.
    pub too_deep: Option<u32>,
    /// Labels of the form that stood in hidden elements.
    pub hidden_words: Vec<String>,
}

/// Reads a piece of HTML that begins on this line of its file.
pub fn read(text: &str, first_line: u32, hidden: Hidden) -> Read {
    let elements = Elements::new(text.len(), hidden, text.trim_start().starts_with("<?xml"));
    let tokenizer = Tokenizer::new(Sink { elements: RefCell::new(elements), first_line }, Default::default());
    let queue = BufferQueue::default();
    for piece in pieces(text) {
        queue.push_back(StrTendril::from_slice(piece));
    }
    while !queue.is_empty() {
        // A script's end tag gives the turn back.
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    tokenizer.sink.elements.into_inner().finish()
}

/// The tokenizer looks through all attributes of a tag at each of them: beyond so many bytes and
/// equal signs a tag is none.
const LONGEST_TAG: usize = 16 * 1024;
const MOST_ATTRIBUTES: usize = 512;

/// The text without tags of endless attributes; their line ends stay.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(begin) = text[at..].find('<').map(|found| at + found) {
        let end = text[begin..].find('>').map_or(text.len(), |found| begin + found + 1);
        let tag = &text[begin..end];
        if tag.len() > LONGEST_TAG && attributes(tag) > MOST_ATTRIBUTES {
            pieces.push(&text[start..begin]);
            pieces.extend(tag.matches('\n'));
            start = end;
        }
        at = end;
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// As many attributes as a tag may have at most.
fn attributes(tag: &str) -> usize {
    let is_name = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    if is_name {
        tag.bytes().filter(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')).count()
    } else {
        0
    }
}

/// Takes the tokens.
struct Sink {
    elements: RefCell<Elements>,
    first_line: u32,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<()> {
        let line = u32::try_from(line_number).unwrap_or(u32::MAX).saturating_add(self.first_line - 1);
        let mut elements = self.elements.borrow_mut();
        match token {
            Token::CharacterTokens(text) => {
                // The number is that of the line where the text ends.
                let ends = u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count());
                elements.add_text(&text, line.saturating_sub(ends.unwrap_or(u32::MAX)).max(1));
            }
            Token::NullCharacterToken => elements.add_text("\0", line),
            Token::TagToken(tag) => return elements_tag(&mut elements, &tag, line),
            Token::DoctypeToken(_) => elements.begin_document(),
            Token::CommentToken(_) | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

fn elements_tag(elements: &mut Elements, tag: &Tag, line: u32) -> TokenSinkResult<()> {
    match tag.kind {
        TagKind::EndTag => elements.end(tag, line),
        TagKind::StartTag => {
            if elements.start(tag, line) {
                return TokenSinkResult::RawData(raw_kind(&tag.name));
            }
        }
    }
    TokenSinkResult::Continue
}

fn raw_kind(name: &str) -> RawKind {
    match name {
        "script" => RawKind::ScriptData,
        "title" | "textarea" => RawKind::Rcdata,
        _ => RawKind::Rawtext,
    }
}

//! Text → scraper's tree of it, as a browser builds it, and the line that each of its words stands on.

mod sink;
mod tokens;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer};

pub use self::sink::Tree;
use self::tokens::Tokens;

/// What was read.
pub struct Read {
    /// The tree of each document, in the order of the file.
    pub trees: Vec<Tree>,
    /// The first line with elements nested too deep.
    pub too_deep: Option<u32>,
}

/// Reads a piece of HTML that begins on this line of its file.
pub fn read(text: &str, first_line: u32) -> Read {
    let tokens = Tokens::new(text.len(), first_line, text.trim_start().starts_with("<?xml"));
    let tokenizer = Tokenizer::new(tokens, Default::default());
    let queue = BufferQueue::default();
    for piece in pieces(text) {
        queue.push_back(StrTendril::from_slice(piece));
    }
    while !queue.is_empty() {
        if let TokenizerResult::Script(name) = tokenizer.feed(&queue) {
            tokenizer.sink.skip(&queue, &name);
        }
    }
    tokenizer.end();
    tokenizer.sink.finish()
}

/// The tokenizer looks through all attributes of a tag at each of them: beyond so many bytes and
/// equal signs a tag is none.
const LONGEST_TAG: usize = 16 * 1024;
const MOST_ATTRIBUTES: usize = 512;

/// The text without tags of endless attributes; their line ends stay.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    let next =
        |byte: u8, from: usize| memchr::memchr(byte, &text.as_bytes()[from..]).map(|found| from + found);
    while let Some(begin) = next(b'<', at) {
        let end = next(b'>', begin).map_or(text.len(), |found| found + 1);
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

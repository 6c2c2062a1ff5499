//! Text → scraper's tree of it, as a browser builds it, and the line that each of its words stands on.

mod scan;
mod sink;
mod tokens;

#[cfg(test)]
mod tests;

use self::scan::Scanner;
pub use self::sink::{NodeId, Tree};
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
    let text = scan::normal(text);
    let tokens = Tokens::new(text.len(), text.trim_start().starts_with("<?xml"));
    Scanner::new(&text, first_line, tokens).read().finish()
}

//! Text → the tree of it, as a browser builds it, and the line that each of its words stands on.

mod nodes;
mod scan;
mod sink;
mod tokens;

#[cfg(test)]
mod tests;

pub use self::nodes::{Node, NodeRef};
use self::scan::Scanner;
pub use self::sink::{NodeId, Tree};
use self::tokens::Tokens;

/// Parses HTML that begins on this line of its file, and calls `take` with the tree of each document in it.
/// Returns the first line with elements nested too deep.
pub fn read(text: &str, first_line: u32, take: &mut dyn FnMut(Tree)) -> Option<u32> {
    let text = scan::normalized(text);
    let tokens = Tokens::new(&text, take);
    Scanner::new(&text, first_line, tokens).read_all().finish()
}

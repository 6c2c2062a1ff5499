//! What tags are called.

use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{LocalName, local_name};

use super::super::super::super::word_list::WordList;
use super::super::super::element::Kind;

/// Elements that browsers open again, and what like them only changes the look of letters.
const OF_LETTERS: WordList = WordList("a b big code em font i nobr plaintext s small strike strong tt u");

/// `svg` and `math` may close themselves.
pub fn is_foreign_root(tag: &Tag) -> bool {
    matches!(tag.name, local_name!("svg") | local_name!("math"))
}

/// A tag without attributes.
pub fn named(kind: TagKind, name: LocalName) -> Tag {
    Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false }
}

/// What an element is called in the tree. Browsers open links and letters' looks again in each
/// paragraph after one that left them open: a page may so grow without bound, and no word moves by it.
pub fn common_name(tag: &Tag) -> LocalName {
    let may_be_of_letters = matches!(Kind::of(&tag.name), Kind::Inline | Kind::Unshown);
    if may_be_of_letters && OF_LETTERS.contains(&tag.name) { local_name!("span") } else { tag.name.clone() }
}

//! What tags are called.

use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{LocalName, local_name};

/// True for `svg` and `math`, which may close themselves.
pub fn is_foreign_root(tag: &Tag) -> bool {
    matches!(tag.name, local_name!("svg") | local_name!("math"))
}

/// Returns a tag without attributes.
pub fn bare_tag(kind: TagKind, name: LocalName) -> Tag {
    Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false }
}

/// Returns the name of an element in the tree, `span` for all that change letters. Browsers reopen those in
/// each paragraph after one left open: a page may grow by that without bound, and no word moves by it.
pub fn common_name(tag: &Tag) -> LocalName {
    match tag.name {
        local_name!("a")
        | local_name!("b")
        | local_name!("big")
        | local_name!("code")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("nobr")
        | local_name!("plaintext")
        | local_name!("s")
        | local_name!("small")
        | local_name!("strike")
        | local_name!("strong")
        | local_name!("tt")
        | local_name!("u") => local_name!("span"),
        _ => tag.name.clone(),
    }
}

//! The address in the head of a page, which may stand behind words.

use std::rc::Rc;

use super::super::super::markup;
use super::super::blocks::{Block, BlockRole};
use super::super::name::HeadWord;
use super::super::words::Words;

/// Words that lead to a network's own site, where the address is not among them.
const OWN_SITE: [&str; 6] = ["サイト", "ホームページ", "HP", "ＨＰ", "URL", "ＵＲＬ"];

/// Writes out the address in each page's head: in place of words that show only it, or else as the head's
/// last words.
pub fn add_head_addresses(mut blocks: Vec<Block>) -> Vec<Block> {
    let pages: Vec<usize> = (0..blocks.len()).filter(|at| is_page_heading(&blocks[*at])).collect();
    // Where words are added, and which; the last page first.
    let mut added: Vec<(usize, Block)> = Vec::new();
    for page in pages.into_iter().rev() {
        let end = (page + 1..blocks.len()).find(|at| ends_head(&blocks[*at])).unwrap_or(blocks.len());
        let found = find_address(&blocks[page + 1..end]);
        let Some((at, address)) = found.map(|(at, address)| (page + 1 + at, address)) else {
            continue;
        };
        let line = blocks[at].words().and_then(Words::line).unwrap_or(1);
        if shows_only_address(&blocks[at]) {
            blocks[at] = address_block(&address, line);
        } else {
            added.push((end, address_block(&address, line)));
        }
    }
    insert_before(blocks, added)
}

/// Returns the blocks with each `added` one inserted before the block at its index; `added` is sorted from
/// the last index to the first.
fn insert_before(blocks: Vec<Block>, mut added: Vec<(usize, Block)>) -> Vec<Block> {
    if added.is_empty() {
        return blocks;
    }
    let mut all = Vec::with_capacity(blocks.len() + added.len());
    for (at, block) in blocks.into_iter().enumerate() {
        while let Some((_, more)) = added.pop_if(|(before, _)| *before == at) {
            all.push(more);
        }
        all.push(block);
    }
    all.extend(added.into_iter().rev().map(|(_, block)| block));
    all
}

/// Returns a block of plain words that are this address.
fn address_block(address: &str, line: u32) -> Block {
    let mut words = Words::default();
    words.add_text(address, line);
    Block::Words { words, role: BlockRole::Plain, href: None }
}

/// True for the words 事例紹介, which begin a page.
fn is_page_heading(block: &Block) -> bool {
    block.words().is_some_and(|words| words.head() == Some(HeadWord::Page))
}

/// True for the block that ends a page's head: a title, a label, 事例紹介, 目次, or anything but words.
fn ends_head(block: &Block) -> bool {
    let is_name =
        |words: &Words| words.title().is_some() || words.label().is_some() || words.head().is_some();
    block.words().is_none_or(is_name)
}

/// Returns the index and the address of the block that shows one, or else links to one: a name at the top, or
/// words such as 公式サイト. `None` without any.
fn find_address(head: &[Block]) -> Option<(usize, Rc<str>)> {
    let words = || {
        head.iter().enumerate().filter_map(|(at, block)| match block {
            Block::Words { words, role, href } => Some((at, &words.text, role, href)),
            Block::Row { .. } | Block::Term(_) | Block::Definition(_) | Block::Verbatim(..) => None,
        })
    };
    let shown = words().find_map(|(at, text, _, href)| {
        let shown = markup::address(text)?;
        Some((at, href.clone().unwrap_or_else(|| shown.into())))
    });
    shown.or_else(|| {
        let mut names = 0;
        words().find_map(|(at, text, role, href)| {
            let is_item = matches!(role, BlockRole::Item { .. });
            let is_name = !is_item && names < 2;
            names += usize::from(!is_item);
            let href = href.clone()?;
            (is_name || OWN_SITE.iter().any(|word| text.contains(word))).then_some((at, href))
        })
    })
}

/// True for words that an address may replace: an address itself, or the name of a site.
fn shows_only_address(block: &Block) -> bool {
    let is_address =
        |text: &str| markup::address(text).is_some() || OWN_SITE.iter().any(|word| text.contains(word));
    block.words().is_some_and(|words| is_address(&words.text))
}

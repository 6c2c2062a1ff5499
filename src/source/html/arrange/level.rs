//! What the headings of a page are: lines, labels, titles.

use super::super::blocks::{Block, BlockRole};

/// So many pieces of a page show that all of its lines are headings.
const FEWEST: usize = 20;

/// Makes all headings plain words if the page is only words, nine in ten of them headings, at least 20.
pub fn flatten_headings(blocks: &mut [Block]) {
    let is_heading = |block: &&Block| matches!(block, Block::Words { role: BlockRole::Heading(_), .. });
    let headings = blocks.iter().filter(is_heading).count();
    let words = blocks.iter().filter(|block| matches!(block, Block::Words { .. })).count();
    if words < blocks.len() || headings < FEWEST || headings * 10 < words * 9 {
        return;
    }
    for block in blocks {
        if let Block::Words { role, .. } = block {
            *role = BlockRole::Plain;
        }
    }
}

/// Returns the heading level with the most labels; `None` if no level has two.
pub fn label_level(blocks: &[Block]) -> Option<u8> {
    let mut labels = [0_usize; 7];
    for block in blocks {
        if let Block::Words { words, role: BlockRole::Heading(level), .. } = block
            && words.label().is_some()
            && words.title().is_none()
            && let Some(labels) = labels.get_mut(usize::from(*level))
        {
            *labels += 1;
        }
    }
    let level = (0..7_u8).zip(labels).max_by_key(|(_, labels)| *labels);
    level.filter(|(_, labels)| *labels > 1).map(|(level, _)| level)
}

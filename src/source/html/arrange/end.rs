//! What follows a block on its page: more of the form, a remark on it, or the rest of the site.

use super::super::super::closing_notes;
use super::super::super::form::{is_footer, key};
use super::super::super::word_list::WordList;
use super::super::blocks::{Block, BlockRole};
use super::super::name::HeadWord;
use super::super::words::Words;

/// What a block is to the end of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// Rows or titles come after it.
    Rows,
    /// None come, and it is no part of the site that is recognised.
    Remark,
    /// None come, and it belongs to the site: a list of links, or its heading.
    Site,
}

/// Headings over links to other pages.
const OF_SITE: WordList = WordList(
    "関連リンク リンク リンク集 関連情報 関連ページ 関連サイト 関連記事 メニュー サイトマップ \
    ナビゲーション カテゴリ カテゴリー アーカイブ 最近の投稿 お知らせ お問い合わせ お問合せ 検索 \
    事例を探す データで見る",
);

/// Returns what each block is to the end of its page, by what comes after it and by its own words.
pub fn what_follows(blocks: &[Block], label_level: Option<u8>) -> Vec<Later> {
    let mut rows = false;
    // True where the next block is an item that is a link.
    let mut links = false;
    let mut found: Vec<Later> = Vec::with_capacity(blocks.len());
    for block in blocks.iter().rev() {
        let is_site = !rows
            && matches!(block, Block::Words { words, role, .. } if is_site_navigation(words, *role, links));
        found.push(match (rows, is_site) {
            (true, _) => Later::Rows,
            (false, true) => Later::Site,
            (false, false) => Later::Remark,
        });
        links = matches!(block, Block::Words { role: BlockRole::Item { is_link: true }, .. });
        match block {
            Block::Words { words, role, .. } => {
                let is_page = words.head() == Some(HeadWord::Page);
                let is_label = label_level.is_some_and(|level| *role == BlockRole::Heading(level));
                rows = !is_page && (rows || is_label || words.title().is_some());
            }
            Block::Row { .. } | Block::Term(_) | Block::Definition(_) => rows = true,
            Block::Verbatim(..) => {}
        }
    }
    found.reverse();
    found
}

/// Returns for each block true if only sentences follow it up to the next title, footer link or end.
pub fn section_ends(blocks: &[Block]) -> Vec<bool> {
    let mut is_end = true;
    let mut ends: Vec<bool> = Vec::with_capacity(blocks.len());
    for block in blocks.iter().rev() {
        ends.push(is_end);
        is_end = matches!(block, Block::Words { words, role, .. } if {
            let is_sentence = *role == BlockRole::Plain && closing_notes::ends_sentence(&words.text);
            words.title().is_some() || is_footer(&words.text) || is_end && is_sentence
        });
    }
    ends.reverse();
    ends
}

/// True for an item that is a link, a heading before one, and a heading such as 関連リンク.
fn is_site_navigation(words: &Words, role: BlockRole, links: bool) -> bool {
    match role {
        BlockRole::Plain => false,
        BlockRole::Item { is_link } => is_link,
        BlockRole::Heading(_) => links || key(&words.text).is_some_and(|name| OF_SITE.contains(&name)),
    }
}

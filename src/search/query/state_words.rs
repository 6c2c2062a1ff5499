//! The words for the state of a field or a case: blank or not, bookmarked.

use super::super::names::name_key;

/// Words for 空 and 有, normalised.
pub(super) const BLANK: [&str; 10] =
    ["空", "空欄", "空白", "記載なし", "未記入", "なし", "無し", "無", "blank", "empty"];
pub(super) const FILLED: [&str; 8] =
    ["有", "有り", "あり", "記載あり", "記入済み", "filled", "has", "notblank"];

/// Words before a state, and for the bookmark.
pub const IS: [&str; 1] = ["is"];
/// The words for a bookmark; the first two are offered, in Japanese and in English.
pub const BOOKMARKED: [&str; 8] =
    ["しおり", "bookmarked", "bookmark", "bookmarks", "栞", "ブックマーク", "お気に入り", "starred"];

/// True for one of the words for a bookmark.
pub(super) fn is_bookmark(word: &str) -> bool {
    // The words are shorter.
    word.len() <= 64 && BOOKMARKED.iter().any(|known| name_key(known) == name_key(word))
}

/// True for the beginning of such a word.
pub(super) fn can_become_bookmark(word: &str) -> bool {
    word.len() <= 64 && BOOKMARKED.iter().any(|known| name_key(known).starts_with(&name_key(word)))
}

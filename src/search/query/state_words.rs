//! The words for what a place or a case is: blank or not, marked by the reader.

use super::super::names::key;

/// Words for 空 and 有, as they are compared.
pub(super) const BLANK: [&str; 10] =
    ["空", "空欄", "空白", "記載なし", "未記入", "なし", "無し", "無", "blank", "empty"];
pub(super) const FILLED: [&str; 8] =
    ["有", "有り", "あり", "記載あり", "記入済み", "filled", "has", "notblank"];

/// Words before what a case is to the reader, and for its mark.
pub const IS: [&str; 1] = ["is"];
/// The words for a bookmark; the first two are offered, in Japanese and in English.
pub const BOOKMARKED: [&str; 8] =
    ["しおり", "bookmarked", "bookmark", "bookmarks", "栞", "ブックマーク", "お気に入り", "starred"];

/// True for one of the words for a bookmark.
pub(super) fn is_bookmark(word: &str) -> bool {
    // As long as the longest of the words, or it is none of them.
    word.len() <= 64 && BOOKMARKED.iter().any(|known| key(known) == key(word))
}

/// True for the beginning of such a word.
pub(super) fn can_become_bookmark(word: &str) -> bool {
    word.len() <= 64 && BOOKMARKED.iter().any(|known| key(known).starts_with(&key(word)))
}

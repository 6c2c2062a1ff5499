//! The words for the state of a field or a case: blank or not, with a sign.

use strum::VariantArray;

use super::super::names::name_key;
use crate::model::CaseSign;

/// Words for 空 and 有, normalised.
pub(super) const BLANK: [&str; 10] =
    ["空", "空欄", "空白", "記載なし", "未記入", "なし", "無し", "無", "blank", "empty"];
pub(super) const FILLED: [&str; 8] =
    ["有", "有り", "あり", "記載あり", "記入済み", "filled", "has", "notblank"];

/// Words before a state.
pub const IS: [&str; 1] = ["is"];

/// Returns the words for a sign; the first two are offered, in Japanese and in English.
#[must_use]
pub fn sign_words(sign: CaseSign) -> &'static [&'static str] {
    match sign {
        CaseSign::Bookmark => {
            &["しおり", "bookmarked", "bookmark", "bookmarks", "栞", "ブックマーク", "お気に入り", "starred"]
        }
        CaseSign::Mark => &["印", "marked", "mark", "marks", "比較の印", "しるし"],
    }
}

/// Returns the sign that a word is for.
pub(super) fn find_sign(word: &str) -> Option<CaseSign> {
    find_sign_by(word, |known, key| known == key)
}

/// True for the beginning of such a word.
pub(super) fn can_become_sign(word: &str) -> bool {
    find_sign_by(word, |known, key| known.starts_with(key)).is_some()
}

fn find_sign_by(word: &str, fits: impl Fn(&str, &str) -> bool) -> Option<CaseSign> {
    // The words are shorter.
    let key = if word.len() <= 64 { name_key(word) } else { return None };
    let has_word = |sign: &&CaseSign| sign_words(**sign).iter().any(|known| fits(&name_key(known), &key));
    CaseSign::VARIANTS.iter().find(has_word).copied()
}

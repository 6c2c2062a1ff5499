//! What writers put where the form has nothing: a dash, a remark that it is blank. An answer such as
//! なし or 特になし is none of these.

use super::super::word_list::WordList;

/// Remarks that a cell is blank.
const REMARKS: WordList =
    WordList("記載なし 記載無し 空欄 空白 未記入 無記入 記入なし 未回答 無回答 回答なし データなし 情報なし");

/// The same in Latin letters.
const LATIN: WordList = WordList("n/a na nan null none nil blank");

/// True for dashes, a remark that the cell is blank, brackets around nothing, and words of programs for
/// nothing.
pub fn is_blank(text: &str) -> bool {
    // Most values are longer than all of these, or begin with other letters.
    if text.len() > 24 && !text.starts_with(['_', '＿']) || text.starts_with(begins_answer) {
        return false;
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = bare.as_str();
    let inner = text.trim_matches(|c: char| "（）()［］[]〈〉<>【】".contains(c));
    let is_bracketed = inner.len() < text.len();
    let is_line = |c: char| is_dash(c) || matches!(c, '_' | '＿' | '…' | '‥');
    // Brackets with nothing in them are to be filled in.
    let is_dashes = !text.is_empty() && inner.chars().all(is_line);
    let is_latin = LATIN.contains_in_any_case(inner);
    let is_remark =
        REMARKS.contains(inner) && (is_bracketed || !inner.ends_with("なし") || inner == "記載なし");
    is_dashes || is_latin || is_remark
}

/// True for kana and kanji that no remark begins with.
fn begins_answer(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿')
        && !matches!(c, '記' | '空' | '未' | '無' | '回' | 'デ' | '情')
}

/// True for any dash.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '－' | '−' | '─' | '━' | 'ー' | 'ｰ')
}

//! What the form calls words: asked of every cell and line of a page, and nearly always nothing.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::align::without_note;
use super::super::form::{LabelPlace, form, key, names_as_written};
use super::super::legend;
use crate::text::fold::has_twin;

/// What the form calls words.
#[derive(Debug, Clone, Copy, Default)]
pub struct KnownName {
    /// Index of the section that they are the title of.
    pub title: Option<usize>,
    /// The first field that they are the label of, whatever legend stands behind it.
    pub label: Option<LabelPlace>,
    /// What they are to the head of a page.
    pub head: Option<HeadWord>,
}

/// Words of a page's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadWord {
    /// 事例紹介: a page begins.
    Page,
    /// 目次.
    Contents,
}

/// How the words of a page's head are written.
const HEADS: [(&str, HeadWord); 2] = [("事例紹介", HeadWord::Page), ("目次", HeadWord::Contents)];

/// Longer words, in bytes, are no title and no label, unless a legend stands behind the label.
const LONGEST: usize = 160;

/// So much of a legend shows that it is one.
const LEGEND: usize = 16;

static NAMES: LazyLock<KnownNames> = LazyLock::new(KnownNames::new);

/// The names of the form in their normal form.
struct KnownNames {
    names: FxHashMap<String, KnownName>,
    /// Which characters stand beside each other in one of them.
    pairs: FxHashSet<(char, char)>,
}

impl KnownNames {
    fn new() -> Self {
        let written = names_as_written().chain(HEADS.map(|(words, _)| words));
        let name = |name: String| {
            let head = HEADS.iter().find(|(words, _)| *words == name).map(|(_, head)| *head);
            (
                name.clone(),
                KnownName { title: form().title(&name), label: form().label_anywhere(&name), head },
            )
        };
        let names: FxHashMap<String, KnownName> =
            written.filter_map(key).map(|normal| name(normal.into_owned())).collect();
        let pairs = names.keys().flat_map(|name| name.chars().zip(name.chars().skip(1))).collect();
        Self { names, pairs }
    }
}

impl KnownName {
    /// Returns what the form calls these words; all `None` if it does not know them.
    pub fn look_up(words: &str) -> Self {
        // Long words are asked for again and again as they grow.
        if words.len() <= LONGEST
            && let Some(known) = NAMES.names.get(words)
        {
            return *known;
        }
        let mut end = words.len().min(LONGEST + LEGEND);
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        let (label, legend) = legend::without(&words[..end]);
        let label =
            if label.contains(|c: char| c.is_ascii_alphabetic()) { without_note(label) } else { label };
        if label.len() > LONGEST || !may_be_name(label) {
            return Self::default();
        }
        let Some(name) = key(label) else {
            return Self::default();
        };
        let known = NAMES.names.get(&*name).copied();
        let known = known.unwrap_or_else(|| Self { title: form().title(&name), ..Self::default() });
        if legend.is_some() { Self { title: None, ..known } } else { known }
    }
}

/// False if two neighbouring characters are neighbours in no name: a quick check before normalising.
fn may_be_name(words: &str) -> bool {
    let mut before = None;
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        // These are their own normal form, but for kana whose voicing mark stands apart.
        let is_normal = matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿')
            // What numbers a title is no part of it.
            && !matches!(c, '第' | '章' | '節')
            && !has_twin(c)
            && !chars.peek().is_some_and(|next| matches!(next, '\u{3099}' | '\u{309a}'));
        if is_normal && before.is_some_and(|before| !NAMES.pairs.contains(&(before, c))) {
            return false;
        }
        before = is_normal.then_some(c);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::schema;

    #[test]
    fn names_are_known_however_they_are_written() {
        for section in schema().sections {
            assert!(KnownName::look_up(section.title).title.is_some(), "{}", section.title);
            for field in section.fields {
                assert!(KnownName::look_up(field.label).label.is_some(), "{}", field.label);
            }
        }
        for words in ["■ システム の 概要", "1.ｼｽﾃﾑの概要", "シ\u{3000}ス テムの概要", "【システムの概要】"]
        {
            assert_eq!(KnownName::look_up(words).title, Some(0), "{words}");
        }
        assert_eq!(
            KnownName::look_up("システム導入效果").label.map(|place| place.spec().id),
            Some("effects")
        );
        for words in ["ログインセキュリティ", "ロク\u{3099}インセキュリティ", "第11章ログインセキュリティ"]
        {
            let title = KnownName::look_up(words).title.map(|at| schema().sections[at].title);
            assert_eq!(title, Some("ログインセキュリティ"), "{words}");
        }
        assert_eq!(KnownName::look_up("事例 紹介").head, Some(HeadWord::Page));
    }

    #[test]
    fn a_label_is_known_before_its_legend_however_long_what_follows_is() {
        let words =
            format!("システム導入効果 凡例：(○) 効果あり、(×) 効果なし {}", "(○) 向上した ".repeat(50));
        let name = KnownName::look_up(&words);
        assert_eq!(name.label.map(|place| place.spec().id), Some("effects"));
        assert!(name.title.is_none());
        assert!(KnownName::look_up(&"システム".repeat(50)).label.is_none());
    }
}

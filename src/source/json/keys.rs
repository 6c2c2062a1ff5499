//! What keys and titles of JSON are: labels and titles of the form by word, id or English name, and the
//! words of whoever laid the document out.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::align;
use super::super::form::{LabelPlace, form};
use super::super::legend;
use super::super::word_list::WordList;
use super::tree::{JsonNode, LabelSet, Member};
use crate::model::schema::schema;

/// Keys of the head of a case.
pub const NAMES: WordList = WordList(
    "name 事例名 ネットワーク名 ネットワーク名称 名称 正式名称 名前 事例 title タイトル full_name \
    fullName Name Title network network_name",
);
/// Keys of a nickname.
pub const NICKNAMES: WordList =
    WordList("nickname 略称 愛称 通称 ニックネーム 呼称 short_name shortName Nickname");
/// Keys of the address of a network's site.
pub const ADDRESSES: WordList =
    WordList("url URL ＵＲＬ Url サイト ホームページ HP 公式サイト ウェブサイト website site homepage link");
/// Keys of a label in a row that is an object.
pub const LABELS: WordList =
    WordList("label ラベル 項目 項目名 field key 質問 設問 question name 名称 名前 見出し title Label Field");
/// Keys of a value in a row that is an object.
pub const VALUES: WordList = WordList(
    "text value 値 内容 回答 記載 記載内容 入力 入力内容 本文 データ answer content body data values \
    items Value Text",
);
/// Keys of a section's title, in a row or in a section that is an object.
pub const TITLES: WordList = WordList(
    "section セクション 区分 分類 大項目 カテゴリ カテゴリー category group heading title 見出し \
    タイトル Section",
);
/// Keys of a unit behind a value.
pub const UNITS: WordList = WordList("unit 単位");
/// Keys of a row or section that say nothing of the page.
pub const NUMBERS: WordList = WordList("id no No number 番号 order index kind");

/// Labels and titles by id and by English name.
struct KeyNames {
    labels: FxHashMap<&'static str, LabelPlace>,
    titles: FxHashMap<&'static str, usize>,
}

static KNOWN: LazyLock<KeyNames> = LazyLock::new(|| {
    let mut names = KeyNames { labels: FxHashMap::default(), titles: FxHashMap::default() };
    for (section, spec) in schema().sections.iter().enumerate() {
        names.titles.extend([(spec.id, section), (spec.short, section), (spec.en, section)]);
        for (field, spec) in spec.fields.iter().enumerate() {
            let place = LabelPlace { section, field };
            names.labels.insert(spec.id, place);
            // Some sections have fields of one English name.
            names.labels.entry(spec.en).or_insert(place);
        }
    }
    names
});

/// A label as a key writes it.
pub struct Label<'k> {
    /// The words of the form, where it is one of its labels, else the key.
    pub words: Cow<'k, str>,
    /// The label, where its id is the key.
    pub place: Option<LabelPlace>,
}

/// Returns the label of the form that a key is, by words, id or English name, with or without an English
/// note; `None` for others.
pub fn label(key: &str) -> Option<Label<'_>> {
    // No label of the form is ASCII alone, and most keys of programs are.
    if key.is_ascii() {
        let place = *KNOWN.labels.get(key)?;
        return Some(Label { words: Cow::Borrowed(place.spec().label), place: Some(place) });
    }
    let (bare, legend) = legend::without(key);
    let is_of_form = |words: &&str| form().label_anywhere(words).is_some();
    if is_of_form(&bare) {
        return Some(Label { words: Cow::Borrowed(key), place: None });
    }
    if let Some(words) = Some(without_note(bare)).filter(is_of_form) {
        let legend = legend.map_or("", |_| &key[bare.len()..]);
        let words =
            if legend.is_empty() { Cow::Borrowed(words) } else { Cow::Owned(words.to_owned() + legend) };
        return Some(Label { words, place: None });
    }
    None
}

/// Returns the title of the form that the words are: by words, short title, id or English name; `None` for
/// others.
pub fn title(words: &str) -> Option<&'static str> {
    // As for labels.
    if words.is_ascii() {
        return KNOWN.titles.get(words.trim()).map(|section| schema().sections[*section].title);
    }
    let noted = || form().title(without_note(words));
    let section = form().title(words).or_else(noted).or_else(|| KNOWN.titles.get(words.trim()).copied());
    section.map(|section| schema().sections[section].title)
}

/// Returns a key without the English note behind it; a long key as it is.
fn without_note(key: &str) -> &str {
    if key.len() > LONGEST_NOTED { key } else { align::without_note(key) }
}

/// Longer keys, in bytes, are no label with a note.
const LONGEST_NOTED: usize = 300;

/// Returns the set of the label that a key is, the empty set for other keys.
pub fn label_set(key: &str) -> LabelSet {
    let place = label(key)
        .and_then(|label| label.place.or_else(|| form().label_anywhere(legend::without(&label.words).0)));
    place.map_or(LabelSet::default(), |place| LabelSet::single(label_index(place)))
}

/// Returns the index of a label in the order of the form.
fn label_index(place: LabelPlace) -> usize {
    let before = schema().sections[..place.section].iter().map(|section| section.fields.len());
    before.sum::<usize>() + place.field
}

/// Returns how many sections of the form have a label in the set.
pub fn sections_in(labels: LabelSet) -> usize {
    let mut first = 0;
    let sections = schema().sections.iter().filter(|section| {
        let bits = first..first + section.fields.len();
        first = bits.end;
        bits.into_iter().any(|bit| labels.count_shared(LabelSet::single(bit)) > 0)
    });
    sections.count()
}

/// Returns the first member with one of these keys whose value passes, in the order of the keys.
pub fn find_member<'n, 'a>(
    node: &'n JsonNode<'a>,
    keys: WordList,
    passes: impl Fn(&JsonNode<'_>) -> bool,
) -> Option<&'n Member<'a>> {
    let members = node.members();
    keys.iter()
        .find_map(|key| members.iter().find(|member| member.key.trim() == key && passes(&member.value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_by_word_note_id_and_english_name() {
        for key in
            ["システム名", "システム名 (System name)", "システム名/System name", "system_name", "System name"]
        {
            assert_eq!(label(key).map(|label| label.words), Some("システム名".into()), "{key}");
        }
        let noted = ["企業名（１）/Company (1)", "企業名(1) (Company (1))"];
        assert!(noted.iter().all(|key| label(key).is_some()));
        let words = label("システム導入効果/Effects 凡例：(○) 効果あり").unwrap().words;
        assert_eq!(words, "システム導入効果 凡例：(○) 効果あり");
        assert!(label("備考").is_none() && label("name").is_none());
    }

    #[test]
    fn titles_are_known_by_word_short_title_and_id() {
        for words in ["システムの概要", "1. システムの概要", "概要", "overview", "System overview"]
        {
            assert_eq!(title(words), Some("システムの概要"), "{words}");
        }
        assert_eq!(title("沿革"), None);
    }
}

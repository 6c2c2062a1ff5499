//! What keys and titles of JSON are: labels and titles of the form by word, id or English name, and the
//! words of whoever laid the document out.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::form::{LabelPlace, form};
use super::super::legend;
use super::super::word_list::WordList;
use super::tree::{LabelSet, Member, Node};
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
struct Names {
    labels: FxHashMap<&'static str, LabelPlace>,
    titles: FxHashMap<&'static str, usize>,
}

static KNOWN: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { labels: FxHashMap::default(), titles: FxHashMap::default() };
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

/// The label of the form that a key is, an English note behind it or not.
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
    if let Some(words) = without_note(bare).find(is_of_form) {
        let legend = legend.map_or("", |_| &key[bare.len()..]);
        let words =
            if legend.is_empty() { Cow::Borrowed(words) } else { Cow::Owned(words.to_owned() + legend) };
        return Some(Label { words, place: None });
    }
    None
}

/// The title of the form that words are: by word, short title, id or English name.
pub fn title(words: &str) -> Option<&'static str> {
    let noted = || without_note(words).find_map(|words| form().title(words));
    // As for labels.
    if words.is_ascii() {
        return KNOWN.titles.get(words.trim()).map(|section| schema().sections[*section].title);
    }
    let section = form().title(words).or_else(noted).or_else(|| KNOWN.titles.get(words.trim()).copied());
    section.map(|section| schema().sections[section].title)
}

/// `label (English name)`, `label / English name` → `label`, cut at each sign that may begin the note.
fn without_note(key: &str) -> impl Iterator<Item = &str> {
    const SIGNS: [char; 6] = ['(', '（', '[', '［', '/', '／'];
    let is_short = key.len() <= LONGEST_NOTED;
    key.match_indices(SIGNS).filter(move |_| is_short).filter_map(|(at, _)| {
        let note = key[at..].trim_start_matches(SIGNS).trim_start();
        let is_latin = note.starts_with(|c: char| c.is_ascii_alphabetic()) && note.chars().all(is_note);
        is_latin.then(|| key[..at].trim_end()).filter(|words| !words.is_empty())
    })
}

/// Longer keys, in bytes, are no label with a note.
const LONGEST_NOTED: usize = 300;

fn is_note(c: char) -> bool {
    c.is_ascii() || matches!(c, '）' | '］' | '（' | '’')
}

/// The set of the label that a key is; empty for other keys.
pub fn label_set(key: &str) -> LabelSet {
    let place = label(key)
        .and_then(|label| label.place.or_else(|| form().label_anywhere(legend::without(&label.words).0)));
    place.map_or(LabelSet::default(), |place| LabelSet::of(bit(place)))
}

/// The place of a label in the order of the form.
fn bit(place: LabelPlace) -> usize {
    let before = schema().sections[..place.section].iter().map(|section| section.fields.len());
    before.sum::<usize>() + place.field
}

/// How many sections of the form a set has labels of.
pub fn sections_in(labels: LabelSet) -> usize {
    let mut first = 0;
    let sections = schema().sections.iter().filter(|section| {
        let bits = first..first + section.fields.len();
        first = bits.end;
        bits.into_iter().any(|bit| labels.shared(LabelSet::of(bit)) > 0)
    });
    sections.count()
}

/// The first member with one of these keys whose value passes, in the order of the keys.
pub fn find<'n, 'a>(
    node: &'n Node<'a>,
    keys: WordList,
    passes: impl Fn(&Node<'_>) -> bool,
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

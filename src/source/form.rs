//! The form that every page follows: which words are titles, labels and the links below it, however
//! they are written.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::model::schema::{FieldSpec, SectionSpec, schema};
use crate::text::fold::{has_twin, is_invisible, narrow, twin};

/// Longer words than this, in bytes, are no title and no label.
const LONGEST: usize = 160;

static FORM: LazyLock<Form> = LazyLock::new(Form::new);

/// Builds the form that every line is compared with, so that the first page need not wait for it.
pub fn prepare() {
    LazyLock::force(&FORM);
}

/// The titles and labels of the schema by their normal form.
pub struct Form {
    titles: FxHashMap<String, usize>,
    labels: FxHashMap<String, Vec<(usize, usize)>>,
    /// The labels of each section in page order.
    normal_labels: Vec<Vec<String>>,
    /// The titles and labels as the schema writes them, as most pages do.
    as_written: FxHashMap<&'static str, Written>,
    /// What their normal forms begin with.
    beginnings: FxHashSet<Beginning>,
}

/// What is known of a title or label that is written as the schema writes it.
struct Written {
    normal: String,
    title: Option<usize>,
    /// Section and field of every label that it is.
    labels: Vec<(usize, usize)>,
    /// True where a longer label begins with it.
    goes_on: bool,
}

/// A label of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LabelPlace {
    /// Index of the section in the schema.
    pub section: usize,
    /// Index of the field in the section.
    pub field: usize,
}

impl LabelPlace {
    /// Returns the field of the schema.
    pub fn spec(self) -> &'static FieldSpec {
        &schema().sections[self.section].fields[self.field]
    }
}

/// Returns the labels and then the title of each section, as the schema writes them.
pub fn names_as_written() -> impl Iterator<Item = &'static str> {
    let sections = schema().sections.iter();
    sections.flat_map(|spec| spec.fields.iter().map(|field| field.label).chain([spec.title]))
}

/// Returns the form that every page follows.
pub fn form() -> &'static Form {
    &FORM
}

impl Form {
    /// Builds the form from the schema.
    fn new() -> Self {
        let mut titles = FxHashMap::default();
        let mut labels: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
        for (section, spec) in schema().sections.iter().enumerate() {
            titles.insert(normal(spec.title).into_owned(), section);
            for (field, spec) in spec.fields.iter().enumerate() {
                labels.entry(normal(spec.label).into_owned()).or_default().push((section, field));
            }
        }
        let normal_of =
            |spec: &SectionSpec| spec.fields.iter().map(|field| normal(field.label).into_owned()).collect();
        let normal_labels = schema().sections.iter().map(normal_of).collect();
        let beginnings = titles.keys().chain(labels.keys()).flat_map(|key| beginnings_of(key)).collect();
        let as_written = FxHashMap::default();
        let mut form = Self { titles, labels, normal_labels, as_written, beginnings };
        form.as_written = names_as_written().map(|words| (words, form.describe(words))).collect();
        form
    }

    /// Returns what is known of a title or label that is written as the schema writes it.
    fn describe(&self, words: &str) -> Written {
        let normal = normal(words).into_owned();
        let is_longer = |label: &String| label.len() > normal.len() && label.starts_with(&normal);
        let goes_on = self.normal_labels.iter().flatten().any(is_longer);
        let labels = self.labels.get(&normal).cloned().unwrap_or_default();
        Written { title: self.title_of_normal(&normal), labels, goes_on, normal }
    }

    /// Returns the index of the section that these words are the title of; `None` if they are no title.
    pub fn title(&self, words: &str) -> Option<usize> {
        match self.as_written.get(words) {
            Some(written) => written.title,
            None => self.title_of_normal(&self.normal_of_name(words)?),
        }
    }

    /// Returns the normal form without a unit; `None` for words that no title or label begins like or that
    /// are too long.
    fn normal_of_name<'w>(&self, words: &'w str) -> Option<Cow<'w, str>> {
        // Most words differ from all names in their first letters.
        let key = self.may_begin_name(words).then(|| short_normal(words))??;
        let length = without_unit(&key).len();
        Some(match key {
            Cow::Borrowed(key) => Cow::Borrowed(&key[..length]),
            Cow::Owned(mut key) => {
                key.truncate(length);
                Cow::Owned(key)
            }
        })
    }

    /// True for a title or label of any section.
    pub fn is_name(&self, words: &str) -> bool {
        let is_named = |key: &str| self.title_of_normal(key).is_some() || self.labels.contains_key(key);
        self.as_written.contains_key(words) || self.normal_of_name(words).is_some_and(|key| is_named(&key))
    }

    /// False for words that no name of the form begins like; a number before them does not matter.
    pub fn may_begin_name(&self, words: &str) -> bool {
        certain_beginning(words).is_none_or(|own| own[0] == '第' || self.beginnings.contains(&own))
    }

    /// Returns the section whose title this normal form is, with or without a frame or number around it.
    fn title_of_normal(&self, key: &str) -> Option<usize> {
        let find = |name: &str| {
            let bare = || Some(without_number(name)).filter(|bare| bare.len() < name.len());
            self.titles.get(name).or_else(|| self.titles.get(bare()?))
        };
        let framed = || Some(key.trim_matches(is_frame)).filter(|framed| framed.len() < key.len());
        find(key).or_else(|| find(framed()?)).copied()
    }

    /// Returns the label that these words are in this section of the schema; `None` if it has no such label.
    pub fn label_in(&self, section: usize, words: &str) -> Option<LabelPlace> {
        let is_here = |place: &&(usize, usize)| place.0 == section;
        let (section, field) = match self.as_written.get(words) {
            Some(written) => *written.labels.iter().find(is_here)?,
            None => {
                let key = self.normal_of_name(words)?;
                // `1. label` in a numbered list.
                let places =
                    self.labels.get(key.as_ref()).or_else(|| self.labels.get(without_number(&key)))?;
                *places.iter().find(is_here)?
            }
        };
        Some(LabelPlace { section, field })
    }

    /// Returns section and field of every label that these words are.
    pub fn labels_named(&self, words: &str) -> &[(usize, usize)] {
        if let Some(written) = self.as_written.get(words) {
            return &written.labels;
        }
        let places = self.normal_of_name(words).and_then(|key| self.labels.get(key.as_ref()));
        places.map_or(&[], Vec::as_slice)
    }

    /// True if the form has the label or title `next` right behind this label.
    pub fn is_next(&self, label: &str, next: &str) -> bool {
        let (labels, title) = (self.labels_named(next), self.title(next));
        self.labels_named(label).iter().any(|(section, field)| {
            let is_last = field + 1 == self.normal_labels[*section].len();
            labels.contains(&(*section, field + 1)) || is_last && title == Some(section + 1)
        })
    }

    /// Returns the first label of the form that these words are; `None` if they are none.
    pub fn label_anywhere(&self, words: &str) -> Option<LabelPlace> {
        let (section, field) = *self.labels_named(words).first()?;
        Some(LabelPlace { section, field })
    }

    /// Returns the labels of a section that begin with these words and are longer, each with the rest of its
    /// normal form.
    pub fn labels_begun(&self, section: usize, words: &str) -> Vec<(LabelPlace, &str)> {
        let begun = match self.as_written.get(words) {
            Some(written) => written.goes_on.then_some(Cow::Borrowed(written.normal.as_str())),
            None => self.normal_of_name(words),
        };
        let Some(begun) = begun.filter(|begun| !begun.is_empty()) else {
            return Vec::new();
        };
        let labels = self.normal_labels[section].iter().enumerate();
        labels
            .filter_map(|(field, label)| {
                let rest = label.strip_prefix(begun.as_ref()).filter(|rest| !rest.is_empty())?;
                Some((LabelPlace { section, field }, rest))
            })
            .collect()
    }
}

/// Returns the normal form of words, `None` if they are longer than any title or label.
pub fn key(words: &str) -> Option<Cow<'_, str>> {
    match form().as_written.get(words) {
        Some(written) => Some(Cow::Borrowed(&written.normal)),
        None => short_normal(words),
    }
}

/// Returns the normal form of words, `None` if they are too long for a title or label; does not look them up.
fn short_normal(words: &str) -> Option<Cow<'_, str>> {
    (words.len() <= LONGEST).then(|| normal(words))
}

/// One to three letters, NULs behind them.
type Beginning = [char; 3];

/// Returns the first letter of a normal form, the first two, and the first three.
fn beginnings_of(normal: &str) -> impl Iterator<Item = Beginning> {
    let mut beginning = ['\0'; 3];
    normal.chars().take(beginning.len()).enumerate().map(move |(at, c)| {
        beginning[at] = c;
        beginning
    })
}

/// Returns what the normal form of words begins with, whatever follows; `None` if that needs a closer look.
fn certain_beginning(words: &str) -> Option<Beginning> {
    let is_own = |c: &char| match c {
        '一'..='鿿' => !has_twin(*c),
        _ => matches!(c, 'ぁ'..='ゔ' | 'ァ'..='ー'),
    };
    let mut own = words.chars().take_while(is_own);
    let mut last = own.next()?;
    let mut beginning = ['\0'; 3];
    // A kana may be one with the mark behind it, so the last is left out.
    for letter in &mut beginning {
        let Some(next) = own.next() else {
            break;
        };
        *letter = std::mem::replace(&mut last, next);
    }
    (beginning[0] != '\0').then_some(beginning)
}

/// True for signs that writers put around titles.
fn is_frame(c: char) -> bool {
    "【】[]〔〕《》<>=-‐~*┃│|".contains(c)
}

/// Returns the letters of words as titles and labels are compared: composed, without width, white space and
/// anything invisible; old forms, radicals, dashes and dots as those of today.
pub fn letters(words: &str) -> impl Iterator<Item = char> {
    let visible = words.chars().filter(|c| !is_invisible(*c));
    visible.nfkc().filter(|c| !c.is_whitespace()).map(twin)
}

/// Returns the [`letters`] of words without the marks that writers put around titles.
fn normal(words: &str) -> Cow<'_, str> {
    let is_mark =
        |c: char| matches!(c, '*' | '#' | '■' | '□' | '●' | '◆' | '◇' | '▼' | '▽' | '`' | ':' | '：');
    let is_letter = |c: char| matches!(c, 'ぁ'..='ゔ' | 'ァ'..='ー' | '一'..='鿿' | '々');
    let words =
        words.trim_matches(|c: char| !is_letter(c) && (is_mark(c) || c.is_whitespace() || is_invisible(c)));
    // No kana but ゕ and ゖ have a twin.
    let is_normal =
        |c: char| if is_letter(c) { c < '一' || !has_twin(c) } else { c.is_ascii_alphanumeric() };
    if words.chars().all(is_normal) {
        return Cow::Borrowed(words);
    }
    let mut normal = String::with_capacity(words.len());
    for c in words.chars() {
        match simple_form(c) {
            Some(c) => normal.push(twin(c)),
            None if c == ' ' || c == '\u{3000}' => {}
            None => return Cow::Owned(letters(words).collect()),
        }
    }
    Cow::Owned(normal)
}

/// Returns the NFKC form of a letter that its neighbours cannot change; `None` for white space and for
/// letters that need a closer look.
fn simple_form(c: char) -> Option<char> {
    match c {
        '!'..='~' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿' | '々' => Some(c),
        // Arrows and shapes: what navigation is marked with, among others.
        '←'..='↓' | '■'..='◿' => Some(c),
        '、' | '。' | '「' | '」' | '『' | '』' | '【' | '】' | '・' | '〜' | '×' => Some(c),
        '！'..='～' => Some(narrow(c)),
        _ => None,
    }
}

/// True for 目次, however it is written.
pub fn is_contents_heading(words: &str) -> bool {
    key(words).is_some_and(|key| key == "目次")
}

/// True for a link below a page: it begins with ▶, or is short and leads back to the list or the top.
pub fn is_footer(text: &str) -> bool {
    const BACK: [&str; 2] = ["事例一覧へ戻る", "ページの先頭へ戻る"];
    static SHARED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("へ戻る"));
    // Most words differ from the links by their length, or by what the links share.
    let may_lead_back = || {
        let has_byte = || memchr("戻".as_bytes()[2], text.as_bytes()).is_some();
        (BACK[0].len()..80).contains(&text.len()) && has_byte() && SHARED.find(text.as_bytes()).is_some()
    };
    let leads_back = || key(text).is_some_and(|text| BACK.iter().any(|words| text.contains(words)));
    text.starts_with('▶') || (may_lead_back() && leads_back())
}

/// What is counted, as writers put it in brackets behind a label.
pub const UNITS: [&str; 9] = ["人", "名", "件", "施設", "円", "千円", "万円", "年", "%"];

/// Returns a label without its unit: `構築費用概算(千円)` → `構築費用概算`.
fn without_unit(key: &str) -> &str {
    let unit = key.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    unit.filter(|(_, unit)| UNITS.contains(unit)).map_or(key, |(label, _)| label)
}

/// Returns a name without the number before it: `3.予算` → `予算`.
fn without_number(key: &str) -> &str {
    let rest = key.trim_start_matches(['(', '第']).trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == key.len() {
        key
    } else {
        rest.trim_start_matches(['.', ')', '、', ':', '-', '章', '節'])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;

    proptest! {
        #[test]
        fn the_short_way_to_a_normal_form_is_the_long_one(words in mixed_text()) {
            let mark = |c: char| "*#■□●◆◇▼▽`:：".contains(c);
            let trimmed = words.trim_matches(|c: char| mark(c) || c.is_whitespace() || is_invisible(c));
            let long: String = letters(trimmed).collect();
            prop_assert_eq!(normal(&words), long);
        }
    }

    #[test]
    fn a_simple_form_is_that_of_the_letter_alone() {
        for c in ('\0'..='\u{ffff}').filter(|c| simple_form(*c).is_some()) {
            let long: String = std::iter::once(c).nfkc().collect();
            assert_eq!(simple_form(c).unwrap().to_string(), long);
        }
    }

    #[test]
    fn titles_are_known_however_they_are_written() {
        let overview = form().title("システムの概要");
        assert_eq!(overview, Some(0));
        for words in [
            "**システムの概要**",
            "■ システムの概要",
            "1. システムの概要",
            "ｼｽﾃﾑの概要",
            "（1）システムの 概要",
            "シス\u{ad}テムの概要",
            "システムの概\u{e0100}要\u{fe0f}",
            "\u{feff}■システムの概要",
            "システムの槪要",
        ] {
            assert_eq!(form().title(words), overview, "{words}");
        }
        assert_eq!(form().title("概要"), None);
    }

    #[test]
    fn labels_are_known_in_decomposed_half_width_and_look_alike_letters() {
        use crate::text::fold::is_look_alike;
        let radicals: Vec<(char, char)> = ('\u{2e80}'..='\u{2fdf}')
            .filter(|c| is_look_alike(*c))
            .filter_map(|c| {
                letters(&c.to_string()).next().filter(|letter| *letter != c).map(|letter| (letter, c))
            })
            .collect();
        assert!(radicals.len() > 200, "{}", radicals.len());
        for section in schema().sections {
            for spec in section.fields {
                let decomposed: String = spec.label.nfd().collect();
                let replaced = |c: char| radicals.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1);
                let look_alikes: String = spec.label.chars().map(replaced).collect();
                let dots = spec.label.replace('・', "‧");
                let selected: String = spec.label.chars().flat_map(|c| [c, '\u{fe00}']).collect();
                let hyphenated: String = spec.label.chars().flat_map(|c| [c, '\u{ad}']).collect();
                for words in [decomposed, look_alikes, dots, selected, hyphenated] {
                    assert!(form().label_anywhere(&words).is_some(), "{words}");
                }
            }
        }
    }

    #[test]
    fn a_label_is_looked_up_in_its_section() {
        let consent = form().title("参加の同意方法について").unwrap();
        let place = form().label_in(consent, "医療機関等").unwrap();
        assert_eq!(place.spec().id, "consent_medical");
        assert_eq!(form().label_in(consent, "診療所"), None);
        assert_eq!(form().label_anywhere("企業名(1)").unwrap().spec().id, "vendor_1");
        assert_eq!(form().label_anywhere("参加団体数と参加患者数"), None);
    }

    #[test]
    fn a_begun_label_tells_what_is_left_of_it() {
        let cost = form().title("費用の負担について").unwrap();
        let begun = form().labels_begun(cost, "実施予定システム構築費の");
        assert_eq!(begun.len(), 1);
        assert_eq!(begun[0].1, "負担");
        assert_eq!(form().labels_begun(cost, "実施中システム構築費の負担"), []);
    }
}

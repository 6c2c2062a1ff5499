//! One line of a text page: a table row, a line of words, a rule, or nothing.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::decode::without_controls;
use super::form::form;
use super::markup;

/// A line of a page, cleaned of what is not content.
#[derive(Debug)]
pub struct Line<'a> {
    /// Line number in the file, from 1.
    pub number: u32,
    /// The line as it stands in the file, without control characters.
    pub raw: Cow<'a, str>,
    /// What it is.
    pub kind: LineKind<'a>,
    /// What was taken out of it, of the few that are not clean.
    taken: Option<Box<Taken>>,
    /// Where in a row's value the words of each line of the file begin, where it is several: byte
    /// offset and line.
    pub parts: Vec<(usize, u32)>,
}

/// The lines of a file, or of a part of it.
pub struct FileLines<'a> {
    /// The lines in page order.
    pub lines: Vec<Line<'a>>,
    /// The first line with elements of HTML nested too deep to be kept apart.
    pub too_deep: Option<u32>,
}

/// What was taken out of a line.
#[derive(Debug, Default)]
struct Taken {
    /// The first tag.
    tag: String,
    /// The control characters.
    controls: String,
}

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub enum LineKind<'a> {
    /// White space.
    Blank,
    /// `------⇥-----`, `|---|---|`, `===`.
    Rule,
    /// A table row: its first cell and the others joined. A pipe row of one cell has no value cell.
    Row { label: Cow<'a, str>, value: Option<Cow<'a, str>>, piped: bool },
    /// Words without cells.
    Plain { text: Cow<'a, str>, mark: Mark },
}

/// The mark that was before the words of a plain line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    None,
    /// Markdown's `#`.
    Heading,
    /// A bullet of a list.
    Bullet,
    /// Markdown's `:` of a definition: what follows is a value.
    Definition,
    /// A note, or words between two tables of HTML: part of no value.
    Apart,
}

impl<'a> Line<'a> {
    /// Reads one line of a file, without its control characters.
    pub fn new(number: u32, line: &'a str) -> Self {
        let (raw, controls) = without_controls(line);
        Self::classified(number, raw, controls)
    }

    /// Reads one line of a text without control characters.
    pub fn clean(number: u32, line: &'a str) -> Self {
        Self::classified(number, Cow::Borrowed(line), String::new())
    }

    /// Classifies a line and records the first tag and the control characters taken out of it.
    fn classified(number: u32, raw: Cow<'a, str>, controls: String) -> Self {
        let mut tag = String::new();
        let kind = match &raw {
            Cow::Borrowed(raw) => classify(raw, &mut tag),
            Cow::Owned(raw) => classify(raw, &mut tag).into_owned(),
        };
        let mut line = Self { number, raw, kind, taken: None, parts: Vec::new() };
        if !tag.is_empty() || !controls.is_empty() {
            line.note(tag, controls);
        }
        line
    }

    /// Returns the first tag taken out of the line, `""` if there was none.
    pub fn tag(&self) -> &str {
        self.taken.as_ref().map_or("", |taken| &taken.tag)
    }

    /// Returns the control characters taken out of the line, `""` if there were none.
    pub fn controls(&self) -> &str {
        self.taken.as_ref().map_or("", |taken| &taken.controls)
    }

    /// Records the tag and the control characters taken out of the line, each unless one is recorded already.
    pub fn note(&mut self, tag: String, controls: String) {
        if tag.is_empty() && controls.is_empty() {
            return;
        }
        let taken = self.taken.get_or_insert_default();
        if taken.tag.is_empty() {
            taken.tag = tag;
        }
        if taken.controls.is_empty() {
            taken.controls = controls;
        }
    }

    /// Returns a line of this kind that was read elsewhere, with nothing taken out of it.
    pub fn of(number: u32, raw: &str, kind: LineKind<'static>) -> Line<'static> {
        let raw = Cow::Owned(raw.to_owned());
        Line { number, raw, kind, taken: None, parts: Vec::new() }
    }

    /// Returns the same line with its words owned.
    pub fn into_owned(self) -> Line<'static> {
        Line { raw: Cow::Owned(self.raw.into_owned()), kind: self.kind.into_owned(), ..self }
    }

    /// Returns the words of a line without cells; `None` for a row, a rule and a blank line.
    pub fn plain(&self) -> Option<&str> {
        match &self.kind {
            LineKind::Plain { text, .. } => Some(text),
            LineKind::Blank | LineKind::Rule | LineKind::Row { .. } => None,
        }
    }

    /// Returns the words of a line without cells, or the first cell of a row; `None` for a rule and a blank
    /// line.
    pub fn first_words(&self) -> Option<&str> {
        match &self.kind {
            LineKind::Plain { text: words, .. } | LineKind::Row { label: words, .. } => Some(words),
            LineKind::Blank | LineKind::Rule => None,
        }
    }

    /// True for a blank line or a rule.
    pub fn is_empty(&self) -> bool {
        matches!(self.kind, LineKind::Blank | LineKind::Rule)
    }
}

impl LineKind<'_> {
    /// Returns the same kind with its words owned.
    fn into_owned(self) -> LineKind<'static> {
        let owned = |words: Cow<'_, str>| Cow::Owned(words.into_owned());
        match self {
            Self::Blank => LineKind::Blank,
            Self::Rule => LineKind::Rule,
            Self::Row { label, value, piped } => {
                LineKind::Row { label: owned(label), value: value.map(owned), piped }
            }
            Self::Plain { text, mark } => LineKind::Plain { text: owned(text), mark },
        }
    }
}

/// Returns the kind of a line; the first tag is put into `tag` if that is still empty.
fn classify<'a>(raw: &'a str, tag: &mut String) -> LineKind<'a> {
    // Most lines that say something begin with a letter.
    if !raw.starts_with(is_letter)
        && let Some(kind) = drawn_kind(raw, tag)
    {
        return kind;
    }
    let Some(sign) = memchr2(b'\t', b',', raw.as_bytes()) else {
        return plain_kind(raw.trim(), tag);
    };
    if let Some(tab) = memchr(b'\t', &raw.as_bytes()[sign..]).map(|tab| sign + tab) {
        let (label, value) = (&raw[..tab], &raw[tab + 1..]);
        // Nearly every row has two cells.
        return if memchr(b'\t', value.as_bytes()).is_none() {
            row_kind(&[label, value], false, tag)
        } else {
            row_kind(&raw.split('\t').collect::<Vec<_>>(), false, tag)
        };
    }
    let trimmed = raw.trim();
    match comma_cells(trimmed) {
        Some(cells) if cells.iter().all(|cell| is_rule(cell)) => LineKind::Rule,
        Some(cells) => {
            let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
            row_kind(&cells, false, tag).into_owned()
        }
        None => plain_kind(trimmed, tag),
    }
}

/// Returns the kind of a blank line, a rule or a row between bars; `None` for any other line.
fn drawn_kind<'a>(raw: &'a str, tag: &mut String) -> Option<LineKind<'a>> {
    let trimmed = if raw.is_empty() { raw } else { raw.trim() };
    // A bar with nothing behind it.
    if trimmed.chars().all(is_bar) && !raw.contains('\t') {
        return Some(LineKind::Blank);
    }
    if is_rule(trimmed) {
        return Some(LineKind::Rule);
    }
    // After a tab a `|` is the value's own, unless the whole table is indented.
    let is_value = raw.starts_with('\t') && !trimmed.ends_with('|');
    if !trimmed.starts_with(is_bar) || trimmed.len() == 1 || is_value {
        return None;
    }
    let cells = bar_cells(trimmed);
    // A frame around words is no table.
    Some(match cells[..] {
        [words] if words.contains('\t') => row_kind(&words.split('\t').collect::<Vec<_>>(), false, tag),
        [words] if !trimmed.starts_with('|') => plain_kind(words.trim(), tag),
        _ => row_kind(&cells, true, tag),
    })
}

/// True for kana, kanji, Latin letters and digits, and for nothing that tables are drawn with.
fn is_letter(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿') || c.is_alphanumeric()
}

/// Splits a row at its commas if all cells are in quotes or it is a label of the form and its value; `None`
/// for others.
fn comma_cells(trimmed: &str) -> Option<Vec<Cow<'_, str>>> {
    if let Some(inner) = trimmed.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        let cells: Vec<Cow<'_, str>> =
            inner.split("\",\"").map(|cell| Cow::Owned(cell.replace("\"\"", "\""))).collect();
        return (cells.len() > 1).then_some(cells);
    }
    let comma = memchr(b',', trimmed.as_bytes())?;
    let (label, value) = (&trimmed[..comma], &trimmed[comma + 1..]);
    form().label_anywhere(label)?;
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    Some(vec![Cow::Borrowed(label), Cow::Borrowed(value)])
}

/// True for three or more dashes and signs that tables are drawn with, or of one sign that is no answer.
pub fn is_rule(trimmed: &str) -> bool {
    // Most lines have another first letter.
    if trimmed.starts_with(is_letter) {
        return false;
    }
    let is_sign = |c: char| matches!(c, '-' | '=' | '_' | '*' | '─'..='╿' | '—' | ':' | '|' | '+');
    let has_cell = || trimmed.split(['\t', '|', ' ']).any(|cell| !cell.is_empty());
    let are_signs = || trimmed.chars().all(|c| is_sign(c) || c.is_whitespace());
    let letters = || trimmed.chars().filter(|c| !c.is_whitespace()).count();
    let is_line = || {
        let first = trimmed.chars().next().unwrap_or_default();
        trimmed.chars().all(|c| c == first) && !first.is_alphanumeric() && !"<>()（）○△×".contains(first)
    };
    (are_signs() && has_cell() || is_line()) && letters() >= 3
}

/// A shorter rule may be the value of a label.
const SHORTEST_RULE: usize = 6;

/// True for a rule of at least six characters: a shorter one may be the value of a label.
pub fn is_drawn_rule(trimmed: &str) -> bool {
    trimmed.chars().take(SHORTEST_RULE).count() == SHORTEST_RULE && is_rule(trimmed)
}

/// True for bars that tables are drawn with.
pub fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '｜')
}

/// Splits a row at the bar that it begins with; a bar behind a backslash is none, and an empty last cell is
/// left out.
pub fn bar_cells(trimmed: &str) -> Vec<&str> {
    let bar = trimmed.chars().next().filter(|c| is_bar(*c));
    let inner = bar.map_or(trimmed, |bar| &trimmed[bar.len_utf8()..]);
    let mut cells = vec![];
    let mut start = 0;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if Some(c) == bar && !escaped {
            cells.push(&inner[start..at]);
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    if !inner[start..].trim().is_empty() {
        cells.push(&inner[start..]);
    }
    cells
}

/// Returns the words of the cells between the bars of a line, without markup.
pub fn cleaned_cells(line: &str) -> Vec<String> {
    bar_cells(line).into_iter().map(cleaned_cell).collect()
}

/// Returns the words of a cell without markup.
pub fn cleaned_cell(cell: &str) -> String {
    without_space_and_emphasis(&markup::clean(cell, &mut String::new())).to_owned()
}

/// Returns the row of these cells: the first as label, the others joined. A title with no value becomes a
/// line of words.
fn row_kind<'a>(mut cells: &[&'a str], piped: bool, tag: &mut String) -> LineKind<'a> {
    // A table copied with an empty column before it: ⇥label⇥value.
    while cells.len() > 2 && cells[0].trim().is_empty() && !cells[1].trim().is_empty() {
        cells = &cells[1..];
    }
    let Some((label, values)) = cells.split_first() else {
        return LineKind::Blank;
    };
    let label = cleaned(label, tag, without_space_and_emphasis);
    let value = match values {
        [] => None,
        [cell] => Some(cleaned(cell, tag, str::trim)),
        cells => {
            let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| cleaned(cell, tag, str::trim)).collect();
            Some(Cow::Owned(cells.join(" ").trim().to_owned()))
        }
    };
    if label.is_empty() && value.as_deref().is_none_or(str::is_empty) {
        return LineKind::Blank;
    }
    // A title in the first cell of an empty row is a title still.
    if value.as_deref().unwrap_or_default().is_empty()
        && form().title(&label).is_some()
        && form().label_anywhere(&label).is_none()
    {
        return LineKind::Plain { text: label, mark: Mark::None };
    }
    LineKind::Row { label, value, piped }
}

/// Returns the kind of a line without cells: blank, or words and the mark that was before them.
fn plain_kind<'a>(trimmed: &'a str, tag: &mut String) -> LineKind<'a> {
    let heading = trimmed.trim_start_matches('#');
    let (words, mark) = if heading.len() < trimmed.len() && (heading.is_empty() || heading.starts_with(' ')) {
        (without_attributes(heading.trim_end_matches('#')), Mark::Heading)
    } else if let Some(words) = bullet_words(trimmed) {
        (words, Mark::Bullet)
    } else if let Some(words) = trimmed.strip_prefix(':').filter(|words| words.starts_with(' ')) {
        (words, Mark::Definition)
    } else {
        (trimmed, Mark::None)
    };
    let text = cleaned(words, tag, without_space_and_emphasis);
    if text.is_empty() { LineKind::Blank } else { LineKind::Plain { text, mark } }
}

/// Returns a heading without the attributes that Markdown writers put behind it: `title {#id .class}`.
fn without_attributes(heading: &str) -> &str {
    let inner = heading.trim_end().strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    inner.filter(|(_, inner)| inner.starts_with(['#', '.', ':'])).map_or(heading, |(words, _)| words)
}

/// Returns words without markup and without what `cut` takes off their ends.
fn cleaned<'a>(words: &'a str, tag: &mut String, cut: fn(&str) -> &str) -> Cow<'a, str> {
    match markup::clean(words, tag) {
        Cow::Borrowed(words) => Cow::Borrowed(cut(words)),
        Cow::Owned(words) => Cow::Owned(cut(&words).to_owned()),
    }
}

/// Returns words without white space and emphasis around them.
fn without_space_and_emphasis(words: &str) -> &str {
    markup::without_emphasis(words.trim())
}

/// Returns the words behind a bullet; `None` if there is no bullet, or only a dash or plus, which may be a
/// blank value.
fn bullet_words(trimmed: &str) -> Option<&str> {
    let words = trimmed.strip_prefix(['-', '*', '+', '•', '◦', '‣'])?;
    // A dash alone may stand for a blank.
    let is_alone = words.is_empty() && !trimmed.starts_with(['-', '+']);
    (is_alone || words.starts_with(' ')).then(|| words.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> LineKind<'_> {
        Line::new(1, line).kind
    }

    fn cells(line: &str) -> (String, Option<String>) {
        let LineKind::Row { label, value, .. } = kind(line) else {
            panic!("{line:?} is no row");
        };
        (label.into_owned(), value.map(Cow::into_owned))
    }

    #[test]
    fn rows_have_a_label_and_the_other_cells_as_value() {
        assert_eq!(cells("疾病\t糖尿病"), ("疾病".into(), Some("糖尿病".into())));
        assert_eq!(cells("疾病\t"), ("疾病".into(), Some(String::new())));
        assert_eq!(cells("\t続き"), (String::new(), Some("続き".into())));
        assert_eq!(cells("\t疾病\t糖尿病"), ("疾病".into(), Some("糖尿病".into())));
        assert_eq!(cells("疾病\t糖尿病\t脳卒中\t"), ("疾病".into(), Some("糖尿病 脳卒中".into())));
        assert_eq!(cells("| 疾病 | a\\|b |"), ("疾病".into(), Some("a|b".into())));
        assert_eq!(cells("| 疾病 |  |"), ("疾病".into(), Some(String::new())));
        assert_eq!(cells("| 疾病 |"), ("疾病".into(), None));
        assert_eq!(cells("\t| 疾病 | 糖尿病 |"), ("疾病".into(), Some("糖尿病".into())));
        assert_eq!(cells("\t| 続き"), (String::new(), Some("| 続き".into())));
    }

    #[test]
    fn a_title_in_a_row_without_a_value_is_a_line_of_words() {
        let title = LineKind::Plain { text: "予算について".into(), mark: Mark::None };
        assert_eq!(kind("予算について\t"), title);
        assert_eq!(kind("| 予算について |  |"), title);
        assert_eq!(cells("共有情報の取得元\t"), ("共有情報の取得元".into(), Some(String::new())));
    }

    #[test]
    fn rules_are_rules_with_tabs_pipes_or_alone() {
        for line in [
            "------\t-----",
            "\"------\",\"-----\"",
            "|---|:--|",
            "| --- | --- |",
            "=====",
            "* * *",
            "+----+---+",
            "────",
        ] {
            assert_eq!(kind(line), LineKind::Rule, "{line}");
        }
        for line in ["運用終了年\t---", "-", "- 項目"] {
            assert_ne!(kind(line), LineKind::Rule, "{line}");
        }
        assert_eq!(kind("|  |  |"), LineKind::Blank);
        assert_eq!(kind(" \u{3000}\t"), LineKind::Blank);
    }

    #[test]
    fn headings_bullets_and_definitions_lose_their_marks() {
        let plain = |line| {
            let LineKind::Plain { text, mark } = kind(line) else {
                panic!("{line:?} is no line of words");
            };
            (text.into_owned(), mark)
        };
        assert_eq!(plain("#### 予算について ####"), ("予算について".into(), Mark::Heading));
        assert_eq!(plain("- ▶ [FAQ](#)"), ("▶ FAQ".into(), Mark::Bullet));
        assert_eq!(plain(":   山形"), ("山形".into(), Mark::Definition));
        assert_eq!(plain("#1の病院"), ("#1の病院".into(), Mark::None));
    }
}

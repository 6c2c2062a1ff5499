//! Values as jirei lays them out → values as the page has them.

use super::super::join::{Joint, append};
use super::super::value::is_dash;
use super::names::without_space;
use crate::lang::Lang;
use crate::model::schema::{FieldSpec, ValueKind, english_name};

/// A line of what jirei wrote.
#[derive(Debug, Clone)]
pub struct OwnLine {
    /// Its words.
    pub words: String,
    /// Its number in the file.
    pub line: u32,
    /// How far it hangs in, in cells.
    pub indent: usize,
}

/// What stands for a blank.
const BLANK: &str = "—";
/// What jirei works out stands behind this.
const DERIVED: &str = "= ";
/// What stands beside the page's words has at least this before it: the page's own have single spaces.
const GAP: &str = "  ";
/// What starts a line of a fee.
const FEE_PARTS: [&str; 3] = ["月額", "年額", "補足"];
/// The marks of effects as they are laid out and as pages have them.
const MARKS: [(&str, &str, &str); 4] = [
    ("○", "(○)", "page.effective"),
    ("△", "(△)", "page.neutral"),
    ("×", "(×)", "page.ineffective"),
    ("–", "()", "page.unanswered"),
];

/// A value, and where in it the words of each line begin.
type Joined = (String, Vec<(usize, u32)>);

/// Joins the words of these lines; the sign for a blank alone is an empty value.
pub fn join_lines(parts: &[OwnLine]) -> Joined {
    let mut value = Builder::default();
    if parts.len() != 1 || parts[0].words != BLANK {
        parts.iter().for_each(|part| value.push_rest(&part.words, part.line));
    }
    value.finish()
}

/// Reads the value of a field from Markdown: the items of a list, or words without the yen behind them.
pub fn read_markdown(field: Option<&FieldSpec>, parts: &[OwnLine], is_list: bool) -> Joined {
    if is_list {
        let mut value = Builder::default();
        parts.iter().for_each(|item| value.push_item(" ", &item.words, item.line));
        return value.finish();
    }
    match field.filter(|field| field.kind == ValueKind::Money) {
        Some(_) => join_lines(&parts.iter().map(bare_part).collect::<Vec<_>>()),
        None => join_lines(parts),
    }
}

/// Reads the value of a field from the lines that jirei laid out; without a field they are words.
pub fn read_value(field: Option<&FieldSpec>, parts: &[OwnLine]) -> Joined {
    let kind = field.map_or(ValueKind::Text, |field| field.kind);
    let bare = || parts.iter().map(bare_part).collect::<Vec<_>>();
    match kind {
        ValueKind::Text
        | ValueKind::Choice
        | ValueKind::Prefectures
        | ValueKind::StatusYear
        | ValueKind::Year => join_lines(&bare()),
        ValueKind::Count | ValueKind::Money | ValueKind::Staff => join_lines(without_derived(&bare())),
        ValueKind::List => {
            let is_by_space = field.is_some_and(|field| field.id.starts_with("consent_"));
            read_list(&bare(), if is_by_space { " " } else { "、" })
        }
        ValueKind::Fee => read_fee(&bare()),
        ValueKind::Effects => read_effects(&bare()).unwrap_or_else(|| join_lines(&bare())),
        ValueKind::Facilities => read_facilities(parts).unwrap_or_else(|| join_lines(&bare())),
    }
}

/// Returns a line without what is beside its words, behind two spaces.
fn bare_part(part: &OwnLine) -> OwnLine {
    let words = part.words.split(GAP).next().unwrap_or_default().to_owned();
    OwnLine { words, ..*part }
}

/// Returns the lines before the first one that jirei worked out.
fn without_derived(parts: &[OwnLine]) -> &[OwnLine] {
    let is_scale = |words: &str| [Lang::Ja, Lang::En].iter().any(|lang| words == lang.text("page.own-scale"));
    let is_derived = |part: &OwnLine| part.words.starts_with(DERIVED) || is_scale(&part.words);
    let derived = parts.iter().skip(1).position(is_derived);
    &parts[..derived.map_or(parts.len(), |at| at + 1)]
}

/// Reads items behind bullets, joined by `between`; one item alone has no bullet.
fn read_list(parts: &[OwnLine], between: &str) -> Joined {
    let item = |part: &OwnLine| part.words.strip_prefix('・').filter(|_| part.indent == 0).map(str::to_owned);
    let is_list = parts.first().and_then(item).is_some() && parts.iter().filter_map(item).count() > 1;
    if !is_list {
        return join_lines(parts);
    }
    let mut value = Builder::default();
    for part in parts {
        match item(part) {
            Some(words) => value.push_item(between, &words, part.line),
            None => value.push_rest(&part.words, part.line),
        }
    }
    value.finish()
}

/// Reads status and charge, amounts and note, without the lines that jirei worked out.
fn read_fee(parts: &[OwnLine]) -> Joined {
    let mut value = Builder::default();
    let (mut is_derived, mut is_note) = (false, false);
    for (at, part) in parts.iter().enumerate() {
        let goes_on = at > 0 && parts[at - 1].words.ends_with('·');
        let begins = !goes_on && FEE_PARTS.iter().any(|begin| part.words.starts_with(begin));
        is_derived = at > 0 && !is_note && (part.words.starts_with(DERIVED) || is_derived && !begins);
        if is_derived {
            continue;
        }
        if begins && !is_note {
            value.push_item(" ", &part.words, part.line);
        } else if parts.len() > 1 || part.words != BLANK {
            value.push_rest(&part.words, part.line);
        }
        is_note |= part.words.starts_with("補足");
    }
    value.finish()
}

/// Reads the items below the tally of effects; `None` if there is no tally.
fn read_effects(parts: &[OwnLine]) -> Option<Joined> {
    let tally = (1..=parts.len().min(8)).rev().find(|count| {
        let words: String = parts[..*count].iter().map(|part| without_space(&part.words)).collect();
        is_tally(&words, Lang::Ja) || is_tally(&words, Lang::En)
    })?;
    let marked = |part: &OwnLine| {
        let drawn = MARKS.iter().find(|(drawn, ..)| part.words.starts_with(drawn) && part.indent == 0)?;
        Some((drawn.1, part.words[drawn.0.len()..].trim_start().to_owned()))
    };
    let mut value = Builder::default();
    let mut items = parts[tally..].iter().peekable();
    while let Some(part) = items.next() {
        let Some((mark, words)) = marked(part) else {
            value.push_rest(&part.words, part.line);
            continue;
        };
        let mut own = vec![OwnLine { words, ..*part }];
        while let Some(next) = items.next_if(|next| marked(next).is_none()) {
            own.push(next.clone());
        }
        value.push_item(" ", &format!("{mark} {}", own[0].words), part.line);
        for part in &own[1..own.len() - english_lines(&own)] {
            value.push_rest(&part.words, part.line);
        }
    }
    Some(value.finish())
}

/// Returns how many of an item's last lines are its English name.
fn english_lines(item: &[OwnLine]) -> usize {
    let is_english = |from: &usize| {
        let name = join_lines(&item[..*from]).0;
        let behind: String = item[*from..].iter().map(|part| without_space(&part.words)).collect();
        english_name(&name).is_some_and(|english| without_space(english) == behind)
    };
    (1..item.len()).find(is_english).map_or(0, |from| item.len() - from)
}

/// True for `○効果あり9·△どちらとも言えない7·×効果なし0`, without white space.
fn is_tally(words: &str, lang: Lang) -> bool {
    let mut rest = words;
    let mut counts = 0;
    for (drawn, _, id) in MARKS {
        let begun = rest.trim_start_matches('·').strip_prefix(drawn);
        let Some(behind) = begun.and_then(|behind| behind.strip_prefix(&without_space(lang.text(id)))) else {
            break;
        };
        rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        counts += usize::from(rest.len() < behind.len());
    }
    // The count of items without an answer is left out where it is zero.
    rest.trim_start_matches('·').is_empty() && counts >= MARKS.len() - 1
}

/// Reads columns of type, status and number, with or without a bar; `None` if a line has other columns.
fn read_facilities(parts: &[OwnLine]) -> Option<Joined> {
    let mut value = Builder::default();
    for part in parts {
        let cells: Vec<&str> = part.words.split(GAP).map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let (name, rest) = cells.split_first()?;
        let rest = match rest {
            [before @ .., bar] if is_bar(bar) => before,
            rest => rest,
        };
        let is_blank = |cell: &&&str| !cell.is_empty() && cell.chars().all(is_dash);
        let answers: Vec<&str> = rest.iter().filter(|cell| !is_blank(cell)).copied().collect();
        if rest.is_empty() || rest.len() > 2 {
            return None;
        }
        let answers = answers.join("：");
        let item =
            if answers.is_empty() { format!("【{name}】") } else { format!("【{name}】 {answers}") };
        value.push_item(" ", &item, part.line);
    }
    Some(value.finish())
}

/// True for a cell of bar characters only.
fn is_bar(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '█'..='▏' | '#'))
}

/// Puts a value together.
#[derive(Default)]
struct Builder {
    value: String,
    parts: Vec<(usize, u32)>,
}

impl Builder {
    /// Adds an item behind the separator `between`.
    fn push_item(&mut self, between: &str, words: &str, line: u32) {
        if !self.value.is_empty() {
            self.value.push_str(between);
        }
        self.parts.push((self.value.len(), line));
        self.value.push_str(words);
    }

    /// Adds words that continue the item above.
    fn push_rest(&mut self, words: &str, line: u32) {
        append(&mut self.value, words, Joint::Cut);
        self.parts.push((self.value.len() - words.trim().len(), line));
    }

    /// Returns the value with its line ends as spaces, and where each line's words begin.
    fn finish(self) -> Joined {
        // A line end parts items, and in a broken value it does not.
        (self.value.replace('\n', " "), self.parts)
    }
}

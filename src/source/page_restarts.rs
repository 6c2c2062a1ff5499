//! Where the form begins again inside a stretch of lines: pages of one file that no heading parts.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::align::{self, is_japanese, is_quoted};
use super::form::{LabelPlace, form, key, names_as_written};
use super::line::{Line, LineKind};

/// So many labels behind a repeated one show whether the form begins again.
const WINDOW: usize = 14;
/// Fewer labels that come again are a repeated field or section.
const FEWEST: usize = 4;
/// No sign, number or bullet before a name is longer.
const LONGEST_LEAD: usize = 12;

/// The name of the form that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// A title, alone on its line.
    Title(usize),
    /// A label that one section has only.
    Label(LabelPlace),
    /// A label of several sections.
    Common,
}

/// A line that begins with a name of the form.
#[derive(Debug, Clone, Copy)]
pub struct NamedLine {
    /// Index of the line.
    pub line: usize,
    /// The name.
    pub begins: Begins,
}

impl NamedLine {
    fn section(&self) -> Option<usize> {
        match self.begins {
            Begins::Title(section) => Some(section),
            Begins::Label(place) => Some(place.section),
            Begins::Common => None,
        }
    }

    fn label(&self) -> Option<LabelPlace> {
        match self.begins {
            Begins::Label(place) => Some(place),
            Begins::Title(_) | Begins::Common => None,
        }
    }
}

/// A page that begins without a heading.
#[derive(Debug)]
pub struct Restart {
    /// The lines from the last label of the page above to the first title or label of this one.
    pub between: Range<usize>,
    /// What its table calls the system, folded.
    pub system_name: String,
}

/// Where the form begins again.
pub fn starts(lines: &[Line<'_>]) -> Vec<Restart> {
    let marks = marks(lines);
    if !may_begin_again(&marks) {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut page = LabelsSoFar::default();
    for at in 0..marks.len() {
        let Some(place) = marks[at].label() else {
            continue;
        };
        if page.holds(place) && page.begins_again(lines, &marks[at..]) {
            let first = first_of_page(&marks, at, page.first);
            let last = marks[..first].iter().rfind(|mark| !matches!(mark.begins, Begins::Title(_)));
            let above = last.map_or(0, |mark| mark.line + 1);
            let name = marks[first..].iter().find(|mark| is_system_name(mark));
            let system_name = name.and_then(|mark| value(lines, mark.line)).unwrap_or_default();
            starts.push(Restart { between: above..marks[first].line, system_name });
            page = LabelsSoFar { first, ..LabelsSoFar::default() };
            marks[first..at].iter().for_each(|mark| page.add(lines, mark));
        }
        page.add(lines, &marks[at]);
    }
    starts
}

/// Returns the index of the first line that begins with a name of the form which one section has only.
pub fn first_name(lines: &[Line<'_>]) -> Option<usize> {
    marks(lines).into_iter().find(|mark| mark.section().is_some()).map(|mark| mark.line)
}

/// True if the form stands above this heading and begins again below it.
pub fn begins_again_below(lines: &[Line<'_>], heading: usize) -> bool {
    first_name(&lines[..heading]).is_some()
        && starts(lines).iter().any(|restart| restart.between.contains(&heading))
}

/// True where so many labels come again as they do where the form does, or that of another system's name.
fn may_begin_again(marks: &[NamedLine]) -> bool {
    let mut seen = FxHashSet::with_capacity_and_hasher(marks.len(), FxBuildHasher);
    let is_seen = |mark: &&NamedLine| mark.label().is_some_and(|place| !seen.insert(place));
    let again: Vec<&NamedLine> = marks.iter().filter(is_seen).collect();
    again.len() >= FEWEST || again.into_iter().any(is_system_name)
}

/// The labels that a page has so far.
#[derive(Default)]
struct LabelsSoFar {
    /// Index of its first mark.
    first: usize,
    labels: Vec<LabelPlace>,
    system_name: Option<String>,
}

impl LabelsSoFar {
    fn holds(&self, place: LabelPlace) -> bool {
        self.labels.contains(&place)
    }

    fn add(&mut self, lines: &[Line<'_>], mark: &NamedLine) {
        if let Some(place) = mark.label().filter(|place| !self.holds(*place)) {
            self.labels.push(place);
        }
        if is_system_name(mark) && self.system_name.is_none() {
            self.system_name = value(lines, mark.line);
        }
    }

    /// True where most of the labels from here on come again: of several sections, or with another
    /// system's name.
    fn begins_again(&self, lines: &[Line<'_>], marks: &[NamedLine]) -> bool {
        let mut window: Vec<LabelPlace> = Vec::with_capacity(WINDOW);
        let mut is_other_system = false;
        for mark in marks {
            let Some(place) = mark.label() else {
                continue;
            };
            if window.contains(&place) || window.len() == WINDOW {
                break;
            }
            if is_system_name(mark)
                && let (Some(own), Some(other)) = (&self.system_name, value(lines, mark.line))
            {
                is_other_system |= !own.starts_with(&other) && !other.starts_with(own);
            }
            window.push(place);
        }
        let again: Vec<&LabelPlace> = window.iter().filter(|place| self.holds(**place)).collect();
        let mut sections: Vec<usize> = again.iter().map(|place| place.section).collect();
        sections.sort_unstable();
        sections.dedup();
        let is_form = sections.len() > 2 && again.len() >= FEWEST;
        again.len() * 3 >= window.len() * 2 && (is_form || is_other_system)
    }
}

/// Index of the first mark of a page that is known to have begun at mark `at`: what stands above in the
/// same section, and the titles above that.
fn first_of_page(marks: &[NamedLine], at: usize, least: usize) -> usize {
    let section = marks[at].section();
    let is_same = |mark: &NamedLine| mark.section().is_none_or(|own| Some(own) == section);
    let mut first = at;
    while first > least + 1 && is_same(&marks[first - 1]) && marks[first - 1].begins != marks[at].begins {
        first -= 1;
        if matches!(marks[first].begins, Begins::Title(_)) {
            break;
        }
    }
    // Above the title stands the contents list.
    while first > least + 1 && matches!(marks[first - 1].begins, Begins::Title(_)) {
        first -= 1;
    }
    first
}

fn is_system_name(mark: &NamedLine) -> bool {
    mark.label().is_some_and(|place| place.spec().id == "system_name")
}

/// The folded words of the value that begins on this line, or stands below it.
fn value(lines: &[Line<'_>], at: usize) -> Option<String> {
    let rest = match &lines[at].kind {
        LineKind::Row { value: Some(value), .. } => value.as_ref(),
        LineKind::Row { label, value: None, .. } => name_at(label)?.1,
        LineKind::Plain { text, .. } => name_at(text)?.1,
        LineKind::Blank | LineKind::Rule => return None,
    };
    let words = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut found = words(rest);
    if found.is_empty() {
        found = lines[at + 1..].iter().find(|line| !line.is_empty()).map(|line| words(&line.raw))?;
    }
    let folded = key(&found)?.into_owned();
    (!folded.is_empty()).then_some(folded)
}

/// The index of the section that a name is the title of, and the label that it is.
type TitleAndLabel = (Option<usize>, Option<Begins>);

/// The names as the schema writes them, as most lines do, with [`title_and_label`] of each.
static AS_WRITTEN: LazyLock<FxHashMap<&'static str, TitleAndLabel>> =
    LazyLock::new(|| names_as_written().map(|name| (name, title_and_label(name))).collect());

/// Looks a name up among the titles and among the labels of the form.
fn title_and_label(name: &str) -> TitleAndLabel {
    let label = match *form().labels_named(name) {
        [] => None,
        [(section, field)] => Some(Begins::Label(LabelPlace { section, field })),
        [..] => Some(Begins::Common),
    };
    (form().title(name), label)
}

/// Returns the lines that begin with names of the form.
fn marks(lines: &[Line<'_>]) -> Vec<NamedLine> {
    let mut marks: Vec<NamedLine> = Vec::new();
    // A title that is a label too, after a title: the contents list, or the title itself.
    let mut is_among_titles = false;
    for (line, words) in lines.iter().enumerate() {
        let (text, has_value) = match &words.kind {
            LineKind::Blank | LineKind::Rule => continue,
            LineKind::Row { label, value, .. } => (label.as_ref(), value.is_some()),
            LineKind::Plain { text, .. } => (text.as_ref(), false),
        };
        let as_written = AS_WRITTEN.get(text).map(|meanings| (*meanings, ""));
        let meanings =
            as_written.or_else(|| look_for_name(text).map(|(name, rest)| (title_and_label(name), rest)));
        let found = meanings.and_then(|((title, label), rest)| {
            let is_alone = !has_value && is_no_value(rest);
            let title = title.filter(|_| is_alone && (is_among_titles || label.is_none()));
            title.map(Begins::Title).or(label)
        });
        is_among_titles = matches!(found, Some(Begins::Title(_)));
        marks.extend(found.map(|begins| NamedLine { line, begins }));
    }
    marks
}

/// True for what writers put behind a title: signs, an anchor.
fn is_no_value(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with("{#") || rest.starts_with("](") || !rest.contains(char::is_alphanumeric)
}

/// True for a line that is a title of the form, however it is marked.
pub fn is_title(text: &str) -> bool {
    form().title(text).is_some()
        || name_at(text).is_some_and(|(name, rest)| form().title(name).is_some() && is_no_value(rest))
}

/// Returns the name of the form that words begin with, after signs and a number or not, and the rest.
fn name_at(text: &str) -> Option<(&str, &str)> {
    if AS_WRITTEN.contains_key(text) { Some((text, "")) } else { look_for_name(text) }
}

fn look_for_name(text: &str) -> Option<(&str, &str)> {
    let (lead, text) = text.split_at(text.find(is_japanese)?);
    let text = without_chapter(text);
    if !is_lead(lead) || !form().may_begin_name(text) {
        return None;
    }
    let (_, rest) = align::name_at(text)?;
    let name = &text[..text.len() - rest.len()];
    (!rest.starts_with(char::is_alphanumeric) && !is_quoted(rest)).then_some((name, rest))
}

/// True for signs, numbers and `h2.`.
fn is_lead(lead: &str) -> bool {
    let lead = lead.strip_prefix(['h', 'H']).unwrap_or(lead);
    !lead.chars().any(char::is_alphabetic) && lead.chars().count() <= LONGEST_LEAD
}

/// `第2章 title` → `title`.
fn without_chapter(words: &str) -> &str {
    let chapter = words.strip_prefix('第').map(|rest| rest.trim_start_matches(char::is_numeric));
    let chapter = chapter.and_then(|rest| rest.strip_prefix(['章', '節', '部'])).map(str::trim_start);
    chapter.unwrap_or(words)
}

//! Lines whose labels words part from their values (`label は value`, `label^Ivalue`) → rows: the words are
//! those that nearly all of them have behind their labels.

use rustc_hash::FxHashSet;

use super::align::{FormItem, is_separator, name_at};
use super::grid;
use super::line::{Line, LineKind};

/// Fewer labels show nothing, nor do those of fewer sections: their values may begin alike.
const FEWEST: usize = 10;
const SECTIONS: usize = 4;
/// So many of ten have the words.
const OF_TEN: usize = 8;
/// No such words are longer, in letters.
const LONGEST: usize = 8;

/// A line that begins with a label.
struct Labelled {
    /// Index of the line.
    at: usize,
    /// Index of the label's section.
    section: usize,
    /// Byte offsets of the label's beginning and end in the words of the line.
    label: (usize, usize),
}

/// Makes rows of the lines whose labels and values the same words separate; signs are left to the alignment,
/// which also sees those that not every line has.
pub fn split_labels(lines: &mut [Line<'_>]) {
    let is_row = |line: &&Line<'_>| matches!(line.kind, LineKind::Row { .. });
    if lines.iter().filter(is_row).nth(FEWEST).is_some() {
        return;
    }
    let labelled: Vec<Labelled> =
        lines.iter().enumerate().filter_map(|(at, line)| label_at_start(at, line.plain()?)).collect();
    let Some(words) = shared_words(lines, &labelled) else {
        return;
    };
    for Labelled { at, label: (from, to), .. } in labelled {
        let Some((text, rest)) = lines[at].plain().map(|text| (text, text[to..].trim())) else {
            continue;
        };
        if let Some(value) = rest.strip_prefix(words.trim()) {
            let label = text[from..to].to_owned().into();
            let value = Some(value.trim().to_owned().into());
            lines[at].kind = LineKind::Row { label, value, piped: false };
        }
    }
}

/// Returns the label that a line begins with, behind signs; `None` if there is none or nothing follows it.
fn label_at_start(at: usize, words: &str) -> Option<Labelled> {
    let from = words.find(super::align::is_japanese)?;
    let (item, rest) = name_at(&words[from..])?;
    let label = (from, words.len() - rest.len());
    let section = match item {
        FormItem::Label(section, _) => section,
        // 共有情報の取得元 is both.
        FormItem::Title(section) if grid::is_label(&words[label.0..label.1]) => section,
        FormItem::Title(_) | FormItem::Footer => return None,
    };
    (!rest.trim().is_empty()).then_some(Labelled { at, section, label })
}

/// Returns what is behind nearly all labels; `None` if it has no letters or is itself an answer, or if the
/// labels are few or most lines are sentences.
fn shared_words(lines: &[Line<'_>], labelled: &[Labelled]) -> Option<String> {
    let mut sections: Vec<usize> = labelled.iter().map(|line| line.section).collect();
    sections.dedup();
    if labelled.len() < FEWEST || sections.len() < SECTIONS {
        return None;
    }
    let tails = labelled.iter().filter_map(|line| Some(&lines[line.at].plain()?[line.label.1..]));
    let mut tails: Vec<String> =
        tails.map(|tail| tail.trim_start().chars().take(LONGEST).collect()).collect();
    tails.sort_unstable();
    // What nearly all begin with, the one in the middle begins with too.
    let middle = tails[tails.len() / 2].clone();
    let ends = middle.char_indices().map(|(at, c)| at + c.len_utf8());
    let shared = ends.rev().map(|end| &middle[..end]).find(|words| {
        tails.iter().filter(|tail| tail.starts_with(words)).count() * 10 >= tails.len() * OF_TEN
    })?;
    let has_letters = shared.contains(|c: char| c.is_alphabetic() && !is_separator(c));
    // What most labels have for an answer leaves nothing behind, or few other answers.
    let rest = |line: &Labelled| lines[line.at].plain().map(|text| text[line.label.1..].trim_start());
    let rests: FxHashSet<&str> = labelled
        .iter()
        .filter_map(|line| Some(rest(line)?.strip_prefix(shared)?.trim()))
        .filter(|rest| !rest.is_empty())
        .collect();
    let is_answer = rests.len() * 2 < labelled.len();
    let is_sentence = |line: &&Labelled| lines[line.at].raw.trim_end().ends_with('。');
    let is_prose = labelled.iter().filter(is_sentence).count() * 2 > labelled.len();
    (has_letters && !is_answer && !is_prose).then(|| shared.to_owned())
}

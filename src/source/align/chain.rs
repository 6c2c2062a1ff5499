//! The best chain of names in the order of the form, by dynamic programming over the page. Scores are in
//! tenths.

use super::super::form::LabelPlace;
use super::super::value;
use super::anchor::{Anchor, Left, Right, find_anchors};
use super::names::{FormItem, NamePlace};
use super::signs::is_separator;
use super::stream::Stream;
use super::weights::{Weights, weigh_contained};
use crate::model::Value;
use crate::model::schema::ValueKind;

/// A chain so little worse than the best is a likely rival.
const MARGIN: i32 = 20;
/// So many names before a name are looked at as the one that it follows.
const WINDOW: usize = 64;
/// So many letters of a value are read to see whether they are of its kind.
const LONGEST_TYPED: usize = 60;
/// A name that scores less by itself is in no chain.
const HOPELESS: i32 = -40;
/// A label again in words of its own value.
const REPEATED_GLUED: i32 = -240;

/// A name of the chosen chain.
#[derive(Debug, Clone)]
pub struct Link {
    /// The name in its place.
    pub anchor: Anchor,
    /// True where another chain that cuts here otherwise is about as good.
    pub is_unsure: bool,
}

/// Returns the chain of names with the highest score over a page.
pub fn best_chain(stream: &Stream<'_>, places: Vec<NamePlace>) -> Vec<Link> {
    let mut anchors = find_anchors(stream, places);
    let weights = Weights::learn(&anchors);
    for anchor in &mut anchors {
        anchor.own = weights.score(stream, anchor);
    }
    weigh_contained(&mut anchors);
    anchors.retain(|anchor| anchor.own > HOPELESS);
    let chain = Chain { stream, anchors: &anchors, weights: &weights };
    chain.find_best()
}

struct Chain<'c, 'a> {
    stream: &'c Stream<'a>,
    anchors: &'c [Anchor],
    weights: &'c Weights,
}

impl Chain<'_, '_> {
    /// Returns the chain with the highest score; a link is unsure if a rival is about as good.
    fn find_best(&self) -> Vec<Link> {
        let count = self.anchors.len();
        let mut forward: Vec<(i32, Option<usize>)> = Vec::with_capacity(count);
        for (at, anchor) in self.anchors.iter().enumerate() {
            let first = (start_score(anchor.item()), None);
            let before =
                self.predecessors(at).map(|from| (forward[from].0 + self.step_score(from, at), Some(from)));
            let (score, from) = before.chain([first]).max_by_key(|(score, _)| *score).unwrap_or(first);
            forward.push((score + anchor.own, from));
        }
        let mut backward = vec![0_i32; count];
        for at in (0..count).rev() {
            let score = backward[at] + self.anchors[at].own;
            for from in self.predecessors(at) {
                backward[from] = backward[from].max(score + self.step_score(from, at));
            }
        }
        let Some(last) = (0..count).max_by_key(|at| (forward[*at].0, std::cmp::Reverse(*at))) else {
            return Vec::new();
        };
        let total = forward[last].0;
        let mut chosen = vec![last];
        while let Some(from) = chosen.last().and_then(|at| forward[*at].1) {
            chosen.push(from);
        }
        chosen.reverse();
        let through = |at: usize| forward[at].0 + backward[at];
        let links = chosen.iter().map(|at| {
            let rival = self.rivals(*at).map(through).max();
            let is_unsure = rival.is_some_and(|rival| total - rival < MARGIN);
            Link { anchor: self.anchors[*at].clone(), is_unsure }
        });
        links.collect()
    }

    /// Returns the names that this one may follow in a chain: those near before it that do not overlap it.
    fn predecessors(&self, at: usize) -> impl Iterator<Item = usize> {
        let start = self.anchors[at].start();
        (at.saturating_sub(WINDOW)..at).filter(move |from| self.anchors[*from].end() <= start)
    }

    /// Returns the nearby names that are the same one elsewhere, or that overlap this one.
    fn rivals(&self, at: usize) -> impl Iterator<Item = usize> {
        let anchor = &self.anchors[at];
        let near = at.saturating_sub(WINDOW)..(at + WINDOW).min(self.anchors.len());
        near.filter(move |other| {
            let rival = &self.anchors[*other];
            let overlaps = rival.start() < anchor.end() && anchor.start() < rival.end();
            *other != at && (rival.item() == anchor.item() || overlaps)
        })
    }

    /// Returns the score of one name right after another in the chain.
    fn step_score(&self, from: usize, to: usize) -> i32 {
        let (before, after) = (&self.anchors[from], &self.anchors[to]);
        let between = after.start() - before.end();
        let order = self.order_score(before.item(), after.item());
        match before.item() {
            FormItem::Title(_) if !matches!(after.item(), FormItem::Title(_)) => {
                order - (4 * i32::try_from(between).unwrap_or(i32::MAX / 8)).min(80)
            }
            FormItem::Title(_) | FormItem::Footer => order,
            FormItem::Label(section, field) => {
                let is_glued = after.left == Left::Glued || after.right == Right::Glued;
                let repeated = if before.item() == after.item() && is_glued { REPEATED_GLUED } else { 0 };
                order + repeated + self.kind_score(section, field, before.end(), after.start())
            }
        }
    }

    /// Returns the score of two names by their order in the form: negative for skipped and reversed ones.
    fn order_score(&self, before: FormItem, after: FormItem) -> i32 {
        let skipped = |count: usize, each: i32, most: i32| {
            -(each * i32::try_from(count).unwrap_or(i32::MAX / 256)).min(most)
        };
        match (before, after) {
            (FormItem::Footer, _) => -10_000,
            (_, FormItem::Footer) => 0,
            (FormItem::Label(section, field), FormItem::Label(other, next)) if section == other => {
                let (low, high) = if self.weights.is_reversed { (next, field) } else { (field, next) };
                if high > low { skipped(high - low - 1, 15, 50) } else { -60 }
            }
            (FormItem::Label(section, _), FormItem::Label(other, next)) if other > section => {
                let lost = if next == 0 { 20 } else { 30 };
                skipped(other - section - 1, 15, 50) - lost
            }
            (FormItem::Label(..), FormItem::Label(..)) => -80,
            (FormItem::Title(section), FormItem::Label(other, field)) => {
                let first = if self.weights.is_reversed { 0 } else { skipped(field, 15, 50) };
                if section == other { first } else { -80 }
            }
            (FormItem::Label(section, _) | FormItem::Title(section), FormItem::Title(other)) => {
                let contents = if matches!(before, FormItem::Title(_)) { 10 } else { 0 };
                if other > section { skipped(other - section - 1, 10, 30) - contents } else { -40 }
            }
        }
    }

    /// Returns the score of the words between a label and the next name as a value of the label's kind.
    fn kind_score(&self, section: usize, field: usize, from: usize, to: usize) -> i32 {
        if from >= to {
            return 5;
        }
        let spec = LabelPlace { section, field }.spec();
        let letters = &self.stream.letters[from..to.min(from + LONGEST_TYPED)];
        let words: String = letters.iter().map(|letter| letter.c).collect();
        let words = words.trim_start_matches(|c: char| is_separator(c) && c != '【');
        if words.is_empty() || words.chars().all(|c| is_separator(c) || c == 'ー') {
            return 5;
        }
        let is_long = to - from > LONGEST_TYPED;
        let is_read = match spec.kind {
            ValueKind::Text | ValueKind::List => return 0,
            ValueKind::Choice => return if is_long { -10 } else { 0 },
            ValueKind::Effects => value::marks(words).next().is_some_and(|(at, _)| at == 0),
            ValueKind::Facilities => words.starts_with('【'),
            ValueKind::Fee => words.contains("無料") || words.contains("有料"),
            ValueKind::Prefectures
            | ValueKind::StatusYear
            | ValueKind::Year
            | ValueKind::Staff
            | ValueKind::Count
            | ValueKind::Money => {
                !is_long && value::parse(Some(spec), words, words).is_ok_and(|value| value != Value::Empty)
            }
        };
        let is_unselected = words == "未選択";
        if is_read || is_unselected { 30 } else { -30 }
    }
}

/// True if a sign or bracket follows more than nine in ten labels.
pub fn is_signed(chain: &[Link]) -> bool {
    let labels = chain.iter().filter(|link| matches!(link.anchor.item(), FormItem::Label(..)));
    let signed = labels.clone().filter(|link| link.anchor.right == Right::Sign || link.anchor.is_bracketed());
    signed.count() * 10 > labels.count() * 9
}

/// Returns the score of a chain that begins with this name.
fn start_score(item: FormItem) -> i32 {
    match item {
        FormItem::Title(section) => -i32::try_from(section.min(3) * 5).unwrap_or(0),
        FormItem::Label(section, field) => -i32::try_from((section + field).min(3) * 10).unwrap_or(0),
        FormItem::Footer => -10_000,
    }
}

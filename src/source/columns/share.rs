//! Which label the lines of values between two labels belong to: those below the first one, those
//! above the second one. Labels stand at the top of their values or at half their height.

use super::super::join::opens_item;
use super::super::value::marks;
use super::printed::Printed;
use crate::model::schema::ValueKind;

/// A label and the lines that it takes.
pub struct LabelBlock {
    /// Index of the field in the section.
    pub field: usize,
    /// How its value is read.
    pub kind: ValueKind,
    /// The lines from its first piece to its last.
    pub lines: std::ops::Range<usize>,
    /// True where words of the value stand beside its first piece.
    pub first_own: bool,
    /// True where words of the value stand beside its last piece.
    pub last_own: bool,
}

/// How the lines between the labels are shared out.
pub struct LineShares {
    /// For each label but the last: how many of the lines after it are its own.
    pub below: Vec<usize>,
    /// For each label but the last: true where another share is about as likely.
    pub open: Vec<bool>,
}

/// Where labels stand beside their values.
#[derive(Clone, Copy)]
enum Style {
    /// The value goes on below its label, from the margin on.
    Flow,
    Top,
    Centred,
}

/// A share that costs so little more than the best is as likely.
const MARGIN: i64 = 2;
/// So many cells before the widest line's end a line may break.
const RAGGED: usize = 8;
/// More ways to share out one gap are not looked at.
const WAYS: usize = 12;

/// Shares the lines between the labels among them, in the style that costs least.
pub fn share_lines(lines: &[Printed<'_>], values: &[&str], blocks: &[LabelBlock]) -> LineShares {
    let widest = lines.iter().map(|line| line.end).max().unwrap_or(0);
    let strangers = blocks.iter().map(|block| {
        let mut sum = 0;
        let sums = values.iter().map(|words| {
            sum += misfit_cost(block.kind, words);
            sum
        });
        [0].into_iter().chain(sums).collect()
    });
    let strangers = strangers.collect();
    let scale = Scale { lines, values, blocks, widest, strangers };
    let (cost, below) = scale.cheapest_shares(None);
    let gaps = blocks.len().saturating_sub(1);
    let is_open = |gap: usize| {
        let Some(chosen) = below.get(gap).filter(|_| scale.gap_lines(gap) > 0) else {
            return false;
        };
        scale.cheapest_shares(Some((gap, *chosen))).0 < cost + MARGIN
    };
    let open = (0..gaps).map(is_open).collect();
    LineShares { below, open }
}

struct Scale<'a> {
    lines: &'a [Printed<'a>],
    /// The words of the value on each line.
    values: &'a [&'a str],
    blocks: &'a [LabelBlock],
    widest: usize,
    /// For each block and line: what the lines before it cost in the block's value.
    strangers: Vec<Vec<i64>>,
}

/// A way to share out one gap: lines to the label above, cost so far, index of the way before.
type GapShare = (usize, i64, usize);

impl Scale<'_> {
    /// Returns the number of lines between this label and the next one.
    fn gap_lines(&self, gap: usize) -> usize {
        self.blocks[gap + 1].lines.start - self.blocks[gap].lines.end
    }

    /// Returns the cost and, for each gap, the lines to the label above it, in the cheapest style; see
    /// `cheapest_in_style`.
    fn cheapest_shares(&self, forbidden: Option<(usize, usize)>) -> (i64, Vec<usize>) {
        let styles = [Style::Flow, Style::Top, Style::Centred];
        let ways = styles.map(|style| self.cheapest_in_style(style, forbidden));
        ways.into_iter().min_by_key(|way| way.0).unwrap_or_default()
    }

    /// Shares the lines between labels at the least cost in a style: the cost, and per gap the lines to the
    /// label above. `forbidden`: a gap, and the lines above that it must not have.
    fn cheapest_in_style(&self, style: Style, forbidden: Option<(usize, usize)>) -> (i64, Vec<usize>) {
        let Some(first) = self.blocks.first() else {
            return (0, Vec::new());
        };
        // Before the first label all lines are above it.
        let mut layers: Vec<Vec<GapShare>> = vec![vec![(0, 0, 0)]];
        for gap in 0..self.blocks.len() - 1 {
            let mut layer: Vec<GapShare> = Vec::new();
            for (before, (taken, cost, _)) in layers.last().into_iter().flatten().enumerate() {
                let above = if gap == 0 { first.lines.start } else { self.gap_lines(gap - 1) - taken };
                for below in self.share_candidates(gap, above) {
                    if forbidden == Some((gap, below)) {
                        continue;
                    }
                    let cost = cost + self.block_cost(style, gap, above, below) + self.cut_cost(gap, below);
                    match layer.iter_mut().find(|way| way.0 == below) {
                        Some(way) if way.1 <= cost => {}
                        Some(way) => *way = (below, cost, before),
                        None => layer.push((below, cost, before)),
                    }
                }
            }
            layer.sort_by_key(|way| way.1);
            layer.truncate(WAYS);
            layers.push(layer);
        }
        self.trace(style, &layers)
    }

    /// Follows the cheapest way back from the last gap: its cost, and per gap the lines to the label above
    /// it.
    fn trace(&self, style: Style, layers: &[Vec<GapShare>]) -> (i64, Vec<usize>) {
        let last = self.blocks.len() - 1;
        let trailing = self.lines.len() - self.blocks[last].lines.end;
        let ends = layers.last().into_iter().flatten().enumerate().map(|(at, (taken, cost, _))| {
            let above = if last == 0 { self.blocks[0].lines.start } else { self.gap_lines(last - 1) - taken };
            (cost + self.block_cost(style, last, above, trailing), at)
        });
        let Some((cost, mut at)) = ends.min() else {
            return (i64::MAX / 2, Vec::new());
        };
        let mut below = Vec::new();
        for layer in layers.iter().skip(1).rev() {
            let Some((taken, _, before)) = layer.get(at) else {
                break;
            };
            below.push(*taken);
            at = *before;
        }
        below.reverse();
        (cost, below)
    }

    /// Returns the counts of lines below a label that are tried: all, none, about as many as are above it,
    /// and where items end.
    fn share_candidates(&self, gap: usize, above: usize) -> Vec<usize> {
        let all = self.gap_lines(gap);
        let mut ways: Vec<usize> = (above.saturating_sub(2)..=above + 3).chain([0, all]).collect();
        ways.retain(|below| *below <= all);
        // Where items end, or a blank line stands, a value may end.
        let first = self.blocks[gap].lines.end;
        let breaks = (1..all).filter(|at| {
            let (before, after) = (&self.lines[first + at - 1], &self.lines[first + at]);
            after.after_gap || opens_item(self.values[first + at]) != opens_item(before.text)
        });
        ways.extend(breaks.take(WAYS));
        ways.sort_unstable();
        ways.dedup();
        ways
    }

    /// Returns the cost of a label with so many value lines above and below it.
    fn block_cost(&self, style: Style, at: usize, above: usize, below: usize) -> i64 {
        let block = &self.blocks[at];
        let (above_lines, below_lines) = (as_cost(above), as_cost(below));
        let apart = match style {
            Style::Flow => {
                let margin = self.lines[block.lines.start].indent;
                let below = block.lines.end..block.lines.end + below;
                let hanging = below.filter(|line| self.lines[*line].indent > margin).count();
                20 * above_lines + 4 * as_cost(hanging)
            }
            Style::Top => {
                let hanging = if below > 0 && !block.last_own { 4 } else { 0 };
                10 * above_lines + hanging
            }
            Style::Centred => {
                let lean = below_lines - above_lines;
                let lean = if (0..=1).contains(&lean) { 0 } else { 3 * lean.abs() - 2 };
                // Words of a value stand on lines that follow each other.
                let hole = |lines: usize, own: bool| if lines > 0 && !own { 2 } else { 0 };
                let even = block.lines.len() == 1 && !block.first_own && above == below;
                lean + if even { 1 } else { hole(above, block.first_own) + hole(below, block.last_own) }
            }
        };
        let (start, end) = (block.lines.start, block.lines.end);
        let cost = |from: usize, to: usize| self.strangers[at][to] - self.strangers[at][from];
        apart + cost(start - above, start) + cost(end, end + below)
    }

    /// Returns the cost of ending one value and beginning the next `below` lines into a gap.
    fn cut_cost(&self, gap: usize, below: usize) -> i64 {
        let second = self.blocks[gap].lines.end + below;
        let Some(first) = second.checked_sub(1).filter(|_| second < self.lines.len()) else {
            return 0;
        };
        let (before, after) = (self.values[first], self.values[second]);
        if before.is_empty() {
            return 0;
        }
        if must_stay_together(before, after) {
            return 10;
        }
        let room = self.widest - self.lines[first].end;
        let ends = before.ends_with(['。', '．', '!', '！']);
        let cost = if opens_item(after) {
            0
        } else if room > RAGGED || self.widest <= 2 * RAGGED {
            -3
        } else if ends {
            -1
        } else if room > 2 {
            2
        } else {
            5
        };
        if self.lines[second].after_gap { cost - 6 } else { cost }
    }
}

/// True if two lines must be of one value: a bracket stays open, or a comma or colon joins them.
fn must_stay_together(before: &str, after: &str) -> bool {
    let open = [('【', '】'), ('（', '）'), ('「', '」')].into_iter().any(|(open, close)| {
        before.rfind(open).is_some_and(|at| !before[at..].contains(close)) && after.contains(close)
    });
    open || after.starts_with(['、', '。', '）', ')', '」', '，', '】', '：', ':', 'ー'])
        || before.ends_with(['、', '：', ':', '【', '（', '「'])
}

/// Returns the cost of a line in a value of this kind, by its marks and `【`.
fn misfit_cost(kind: ValueKind, words: &str) -> i64 {
    let is_mark = marks(words).next().is_some();
    let is_facility = words.contains(['【', '】']);
    match kind {
        ValueKind::Effects => i64::from(!is_mark) * 2,
        ValueKind::Facilities => i64::from(!is_facility) * 2 + i64::from(is_mark) * 4,
        ValueKind::Count | ValueKind::Money | ValueKind::Year | ValueKind::StatusYear | ValueKind::Choice => {
            3
        }
        ValueKind::Text | ValueKind::List | ValueKind::Prefectures | ValueKind::Staff | ValueKind::Fee => {
            i64::from(is_mark) * 6 + i64::from(is_facility) * 4
        }
    }
}

/// Converts a number of lines to a cost.
fn as_cost(lines: usize) -> i64 {
    i64::try_from(lines).unwrap_or(i64::MAX / 64)
}

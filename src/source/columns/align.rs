//! Which words at the beginnings of lines are labels, or pieces of labels, in the form's order: the
//! cheapest way to read all lines of a section, found line by line.

use super::printed::{LabelLetters, PieceEnd, Printed, piece_ends};

/// Words at the beginning of a line that are a label of the section, or a piece of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelPiece {
    /// Index of the field in the section.
    pub field: usize,
    /// True for the first piece of a label.
    pub first: bool,
    /// True where words of the legend are in it.
    pub legend: bool,
    /// Byte offset of the value in the line's text.
    pub rest: usize,
}

/// A label that the form puts earlier or later is passed over.
const PASSED_OVER: usize = 8;
/// A label stands after one that the form puts behind it.
const OUT_OF_ORDER: usize = 12;
/// A line that reads as a whole label is taken for a value.
const LABEL_AS_VALUE: usize = 10;
/// The legend is taken for a value.
const LEGEND_AS_VALUE: usize = 5;
/// A label is broken.
const BROKEN: usize = 1;
/// A line of the value stands between two pieces of a label.
const INTERRUPTED: usize = 3;
/// A line of a value begins where labels begin, or a label where values begin.
const WRONG_COLUMN: usize = 3;
/// A reading so much worse than the best so far is given up.
const HOPELESS: usize = 60;

/// How far the labels are read: those before `field`, and so many letters of it.
type LabelProgress = (usize, usize);

struct Step {
    state: LabelProgress,
    cost: usize,
    before: usize,
    piece: Option<LabelPiece>,
}

/// Reads the lines as labels, pieces of labels and values at the least cost: a piece or `None` for each line,
/// and the cost. `None` if a label would stay broken at the end.
pub fn align_labels(
    lines: &[Printed<'_>],
    labels: &[LabelLetters],
) -> Option<(Vec<Option<LabelPiece>>, usize)> {
    let base = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    let values = value_column(lines, labels);
    let mut layers = vec![vec![Step { state: (0, 0), cost: 0, before: 0, piece: None }]];
    for line in lines {
        let mut layer = Layer::new(line, labels);
        for (before, step) in layers.last().into_iter().flatten().enumerate() {
            layer.add_pieces(line, labels, step, before, values);
            layer.add_value(line, labels, step, before, (base, values));
        }
        layers.push(layer.finish());
    }
    trace_back(&layers, labels)
}

/// Returns the first cell of the values, by the labels with a gap behind them; `usize::MAX` without such
/// labels.
fn value_column(lines: &[Printed<'_>], labels: &[LabelLetters]) -> usize {
    let columns = lines.iter().filter_map(|line| {
        let ends = labels.iter().flat_map(|label| {
            let ends = piece_ends(line.text, label, 0);
            ends.into_iter().filter(|end| end.parted && end.letters == label.own)
        });
        let longest = ends.max_by_key(|end| end.rest)?;
        let rest = &line.text[longest.rest..];
        let is_gap = line.text[..longest.rest].ends_with("  ");
        (is_gap && !rest.is_empty())
            .then(|| line.indent + crate::text::width::cells(&line.text[..longest.rest]))
    });
    columns.min().unwrap_or(usize::MAX)
}

struct Layer {
    steps: Vec<Step>,
    /// For each label, where its first piece may end on the line.
    first: Vec<Vec<PieceEnd>>,
    /// True where a label begins the line, well parted from what follows.
    is_label: bool,
}

impl Layer {
    /// Creates an empty layer for a line, with the places where labels may end on it.
    fn new(line: &Printed<'_>, labels: &[LabelLetters]) -> Self {
        let first: Vec<Vec<PieceEnd>> = labels.iter().map(|label| piece_ends(line.text, label, 0)).collect();
        let is_whole = |(ends, label): (&Vec<PieceEnd>, &LabelLetters)| {
            ends.iter().any(|end| end.letters == label.own && end.parted)
        };
        let is_label = first.iter().zip(labels).any(is_whole);
        Self { steps: Vec::new(), first, is_label }
    }

    /// Adds a step, unless a cheaper one leads to the same state.
    fn keep_cheapest(&mut self, step: Step) {
        match self.steps.iter_mut().find(|known| known.state == step.state) {
            Some(known) if known.cost <= step.cost => {}
            Some(known) => *known = step,
            None => self.steps.push(step),
        }
    }

    /// Returns the steps that are not hopeless.
    fn finish(mut self) -> Vec<Step> {
        let best = self.steps.iter().map(|step| step.cost).min().unwrap_or(0);
        self.steps.retain(|step| step.cost <= best + HOPELESS);
        self.steps
    }

    /// Adds the steps in which the line begins with a label or a piece of one.
    fn add_pieces(
        &mut self,
        line: &Printed<'_>,
        labels: &[LabelLetters],
        step: &Step,
        before: usize,
        values: usize,
    ) {
        let (field, read) = step.state;
        let misplaced = if line.indent >= values { WRONG_COLUMN * 2 } else { 0 };
        let fields = if read > 0 { field..field + 1 } else { 0..labels.len() };
        for next in fields {
            let order = if next >= field { PASSED_OVER * (next - field) } else { OUT_OF_ORDER };
            let later = if read > 0 { piece_ends(line.text, &labels[next], read) } else { Vec::new() };
            let first = if read > 0 { Vec::new() } else { self.first[next].clone() };
            for end in first.into_iter().chain(later) {
                let own = labels[next].own;
                let is_whole = end.letters == own || end.letters == labels[next].letters.len();
                let broken = if is_whole { 0 } else { BROKEN };
                let legend = end.letters > own;
                // A legend is no value.
                let left = if line.text[end.rest..].starts_with("凡例") { LEGEND_AS_VALUE } else { 0 };
                let cost = step.cost + order + misplaced + broken + left;
                let piece = Some(LabelPiece { field: next, first: read == 0, legend, rest: end.rest });
                if is_whole {
                    self.keep_cheapest(Step { state: (next + 1, 0), cost, before, piece });
                }
                if end.letters < labels[next].letters.len() {
                    self.keep_cheapest(Step { state: (next, end.letters), cost, before, piece });
                }
            }
        }
    }

    /// Adds the step in which the line is all value.
    fn add_value(
        &mut self,
        line: &Printed<'_>,
        labels: &[LabelLetters],
        step: &Step,
        before: usize,
        (base, values): (usize, usize),
    ) {
        let (field, read) = step.state;
        // Where only the legend is wanted still, nothing is broken.
        let is_broken = read > 0 && labels.get(field).is_some_and(|label| read != label.own);
        let interrupted = if is_broken { INTERRUPTED } else { 0 };
        let at_labels = if line.indent <= base { WRONG_COLUMN } else { 0 };
        let label = if line.indent < values && self.is_label { LABEL_AS_VALUE } else { 0 };
        let cost = step.cost + interrupted + at_labels + label;
        self.keep_cheapest(Step { state: step.state, cost, before, piece: None });
    }
}

/// Follows the cheapest way that leaves no label broken back to its beginning; `None` if there is none.
fn trace_back(layers: &[Vec<Step>], labels: &[LabelLetters]) -> Option<(Vec<Option<LabelPiece>>, usize)> {
    let ends = layers.last()?.iter().enumerate().filter(|(_, step)| step.state.1 == 0);
    let left = |step: &Step| step.cost + PASSED_OVER * (labels.len().saturating_sub(step.state.0));
    let (mut at, cost) = ends.map(|(at, step)| (at, left(step))).min_by_key(|(_, cost)| *cost)?;
    let mut pieces = Vec::with_capacity(layers.len());
    for layer in layers.iter().skip(1).rev() {
        let step = layer.get(at)?;
        pieces.push(step.piece);
        at = step.before;
    }
    pieces.reverse();
    Some((pieces, cost))
}

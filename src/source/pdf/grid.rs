//! Rules → the tables that they draw, with their cells.

use super::sheet::Frame;

/// Rules so near are one, in points: cells may have a frame each.
const NEAR: f32 = 2.6;

/// A page of more rules is a drawing.
const MOST: usize = 2000;

/// A table that is drawn by rules.
#[derive(Debug)]
pub struct RuledGrid {
    /// All of it.
    pub frame: Frame,
    /// Its cells, row by row from left to right.
    pub cells: Vec<RuledCell>,
    /// True if no rule ends it above.
    pub is_open_above: bool,
    /// True if no rule ends it below.
    pub is_open_below: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, Copy)]
pub struct RuledCell {
    /// Where it is.
    pub frame: Frame,
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// How many columns it takes.
    pub columns: usize,
}

/// Returns the tables that rules draw, from top to bottom.
pub fn grids(rules: &[Frame]) -> Vec<RuledGrid> {
    let (level, upright): (Vec<Frame>, Vec<Frame>) = rules.iter().partition(|rule| rule.y0 == rule.y1);
    let mut rules =
        merged(level, |rule| [rule.y0, rule.x0, rule.x1], |[y, x0, x1]| Frame { x0, y0: y, x1, y1: y });
    let level = rules.len();
    rules.extend(merged(
        upright,
        |rule| [rule.x0, rule.y0, rule.y1],
        |[x, y0, y1]| Frame { x0: x, y0, x1: x, y1 },
    ));
    if rules.len() > MOST {
        return Vec::new();
    }
    let mut groups = Groups::new(rules.len());
    for (at, rule) in rules.iter().enumerate() {
        for (other, upright) in rules.iter().enumerate().skip(level) {
            if at < level && touches(rule, upright) {
                groups.unite(at, other);
            }
        }
    }
    let mut parts: Vec<(Vec<Frame>, Vec<Frame>)> = vec![Default::default(); rules.len()];
    for (at, rule) in rules.iter().enumerate() {
        let part = &mut parts[groups.root(at)];
        if at < level { part.0.push(*rule) } else { part.1.push(*rule) }
    }
    let mut grids: Vec<RuledGrid> =
        parts.iter().filter_map(|(level, upright)| grid(level, upright)).collect();
    grids.sort_by(|one, other| one.frame.y0.total_cmp(&other.frame.y0));
    grids
}

/// Makes one rule of those that lie in one line and touch.
fn merged(
    mut rules: Vec<Frame>,
    split: impl Fn(&Frame) -> [f32; 3],
    make: impl Fn([f32; 3]) -> Frame,
) -> Vec<Frame> {
    rules.sort_by(|one, other| split(one)[0].total_cmp(&split(other)[0]));
    let mut merged = Vec::new();
    let mut start = 0;
    for at in 1..=rules.len() {
        let (first, next) = (split(&rules[start])[0], rules.get(at).map(|next| split(next)[0]));
        if next.is_some_and(|next| next - first < NEAR) {
            continue;
        }
        let mut pieces: Vec<[f32; 3]> = rules[start..at].iter().map(&split).collect();
        pieces.sort_by(|one, other| one[1].total_cmp(&other[1]));
        let mut last: Option<[f32; 3]> = None;
        for piece in pieces {
            match &mut last {
                Some(last) if piece[1] <= last[2] + NEAR => last[2] = last[2].max(piece[2]),
                last => merged.extend(last.replace([first, piece[1], piece[2]]).map(&make)),
            }
        }
        merged.extend(last.map(&make));
        start = at;
    }
    merged
}

fn touches(level: &Frame, upright: &Frame) -> bool {
    (level.x0 - NEAR..=level.x1 + NEAR).contains(&upright.x0)
        && (upright.y0 - NEAR..=upright.y1 + NEAR).contains(&level.y0)
}

/// Returns the table of rules that touch; `None` for a box, or rules that draw no cells.
fn grid(level: &[Frame], upright: &[Frame]) -> Option<RuledGrid> {
    let xs = places(upright.iter().map(|rule| rule.x0));
    let ends = upright.iter().flat_map(|rule| [rule.y0, rule.y1]);
    let (top, bottom) = (ends.clone().fold(f32::MAX, f32::min), ends.fold(f32::MIN, f32::max));
    let ys = places(level.iter().map(|rule| rule.y0).chain([top, bottom]));
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns * rows < 2 || columns * rows > 20_000 {
        return None;
    }
    let has_level = |row: usize, column: usize| is_covered(level, xs[column], xs[column + 1], ys[row], false);
    let has_upright = |row: usize, column: usize| is_covered(upright, ys[row], ys[row + 1], xs[column], true);
    let mut groups = Groups::new(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let at = row * columns + column;
            if column > 0 && !has_upright(row, column) {
                groups.unite(at - 1, at);
            }
            if row > 0 && !has_level(row, column) {
                groups.unite(at - columns, at);
            }
        }
    }
    let mut cells: Vec<Option<RuledCell>> = vec![None; columns * rows];
    for row in 0..rows {
        for column in 0..columns {
            let frame = Frame { x0: xs[column], y0: ys[row], x1: xs[column + 1], y1: ys[row + 1] };
            let cell = &mut cells[groups.root(row * columns + column)];
            let known = cell.get_or_insert(RuledCell { frame, row, column, rows: 1, columns: 1 });
            known.rows = known.rows.max(row + 1 - known.row);
            known.columns = known.columns.max((column + 1).saturating_sub(known.column));
            known.frame = Frame {
                x0: known.frame.x0.min(frame.x0),
                y0: known.frame.y0,
                x1: known.frame.x1.max(frame.x1),
                y1: known.frame.y1.max(frame.y1),
            };
        }
    }
    let mut cells: Vec<RuledCell> = cells.into_iter().flatten().collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    (cells.len() > 1).then(|| RuledGrid {
        frame: Frame { x0: xs[0], y0: ys[0], x1: xs[columns], y1: ys[rows] },
        cells,
        is_open_above: !(0..columns).any(|column| has_level(0, column)),
        is_open_below: !(0..columns)
            .any(|column| is_covered(level, xs[column], xs[column + 1], ys[rows], false)),
    })
}

/// Returns places in their order, those that are near as one.
fn places(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, kept| *next - *kept < NEAR);
    places
}

/// True if most of the way from one place to another, at this height or depth, is drawn.
fn is_covered(rules: &[Frame], from: f32, to: f32, at: f32, is_upright: bool) -> bool {
    let drawn = rules.iter().map(|rule| {
        let (place, start, end) =
            if is_upright { (rule.x0, rule.y0, rule.y1) } else { (rule.y0, rule.x0, rule.x1) };
        let is_here = (place - at).abs() < NEAR;
        if is_here { (end.min(to) - start.max(from)).max(0.0) } else { 0.0 }
    });
    drawn.sum::<f32>() > (to - from) * 0.6
}

/// Which of several things belong together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// Returns the first one that this belongs to.
    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(x0: f32, y0: f32, x1: f32, y1: f32) -> Frame {
        Frame { x0, y0, x1, y1 }
    }

    #[test]
    fn rules_make_cells_and_a_missing_one_joins_two() {
        let level = [0.0, 20.0, 40.0].map(|y| frame(0.0, y, 100.0, y));
        let upright =
            [frame(0.0, 0.0, 0.0, 40.0), frame(30.0, 0.0, 30.0, 20.0), frame(100.0, 0.0, 100.0, 40.0)];
        let grids = grids(&[level, upright].concat());
        let cells =
            grids[0].cells.iter().map(|cell| (cell.row, cell.column, cell.columns)).collect::<Vec<_>>();
        assert_eq!(cells, [(0, 0, 1), (0, 1, 1), (1, 0, 2)]);
        assert!(!grids[0].is_open_above && !grids[0].is_open_below);
    }

    #[test]
    fn a_table_that_the_page_cuts_is_open() {
        let level = [frame(0.0, 20.0, 100.0, 20.0)];
        let upright = [0.0, 30.0, 100.0].map(|x| frame(x, 0.0, x, 40.0));
        let grids = grids(&[level.as_slice(), &upright].concat());
        assert_eq!((grids[0].cells.len(), grids[0].is_open_above, grids[0].is_open_below), (4, true, true));
    }

    #[test]
    fn a_box_and_a_line_are_no_table() {
        let edges = [
            frame(0.0, 0.0, 9.0, 0.0),
            frame(0.0, 9.0, 9.0, 9.0),
            frame(0.0, 0.0, 0.0, 9.0),
            frame(9.0, 0.0, 9.0, 9.0),
        ];
        assert_eq!(grids(&edges).len(), 0);
        assert_eq!(grids(&edges[..1]).len(), 0);
    }
}

//! One page as it is set: letters and rules with their places, in points from the upper left corner.

use super::matrix::Matrix;

/// A rectangle this thin is a rule, in points.
const THIN: f32 = 3.0;

/// What a letter belongs to, as the writer marked it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfMark {
    /// It is not marked.
    None,
    /// The page's furniture.
    Artifact,
    /// A piece of this number in the file's own outline.
    Piece(u32),
}

/// A letter on a page.
#[derive(Debug, Clone, Copy)]
pub struct PdfLetter {
    /// The letter; U+FFFD where the font does not tell.
    pub letter: char,
    /// Its left edge.
    pub x: f32,
    /// Its baseline.
    pub y: f32,
    /// How wide it is.
    pub width: f32,
    /// The size of its font.
    pub size: f32,
    /// What it belongs to.
    pub mark: PdfMark,
}

impl PdfLetter {
    /// Its right edge.
    pub fn end(&self) -> f32 {
        self.x + self.width
    }
}

/// A rectangle from its upper left corner to its lower right one; a rule has no height or no width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Right.
    pub x1: f32,
    /// Bottom.
    pub y1: f32,
}

impl Frame {
    /// Everything.
    pub const ALL: Self = Self { x0: -1e6, y0: -1e6, x1: 1e6, y1: 1e6 };

    /// Returns the smallest one around points; `None` without any.
    pub fn around(points: &[(f32, f32)]) -> Option<Self> {
        let (x, y) = points.first()?;
        let first = Self { x0: *x, y0: *y, x1: *x, y1: *y };
        Some(points.iter().fold(first, |frame, (x, y)| Self {
            x0: frame.x0.min(*x),
            y0: frame.y0.min(*y),
            x1: frame.x1.max(*x),
            y1: frame.y1.max(*y),
        }))
    }

    /// Returns what two have in common; `None` if they are apart.
    pub fn within(self, other: Self) -> Option<Self> {
        let both = Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        (both.x0 <= both.x1 && both.y0 <= both.y1).then_some(both)
    }
}

/// One page.
#[derive(Debug, Default)]
pub struct PdfSheet {
    /// Its height.
    pub height: f32,
    /// Its letters, in the order in which they are drawn.
    pub letters: Vec<PdfLetter>,
    /// Its rules, from left to right and from top to bottom.
    pub rules: Vec<Frame>,
}

impl PdfSheet {
    /// Adds the rules of a filled shape: itself if it is thin, its edges else.
    pub fn add_filled(&mut self, points: &[(f32, f32)], clip: Frame) {
        let Some(frame) = Frame::around(points).filter(|frame| is_rectangle(points, *frame)) else { return };
        let (width, height) = (frame.x1 - frame.x0, frame.y1 - frame.y0);
        if height <= THIN && width > THIN {
            let y = f32::midpoint(frame.y0, frame.y1);
            self.add_rule(Frame { y0: y, y1: y, ..frame }, clip);
        } else if width <= THIN && height > THIN {
            let x = f32::midpoint(frame.x0, frame.x1);
            self.add_rule(Frame { x0: x, x1: x, ..frame }, clip);
        } else if width > THIN {
            self.add_stroked(
                &[
                    (frame.x0, frame.y0),
                    (frame.x1, frame.y0),
                    (frame.x1, frame.y1),
                    (frame.x0, frame.y1),
                    (frame.x0, frame.y0),
                ],
                clip,
            );
        }
    }

    /// Adds the rules of a line that is drawn from point to point.
    pub fn add_stroked(&mut self, points: &[(f32, f32)], clip: Frame) {
        for ends in points.windows(2) {
            let Some(mut rule) = Frame::around(ends) else { continue };
            if rule.x1 - rule.x0 < 0.5 && rule.y1 - rule.y0 > THIN {
                rule.x1 = rule.x0;
            } else if rule.y1 - rule.y0 < 0.5 && rule.x1 - rule.x0 > THIN {
                rule.y1 = rule.y0;
            } else {
                continue;
            }
            self.add_rule(rule, clip);
        }
    }

    fn add_rule(&mut self, rule: Frame, clip: Frame) {
        self.rules.extend(rule.within(clip));
    }
}

/// True if all points are corners of this frame.
fn is_rectangle(points: &[(f32, f32)], frame: Frame) -> bool {
    let near = |one: f32, other: f32| (one - other).abs() < 0.3;
    let is_corner = |(x, y): &(f32, f32)| {
        (near(*x, frame.x0) || near(*x, frame.x1)) && (near(*y, frame.y0) || near(*y, frame.y1))
    };
    (4..=5).contains(&points.len()) && points.iter().all(is_corner)
}

/// Returns what turns and moves a page so that it stands upright and is measured from its upper left corner, with
/// its height.
pub fn upright(media: [f64; 4], rotation: f64) -> (Matrix, f32) {
    let [x0, y0, x1, y1] = media;
    let (left, right, bottom, top) = (x0.min(x1), x0.max(x1), y0.min(y1), y0.max(y1));
    let (width, height) = ((right - left) as f32, (top - bottom) as f32);
    match (rotation.rem_euclid(360.0) / 90.0).round() as u8 {
        1 => (Matrix([0.0, 1.0, 1.0, 0.0, -bottom, -left]), width),
        2 => (Matrix([-1.0, 0.0, 0.0, 1.0, right, -bottom]), height),
        3 => (Matrix([0.0, -1.0, -1.0, 0.0, top, right]), width),
        _ => (Matrix([1.0, 0.0, 0.0, -1.0, -left, top]), height),
    }
}

//! Lines and blocks, painted to the edges of their cells so that frames and bars have no gaps.

use std::fmt::Write as _;

use super::{CELL_HEIGHT, CELL_WIDTH};

/// Whether this letter is one that [`paint`] knows.
pub fn is_shape(letter: char) -> bool {
    arms(letter).is_some() || block(letter).is_some()
}

/// Paints a run of shapes whose first cell has its upper left corner at `(left, top)`.
pub fn paint(svg: &mut String, letters: &str, (left, top): (usize, usize), fill: &str, dim: bool) {
    let opacity = if dim { " opacity=\"0.6\"" } else { "" };
    let mut paths = [String::new(), String::new()];
    for (cell, letter) in letters.chars().enumerate() {
        let left = left + cell * CELL_WIDTH;
        if let Some((x, y, width, height)) = block(letter) {
            let (x, y) = (eighths(x, CELL_WIDTH) + left as f32, eighths(y, CELL_HEIGHT) + top as f32);
            let (width, height) = (eighths(width, CELL_WIDTH), eighths(height, CELL_HEIGHT));
            _ = writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"{opacity}/>"
            );
        }
        if let Some((arms, weight)) = arms(letter) {
            paths[weight - 1].push_str(&strokes(arms, left, top));
        }
    }
    for (weight, path) in (1..).zip(&paths).filter(|(_, path)| !path.is_empty()) {
        _ = writeln!(svg, "<path d=\"{path}\" stroke=\"{fill}\" stroke-width=\"{weight}\"{opacity}/>");
    }
}

/// The arms of one cell as a path; a straight line is one stroke.
fn strokes(arms: [bool; 4], left: usize, top: usize) -> String {
    let (x, y) = (left as f32 + CELL_WIDTH as f32 / 2.0, top as f32 + CELL_HEIGHT as f32 / 2.0);
    let (right, bottom) = (left + CELL_WIDTH, top + CELL_HEIGHT);
    let [to_left, to_right, up, down] = arms;
    let mut path = String::new();
    if to_left || to_right {
        let (from, to) = (if to_left { left as f32 } else { x }, if to_right { right as f32 } else { x });
        _ = write!(path, "M{from} {y}H{to}");
    }
    if up || down {
        let (from, to) = (if up { top as f32 } else { y }, if down { bottom as f32 } else { y });
        _ = write!(path, "M{x} {from}V{to}");
    }
    path
}

fn eighths(count: u32, of: usize) -> f32 {
    of as f32 * count as f32 / 8.0
}

/// The arms of a line from the middle of its cell (left, right, up, down) and how thick they are, 1 or 2.
fn arms(letter: char) -> Option<([bool; 4], usize)> {
    let (arms, weight) = match letter {
        '─' | '╌' | '┄' => ("lr", 1),
        '│' | '╎' | '┆' => ("ud", 1),
        '┌' | '╭' => ("rd", 1),
        '┐' | '╮' => ("ld", 1),
        '└' | '╰' => ("ru", 1),
        '┘' | '╯' => ("lu", 1),
        '├' => ("rud", 1),
        '┤' => ("lud", 1),
        '┬' => ("lrd", 1),
        '┴' => ("lru", 1),
        '┼' => ("lrud", 1),
        '━' | '═' => ("lr", 2),
        '┃' | '║' => ("ud", 2),
        '┏' | '╔' => ("rd", 2),
        '┓' | '╗' => ("ld", 2),
        '┗' | '╚' => ("ru", 2),
        '┛' | '╝' => ("lu", 2),
        _ => return None,
    };
    Some((['l', 'r', 'u', 'd'].map(|arm| arms.contains(arm)), weight))
}

/// The part of its cell that a block fills: x, y, width and height in eighths.
fn block(letter: char) -> Option<(u32, u32, u32, u32)> {
    match letter {
        '█' => Some((0, 0, 8, 8)),
        '▀' => Some((0, 0, 8, 4)),
        '▐' => Some((4, 0, 4, 8)),
        '▕' => Some((7, 0, 1, 8)),
        '▔' => Some((0, 0, 8, 1)),
        '▁'..='▇' => {
            let height = u32::from(letter) - u32::from('▁') + 1;
            Some((0, 8 - height, 8, height))
        }
        '▉'..='▏' => Some((0, 0, u32::from('▏') - u32::from(letter) + 1, 8)),
        _ => None,
    }
}

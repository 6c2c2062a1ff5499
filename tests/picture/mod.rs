//! Paints a frame as an SVG, so that the pictures in `docs/` come from what the browser really draws.
//!
//! A cell is [`CELL_WIDTH`] by [`CELL_HEIGHT`]; `textLength` stretches every run of letters to its
//! cells, so that columns line up whatever fonts the reader has.

mod shape;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const CELL_WIDTH: usize = 9;
const CELL_HEIGHT: usize = 20;
/// From the top of a cell to the line that letters stand on.
const BASELINE: usize = 15;
const FONT_SIZE: usize = 15;
const MARGIN: usize = 12;
const FOREGROUND: &str = "#d4d8df";
const BACKGROUND: &str = "#14171c";
const FONTS: &str = "'Noto Sans Mono CJK JP','BIZ UDGothic','Osaka-Mono','MS Gothic',monospace";

/// The same on a light background.
const LIGHT: [(&str, &str); 2] = [(FOREGROUND, "#1f2328"), (BACKGROUND, "#fdfdfd")];

/// The 16 colours of a terminal, in their order, for a dark background.
const PALETTE: [&str; 16] = [
    "#2a2f38", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#b6bdca", "#6b7484",
    "#ff8791", "#b5e08f", "#ffd88a", "#85c7ff", "#e29bf7", "#7fdbe8", "#ffffff",
];

/// How a cell looks, after reversing.
#[derive(Clone, PartialEq, Eq)]
struct Look {
    foreground: String,
    background: String,
    bold: bool,
    dim: bool,
    italic: bool,
    underlined: bool,
    crossed_out: bool,
}

/// Letters that a font stretches alike. A run holds one sort only, so that all its cells get the
/// same width: many fonts draw △ or — twice as wide as a.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Blank,
    Ascii,
    Narrow,
    Wide,
    /// Lines and blocks, which are painted to the edges of their cells instead of written.
    Shape,
}

/// Some letters of one look and one sort.
struct Run {
    column: usize,
    cells: usize,
    sort: Sort,
    letters: String,
    look: Look,
}

/// The frame as an SVG document; `title` is for those who cannot see it.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let area = buffer.area;
    let width = usize::from(area.width) * CELL_WIDTH + 2 * MARGIN;
    let height = usize::from(area.height) * CELL_HEIGHT + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" xml:space=\"preserve\" \
         shape-rendering=\"crispEdges\" role=\"img\" font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" shape-rendering=\"auto\" fill=\"{BACKGROUND}\"/>\n",
        escaped(title)
    );
    for (row, y) in (area.y..area.bottom()).enumerate() {
        let cells: Vec<&Cell> = (area.x..area.right()).filter_map(|x| buffer.cell((x, y))).collect();
        let runs = runs(&cells);
        // Grounds first: the ground of one run must not cover the edge of a letter beside it.
        runs.iter().for_each(|run| paint_ground(&mut svg, run, row));
        runs.iter().for_each(|run| paint_letters(&mut svg, run, row));
    }
    svg.push_str("</svg>\n");
    svg
}

/// Holds that the picture at `path` is the one of this frame; with `UPDATE_PICTURES=1` writes it.
///
/// # Panics
/// Where the picture is stale or cannot be written: it is for tests.
pub fn hold(path: &Path, buffer: &Buffer, title: &str, is_light: bool) {
    let mut fresh = svg(buffer, title);
    for (dark, light) in LIGHT.iter().filter(|_| is_light) {
        fresh = fresh.replace(dark, light);
    }
    if env::var_os("UPDATE_PICTURES").is_some_and(|value| value == "1") {
        path.parent().map_or(Ok(()), fs::create_dir_all).unwrap();
        fs::write(path, fresh).unwrap();
        return;
    }
    let kept = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == fresh, "{} is stale: run the tests with UPDATE_PICTURES=1", path.display());
}

/// The cells of a row by look; the second cell of a wide letter belongs to the letter.
fn runs(cells: &[&Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    while let Some(cell) = cells.get(column) {
        let symbol = if cell.modifier.contains(Modifier::HIDDEN) { " " } else { cell.symbol() };
        let width = symbol.width().clamp(1, cells.len() - column);
        let look = look(cell);
        let sort = sort(symbol, width, look.is_lined());
        match runs.last_mut() {
            Some(run) if run.look == look && run.sort == sort => {
                run.cells += width;
                run.letters.push_str(symbol);
            }
            _ => runs.push(Run { column, cells: width, sort, letters: symbol.to_owned(), look }),
        }
        column += width;
    }
    runs
}

fn sort(symbol: &str, width: usize, lined: bool) -> Sort {
    match symbol.chars().next() {
        // A line under or through words goes on between them.
        Some(' ') if lined => Sort::Ascii,
        None | Some(' ' | '\u{3000}') => Sort::Blank,
        Some(letter) if width == 1 && shape::is_shape(letter) => Sort::Shape,
        Some(letter) if letter.is_ascii() => Sort::Ascii,
        Some(_) if width == 1 => Sort::Narrow,
        Some(_) => Sort::Wide,
    }
}

impl Look {
    fn is_lined(&self) -> bool {
        self.underlined || self.crossed_out
    }
}

fn look(cell: &Cell) -> Look {
    let has = |modifier| cell.modifier.contains(modifier);
    let mut foreground = colour(cell.fg, FOREGROUND);
    let mut background = colour(cell.bg, BACKGROUND);
    if has(Modifier::REVERSED) {
        std::mem::swap(&mut foreground, &mut background);
    }
    Look {
        foreground,
        background,
        bold: has(Modifier::BOLD),
        dim: has(Modifier::DIM),
        italic: has(Modifier::ITALIC),
        underlined: has(Modifier::UNDERLINED),
        crossed_out: has(Modifier::CROSSED_OUT),
    }
}

fn paint_ground(svg: &mut String, run: &Run, row: usize) {
    if run.look.background != BACKGROUND {
        let (x, y) = (MARGIN + run.column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT);
        let (width, fill) = (run.cells * CELL_WIDTH, &run.look.background);
        _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{CELL_HEIGHT}\" fill=\"{fill}\"/>"
        );
    }
}

fn paint_letters(svg: &mut String, run: &Run, row: usize) {
    let look = &run.look;
    if run.sort == Sort::Blank {
        return;
    }
    let (left, top) = (MARGIN + run.column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT);
    if run.sort == Sort::Shape {
        shape::paint(svg, &run.letters, (left, top), &look.foreground, look.dim);
        return;
    }
    let (y, length) = (top + BASELINE, run.cells * CELL_WIDTH);
    _ = write!(svg, "<text x=\"{left}\" y=\"{y}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"");
    _ = write!(svg, " fill=\"{}\"", look.foreground);
    for (on, attribute) in [
        (look.bold, " font-weight=\"bold\""),
        (look.dim, " opacity=\"0.6\""),
        (look.italic, " font-style=\"italic\""),
    ] {
        svg.push_str(if on { attribute } else { "" });
    }
    match (look.underlined, look.crossed_out) {
        (true, true) => svg.push_str(" text-decoration=\"underline line-through\""),
        (true, false) => svg.push_str(" text-decoration=\"underline\""),
        (false, true) => svg.push_str(" text-decoration=\"line-through\""),
        (false, false) => {}
    }
    _ = writeln!(svg, ">{}</text>", escaped(&run.letters));
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A colour as SVG writes it; `reset` is what the terminal's own colour stands for.
fn colour(colour: Color, reset: &str) -> String {
    let ansi = |index: usize| PALETTE[index].to_owned();
    match colour {
        Color::Reset => reset.to_owned(),
        Color::Black => ansi(0),
        Color::Red => ansi(1),
        Color::Green => ansi(2),
        Color::Yellow => ansi(3),
        Color::Blue => ansi(4),
        Color::Magenta => ansi(5),
        Color::Cyan => ansi(6),
        Color::Gray => ansi(7),
        Color::DarkGray => ansi(8),
        Color::LightRed => ansi(9),
        Color::LightGreen => ansi(10),
        Color::LightYellow => ansi(11),
        Color::LightBlue => ansi(12),
        Color::LightMagenta => ansi(13),
        Color::LightCyan => ansi(14),
        Color::White => ansi(15),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Indexed(index @ 0..16) => ansi(usize::from(index)),
        Color::Indexed(index @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = index - 16;
            format!("#{:02x}{:02x}{:02x}", level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        Color::Indexed(index) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

//! Lays a case out as a table on pages, and writes them as a PDF.

use std::fmt::Write;

use super::generator::Dice;

/// How pages are laid out.
pub struct Paper {
    /// The size of the letters, in points.
    pub size: usize,
    /// How many letters a label's line has.
    pub label: usize,
    /// How many letters a value's line has.
    pub value: usize,
    /// How many lines a page has.
    pub lines: usize,
    /// The space around a row, in points.
    pub padding: usize,
    /// True for rules around the cells.
    pub is_ruled: bool,
    /// True for labels at half the height of their values.
    pub is_centred: bool,
    /// True for running heads and feet.
    pub has_heads: bool,
}

impl Paper {
    /// Returns some paper.
    pub fn any(dice: &mut Dice) -> Self {
        Self {
            size: dice.between(7, 14),
            label: dice.between(5, 16),
            value: dice.between(16, 40),
            lines: dice.between(20, 60),
            padding: dice.between(2, 8),
            is_ruled: dice.chance(50),
            is_centred: dice.chance(50),
            has_heads: dice.chance(50),
        }
    }

    fn pitch(&self) -> f64 {
        self.size as f64 * 1.5
    }

    fn bottom(&self) -> f64 {
        100.0 + self.pitch() * self.lines as f64
    }
}

/// The pages that are being drawn; heights count from above.
struct Pages<'a> {
    paper: &'a Paper,
    pages: Vec<String>,
    y: f64,
}

impl Pages<'_> {
    fn turn(&mut self) {
        self.pages.push(String::new());
        self.y = 100.0;
        if self.paper.has_heads {
            let number = self.pages.len();
            self.text(30.0, 30.0, 8.0, &format!("2026/11/29 10:{number:02} 事例紹介"));
            self.text(30.0, self.paper.bottom() + 70.0, 8.0, &format!("https://example.jp/jirei/1 {number}"));
        }
    }

    fn height(&self) -> f64 {
        self.paper.bottom() + 100.0
    }

    fn text(&mut self, x: f64, y: f64, size: f64, words: &str) {
        let codes: String = words.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
        let y = self.height() - y;
        _ = writeln!(self.pages.last_mut().unwrap(), "BT /F1 {size} Tf {x} {y} Td <{codes}> Tj ET");
    }

    fn rule(&mut self, x0: f64, y0: f64, x1: f64, y1: f64) {
        let (y0, y1) = (self.height() - y0, self.height() - y1);
        _ = writeln!(self.pages.last_mut().unwrap(), "{x0} {y0} m {x1} {y1} l S");
    }

    fn title(&mut self, words: &str) {
        if self.y + self.paper.pitch() * 4.0 > self.paper.bottom() {
            self.turn();
        }
        self.y += self.paper.pitch() * 2.0;
        self.text(50.0, self.y, self.paper.size as f64 * 1.3, words);
        self.y += self.paper.pitch();
    }

    fn row(&mut self, label: &str, value: &str) {
        let (labels, values) = (broken(label, self.paper.label), broken(value, self.paper.value));
        let lines = labels.len().max(values.len());
        let (pitch, padding) = (self.paper.pitch(), self.paper.padding as f64);
        // A label at half height stands where the whole row stands.
        if self.paper.is_centred && self.y + pitch * lines as f64 + padding * 2.0 > self.paper.bottom() {
            self.turn();
        }
        let shift = |own: usize| if self.paper.is_centred { (lines - own) as f64 / 2.0 * pitch } else { 0.0 };
        let (label_shift, value_shift) = (shift(labels.len()), shift(values.len()));
        let size = self.paper.size as f64;
        let edges = [
            50.0,
            60.0 + size * self.paper.label as f64,
            70.0 + size * (self.paper.label + self.paper.value) as f64,
        ];
        let mut top = self.y;
        if self.paper.is_ruled {
            self.rule(edges[0], top, edges[2], top);
        }
        self.y += padding;
        for line in 0..lines {
            if !self.paper.is_centred && self.y + pitch > self.paper.bottom() {
                self.sides(edges, top);
                self.turn();
                top = self.y;
            }
            self.y += pitch;
            let baseline = self.y - pitch * 0.3;
            for (x, shift, column) in [(edges[0], label_shift, &labels), (edges[1], value_shift, &values)] {
                if let Some(words) = column.get(line) {
                    self.text(x + 3.0, baseline + shift, size, words);
                }
            }
        }
        self.y += padding;
        self.sides(edges, top);
        if self.paper.is_ruled {
            self.rule(edges[0], self.y, edges[2], self.y);
        }
    }

    fn sides(&mut self, edges: [f64; 3], top: f64) {
        for x in edges.into_iter().filter(|_| self.paper.is_ruled) {
            self.rule(x, top, x, self.y);
        }
    }
}

fn broken(words: &str, most: usize) -> Vec<String> {
    let letters: Vec<char> = words.chars().collect();
    // No program begins a line with the space that it broke at.
    let line = |line: &[char]| line.iter().collect::<String>().trim_start().to_owned();
    letters.chunks(most).map(line).collect()
}

/// Returns a page of the generator as a PDF.
pub fn pdf(page: &str, titles: &[&str], paper: &Paper) -> Vec<u8> {
    let mut pages = Pages { paper, pages: Vec::new(), y: 0.0 };
    pages.turn();
    for line in page.lines().filter(|line| !line.trim().is_empty()) {
        let words = line.trim_start_matches('#').trim();
        match line.split_once('\t') {
            Some((label, value)) => pages.row(label, value),
            None if titles.contains(&words) => pages.title(words),
            None => {
                pages.y += pages.paper.pitch();
                pages.text(50.0, pages.y, paper.size as f64, words);
            }
        }
    }
    let width = 100 + paper.size * (paper.label + paper.value);
    file(&pages.pages, width, pages.height() as usize)
}

/// Returns a file of pages that are drawn so.
pub fn file(pages: &[String], width: usize, height: usize) -> Vec<u8> {
    let table = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange";
    let mut file = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n3 0 obj <</Type/Font/Subtype/Type0/BaseFont/A\
         /Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>> endobj\n4 0 obj <</Type/Font>> endobj\n\
         5 0 obj <</Length {}>> stream\n{table}\nendstream endobj\n6 0 obj <</ModDate(D:20261129)>> endobj\n",
        table.len()
    );
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", page * 2 + 10)).collect();
    _ = writeln!(
        file,
        "2 0 obj <</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 {width} {height}]\
         /Resources<</Font<</F1 3 0 R>>>>>> endobj",
        pages.len()
    );
    for (at, page) in pages.iter().enumerate() {
        let (number, content) = (at * 2 + 10, at * 2 + 11);
        _ = writeln!(file, "{number} 0 obj <</Type/Page/Parent 2 0 R/Contents {content} 0 R>> endobj");
        _ = writeln!(file, "{content} 0 obj <</Length {}>> stream\n{page}\nendstream endobj", page.len());
    }
    file += "trailer <</Root 1 0 R/Info 6 0 R>>\n%%EOF\n";
    file.into_bytes()
}

//! Titles and rows of pages that are made of lines.

use jirei::model::schema::{FieldSpec, ValueKind};

use super::layout::{Header, Layout, Legend, Rows};
use super::plan::Part;
use super::sheet::record;
use super::value;
use crate::generator::Dice;

pub const LEGEND: &str = "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";

/// The lines of a page so far.
pub struct Writer<'a> {
    pub layout: &'a Layout,
    pub lines: Vec<String>,
    /// Whether a table with a column of titles has begun: sections after the first go on with it.
    in_table: bool,
    dice: Dice,
}

/// A title by its template.
pub fn title(template: &str, number: usize, words: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c);
    let width = value::columns(words).max(4);
    template
        .replace("{=}", &"=".repeat(width))
        .replace("{-}", &"-".repeat(width))
        .replace("{～}", &"～".repeat(width / 2))
        .replace("{N}", &number.to_string().chars().map(wide).collect::<String>())
        .replace("{n}", &number.to_string())
        .replace("{}", words)
}

impl<'a> Writer<'a> {
    pub fn new(layout: &'a Layout) -> Self {
        Self { layout, lines: Vec::new(), in_table: false, dice: Dice(layout.seed ^ 0x0052_4F57_5300) }
    }

    pub fn push(&mut self, line: &str) {
        self.lines.extend(line.split('\n').map(str::to_owned));
    }

    /// Blank lines, none at the beginning.
    pub fn blanks(&mut self, count: usize) {
        if !self.lines.is_empty() {
            self.lines.extend((0..count).map(|_| String::new()));
        }
    }

    /// The contents list.
    pub fn contents(&mut self, parts: &[Part]) {
        let template = self.layout.contents;
        if template.is_empty() || matches!(self.layout.rows, Rows::Records { .. }) {
            return;
        }
        for (number, part) in (1..).zip(parts) {
            self.push(&title(template, number, part.spec.title));
        }
        self.blanks(1);
    }

    /// A section: title, rows, blank lines, a paragraph.
    pub fn section(&mut self, part: &Part) {
        let layout = self.layout;
        let (is_table, has_own_titles) = match layout.rows {
            Rows::Pipes { with_titles, .. } => (true, with_titles),
            Rows::Boxed { .. } => (true, false),
            Rows::Records { with_titles, .. } => (false, with_titles),
            Rows::Inline { .. }
            | Rows::Column { .. }
            | Rows::Below { .. }
            | Rows::Json { .. }
            | Rows::Html { .. }
            | Rows::Wide { .. }
            | Rows::SideBySide { .. } => (false, false),
        };
        if !layout.titles.is_empty() && !has_own_titles {
            if let Rows::Records { by, .. } = layout.rows {
                self.push(&record(&[part.spec.title, ""], by, false));
            } else {
                self.push(&title(layout.titles, part.number, part.spec.title));
                self.blanks(layout.title_gap.max(usize::from(is_table)));
            }
        }
        self.table(part);
        let is_record = matches!(layout.rows, Rows::Records { .. });
        let is_one_table = is_record || (is_table && has_own_titles && part.note.is_none());
        self.blanks(if is_one_table { 0 } else { layout.section_gap.max(usize::from(is_table)) });
        if let Some(note) = part.note.filter(|_| !is_record) {
            self.blanks(usize::from(layout.section_gap == 0));
            self.push(note);
            self.blanks(1);
        }
    }

    fn table(&mut self, part: &Part) {
        let layout = self.layout;
        match layout.rows {
            Rows::Pipes { header, with_titles, padded } => {
                return self.pipes(part, header, (with_titles, padded));
            }
            Rows::Boxed { ruled } => return self.boxed(part, ruled),
            Rows::Inline { .. }
            | Rows::Column { .. }
            | Rows::Below { .. }
            | Rows::Records { .. }
            | Rows::Json { .. }
            | Rows::Html { .. }
            | Rows::Wide { .. }
            | Rows::SideBySide { .. } => {}
        }
        for (nth, (spec, value)) in (1..).zip(&part.fields) {
            self.row(nth, spec, value, part);
            let is_lines = layout.is_lines();
            if layout.damages.rules && is_lines && self.dice.chance(10) {
                self.push("----------");
            }
            if is_lines && nth < part.fields.len() {
                self.blanks(layout.row_gap);
            }
        }
    }

    fn row(&mut self, nth: usize, spec: &FieldSpec, value: &str, part: &Part) {
        let layout = self.layout;
        match layout.rows {
            Rows::Inline { bullet, around: (open, close), between, quoted } => {
                let bullet = title(bullet, nth, "");
                let label = format!("{bullet}{open}{}{close}{between}", self.label(spec));
                let quote = if quoted { "\"" } else { "" };
                self.inline(spec, &label, value, (quote, layout.hanging));
            }
            Rows::Column { bullet, gap } => {
                let widest = part.fields.iter().map(|(spec, _)| value::columns(&self.label(spec)));
                let width = widest.max().unwrap_or_default() + gap;
                let label = self.label(spec);
                let fill = width.saturating_sub(value::columns(&label)).max(2);
                let bullet = title(bullet, nth, "");
                let hanging = " ".repeat(width + value::columns(&bullet));
                self.inline(spec, &format!("{bullet}{label}{}", " ".repeat(fill)), value, ("", &hanging));
            }
            Rows::Below { label, indent, blank } => self.below(spec, value, (label, indent, blank)),
            Rows::Records { by, with_titles, quoted, .. } => {
                let (label, value) = (self.label(spec), value::lines(spec, value, layout).join("\n"));
                let section = with_titles.then_some(part.spec.title);
                let cells: Vec<&str> = section.into_iter().chain([label.as_str(), &value]).collect();
                self.push(&record(&cells, by, quoted));
            }
            Rows::Pipes { .. }
            | Rows::Boxed { .. }
            | Rows::Json { .. }
            | Rows::Html { .. }
            | Rows::Wide { .. }
            | Rows::SideBySide { .. } => {}
        }
    }

    /// A label with what the layout puts to it.
    pub fn label(&self, spec: &FieldSpec) -> String {
        let label = if self.layout.damages.widths { other_widths(spec.label) } else { spec.label.to_owned() };
        let label = self.layout.label.replace("{en}", spec.en).replace("{}", &label);
        if spec.kind == ValueKind::Effects && self.layout.legend == Legend::Glued {
            return format!("{label} {LEGEND}");
        }
        label
    }

    /// The words of a cell, with a converter's backslashes or tags.
    fn cell(&self, words: &str) -> String {
        let damages = self.layout.damages;
        let mut written = String::new();
        for c in words.chars() {
            if damages.escapes && "_*[]()-.".contains(c) {
                written.push('\\');
            }
            written.push(c);
        }
        if damages.tags && !written.is_empty() { format!("<p>{written}</p>") } else { written }
    }

    /// A label and its value on one line, or on more where the value has more or the line is too long.
    fn inline(&mut self, spec: &FieldSpec, label: &str, value: &str, (quote, hanging): (&str, &str)) {
        let layout = self.layout;
        let halves = value::halves(spec, value).filter(|_| layout.damages.broken_values);
        if let Some((head, tail)) = halves {
            self.push(&format!("{label}{head}\n\n\t{tail}"));
            return;
        }
        if layout.damages.no_cells && value.is_empty() && layout.blank.is_empty() {
            let between = if let Rows::Inline { between, .. } = layout.rows { between } else { "" };
            return self.push(label.strip_suffix(between).unwrap_or(label));
        }
        let mut lines = value::lines(spec, value, layout);
        if layout.damages.escapes || layout.damages.tags {
            lines = lines.iter().map(|line| self.cell(line)).collect();
        }
        let is_marked = lines.len() > 1 && matches!(layout.items, "・" | "- ");
        if is_marked {
            lines.insert(0, String::new());
        }
        let quote = if lines.len() == 1 && !value.is_empty() { quote } else { "" };
        for (nth, line) in lines.iter().enumerate() {
            let line =
                if nth == 0 { format!("{label}{quote}{line}{quote}") } else { format!("{hanging}{line}") };
            let width = if layout.wrap == 0 { usize::MAX } else { layout.wrap };
            self.lines.extend(value::wrapped(&line, width.max(value::columns(hanging) + 20), hanging));
        }
        self.own_legend(spec);
    }

    fn own_legend(&mut self, spec: &FieldSpec) {
        if spec.kind == ValueKind::Effects && self.layout.legend == Legend::OwnLine {
            self.push(LEGEND);
        }
    }

    fn below(&mut self, spec: &FieldSpec, value: &str, (template, indent, blank): (&str, &str, bool)) {
        let layout = self.layout;
        self.push(&template.replace("{}", &self.label(spec)));
        self.own_legend(spec);
        if value.is_empty() && layout.blank.is_empty() {
            return;
        }
        self.blanks(usize::from(blank));
        for line in value::lines(spec, value, layout) {
            let width = if layout.wrap == 0 { usize::MAX } else { layout.wrap };
            let hanging = if indent == ": " { "  " } else { indent };
            self.lines.extend(value::wrapped(&format!("{indent}{line}"), width, hanging));
        }
        if blank {
            self.blanks(1);
        }
    }

    fn pipes(&mut self, part: &Part, header: Header, (with_titles, padded): (bool, bool)) {
        let layout = self.layout;
        let header = if self.in_table { Header::Absent } else { header };
        self.in_table = with_titles && part.note.is_none();
        let mut rows: Vec<Vec<String>> = Vec::new();
        if header == Header::Named {
            rows.push(vec!["セクション".to_owned(), "項目".to_owned(), "内容".to_owned()]);
        }
        for (spec, value) in &part.fields {
            let row = |label: String, value: String| vec![part.spec.title.to_owned(), label, value];
            let halves = value::halves(spec, value).filter(|_| layout.damages.broken_values);
            if let Some((head, tail)) = halves {
                rows.push(row(self.label(spec), head));
                rows.push(row(String::new(), tail));
            } else {
                rows.push(row(self.label(spec), self.cell(&value::lines(spec, value, layout).join("<br>"))));
            }
        }
        let rows: Vec<&[String]> =
            rows.iter().map(|row| if with_titles { &row[..] } else { &row[1..] }).collect();
        let cells = rows.first().map_or(0, |row| row.len());
        let widths = (0..cells).map(|at| rows.iter().map(|row| value::columns(&row[at])).max().unwrap_or(0));
        let widths: Vec<usize> = widths.map(|width| if padded { width.min(40) } else { 0 }).collect();
        for (nth, row) in rows.iter().enumerate() {
            let written = row.iter().zip(&widths).map(|(cell, width)| padded_cell(cell, *width));
            self.push(&format!("| {} |", written.collect::<Vec<_>>().join(" | ")));
            if nth == 0 && header != Header::Absent {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat((*width).max(3))).collect();
                self.push(&format!("| {} |", rules.join(" | ")));
            }
        }
    }

    fn boxed(&mut self, part: &Part, ruled: bool) {
        let layout = self.layout;
        let width = if layout.wrap == 0 { 60 } else { layout.wrap };
        let left = part.fields.iter().map(|(spec, _)| value::columns(&self.label(spec)));
        let left = left.max().unwrap_or_default();
        let rule = |ends: [char; 3]| {
            let [open, cross, close] = ends;
            format!("{open}{}{cross}{}{close}", "─".repeat(left + 2), "─".repeat(width + 2))
        };
        self.push(&rule(['┌', '┬', '┐']));
        for (nth, (spec, value)) in part.fields.iter().enumerate() {
            if nth > 0 && ruled {
                self.push(&rule(['├', '┼', '┤']));
            }
            let lines = value::lines(spec, value, layout);
            let lines = lines.iter().flat_map(|line| value::wrapped(line, width, ""));
            for (at, line) in lines.enumerate() {
                let label = if at == 0 { self.label(spec) } else { String::new() };
                self.push(&format!("│ {} │ {} │", padded_cell(&label, left), padded_cell(&line, width)));
            }
        }
        self.push(&rule(['└', '┴', '┘']));
    }
}

/// The same label from another keyboard.
fn other_widths(label: &str) -> String {
    let swapped = |c| match c {
        '（' => '(',
        '）' => ')',
        '・' => '･',
        'I' => 'Ｉ',
        'D' => 'Ｄ',
        '1' => '１',
        _ => c,
    };
    label.chars().map(swapped).collect()
}

fn padded_cell(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(value::columns(words))))
}

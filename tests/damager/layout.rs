//! A case → a page in tab rows, with the damages that were chosen.

use jirei::model::LineSpan;
use jirei::model::schema::{SectionSpec, schema};

use super::damage::{Damage, Damages};
use super::rows::{Accidents, Row, rows};
use super::words;
use super::written::Written;
use crate::generator::Dice;

/// The lines of a file, and where each field of each of its pages stands.
#[derive(Default)]
pub struct Sheet {
    pub lines: Vec<String>,
    /// For each page the lines of its 69 fields.
    pub places: Vec<Vec<LineSpan>>,
}

const RULES: [&str; 7] =
    ["------\t-----", "----------\t-----------", "---", "======", "|---|---|", "| :-- | --- |", "--- \t "];

const BEFORE: [&str; 9] = [
    "<style>.nav { color: #333; margin: 0 }</style>",
    "body{font-family:sans-serif}",
    "<script>$(function(){ $('.menu').hide(); });</script>",
    "事例紹介 | 医療情報連携ネットワーク支援Navi",
    "- [ホーム](/)",
    "- [事例紹介](/jirei/)",
    "事例紹介",
    "医療情報連携ネットワークとは",
    "var page = [\"a\", \"b\"];",
];

/// Lays a case out at the end of the sheet. What is between pages belongs to a page with a footer.
pub fn lay_out(sheet: &mut Sheet, written: &Written, damages: Damages, seed: u64, is_last: bool) {
    let mut dice = Dice(seed);
    let mut accidents = Accidents { dice: &mut dice, damages };
    let is_first = sheet.lines.is_empty();
    if accidents.hit(Damage::Before) && is_first {
        sheet.junk(&BEFORE, &mut accidents);
    }
    sheet.head(written, &mut accidents);
    sheet.contents(&mut accidents);
    sheet.places.push(Vec::new());
    let mut values = written.values.iter();
    for (nth, section) in schema().sections.iter().enumerate() {
        // Dice of its own: damage left out of one section leaves the others as they are.
        let mut dice = Dice(seed.wrapping_mul(31).wrapping_add(nth as u64 + 1));
        let mut accidents = Accidents { dice: &mut dice, damages: damages.in_section(nth) };
        sheet.section(section, &mut values, &mut accidents);
    }
    sheet.footer(&mut accidents, is_last);
}

impl Sheet {
    /// The file's bytes.
    pub fn bytes(&self, damages: Damages) -> Vec<u8> {
        let end = if damages.has(Damage::CrLf) { "\r\n" } else { "\n" };
        let mark = if damages.has(Damage::Mark) { "\u{feff}" } else { "" };
        format!("{mark}{}{end}", self.lines.join(end)).into_bytes()
    }

    fn push(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn paragraph(&mut self, line: impl Into<String>) {
        self.push(line);
        self.push("");
    }

    fn junk(&mut self, lines: &[&str], accidents: &mut Accidents<'_>) {
        for line in accidents.dice.some(lines, 1, lines.len()) {
            self.paragraph(line);
        }
    }

    /// The number of the last line so far, from 1.
    fn last_line(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    fn head(&mut self, written: &Written, accidents: &mut Accidents<'_>) {
        self.paragraph(heading("事例紹介", false, accidents));
        let name = cell(&written.name, accidents, false);
        self.paragraph(heading(&name, false, accidents));
        if let Some(nickname) = &written.nickname {
            let nickname = cell(nickname, accidents, false);
            self.paragraph(heading(&nickname, false, accidents));
        }
        if let Some(url) = &written.url {
            self.paragraph(address(url, accidents));
        }
    }

    fn contents(&mut self, accidents: &mut Accidents<'_>) {
        let damaged = accidents.hit(Damage::Contents);
        let (writing, has_heading) = (accidents.dice.below(6), accidents.dice.chance(50));
        if !damaged {
            return schema().sections.iter().for_each(|section| self.paragraph(section.title));
        }
        if has_heading && writing < 5 {
            self.paragraph(heading("目次", false, accidents));
        }
        for (number, SectionSpec { title, .. }) in (1..).zip(schema().sections) {
            match writing {
                0 => self.push(format!("- {title}")),
                1 => self.push(format!("{number}. {title}")),
                2 => self.push(format!("- [{title}](#section{number})")),
                3 => self.push(format!("[{title}](#)")),
                4 => self.push(*title),
                _ => {}
            }
        }
        self.push("");
    }

    fn section<'a>(
        &mut self,
        section: &SectionSpec,
        values: &mut impl Iterator<Item = &'a String>,
        accidents: &mut Accidents<'_>,
    ) {
        self.paragraph(heading(section.title, true, accidents));
        let is_piped = accidents.hit(Damage::Pipes);
        let under_header = accidents.dice.chance(70).then_some("| --- | --- |");
        for (nth, spec) in section.fields.iter().enumerate() {
            let value = values.next().map_or("", String::as_str);
            let mut place: Option<LineSpan> = None;
            for row in rows(spec, value, accidents) {
                self.between_rows(accidents);
                let line = write_row(&row, is_piped, accidents);
                self.push(line);
                place.get_or_insert(LineSpan::from_line(self.last_line())).cover(self.last_line());
            }
            self.places.last_mut().into_iter().for_each(|places| places.extend(place));
            if nth == 0 && is_piped {
                self.lines.extend(under_header.map(str::to_owned));
            }
        }
        self.between_rows(accidents);
        self.push("");
    }

    fn between_rows(&mut self, accidents: &mut Accidents<'_>) {
        if accidents.hit(Damage::BlankLines) {
            self.push(accidents.dice.one(&["", "", " ", "\u{3000}", "\t"]));
        }
        if accidents.hit(Damage::Rules) {
            self.push(accidents.dice.one(&RULES));
        }
    }

    fn footer(&mut self, accidents: &mut Accidents<'_>, is_last: bool) {
        let damaged = accidents.hit(Damage::Footer);
        match if damaged { accidents.dice.below(5) } else { 0 } {
            0 => {
                self.paragraph("[← 事例一覧へ戻る](#)");
                self.paragraph("[ページの先頭へ戻る](#) ");
                self.paragraph("▶ 医療情報連携ネットワークはなぜ必要？");
                self.push("- ▶ 事例を探す");
            }
            1 => self.paragraph("← 事例一覧へ戻る"),
            2 => self.paragraph("▶ 医療情報連携ネットワークはなぜ必要？"),
            3 => {
                // The footer right after the last field.
                self.lines.pop();
                self.push("[ページの先頭へ戻る](#)");
            }
            _ if is_last => {
                self.lines.pop();
            }
            _ => {}
        }
    }
}

/// A title as converters write it. Only titles are numbered.
fn heading(words: &str, numbered: bool, accidents: &mut Accidents<'_>) -> String {
    let damaged = accidents.hit(Damage::Headings);
    let number = accidents.dice.between(1, 16);
    match if damaged { accidents.dice.below(if numbered { 11 } else { 7 }) } else { 0 } {
        0 => words.to_owned(),
        1 => format!("# {words}"),
        2 => format!("## {words} ##"),
        3 => format!("### {words}"),
        4 => format!("###### {words}"),
        5 => format!("**{words}**"),
        6 => format!("## **{words}**"),
        7 => format!("■ {words}"),
        8 => format!("{number}. {words}"),
        9 => format!("## （{number}）{words}"),
        // 共有情報の取得元 in a row would be its own label.
        _ if words::is_label(words) => words.to_owned(),
        _ => format!("{words}\t"),
    }
}

fn address(url: &str, accidents: &mut Accidents<'_>) -> String {
    let damaged = accidents.hit(Damage::Address);
    match if damaged { accidents.dice.below(6) } else { 0 } {
        0 => format!("<{url}>"),
        1 => format!(" <{url}>"),
        2 => format!("[{url}]({url})"),
        3 => url.to_owned(),
        4 => format!("[{}]({url})", url.replace('_', r"\_")),
        _ => format!(r#"<a href="{}" target="_blank">{url}</a>"#, url.replace('&', "&amp;")),
    }
}

fn write_row(row: &Row, is_piped: bool, accidents: &mut Accidents<'_>) -> String {
    let label = match cell(&row.label, accidents, is_piped) {
        label if !label.is_empty() && accidents.hit(Damage::Tags) => match accidents.dice.below(2) {
            0 => format!("<p>{label}</p>"),
            _ => format!("<strong>{label}</strong>"),
        },
        label => label,
    };
    let value = row.value.as_ref().map(|value| cell(value, accidents, is_piped));
    let value =
        value.map(|value| if accidents.hit(Damage::Tags) { tagged(&value, accidents.dice) } else { value });
    match value {
        Some(value) if is_piped => format!("| {label} | {value} |"),
        Some(value) => format!("{label}\t{value}"),
        None if is_piped && accidents.dice.chance(50) => format!("| {label} |"),
        None => label,
    }
}

/// The words with Markdown's escapes, where they are damaged so; in a pipe table never a bare `|`.
fn cell(words: &str, accidents: &mut Accidents<'_>, is_piped: bool) -> String {
    let escaped = match (accidents.hit(Damage::Escapes), accidents.dice.below(2)) {
        (false, _) => "",
        (true, 0) => "_*[]|",
        (true, _) => "\\`*_{}[]()<>#+-.!|~",
    };
    let mut written = String::with_capacity(words.len());
    for c in words.chars() {
        if escaped.contains(c) || (is_piped && c == '|') {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// The words in tags, or with a break between two of their characters.
fn tagged(words: &str, dice: &mut Dice) -> String {
    let places: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let at = places.get(dice.below(places.len())).copied().unwrap_or_default();
    let (head, tail) = words.split_at(at);
    // A backslash belongs to what it escapes, `<` may begin a tag already.
    let is_free = !head.ends_with('\\') && !head.contains(['<', '[']);
    match dice.below(5) {
        0 => format!("<p>{words}</p>"),
        1 => format!(r#"<p class="text"><span>{words}</span></p>"#),
        2 if is_free => format!("{head}<br>{tail}"),
        3 if is_free => format!("{head}</p><p>{tail}"),
        4 if is_free => format!("{head}<b>{tail}</b>"),
        _ => format!("<div>{words}"),
    }
}

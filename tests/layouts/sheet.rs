//! Files that are one table or one tree: records, a case a row, cases side by side, JSON.

use super::layout::{Layout, Rows};
use super::plan::Part;
use super::rows::Writer;
use super::sample::Sample;
use super::value;

/// A file's name by what separates its cells.
pub fn file_name(by: char) -> &'static str {
    match by {
        '\t' => "page.tsv",
        '|' => "page.md",
        _ => "page.csv",
    }
}

/// One record, quoted where it must be or everywhere.
pub fn record(cells: &[&str], by: char, quoted: bool) -> String {
    let write = |cell: &&str| {
        if quoted || cell.contains([by, '"', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            (*cell).to_owned()
        }
    };
    cells.iter().map(write).collect::<Vec<_>>().join(&by.to_string())
}

/// Name, nickname and URL as records, and the row of column names.
pub fn write_head(writer: &mut Writer<'_>, by: char, sample: &Sample) {
    let Rows::Records { header, with_titles, quoted, .. } = writer.layout.rows else { return };
    if header {
        let names: &[&str] =
            if with_titles { &["セクション", "項目", "内容"] } else { &["項目", "内容"] };
        writer.push(&record(names, by, quoted));
    }
    if writer.layout.head == super::layout::Head::Absent {
        return;
    }
    let rows =
        [("事例名", Some(&sample.name)), ("略称", sample.nickname.as_ref()), ("URL", sample.url.as_ref())];
    for (word, words) in rows {
        if let Some(words) = words {
            let section = with_titles.then_some("");
            let cells: Vec<&str> = section.into_iter().chain([word, words]).collect();
            writer.push(&record(&cells, by, quoted));
        }
    }
}

/// A case a row, a label a column.
pub fn wide(layout: &Layout, by: char, samples: &[Sample], all: &[Vec<Part>]) -> String {
    let writer = Writer::new(layout);
    let mut text = String::new();
    for (nth, (sample, parts)) in samples.iter().zip(all).enumerate() {
        let fields = || parts.iter().flat_map(|part| &part.fields);
        if nth == 0 {
            let labels: Vec<String> = fields().map(|(spec, _)| writer.label(spec)).collect();
            let head = ["事例名", "略称", "URL"].into_iter();
            let names: Vec<&str> = head.chain(labels.iter().map(String::as_str)).collect();
            text.push_str(&format!("{}\n", record(&names, by, false)));
        }
        let values = fields().map(|(spec, value)| value::lines(spec, value, layout).join("\n"));
        let head = [Some(sample.name.clone()), sample.nickname.clone(), sample.url.clone()];
        let cells: Vec<String> = head.into_iter().map(Option::unwrap_or_default).chain(values).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        text.push_str(&format!("{}\n", record(&cells, by, false)));
    }
    text
}

/// The cases in columns beside the labels.
pub fn side_by_side(layout: &Layout, by: char, samples: &[Sample], all: &[Vec<Part>]) -> String {
    let writer = Writer::new(layout);
    let has_titles = layout.has_titles();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let names = samples.iter().map(|sample| sample.nickname.as_ref().unwrap_or(&sample.name).clone());
    let first = has_titles.then(|| "セクション".to_owned());
    rows.push(first.into_iter().chain(["項目".to_owned()]).chain(names).collect());
    for (at, part) in all[0].iter().enumerate() {
        for (nth, (spec, _)) in part.fields.iter().enumerate() {
            let title = has_titles.then(|| part.spec.title.to_owned());
            let joint = if by == '|' { "<br>" } else { "\n" };
            let values =
                all.iter().map(|parts| value::lines(spec, &parts[at].fields[nth].1, layout).join(joint));
            rows.push(title.into_iter().chain([writer.label(spec)]).chain(values).collect());
        }
    }
    let mut text = String::new();
    for (nth, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        if by == '|' {
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        } else {
            text.push_str(&format!("{}\n", record(&cells, by, false)));
        }
        if nth == 0 && by == '|' {
            text.push_str(&format!("|{}\n", "---|".repeat(row.len())));
        }
    }
    text
}

/// A JSON document: an object of objects, or an array of rows; one case or an array of them.
pub fn json(
    layout: &Layout,
    (nested, pretty): (bool, bool),
    samples: &[Sample],
    all: &[Vec<Part>],
) -> String {
    let cases: Vec<String> =
        samples.iter().zip(all).map(|(sample, parts)| json_case(layout, nested, sample, parts)).collect();
    let text = match cases.as_slice() {
        [case] => case.clone(),
        several => format!("[{}]", several.join(",")),
    };
    if pretty { indented(&text) } else { text }
}

fn json_case(layout: &Layout, nested: bool, sample: &Sample, parts: &[Part]) -> String {
    let writer = Writer::new(layout);
    let mut members = Vec::new();
    if layout.head != super::layout::Head::Absent {
        let rows = [
            ("name", Some(&sample.name)),
            ("nickname", sample.nickname.as_ref()),
            ("url", sample.url.as_ref()),
        ];
        for (key, words) in rows {
            let words = words.map_or_else(|| "null".to_owned(), |words| string(words));
            members.push(format!("{}:{words}", string(key)));
        }
    }
    let row = |part: &Part, (spec, value): &(&'static jirei::model::schema::FieldSpec, String)| {
        let (label, value) = (string(&writer.label(spec)), json_value(spec, value, layout));
        if nested {
            format!("{label}:{value}")
        } else {
            format!("{{\"section\":{},\"label\":{label},\"value\":{value}}}", string(part.spec.title))
        }
    };
    let section =
        |part: &Part| part.fields.iter().map(|field| row(part, field)).collect::<Vec<_>>().join(",");
    if nested {
        let sections = parts.iter().map(|part| format!("{}:{{{}}}", string(part.spec.title), section(part)));
        members.extend(sections);
    } else {
        let rows: Vec<String> = parts.iter().map(section).collect();
        members.push(format!("\"fields\":[{}]", rows.join(",")));
    }
    format!("{{{}}}", members.join(","))
}

fn json_value(spec: &jirei::model::schema::FieldSpec, value: &str, layout: &Layout) -> String {
    let lines = value::lines(spec, value, layout);
    match lines.as_slice() {
        [one] => string(one),
        several => format!("[{}]", several.iter().map(|line| string(line)).collect::<Vec<_>>().join(",")),
    }
}

fn string(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// The document with a member a line; serde would put members in another order.
fn indented(text: &str) -> String {
    let mut out = String::new();
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for c in text.chars() {
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                depth += 1;
                out.push_str(&format!("{c}\n{}", "  ".repeat(depth)));
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                out.push_str(&format!("\n{}{c}", "  ".repeat(depth)));
            }
            ',' => out.push_str(&format!(",\n{}", "  ".repeat(depth))),
            ':' => out.push_str(": "),
            _ => {
                in_string = c == '"';
                out.push(c);
            }
        }
    }
    out.push('\n');
    out
}

//! How the layouts of many seeds are read, by each of their parts; and a seed's page for a person.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use jirei::model::schema::schema;
use serde_json::{Value, json};

use super::Trial;
use super::judge::Tally;
use super::layout::{Layout, Rows};
use super::plan::Expected;

/// Tallies by part and choice.
#[derive(Default)]
pub struct Report {
    rows: BTreeMap<(&'static str, String), Tally>,
    /// Every layout that a person can read for certain.
    pub sure: Tally,
    /// The others.
    pub hard: Tally,
}

impl Report {
    pub fn add(&mut self, trial: &Trial) {
        let tally = &trial.verdict.tally;
        if trial.layout.is_hard() {
            self.hard.add(tally);
            return;
        }
        self.sure.add(tally);
        for choice in choices(&trial.layout) {
            self.rows.entry(choice).or_default().add(tally);
        }
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            out,
            "                                         pages fields   right  warned  silent  invented  heads"
        )?;
        write_row(out, "all but the hard", &self.sure)?;
        write_row(out, "hard", &self.hard)?;
        let mut part = "";
        for ((name, choice), tally) in &self.rows {
            if *name != part {
                writeln!(out, "{name}")?;
                part = name;
            }
            write_row(out, &format!("  {choice}"), tally)?;
        }
        Ok(())
    }
}

fn write_row(out: &mut impl std::fmt::Write, name: &str, tally: &Tally) -> std::fmt::Result {
    let percent = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
    let width = super::value::columns(name);
    writeln!(
        out,
        "{name}{} {:5} {:6} {:6.1}% {:6.1}% {:6.2}% {:9} {:5.1}%",
        " ".repeat(40_usize.saturating_sub(width)),
        tally.pages,
        tally.fields,
        percent(tally.right, tally.fields),
        percent(tally.warned, tally.fields),
        percent(tally.silent, tally.fields),
        tally.invented,
        percent(tally.heads_right, tally.heads),
    )
}

/// The parts of a layout and what was drawn for them.
fn choices(layout: &Layout) -> Vec<(&'static str, String)> {
    let mut choices = vec![
        ("titles", format!("{:?}", layout.titles)),
        ("labels", layout.label.to_owned()),
        ("contents", format!("{:?}", layout.contents)),
        ("prefix", format!("{:?}", layout.prefix)),
        ("blank lines: rows, titles, sections", {
            format!("{} {} {}", layout.row_gap, layout.title_gap, layout.section_gap)
        }),
        ("order", format!("{:?}", layout.order)),
        ("blank values", format!("{:?}", layout.blank)),
        ("items", format!("{:?}", layout.items)),
        ("hanging", format!("{:?}", layout.hanging)),
        ("wrapped", (layout.wrap > 0).to_string()),
        ("head", format!("{:?}", layout.head)),
        ("foot", format!("{:?}", layout.foot)),
        ("legend", format!("{:?}", layout.legend)),
        ("pages", layout.pages.to_string()),
    ];
    let damaged = layout.damages.kinds().into_iter().filter(|(_, is_there)| *is_there);
    choices.extend(damaged.map(|(name, _)| ("damages", name.to_owned())));
    choices.extend(row_choices(layout.rows));
    choices
}

/// The same for the parts of rows.
fn row_choices(rows: Rows) -> Vec<(&'static str, String)> {
    let kind = |name: String| vec![("rows", name)];
    match rows {
        Rows::Inline { bullet, around: (open, close), between, quoted } => {
            vec![
                ("rows", "on one line".to_owned()),
                ("rows on one line: bullet", format!("{bullet:?}")),
                ("rows on one line: around labels", format!("{open:?} {close:?}")),
                ("rows on one line: between", format!("{between:?}")),
                ("rows on one line: quoted", quoted.to_string()),
            ]
        }
        Rows::Column { bullet, .. } => kind(format!("column, bullet {bullet:?}")),
        Rows::Below { label, indent, blank } => {
            vec![
                ("rows", "value below".to_owned()),
                ("rows below: label", label.to_owned()),
                ("rows below: indent", format!("{indent:?}, blank line {blank}")),
            ]
        }
        Rows::Pipes { header, with_titles, padded } => {
            let columns = if with_titles { 3 } else { 2 };
            kind(format!("pipes, {columns} columns, header {header:?}, padded {padded}"))
        }
        Rows::Boxed { ruled } => kind(format!("box, ruled {ruled}")),
        Rows::Records { by, header, with_titles, quoted } => {
            let columns = if with_titles { 3 } else { 2 };
            kind(format!("records {by:?}, {columns} columns, header {header}, quoted {quoted}"))
        }
        Rows::Json { nested, pretty } => kind(format!("json, nested {nested}, pretty {pretty}")),
        Rows::Html { form } => {
            let template = super::parts::HTML.get(form);
            let row = template.map_or("labels in a row", |(_, row, _)| row);
            kind(format!("html {}", row.replace('\n', " ")))
        }
        Rows::Wide { by } => kind(format!("a case a row {by:?}")),
        Rows::SideBySide { by, with_titles } => kind(format!("side by side {by:?}, titles {with_titles}")),
    }
}

/// Writes the page of a seed into a folder, and what it has to give beside it.
pub fn dump(trial: &Trial, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let stem = format!("seed-{}", trial.layout.seed);
    let (_, extension) = trial.paper.file.split_once('.').unwrap_or_default();
    fs::write(folder.join(format!("{stem}.{extension}")), &trial.paper.text)?;
    let cases: serde_json::Map<String, Value> = (1..)
        .zip(&trial.paper.pages)
        .map(|(number, page)| (format!("case-{number}"), expected_json(page)))
        .collect();
    let mut note = format!("{:#?}\n", trial.layout);
    trial.verdict.faults.iter().for_each(|fault| _ = writeln!(note, "{fault}"));
    fs::write(folder.join(format!("{stem}.note")), note)?;
    fs::write(folder.join(format!("{stem}.expected.json")), format!("{:#}\n", Value::Object(cases)))
}

fn expected_json(page: &Expected) -> Value {
    let mut nth = 0;
    let mut sections = Vec::new();
    for section in schema().sections {
        let mut fields = Vec::new();
        for spec in section.fields {
            if page.is_written[nth] {
                fields.push(json!({"label": spec.label, "text": page.sample.values[nth]}));
            }
            nth += 1;
        }
        if !fields.is_empty() {
            sections.push(json!({"title": section.title, "fields": fields}));
        }
    }
    json!({
        "name": page.sample.name,
        "nickname": page.sample.nickname.as_ref().filter(|_| page.has_nickname),
        "url": page.sample.url.as_ref().filter(|_| page.has_url),
        "sections": sections,
    })
}

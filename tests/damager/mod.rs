//! Cases as data → pages damaged on purpose → what reading gives, compared word by word.

mod damage;
mod layout;
mod rows;
mod words;
mod written;

use std::fmt::Write as _;

use jirei::model::schema::{FieldSpec, schema};
use jirei::model::{Case, LineSpan};
use jirei::source::read_pages;

use self::damage::{Damage, Damages};
use self::layout::{Sheet, lay_out};
use self::written::Written;
use crate::generator::Dice;

/// What a difference is called where nothing was read.
const NO_PAGE: &str = "no page";

/// One file to read: its cases, and how they are damaged.
#[derive(Clone)]
struct Trial {
    seed: u64,
    cases: Vec<Written>,
    damages: Damages,
}

/// Reads the file of a seed, and where reading does not give its cases back says how, for the least
/// damage that still shows it.
pub fn try_seed(seed: u64) -> Result<(), String> {
    let trial = Trial::new(seed);
    match trial.difference() {
        None => Ok(()),
        Some(_) => Err(trial.shrunk().report()),
    }
}

/// The file of a seed, where it is in UTF-8.
pub fn text_of(seed: u64) -> Option<String> {
    let trial = Trial::new(seed);
    String::from_utf8(trial.sheet().bytes(trial.damages)).ok()
}

fn fields() -> impl Iterator<Item = &'static FieldSpec> {
    schema().fields()
}

/// White space is where cuts and breaks show, and where no word is lost.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Trial {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let pages = if dice.chance(15) { 2 } else { 1 };
        let cases = (0..pages).map(|_| Written::new(&mut dice)).collect();
        // All kinds together, half of them, or a few: what hides behind another damage shows too.
        let bits = match dice.below(3) {
            0 => u64::MAX,
            1 => dice.next(),
            _ => dice.next() & dice.next() & dice.next(),
        };
        let percent = dice.between(3, 60);
        Self { seed, cases, damages: Damages::new(bits, percent) }
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        for (nth, written) in self.cases.iter().enumerate() {
            let seed = self.seed.wrapping_add(nth as u64 * 1_000_003);
            lay_out(&mut sheet, written, self.damages, seed, nth + 1 == self.cases.len());
        }
        sheet
    }

    /// The first thing that reading does not give back.
    fn difference(&self) -> Option<String> {
        let sheet = self.sheet();
        let read = match read_pages("damaged.txt", sheet.bytes(self.damages)) {
            Ok(read) => read,
            Err(refusal) => return Some(format!("{NO_PAGE}: {:?}", refusal.detail)),
        };
        if read.len() != self.cases.len() {
            return Some(format!("{} pages, {} read", self.cases.len(), read.len()));
        }
        let pages = self.cases.iter().zip(&read).zip(&sheet.places);
        pages.into_iter().find_map(|((written, case), places)| {
            head_difference(written, case)
                .or_else(|| outline_difference(case))
                .or_else(|| field_difference(written, case, places))
        })
    }

    /// The same page with as little damage and as few words as still show a difference.
    fn shrunk(mut self) -> Self {
        for damage in Damage::ALL {
            self.try_instead(|trial| trial.damages = trial.damages.without(*damage));
        }
        for section in 0..schema().sections.len() {
            self.try_instead(|trial| trial.damages = trial.damages.sparing(section));
        }
        self.try_instead(|trial| trial.cases.truncate(1));
        for page in 0..self.cases.len() {
            for field in 0..self.cases[page].values.len() {
                self.try_instead(|trial| trial.cases[page].values[field].clear());
            }
        }
        self
    }

    fn try_instead(&mut self, change: impl Fn(&mut Self)) {
        let is_no_page = |trial: &Self| trial.difference().map(|difference| difference.starts_with(NO_PAGE));
        let mut changed = self.clone();
        change(&mut changed);
        // A page that says too little is none: that would be another fault.
        if is_no_page(&changed).is_some_and(|none| Some(none) == is_no_page(self)) {
            *self = changed;
        }
    }

    /// Seed, damages, difference, and the lines of the page that are not as a clean page has them.
    fn report(&self) -> String {
        let mut report = format!("seed {}: {}\n", self.seed, self.damages);
        _ = writeln!(report, "{}", self.difference().unwrap_or_default());
        let lines = self.sheet().lines;
        let is_telling: Vec<bool> = lines.iter().map(|line| !is_clean(line)).collect();
        for (at, line) in lines.iter().enumerate() {
            let around = at.saturating_sub(2)..(at + 3).min(lines.len());
            if is_telling[around].contains(&true) {
                _ = writeln!(report, "{:4} {line:?}", at + 1);
            }
        }
        report
    }
}

/// True for a blank line, a bare title and a label with a blank cell.
fn is_clean(line: &str) -> bool {
    let is_label = |label: &str| fields().any(|field| field.label == label);
    line.is_empty()
        || schema().sections.iter().any(|section| section.title == line)
        || line.strip_suffix('\t').is_some_and(is_label)
}

fn head_difference(written: &Written, case: &Case) -> Option<String> {
    let expected = (written.name.as_str(), &written.nickname, &written.url);
    let read = (case.name.as_str(), &case.nickname, &case.url);
    (read != expected).then(|| format!("head: expected {expected:?}, read {read:?}"))
}

/// Sections and fields by their ids: the schema's, in its order.
fn outline_difference(case: &Case) -> Option<String> {
    let sections: Vec<_> = case.sections.iter().map(|section| section.id.unwrap_or(&section.title)).collect();
    let expected: Vec<_> = schema().sections.iter().map(|section| section.id).collect();
    if sections != expected {
        return Some(format!("sections: read {sections:?}"));
    }
    let read = case.sections.iter().flat_map(|section| &section.fields);
    let mut read = read.map(|field| field.id.unwrap_or(&field.label));
    for spec in fields() {
        match read.next() {
            Some(id) if id == spec.id => {}
            other => return Some(format!("field {}: read {other:?}", spec.id)),
        }
    }
    read.next().map(|field| format!("one field more: {field:?}"))
}

fn field_difference(written: &Written, case: &Case, places: &[LineSpan]) -> Option<String> {
    let read = case.sections.iter().flat_map(|section| &section.fields);
    let wanted = fields().zip(&written.values).zip(places);
    read.zip(wanted).find_map(|(field, ((spec, value), place))| {
        let expected = (spec.label, solid(value), *place);
        let read = (field.label.as_ref(), solid(&field.text), field.lines);
        (read != expected).then(|| format!("{}: expected {expected:?}, read {read:?}", spec.id))
    })
}

//! What reading gives against what the page has.

use jirei::model::schema::{FieldSpec, SectionSpec, schema};
use jirei::model::{Case, Severity};
use jirei::source::read_pages;

use super::layout::Layout;
use super::page::Paper;
use super::parts;
use super::plan::Expected;

/// Fields of a page, or of many: how they were read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub pages: usize,
    pub fields: usize,
    pub right: usize,
    /// Wrong or missing, with a warning or an error about it.
    pub warned: usize,
    /// Wrong or missing without one.
    pub silent: usize,
    /// A value where the page has none.
    pub invented: usize,
    /// Names, nicknames and URLs.
    pub heads: usize,
    pub heads_right: usize,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.fields += other.fields;
        self.right += other.right;
        self.warned += other.warned;
        self.silent += other.silent;
        self.invented += other.invented;
        self.heads += other.heads;
        self.heads_right += other.heads_right;
    }
}

/// The verdict on a file.
pub struct Verdict {
    pub tally: Tally,
    /// What was not right, in page order.
    pub faults: Vec<String>,
}

/// Reads a file and compares.
pub fn judge(paper: &Paper, layout: &Layout) -> Verdict {
    let mut verdict = Verdict { tally: Tally::default(), faults: Vec::new() };
    let read = read_pages(paper.file, paper.text.clone().into_bytes());
    let (cases, is_refused) = match &read {
        Ok(cases) => (cases.as_slice(), false),
        Err(refusal) => {
            verdict.faults.push(format!("no page: {:?}", refusal.detail));
            (&[][..], true)
        }
    };
    if !is_refused && cases.len() != paper.pages.len() {
        verdict.faults.push(format!("{} pages, {} read", paper.pages.len(), cases.len()));
    }
    for (at, expected) in paper.pages.iter().enumerate() {
        // A page too many or too few does not move the others.
        let same_place = cases.get(at).filter(|_| cases.len() == paper.pages.len());
        let case = same_place.or_else(|| cases.iter().find(|case| case.name == expected.sample.name));
        verdict.page(expected, case, is_refused, layout);
    }
    // Pages that the file does not have.
    let extra = cases.len().saturating_sub(paper.pages.len());
    verdict.tally.invented += extra;
    verdict
}

impl Verdict {
    fn page(&mut self, expected: &Expected, case: Option<&Case>, is_refused: bool, layout: &Layout) {
        self.tally.pages += 1;
        self.head(expected, case);
        let mut nth = 0;
        for section in schema().sections {
            for spec in section.fields {
                let value = expected.is_written[nth].then(|| expected.sample.values[nth].as_str());
                nth += 1;
                self.field(section, spec, value, (case, is_refused), layout);
            }
        }
    }

    fn head(&mut self, expected: &Expected, case: Option<&Case>) {
        let sample = &expected.sample;
        let nickname = sample.nickname.as_deref().filter(|_| expected.has_nickname);
        let url = sample.url.as_deref().filter(|_| expected.has_url);
        let rows = [
            ("name", Some(sample.name.as_str()), case.map(|case| case.name.as_str())),
            ("nickname", nickname, case.and_then(|case| case.nickname.as_deref())),
            ("url", url, case.and_then(|case| case.url.as_deref())),
        ];
        for (word, expected, read) in rows {
            self.tally.heads += 1;
            if case.is_some() && solid(expected.unwrap_or_default()) == solid(read.unwrap_or_default()) {
                self.tally.heads_right += 1;
            } else {
                self.faults.push(format!("{word}: expected {expected:?}, read {read:?}"));
            }
        }
    }

    /// One field; `None` where the page does not have its label.
    fn field(
        &mut self,
        section: &SectionSpec,
        spec: &FieldSpec,
        value: Option<&str>,
        (case, is_refused): (Option<&Case>, bool),
        layout: &Layout,
    ) {
        let fields = case.iter().flat_map(|case| &case.sections).flat_map(|section| &section.fields);
        let texts: Vec<&str> = fields.filter(|field| field.id == Some(spec.id)).map(|f| &*f.text).collect();
        let values: Vec<&str> = texts.iter().copied().filter(|text| !is_blank(text)).collect();
        if value.unwrap_or_default().is_empty() && !values.is_empty() {
            self.tally.invented += 1;
        }
        let Some(value) = value else {
            if !values.is_empty() {
                self.faults.push(format!("{}: not on the page, read {values:?}", spec.id));
            }
            return;
        };
        self.tally.fields += 1;
        let is_right = !texts.is_empty() && is_same(spec, value, &values, layout);
        if is_right {
            self.tally.right += 1;
            return;
        }
        let is_warned = is_refused || case.is_some_and(|case| has_warning(case, section, spec));
        let word = if is_warned { "warned" } else { "silent" };
        self.tally.warned += usize::from(is_warned);
        self.tally.silent += usize::from(!is_warned);
        self.faults.push(format!("{} ({word}): expected {value:?}, read {texts:?}", spec.id));
    }
}

/// A warning or an error about the field, or about its section as a whole.
fn has_warning(case: &Case, section: &SectionSpec, spec: &FieldSpec) -> bool {
    case.diagnostics.iter().filter(|diagnostic| diagnostic.severity() >= Severity::Warning).any(
        |diagnostic| match diagnostic.field {
            Some(id) => id == spec.id,
            None => diagnostic.section == Some(section.id),
        },
    )
}

/// The same words, white space apart; where items have marks of their own, without marks and commas.
fn is_same(spec: &FieldSpec, value: &str, read: &[&str], layout: &Layout) -> bool {
    let key = |text: &str| {
        let is_marked = matches!(layout.items, "・" | "- ")
            || (layout.items != "one line" && matches!(layout.rows, super::layout::Rows::Json { .. }));
        let is_in_items = is_marked && super::value::items(spec, value).len() > 1;
        solid(text).chars().filter(|c| !(is_in_items && "、・-".contains(*c))).collect::<String>()
    };
    match read {
        [] => value.is_empty(),
        [one] => key(one) == key(value),
        _ => false,
    }
}

fn is_blank(text: &str) -> bool {
    text.is_empty() || parts::BLANKS.contains(&text)
}

/// White space is where cuts and breaks show, and where no word is lost.
pub fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

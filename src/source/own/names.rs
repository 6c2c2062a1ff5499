//! The names that jirei writes around values: titles and labels, in the English interface with their
//! English behind them.

use crate::model::schema::{FieldSpec, SectionSpec, english_name, schema};

/// Returns words without their white space.
pub fn without_space(words: &str) -> String {
    words.split_whitespace().collect()
}

/// The section of the form that a heading `3 参加団体数と参加患者数` opens, and whether its words may go on
/// in the next line.
pub struct Heading {
    /// The section, `None` for a title that the form does not have.
    pub spec: Option<&'static SectionSpec>,
    /// Title without number and English.
    pub title: String,
    /// All of the title and its English that a line may still add, white space aside.
    pub rest: String,
}

impl Heading {
    /// Reads the words of a heading: number, title, English.
    pub fn parse(words: &str) -> Self {
        let (number, title) = split_number(words).unwrap_or((0, words));
        let spec = number.checked_sub(1).and_then(|at| schema().sections.get(at));
        let written = without_space(title);
        let rest = spec.and_then(|spec| {
            let full =
                without_space(spec.title) + &without_space(english_name(spec.title).unwrap_or_default());
            full.strip_prefix(&written).map(str::to_owned)
        });
        match (spec, rest) {
            (Some(spec), Some(rest)) => Self { spec: Some(spec), title: spec.title.to_owned(), rest },
            (Some(_) | None, _) => Self { spec: None, title: words.trim().to_owned(), rest: String::new() },
        }
    }

    /// True if these words continue the title on the next line; they are then part of it.
    pub fn consume(&mut self, words: &str) -> bool {
        let rest = self.rest.strip_prefix(&without_space(words)).map(str::to_owned);
        let goes_on = rest.is_some() && !words.trim().is_empty();
        self.rest = rest.unwrap_or_default();
        goes_on
    }
}

/// Splits `3 title` or `3. title` into the number and the title; `None` without a number.
fn split_number(words: &str) -> Option<(usize, &str)> {
    let words = words.trim();
    let title = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words[..words.len() - title.len()].parse().ok()?;
    Some((number, title.trim_start_matches(['\\', '.']).trim()))
}

/// Returns a label without its English, and the field that it names; the words as they are and `None` if it
/// names none.
pub fn split_label<'a>(
    spec: Option<&'static SectionSpec>,
    words: &'a str,
) -> (&'a str, Option<&'static FieldSpec>) {
    let written = without_space(words);
    let is_own = |field: &&FieldSpec| {
        written.strip_prefix(&without_space(field.label)).is_some_and(|behind| {
            let bare = behind.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(behind);
            behind.is_empty() || behind == without_space(field.en) || bare == without_space(field.en)
        })
    };
    match spec.and_then(|spec| spec.fields.iter().find(is_own)) {
        Some(field) => (field.label, Some(field)),
        None => (words, None),
    }
}

/// True if a label of this section, with its English, begins with these words.
pub fn begins_label(spec: Option<&'static SectionSpec>, words: &str) -> bool {
    let written = without_space(words);
    spec.is_some_and(|spec| {
        spec.fields
            .iter()
            .any(|field| (without_space(field.label) + &without_space(field.en)).starts_with(&written))
    })
}

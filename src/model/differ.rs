//! Differences between the pages of a case.

use super::{Case, Field, Section};

/// A differing value of a field on other pages of the case.
#[derive(Debug, Clone)]
pub struct Differing<'a> {
    /// Index of the field in its section of this page.
    pub field: usize,
    /// The other value.
    pub text: &'a str,
    /// The pages that have it, each with its field, in page order.
    pub pages: Vec<(&'a Case, &'a Field)>,
}

/// Compares the fields of a section with the same fields on other pages: field by field, then in
/// the order of the pages; pages with the same value are grouped. White space is ignored, since
/// converters add and lose it; a field that is missing on a page is not compared.
#[must_use]
pub fn differing<'a>(case: &Case, section: usize, others: &[&'a Case]) -> Vec<Differing<'a>> {
    let Some(own) = case.sections.get(section).filter(|_| !others.is_empty()) else { return Vec::new() };
    let nth = occurrence_index(&case.sections, section, Section::is_like);
    let sections: Vec<(&Case, &Section)> = others
        .iter()
        .filter_map(|other| {
            let mut like = other.sections.iter().filter(|section| section.is_like(own));
            Some((*other, like.nth(nth)?))
        })
        .collect();
    let mut found = Vec::new();
    for (place, field) in own.fields.iter().enumerate() {
        let nth = self::occurrence_index(&own.fields, place, Field::is_like);
        let first = found.len();
        for (other, section) in &sections {
            let mut like = section.fields.iter().filter(|other| other.is_like(field));
            let Some(theirs) =
                like.nth(nth).filter(|theirs| !equals_without_space(&theirs.text, &field.text))
            else {
                continue;
            };
            let known = found[first..]
                .iter_mut()
                .find(|known: &&mut Differing<'_>| equals_without_space(known.text, &theirs.text));
            match known {
                Some(known) => known.pages.push((*other, theirs)),
                None => {
                    found.push(Differing { field: place, text: &theirs.text, pages: vec![(*other, theirs)] })
                }
            }
        }
    }
    found
}

/// Returns the number of earlier items that are like this one.
fn occurrence_index<T>(all: &[T], place: usize, is_like: impl Fn(&T, &T) -> bool) -> usize {
    all.iter().take(place).filter(|before| is_like(before, &all[place])).count()
}

/// True if only white space differs.
fn equals_without_space(one: &str, other: &str) -> bool {
    let words = |text| str::chars(text).filter(|letter| !letter.is_whitespace());
    one == other || words(one).eq(words(other))
}

impl Section {
    /// Compares by the schema's id, else by the title.
    fn is_like(&self, other: &Self) -> bool {
        self.id == other.id && (self.id.is_some() || self.title == other.title)
    }
}

impl Field {
    /// Compares by the schema's id, else by the label.
    fn is_like(&self, other: &Self) -> bool {
        self.id == other.id && (self.id.is_some() || self.label == other.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Answer, LineSpan, PageSource, Value};

    fn page(path: &str, fields: &[(Option<&'static str>, &str, &str)]) -> Case {
        let field = |(id, label, text): &(Option<&'static str>, &str, &str)| Field {
            id: *id,
            label: (*label).to_owned().into(),
            lines: LineSpan::from_line(7),
            answer: Answer::new((*text).to_owned(), Value::Text).into(),
        };
        let section = Section {
            id: Some("fees"),
            title: "料金".to_owned(),
            line: 1,
            fields: fields.iter().map(field).collect(),
        };
        Case {
            id: String::new(),
            name: "名".to_owned(),
            nickname: None,
            url: None,
            prefectures: Vec::new(),
            source: PageSource {
                path: path.to_owned(),
                encoding: "UTF-8",
                lines: LineSpan::from_line(1),
                ..PageSource::default()
            },
            sections: vec![section],
            diagnostics: Vec::new(),
        }
    }

    fn seen(case: &Case, others: &[&Case]) -> Vec<(usize, String, Vec<String>)> {
        let paths =
            |pages: &[(&Case, &Field)]| pages.iter().map(|(case, _)| case.source.path.clone()).collect();
        let all = differing(case, 0, others);
        all.iter().map(|one| (one.field, one.text.to_owned(), paths(&one.pages))).collect()
    }

    #[test]
    fn each_field_says_what_other_pages_have_and_which() {
        let own = page(
            "a",
            &[(Some("x"), "甲", "1 2"), (None, "乙", "同"), (None, "乙", "二"), (Some("y"), "丙", "")],
        );
        let one = page(
            "b",
            &[(Some("x"), "別名", "12"), (None, "乙", "同"), (None, "乙", "弐"), (Some("y"), "丙", "有")],
        );
        let two = page("c", &[(None, "乙", "異"), (None, "乙", "弐"), (Some("x"), "甲", "3")]);
        assert_eq!(
            seen(&own, &[&one, &two]),
            [
                (0, "3".to_owned(), vec!["c".to_owned()]),
                (1, "異".to_owned(), vec!["c".to_owned()]),
                (2, "弐".to_owned(), vec!["b".to_owned(), "c".to_owned()]),
                (3, "有".to_owned(), vec!["b".to_owned()]),
            ]
        );
    }

    #[test]
    fn the_same_page_differs_nowhere_and_a_missing_section_is_no_difference() {
        let own = page("a", &[(Some("x"), "甲", "1")]);
        let mut other = own.clone();
        assert_eq!(seen(&own, &[&other]), []);
        other.sections.clear();
        assert_eq!(seen(&own, &[&other]), []);
        assert!(differing(&own, 9, &[&other]).is_empty());
    }
}

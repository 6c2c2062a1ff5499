//! The matches of a search in a case: names and fields with the matching ranges.

use std::ops::Range;

use crate::lang::Lang;
use crate::model::{Case, Field, Section};
use crate::search::{Hit, Index, NameField, PreparedQuery};

/// A matching case with its matches.
#[derive(Debug)]
pub struct MatchedCase<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its hit.
    pub hit: Hit,
    /// The matching names above the sections.
    pub names: Vec<MatchedName>,
    /// The matching fields, and those of conditions without words, in page order.
    pub fields: Vec<MatchedField<'a>>,
}

/// A name with its matching ranges.
#[derive(Debug)]
pub struct MatchedName {
    /// The kind of name.
    pub name: NameField,
    /// Its text, see [`NameField::text_in`].
    pub text: String,
    /// Byte ranges of the text: whole graphemes, in order, not overlapping; never empty.
    pub ranges: Vec<Range<usize>>,
}

/// A field with its matching ranges; they are empty for a condition on its value only.
#[derive(Debug)]
pub struct MatchedField<'a> {
    /// Its section.
    pub section: &'a Section,
    /// The field.
    pub field: &'a Field,
    /// Byte ranges of the field's text: whole graphemes, in order, not overlapping.
    pub ranges: Vec<Range<usize>>,
    /// Byte ranges of its label.
    pub label_ranges: Vec<Range<usize>>,
    /// Byte ranges of its English label, if the interface is English.
    pub english_ranges: Vec<Range<usize>>,
}

/// The names above the sections; the others are fields too.
const ABOVE: [NameField; 3] = [NameField::Nickname, NameField::Name, NameField::Id];

/// The names that are composed of fields, with the ids of these.
const BELOW: [(NameField, &[&str]); 3] = [
    (NameField::LeadOrganisation, &["lead_organisation"]),
    (NameField::Prefectures, &["area"]),
    (NameField::Vendors, &["vendor_1", "vendor_2", "vendor_3"]),
];

/// Finds the matches of a query in the cases of an index.
#[derive(Debug)]
pub struct Finder<'a> {
    /// The query.
    pub query: &'a PreparedQuery,
    /// The index.
    pub index: &'a Index,
}

impl Finder<'_> {
    /// Returns the matches in a case.
    #[must_use]
    pub fn matched_case<'c>(&self, case: &'c Case, hit: &Hit) -> MatchedCase<'c> {
        let above = ABOVE.into_iter().map(|name| MatchedName {
            name,
            text: name.text_in(case),
            ranges: self.query.ranges_in_name(case, name, hit),
        });
        let names = above.filter(|found| !found.ranges.is_empty()).collect();
        let below: Vec<(&Field, Vec<Range<usize>>)> = BELOW
            .into_iter()
            .flat_map(|(name, ids)| self.matched_name_fields(case, name, ids, hit))
            .collect();
        let lit = self.query.matching_fields(case, self.index);
        let mut fields = Vec::new();
        for (at, section) in case.sections.iter().enumerate() {
            for (place, field) in section.fields.iter().enumerate() {
                let of_name = below.iter().find(|(other, _)| std::ptr::eq(*other, field));
                let is_blank = self.query.is_wanted_blank(section, field);
                if is_blank || of_name.is_some() || lit.contains(&(at, place)) {
                    fields.push(self.matched_field(
                        section,
                        field,
                        of_name.map(|(_, ranges)| ranges.as_slice()),
                    ));
                }
            }
        }
        MatchedCase { case, hit: *hit, names, fields }
    }

    fn matched_field<'a>(
        &self,
        section: &'a Section,
        field: &'a Field,
        of_name: Option<&[Range<usize>]>,
    ) -> MatchedField<'a> {
        let mut ranges = self.query.ranges_in_value(section, field);
        if ranges.is_empty() {
            ranges = of_name.unwrap_or_default().to_vec();
        }
        let label_ranges = self.query.ranges_in_label(&field.label);
        let english = field.english().filter(|_| self.query.lang() == Lang::En);
        let english_ranges = english.map(|label| self.query.ranges_in_label(label)).unwrap_or_default();
        MatchedField { section, field, ranges, label_ranges, english_ranges }
    }

    /// Returns the matches of a name in the fields of which it is composed: a fuzzy match is in a name
    /// only.
    fn matched_name_fields<'a>(
        &self,
        case: &'a Case,
        name: NameField,
        ids: &[&str],
        hit: &Hit,
    ) -> Vec<(&'a Field, Vec<Range<usize>>)> {
        let text = name.text_in(case);
        let lit = self.query.ranges_in_name(case, name, hit);
        if lit.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut from = 0;
        for field in ids.iter().filter_map(|id| case.field(id)) {
            let ranges = if name == NameField::Prefectures {
                let words = lit.iter().filter_map(|range| text.get(range.clone()));
                let places = words.filter_map(|word| Some((field.text.find(word)?, word.len())));
                places.map(|(start, length)| start..start + length).collect()
            } else {
                // The name's text is the concatenation of the fields' texts.
                let Some(start) = text.get(from..).and_then(|rest| rest.find(&field.text)) else { continue };
                let span = from + start..from + start + field.text.len();
                from = span.end;
                let inside = lit.iter().filter(|range| span.start <= range.start && range.end <= span.end);
                inside.map(|range| range.start - span.start..range.end - span.start).collect::<Vec<_>>()
            };
            if !ranges.is_empty() {
                found.push((field, ranges));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    /// The matches of a query in its first case: names, then fields with their words; `+` after a field
    /// whose label matches.
    fn found(query: &str, lang: Lang) -> Vec<String> {
        let catalog = crate::source::load(&[]);
        let index = &Index::new(&catalog);
        let query = &PreparedQuery::new(&Query::parse(query), index, lang);
        let hit = query.hits(index, &catalog)[0];
        let found = Finder { query, index }.matched_case(catalog.case(hit.entry).unwrap(), &hit);
        let words = |text: &str, ranges: &[Range<usize>]| {
            ranges.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>().join(" ")
        };
        let names =
            found.names.iter().map(|name| format!("{:?}: {}", name.name, words(&name.text, &name.ranges)));
        let fields = found.fields.iter().map(|found| {
            let labelled = !found.label_ranges.is_empty() || !found.english_ranges.is_empty();
            let id = found.field.id.unwrap_or_default();
            let plus = if labelled { "+" } else { "" };
            format!("{id}{plus}: {}", words(&found.field.text, &found.ranges))
        });
        names.chain(fields).collect()
    }

    #[test]
    fn names_and_fields_come_with_their_words() {
        let mogami = ["Nickname: もがみ", "Name: 最上", "system_name: 最上", "lead_organisation: 最上"];
        assert_eq!(found("もがみ", Lang::Ja), mogami);
        assert_eq!(found("疾病:糖尿病", Lang::Ja), ["diseases: 糖尿病"]);
        assert_eq!(found("県:埼玉県", Lang::Ja), ["area: 埼玉"]);
    }

    #[test]
    fn a_name_found_fuzzily_is_lit_in_the_field_that_it_comes_from() {
        assert_eq!(found("山形保健所", Lang::Ja), ["lead_organisation: 山形 保健所"]);
        assert_eq!(found("エスアイ", Lang::Ja), ["vendor_1: エスアイ"]);
    }

    #[test]
    fn what_is_asked_about_is_there_without_words() {
        assert_eq!(found("患者>=1万", Lang::Ja), ["registered_patients: "]);
        assert_eq!(found("空:共有患者数", Lang::Ja), ["shared_patients: "]);
        assert_eq!(found("-有:共有患者数", Lang::Ja), ["shared_patients: "]);
        assert_eq!(found("-もがみ", Lang::Ja), [""; 0]);
        assert_eq!(found("", Lang::Ja), [""; 0]);
    }

    #[test]
    fn english_labels_count_in_english() {
        assert_eq!(found("launch", Lang::En), ["launch+: "]);
    }
}

//! The diagnostics of what is open, and which field one is about.

use std::collections::HashSet;

use crate::lang::Lang;
use crate::model::{Case, Diagnostic, Field, LineSpan, Section, Severity};

/// Returns the diagnostics of at least a warning that may be about these fields.
#[must_use]
pub fn warnings_near<'a>(case: &'a Case, fields: impl Iterator<Item = &'a Field>) -> Vec<&'a Diagnostic> {
    let mut unknown = HashSet::new();
    let (mut first, mut last) = (u32::MAX, 0);
    for field in fields {
        (first, last) = (first.min(field.lines.first), last.max(field.lines.last));
        if field.id.is_none() {
            unknown.insert(field.label.as_ref());
        }
    }
    let lines = LineSpan { first, last };
    let is_near = |found: &&Diagnostic| {
        found.lines.is_none_or(|own| overlap(own, lines))
            && (found.field.is_some() || unknown.contains(found.subject.as_str()))
    };
    let is_warning = |found: &&Diagnostic| found.severity() >= Severity::Warning;
    case.diagnostics.iter().filter(is_warning).filter(is_near).collect()
}

/// True if one of the diagnostics is about the field.
#[must_use]
pub fn any_about(diagnostics: &[&Diagnostic], section: &Section, field: &Field) -> bool {
    diagnostics.iter().any(|found| is_about(found, section, field))
}

/// Returns the diagnostics about a field.
#[must_use]
pub fn of_field<'a>(case: &'a Case, section: &Section, field: &Field) -> Vec<&'a Diagnostic> {
    case.diagnostics.iter().filter(|found| is_about(found, section, field)).collect()
}

/// Returns a diagnostic in words: sign, severity, line (else file), message.
#[must_use]
pub fn describe(found: &Diagnostic, lang: Lang) -> String {
    let place = match (found.place_without_lines(), found.lines) {
        (Some(place), _) => place.to_string(),
        (None, Some(lines)) => lang.fill("severity.line", &[("line", &lines.first)]),
        (None, None) => found.place(),
    };
    // A sign, so that colour is not all there is.
    let (sign, words) = match found.severity() {
        Severity::Info => ('·', "severity.info"),
        Severity::Warning => ('!', "severity.warning"),
        Severity::Error => ('✗', "severity.error"),
    };
    format!("{sign} {} {place}: {}", lang.text(words), found.message(lang))
}

/// Returns the section and field that a diagnostic is about; the first field if it is about a whole section.
#[must_use]
pub fn find_target(case: &Case, found: &Diagnostic) -> Option<(usize, usize)> {
    let sections = || case.sections.iter().enumerate();
    let exact = sections().find_map(|(place, section)| {
        let field = section.fields.iter().position(|field| is_about(found, section, field))?;
        Some((place, field))
    });
    let whole = || {
        let by_id = |section: &Section| found.section.is_some() && section.id == found.section;
        let by_title = |section: &Section| section.title == found.subject;
        sections().find(|(_, section)| by_id(section) || by_title(section)).map(|(place, _)| (place, 0))
    };
    exact.or_else(whole)
}

/// True if the ids match (the label for a field without id), and the lines if the diagnostic has some.
fn is_about(found: &Diagnostic, section: &Section, field: &Field) -> bool {
    let here = found.lines.is_none_or(|lines| overlap(lines, field.lines));
    let known = found.field.is_some() && found.field == field.id && found.section == section.id;
    let unknown = field.id.is_none() && found.subject == field.label;
    here && (known || unknown)
}

/// True if the two ranges of lines have a line in common.
fn overlap(one: LineSpan, other: LineSpan) -> bool {
    one.first <= other.last && other.first <= one.last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, DiagnosticDetail};
    use crate::tui::fixture;

    fn found(code: Code, field: Option<&'static str>, subject: &str, lines: Option<LineSpan>) -> Diagnostic {
        Diagnostic {
            code,
            path: "a".into(),
            lines,
            part: None,
            section: Some("fees"),
            field,
            subject: subject.to_owned(),
            detail: DiagnosticDetail::Words(String::new()),
        }
    }

    #[test]
    fn a_diagnostic_leads_to_its_field_its_unknown_label_or_its_section() {
        let mut case = fixture::catalog().pages.swap_remove(0);
        let fees = case.sections.iter().position(|section| section.id == Some("fees")).unwrap();
        let id = case.sections[fees].fields[1].id;
        let place = case.sections[fees].fields[1].lines;
        assert_eq!(find_target(&case, &found(Code::OldForm, id, "", Some(place))), Some((fees, 1)));
        assert_eq!(find_target(&case, &found(Code::MissingField, Some("none"), "", None)), Some((fees, 0)));
        let elsewhere = Some(LineSpan::from_line(place.last + 1_000));
        assert_eq!(find_target(&case, &found(Code::OldForm, id, "", elsewhere)), Some((fees, 0)));
        case.sections[fees].fields[2].id = None;
        case.sections[fees].fields[2].label = "謎".into();
        assert_eq!(find_target(&case, &found(Code::UnknownLabel, None, "謎", None)), Some((fees, 2)));
        case.diagnostics =
            vec![found(Code::UnknownLabel, None, "謎", None), found(Code::OldForm, id, "", None)];
        let section = &case.sections[fees];
        let warnings = warnings_near(&case, section.fields.iter());
        let warned: Vec<bool> =
            section.fields.iter().take(3).map(|field| any_about(&warnings, section, field)).collect();
        assert_eq!(warned, [false, false, true], "what is undone with certainty carries no mark");
    }
}

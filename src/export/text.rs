//! A case or a part of it as plain text, for reading and for sharing.

use crate::field_table::{Role, Span, key_fact_lines, section_heading, section_table, wrap_spans};
use crate::lang::Lang;
use crate::model::{Case, PageSource, Section};
use crate::text::displayed_address;

/// Returns names, id, URL, key facts and source in lines of at most `width` cells; `usize::MAX` never
/// wraps. `place` and `others` name the page and the case's other pages.
#[must_use]
pub fn head(case: &Case, place: &str, others: &[String], width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let mut lines = wrap_spans(&[Span::new(case.short_name(), Role::Title)], width);
    if case.nickname.is_some() && !case.name.is_empty() {
        lines.extend(wrap_spans(&[Span::new(case.name.as_str(), Role::Text)], width));
    }
    lines.extend(key_fact_lines(case, width, lang));
    // Unwrapped, so that a terminal can open it.
    lines.extend(case.url.iter().map(|url| vec![Span::new(displayed_address(url), Role::Text)]));
    let id = Span::new(format!("{}  ", case.id), Role::Label);
    lines.push(vec![id, Span::new(place, Role::Plain)]);
    for other in others {
        lines.push(vec![Span::new(lang.fill("cli.other-source", &[("place", other)]), Role::Plain)]);
    }
    lines
}

/// Returns the sections with their headings, a blank line between them.
#[must_use]
pub fn body(case: &Case, sections: &[&Section], width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let mut lines = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        if index > 0 {
            lines.push(Vec::new());
        }
        lines.extend(section_heading(section, width, lang));
        lines.extend(section_table(case, section, width, lang).into_iter().map(|line| line.spans));
    }
    lines
}

/// Returns a case as `jirei show` prints it into a pipe.
#[must_use]
pub fn case(case: &Case, others: &[&PageSource], lang: Lang) -> String {
    let others: Vec<String> = others.iter().map(|source| source.place(source.lines.first)).collect();
    let own = case.source.place(case.source.lines.first);
    let mut lines = head(case, &own, &others, usize::MAX, lang);
    lines.push(Vec::new());
    lines.extend(body(case, &case.sections.iter().collect::<Vec<_>>(), usize::MAX, lang));
    join_lines(&lines)
}

/// Returns a section with the name of its case before it and its source after it.
#[must_use]
pub fn section(case: &Case, section: &Section, lang: Lang) -> String {
    let mut lines = vec![vec![Span::new(case.short_name(), Role::Title)]];
    lines.extend(body(case, &[section], usize::MAX, lang));
    lines.extend([Vec::new(), vec![Span::new(source(case, section.line, lang), Role::Plain)]]);
    join_lines(&lines)
}

/// Returns 出典: とねっと（seeds/tonet.txt:67）, followed by the network's site and by the page's own address, where they
/// are known.
fn source(case: &Case, line: u32, lang: Lang) -> String {
    let place = case.source.place(line);
    let source = lang.fill("copy.source", &[("name", &case.short_name()), ("place", &place)]);
    // At the end, nothing can be mistaken for a part of the URL.
    let urls = case.url.iter().chain(&case.source.address);
    urls.fold(source, |source, url| format!("{source} {}", displayed_address(url)))
}

fn join_lines(lines: &[Vec<Span>]) -> String {
    let line = |spans: &Vec<Span>| {
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        text.trim_end().to_owned() + "\n"
    };
    lines.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_names_its_case_and_its_source() {
        let catalog = crate::source::load(&[]);
        let case = catalog.cases().next().unwrap();
        insta::assert_snapshot!(section(case, &case.sections[2], Lang::Ja));
    }

    #[test]
    fn a_case_has_every_word_of_its_fields() {
        for of in crate::source::load(&[]).cases() {
            let text = case(of, &[], Lang::Ja).replace(char::is_whitespace, "");
            for field in of.sections.iter().flat_map(|section| &section.fields) {
                assert!(text.contains(&field.label.replace(char::is_whitespace, "")), "{}", field.label);
            }
        }
    }
}

//! GitHub-flavoured Markdown: a case, a section or a field, with its source at the end.

use crate::field_table::{derived_figure, key_fact_lines};
use crate::lang::Lang;
use crate::model::{Case, Field, PageSource, Section, Value};
use crate::text::{displayed_address, is_web_address};

/// The sign for a blank cell.
const BLANK: &str = "—";

/// Returns a whole case.
#[must_use]
pub fn case(case: &Case, others: &[&PageSource], lang: Lang) -> String {
    let mut text = format!("# {}\n", escape(&case.short_name()));
    if case.nickname.is_some() && !case.name.is_empty() {
        text += &format!("\n{}\n", escape(&case.name));
    }
    let facts: Vec<String> = key_fact_lines(case, usize::MAX, lang)
        .iter()
        .map(|line| line.iter().map(|span| span.text.as_str()).collect::<String>())
        .collect();
    if !facts.is_empty() {
        text += &format!("\n{}\n", escape(&facts.join(" ")));
    }
    if let Some(url) = &case.url {
        text += &format!("\n{}\n", link(url));
    }
    for section in &case.sections {
        text += &format!("\n## {}\n\n{}", title(section), table(&section.fields, lang));
    }
    text += &format!("\n{}\n", source(case, case.source.lines.first, lang));
    for other in others {
        let place = other.place(other.lines.first);
        text += &format!("\n{}\n", escape(&lang.fill("cli.other-source", &[("place", &place)])));
    }
    text
}

/// Returns a section under its case's name.
#[must_use]
pub fn section(case: &Case, section: &Section, lang: Lang) -> String {
    let name = escape(&case.short_name());
    let source = source(case, section.line, lang);
    format!("## {name}: {}\n\n{}\n{source}\n", title(section), table(&section.fields, lang))
}

/// Returns a field under its case's and section's names.
#[must_use]
pub fn field(case: &Case, section: &Section, field: &Field, lang: Lang) -> String {
    let name = escape(&case.short_name());
    let source = source(case, field.lines.first, lang);
    let value = effect_list(field).unwrap_or_else(|| value(field, lang) + "\n");
    format!("## {name}: {}\n\n**{}**\n\n{value}\n{source}\n", title(section), escape(&label(field, lang)))
}

/// Returns 出典: とねっと（seeds/tonet.txt:67）, followed by the network's site and by the page's own address, where they
/// are known.
fn source(case: &Case, line: u32, lang: Lang) -> String {
    let place = case.source.place(line);
    let source = escape(&lang.fill("copy.source", &[("name", &case.short_name()), ("place", &place)]));
    let urls = case.url.iter().chain(&case.source.address);
    urls.fold(source, |source, url| format!("{source} {}", link(url)))
}

/// Returns the section's number in the form and its title.
fn title(section: &Section) -> String {
    let number = section.number().map(|number| format!("{number}. ")).unwrap_or_default();
    number + &escape(&section.title)
}

/// Returns the fields as tables; the effects between them are a list below their label.
fn table(fields: &[Field], lang: Lang) -> String {
    let head = format!("| {} | {} |\n| --- | --- |\n", lang.text("copy.label"), lang.text("copy.value"));
    // A section without fields has an empty table.
    let mut text = if fields.first().and_then(effect_list).is_some() { String::new() } else { head.clone() };
    let mut is_open = !text.is_empty();
    for field in fields {
        let label = escape(&label(field, lang));
        if let Some(list) = effect_list(field) {
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}**{label}**\n\n{list}");
            is_open = false;
            continue;
        }
        if !is_open {
            text += &format!("\n{head}");
            is_open = true;
        }
        text += &format!("| {label} | {} |\n", value(field, lang));
    }
    text
}

/// Returns the page's words, behind two spaces the yen that they come to; — for a blank.
fn value(field: &Field, lang: Lang) -> String {
    let yen = derived_figure(field, lang).filter(|_| matches!(field.value, Value::Money { .. }));
    let own = if field.text.is_empty() { BLANK.to_owned() } else { escape(&field.text) };
    yen.map_or(own.clone(), |yen| format!("{own}  {yen}"))
}

/// Returns the effects as a list, a line an item with its mark, as on the page; `None` for another field, or one with
/// more words than its items.
fn effect_list(field: &Field) -> Option<String> {
    let Value::Effects { items } = &field.value else { return None };
    let mut rest = field.text.as_str();
    let mut lines = Vec::new();
    for item in items {
        let end = rest.find(&item.text)? + item.text.len();
        let (own, after) = rest.split_at(end);
        lines.push(own.trim());
        rest = after;
    }
    // What is read back is joined by spaces.
    (!lines.is_empty() && lines.join(" ") == field.text)
        .then(|| lines.iter().map(|line| format!("- {}\n", escape(line))).collect())
}

/// Returns the page's label, in English with its English name.
fn label(field: &Field, lang: Lang) -> String {
    match field.english().filter(|_| lang == Lang::En) {
        Some(english) => format!("{} ({english})", field.label),
        None => field.label.to_string(),
    }
}

/// Returns a URL as a link if it is a web address.
fn link(url: &str) -> String {
    let is_web = is_web_address(url);
    let breaks = |letter: char| letter.is_whitespace() || letter == '<' || letter == '>';
    if !is_web || url.contains(breaks) {
        return escape(&displayed_address(url));
    }
    let displayed = displayed_address(url);
    format!("<{url}>{}", escape(&displayed[url.len()..]))
}

/// Escapes words for Markdown, for one line and for a cell of a table.
/// Returns words as text of Markdown.
pub(super) fn escape(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut letters = words.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let inside = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => text.push_str("<br>"),
            // Inside a word it is no emphasis.
            '_' if inside(before) && inside(letters.peek().copied()) => text.push('_'),
            '\\' | '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '~' | '&' | '$' => {
                text.extend(['\\', letter]);
            }
            // At the beginning of a line these open a heading, a list or a rule.
            '#' | '+' | '-' | '=' if before.is_none() => text.extend(['\\', letter]),
            '.' | ')'
                if begins_list_item(words, letter) && text.chars().all(|letter| letter.is_ascii_digit()) =>
            {
                text.extend(['\\', letter]);
            }
            _ => text.push(letter),
        }
        before = Some(letter);
    }
    text
}

/// True for words that begin with a number and this sign, like the items of a list.
fn begins_list_item(words: &str, sign: char) -> bool {
    let rest = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.len() < words.len() && rest.starts_with(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_cell_is_read_as_markup() {
        for (words, written) in [
            ("a|b", "a\\|b"),
            ("一行目\n二行目\r\n三行目", "一行目<br>二行目<br>三行目"),
            ("<p>*太字* [x](y) & `c` \\", "\\<p\\>\\*太字\\* \\[x\\](y) \\& \\`c\\` \\\\"),
            ("SS_MIX _x_", "SS_MIX \\_x\\_"),
            ("# 見出し", "\\# 見出し"),
            ("- 項目", "\\- 項目"),
            ("1. 項目 2. 項目", "1\\. 項目 2. 項目"),
            ("2013年", "2013年"),
            ("IP-VPN", "IP-VPN"),
        ] {
            assert_eq!(escape(words), written);
        }
    }

    #[test]
    fn every_row_of_a_table_has_two_cells() {
        for of in crate::source::load(&[]).cases() {
            let text = case(of, &[], Lang::En);
            let rows = text.lines().filter(|line| line.starts_with('|'));
            let cells = |row: &str| row.replace("\\|", "").matches('|').count();
            assert!(rows.clone().count() > 69 && rows.clone().all(|row| cells(row) == 3), "{text}");
            assert_eq!(text.matches("\n## ").count(), 16);
        }
    }

    #[test]
    fn effects_are_a_list_and_money_has_its_yen_beside_it() {
        let catalog = crate::source::load(&[]);
        let case = catalog.cases().next().unwrap();
        let text = super::case(case, &[], Lang::Ja);
        assert!(text.contains("\n**システム導入効果**\n\n- (○) 患者サービスが向上した\n- (○) "), "{text}");
        assert!(text.contains("\n\n| 項目 | 内容 |\n| --- | --- |\n| システムの課題 |"), "{text}");
        let money = text.lines().find(|line| line.contains("（千円）")).unwrap();
        assert!(money.contains("  = ") && money.ends_with("円 |"), "{money}");
    }

    #[test]
    fn a_field_and_a_section_say_where_they_come_from() {
        let catalog = crate::source::load(&[]);
        let case = catalog.cases().next().unwrap();
        insta::assert_snapshot!(
            section(case, &case.sections[2], Lang::Ja)
                + "\n"
                + &field(case, &case.sections[2], &case.sections[2].fields[3], Lang::En)
        );
    }
}

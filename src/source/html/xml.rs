//! XML that is no HTML → HTML: what it calls its elements says little, so each is a line, and what stands
//! in a row a cell. Words in attributes are words of the page: a label has its element as its value.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::align::is_japanese;
use super::super::form::form;
use crate::model::schema::schema;

/// Names that mean the same in HTML.
const KEPT: &str = " p table tr td th ul ol li dl dt dd b i u a em strong span sub sup br hr \
                    h1 h2 h3 h4 h5 h6 pre div ";
/// Elements of a line in other kinds of XML.
const INLINE: &str = " emphasis link ulink phrase hi ref fontspec image ";

/// True for a text that begins with `<?xml` and has no `<html`.
pub fn is_xml(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    start.starts_with("<?xml") && !text.contains("<html") && !text.contains("<HTML")
}

/// Returns XML as HTML with the same lines: elements become lines, rows and their cells.
pub fn as_html(text: &str) -> String {
    let mut writer = XmlWriter {
        html: String::with_capacity(text.len()),
        open: Vec::new(),
        has_ids: field_ids().any(|id| id.contains('_') && text.contains(&format!("<{id}"))),
    };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        writer.html += &rest[..at];
        rest = &rest[at..];
        if let Some(words) = rest.strip_prefix(CDATA) {
            let end = words.find("]]>").unwrap_or(words.len());
            writer.html += &escaped(&words[..end].replace('&', "&amp;"));
            rest = words.get(end + 3..).unwrap_or_default();
            continue;
        }
        let end = end_of_markup(rest);
        let (markup, behind) = rest.split_at(end);
        rest = behind;
        // Comments, and the head of the file, say nothing.
        if !markup[1..].starts_with(['!', '?']) {
            writer.write_tag(markup.trim_start_matches('<').trim_end_matches('>'));
        }
        writer.html.extend(markup.matches('\n'));
    }
    writer.html + rest
}

/// How words begin whose signs are no markup.
const CDATA: &str = "<![CDATA[";

/// Returns the length of the tag or comment at the beginning, up to the end of the text if it is not closed.
fn end_of_markup(rest: &str) -> usize {
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(rest.len(), |end| end + 3);
    }
    let mut quote = None;
    let end = rest.find(|c: char| {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(_) | None => {}
        }
        c == '>' && quote.is_none()
    });
    // A quote that nothing closes is none.
    end.or_else(|| rest.find('>')).map_or(rest.len(), |end| end + 1)
}

/// Attributes that say nothing.
const SILENT: [&str; 8] = ["id", "code", "class", "style", "type", "lang", "key", "href"];

/// An element that is open.
struct Open<'t> {
    name: &'t str,
    /// What the form calls it.
    named: Option<Named>,
    /// What closes it.
    end: String,
}

struct XmlWriter<'t> {
    html: String,
    /// The elements that are open, the innermost last.
    open: Vec<Open<'t>>,
    /// True where elements are called by the ids of the form.
    has_ids: bool,
}

impl<'t> XmlWriter<'t> {
    /// Writes a start or end tag as HTML, with the words of its attributes.
    fn write_tag(&mut self, tag: &'t str) {
        let name = tag.trim_start_matches('/').split(['/', ' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            let end = self.open.pop().map(|element| element.end);
            self.html += &end.unwrap_or_else(|| format!("</{}>", html_name(name, None)));
            return;
        }
        let own = html_name(name, self.open.last().map(|element| element.name));
        let may_be_label =
            |key: &str| ![key, name].iter().any(|word| word.contains("title") || word.contains("section"));
        let is_label =
            |(key, value): &(&str, &str)| form().label_anywhere(value).is_some() && may_be_label(key);
        let mut words: Vec<(&str, &str)> = attributes(tag).collect();
        let named = self.form_name(name);
        let label = match named {
            Some(Named::Label(label)) => Some(label),
            Some(Named::Title(_)) => None,
            None => words.iter().find(|word| is_label(word)).map(|(_, label)| *label),
        };
        self.html += &format!("<{own}>");
        let mut end = format!("</{own}>");
        if let Some(Named::Title(title)) = named {
            self.html += &format!("<h2>{title}</h2>");
            words.retain(|(_, value)| form().title(value) != form().title(title));
        }
        if let Some(label) = label {
            // Its own name may stand in an attribute too.
            let place = form().label_anywhere(label);
            let is_other = |value: &str| place.is_none() || form().label_anywhere(value) != place;
            let others = words.iter().filter(|(key, value)| !SILENT.contains(key) && is_other(value));
            let value: Vec<String> = others.map(|(_, value)| escaped(value)).collect();
            self.html += &format!("<dl><dt>{}</dt><dd>{}", escaped(label), value.join(" "));
            end = format!("</dd></dl>{end}");
        } else {
            let is_word = |value: &str| value.contains(is_japanese) || value.starts_with("http");
            for (_, value) in words.iter().filter(|(_, value)| is_word(value)) {
                self.html += &format!("<p>{}</p>", escaped(value));
            }
        }
        if tag.ends_with('/') {
            self.html += &end;
        } else {
            self.open.push(Open { name, named, end });
        }
    }

    /// Returns the title or label that an element is named after; `None` inside a label, and for names of
    /// markup.
    fn form_name(&self, name: &str) -> Option<Named> {
        // Words of markup are no ids.
        if !self.has_ids && !name.contains(is_japanese) {
            return None;
        }
        let outer = self.open.iter().rev().find_map(|element| element.named);
        match (*NAMED.get(&without_signs(name))?, outer) {
            (_, Some(Named::Label(_))) => None,
            (Named::Title(title), Some(Named::Title(outer))) if title == outer => Some(Named::Label(title)),
            (named, _) => Some(named),
        }
    }
}

/// Returns the words with `<` as an entity.
fn escaped(words: &str) -> String {
    words.replace('<', "&lt;")
}

/// Returns the names and values of a tag's quoted attributes, without those of the markup (`xmlns`).
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    let all = std::iter::from_fn(move || {
        loop {
            let (before, behind) = rest.split_once('=')?;
            let behind = behind.trim_start();
            let key = before.split_whitespace().next_back().unwrap_or_default();
            let Some(quote) = behind.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else {
                rest = behind;
                continue;
            };
            let (value, behind) = behind[1..].split_once(quote)?;
            rest = behind;
            return Some((key, value));
        }
    });
    all.filter(|(key, _)| !["xmlns", "xml:", "xsi:"].iter().any(|markup| key.starts_with(markup)))
}

/// What an element is called by the form.
#[derive(Clone, Copy)]
enum Named {
    Title(&'static str),
    Label(&'static str),
}

/// What the form calls what has these letters, or this id: the names of elements have no signs. Of a title that is
/// a label too the title.
static NAMED: LazyLock<FxHashMap<String, Named>> = LazyLock::new(|| {
    let labels = schema().fields();
    let labels =
        labels.flat_map(|field| [field.label, field.id].map(|name| (name, Named::Label(field.label))));
    let titles = schema().sections.iter();
    let titles = titles.flat_map(|spec| [spec.title, spec.id].map(|name| (name, Named::Title(spec.title))));
    labels.chain(titles).map(|(name, named)| (without_signs(name), named)).collect()
});

/// Returns the ids of the form's fields.
fn field_ids() -> impl Iterator<Item = &'static str> {
    schema().fields().map(|field| field.id)
}

/// Returns the letters and digits of a name.
fn without_signs(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns the HTML element for an XML element with this parent.
fn html_name<'a>(name: &'a str, parent: Option<&str>) -> &'a str {
    let is_in = |names: &str| names.contains(&format!(" {name} "));
    match name {
        "row" => "tr",
        _ if parent == Some("row") => "td",
        _ if is_in(KEPT) => name,
        _ if is_in(INLINE) => "span",
        _ => "div",
    }
}

//! XML that is no HTML → HTML: what it calls its elements says little, so each is a line, and what stands
//! in a row a cell.

/// Names that mean the same in HTML.
const KEPT: &str = " p table tr td th ul ol li dl dt dd b i u a em strong span sub sup br hr \
                    h1 h2 h3 h4 h5 h6 pre div ";
/// Elements of a line in other kinds of XML.
const INLINE: &str = " emphasis link ulink phrase hi ref fontspec image ";

/// True for XML that is no HTML.
pub fn is_xml(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    start.starts_with("<?xml") && !text.contains("<html") && !text.contains("<HTML")
}

/// The text with the names of HTML; it keeps its lines.
pub fn as_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        html += &rest[..at];
        rest = &rest[at..];
        if let Some(words) = rest.strip_prefix(CDATA) {
            let end = words.find("]]>").unwrap_or(words.len());
            html += &words[..end].replace('&', "&amp;").replace('<', "&lt;");
            rest = words.get(end + 3..).unwrap_or_default();
            continue;
        }
        let end = end_of_markup(rest);
        let (markup, behind) = rest.split_at(end);
        rest = behind;
        // Comments, and the head of the file, say nothing.
        if !markup[1..].starts_with(['!', '?']) {
            write_tag(markup.trim_start_matches('<').trim_end_matches('>'), &mut open, &mut html);
        }
        html.extend(markup.matches('\n'));
    }
    html + rest
}

/// How words begin whose signs are no markup.
const CDATA: &str = "<![CDATA[";

/// Where a tag or a comment ends that begins here.
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

fn write_tag<'t>(tag: &'t str, open: &mut Vec<&'t str>, html: &mut String) {
    let name = tag.trim_start_matches('/').split(['/', ' ', '\t', '\r', '\n']).next().unwrap_or_default();
    if tag.starts_with('/') {
        open.pop();
        *html += &format!("</{}>", html_name(name, open.last()));
        return;
    }
    *html += &format!("<{}>", html_name(name, open.last()));
    if tag.ends_with('/') {
        *html += &format!("</{}>", html_name(name, open.last()));
    } else {
        open.push(name);
    }
}

/// What HTML calls an element that stands in this one.
fn html_name<'a>(name: &'a str, parent: Option<&&str>) -> &'a str {
    let is_in = |names: &str| names.contains(&format!(" {name} "));
    match name {
        "row" => "tr",
        _ if parent == Some(&"row") => "td",
        _ if is_in(KEPT) => name,
        _ if is_in(INLINE) => "span",
        _ => "div",
    }
}

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
    let mut pieces = text.split('<');
    html += pieces.next().unwrap_or_default();
    for piece in pieces {
        let Some((tag, words)) = piece.split_once('>').filter(|(tag, _)| !tag.starts_with(['!', '?'])) else {
            // A comment, or the head of the file.
            html.extend(piece.matches('\n'));
            html += piece.split_once('>').map_or("", |(_, words)| words.trim_start_matches(']'));
            continue;
        };
        let name = tag.trim_start_matches('/').split(['/', ' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if tag.starts_with('/') {
            open.pop();
            html += &format!("</{}>", html_name(name, open.last()));
        } else {
            html += &format!("<{}>", html_name(name, open.last()));
            if tag.ends_with('/') {
                html += &format!("</{}>", html_name(name, open.last()));
            } else {
                open.push(name);
            }
        }
        html.extend(tag.matches('\n'));
        html += words;
    }
    html
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

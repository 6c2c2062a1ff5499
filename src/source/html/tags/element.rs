//! What the elements of HTML are to a reader of rows.

use html5ever::tokenizer::Tag;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `html`, `head`, `body`.
    Document,
    /// `br`.
    Break,
    /// Other elements without an end tag.
    Void,
    /// What the tokenizer reads as it stands, and no reader shows.
    Raw,
    /// What is not shown or not read aloud: `template`, `rt`, `select`.
    Unshown,
    /// The site around a page: `nav`, `footer`, `aside`.
    Site,
    /// `table`.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    RowGroup,
    /// `tr`.
    Row,
    /// `th`, `td`.
    Cell,
    /// `caption`.
    Caption,
    /// `dl`.
    DefinitionList,
    /// `dt`.
    Term,
    /// `dd`.
    Definition,
    /// `ul`, `ol`, `menu`.
    List,
    /// `li`.
    Item,
    /// `p`.
    Paragraph,
    /// `h1` to `h6`, by level.
    Heading(u8),
    /// `pre`.
    Preformatted,
    /// Other elements that begin a line of their own.
    Block,
    /// `a`.
    Link,
    /// All others.
    Inline,
}

impl Kind {
    /// What the element of this name is.
    pub fn of(name: &str) -> Self {
        match name {
            "html" | "head" | "body" => Self::Document,
            "br" => Self::Break,
            "hr" | "img" | "input" | "meta" | "link" | "col" | "wbr" | "base" | "area" | "embed"
            | "source" | "track" | "param" | "frame" | "basefont" | "bgsound" | "keygen" | "colgroup" => {
                Self::Void
            }
            "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes" => {
                Self::Raw
            }
            "template" | "noscript" | "select" | "datalist" | "object" | "applet" | "svg" | "math"
            | "canvas" | "audio" | "video" | "rt" | "rp" | "dialog" => Self::Unshown,
            "nav" | "footer" | "aside" => Self::Site,
            "table" => Self::Table,
            "thead" | "tbody" | "tfoot" => Self::RowGroup,
            "tr" => Self::Row,
            "th" | "td" => Self::Cell,
            "caption" => Self::Caption,
            "dl" => Self::DefinitionList,
            "dt" => Self::Term,
            "dd" => Self::Definition,
            "ul" | "ol" | "menu" | "dir" => Self::List,
            "li" => Self::Item,
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "pre" | "listing" => Self::Preformatted,
            "address" | "article" | "blockquote" | "center" | "details" | "div" | "fieldset"
            | "figcaption" | "figure" | "form" | "frameset" | "header" | "hgroup" | "legend" | "main"
            | "optgroup" | "search" | "section" | "summary" => Self::Block,
            "a" => Self::Link,
            _ => Self::Inline,
        }
    }

    /// True for elements inside a line.
    pub fn is_inline(self) -> bool {
        matches!(self, Self::Link | Self::Inline)
    }

    /// True for what end tags of other elements do not reach through.
    pub fn bounds(self) -> bool {
        matches!(self, Self::Table | Self::Cell | Self::Caption | Self::Unshown)
    }
}

/// The value of an attribute.
pub fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| &*attribute.value)
}

/// True for an element that a browser does not show.
pub fn is_hidden(tag: &Tag) -> bool {
    if tag.attrs.is_empty() {
        return false;
    }
    attribute(tag, "hidden").is_some()
        || attribute(tag, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// True for an element that is the site's navigation by its role or its name, as pages mark it that
/// were written before `nav` and `footer`.
pub fn is_site(tag: &Tag) -> bool {
    let role = attribute(tag, "role");
    let is_role = role.is_some_and(|role| matches!(role, "navigation" | "contentinfo" | "complementary"));
    let names = ["id", "class"].into_iter().filter_map(|name| attribute(tag, name));
    is_role
        || names.flat_map(str::split_whitespace).any(|name| {
            let name = name.to_ascii_lowercase().replace(['-', '_'], "");
            matches!(
                name.as_str(),
                "nav"
                    | "gnav"
                    | "gnavi"
                    | "navi"
                    | "globalnav"
                    | "globalnavi"
                    | "sidebar"
                    | "sidenav"
                    | "footer"
                    | "footernav"
                    | "breadcrumb"
                    | "breadcrumbs"
                    | "topicpath"
                    | "pankuzu"
            )
        })
}

/// A whole number in an attribute, 1 where there is none; no larger than a table may be wide.
pub fn span(tag: &Tag, name: &str) -> usize {
    let written = attribute(tag, name).map(str::trim);
    let span = written.and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
    // `rowspan=0` is to the end of the table.
    if span == 0 { usize::from(u16::MAX) } else { span.min(usize::from(u16::MAX)) }
}

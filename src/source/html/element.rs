//! What the elements of HTML are to a reader of rows.

use html5ever::{Attribute, LocalName, Namespace, QualName, local_name};

/// An element of a page.
#[derive(Debug)]
pub struct Element {
    /// Its name.
    pub name: ElementName,
    /// Its attributes that say something, see [`read_attribute`].
    pub attrs: Box<[Attribute]>,
}

/// The name of an element.
#[derive(Debug, Clone)]
pub struct ElementName {
    /// HTML, SVG, MathML.
    pub ns: Namespace,
    /// The name in it.
    pub local: LocalName,
}

impl Element {
    /// Creates an element with those of its attributes that are read; see `read_attribute`.
    pub fn new(name: QualName, mut attrs: Vec<Attribute>) -> Self {
        let kind = Kind::by_name(&name.local);
        attrs.retain(|attribute| read_attribute(kind, &attribute.name.local).is_some());
        let name = ElementName { ns: name.ns, local: name.local };
        Self { name, attrs: attrs.into() }
    }

    /// Adds those of the attributes that are read and that it does not have yet.
    pub fn add_missing(&mut self, attrs: Vec<Attribute>) {
        let kind = Kind::by_name(&self.name.local);
        let is_new = |attribute: &Attribute| {
            read_attribute(kind, &attribute.name.local).is_some()
                && self.attrs.iter().all(|known| known.name != attribute.name)
        };
        let new: Vec<Attribute> = attrs.into_iter().filter(is_new).collect();
        if !new.is_empty() {
            self.attrs = std::mem::take(&mut self.attrs).into_iter().chain(new).collect();
        }
    }
}

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
    /// All others.
    Inline,
}

impl Kind {
    /// Returns the kind of the element with this name.
    pub fn by_name(name: &LocalName) -> Self {
        match *name {
            local_name!("html") | local_name!("head") | local_name!("body") => Self::Document,
            local_name!("br") => Self::Break,
            local_name!("nav") | local_name!("footer") | local_name!("aside") => Self::Site,
            local_name!("table") => Self::Table,
            local_name!("thead") | local_name!("tbody") | local_name!("tfoot") => Self::RowGroup,
            local_name!("tr") => Self::Row,
            local_name!("th") | local_name!("td") => Self::Cell,
            local_name!("caption") => Self::Caption,
            local_name!("dl") => Self::DefinitionList,
            local_name!("dt") => Self::Term,
            local_name!("dd") => Self::Definition,
            local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => Self::List,
            local_name!("li") => Self::Item,
            local_name!("p") => Self::Paragraph,
            local_name!("h1") => Self::Heading(1),
            local_name!("h2") => Self::Heading(2),
            local_name!("h3") => Self::Heading(3),
            local_name!("h4") => Self::Heading(4),
            local_name!("h5") => Self::Heading(5),
            local_name!("h6") => Self::Heading(6),
            local_name!("pre") | local_name!("listing") => Self::Preformatted,
            _ if is_block(name) => Self::Block,
            _ if is_void(name) => Self::Void,
            _ if is_raw(name) => Self::Raw,
            _ if is_unshown(name) => Self::Unshown,
            _ => Self::Inline,
        }
    }

    /// Returns the kind that an element is shown as: its role or style may make a table of `div`s.
    pub fn shown_as(element: &Element) -> Self {
        let kind = Self::by_name(&element.name.local);
        if element.attrs.is_empty() || !matches!(kind, Self::Block | Self::Inline) {
            return kind;
        }
        by_role(element).or_else(|| by_style(element)).unwrap_or(kind)
    }

    /// True for elements that end a table which rows without a `table` began.
    pub fn is_beside_tables(self) -> bool {
        matches!(
            self,
            Self::Heading(_) | Self::Block | Self::Site | Self::Paragraph | Self::List | Self::DefinitionList
        )
    }

    /// True for elements inside a line.
    pub fn is_inline(self) -> bool {
        self == Self::Inline
    }
}

/// Returns the kind that the `role` gives, if it is one of tables, definitions, lists or headings.
fn by_role(element: &Element) -> Option<Kind> {
    match attribute(element, &local_name!("role"))? {
        "table" | "grid" | "treegrid" => Some(Kind::Table),
        "rowgroup" => Some(Kind::RowGroup),
        "row" => Some(Kind::Row),
        "cell" | "gridcell" | "rowheader" | "columnheader" => Some(Kind::Cell),
        "term" => Some(Kind::Term),
        "definition" => Some(Kind::Definition),
        "listitem" => Some(Kind::Item),
        "heading" => Some(Kind::Heading(6)),
        _ => None,
    }
}

/// Returns `Row` or `Cell` if the style displays the element as one.
fn by_style(element: &Element) -> Option<Kind> {
    let style = attribute(element, &local_name!("style")).filter(|style| style.contains("table-"))?;
    let style: String = style.chars().filter(|c| !c.is_whitespace()).chain([';']).collect();
    let rows = [("display:table-row;", Kind::Row), ("display:table-cell;", Kind::Cell)];
    rows.into_iter().find(|(display, _)| style.contains(display)).map(|(_, kind)| kind)
}

/// True for a `th`, or a cell whose role is that of a header.
pub fn is_head(element: &Element) -> bool {
    element.name.local == local_name!("th")
        || attribute(element, &local_name!("role"))
            .is_some_and(|role| matches!(role, "rowheader" | "columnheader"))
}

fn is_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("address")
            | local_name!("article")
            | local_name!("blockquote")
            | local_name!("center")
            | local_name!("details")
            | local_name!("div")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("form")
            | local_name!("frameset")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("legend")
            | local_name!("main")
            | local_name!("optgroup")
            | local_name!("search")
            | local_name!("section")
            | local_name!("summary")
    )
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("meta")
            | local_name!("link")
            | local_name!("col")
            | local_name!("wbr")
            | local_name!("base")
            | local_name!("area")
            | local_name!("embed")
            | local_name!("source")
            | local_name!("track")
            | local_name!("param")
            | local_name!("frame")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("keygen")
            | local_name!("colgroup")
    )
}

fn is_raw(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("xmp")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
    )
}

fn is_unshown(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("template")
            | local_name!("noscript")
            | local_name!("select")
            | local_name!("datalist")
            | local_name!("object")
            | local_name!("applet")
            | local_name!("svg")
            | local_name!("math")
            | local_name!("canvas")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("rt")
            | local_name!("rp")
            | local_name!("rtc")
            | local_name!("dialog")
            // Struck words are no answers any more.
            | local_name!("del")
            | local_name!("s")
            | local_name!("strike")
            | local_name!("progress")
            | local_name!("meter")
    )
}

/// What is read of elements inside a line: links, images, controls and their labels, cells by their role. An
/// `image` is an `img` in the tree, so that the kinds share one list.
const OF_INLINE: &[LocalName] = &[
    local_name!("href"),
    local_name!("alt"),
    local_name!("type"),
    local_name!("role"),
    local_name!("for"),
    local_name!("selected"),
    local_name!("id"),
    local_name!("value"),
    local_name!("checked"),
];

/// Returns the name of an attribute that is read for elements of this kind; `None` for all others.
pub fn read_attribute(kind: Kind, written: &str) -> Option<LocalName> {
    let of_all = [local_name!("hidden"), local_name!("style")];
    let own: &[LocalName] = match kind {
        Kind::Cell => &[local_name!("rowspan"), local_name!("colspan")],
        Kind::Block | Kind::List => &[local_name!("id"), local_name!("class"), local_name!("role")],
        // An `input` has no place in a table only where its `type` says so.
        Kind::Inline | Kind::Void => OF_INLINE,
        Kind::Unshown => &[local_name!("multiple")],
        Kind::Document
        | Kind::Break
        | Kind::Raw
        | Kind::Site
        | Kind::Table
        | Kind::RowGroup
        | Kind::Row
        | Kind::Caption
        | Kind::DefinitionList
        | Kind::Term
        | Kind::Definition
        | Kind::Item
        | Kind::Paragraph
        | Kind::Heading(_)
        | Kind::Preformatted => &[],
    };
    own.iter().chain(&of_all).find(|name| name.as_str().eq_ignore_ascii_case(written)).cloned()
}

/// Returns the value of an attribute.
pub fn attribute<'a>(element: &'a Element, name: &LocalName) -> Option<&'a str> {
    element.attrs.iter().find(|attribute| attribute.name.local == *name).map(|found| &*found.value)
}

/// True for an element that a browser does not show, or strikes through.
pub fn is_hidden(element: &Element) -> bool {
    if element.attrs.is_empty() {
        return false;
    }
    attribute(element, &local_name!("hidden")).is_some()
        || attribute(element, &local_name!("style")).is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none")
                || style.contains("visibility:hidden")
                || style.contains("visibility:collapse")
                || style.contains("line-through")
        })
}

/// True for an element that is the site's navigation by its role, id or class, as in pages older than `nav`.
pub fn is_site(element: &Element) -> bool {
    let role = attribute(element, &local_name!("role"));
    let is_role = role.is_some_and(|role| matches!(role, "navigation" | "contentinfo" | "complementary"));
    let names =
        [local_name!("id"), local_name!("class")].into_iter().filter_map(|name| attribute(element, &name));
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
                    // What the Wayback Machine puts above a page.
                    | "wmippbase"
                    | "wmipp"
                    | "wmippprint"
            )
        })
}

/// Returns the number in `colspan` or `rowspan`: 1 if there is none, the highest for 0.
pub fn span(element: &Element, name: &LocalName) -> usize {
    let written = attribute(element, name).map(str::trim);
    let span = written.and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
    // `rowspan=0` is to the end of the table.
    if span == 0 { usize::from(u16::MAX) } else { span.min(usize::from(u16::MAX)) }
}

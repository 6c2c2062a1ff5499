//! What the elements of HTML are to a reader of rows.

use std::sync::LazyLock;

use html5ever::{Attribute, LocalName, Namespace, QualName, local_name};
use rustc_hash::FxHashMap;

use super::super::word_list::WordList;

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
    /// The element with those of its attributes that say something.
    pub fn new(name: QualName, mut attrs: Vec<Attribute>) -> Self {
        let kind = Kind::of(&name.local);
        attrs.retain(|attribute| read_attribute(kind, &attribute.name.local).is_some());
        let name = ElementName { ns: name.ns, local: name.local };
        Self { name, attrs: attrs.into() }
    }

    /// Adds those of the attributes that say something and that it does not have.
    pub fn add(&mut self, attrs: Vec<Attribute>) {
        let kind = Kind::of(&self.name.local);
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

/// The names of elements by what they are; all others are [`Kind::Inline`].
const ELEMENTS: [(Kind, &str); 25] = [
    (Kind::Document, "html head body"),
    (Kind::Break, "br"),
    (Kind::Site, "nav footer aside"),
    (Kind::Table, "table"),
    (Kind::RowGroup, "thead tbody tfoot"),
    (Kind::Row, "tr"),
    (Kind::Cell, "th td"),
    (Kind::Caption, "caption"),
    (Kind::DefinitionList, "dl"),
    (Kind::Term, "dt"),
    (Kind::Definition, "dd"),
    (Kind::List, "ul ol menu dir"),
    (Kind::Item, "li"),
    (Kind::Paragraph, "p"),
    (Kind::Heading(1), "h1"),
    (Kind::Heading(2), "h2"),
    (Kind::Heading(3), "h3"),
    (Kind::Heading(4), "h4"),
    (Kind::Heading(5), "h5"),
    (Kind::Heading(6), "h6"),
    (Kind::Preformatted, "pre listing"),
    (
        Kind::Block,
        "address article blockquote center details div fieldset figcaption figure form frameset \
         header hgroup legend main optgroup search section summary",
    ),
    (
        Kind::Void,
        "hr img input meta link col wbr base area embed source track param frame basefont bgsound \
         keygen colgroup",
    ),
    (Kind::Raw, "script style title textarea xmp iframe noembed noframes"),
    // Struck words are no answers any more.
    (
        Kind::Unshown,
        "template noscript select datalist object applet svg math canvas audio video rt rp rtc \
         dialog del s strike progress meter",
    ),
];

static KINDS: LazyLock<FxHashMap<LocalName, Kind>> = LazyLock::new(|| {
    let names = |(kind, names): (Kind, &'static str)| {
        names.split_ascii_whitespace().map(move |name| (LocalName::from(name), kind))
    };
    ELEMENTS.into_iter().flat_map(names).collect()
});

impl Kind {
    /// What the element of this name is.
    pub fn of(name: &LocalName) -> Self {
        KINDS.get(name).copied().unwrap_or(Self::Inline)
    }

    /// What an element is shown as: its role or its style may make a table of `div`s.
    pub fn shown_as(element: &Element) -> Self {
        let kind = Self::of(&element.name.local);
        if element.attrs.is_empty() || !matches!(kind, Self::Block | Self::Inline) {
            return kind;
        }
        by_role(element).or_else(|| by_style(element)).unwrap_or(kind)
    }

    /// True for what stands beside a table, where it begins or ends, and not between its rows.
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

fn by_style(element: &Element) -> Option<Kind> {
    let style = attribute(element, &local_name!("style")).filter(|style| style.contains("table-"))?;
    let style: String = style.chars().filter(|c| !c.is_whitespace()).chain([';']).collect();
    let rows = [("display:table-row;", Kind::Row), ("display:table-cell;", Kind::Cell)];
    rows.into_iter().find(|(display, _)| style.contains(display)).map(|(_, kind)| kind)
}

/// True for a cell that names what the others of its row or column are.
pub fn is_head(element: &Element) -> bool {
    element.name.local == local_name!("th")
        || attribute(element, &local_name!("role"))
            .is_some_and(|role| matches!(role, "rowheader" | "columnheader"))
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

/// The name of an attribute as it is written, where it says something of an element of this kind.
pub fn read_attribute(kind: Kind, written: &str) -> Option<LocalName> {
    let of_all = [local_name!("hidden"), local_name!("style")];
    let own: &[LocalName] = if kind == Kind::Cell {
        &[local_name!("rowspan"), local_name!("colspan")]
    } else if matches!(kind, Kind::Block | Kind::List) {
        &[local_name!("id"), local_name!("class"), local_name!("role")]
    } else if matches!(kind, Kind::Inline | Kind::Void) {
        // An `input` has no place in a table only where its `type` says so.
        OF_INLINE
    } else if kind == Kind::Unshown {
        &[local_name!("multiple")]
    } else {
        &[]
    };
    own.iter().chain(&of_all).find(|name| name.as_str().eq_ignore_ascii_case(written)).cloned()
}

/// The value of an attribute.
pub fn attribute<'a>(element: &'a Element, name: &LocalName) -> Option<&'a str> {
    element.attrs.iter().find(|attribute| attribute.name.local == *name).map(|found| &*found.value)
}

/// True for an element that a browser does not show.
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

/// What navigation is called, and what the Wayback Machine puts above a page.
const SITE_NAMES: WordList = WordList(
    "nav gnav gnavi navi globalnav globalnavi sidebar sidenav footer footernav breadcrumb \
     breadcrumbs topicpath pankuzu wmippbase wmipp wmippprint",
);

/// True for an element that is the site's navigation by its role or its name, as pages mark it that
/// were written before `nav` and `footer`.
pub fn is_site(element: &Element) -> bool {
    let role = attribute(element, &local_name!("role"));
    let is_role = role.is_some_and(|role| matches!(role, "navigation" | "contentinfo" | "complementary"));
    let names =
        [local_name!("id"), local_name!("class")].into_iter().filter_map(|name| attribute(element, &name));
    is_role
        || names
            .flat_map(str::split_whitespace)
            .any(|name| SITE_NAMES.contains(&name.to_ascii_lowercase().replace(['-', '_'], "")))
}

/// A whole number in an attribute, 1 where there is none; no larger than a table may be wide.
pub fn span(element: &Element, name: &LocalName) -> usize {
    let written = attribute(element, name).map(str::trim);
    let span = written.and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
    // `rowspan=0` is to the end of the table.
    if span == 0 { usize::from(u16::MAX) } else { span.min(usize::from(u16::MAX)) }
}

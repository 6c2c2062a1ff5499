//! The outline that a file may have of itself: its tables, rows, cells and paragraphs → HTML. What a browser prints
//! has one, so its cells need not be guessed.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::super::written::MarkupWriter;
use super::file::File;
use super::object::{Dictionary, Object};
use super::text::{PrintedWords, joined};
use crate::model::Place;

/// Deeper nesting is no outline that anybody made.
const DEEPEST: usize = 150;

/// A value stands at least so much further right than its label, in points.
const FURTHER: f32 = 8.0;

/// The words of the pieces of each page, by page and number.
pub type Pieces = FxHashMap<(u32, u32), Vec<PrintedWords>>;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing of its own: what is in it is in what is around it.
    Inline,
    /// What stands on lines of its own, as this element.
    Block(&'static str),
    Row,
    /// A cell, as this element.
    Cell(&'static str),
    /// What a browser puts there itself: the sign of an item.
    Sign,
    /// A table that is not called one.
    Grid,
    /// Labels, each with its value further right below it.
    Terms,
}

/// Writes the outline of a file.
pub struct PdfOutline<'a, 'f> {
    file: &'a File<'f>,
    roles: Dictionary,
    /// The index of each page by the number of its object.
    pages: FxHashMap<u32, u32>,
    pieces: &'a Pieces,
    writer: MarkupWriter,
    /// Elements that begin with the next line.
    waiting: String,
    /// The page of the last words.
    page: u32,
    /// The words of the open block.
    words: Vec<(u32, PrintedWords)>,
    seen: BTreeSet<u32>,
    /// The pieces that were written.
    pub used: BTreeSet<(u32, u32)>,
}

impl<'a, 'f> PdfOutline<'a, 'f> {
    /// Begins an outline; `None` if the file has none.
    pub fn new(file: &'a File<'f>, pages: FxHashMap<u32, u32>, pieces: &'a Pieces) -> Self {
        let tree = root(file).unwrap_or_default();
        Self {
            file,
            roles: file.dictionary(&tree, b"RoleMap"),
            pages,
            pieces,
            writer: MarkupWriter::default(),
            waiting: String::new(),
            page: 0,
            words: Vec::new(),
            seen: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    /// Writes everything, and returns it with the pieces that are part of it.
    pub fn write(mut self) -> (MarkupWriter, BTreeSet<(u32, u32)>) {
        if let Some(tree) = root(self.file) {
            let kids = tree.get(b"K".as_slice()).cloned().unwrap_or(Object::Null);
            self.kids(&kids, None, 0);
            self.end_paragraph();
        }
        let rest = std::mem::take(&mut self.waiting);
        if !rest.is_empty() && !self.used.is_empty() {
            self.writer.markup(&rest);
        }
        (self.writer, self.used)
    }

    /// Writes what is in an element: pieces and elements, one or several.
    fn kids(&mut self, kids: &Object, page: Option<u32>, depth: usize) {
        let number = if let Object::Reference(number) = kids { Some(*number) } else { None };
        if depth > DEEPEST || number.is_some_and(|number| !self.seen.insert(number)) {
            return;
        }
        let kids = self.file.resolve(kids);
        if let Some(piece) = kids.count() {
            self.piece(piece, page);
        } else if let Some(entries) = kids.dictionary() {
            let page = self.page_of(entries).or(page);
            match self.file.value(entries, b"MCID").count() {
                Some(piece) => self.piece(piece, page),
                None => self.element(entries, page, depth),
            }
        } else {
            kids.array().unwrap_or_default().iter().for_each(|kid| self.kids(kid, page, depth + 1));
        }
    }

    fn piece(&mut self, piece: u32, page: Option<u32>) {
        let Some(page) = page else { return };
        if self.used.insert((page, piece)) {
            let words = self.pieces.get(&(page, piece)).into_iter().flatten();
            self.words.extend(words.map(|words| (page, words.clone())));
        }
    }

    fn element(&mut self, entries: &Dictionary, page: Option<u32>, depth: usize) {
        let kids = entries.get(b"K".as_slice()).cloned().unwrap_or(Object::Null);
        match self.role(entries, &kids) {
            Role::Inline => self.kids(&kids, page, depth + 1),
            Role::Sign => {
                let before = self.words.len();
                self.kids(&kids, page, depth + 1);
                self.words.truncate(before);
            }
            Role::Row => {
                self.end_paragraph();
                self.waiting += "<tr>";
                self.kids(&kids, page, depth + 1);
                self.end_paragraph();
                self.close("</tr>");
            }
            Role::Cell(name) => {
                self.end_paragraph();
                let spans = self.spans(entries);
                self.kids(&kids, page, depth + 1);
                let text = self.take_text();
                self.cell(name, &spans, &text);
            }
            Role::Grid => self.grid(&kids, page, depth),
            Role::Terms => self.terms(&kids, page, depth),
            Role::Block(name) => {
                self.end_paragraph();
                self.waiting += &format!("<{name}>");
                self.kids(&kids, page, depth + 1);
                self.end_paragraph();
                self.close(&format!("</{name}>"));
            }
        }
    }

    /// Writes a cell; the first one of a row begins a line.
    fn cell(&mut self, name: &str, spans: &str, text: &str) {
        if !self.waiting.is_empty() {
            self.begin();
        }
        self.writer.markup(&format!("<{name}{spans}>"));
        self.writer.words(text);
        self.writer.markup(&format!("</{name}>"));
    }

    fn begin(&mut self) {
        self.writer.begin(Place::Page { page: self.page + 1 });
        let waiting = std::mem::take(&mut self.waiting);
        self.writer.markup(&waiting);
    }

    /// Closes an element; one that nothing was written in has never been.
    fn close(&mut self, tag: &str) {
        let open = tag.replacen("</", "<", 1);
        if let Some(before) = self.waiting.strip_suffix(&open) {
            self.waiting.truncate(before.len());
        } else {
            self.writer.markup(tag);
        }
    }

    /// Writes the words since the last block as a line.
    fn end_paragraph(&mut self) {
        if self.words.is_empty() {
            return;
        }
        let text = self.take_text();
        if !text.is_empty() {
            self.begin();
            self.writer.words(&text);
        }
    }

    fn take_text(&mut self) -> String {
        let words = std::mem::take(&mut self.words);
        if let Some((page, _)) = words.first() {
            self.page = *page;
        }
        let right = words.iter().map(|(_, words)| words.end).fold(0.0, f32::max);
        joined(words.iter().map(|(_, words)| words), right)
    }

    /// Returns how many rows and columns a cell takes, as attributes.
    fn spans(&self, entries: &Dictionary) -> String {
        let attributes = self.file.value(entries, b"A").into_list();
        let mut spans = String::new();
        for attributes in attributes.iter().map(|attributes| self.file.resolve(attributes)) {
            let Some(attributes) = attributes.dictionary() else { continue };
            for (name, span) in [(b"RowSpan".as_slice(), "rowspan"), (b"ColSpan", "colspan")] {
                if let Some(count) =
                    self.file.value(attributes, name).count().filter(|count| (2..100).contains(count))
                {
                    spans += &format!(" {span}=\"{count}\"");
                }
            }
        }
        spans
    }

    /// Returns what an element is, by its own name for it or the standard one.
    fn role(&self, entries: &Dictionary, kids: &Object) -> Role {
        let own = self.file.value(entries, b"S");
        let mut name = own.name().unwrap_or_default().to_vec();
        for _ in 0..4 {
            let Some(standard) = self.roles.get(&name).and_then(Object::name) else { break };
            name = standard.to_vec();
        }
        match name.as_slice() {
            b"Table" => Role::Block("table"),
            b"TR" => Role::Row,
            b"TH" => Role::Cell("th"),
            b"TD" => Role::Cell("td"),
            b"H" | b"H1" | b"H2" | b"Title" => Role::Block("h2"),
            b"H3" | b"H4" | b"H5" | b"H6" => Role::Block("h3"),
            b"P" | b"Caption" | b"Note" | b"BlockQuote" => Role::Block("p"),
            b"L" => Role::Block("ul"),
            b"LI" => Role::Block("li"),
            b"Lbl" => Role::Sign,
            b"Document" | b"Part" | b"Art" | b"Sect" | b"Div" => Role::Block("div"),
            // A browser names what is no table or paragraph so, whether it is a box or words.
            b"NonStruct" if self.is_grid(kids) => Role::Grid,
            b"NonStruct" if self.is_terms(kids) => Role::Terms,
            b"NonStruct" if !self.elements(kids).is_empty() => Role::Block("div"),
            _ => Role::Inline,
        }
    }

    /// Returns the kids of each element that is in an element; none where a piece stands beside elements.
    fn elements(&self, kids: &Object) -> Vec<Object> {
        let kids = self.file.resolve(kids).into_list();
        let inner = |kid: &Object| {
            let kid = self.file.resolve(kid);
            let entries = kid.dictionary().filter(|entries| entries.contains_key(b"S".as_slice()))?;
            let is_plain = self.file.value(entries, b"S").name() == Some(b"NonStruct");
            is_plain.then(|| entries.get(b"K".as_slice()).cloned().unwrap_or(Object::Null))
        };
        kids.iter().map(inner).collect::<Option<_>>().unwrap_or_default()
    }

    /// True for rows of cells of words, most of them two: a browser calls a table without heads nothing.
    fn is_grid(&self, kids: &Object) -> bool {
        let rows = self.elements(kids);
        let mut pairs = 0;
        let are_rows = rows.iter().all(|row| {
            let cells = self.elements(row);
            pairs += usize::from(cells.len() == 2);
            !cells.is_empty() && cells.iter().all(|cell| self.is_words(cell))
        });
        are_rows && pairs * 2 >= rows.len() && pairs > 0
    }

    /// True for the kids of a box that holds words alone.
    fn is_words(&self, kids: &Object) -> bool {
        let words = self.elements(kids);
        !words.is_empty() && words.iter().all(|words| self.elements(words).is_empty())
    }

    /// True for boxes of words that begin at one of two left edges, the first at the left one.
    fn is_terms(&self, kids: &Object) -> bool {
        let boxes = self.elements(kids);
        boxes.len() > 1 && boxes.iter().all(|kids| self.is_words(kids)) && self.edges(&boxes).is_some()
    }

    /// Returns the two left edges of boxes; `None` if they have others.
    fn edges(&self, boxes: &[Object]) -> Option<[f32; 2]> {
        let edges: Vec<f32> = boxes.iter().map(|kids| self.left_edge(kids, 0)).collect::<Option<_>>()?;
        let left = *edges.first()?;
        let right = edges.iter().copied().find(|edge| *edge - left > FURTHER)?;
        let is_one = |edge: &f32| [left, right].iter().any(|one| (one - edge).abs() < 2.0);
        edges.iter().all(is_one).then_some([left, right])
    }

    /// Returns the left edge of the first words below these kids.
    fn left_edge(&self, kids: &Object, depth: usize) -> Option<f32> {
        let first = self.file.resolve(kids).into_list().into_iter().next()?;
        let first = self.file.resolve(&first);
        let entries = first.dictionary().filter(|_| depth < 8)?;
        let own = entries.get(b"K".as_slice());
        let piece = self.file.value(entries, b"MCID").count();
        let piece = piece.or_else(|| self.file.resolve(own?).into_list().first().and_then(Object::count));
        match (self.page_of(entries), piece) {
            (Some(page), Some(piece)) => Some(self.pieces.get(&(page, piece))?.first()?.start),
            (Some(_), None) | (None, _) => self.left_edge(own?, depth + 1),
        }
    }

    /// Returns the index of the page that an element says it is on.
    fn page_of(&self, entries: &Dictionary) -> Option<u32> {
        let Some(Object::Reference(page)) = entries.get(b"Pg".as_slice()) else { return None };
        self.pages.get(page).copied()
    }

    /// Writes labels and values; a value without words may not be there.
    fn terms(&mut self, kids: &Object, page: Option<u32>, depth: usize) {
        self.end_paragraph();
        let boxes = self.elements(kids);
        let [left, _] = self.edges(&boxes).unwrap_or_default();
        self.waiting += "<dl>";
        let mut is_open = false;
        for kids in &boxes {
            let is_label = self.left_edge(kids, 0).is_some_and(|edge| (edge - left).abs() < 2.0);
            self.kids(kids, page, depth + 1);
            let text = self.take_text();
            if is_label && is_open {
                self.writer.markup("<dd></dd>");
            }
            self.begin();
            self.cell(if is_label { "dt" } else { "dd" }, "", &text);
            is_open = is_label;
        }
        self.writer.markup(if is_open { "<dd></dd></dl>" } else { "</dl>" });
    }

    /// Writes the rows of a table that is not called one; a cell without words may not be there.
    fn grid(&mut self, rows: &Object, page: Option<u32>, depth: usize) {
        self.end_paragraph();
        self.waiting += "<table>";
        for row in self.elements(rows) {
            self.waiting += "<tr>";
            let cells = self.elements(&row);
            for cell in &cells {
                self.kids(cell, page, depth + 1);
                let text = self.take_text();
                self.cell("td", "", &text);
            }
            self.writer.markup(if cells.len() == 1 { "<td></td></tr>" } else { "</tr>" });
        }
        self.close("</table>");
    }
}

/// Returns the root of a file's outline.
pub fn root(file: &File<'_>) -> Option<Dictionary> {
    let catalog = file.dictionary(&file.trailer, b"Root");
    let root = file.dictionary(&catalog, b"StructTreeRoot");
    root.contains_key(b"K".as_slice()).then_some(root)
}

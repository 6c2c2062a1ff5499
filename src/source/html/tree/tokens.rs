//! Tokens on their way to the tree: what browsers have no bound for is bounded, and rows outside any
//! table get one.

mod tags;

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeSink};
use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use self::tags::{bare_tag, common_name, is_foreign_root};
use super::super::element::Kind;
use super::sink::{Chunk, NodeId, Sink, Tree, take_front};

/// Elements nested deeper than this are taken for the one around them: the time that a tree takes
/// grows with the square of its depth.
const DEEPEST: usize = 512;

/// Rows and cells are kept apart a little deeper still, below wrappers that are not.
const DEEPEST_ROW: usize = 2 * DEEPEST;

/// The shortest tag with a word behind it.
const BYTES_A_TAG: usize = 4;

/// Takes the tokens of a file.
pub struct Tokens<'t> {
    builder: RefCell<TreeBuilder<NodeId, Sink>>,
    /// Takes each tree that is whole.
    take: RefCell<&'t mut dyn FnMut(Tree)>,
    state: RefCell<TokenState>,
    /// How many lines there are before what the tokenizer counts from.
    pub lines_before: Cell<u32>,
    xml: bool,
}

/// What has been met and is not in the tree yet.
#[derive(Default)]
struct TokenState {
    /// Text up to the next tag.
    text: StrTendril,
    chunks: Vec<Chunk>,
    /// The line that the text ends on.
    ends: u32,
    /// True where white space says nothing.
    after_block: bool,
    /// True after the start tag of preformatted text, whose first line end is none.
    after_verbatim: bool,
    /// True where white space may be text.
    verbatim: bool,
    /// True where another document would be the next one.
    begun: bool,
    depth: Depth,
    /// How many end tags belong to elements that were too deep.
    dropped: FxHashMap<LocalName, usize>,
    too_deep: Option<u32>,
    /// True in a table that no tag of the file begins.
    implied: bool,
    /// True in a cell of it.
    in_cell: bool,
}

/// How deep the open elements are nested: at most as deep as when they were counted last and what was
/// created since.
#[derive(Default)]
struct Depth {
    counted: usize,
    created: usize,
    is_exact: bool,
}

/// Counts what is open.
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

fn new_builder(nodes: usize) -> TreeBuilder<NodeId, Sink> {
    TreeBuilder::new(Sink::new(nodes), Default::default())
}

impl<'t> Tokens<'t> {
    /// Creates the state for a text; `take` is called with each tree. In XML a tag may close itself.
    pub fn new(text: &str, take: &'t mut dyn FnMut(Tree)) -> Self {
        // Mostly an element and a text to each tag, or half as many: end tags are tags too.
        let nodes = memchr::memchr_iter(b'<', text.as_bytes()).count().min(text.len() / BYTES_A_TAG);
        Self {
            builder: RefCell::new(new_builder(nodes * 2)),
            take: RefCell::new(take),
            state: RefCell::new(TokenState { after_block: true, ..TokenState::default() }),
            lines_before: Cell::new(0),
            xml: text.trim_start().starts_with("<?xml"),
        }
    }

    /// Ends the last document, passes on its tree, and returns the first line nested too deep.
    pub fn finish(self) -> Option<u32> {
        self.flush_text();
        let _ = self.hand_on(Token::EOFToken);
        (self.take.into_inner())(self.builder.into_inner().sink.finish());
        self.state.into_inner().too_deep
    }

    /// Ends the document before, whatever it left open, and passes on its tree; does nothing if nothing has
    /// begun.
    fn begin_document(&self) {
        if !self.state.borrow().begun {
            return;
        }
        let _ = self.hand_on(Token::EOFToken);
        // There may be as many as tags: none gets more room than it needs.
        let tree = self.builder.replace(new_builder(0)).sink.finish();
        (self.take.borrow_mut())(tree);
        let mut state = self.state.borrow_mut();
        let too_deep = state.too_deep;
        *state = TokenState { after_block: true, too_deep, ..TokenState::default() };
    }

    /// Adds a tag that ends on this line; returns `Script` with its name if its text is to be passed over.
    pub fn add_tag(&self, tag: Tag, line: u32) -> TokenSinkResult<LocalName> {
        match tag.kind {
            TagKind::StartTag => self.start_tag(tag, line),
            TagKind::EndTag => self.end_tag(tag, line),
        }
    }

    /// Adds a start tag; one nested too deep only breaks the line.
    fn start_tag(&self, mut tag: Tag, line: u32) -> TokenSinkResult<LocalName> {
        let kind = Kind::by_name(&tag.name);
        // An empty element that nothing is read of would hide all that follows.
        let closed = tag.self_closing && !self.is_foreign();
        if tag.name == local_name!("html") {
            self.begin_document();
        } else if matches!(tag.name, local_name!("frameset") | local_name!("frame"))
            || closed && (kind == Kind::Unshown && !is_foreign_root(&tag) || kind == Kind::Raw && self.xml)
        {
            return TokenSinkResult::Continue;
        }
        if kind.is_beside_tables() {
            self.end_implied_table(line);
        }
        self.state.borrow_mut().implied &= kind != Kind::Table;
        let is_inline = kind.is_inline();
        let is_element = !matches!(kind, Kind::Document | Kind::Break | Kind::Void | Kind::Raw);
        if is_element && self.is_too_deep(kind, line) {
            let mut state = self.state.borrow_mut();
            *state.dropped.entry(common_name(&tag)).or_default() += 1;
            drop(state);
            return self.break_at_dropped(is_inline, line);
        }
        let end = closed && self.xml && is_element;
        if is_inline && !self.is_foreign() {
            tag.name = common_name(&tag);
        }
        let name = tag.name.clone();
        let result = if matches!(kind, Kind::Row | Kind::Cell) {
            self.start_row(tag, line)
        } else {
            self.build_tag(tag, kind, line)
        };
        if end {
            return self.build_tag(bare_tag(TagKind::EndTag, name), kind, line);
        }
        let mut state = self.state.borrow_mut();
        state.begun |= kind != Kind::Document;
        if kind == Kind::Preformatted {
            (state.after_verbatim, state.verbatim) = (true, true);
        }
        state.after_verbatim |= name == local_name!("textarea");
        result
    }

    /// Ends the table that rows without a `table` began, unless one of its cells is open.
    fn end_implied_table(&self, line: u32) {
        let mut state = self.state.borrow_mut();
        if !state.implied || state.in_cell {
            return;
        }
        state.implied = false;
        drop(state);
        let _ = self.build_tag(bare_tag(TagKind::EndTag, local_name!("table")), Kind::Table, line);
    }

    /// Adds a row or cell, in a new table if it is outside any.
    fn start_row(&self, tag: Tag, line: u32) -> TokenSinkResult<LocalName> {
        let kind = Kind::by_name(&tag.name);
        let before = self.builder.borrow().sink.rows.get();
        let result = self.build_tag(tag.clone(), kind, line);
        self.state.borrow_mut().in_cell = kind == Kind::Cell;
        if self.builder.borrow().sink.rows.get() > before {
            return result;
        }
        self.state.borrow_mut().implied = true;
        let _ = self.build_tag(bare_tag(TagKind::StartTag, local_name!("table")), Kind::Table, line);
        self.build_tag(tag, kind, line)
    }

    /// Adds an end tag, unless its element was dropped.
    fn end_tag(&self, mut tag: Tag, line: u32) -> TokenSinkResult<LocalName> {
        let kind = Kind::by_name(&tag.name);
        let name = common_name(&tag);
        let mut state = self.state.borrow_mut();
        if let Some(dropped) = state.dropped.get_mut(&name).filter(|dropped| **dropped > 0) {
            *dropped -= 1;
            drop(state);
            return self.break_at_dropped(kind.is_inline(), line);
        }
        state.in_cell &= !matches!(kind, Kind::Cell | Kind::Row | Kind::RowGroup | Kind::Table);
        state.implied &= kind != Kind::Table;
        drop(state);
        if kind.is_beside_tables() {
            self.end_implied_table(line);
        }
        if kind.is_inline() && !self.is_foreign() {
            tag.name = name;
        }
        self.build_tag(tag, kind, line)
    }

    /// Adds a line break in place of a tag nested too deep, so that words around it stay apart; none for one
    /// in a line.
    fn break_at_dropped(&self, is_inline: bool, line: u32) -> TokenSinkResult<LocalName> {
        if is_inline {
            return TokenSinkResult::Continue;
        }
        self.build_tag(bare_tag(TagKind::StartTag, local_name!("br")), Kind::Break, line)
    }

    /// Adds the pending text and a tag to the tree; returns `Script` with its name if its text is to be
    /// passed over.
    fn build_tag(&self, tag: Tag, kind: Kind, line: u32) -> TokenSinkResult<LocalName> {
        self.flush_text();
        self.builder.borrow().sink.line.set(line);
        let name = tag.name.clone();
        let result = self.hand_on(Token::TagToken(tag));
        let mut state = self.state.borrow_mut();
        state.after_block = !kind.is_inline() && !matches!(kind, Kind::Void | Kind::Raw | Kind::Unshown);
        state.after_verbatim = false;
        state.depth.is_exact = false;
        if matches!(result, TokenSinkResult::RawData(_)) { TokenSinkResult::Script(name) } else { result }
    }

    /// True if white space that comes next would not be shown.
    pub fn is_after_block(&self) -> bool {
        let state = self.state.borrow();
        state.after_block && !state.verbatim && state.text.is_empty()
    }

    /// Adds text that begins and ends on these lines to the pending text.
    pub fn add_text(&self, text: StrTendril, first: u32, line: u32) {
        let mut state = self.state.borrow_mut();
        let goes_on = state.ends == first;
        match state.chunks.last_mut().filter(|_| goes_on) {
            Some(last) => last.bytes += text.len(),
            None => state.chunks.push(Chunk { bytes: text.len(), line: first }),
        }
        state.ends = line;
        if state.text.is_empty() {
            state.text = text;
        } else {
            state.text.push_tendril(&text);
        }
    }

    /// Adds the pending text to the tree, without white space behind a block.
    fn flush_text(&self) {
        let mut state = self.state.borrow_mut();
        if state.text.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut state.text);
        let mut chunks = std::mem::take(&mut state.chunks);
        if state.after_verbatim && text.starts_with('\n') {
            // The tree takes it away.
            take_front(&mut chunks, "\n", |_, _| {});
        } else if state.after_block && !state.verbatim {
            let words = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']);
            let space = text.len() - words.len();
            take_front(&mut chunks, &text[..space], |_, _| {});
            text.pop_front(u32::try_from(space).unwrap_or(u32::MAX));
        }
        if !text.is_empty() {
            (state.after_block, state.after_verbatim) = (false, false);
            self.builder.borrow().sink.expect_text(&mut chunks);
            let _ = self.hand_on(Token::CharacterTokens(text));
        }
        chunks.clear();
        state.chunks = chunks;
    }

    /// Passes a token to the tree builder; only `RawData` comes back, all else as `Continue`.
    fn hand_on(&self, token: Token) -> TokenSinkResult<LocalName> {
        // Each text carries its lines: that of the token is not asked for.
        match self.builder.borrow().process_token(token, 1) {
            TokenSinkResult::RawData(kind) => TokenSinkResult::RawData(kind),
            TokenSinkResult::Continue
            // What comes after is read like other text.
            | TokenSinkResult::Plaintext
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => TokenSinkResult::Continue,
        }
    }

    /// True in `svg` and `math`.
    pub fn is_foreign(&self) -> bool {
        self.builder.borrow().adjusted_current_node_present_but_not_in_html_namespace()
    }

    /// True if an element of this kind would be nested too deep; records the first line with one.
    fn is_too_deep(&self, kind: Kind, line: u32) -> bool {
        let builder = self.builder.borrow();
        let created = builder.sink.created.get();
        let mut state = self.state.borrow_mut();
        let mut depth = state.depth.counted + created - state.depth.created;
        if depth < DEEPEST {
            return false;
        }
        if !state.depth.is_exact {
            let count = Count(Cell::new(0));
            builder.trace_handles(&count);
            depth = count.0.get();
            state.depth = Depth { counted: depth, created, is_exact: true };
        }
        if depth < DEEPEST {
            state.dropped.clear();
            return false;
        }
        state.too_deep.get_or_insert(line);
        let is_row = matches!(
            kind,
            Kind::Table
                | Kind::RowGroup
                | Kind::Row
                | Kind::Cell
                | Kind::DefinitionList
                | Kind::Term
                | Kind::Definition
        );
        !is_row || depth >= DEEPEST_ROW
    }
}

impl TokenSink for &Tokens<'_> {
    type Handle = LocalName;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<LocalName> {
        let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(self.lines_before.get());
        match token {
            Token::CharacterTokens(text) => {
                let ends = text.bytes().filter(|byte| *byte == b'\n').count();
                let first = line.saturating_sub(u32::try_from(ends).unwrap_or(u32::MAX)).max(1);
                self.add_text(text, first, line);
            }
            Token::NullCharacterToken => self.add_text(StrTendril::from_char('\0'), line, line),
            Token::TagToken(tag) => {
                return self.add_tag(tag, line);
            }
            Token::DoctypeToken(_) => {
                self.flush_text();
                self.begin_document();
                let _ = self.hand_on(token);
            }
            // The tokenizer is given pieces of the file.
            Token::EOFToken | Token::CommentToken(_) | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.is_foreign()
    }
}

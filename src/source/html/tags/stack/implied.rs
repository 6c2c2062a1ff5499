//! Tags that are left out: what a start tag ends, and what it begins first.

use html5ever::LocalName;

use super::super::element::Kind;
use super::{Elements, Open};

impl Elements {
    /// Closes what a start tag of this kind ends.
    pub(super) fn imply_ends(&mut self, kind: Kind) {
        match kind {
            Kind::Table
                if self.last(|open| open.bounds()).is_some_and(|at| self.open[at].kind == Kind::Table) =>
            {
                // A table in a table, but in none of its cells, ends it.
                self.close_from(self.last(|open| open.bounds()));
            }
            Kind::RowGroup | Kind::Caption => self.close_after(|open| open == Kind::Table),
            Kind::Row => self.close_after(|open| matches!(open, Kind::Table | Kind::RowGroup)),
            Kind::Cell => self.close_after(|open| matches!(open, Kind::Table | Kind::RowGroup | Kind::Row)),
            Kind::Term | Kind::Definition => {
                self.close_paragraph();
                self.close_sibling(
                    |open| matches!(open, Kind::Term | Kind::Definition),
                    Kind::DefinitionList,
                );
            }
            Kind::Item => {
                self.close_paragraph();
                self.close_sibling(|open| open == Kind::Item, Kind::List);
            }
            Kind::Heading(_) => {
                self.close_paragraph();
                if self.open.last().is_some_and(|open| matches!(open.kind, Kind::Heading(_))) {
                    self.close_to(self.open.len() - 1);
                }
            }
            Kind::Table
            | Kind::DefinitionList
            | Kind::List
            | Kind::Paragraph
            | Kind::Preformatted
            | Kind::Block
            | Kind::Site => self.close_paragraph(),
            Kind::Unshown
            | Kind::Document
            | Kind::Break
            | Kind::Void
            | Kind::Raw
            | Kind::Link
            | Kind::Inline => {}
        }
    }

    /// Index of the innermost open element of such a kind.
    pub(super) fn last(&self, is_wanted: impl Fn(Kind) -> bool) -> Option<usize> {
        self.open.iter().rposition(|open| is_wanted(open.kind))
    }

    pub(super) fn close_from(&mut self, at: Option<usize>) {
        if let Some(at) = at {
            self.close_to(at);
        }
    }

    fn close_after(&mut self, is_wanted: impl Fn(Kind) -> bool) {
        self.close_from(self.last(is_wanted).map(|at| at + 1));
    }

    fn close_paragraph(&mut self) {
        if self.paragraphs > 0 {
            let at = self.last(|open| open == Kind::Paragraph || open.bounds());
            self.close_from(at.filter(|at| self.open[*at].kind == Kind::Paragraph));
        }
    }

    /// Closes an element beside the one that begins, in the same list.
    fn close_sibling(&mut self, is_sibling: impl Fn(Kind) -> bool, list: Kind) {
        let ends = |kind: Kind| {
            is_sibling(kind)
                || kind == list
                || !matches!(kind, Kind::Block | Kind::Paragraph | Kind::Inline | Kind::Link)
        };
        let at = self.last(ends);
        self.close_from(at.filter(|at| is_sibling(self.open[*at].kind)));
    }

    /// A cell without a row, or a row without a table.
    pub(super) fn imply_starts(&mut self, kind: Kind) {
        let bound = self
            .last(|open| matches!(open, Kind::Table | Kind::Cell | Kind::Row))
            .map(|at| self.open[at].kind);
        if matches!(kind, Kind::Row | Kind::Cell) && !matches!(bound, Some(Kind::Table | Kind::Row)) {
            self.imply(Kind::Table, "table");
        }
        if kind == Kind::Cell && bound != Some(Kind::Row) {
            self.imply(Kind::Row, "tr");
        }
    }

    fn imply(&mut self, kind: Kind, name: &str) {
        self.open.push(Open { name: LocalName::from(name), kind, inline: self.inline });
        if kind == Kind::Table {
            self.blocks.begin_table();
        } else {
            self.blocks.begin_row();
        }
    }
}

//! A layout: one choice from each of the independent parts.

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Label and value on one line.
    Inline { bullet: &'static str, around: (&'static str, &'static str), between: &'static str, quoted: bool },
    /// Values in a column, padded with spaces.
    Column { bullet: &'static str, gap: usize },
    /// A label on a line of its own, as a heading or not, its value below.
    Below { label: &'static str, indent: &'static str, blank: bool },
    /// A pipe table.
    Pipes { header: Header, with_titles: bool, padded: bool },
    /// A table of box-drawing characters.
    Boxed { ruled: bool },
    /// Comma or tab separated records.
    Records { by: char, header: bool, with_titles: bool, quoted: bool },
    /// A JSON document.
    Json { nested: bool, pretty: bool },
    /// HTML, by its place in the list of templates; the last makes labels a row of their own.
    Html { form: usize },
    /// A case a row, a label a column.
    Wide { by: char },
    /// Several cases in columns beside the labels.
    SideBySide { by: char, with_titles: bool },
}

/// The first row of a pipe table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// Rows only.
    Absent,
    /// A row 項目, 内容.
    Named,
    /// The first field of the section.
    FirstRow,
}

/// What stands before the first section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// 事例紹介, name, nickname and URL on lines of their own.
    Full,
    /// The same with a word before each.
    Labelled,
    /// Name and nickname in one heading, the URL after its word.
    Combined,
    /// The same after a sentence of a chat.
    Chat,
    /// The full head after the header of a mail.
    Mail,
    /// Nothing.
    Absent,
}

/// Which sections and fields, in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Form,
    FieldsReversed,
    SectionsShuffled,
    SomeSections,
    OnlyFilled,
}

/// What stands behind the last section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foot {
    Links,
    Navigation,
    Sentence,
    Absent,
}

/// Where the legend of 導入効果 stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legend {
    Absent,
    Glued,
    OwnLine,
}

/// What happens to a page after it was laid out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Damages {
    pub crlf: bool,
    pub mark: bool,
    pub rules: bool,
    pub trailing_spaces: bool,
    pub page_breaks: bool,
    pub broken_values: bool,
    /// Blank values without the separator behind their labels.
    pub no_cells: bool,
    /// Labels with brackets and letters of another width.
    pub widths: bool,
    /// Markdown's backslashes in tables.
    pub escapes: bool,
    /// Tags around values in cells.
    pub tags: bool,
}

impl Damages {
    /// Each damage by its name, and whether the page has it.
    pub fn kinds(self) -> [(&'static str, bool); 10] {
        [
            ("CR LF", self.crlf),
            ("byte order mark", self.mark),
            ("rules", self.rules),
            ("spaces at line ends", self.trailing_spaces),
            ("page breaks", self.page_breaks),
            ("broken values", self.broken_values),
            ("no cells", self.no_cells),
            ("widths", self.widths),
            ("escapes", self.escapes),
            ("tags", self.tags),
        ]
    }
}

/// A way of writing pages.
#[derive(Debug, Clone)]
pub struct Layout {
    pub seed: u64,
    pub rows: Rows,
    pub label: &'static str,
    pub titles: &'static str,
    pub contents: &'static str,
    pub prefix: &'static str,
    pub row_gap: usize,
    pub title_gap: usize,
    pub section_gap: usize,
    pub order: Order,
    pub blank: &'static str,
    pub items: &'static str,
    pub hanging: &'static str,
    /// Columns at which values break, 0 where they do not.
    pub wrap: usize,
    pub head: Head,
    pub foot: Foot,
    pub legend: Legend,
    pub pages: usize,
    pub damages: Damages,
}

impl Layout {
    /// True for rows on lines of their own, which a prefix, a break and a rule can be put between.
    pub fn is_lines(&self) -> bool {
        match self.rows {
            Rows::Inline { .. } | Rows::Column { .. } | Rows::Below { .. } => true,
            Rows::Pipes { .. }
            | Rows::Boxed { .. }
            | Rows::Records { .. }
            | Rows::Json { .. }
            | Rows::Html { .. }
            | Rows::Wide { .. }
            | Rows::SideBySide { .. } => false,
        }
    }

    /// True for a table that a whole file is: no titles, no head, no lines between.
    pub fn is_sheet(&self) -> bool {
        matches!(self.rows, Rows::Wide { .. } | Rows::SideBySide { .. })
    }

    /// True where every row of the page can be given to its section.
    pub fn has_titles(&self) -> bool {
        match self.rows {
            Rows::Pipes { with_titles, .. } | Rows::Records { with_titles, .. } => {
                with_titles || !self.titles.is_empty()
            }
            Rows::SideBySide { with_titles, .. } => with_titles,
            Rows::Json { .. } => true,
            Rows::Wide { .. } => false,
            Rows::Inline { .. }
            | Rows::Column { .. }
            | Rows::Below { .. }
            | Rows::Boxed { .. }
            | Rows::Html { .. } => !self.titles.is_empty(),
        }
    }

    /// True where not even a person could say for certain what belongs to what.
    pub fn is_hard(&self) -> bool {
        let is_reordered = match self.order {
            Order::Form | Order::OnlyFilled => false,
            Order::FieldsReversed | Order::SectionsShuffled | Order::SomeSections => true,
        };
        let is_weak = match self.rows {
            Rows::Inline { around: (_, close), between, .. } => {
                close.is_empty() && matches!(between, "" | " " | "\u{3000}")
            }
            Rows::Below { label, indent, blank } => label == "{}" && indent.is_empty() && !blank,
            Rows::Column { .. }
            | Rows::Pipes { .. }
            | Rows::Boxed { .. }
            | Rows::Records { .. }
            | Rows::Json { .. }
            | Rows::Html { .. }
            | Rows::Wide { .. }
            | Rows::SideBySide { .. } => false,
        };
        let is_flush = self.hanging.is_empty() && (self.wrap > 0 || self.items != "one line");
        let is_glued = matches!(self.rows, Rows::Inline { around: (_, ""), between: "", .. });
        is_glued
            || (is_weak && (is_flush || is_reordered || !self.has_titles() || self.label != "{}"))
            || (!self.has_titles() && is_reordered)
            || (self.pages > 1 && self.hides_page_starts(is_reordered))
            || self.foot == Foot::Sentence && matches!(self.rows, Rows::Below { indent: "", .. })
    }

    /// True where nothing marks the line at which the next page of a file begins.
    fn hides_page_starts(&self, is_reordered: bool) -> bool {
        match self.head {
            Head::Full | Head::Labelled => false,
            Head::Combined | Head::Chat | Head::Mail => self.is_lines() && self.foot == Foot::Absent,
            Head::Absent => is_reordered,
        }
    }
}

impl std::fmt::Display for Layout {
    /// The parts that are not as usual.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}, titles {:?}", self.rows, self.titles)?;
        let words = [
            ("label", self.label, "{}"),
            ("contents", self.contents, "{}"),
            ("prefix", self.prefix, ""),
            ("blank", self.blank, ""),
            ("items", self.items, "one line"),
            ("hanging", self.hanging, ""),
        ];
        for (name, drawn, usual) in words {
            if drawn != usual {
                write!(out, ", {name} {drawn:?}")?;
            }
        }
        let gaps = [self.row_gap, self.title_gap, self.section_gap];
        write!(out, ", blanks {gaps:?}, wrap {}, {:?} {:?}", self.wrap, self.order, self.head)?;
        write!(out, ", foot {:?}, legend {:?}, {} pages", self.foot, self.legend, self.pages)?;
        let damaged = self.damages.kinds().into_iter().filter(|(_, is_there)| *is_there);
        damaged.into_iter().try_for_each(|(name, _)| write!(out, ", {name}"))
    }
}

//! A layout: one choice from each of the independent parts.

use super::parts;
use crate::generator::Dice;

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
}

impl Damages {
    /// Each damage by its name, and whether the page has it.
    pub fn kinds(self) -> [(&'static str, bool); 6] {
        [
            ("CR LF", self.crlf),
            ("byte order mark", self.mark),
            ("rules", self.rules),
            ("spaces at line ends", self.trailing_spaces),
            ("page breaks", self.page_breaks),
            ("broken values", self.broken_values),
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

/// The first mostly, any of the others as often as `percent` says.
fn usually<T: Copy>(choices: &[T], percent: usize, dice: &mut Dice) -> T {
    let other = dice.between(1, choices.len() - 1);
    if dice.chance(percent) { choices[other] } else { choices[0] }
}

fn any<T: Copy>(choices: &[T], dice: &mut Dice) -> T {
    choices[dice.below(choices.len())]
}

impl Layout {
    /// The layout of a seed; combinations that nobody can write are drawn again.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed ^ 0x004C_4159_4F55_5400);
        loop {
            let layout = Self::draw(seed, &mut dice);
            if layout.is_possible() {
                return layout;
            }
        }
    }

    fn draw(seed: u64, dice: &mut Dice) -> Self {
        let rows = draw_rows(dice);
        let titles =
            if matches!(rows, Rows::Html { .. }) { &parts::HTML_TITLES[..] } else { &parts::TITLES[..] };
        let orders = [
            Order::Form,
            Order::FieldsReversed,
            Order::SectionsShuffled,
            Order::SomeSections,
            Order::OnlyFilled,
        ];
        let heads =
            [Head::Full, Head::Labelled, Head::Combined, Head::Chat, Head::Mail, Head::Absent, Head::Absent];
        Self {
            seed,
            rows,
            label: usually(&parts::LABELS, 12, dice),
            titles: if dice.chance(25) { titles[0] } else { any(titles, dice) },
            contents: usually(&parts::CONTENTS, 60, dice),
            prefix: usually(&parts::PREFIXES, 18, dice),
            row_gap: usually(&[0, 1, 2], 20, dice),
            title_gap: usually(&[1, 0], 50, dice),
            section_gap: usually(&[1, 0, 2], 40, dice),
            order: usually(&orders, 30, dice),
            blank: usually(&parts::BLANKS, 40, dice),
            items: usually(&parts::ITEMS, 30, dice),
            hanging: usually(&parts::HANGING, 50, dice),
            wrap: if dice.chance(20) { dice.between(15, 30) * 2 } else { 0 },
            head: usually(&heads, 50, dice),
            foot: usually(&[Foot::Links, Foot::Navigation, Foot::Sentence, Foot::Absent], 60, dice),
            legend: usually(&[Legend::Absent, Legend::Glued, Legend::OwnLine], 30, dice),
            pages: usually(&[1, 2, 3], 10, dice),
            damages: Damages {
                crlf: dice.chance(8),
                mark: dice.chance(8),
                rules: dice.chance(8),
                trailing_spaces: dice.chance(8),
                page_breaks: dice.chance(6),
                broken_values: dice.chance(6),
            },
        }
    }

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

    fn is_possible(&self) -> bool {
        let can_be_prefixed = self.is_lines() || matches!(self.rows, Rows::Pipes { .. } | Rows::Boxed { .. });
        let piped_prefix = matches!(self.prefix, "| " | "｜" | "{n4} | ");
        let wraps = self.is_lines() || matches!(self.rows, Rows::Boxed { .. });
        let breaks_values = self.damages.broken_values;
        let tabbed = matches!(self.rows, Rows::Inline { between: "\t", .. } | Rows::Pipes { .. });
        (self.prefix.is_empty() || (can_be_prefixed && (self.is_lines() || !piped_prefix)))
            && (self.wrap == 0 || (wraps && self.items == "one line" && !breaks_values))
            && (!breaks_values || (tabbed && self.items == "one line"))
            && (!self.damages.page_breaks || self.is_lines())
            && (!self.damages.rules || self.is_lines())
            && (!self.is_sheet() || matches!(self.order, Order::Form | Order::SomeSections))
            && (self.legend != Legend::OwnLine || self.is_lines())
            && self.titles_and_rows_differ()
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

    /// A file in which titles and labels look the same is nobody's.
    fn titles_and_rows_differ(&self) -> bool {
        match self.rows {
            Rows::Inline { around: (open, _), bullet, .. } => {
                let opens = format!("{bullet}{open}");
                opens.is_empty() || !self.titles.starts_with(&opens) || opens == "**"
            }
            Rows::Below { label, .. } => label == "{}" || label != self.titles,
            Rows::Column { .. }
            | Rows::Pipes { .. }
            | Rows::Boxed { .. }
            | Rows::Records { .. }
            | Rows::Json { .. }
            | Rows::Html { .. }
            | Rows::Wide { .. }
            | Rows::SideBySide { .. } => true,
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
}

impl Layout {
    /// True where nothing marks the line at which the next page of a file begins.
    fn hides_page_starts(&self, is_reordered: bool) -> bool {
        match self.head {
            Head::Full | Head::Labelled => false,
            Head::Combined | Head::Chat | Head::Mail => self.is_lines() && self.foot == Foot::Absent,
            Head::Absent => is_reordered,
        }
    }
}

fn draw_rows(dice: &mut Dice) -> Rows {
    let header = any(&[Header::Absent, Header::Named, Header::FirstRow], dice);
    let inline = Rows::Inline {
        bullet: usually(&parts::BULLETS, 35, dice),
        around: usually(&parts::AROUND, 40, dice),
        between: any(&parts::BETWEEN, dice),
        quoted: dice.chance(6),
    };
    let below = Rows::Below {
        label: any(
            &["{}", "{}:", "{}：", "### {}", "##### {}", "**{}**", "■{}", "［{}］", "- {}", "- **{}**"],
            dice,
        ),
        indent: any(&["", "  ", "\u{3000}", "\t", ": ", "    "], dice),
        blank: dice.chance(30),
    };
    let by = any(&[',', '\t', '|'], dice);
    match dice.below(100) {
        0..=44 => inline,
        45..=50 => Rows::Column { bullet: usually(&parts::BULLETS, 20, dice), gap: dice.between(2, 6) },
        51..=60 => below,
        61..=69 => Rows::Pipes { header, with_titles: dice.chance(20), padded: dice.chance(30) },
        70..=72 => Rows::Boxed { ruled: dice.chance(50) },
        73..=78 => Rows::Records {
            by: if by == '|' { ';' } else { by },
            header: dice.chance(50),
            with_titles: dice.chance(40),
            quoted: dice.chance(40),
        },
        79..=81 => Rows::Json { nested: dice.chance(50), pretty: dice.chance(60) },
        82..=93 => Rows::Html { form: dice.below(parts::HTML.len() + 1) },
        94..=96 => Rows::Wide { by: if by == '|' { ';' } else { by } },
        _ => Rows::SideBySide { by, with_titles: dice.chance(70) },
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

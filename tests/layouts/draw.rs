//! Drawing a layout from its parts.

use super::layout::{Damages, Foot, Head, Header, Layout, Legend, Order, Rows};
use super::parts;
use crate::generator::Dice;

/// The first mostly, any of the others as often as `percent` says.
fn usually<T: Copy>(choices: &[T], percent: usize, dice: &mut Dice) -> T {
    let other = dice.between(1, choices.len() - 1);
    if dice.chance(percent) { choices[other] } else { choices[0] }
}

fn any<T: Copy>(choices: &[T], dice: &mut Dice) -> T {
    choices[dice.below(choices.len())]
}

impl Layout {
    /// The layout of a seed; titles that look like the labels are drawn again.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed ^ 0x004C_4159_4F55_5400);
        loop {
            let layout = Self::draw(seed, &mut dice).made_possible();
            if layout.titles_and_rows_differ() {
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
                broken_values: dice.chance(20),
                no_cells: dice.chance(8),
                widths: dice.chance(6),
                escapes: dice.chance(20),
                tags: dice.chance(20),
            },
        }
    }

    /// Without what the rows leave no room for, so that rows are drawn as often as they should be.
    fn made_possible(mut self) -> Self {
        let is_lines = self.is_lines();
        let is_drawn = matches!(self.rows, Rows::Pipes { .. } | Rows::Boxed { .. });
        let is_tabbed = matches!(self.rows, Rows::Inline { between: "\t", .. } | Rows::Pipes { .. });
        let is_piped = matches!(self.prefix, "| " | "｜" | "{n4} | ");
        if !is_lines && (!is_drawn || is_piped) {
            self.prefix = "";
        }
        if self.is_sheet() && self.order != Order::SomeSections {
            self.order = Order::Form;
        }
        if !is_lines && self.legend == Legend::OwnLine {
            self.legend = Legend::Glued;
        }
        if !is_lines && !matches!(self.rows, Rows::Boxed { .. }) {
            self.wrap = 0;
        }
        let damages = &mut self.damages;
        damages.page_breaks &= is_lines;
        damages.rules &= is_lines;
        damages.no_cells &= matches!(self.rows, Rows::Inline { .. });
        damages.escapes &= is_tabbed;
        damages.tags &= is_tabbed;
        damages.broken_values &= is_tabbed;
        if self.wrap > 0 || damages.broken_values {
            self.items = parts::ITEMS[0];
        }
        if damages.broken_values {
            self.wrap = 0;
        }
        self
    }

    /// False for a file in which titles and labels look the same.
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
}

fn draw_rows(dice: &mut Dice) -> Rows {
    let header = any(&[Header::Absent, Header::Named, Header::FirstRow], dice);
    let inline = Rows::Inline {
        bullet: usually(&parts::BULLETS, 35, dice),
        around: usually(&parts::AROUND, 40, dice),
        between: if dice.chance(30) { any(&parts::BETWEEN[..3], dice) } else { any(&parts::BETWEEN, dice) },
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

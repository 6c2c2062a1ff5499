//! Colours and weights, as data: `assets/theme/*.toml` says how each role looks, [`look::Look`] which of them
//! is right on this terminal.

pub mod background;
pub mod look;
pub mod palette;

use std::ptr;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::field_table::Role;
use crate::search::query::Gravity;
use crate::text::width::is_ambiguous_wide;

use palette::{PaletteName, ThemePalette, palette};

/// How things look: a palette, on its own background or the terminal's.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    palette: &'static ThemePalette,
    /// True if the background of the palette covers the terminal's.
    is_painted: bool,
}

impl PartialEq for Theme {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.palette, other.palette) && self.is_painted == other.is_painted
    }
}

impl Eq for Theme {}

/// The borders where the terminal would give two cells to a piece of a line.
const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Theme {
    /// Returns the theme of a palette.
    #[must_use]
    pub fn from_palette(name: PaletteName) -> Self {
        Self { palette: palette(name), is_painted: true }
    }

    /// Returns the theme on the terminal's background, if it is legible there.
    #[must_use]
    pub fn on_background(self, background: [u8; 3]) -> Self {
        Self { is_painted: !self.palette.is_legible_on(background), ..self }
    }

    /// Returns the theme of the terminal's 16 colours, or the one without colours.
    #[must_use]
    pub fn new(color: bool) -> Self {
        Self::from_palette(if color { PaletteName::Sixteen } else { PaletteName::None })
    }

    /// True if the theme has colours.
    fn has_colours(self) -> bool {
        self.palette.accent.fg.is_some()
    }

    /// Gives cells without colours of their own those of the theme, if it has some.
    pub fn fill_defaults(self, buffer: &mut Buffer) {
        let base = self.palette.base;
        if base == Style::new() || !self.is_painted {
            return;
        }
        for cell in &mut buffer.content {
            cell.fg = if cell.fg == Color::Reset { base.fg.unwrap_or(cell.fg) } else { cell.fg };
            cell.bg = if cell.bg == Color::Reset { base.bg.unwrap_or(cell.bg) } else { cell.bg };
        }
    }

    /// Returns the style of secondary words: borders, hints, blanks.
    #[must_use]
    pub fn quiet(self) -> Style {
        self.palette.quiet
    }

    /// Returns the style of selection and focus.
    #[must_use]
    pub fn accent(self) -> Style {
        self.palette.accent
    }

    /// Returns the style of bold words.
    #[must_use]
    pub fn strong(self) -> Style {
        self.palette.strong
    }

    /// Returns the style of the program's name.
    #[must_use]
    pub fn brand(self) -> Style {
        self.accent()
    }

    /// Returns style and lines of a border; without colours, thick lines show the focus.
    #[must_use]
    pub fn border(self, focused: bool) -> (Style, border::Set<'static>) {
        let style = if focused { self.palette.border } else { self.quiet() };
        let lines = match (is_ambiguous_wide(), focused, self.has_colours()) {
            (false, true, false) => border::THICK,
            (false, ..) => border::PLAIN,
            (true, true, false) => border::Set { horizontal_top: "=", horizontal_bottom: "=", ..ASCII },
            (true, ..) => ASCII,
        };
        (style, lines)
    }

    /// Returns the style of the open tab.
    #[must_use]
    pub fn open_tab(self) -> Style {
        self.accent()
    }

    /// Styles a row as selected: with the background of the selection, else reversed in one colour; matched letters
    /// keep theirs, or are the ones that are not reversed.
    pub fn style_selected(self, buffer: &mut Buffer, row: Rect) {
        let Self { palette: ThemePalette { base, selected, .. }, .. } = self;
        for at in row.intersection(buffer.area).positions() {
            let Some(cell) = buffer.cell_mut(at).filter(|cell| cell.bg == Color::Reset) else { continue };
            if let Some(background) = selected.bg {
                cell.bg = background;
                cell.fg = if cell.fg == Color::Reset { base.fg.unwrap_or(cell.fg) } else { cell.fg };
            } else {
                cell.fg = Color::Reset;
                cell.modifier.remove(Modifier::DIM);
                cell.modifier.toggle(Modifier::REVERSED);
            }
        }
    }

    /// Returns the style of the mark of a selected row, which is drawn over its background.
    #[must_use]
    pub fn selection_mark(self) -> Style {
        self.accent().remove_modifier(Modifier::REVERSED)
    }

    /// Styles the cell under the cursor in the selected row of a table: the other way round.
    pub fn style_cursor_cell(self, buffer: &mut Buffer, cell: Rect) {
        for at in cell.intersection(buffer.area).positions() {
            if let Some(cell) = buffer.cell_mut(at) {
                cell.modifier.toggle(Modifier::REVERSED);
            }
        }
    }

    /// Returns the style of a key in a hint.
    #[must_use]
    pub fn key(self) -> Style {
        self.accent()
    }

    /// Returns the style of problems.
    #[must_use]
    pub fn problem(self) -> Style {
        self.palette.problem
    }

    /// Returns the style of warnings.
    #[must_use]
    pub fn warning(self) -> Style {
        self.palette.warning
    }

    /// Returns the style of messages about something done.
    #[must_use]
    pub fn done(self) -> Style {
        self.palette.done
    }

    /// Returns the style of a part of the query with a problem.
    #[must_use]
    pub fn underlined(self, gravity: Gravity) -> Style {
        let style = match gravity {
            Gravity::Wrong => self.warning(),
            Gravity::Unfinished | Gravity::Hint => self.strong(),
        };
        style.add_modifier(Modifier::UNDERLINED)
    }

    /// Returns the style of words about a problem of the query.
    #[must_use]
    pub fn explanation(self, gravity: Gravity) -> Style {
        match gravity {
            Gravity::Wrong => self.warning(),
            Gravity::Unfinished | Gravity::Hint => self.quiet(),
        }
    }

    /// Adds the style of matched letters.
    #[must_use]
    pub fn lit(self, style: Style) -> Style {
        style.remove_modifier(Modifier::DIM).patch(self.palette.lit)
    }

    /// Returns the style of the bookmark sign.
    #[must_use]
    pub fn bookmark(self) -> Style {
        self.warning()
    }

    /// Adds the underline of a glossary term.
    #[must_use]
    pub fn term(self, style: Style) -> Style {
        style.add_modifier(Modifier::UNDERLINED)
    }

    /// Returns the style of a role.
    #[must_use]
    pub fn role(self, role: Role) -> Style {
        match role {
            Role::Title => self.strong(),
            Role::Label => self.palette.label,
            Role::English | Role::Blank | Role::Plain | Role::Unanswered => self.quiet(),
            Role::Text => Style::new(),
            Role::Derived => self.palette.derived,
            Role::Effective => self.palette.effective,
            Role::Neutral => self.palette.neutral,
            Role::Ineffective => self.palette.ineffective,
            Role::Bar => self.palette.bar,
            Role::Link => Style::new().add_modifier(Modifier::UNDERLINED),
            Role::Found => self.lit(Style::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use palette::ColorDepth;

    /// A dim letter, one in a colour, one that the search found and a term, in the selected row and out of it.
    fn rows(theme: Theme) -> [Vec<ratatui::buffer::Cell>; 2] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        for row in 0..2 {
            buffer.set_string(0, row, "a", theme.quiet());
            buffer.set_string(1, row, "b", theme.key());
            buffer.set_string(2, row, "c", theme.lit(Style::new()));
            buffer.set_string(3, row, "d", theme.term(Style::new()));
        }
        theme.style_selected(&mut buffer, Rect::new(0, 1, 4, 1));
        let row = |y| (0..4).map(|x| buffer[(x, y)].clone()).collect();
        [row(0), row(1)]
    }

    #[test]
    fn a_selected_row_is_reversed_where_the_background_is_the_terminals() {
        for theme in [Theme::new(true), Theme::new(false)] {
            let [plain, selected] = rows(theme);
            for cell in [&selected[0], &selected[1], &selected[3]] {
                assert!(cell.modifier.contains(Modifier::REVERSED));
                assert_eq!((cell.fg, cell.modifier.contains(Modifier::DIM)), (Color::Reset, false));
            }
            assert!(plain[2].bg == Color::Reset || plain[2] == selected[2]);
        }
    }

    #[test]
    fn a_selected_row_has_a_background_and_keeps_its_colours_where_the_theme_has_true_ones() {
        let [plain, selected] = rows(Theme::from_palette(PaletteName::Dark(ColorDepth::True)));
        assert_eq!(plain[2], selected[2], "what the search found");
        for (plain, selected) in plain.iter().zip(&selected).take(2) {
            assert_eq!((plain.fg, plain.modifier), (selected.fg, selected.modifier));
            assert_ne!(plain.bg, selected.bg);
        }
    }

    #[test]
    fn without_colours_a_hit_is_reversed_and_a_term_is_not_selected_or_not() {
        for row in rows(Theme::new(false)) {
            let [plain, _, hit, term] = &row[..] else { panic!() };
            let is_reversed = |cell: &ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
            assert_ne!(is_reversed(hit), is_reversed(term));
            assert_eq!(is_reversed(plain), is_reversed(term));
        }
    }
}

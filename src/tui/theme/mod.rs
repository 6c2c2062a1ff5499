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

/// How things look: a palette.
#[derive(Debug, Clone, Copy)]
pub struct Theme(&'static ThemePalette);

impl PartialEq for Theme {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0)
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
        Self(palette(name))
    }

    /// Returns the theme of the terminal's 16 colours, or the one without colours.
    #[must_use]
    pub fn new(color: bool) -> Self {
        Self::from_palette(if color { PaletteName::Sixteen } else { PaletteName::None })
    }

    /// True if the theme has colours.
    fn has_colours(self) -> bool {
        self.0.accent.fg.is_some()
    }

    /// Gives cells without colours of their own those of the theme, if it has some.
    pub fn fill_defaults(self, buffer: &mut Buffer) {
        let base = self.0.base;
        if base == Style::new() {
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
        self.0.quiet
    }

    /// Returns the style of selection and focus.
    #[must_use]
    pub fn accent(self) -> Style {
        self.0.accent
    }

    /// Returns the style of bold words.
    #[must_use]
    pub fn strong(self) -> Style {
        self.0.strong
    }

    /// Returns the style of the program's name.
    #[must_use]
    pub fn brand(self) -> Style {
        self.accent()
    }

    /// Returns style and lines of a border; without colours, thick lines show the focus.
    #[must_use]
    pub fn border(self, focused: bool) -> (Style, border::Set<'static>) {
        let style = if focused { self.0.border } else { self.quiet() };
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

    /// Returns the style of the label under the cursor in the focused pane.
    #[must_use]
    pub fn cursor_label(self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    /// Styles a line of a popup as selected: in one colour, except for matched letters.
    pub fn style_selected(self, buffer: &mut Buffer, line: Rect) {
        for at in line.intersection(buffer.area).positions() {
            if let Some(cell) = buffer.cell_mut(at).filter(|cell| cell.bg == Color::Reset) {
                cell.fg = Color::Reset;
                cell.modifier.remove(Modifier::DIM);
                cell.set_style(self.0.selected);
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
        self.0.problem
    }

    /// Returns the style of warnings.
    #[must_use]
    pub fn warning(self) -> Style {
        self.0.warning
    }

    /// Returns the style of messages about something done.
    #[must_use]
    pub fn done(self) -> Style {
        self.0.done
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
        style.remove_modifier(Modifier::DIM).patch(self.0.lit)
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
            Role::Label => self.0.label,
            Role::English | Role::Blank | Role::Plain | Role::Unanswered => self.quiet(),
            Role::Text => Style::new(),
            Role::Derived => self.0.derived,
            Role::Effective => self.0.effective,
            Role::Neutral => self.0.neutral,
            Role::Ineffective => self.0.ineffective,
            Role::Bar => self.0.bar,
            Role::Found => self.lit(Style::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selected_line_is_in_one_colour_but_for_what_is_lit_up() {
        for theme in [Theme::new(true), Theme::new(false)] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
            buffer.set_string(0, 0, "a", theme.quiet());
            buffer.set_string(1, 0, "b", theme.key());
            buffer.set_string(2, 0, "c", theme.lit(Style::new()));
            let lit = buffer[(2, 0)].clone();
            theme.style_selected(&mut buffer, Rect::new(0, 0, 3, 1));
            for at in [(0, 0), (1, 0)] {
                assert!(buffer[at].modifier.contains(Modifier::REVERSED));
                assert_eq!(
                    (buffer[at].fg, buffer[at].modifier.contains(Modifier::DIM)),
                    (Color::Reset, false)
                );
            }
            assert!(lit.bg == Color::Reset || lit == buffer[(2, 0)]);
        }
    }
}

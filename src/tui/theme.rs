//! Colours and weights. Only the terminal's own 16 colours and its own foreground and background,
//! so that it reads on dark and on light; without colours, weight and reversal carry everything.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::export::page::Role;
use crate::search::query::Gravity;

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    color: bool,
}

impl Theme {
    /// With or without colours.
    #[must_use]
    pub fn new(color: bool) -> Self {
        Self { color }
    }

    /// No colours where `NO_COLOR` is set or the terminal is `dumb`.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = variable("TERM").is_some_and(|value| value == "dumb");
        Self::new(!refused && !dumb)
    }

    fn tint(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }

    /// What stands back: borders, hints, blanks.
    #[must_use]
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What one is on: the border of the pane with the keys, the mark of the selected row.
    #[must_use]
    pub fn accent(self) -> Style {
        self.tint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Bold words.
    #[must_use]
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The name of the program.
    #[must_use]
    pub fn brand(self) -> Style {
        self.accent()
    }

    /// A border; without colours the pane with the keys has a thick one.
    #[must_use]
    pub fn border(self, focused: bool) -> (Style, border::Set<'static>) {
        match (focused, self.color) {
            (true, true) => (self.tint(Color::Cyan), border::PLAIN),
            (true, false) => (Style::new(), border::THICK),
            (false, _) => (self.quiet(), border::PLAIN),
        }
    }

    /// The open tab.
    #[must_use]
    pub fn open_tab(self) -> Style {
        self.accent()
    }

    /// The label of the field under the cursor, in the pane with the keys.
    #[must_use]
    pub fn cursor_label(self) -> Style {
        self.accent().add_modifier(Modifier::REVERSED)
    }

    /// The selected line of a popup.
    #[must_use]
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A key in a hint.
    #[must_use]
    pub fn key(self) -> Style {
        self.tint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// What could not be read or done.
    #[must_use]
    pub fn problem(self) -> Style {
        self.tint(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// What a person should look at.
    #[must_use]
    pub fn warning(self) -> Style {
        self.tint(Color::Yellow).add_modifier(Modifier::BOLD)
    }

    /// The mark of a case with a bookmark.
    #[must_use]
    pub fn bookmark(self) -> Style {
        self.tint(Color::Yellow).add_modifier(Modifier::BOLD)
    }

    /// What was done.
    #[must_use]
    pub fn done(self) -> Style {
        self.tint(Color::Green)
    }

    /// A part of the query that was not understood.
    #[must_use]
    pub fn underlined(self, gravity: Gravity) -> Style {
        let style = match gravity {
            Gravity::Wrong => self.warning(),
            Gravity::Unfinished | Gravity::Hint => self.strong(),
        };
        style.add_modifier(Modifier::UNDERLINED)
    }

    /// What is wrong with the query, in words.
    #[must_use]
    pub fn explanation(self, gravity: Gravity) -> Style {
        match gravity {
            Gravity::Wrong => self.warning(),
            Gravity::Unfinished | Gravity::Hint => self.quiet(),
        }
    }

    /// Letters that the search found, over whatever they are.
    #[must_use]
    pub fn lit(self, style: Style) -> Style {
        let style = style.remove_modifier(Modifier::DIM).add_modifier(Modifier::BOLD);
        if self.color {
            style.fg(Color::Black).bg(Color::Yellow)
        } else {
            style.add_modifier(Modifier::UNDERLINED)
        }
    }

    /// Words by what they are.
    #[must_use]
    pub fn role(self, role: Role) -> Style {
        match role {
            Role::Title => self.strong(),
            Role::Label => self.tint(Color::Cyan),
            Role::English | Role::Blank | Role::Plain => self.quiet(),
            Role::Text => Style::new(),
            Role::Derived => self.tint(Color::Magenta).add_modifier(Modifier::ITALIC),
            Role::Effective => self.tint(Color::Green).add_modifier(Modifier::BOLD),
            Role::Neutral => self.tint(Color::Yellow),
            Role::Ineffective => self.tint(Color::Red).add_modifier(Modifier::BOLD),
            Role::Unanswered => self.quiet(),
            Role::Bar => self.tint(Color::Blue),
            Role::Found => self.lit(Style::new()),
        }
    }
}

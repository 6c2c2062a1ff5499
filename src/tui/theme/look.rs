//! Which theme is right: what the user chose, on this terminal.

use crate::config::ThemeChoice;

use super::Theme;
use super::background::Background;
use super::palette::{Depth, Name};

/// What the user chose and what is known of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What the user chose.
    pub choice: ThemeChoice,
    /// The terminal's background, where it is known.
    pub background: Option<Background>,
    /// `None` where the terminal has its 16 colours and no more.
    depth: Option<Depth>,
    /// `NO_COLOR` is set, or the terminal is dumb.
    refused: bool,
}

impl Look {
    /// A choice on a terminal of which nothing is known.
    #[must_use]
    pub fn new(choice: ThemeChoice) -> Self {
        Self { choice, background: None, depth: None, refused: false }
    }

    /// A choice on the terminal that the environment tells of. `NO_COLOR` and a dumb terminal win over it
    /// at the start; a theme that is chosen in the browser is meant, and is used all the same.
    #[must_use]
    pub fn from_environment(choice: ThemeChoice, variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let refused = is_set || variable("TERM").is_some_and(|term| term == "dumb");
        Self {
            choice: if refused { ThemeChoice::None } else { choice },
            background: variable("COLORFGBG").and_then(|value| Background::from_colorfgbg(&value)),
            depth: depth(&variable),
            refused,
        }
    }

    /// The theme that was chosen.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.theme_of(self.choice)
    }

    /// The theme that a choice would be. Where nobody says what the background is, `auto` keeps to the
    /// terminal's own colours, which read on either.
    #[must_use]
    pub fn theme_of(&self, choice: ThemeChoice) -> Theme {
        let name = match (choice, self.depth) {
            (ThemeChoice::None, _) => Name::None,
            (ThemeChoice::Auto, _) if self.refused => Name::None,
            (ThemeChoice::Ansi, _) | (_, None) => Name::Sixteen,
            (ThemeChoice::Dark, Some(depth)) => Name::Dark(depth),
            (ThemeChoice::Light, Some(depth)) => Name::Light(depth),
            (ThemeChoice::HighContrast, Some(depth)) => Name::HighContrast(depth),
            (ThemeChoice::Auto, Some(depth)) => match self.background {
                Some(Background::Dark) => Name::Dark(depth),
                Some(Background::Light) => Name::Light(depth),
                None => Name::Sixteen,
            },
        };
        Theme::of(name)
    }
}

fn depth(variable: &impl Fn(&str) -> Option<String>) -> Option<Depth> {
    let term = variable("TERM").unwrap_or_default();
    let says_true = variable("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
    // Windows has no TERM, and its terminals have true colours.
    let is_true = ["-direct", "kitty", "alacritty", "ghostty", "foot", "wezterm"];
    if says_true || cfg!(windows) || is_true.iter().any(|name| term.contains(name)) {
        Some(Depth::True)
    } else {
        term.contains("256color").then_some(Depth::Indexed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(choice: ThemeChoice, variables: &[(&str, &str)]) -> Look {
        Look::from_environment(choice, |name| {
            variables.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn no_color_and_dumb_terminals_win_at_the_start() {
        for refusing in [("NO_COLOR", "1"), ("TERM", "dumb")] {
            for choice in ThemeChoice::ALL {
                let look = look(choice, &[refusing, ("COLORTERM", "truecolor")]);
                assert_eq!(look.theme(), Theme::of(Name::None), "{refusing:?} {choice:?}");
                assert_eq!(look.theme_of(ThemeChoice::Auto), Theme::of(Name::None));
                assert_eq!(look.theme_of(ThemeChoice::Dark), Theme::of(Name::Dark(Depth::True)));
            }
        }
        let empty = look(ThemeChoice::Dark, &[("NO_COLOR", ""), ("TERM", "xterm-256color")]);
        assert_eq!(empty.theme(), Theme::of(Name::Dark(Depth::Indexed)));
    }

    #[test]
    #[cfg(not(windows))]
    fn a_terminal_is_given_the_colours_it_has() {
        let of = |variables: &[_]| look(ThemeChoice::Light, variables).theme();
        assert_eq!(of(&[("TERM", "xterm-256color")]), Theme::of(Name::Light(Depth::Indexed)));
        assert_eq!(
            of(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]),
            Theme::of(Name::Light(Depth::True))
        );
        assert_eq!(of(&[("TERM", "xterm-kitty")]), Theme::of(Name::Light(Depth::True)));
        for poor in ["linux", "vt100", "xterm"] {
            assert_eq!(of(&[("TERM", poor)]), Theme::of(Name::Sixteen), "{poor}");
        }
    }

    #[test]
    fn auto_follows_the_background_and_keeps_to_the_terminals_colours_until_it_knows() {
        let mut auto = look(ThemeChoice::Auto, &[("COLORTERM", "truecolor")]);
        assert_eq!(auto.theme(), Theme::of(Name::Sixteen));
        auto.background = Some(Background::Light);
        assert_eq!(auto.theme(), Theme::of(Name::Light(Depth::True)));
        let told = look(ThemeChoice::Auto, &[("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")]);
        assert_eq!(told.theme(), Theme::of(Name::Dark(Depth::True)));
        assert_eq!(Look::new(ThemeChoice::Ansi).theme(), Theme::of(Name::Sixteen));
    }
}

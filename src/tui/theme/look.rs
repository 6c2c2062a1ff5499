//! Which theme is right: what the user chose, on this terminal.

use crate::config::ThemeChoice;

use super::Theme;
use super::background::Background;
use super::palette::{ColorDepth, PaletteName};

/// What the user chose and what is known of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What the user chose.
    pub choice: ThemeChoice,
    /// What the settings say.
    pub setting: ThemeChoice,
    /// The terminal's background, where it is known.
    pub background: Option<[u8; 3]>,
    /// `None` where the terminal has its 16 colours and no more.
    depth: Option<ColorDepth>,
    /// `NO_COLOR` is set, or the terminal is dumb.
    refused: bool,
}

impl Look {
    /// Creates the look of a choice on an unknown terminal.
    #[must_use]
    pub fn new(choice: ThemeChoice) -> Self {
        Self { choice, setting: choice, background: None, depth: None, refused: false }
    }

    /// Creates the look of a choice on the terminal of the environment; `NO_COLOR` and a dumb terminal turn
    /// colours off until a theme is chosen in the browser.
    #[must_use]
    pub fn from_environment(choice: ThemeChoice, variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let refused = is_set || variable("TERM").is_some_and(|term| term == "dumb");
        Self {
            choice: if refused { ThemeChoice::None } else { choice },
            setting: choice,
            background: variable("COLORFGBG")
                .and_then(|value| Background::from_colorfgbg(&value).map(Background::extreme)),
            depth: color_depth(&variable),
            refused,
        }
    }

    /// Restores the choice of an earlier run, unless colours are turned off.
    pub fn restore(&mut self, choice: ThemeChoice) {
        self.choice = if self.refused { self.choice } else { choice };
    }

    /// Returns the theme of the current choice.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.theme_of(self.choice)
    }

    /// Returns the theme of a choice; `auto` keeps the terminal's background where it is legible, and without a known
    /// one uses the terminal's own colours.
    #[must_use]
    pub fn theme_of(&self, choice: ThemeChoice) -> Theme {
        let name = match (choice, self.depth) {
            (ThemeChoice::None, _) => PaletteName::None,
            (ThemeChoice::Auto, _) if self.refused => PaletteName::None,
            (ThemeChoice::Ansi, _) | (_, None) => PaletteName::Sixteen,
            (ThemeChoice::Dark, Some(depth)) => PaletteName::Dark(depth),
            (ThemeChoice::Light, Some(depth)) => PaletteName::Light(depth),
            (ThemeChoice::HighContrast, Some(depth)) => PaletteName::HighContrast(depth),
            (ThemeChoice::Auto, Some(depth)) => {
                let Some(background) = self.background else {
                    return Theme::from_palette(PaletteName::Sixteen);
                };
                let name = match Background::of(background) {
                    Background::Dark => PaletteName::Dark(depth),
                    Background::Light => PaletteName::Light(depth),
                };
                return Theme::from_palette(name).on_background(background);
            }
        };
        Theme::from_palette(name)
    }
}

/// Returns the colours of the terminal beyond 16; `None` if it has only those.
fn color_depth(variable: &impl Fn(&str) -> Option<String>) -> Option<ColorDepth> {
    let term = variable("TERM").unwrap_or_default();
    let says_true = variable("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
    // Windows has no TERM, and its terminals have true colours.
    let is_true = ["-direct", "kitty", "alacritty", "ghostty", "foot", "wezterm"];
    if says_true || cfg!(windows) || is_true.iter().any(|name| term.contains(name)) {
        Some(ColorDepth::True)
    } else {
        term.contains("256color").then_some(ColorDepth::Indexed)
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
                assert_eq!(look.theme(), Theme::from_palette(PaletteName::None), "{refusing:?} {choice:?}");
                assert_eq!(look.theme_of(ThemeChoice::Auto), Theme::from_palette(PaletteName::None));
                assert_eq!(
                    look.theme_of(ThemeChoice::Dark),
                    Theme::from_palette(PaletteName::Dark(ColorDepth::True))
                );
            }
        }
        let empty = look(ThemeChoice::Dark, &[("NO_COLOR", ""), ("TERM", "xterm-256color")]);
        assert_eq!(empty.theme(), Theme::from_palette(PaletteName::Dark(ColorDepth::Indexed)));
    }

    #[test]
    #[cfg(not(windows))]
    fn a_terminal_is_given_the_colours_it_has() {
        let of = |variables: &[_]| look(ThemeChoice::Light, variables).theme();
        assert_eq!(
            of(&[("TERM", "xterm-256color")]),
            Theme::from_palette(PaletteName::Light(ColorDepth::Indexed))
        );
        assert_eq!(
            of(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]),
            Theme::from_palette(PaletteName::Light(ColorDepth::True))
        );
        assert_eq!(of(&[("TERM", "xterm-kitty")]), Theme::from_palette(PaletteName::Light(ColorDepth::True)));
        for poor in ["linux", "vt100", "xterm"] {
            assert_eq!(of(&[("TERM", poor)]), Theme::from_palette(PaletteName::Sixteen), "{poor}");
        }
    }

    #[test]
    fn auto_follows_the_background_and_keeps_to_the_terminals_colours_until_it_knows() {
        let mut auto = look(ThemeChoice::Auto, &[("COLORTERM", "truecolor")]);
        assert_eq!(auto.theme(), Theme::from_palette(PaletteName::Sixteen));
        auto.background = Some([255; 3]);
        let light = Theme::from_palette(PaletteName::Light(ColorDepth::True));
        assert_eq!(auto.theme(), light.on_background([255; 3]));
        assert_ne!(auto.theme(), light, "the background stays the terminal's");
        auto.background = Some([0xb0; 3]);
        assert_eq!(auto.theme(), light, "one that lacks contrast is painted over");
        let known = look(ThemeChoice::Auto, &[("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")]);
        let dark = Theme::from_palette(PaletteName::Dark(ColorDepth::True));
        assert_eq!(known.theme(), dark.on_background([0; 3]));
        assert_eq!(Look::new(ThemeChoice::Ansi).theme(), Theme::from_palette(PaletteName::Sixteen));
    }
}

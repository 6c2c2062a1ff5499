//! The theme files: what a role of `assets/theme/*.toml` looks like, in as many colours as the terminal
//! has.

use std::sync::OnceLock;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

const DARK: &str = include_str!("../../../assets/theme/dark.toml");
const LIGHT: &str = include_str!("../../../assets/theme/light.toml");
const HIGH_CONTRAST: &str = include_str!("../../../assets/theme/high-contrast.toml");
const SIXTEEN: &str = include_str!("../../../assets/theme/16.toml");

/// The palettes that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// For a dark background, in true colours or the nearest of 256.
    Dark(Depth),
    /// For a light background.
    Light(Depth),
    /// Strong contrast on a background of its own.
    HighContrast(Depth),
    /// The terminal's own 16 colours.
    Sixteen,
    /// No colours.
    None,
}

/// How many colours of its own choosing a palette may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 24 bits a colour.
    True,
    /// The usual palette of 256.
    Indexed,
}

impl Name {
    /// Every palette.
    #[cfg(test)]
    pub const ALL: [Self; 8] = [
        Self::Dark(Depth::True),
        Self::Dark(Depth::Indexed),
        Self::Light(Depth::True),
        Self::Light(Depth::Indexed),
        Self::HighContrast(Depth::True),
        Self::HighContrast(Depth::Indexed),
        Self::Sixteen,
        Self::None,
    ];
}

/// How each role looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Whatever is nothing else.
    pub base: Paint,
    /// What stands back: borders, hints, blanks.
    pub quiet: Paint,
    /// What one is on.
    pub accent: Paint,
    /// The border of what has the keys.
    pub border: Paint,
    /// Names and titles.
    pub strong: Paint,
    /// The page's labels.
    pub label: Paint,
    /// What jirei worked out.
    pub derived: Paint,
    /// What was done.
    pub done: Paint,
    /// What to look at.
    pub warning: Paint,
    /// What could not be read or done.
    pub problem: Paint,
    /// Letters that the search found.
    pub lit: Paint,
    /// ○.
    pub effective: Paint,
    /// △.
    pub neutral: Paint,
    /// ×.
    pub ineffective: Paint,
    /// Bars.
    pub bar: Paint,
    /// The selected line of a popup.
    pub selected: Paint,
}

/// How one role looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "Entry")]
pub struct Paint(pub Style);

/// A role as a theme file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Entry {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
}

impl TryFrom<Entry> for Paint {
    type Error = String;

    fn try_from(entry: Entry) -> Result<Self, Self::Error> {
        let color = |name: Option<String>| {
            let color = name.map(|name| name.parse::<Color>().map_err(|_| format!("“{name}” is no colour")));
            color.transpose()
        };
        let modifiers = [
            (entry.bold, Modifier::BOLD),
            (entry.dim, Modifier::DIM),
            (entry.italic, Modifier::ITALIC),
            (entry.underlined, Modifier::UNDERLINED),
            (entry.reversed, Modifier::REVERSED),
        ];
        let set = modifiers.into_iter().filter(|(set, _)| *set).map(|(_, modifier)| modifier);
        let style = Style::new().add_modifier(set.collect());
        Ok(Self(Style { fg: color(entry.fg)?, bg: color(entry.bg)?, ..style }))
    }
}

impl Palette {
    fn map(self, change: impl Fn(Style) -> Style) -> Self {
        let each = |paint: Paint| Paint(change(paint.0));
        Self {
            base: each(self.base),
            quiet: each(self.quiet),
            accent: each(self.accent),
            border: each(self.border),
            strong: each(self.strong),
            label: each(self.label),
            derived: each(self.derived),
            done: each(self.done),
            warning: each(self.warning),
            problem: each(self.problem),
            lit: each(self.lit),
            effective: each(self.effective),
            neutral: each(self.neutral),
            ineffective: each(self.ineffective),
            bar: each(self.bar),
            selected: each(self.selected),
        }
    }
}

/// The palette of that name, read once.
pub fn palette(name: Name) -> &'static Palette {
    static READ: [OnceLock<Palette>; 8] = [const { OnceLock::new() }; 8];
    let (place, file) = match name {
        Name::Dark(Depth::True) => (0, DARK),
        Name::Dark(Depth::Indexed) => (1, DARK),
        Name::Light(Depth::True) => (2, LIGHT),
        Name::Light(Depth::Indexed) => (3, LIGHT),
        Name::HighContrast(Depth::True) => (4, HIGH_CONTRAST),
        Name::HighContrast(Depth::Indexed) => (5, HIGH_CONTRAST),
        Name::Sixteen => (6, SIXTEEN),
        Name::None => (7, SIXTEEN),
    };
    READ[place].get_or_init(|| {
        // A test reads every file: none is ever unreadable.
        let read: Palette = toml::from_str(file).unwrap_or_default();
        match name {
            Name::Dark(Depth::True) | Name::Light(Depth::True) | Name::HighContrast(Depth::True) => read,
            Name::Dark(Depth::Indexed) | Name::Light(Depth::Indexed) | Name::HighContrast(Depth::Indexed) => {
                let near = |color: Option<Color>| color.map(nearest);
                read.map(|style| Style { fg: near(style.fg), bg: near(style.bg), ..style })
            }
            Name::Sixteen => read,
            Name::None => read.map(|style| Style { fg: None, bg: None, ..style }),
        }
    })
}

/// The levels of a channel in the cube of 216 colours.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of the 240 colours that are the same on every terminal with 256.
fn nearest(color: Color) -> Color {
    let Color::Rgb(..) = color else { return color };
    let all = (16..=255).map(Color::Indexed);
    all.min_by_key(|candidate| distance(rgb(*candidate), rgb(color))).unwrap_or(color)
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    // The eye tells greens apart best, blues worst.
    let weighted = one.into_iter().zip(other).zip([3, 6, 1]);
    weighted.map(|((a, b), weight)| u32::from(a.abs_diff(b)).pow(2) * weight).sum()
}

/// The channels of a colour that is the same on every terminal; black for any other.
pub(super) fn rgb(color: Color) -> [u8; 3] {
    let level = |place: u8| LEVELS.get(usize::from(place)).copied().unwrap_or_default();
    if let Color::Rgb(red, green, blue) = color {
        [red, green, blue]
    } else if let Color::Indexed(index @ 232..) = color {
        [8 + 10 * (index - 232); 3]
    } else if let Color::Indexed(index @ 16..) = color {
        let cube = index - 16;
        [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
    } else {
        [0; 3]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::background::contrast;

    #[test]
    fn every_theme_file_is_read_in_full() {
        for file in [DARK, LIGHT, HIGH_CONTRAST, SIXTEEN] {
            let read: Palette = toml::from_str(file).unwrap();
            assert_ne!(read, Palette::default());
        }
        assert!(toml::from_str::<Palette>("quiet = { fg = \"chartreuse-ish\" }").is_err());
    }

    #[test]
    fn the_nearest_of_256_is_near() {
        assert_eq!(nearest(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(nearest(Color::Rgb(0, 0, 0)), Color::Indexed(16));
        assert_eq!(nearest(Color::Rgb(128, 128, 128)), Color::Indexed(244));
        assert_eq!(nearest(Color::Rgb(95, 135, 175)), Color::Indexed(67));
        assert_eq!(nearest(Color::Cyan), Color::Cyan);
    }

    /// Every colour of letters with what it stands on, on each background that a palette is for.
    fn letters(name: Name) -> Vec<(&'static str, Color, Color)> {
        let backgrounds = match name {
            Name::Dark(_) => vec![Color::Rgb(0, 0, 0), Color::Rgb(0x1e, 0x1e, 0x1e)],
            Name::Light(_) => vec![Color::Rgb(255, 255, 255), Color::Rgb(0xfa, 0xfa, 0xfa)],
            Name::HighContrast(_) => vec![palette(name).base.0.bg.unwrap()],
            Name::Sixteen | Name::None => Vec::new(),
        };
        let p = palette(name);
        let roles = [
            ("base", p.base),
            ("quiet", p.quiet),
            ("accent", p.accent),
            ("border", p.border),
            ("strong", p.strong),
            ("label", p.label),
            ("derived", p.derived),
            ("done", p.done),
            ("warning", p.warning),
            ("problem", p.problem),
            ("lit", p.lit),
            ("effective", p.effective),
            ("neutral", p.neutral),
            ("ineffective", p.ineffective),
            ("bar", p.bar),
            ("selected", p.selected),
        ];
        let mut letters = Vec::new();
        for background in backgrounds {
            for (role, paint) in roles {
                if let Some(fg) = paint.0.fg {
                    letters.push((role, fg, paint.0.bg.unwrap_or(background)));
                }
            }
        }
        letters
    }

    #[test]
    fn every_colour_is_legible_on_the_backgrounds_it_is_for() {
        for name in Name::ALL {
            let least = match name {
                Name::HighContrast(_) => 7.0,
                Name::Dark(_) | Name::Light(_) | Name::Sixteen | Name::None => 4.5,
            };
            let letters = letters(name);
            assert_eq!(letters.is_empty(), matches!(name, Name::Sixteen | Name::None));
            for (role, fg, bg) in letters {
                let contrast = contrast(rgb(fg), rgb(bg));
                assert!(contrast >= least, "{name:?} {role}: {fg} on {bg} is {contrast:.2}");
            }
        }
    }

    #[test]
    fn no_colours_means_none_and_every_theme_has_the_same_weights_but_for_what_is_quiet() {
        let bare = |style: Style| Style { fg: None, bg: None, ..style }.remove_modifier(Modifier::DIM);
        let weights =
            |name| palette(name).map(|style| Style { sub_modifier: Modifier::empty(), ..bare(style) });
        for name in Name::ALL {
            assert_eq!(weights(name), weights(Name::None), "{name:?}");
        }
        let none = palette(Name::None);
        assert_eq!(none.map(|style| Style { fg: None, bg: None, ..style }), *none);
    }
}

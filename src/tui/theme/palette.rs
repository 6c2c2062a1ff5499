//! The theme files: what a role of `assets/theme/*.toml` looks like, in as many colours as the terminal
//! has.

use std::sync::LazyLock;

use ratatui::style::{Color, Modifier, Style};

static DARK: ThemePalette = include!(concat!(env!("OUT_DIR"), "/theme_dark.rs"));
static LIGHT: ThemePalette = include!(concat!(env!("OUT_DIR"), "/theme_light.rs"));
static HIGH_CONTRAST: ThemePalette = include!(concat!(env!("OUT_DIR"), "/theme_high-contrast.rs"));
static SIXTEEN: ThemePalette = include!(concat!(env!("OUT_DIR"), "/theme_16.rs"));

static DARK_INDEXED: LazyLock<ThemePalette> = LazyLock::new(|| DARK.indexed());
static LIGHT_INDEXED: LazyLock<ThemePalette> = LazyLock::new(|| LIGHT.indexed());
static HIGH_CONTRAST_INDEXED: LazyLock<ThemePalette> = LazyLock::new(|| HIGH_CONTRAST.indexed());
static COLOURLESS: LazyLock<ThemePalette> = LazyLock::new(|| SIXTEEN.colourless());

/// The palettes that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaletteName {
    /// For a dark background, in true colours or the nearest of 256.
    Dark(ColorDepth),
    /// For a light background.
    Light(ColorDepth),
    /// Strong contrast on a background of its own.
    HighContrast(ColorDepth),
    /// The terminal's own 16 colours.
    Sixteen,
    /// No colours.
    None,
}

/// How many colours of its own choosing a palette may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorDepth {
    /// 24 bits a colour.
    True,
    /// The usual palette of 256.
    Indexed,
}

impl PaletteName {
    /// Every palette.
    #[cfg(test)]
    pub const ALL: [Self; 8] = [
        Self::Dark(ColorDepth::True),
        Self::Dark(ColorDepth::Indexed),
        Self::Light(ColorDepth::True),
        Self::Light(ColorDepth::Indexed),
        Self::HighContrast(ColorDepth::True),
        Self::HighContrast(ColorDepth::Indexed),
        Self::Sixteen,
        Self::None,
    ];
}

/// How each role looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThemePalette {
    /// Whatever is nothing else.
    pub base: Style,
    /// Secondary: borders, hints, blanks.
    pub quiet: Style,
    /// The selection and focus.
    pub accent: Style,
    /// The border of what has the keys.
    pub border: Style,
    /// Names and titles.
    pub strong: Style,
    /// The page's labels.
    pub label: Style,
    /// What jirei worked out.
    pub derived: Style,
    /// What was done.
    pub done: Style,
    /// What to look at.
    pub warning: Style,
    /// What could not be read or done.
    pub problem: Style,
    /// Letters that the search found.
    pub lit: Style,
    /// ○.
    pub effective: Style,
    /// △.
    pub neutral: Style,
    /// ×.
    pub ineffective: Style,
    /// Bars.
    pub bar: Style,
    /// The selected line of a popup.
    pub selected: Style,
}

impl ThemePalette {
    /// Returns the palette with every style changed.
    fn map_styles(self, change: impl Fn(Style) -> Style) -> Self {
        Self {
            base: change(self.base),
            quiet: change(self.quiet),
            accent: change(self.accent),
            border: change(self.border),
            strong: change(self.strong),
            label: change(self.label),
            derived: change(self.derived),
            done: change(self.done),
            warning: change(self.warning),
            problem: change(self.problem),
            lit: change(self.lit),
            effective: change(self.effective),
            neutral: change(self.neutral),
            ineffective: change(self.ineffective),
            bar: change(self.bar),
            selected: change(self.selected),
        }
    }

    /// Returns the palette in the nearest of 256 colours.
    fn indexed(self) -> Self {
        let near = |color: Option<Color>| color.map(nearest);
        self.map_styles(|style| Style { fg: near(style.fg), bg: near(style.bg), ..style })
    }

    /// Returns the palette without colours.
    fn colourless(self) -> Self {
        self.map_styles(|style| Style { fg: None, bg: None, ..style })
    }
}

/// Returns the palette with this name.
pub fn palette(name: PaletteName) -> &'static ThemePalette {
    match name {
        PaletteName::Dark(ColorDepth::True) => &DARK,
        PaletteName::Dark(ColorDepth::Indexed) => &DARK_INDEXED,
        PaletteName::Light(ColorDepth::True) => &LIGHT,
        PaletteName::Light(ColorDepth::Indexed) => &LIGHT_INDEXED,
        PaletteName::HighContrast(ColorDepth::True) => &HIGH_CONTRAST,
        PaletteName::HighContrast(ColorDepth::Indexed) => &HIGH_CONTRAST_INDEXED,
        PaletteName::Sixteen => &SIXTEEN,
        PaletteName::None => &COLOURLESS,
    }
}

/// The levels of a channel in the cube of 216 colours.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Returns the nearest of the 240 colours that are the same on every terminal with 256.
fn nearest(color: Color) -> Color {
    let Color::Rgb(..) = color else { return color };
    let all = (16..=255).map(Color::Indexed);
    all.min_by_key(|candidate| distance(rgb(*candidate), rgb(color))).unwrap_or(color)
}

/// Returns the squared distance of two colours, weighted by how well the eye distinguishes them.
fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    // The eye tells greens apart best, blues worst.
    let weighted = one.into_iter().zip(other).zip([3, 6, 1]);
    weighted.map(|((a, b), weight)| u32::from(a.abs_diff(b)).pow(2) * weight).sum()
}

/// Returns the channels of a colour that is the same on every terminal; black for any other.
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
    fn the_nearest_of_256_is_near() {
        assert_eq!(nearest(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(nearest(Color::Rgb(0, 0, 0)), Color::Indexed(16));
        assert_eq!(nearest(Color::Rgb(128, 128, 128)), Color::Indexed(244));
        assert_eq!(nearest(Color::Rgb(95, 135, 175)), Color::Indexed(67));
        assert_eq!(nearest(Color::Cyan), Color::Cyan);
    }

    /// Every colour of letters with its background, on each background that a palette is for.
    fn letters(name: PaletteName) -> Vec<(&'static str, Color, Color)> {
        let backgrounds = match name {
            PaletteName::Dark(_) => vec![Color::Rgb(0, 0, 0), Color::Rgb(0x1e, 0x1e, 0x1e)],
            PaletteName::Light(_) => vec![Color::Rgb(255, 255, 255), Color::Rgb(0xfa, 0xfa, 0xfa)],
            PaletteName::HighContrast(_) => vec![palette(name).base.bg.unwrap()],
            PaletteName::Sixteen | PaletteName::None => Vec::new(),
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
            for (role, style) in roles {
                if let Some(fg) = style.fg {
                    letters.push((role, fg, style.bg.unwrap_or(background)));
                }
            }
        }
        letters
    }

    #[test]
    fn every_colour_is_legible_on_the_backgrounds_it_is_for() {
        for name in PaletteName::ALL {
            let least = match name {
                PaletteName::HighContrast(_) => 7.0,
                PaletteName::Dark(_) | PaletteName::Light(_) | PaletteName::Sixteen | PaletteName::None => {
                    4.5
                }
            };
            let letters = letters(name);
            assert_eq!(letters.is_empty(), matches!(name, PaletteName::Sixteen | PaletteName::None));
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
            |name| palette(name).map_styles(|style| Style { sub_modifier: Modifier::empty(), ..bare(style) });
        for name in PaletteName::ALL {
            assert_eq!(weights(name), weights(PaletteName::None), "{name:?}");
        }
        let none = palette(PaletteName::None);
        assert_eq!(none.colourless(), *none);
    }
}

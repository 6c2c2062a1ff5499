//! The theme files: what a role of `assets/theme/*.toml` looks like, in as many colours as the terminal
//! has.

use std::sync::LazyLock;

use ratatui::style::{Color, Modifier, Style};

use super::background::contrast;

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
    /// Dark, in true colours or the nearest of 256.
    Dark(ColorDepth),
    /// Light.
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

/// The least contrast of text, as WCAG 2 has it.
const TEXT_CONTRAST: f64 = 4.5;
/// The least contrast of what is dim, and of lines and bars.
const DIM_CONTRAST: f64 = 3.0;
/// The least contrast of the selected row with the background: a shade, which its mark goes with.
const SELECTION_CONTRAST: f64 = 1.15;

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
    /// Behind the selected row.
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

    /// Returns the palette without colours: what has a background is reversed, but for the screen.
    fn colourless(self) -> Self {
        let bare = |style: Style| {
            let reversed = if style.bg.is_some() { Modifier::REVERSED } else { Modifier::empty() };
            Style { fg: None, bg: None, ..style.add_modifier(reversed) }
        };
        Self { base: Style::new(), ..self.map_styles(bare) }
    }

    /// Returns every role of letters and lines, each with its name and the least contrast it needs.
    fn roles(&self) -> [(&'static str, Style, f64); 16] {
        [
            ("base", self.base, TEXT_CONTRAST),
            ("quiet", self.quiet, DIM_CONTRAST),
            ("accent", self.accent, TEXT_CONTRAST),
            ("border", self.border, DIM_CONTRAST),
            ("strong", self.strong, TEXT_CONTRAST),
            ("label", self.label, TEXT_CONTRAST),
            ("derived", self.derived, TEXT_CONTRAST),
            ("done", self.done, TEXT_CONTRAST),
            ("warning", self.warning, TEXT_CONTRAST),
            ("problem", self.problem, TEXT_CONTRAST),
            ("lit", self.lit, TEXT_CONTRAST),
            ("effective", self.effective, TEXT_CONTRAST),
            ("neutral", self.neutral, TEXT_CONTRAST),
            ("ineffective", self.ineffective, TEXT_CONTRAST),
            ("bar", self.bar, DIM_CONTRAST),
            ("selected", self.selected, TEXT_CONTRAST),
        ]
    }

    /// Returns the contrast of each role on this background, or on its own, with the least that it needs.
    fn contrasts(&self, background: [u8; 3]) -> impl Iterator<Item = (&'static str, f64, f64)> {
        self.roles().into_iter().filter_map(move |(role, style, least)| {
            let own = style.bg.filter(|_| style != self.base).map_or(background, rgb);
            Some((role, contrast(rgb(style.fg?), own), least))
        })
    }

    /// True if every role is legible on this background, and the selected row stands out from it.
    #[must_use]
    pub fn is_legible_on(&self, background: [u8; 3]) -> bool {
        let stands_out = |selected| contrast(rgb(selected), background) >= SELECTION_CONTRAST;
        self.selected.bg.is_none_or(stands_out)
            && self.contrasts(background).all(|(_, contrast, least)| contrast >= least)
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

    #[test]
    fn the_nearest_of_256_is_near() {
        assert_eq!(nearest(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(nearest(Color::Rgb(0, 0, 0)), Color::Indexed(16));
        assert_eq!(nearest(Color::Rgb(128, 128, 128)), Color::Indexed(244));
        assert_eq!(nearest(Color::Rgb(95, 135, 175)), Color::Indexed(67));
        assert_eq!(nearest(Color::Cyan), Color::Cyan);
    }

    #[test]
    fn every_colour_is_legible_on_the_background_and_on_the_selected_row() {
        for name in PaletteName::ALL {
            let palette = palette(name);
            let Some(background) = palette.base.bg.map(rgb) else {
                assert!(matches!(name, PaletteName::Sixteen | PaletteName::None));
                continue;
            };
            let selected = rgb(palette.selected.bg.unwrap());
            let stands_out = contrast(selected, background);
            assert!(stands_out >= SELECTION_CONTRAST, "{name:?} selected: {stands_out:.2}");
            let least = if matches!(name, PaletteName::HighContrast(_)) { 7.0 } else { TEXT_CONTRAST };
            for (role, contrast, _) in palette.contrasts(background) {
                assert!(contrast >= least, "{name:?} {role}: {contrast:.2}");
            }
            for (role, contrast, needed) in palette.contrasts(selected) {
                let least = if least > TEXT_CONTRAST { 6.5 } else { needed };
                assert!(contrast >= least, "{name:?} {role} in the selected row: {contrast:.2}");
            }
            assert!(palette.is_legible_on(background));
        }
    }

    #[test]
    fn a_background_between_dark_and_light_is_legible_in_neither() {
        for name in [PaletteName::Dark(ColorDepth::True), PaletteName::Light(ColorDepth::True)] {
            assert!(!palette(name).is_legible_on([0x80; 3]), "{name:?}");
            let is_dark = matches!(name, PaletteName::Dark(_));
            assert_eq!(palette(name).is_legible_on([0; 3]), is_dark);
            assert_eq!(palette(name).is_legible_on([255; 3]), !is_dark);
        }
    }

    #[test]
    fn no_colours_means_none_and_every_theme_has_the_same_weights_but_for_what_is_quiet() {
        let bare = |style: Style| style.remove_modifier(Modifier::DIM);
        let weights = |name| {
            let bare = |style| Style { sub_modifier: Modifier::empty(), ..bare(style) };
            palette(name).colourless().map_styles(bare)
        };
        for name in PaletteName::ALL {
            assert_eq!(weights(name), weights(PaletteName::None), "{name:?}");
        }
        let none = palette(PaletteName::None);
        assert_eq!(none.colourless(), *none);
    }
}

//! Whether a background is dark or light, and how well colours stand out on it.

/// What the terminal's background is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Light letters stand out more on it.
    Dark,
    /// Dark letters stand out more on it.
    Light,
}

impl Background {
    /// Returns whether a colour is dark or light, by which of black and white contrasts more.
    #[must_use]
    pub fn of(rgb: [u8; 3]) -> Self {
        let against = |other| contrast(rgb, other);
        if against([255; 3]) >= against([0; 3]) { Self::Dark } else { Self::Light }
    }

    /// Returns the black or the white that is this to the extreme.
    #[must_use]
    pub fn extreme(self) -> [u8; 3] {
        match self {
            Self::Dark => [0; 3],
            Self::Light => [255; 3],
        }
    }

    /// Reads the background from `COLORFGBG`: `15;0`, `0;default;15`. `None` if it has none.
    #[must_use]
    pub fn from_colorfgbg(value: &str) -> Option<Self> {
        match value.rsplit(';').next()?.parse().ok()? {
            0..=6 | 8 => Some(Self::Dark),
            7 | 9..=15 => Some(Self::Light),
            16_u8.. => None,
        }
    }
}

/// Returns the contrast of two colours, from 1 to 21, as WCAG 2 defines it.
#[must_use]
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the relative luminance, from 0 to 1.
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let weighted = rgb.into_iter().map(linear).zip([0.2126, 0.7152, 0.0722]);
    weighted.map(|(channel, weight)| channel * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_the_standard_says() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.001);
        assert!((contrast([0x77; 3], [255; 3]) - 4.478).abs() < 0.001);
        assert!((contrast([255, 0, 0], [255; 3]) - 3.998).abs() < 0.001);
    }

    #[test]
    fn a_background_is_what_letters_stand_out_on() {
        for dark in [[0, 0, 0], [0x1e, 0x1e, 0x1e], [0, 0x2b, 0x36], [0x30, 0x0a, 0x24], [0x28, 0x2c, 0x34]] {
            assert_eq!(Background::of(dark), Background::Dark, "{dark:?}");
        }
        for light in [[255, 255, 255], [0xfa, 0xfa, 0xfa], [0xfd, 0xf6, 0xe3], [0xd0, 0xd0, 0xd0]] {
            assert_eq!(Background::of(light), Background::Light, "{light:?}");
        }
    }

    #[test]
    fn colorfgbg_names_the_background_last() {
        let of = Background::from_colorfgbg;
        assert_eq!(of("15;0"), Some(Background::Dark));
        assert_eq!(of("0;15"), Some(Background::Light));
        assert_eq!(of("0;default;7"), Some(Background::Light));
        assert_eq!(of("12;8"), Some(Background::Dark));
        for says_nothing in ["", "15;default", "0;99", "0;300", ";"] {
            assert_eq!(of(says_nothing), None, "{says_nothing}");
        }
    }
}

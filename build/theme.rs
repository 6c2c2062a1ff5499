//! How things look.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Outcome;
use crate::rust::variant;

/// How a role looks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct Style {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
}

/// What `tui::theme::palette` declares.
pub fn rust(roles: &BTreeMap<String, Style>) -> Outcome<String> {
    let mut fields = String::new();
    for (role, style) in roles {
        // A role is a field of the palette: its name is checked as those of enums are.
        variant(role)?;
        let style = style_rust(style).map_err(|error| format!("{role}: {error}"))?;
        fields += &format!("{role}: {style},\n");
    }
    Ok(format!("ThemePalette {{\n{fields}}}"))
}

fn style_rust(Style { fg, bg, bold, dim, italic, underlined, reversed }: &Style) -> Outcome<String> {
    let mut rust = String::from("Style::new()");
    for (ground, color) in [("fg", fg), ("bg", bg)] {
        if let Some(color) = color {
            rust += &format!(".{ground}({})", color_rust(color)?);
        }
    }
    let modifiers = [
        (bold, "BOLD"),
        (dim, "DIM"),
        (italic, "ITALIC"),
        (underlined, "UNDERLINED"),
        (reversed, "REVERSED"),
    ];
    for (_, modifier) in modifiers.into_iter().filter(|(set, _)| **set) {
        rust += &format!(".add_modifier(Modifier::{modifier})");
    }
    Ok(rust)
}

/// The colour of a name or of `#rrggbb`.
fn color_rust(color: &str) -> Outcome<String> {
    let Some(channels) = color.strip_prefix('#') else {
        return Ok(format!("Color::{}", variant(color)?));
    };
    if channels.len() != 6 || !channels.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(format!("“{color}” is no colour").into());
    }
    let [_, red, green, blue] = u32::from_str_radix(channels, 16)?.to_be_bytes();
    Ok(format!("Color::Rgb({red}, {green}, {blue})"))
}

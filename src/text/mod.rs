//! Japanese text, independent of cases: width, line breaking, folding, readings, numbers.

#[cfg(test)]
pub(crate) mod alphabet;
pub mod company;
pub mod excerpt;
pub mod fold;
pub mod kana;
pub mod kana_to_latin;
pub mod latin_to_kana;
mod nearest;
pub mod number;
pub mod shown;
pub mod sign;
mod web;
pub mod width;
pub mod wrap;

pub use nearest::{all_nearest, edits, nearest};
pub use web::{ascii_address, displayed_address, is_web_address};

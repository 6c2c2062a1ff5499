//! Japanese text, independent of cases: width, line breaking, folding, readings, numbers.

#[cfg(test)]
pub(crate) mod alphabet;
pub mod excerpt;
pub mod fold;
pub mod kana;
mod nearest;
pub mod number;
pub mod romaji;
pub mod shown;
pub mod sign;
pub mod typed;
mod web;
pub mod width;
pub mod wrap;

pub use nearest::{all_nearest, edits, nearest};
pub use web::is_web_address;

//! Japanese text, without anything of cases: how wide it is, where a line may break, how it is
//! folded for comparing, what it sounds like, how numbers are written.

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

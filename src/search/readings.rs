//! The readings of Japanese words, and matching by sound.
//!
//! `assets/readings.fst` has the readings of words with kanji (made by `scripts/readings` from
//! NAIST-jdic). A text is not cut into words: every word of the table at every place is followed with
//! all of its readings, so 最上 is もがみ and さいじょう, and nothing depends on a guess.

mod lattice;
mod likely;
mod starts;
mod table;

pub use lattice::Sounding;
pub use likely::{latin_reading, likely_reading};
pub use starts::{Beginnings, WordStart, first_sounds};

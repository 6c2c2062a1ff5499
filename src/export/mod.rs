//! Cases as other people's formats, and as lines of words for a terminal.

pub mod found;
pub mod json;
pub mod page;
pub mod tsv;

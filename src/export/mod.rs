//! Cases as other people's formats, and as lines of words for a terminal.

pub mod found;
pub mod json;
pub mod markdown;
pub mod page;
pub mod text;
pub mod tsv;

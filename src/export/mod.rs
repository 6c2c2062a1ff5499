//! Cases in other formats, and as lines for a terminal.

pub mod found;
pub mod json;
pub mod markdown;
pub mod page;
pub mod text;
pub mod tsv;

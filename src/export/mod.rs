//! Cases in other formats, and what a search found in them.

pub mod found;
pub mod json;
pub mod markdown;
pub mod output;
pub mod text;
pub mod tsv;

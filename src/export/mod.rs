//! Cases in other formats, and what a search found in them.

pub mod csv;
pub mod found;
pub mod json;
pub mod markdown;
pub mod output;
pub mod table;
pub mod text;
pub mod tsv;

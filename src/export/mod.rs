//! Cases in other formats, and what a search found in them.

pub mod charts_text;
pub mod comparison_text;
pub mod csv;
pub mod distribution_text;
pub mod found;
pub mod grid;
pub mod json;
pub mod markdown;
pub mod output;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod sheet_json;
pub mod sheet_text;
pub mod table;
pub mod text;
pub mod tsv;
#[cfg(feature = "xlsx")]
pub mod xlsx;

//! Bytes → cases: find files, decode them, read their pages, repair what copying broke, report what was
//! undone.
//!
//! ```text
//! load ▶ find ▶ file ┬ unpack: what lies in containers ┬ office, pdf: documents as HTML ┐
//!                    └ a text ─────────────────────────┴────────────────────────────────┴▶ read
//!
//!               read ┬ decode ┬ json ──────────────────────────┐
//!                    │        ├ literal                        │
//!                    │        ├ html                           │
//!                    │        ├ own                            ├▶ Line ▶ pages ▶ page ┬ fields: the rows
//!                    │        ├ records ─ grid ─ writer        │                      ├ align: the form among the letters
//!                    │        └ line_prefixes ─ tables, wiki ─ │                      ├ doubt, ledger: the better reading
//!                    │          furniture ─ word_separators ─  │                      └ page_head, value, diagnose ▶ Case
//!                    │          single_cells ─ closing_notes ──┘
//!                    └ refusal: why there is no page
//! ```
//!
//! `raw` gives the lines behind a field again.

mod above;
mod align;
mod answer_cache;
mod builtin;
mod closing_notes;
mod columns;
mod contradiction;
mod decode;
mod diagnose;
mod document;
mod doubt;
mod field_value;
mod fields;
mod file;
mod file_kind;
mod find;
mod form;
mod furniture;
mod grid;
mod html;
mod join;
mod json;
mod label_rows;
mod ledger;
mod legend;
mod letters;
mod line;
mod line_prefixes;
mod literal;
mod load;
mod markup;
mod office;
mod once;
mod outline;
mod own;
mod page;
mod page_boundary;
mod page_head;
mod page_restarts;
mod pages;
mod pdf;
mod raw;
mod read;
mod records;
mod refusal;
mod saved_page;
mod sections;
mod single_cells;
mod tables;
mod unpack;
mod value;
mod wiki;
mod word_list;
mod word_separators;
mod writer;
mod written;

pub use file::read_pages;
pub use find::STANDARD_INPUT;
pub use form::prepare;
pub use load::{Again, FileRecord, Known, Loaded, Outcome, Places, ReadFile, Stamp, load, load_files};
pub use raw::{Origin, RawLines, RawProblem};

#[cfg(test)]
mod tests;

//! Bytes → cases: find files, decode them, read their pages, repair what copying broke, report what was
//! undone.
//!
//! ```text
//! load ▶ find ▶ read ┬ decode ┬ json ─────────────────┐
//!                    │        ├ literal               │
//!                    │        ├ html                  │
//!                    │        ├ own ─ writer          ├▶ Line ▶ pages ▶ page ┬ fields: the rows as they stand
//!                    │        ├ records ─ grid        │                      ├ align: the form laid over the letters
//!                    │        └ edges ─ tables, wiki ─│                      ├ doubt, ledger: the better, no letter lost
//!                    │          furniture ─ worded ─  │                      └ head, value, diagnose ▶ Case
//!                    │          lone ─ closing ───────┘
//!                    └ refusal: why there is no page
//! ```
//!
//! `raw` gives the lines behind a field again.

mod align;
mod answers;
mod builtin;
mod closing;
mod columns;
mod contradiction;

mod decode;
mod diagnose;
mod doubt;
mod edges;
mod fields;
mod find;
mod form;
mod found;
mod furniture;
mod grid;
mod head;
mod html;
mod join;
mod json;
mod ledger;
mod legend;
mod letters;
mod line;
mod literal;
mod load;
mod lone;
mod markup;
mod outline;
mod own;
mod page;
mod pages;
mod places;
mod raw;
mod read;
mod records;
mod refusal;
mod restart;
mod seam;
mod tables;
mod value;
mod wiki;
mod word_list;
mod worded;
mod writer;

pub use find::STANDARD_INPUT;
pub use form::prepare;
pub use load::{Again, Known, Outcome, Places, ReadFile, Stamp, load};
pub use raw::{Origin, RawLines, RawProblem};
pub use read::read_pages;

#[cfg(test)]
mod tests;

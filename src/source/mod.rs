//! Bytes → cases: find files, decode them, read their pages, repair what copying broke, report what was
//! undone.
//!
//! ```text
//! load ▶ find ▶ read ┬ decode ┬ json ──────────┐
//!                    │        ├ html           │            ┌ fields: the rows as they stand
//!                    │        ├ own ─ writer ──┼▶ Line ▶ pages ▶ page ┼ align: the form laid over the letters
//!                    │        ├ records ▶ grid ┤            ├ doubt, ledger: the better of the two, no letter lost
//!                    │        └ furniture ─ lone ─ closing ┘        └ head, value, diagnose ▶ Case
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
mod worded;
mod writer;

pub use find::STANDARD_INPUT;
pub use form::prepare;
pub use load::{Again, Known, Outcome, Places, ReadFile, Stamp, load};
pub use raw::{Origin, RawLines, RawProblem};
pub use read::read_pages;

#[cfg(test)]
mod tests;

//! Bytes → cases: find files, decode them, read their pages, repair what copying broke, report what was
//! undone.
//!
//! ```text
//! load ▶ find ▶ read ┬ decode ┬ json ─────────────┐
//!                    │        ├ html              │             ┌ fields (with outline, columns, legend)
//!                    │        ├ own ──── writer ──┼▶ Line ▶ pages ▶ page ┤   the rows as they stand
//!                    │        ├ records ▶ grid ───┤ (restart, seam)  ├ align: the form laid over the letters
//!                    │        └ furniture ▶ line ─┘             ├ doubt: the better of the two
//!                    └ refusal: why there is no page            └ head, value, diagnose ▶ Case
//! ```
//!
//! `raw` gives the lines behind a field again.

mod align;
mod answers;
mod builtin;
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
mod legend;
mod line;
mod load;
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
mod value;
mod writer;

pub use find::STANDARD_INPUT;
pub use form::prepare;
pub use load::{Again, Known, Outcome, Places, ReadFile, Stamp, load};
pub use raw::{Origin, RawLines, RawProblem};
pub use read::read_pages;

#[cfg(test)]
mod tests;

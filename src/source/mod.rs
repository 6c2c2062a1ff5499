//! Bytes → cases: find files, decode them, tell their lines apart, repair what copying broke, say
//! what was done.
//!
//! `load`: `find` → `read` (or `refusal`): `decode` → `line` (with `markup`), `html`, `json` or `records` (with `grid`
//! and `writer`) → `pages` (with `form`) →
//! `outline` and `fields` (with `columns`, `legend` and `join`) → `value` → `diagnose` (with
//! `contradiction`); `page` makes a case of them. `raw` gives the lines behind it again.

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

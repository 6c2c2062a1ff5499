//! Bytes → cases: find files, decode them, tell their lines apart, repair what copying broke, say
//! what was done.
//!
//! `load`: `find` → `read`: `decode` → `line` (with `markup`) → `pages` (with `form`) → `outline` and `fields` (with
//! `columns`, `legend` and `join`) → `value` → `diagnose`; `page` makes a case of them.

mod builtin;
mod columns;
mod decode;
mod diagnose;
mod fields;
mod find;
mod form;
mod found;
mod join;
mod legend;
mod line;
mod load;
mod markup;
mod outline;
mod page;
mod pages;
mod places;
mod read;
mod value;

pub use load::load;
pub use read::read_pages;

#[cfg(test)]
mod tests;

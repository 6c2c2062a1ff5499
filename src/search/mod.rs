//! Query text → ranked cases, with the letters to light up.
//!
//! ```text
//! query text ─ query (conditions, problems; names, quantity) ─────────────────┐
//!                                                                             ├─ evaluate ─▶ hits, ranked
//! pages ─ texts (form, readings) ─ index ─ term (how well it matches) ────────┘
//! hits, and any text that is shown ─ light ─▶ ranges to light up
//! ```

pub mod complete;
mod evaluate;
pub mod facet;
mod form;
pub mod glossary;
mod hits;
mod index;
mod light;
mod lookup;
mod measure;
mod name_field;
pub mod names;
mod number;
pub mod pick;
pub mod place;
pub mod quantity;
pub mod query;
mod rank;
mod readings;
mod tally;
mod term;
mod texts;

pub use evaluate::Hit;
pub use hits::clause_counts_message;
pub use index::{Index, PageTexts};
pub use light::Light;
pub use lookup::{Lookup, find_case};
pub use name_field::NameField;
pub use query::Query;
pub use texts::Texts;

#[cfg(test)]
mod tests;

//! Query text → ranked cases, with the letters to light up.
//!
//! ```text
//! query text ─ query (conditions, problems; names, quantity) ─────────┐
//!                                                                     ├─ prepare (term, standings: how well it matches)
//! pages ─ texts (form, readings) ─ index (corpus, postings, ids) ─────┘
//!                             ┌─ evaluate, hits ─▶ hits, ranked; hits of each clause alone
//!                             ├─ nothing, slips ─▶ wrong letters, what helps where there are no hits
//! the prepared query ─────────┴─ light ─▶ ranges to light up in hits, and in any text that is shown
//! ```

mod abbreviations;
pub mod complete;
mod corpus;
mod evaluate;
mod form;
pub mod glossary;
mod hits;
mod ids;
mod index;
mod light;
mod lookup;
mod measure;
mod name_field;
mod name_order;
pub mod names;
mod nothing;
mod number;
pub mod pick;
pub mod place;
mod postings;
mod prepare;
pub mod quantity;
pub mod query;
pub mod query_example;
mod rank;
mod readings;
mod section_name;
mod slips;
mod standings;
pub mod tally;
mod term;
pub use term::named_prefecture;
mod texts;

pub use evaluate::Hit;
pub use form::searched_part;
pub use index::{Index, PageTexts};
pub use lookup::{Lookup, find_case};
pub use name_field::NameField;
pub use name_order::NameOrder;
pub use nothing::NothingFound;
pub use prepare::PreparedQuery;
pub use query::Query;
pub use section_name::sections_named;
pub use texts::Texts;

#[cfg(test)]
mod tests;

//! The query language: query text → what has to hold.
//!
//! Any text is a query. What cannot be parsed is left out and explained as a [`Problem`]; the rest
//! works. The text itself is the whole state of a search, so that choices are made by editing it
//! ([`with_clause_toggled`], [`without_clauses`]).
//!
//! ```text
//! query       = part { space part }                all clauses hold
//! part        = clause | view
//! view        = ( "列" | "順" | "群" ) ":" columns   filters nothing; the last of a kind wins
//!             | "近" ":" case | "見" ":" drawing
//! clause      = [ "-" ] alternative { "|" alternative }
//! alternative = [ name operator ] value            the name holds for the alternatives behind it too
//! operator    = ":"  "="  "<"  "<="  ">"  ">="     in any width
//! value       = '"' characters '"' | word          a doubled quote in quotes is a single one
//! ```

mod amount;
mod condition;
mod edit;
mod facts;
mod lex;
mod name_kind;
mod numeral;
mod parse;
mod position;
mod problem;
mod state_words;
#[cfg(test)]
mod tests;
mod view;

pub use crate::model::item_key;
pub use condition::{Clause, Condition, Query, Words};
pub use edit::{
    Choice, is_chosen, quote_value, quoted, unquote, with_clause_toggled, with_filter, with_view,
    without_clauses, without_view,
};
pub use facts::{Decider, answers};
pub use lex::MOST_CONDITIONS;
pub use lex::{Operator, is_minus, is_quote};
pub use parse::LONGEST;
pub use position::{Awaited, Position, position};
pub use problem::{Gravity, Missing, Problem, ProblemKind};
pub use state_words::{IS, sign_words};
pub use view::{Drawing, ViewClause, ViewKind, is_list_comma, is_plus};

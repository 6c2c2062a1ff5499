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
//! clause      = [ "-" | "!" ] alternative { or alternative }
//! or          = "|" | "," | "、" | "OR" | "または"   between two words, with spaces or without
//! alternative = [ name operator ] value            the name holds for the alternatives behind it too
//!             | name number end                    患者1万人以上
//! operator    = ":"  "="  "<"  "<="  ">"  ">="     in any width
//! value       = '"' characters '"' | word          a doubled quote in quotes is a single one
//! ```

mod amount;
mod condition;
mod edit;
mod facts;
mod lex;
mod money;
mod name_kind;
mod natural;
mod numeral;
mod operator;
mod parse;
mod position;
mod problem;
mod separator;
mod state_words;
#[cfg(test)]
mod tests;
mod text_scope;
mod view;

pub use crate::model::item_key;
pub use condition::{Clause, Condition, Query, Words};
pub use edit::{
    Choice, is_chosen, quote_value, quoted, unquote, with_clause_toggled, with_filter, with_view,
    without_clauses, without_view,
};
pub use facts::{Decider, answers, given_answers};
pub use lex::MOST_CONDITIONS;
pub use operator::Operator;
pub use parse::LONGEST;
pub use position::{Awaited, Position, position};
pub use problem::{Gravity, Missing, Problem, ProblemKind};
pub use separator::{is_minus, is_quote};
pub use state_words::{IS, sign_words};
pub use view::{Drawing, ViewClause, ViewKind, is_list_comma, is_plus};

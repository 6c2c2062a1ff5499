//! Cases with the same answer, and what that is called.

use super::bins::Bin;
use super::state::AnswerState;
use crate::lang::Lang;
use crate::search::quantity::{Quantity, Unit};
use crate::text::number::grouped;

/// Cases with the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The answer.
    pub key: GroupKey,
    /// The cases, as indexes in [`Catalog::entries`].
    pub cases: Vec<usize>,
    /// The clause that finds exactly these among all cases, if one does; states without an answer may share one, which
    /// finds those of all of them.
    pub clause: Option<String>,
}

/// The answer of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupKey {
    /// An answer, in the spelling of most pages.
    Text(String),
    /// Numbers between two edges of a quantity.
    Bin(Bin, Quantity),
    /// No answer.
    State(AnswerState),
}

impl GroupKey {
    /// Returns the group as it is shown.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::State(state) => state.label(lang).to_owned(),
            Self::Bin(bin, quantity) => bin_label(*bin, *quantity),
        }
    }
}

/// Returns `2,000 – 4,999`; the upper edge of a ratio is not in the bin: `200 – <500`.
fn bin_label(Bin { from, to, parts }: Bin, quantity: Quantity) -> String {
    let whole =
        |number: u64| if quantity.unit() == Unit::Year { number.to_string() } else { grouped(number) };
    match quantity {
        Quantity::Per { .. } if quantity.unit() == Unit::Share => {
            format!("{}% – <{}%", from * 100 / parts, to * 100 / parts)
        }
        Quantity::Per { .. } => format!("{} – <{}", whole(from), whole(to)),
        Quantity::Of(_) if to - from == 1 => whole(from),
        Quantity::Of(_) => format!("{} – {}", whole(from), whole(to - 1)),
    }
}

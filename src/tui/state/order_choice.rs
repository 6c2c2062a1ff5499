//! The orders of the list to choose from, and which one its rows are in.

use crate::analysis::Column;
use crate::analysis::column_list::all_columns;
use crate::lang::Lang;
use crate::search::query::ViewKind;

use super::State;
use super::order::{Order, column_label, largest_first};
use super::popup_item::PopupItem;
use super::sheet_columns::NAMES;
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// Returns every order to choose from: those of the list, names and places, then every number; both directions, the
/// natural one first.
#[must_use]
pub fn offered() -> Vec<Order> {
    let is_place = |column: &Column| matches!(column, Column::Field("area"));
    let is_number =
        |column: &Column| matches!(column, Column::Quantity(_) | Column::MarkCount(_) | Column::Quality(_));
    let columns = all_columns();
    let places = columns.iter().filter(|column| **column == NAMES || is_place(column));
    let numbers = columns.iter().filter(|column| is_number(column));
    let both = places.chain(numbers).flat_map(|column| {
        let natural = largest_first(column);
        [natural, !natural].map(|descending| Order::Column(column.clone(), descending))
    });
    [Order::Match, Order::Page].into_iter().chain(both).collect()
}

/// Returns the items of the chooser, the order of the list marked.
#[must_use]
pub fn items(state: &State) -> Vec<PopupItem> {
    let item = |order: &Order| {
        let is_own = order == state.list.order();
        let words = match order {
            Order::Match => state.lang.text("order.match").to_owned(),
            Order::Page | Order::Column(..) => order.label(true, state.lang),
        };
        let (mark, style) = if is_own { ("● ", WordStyle::Accent) } else { ("  ", WordStyle::Plain) };
        let names = match order {
            Order::Column(column, descending) => {
                let texts = [Lang::Ja, Lang::En].map(|lang| column_label(column, *descending, lang));
                texts.into_iter().chain(column.text()).collect()
            }
            Order::Match | Order::Page => vec![words.clone()],
        };
        let spans = vec![WordSpan::new(format!(" {mark}{words} "), style)];
        PopupItem { names, ..PopupItem::choice(vec![SpanLine { choice: None, spans, right: None }]) }
    };
    offered().iter().map(item).collect()
}

impl State {
    /// Returns the column that the rows are sorted by, of the query or of the list; true from the last to the first.
    #[must_use]
    pub fn sorted_by(&self) -> Option<(&Column, bool)> {
        if self.search.is_sorted {
            return self.search.sorted_by.as_ref().map(|(column, descending)| (column, *descending));
        }
        match self.list.order() {
            Order::Column(column, descending) => Some((column, *descending)),
            Order::Match | Order::Page => None,
        }
    }

    /// Returns the words for the order of the rows, a column with the sign of its direction.
    #[must_use]
    pub fn order_label(&self) -> String {
        let sorted = self.search.query.view_text(ViewKind::Sort).filter(|_| self.search.is_sorted);
        match sorted {
            Some(columns) => format!("順:{columns}"),
            None => match self.list.order() {
                Order::Column(column, descending) => {
                    format!("{} {}", column.label(self.lang), if *descending { "▼" } else { "▲" })
                }
                order @ (Order::Match | Order::Page) => order.label(self.search.hits().is_some(), self.lang),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_is_offered_once_and_kept_as_text() {
        let offered = offered();
        for (at, order) in offered.iter().enumerate() {
            assert_eq!(Order::parse(&order.text()).as_ref(), Some(order));
            assert!(!offered[..at].contains(order), "{order:?}");
        }
        assert_eq!(Order::parse("運用費/患者").map(|order| order.text()).as_deref(), Some("運用費/患者"));
        assert_eq!(Order::parse("no such column"), None);
    }
}

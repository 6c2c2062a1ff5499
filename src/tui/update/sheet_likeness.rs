//! The order of likeness: to the case under the cursor, to a network that one describes, by what one chooses.

use strum::VariantArray;

use crate::analysis::likeness::FeatureGroup;
use crate::search::Query;
use crate::search::query::{Drawing, ViewKind, is_quote, quote_value, with_view, without_view};
use crate::tui::message::Tone;
use crate::tui::state::State;
use crate::tui::state::likeness_choice::text_with_toggled;
use crate::tui::state::search::SelectsRow;

use super::search;
use super::sheet_opening;

/// Shows the cases as a table by their likeness to the one under the cursor.
pub fn order_by_likeness(state: &mut State) {
    let Some((_, case)) = state.open_case() else { return };
    let name = quote_value(&case.id);
    let text = without_view(state.search.text(), &[ViewKind::Sort, ViewKind::Groups]);
    let text = with_view(&text, ViewKind::Drawing, Drawing::Table.word());
    sheet_opening::open(state, with_view(&text, ViewKind::Near, &name));
    state.search.selects = SelectsRow::Best;
    state.sheet.reads_likeness = true;
}

/// Lets one describe a network in the search box, and shows the cases by their likeness to it.
pub fn describe_network(state: &mut State) {
    let describes = state
        .search
        .view
        .base(&state.catalog)
        .is_some_and(|base| base.is_ok_and(|base| base.entry.is_none()));
    let mut text = without_view(state.search.text(), &[ViewKind::Sort, ViewKind::Groups]);
    text = with_view(&text, ViewKind::Drawing, Drawing::Table.word());
    if !describes {
        text = with_view(&text, ViewKind::Near, "\"\"");
    }
    search::begin(state);
    sheet_opening::open(state, text.clone());
    // The caret stands before the closing quote.
    let near = Query::parse(&text).view.into_iter().rfind(|clause| clause.kind == ViewKind::Near);
    let span = near.map_or(text.len()..text.len(), |clause| clause.span);
    let quote = text.get(span.clone()).and_then(|base| base.rfind(is_quote));
    let caret = quote.map_or(span.end, |quote| span.start + quote);
    state.search.set_text(text, caret);
    state.sheet.reads_likeness = true;
    state.say("sheet.describe", Tone::Done);
}

/// Compares the cases by a group of features too, or no longer.
pub fn toggle_likeness_group(state: &mut State, choice: Option<usize>) {
    let Some(group) = choice.and_then(|choice| FeatureGroup::VARIANTS.get(choice)) else { return };
    match text_with_toggled(state, *group) {
        Some(text) => sheet_opening::set_text(state, text),
        None => state.say("sheet.last_group", Tone::Done),
    }
}

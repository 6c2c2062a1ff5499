//! What cases are compared by, where a table is in the order of their likeness: groups of features, to choose from.

use strum::VariantArray;

use crate::analysis::likeness::FeatureGroup;
use crate::analysis::likeness_base::LikenessBase;
use crate::analysis::similar::features_of;
use crate::search::query::{ViewKind, with_view};

use super::State;
use super::popup_item::{PopupItem, check_box};
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// Returns the groups with their features and weights, with a check mark for those that are compared.
#[must_use]
pub fn items(state: &State) -> Vec<PopupItem> {
    let base = state.search.view.base(&state.catalog).and_then(Result::ok);
    let chosen = base.map(|base| base.groups.clone()).unwrap_or_default();
    let item = |group: &FeatureGroup| {
        let features = features_of(*group);
        let weight: u32 = features.iter().map(|(_, weight)| weight).sum();
        let (mark, style) = check_box(chosen.contains(group));
        let labels = features.iter().map(|(column, weight)| format!("{} {weight}", column.label(state.lang)));
        let labels = labels.collect::<Vec<_>>().join(state.lang.text("analysis.item_comma"));
        let spans = vec![
            WordSpan::new(format!("  {mark} {} {weight}  ", group.label(state.lang)), style),
            WordSpan::new(labels, WordStyle::Quiet),
        ];
        PopupItem::choice(vec![SpanLine { choice: None, spans, right: None }])
    };
    FeatureGroup::VARIANTS.iter().map(item).collect()
}

/// Returns the query text that compares a group of features too, or no longer; `None` for the only one.
#[must_use]
pub fn text_with_toggled(state: &State, group: FeatureGroup) -> Option<String> {
    let mut base = LikenessBase::clone(&*state.search.view.base(&state.catalog)?.ok()?);
    let is_chosen = |of: &FeatureGroup| base.groups.contains(of) != (*of == group);
    base.groups = FeatureGroup::VARIANTS.iter().filter(|of| is_chosen(of)).copied().collect();
    let text = with_view(state.search.text(), ViewKind::Near, &base.text());
    (!base.groups.is_empty()).then_some(text)
}

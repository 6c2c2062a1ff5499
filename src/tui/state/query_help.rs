//! How queries are written: examples to run.

use crate::lang::Lang;
use crate::search::query_example::{EXAMPLES, QueryExample};
use crate::text::width::cells;

use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// Returns the examples as items of a popup.
#[must_use]
pub fn items(lang: Lang) -> Vec<PopupItem> {
    let column = EXAMPLES.iter().map(|example| cells(example.text(lang))).max().unwrap_or_default();
    let item = |example: &QueryExample| {
        let (query, words) = (example.text(lang), lang.text(example.label_id));
        let gap = " ".repeat(column.saturating_sub(cells(query)) + 2);
        let spans = vec![WordSpan::new(query, WordStyle::Key), WordSpan::new(gap + words, WordStyle::Plain)];
        let names = [Lang::Ja, Lang::En].map(|lang| lang.text(example.label_id).to_owned()).into();
        PopupItem { names, ..PopupItem::choice(vec![SpanLine { choice: None, spans, right: None }]) }
    };
    EXAMPLES.iter().map(item).collect()
}

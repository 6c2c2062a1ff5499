//! The title of a section above its table.

use super::flow::{spans_cells, wrap_spans};
use super::span::{Role, Span};
use crate::lang::Lang;
use crate::model::Section;
use crate::model::schema::english_name;
use crate::text::sign::signs;

/// Returns ── 3 参加団体数と参加患者数 ─────, in English with the English title beside it, in lines of at
/// most `width` cells. The rule is extended to the width, unless that is `usize::MAX`.
#[must_use]
pub fn section_heading(section: &Section, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let number = section.number().map(|number| format!("{number} ")).unwrap_or_default();
    let mut line = vec![
        Span::new(format!("{} ", signs().rule.repeat(2)), Role::Plain),
        Span::new(number, Role::Plain),
        Span::new(section.title.as_str(), Role::Title),
    ];
    if let Some(name) = english_name(&section.title).filter(|_| lang == Lang::En) {
        line.push(Span::new(format!(" {name}"), Role::English));
    }
    let room = if width == usize::MAX { 3 } else { width.saturating_sub(spans_cells(&line)) };
    if room > 1 {
        line.push(Span::new(format!(" {}", signs().rule.repeat(room - 1)), Role::Plain));
    }
    wrap_spans(&line, width)
}

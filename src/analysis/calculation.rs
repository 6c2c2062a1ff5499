//! How a derived number of a page comes about, with the lines of both numbers.

use super::cell::NumberFormat;
use super::column::Column;
use crate::lang::Lang;
use crate::model::{Case, field_of};
use crate::search::quantity::{Measure, Number, Quantity};

/// Returns the calculation of a ratio: `51,322,000円 (:154) ÷ 32,187人 (:70)`; `None` for any other column, and
/// where a number is missing.
#[must_use]
pub fn calculation(column: &Column, case: &Case, lang: Lang) -> Option<String> {
    let Column::Quantity(Quantity::Per { measure, per }) = column else { return None };
    Some(format!("{} ÷ {}", number_with_line(*measure, case, lang)?, number_with_line(*per, case, lang)?))
}

fn number_with_line(measure: Measure, case: &Case, lang: Lang) -> Option<String> {
    let number = NumberFormat::Whole.text(Number::whole(measure.value_in(case)?));
    let unit = Column::Quantity(Quantity::Of(measure)).heading(NumberFormat::Whole, lang).unit;
    let gap = if lang == Lang::En && !unit.is_empty() { " " } else { "" };
    let field = measure.fields().iter().find_map(|id| field_of(case, id))?;
    let place = case.source.place_without_lines(field.lines.first);
    let place = place.map_or_else(|| format!(":{}", field.lines.first), ToString::to_string);
    Some(format!("{number}{gap}{unit} ({place})"))
}

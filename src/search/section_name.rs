//! Sections by what people call them.

use std::cmp::Reverse;

use crate::model::{Case, Section, schema::schema};

use super::pick::{Pattern, PickName};

/// Returns the indices of the sections of a case that a text names, the best first: by title, short title, English,
/// sound or number.
#[must_use]
pub fn sections_named(text: &str, case: &Case) -> Vec<usize> {
    let pattern = Pattern::new(text);
    if text.trim().is_empty() {
        return Vec::new();
    }
    let sections = case.sections.iter().enumerate();
    let mut named: Vec<_> = sections
        .filter_map(|(place, section)| {
            let close = pattern.closeness_of_names(&names(section))?;
            // Letters here and there name nothing.
            let Reverse(tier) = close.worst;
            tier.map(|_| (close, place))
        })
        .collect();
    named.sort_unstable();
    named.into_iter().map(|(_, place)| place).collect()
}

/// Returns the names of a section: its title, those of the form, its number.
fn names(section: &Section) -> Vec<PickName> {
    let spec = section.id.and_then(|id| schema().section(id));
    let of_form = spec.into_iter().flat_map(|spec| [spec.short, spec.en]);
    let shown = [section.title.as_str()].into_iter().chain(of_form).map(PickName::new);
    let number = section.number().map(|number| PickName::new(&number.to_string()));
    shown.chain(number).collect()
}

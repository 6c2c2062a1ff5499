//! Columns about one item of a field, where the form says which items there are.

use super::column::Column;
use super::kind::ColumnKind;
use super::state::AnswerState;
use crate::model::schema::schema;
use crate::model::{Case, Value, field_of, form_effects};
use crate::search::quantity::{Measure, Quantity};

/// The types of facilities that the form has, and their numbers.
pub const FACILITY_TYPES: [Measure; 6] = [
    Measure::Hospitals,
    Measure::MedicalClinics,
    Measure::DentalClinics,
    Measure::Pharmacies,
    Measure::CareFacilities,
    Measure::OtherFacilities,
];

/// Returns a column for each type of facilities of the form.
#[must_use]
pub fn facility_columns() -> [Column; 6] {
    FACILITY_TYPES.map(|measure| Column::Quantity(Quantity::Of(measure)))
}

/// Returns a column for each item of 導入効果 of the form.
pub fn effect_columns() -> impl Iterator<Item = Column> {
    (0..schema().effects.len()).map(Column::Effect)
}

impl Column {
    /// True for a column that is about an item of a field: a mark of 導入効果, types of facilities, an answer of a list.
    #[must_use]
    pub fn is_item(&self) -> bool {
        if let Self::Quantity(Quantity::Of(measure)) = self {
            return *measure != Measure::Facilities && measure.fields() == ["facilities"];
        }
        matches!(self, Self::Effect(_) | Self::Item(_) | Self::OtherItems { .. })
    }

    /// True for a column that stands for a field whose items can have a column each.
    #[must_use]
    pub fn has_items(&self) -> bool {
        let is_listed = || matches!(self.kind(), ColumnKind::Choice | ColumnKind::Items);
        *self == Self::Marks
            || *self == Self::Quantity(Quantity::Of(Measure::Facilities))
            || matches!(self, Self::Field(_)) && is_listed()
    }
}

/// True if a page says something in a field of items that is none of the form's items.
#[must_use]
pub fn has_more_than_items(case: &Case, id: &str) -> bool {
    let Some(field) = field_of(case, id) else { return false };
    if let Value::Facilities { items } = &field.value {
        let is_known =
            |name: &str| FACILITY_TYPES.iter().any(|measure| measure.facility_type() == Some(name));
        return items.iter().any(|item| !is_known(&item.facility_type));
    }
    let effects = field.value.effects();
    let is_unread = AnswerState::of_answer(field) == AnswerState::Unread;
    is_unread || form_effects(effects).iter().any(Option::is_none)
}

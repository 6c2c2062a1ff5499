//! The wide form of a file: a row a page, a column a datum.

use strum::VariantArray;

use super::assets::DERIVED;
use super::classes::Class;
use super::column::{Column, Quality};
use super::items::FACILITY_TYPES;
use super::page_fact::{FeePart, LISTED_STATES, PageFact, SourcePart, StaffBasis};
use crate::model::EffectMark;
use crate::model::schema::{FieldSpec, ValueKind, schema};
use crate::search::names::find_quantity;
use crate::search::place::HeadPart;
use crate::search::quantity::Quantity;

/// Returns the columns of the wide form.
#[must_use]
pub fn wide_columns() -> Vec<Column> {
    let names = [HeadPart::Id, HeadPart::Name, HeadPart::Nickname, HeadPart::Url].map(Column::Head);
    let facts = [PageFact::Newest, PageFact::Prefectures, PageFact::PrefectureCodes].map(Column::Fact);
    let classes = [Class::Region, Class::LeadKind].map(Column::Class);
    let fields = schema().fields().flat_map(field_columns);
    let derived = DERIVED.iter().filter_map(|known| find_quantity(known.ratio)).map(Column::Quantity);
    let states = LISTED_STATES.map(|state| Column::Fact(PageFact::FieldsIn(state)));
    let source = SourcePart::VARIANTS.iter().map(|part| Column::Fact(PageFact::Source(*part)));
    let heads = names.into_iter().chain(facts).chain(classes);
    let tail = states.into_iter().chain([Column::Quality(Quality::Warnings)]).chain(source);
    heads.chain(fields).chain(derived).chain(tail).collect()
}

/// Returns the columns of a field: one for each number or text that its answer has.
fn field_columns(spec: &FieldSpec) -> Vec<Column> {
    let own = Column::of_field(spec.id);
    match spec.kind {
        ValueKind::Text
        | ValueKind::Choice
        | ValueKind::List
        | ValueKind::Prefectures
        | ValueKind::Year
        | ValueKind::Count
        | ValueKind::Money => vec![own],
        ValueKind::StatusYear => vec![Column::Fact(PageFact::LaunchStatus), own],
        ValueKind::Staff => {
            let kinds = StaffBasis::VARIANTS.iter().map(|basis| Column::Fact(PageFact::Staff(*basis)));
            [own].into_iter().chain(kinds).collect()
        }
        ValueKind::Effects => {
            let items = (0..schema().effects.len()).map(Column::Effect);
            EffectMark::ALL.map(Column::MarkCount).into_iter().chain(items).collect()
        }
        ValueKind::Facilities => {
            let types = FACILITY_TYPES.map(|measure| Column::Quantity(Quantity::Of(measure)));
            [own].into_iter().chain(types).collect()
        }
        ValueKind::Fee => {
            FeePart::VARIANTS.iter().map(|part| Column::Fact(PageFact::Fee(spec.id, *part))).collect()
        }
    }
}

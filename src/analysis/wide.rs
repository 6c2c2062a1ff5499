//! The wide form of a file: a row a page, a column a datum.

use strum::VariantArray;

use super::assets::DERIVED;
use super::cell::{CellValue, NumberFormat, mark_sign};
use super::classes::Class;
use super::column::{Column, Quality};
use super::grid::{Grid, GridList};
use super::item_columns::{effect_columns, facility_columns};
use super::kind::ColumnKind;
use super::page_fact::{FeePart, LISTED_STATES, PageFact, SourcePart, StaffBasis};
use crate::lang::Lang;
use crate::model::schema::{FieldSpec, ValueKind, schema};
use crate::model::{Case, CasePage, EffectMark, Value, field_of, form_effects};
use crate::search::names::find_quantity;
use crate::search::place::HeadPart;
use crate::search::quantity::Number;

/// Returns the rows of pages in the wide form.
#[must_use]
pub fn wide_grid<'a>(pages: &'a [CasePage<'a>], lang: Lang) -> Grid<'a> {
    let mut grid = Grid::of_pages(wide_columns(), pages, lang);
    grid.lists = vec![
        GridList::new("effects", &EFFECT_MEMBERS, |row| effects(pages[row].case)),
        GridList::new("facilities_by_type", &FACILITY_MEMBERS, |row| facilities(pages[row].case)),
    ];
    grid
}

/// Returns the types of facilities, a row a page.
#[must_use]
pub fn facilities_grid<'a>(pages: &'a [CasePage<'a>], lang: Lang) -> Grid<'a> {
    Grid::of_pages(names().into_iter().chain(facility_columns()).collect(), pages, lang)
}

/// Returns the signs of the items of 導入効果, a row a page.
#[must_use]
pub fn effects_grid<'a>(pages: &'a [CasePage<'a>], lang: Lang) -> Grid<'a> {
    Grid::of_pages(names().into_iter().chain(effect_columns()).collect(), pages, lang)
}

fn names() -> [Column; 2] {
    [HeadPart::Id, HeadPart::Nickname].map(Column::Head)
}

const EFFECT_MEMBERS: [(&str, ColumnKind); 3] =
    [("item", ColumnKind::Text), ("effect", ColumnKind::Text), ("mark", ColumnKind::Text)];
const FACILITY_MEMBERS: [(&str, ColumnKind); 2] = [("type", ColumnKind::Text), ("count", ColumnKind::Number)];

/// Returns the items of 導入効果: the page's words, the id of the form's item, the sign.
fn effects(case: &Case) -> Vec<Vec<CellValue<'_>>> {
    let items = field_of(case, "effects").map_or(&[][..], |field| field.value.effects());
    let form = form_effects(items);
    let of_form = |at: Option<usize>| {
        at.map_or(CellValue::None, |at| {
            CellValue::Words(Column::Effect(at).heading(NumberFormat::Whole, Lang::En).id)
        })
    };
    let items = items.iter().zip(form);
    items
        .map(|(item, at)| {
            vec![CellValue::Text(&item.text), of_form(at), CellValue::Text(mark_sign(item.mark))]
        })
        .collect()
}

/// Returns the types of facilities and their numbers.
fn facilities(case: &Case) -> Vec<Vec<CellValue<'_>>> {
    let Some(Value::Facilities { items }) = field_of(case, "facilities").map(|field| &field.value) else {
        return Vec::new();
    };
    let count =
        |count: Option<u64>| count.map_or(CellValue::None, |count| CellValue::Number(Number::whole(count)));
    items.iter().map(|item| vec![CellValue::Text(&item.facility_type), count(item.count)]).collect()
}

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
            EffectMark::ALL.map(Column::MarkCount).into_iter().chain(effect_columns()).collect()
        }
        ValueKind::Facilities => [own].into_iter().chain(facility_columns()).collect(),
        ValueKind::Fee => {
            FeePart::VARIANTS.iter().map(|part| Column::Fact(PageFact::Fee(spec.id, *part))).collect()
        }
    }
}

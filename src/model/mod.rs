//! The data model of cases: plain data, without parsing, drawing or I/O.
//!
//! A [`Case`] is one page; a [`Catalog`] is every page that was read, grouped by case.
//! The names of sections and fields come from the [`schema`].

mod case;
mod case_json;
mod case_sign;
mod catalog;
mod diagnostic;
mod differ;
mod effect_items;
mod file_sort;
mod identity;
mod line_span;
mod page_date;
mod place;
mod prefecture;
pub mod schema;
mod value;

pub use case::{Answer, Case, Field, PageFormat, PageSource, Section, field_of};
pub use case_sign::CaseSign;
pub use catalog::{CaseEntry, CasePage, Catalog};
pub use diagnostic::{Code, Diagnostic, DiagnosticDetail, Severity};
pub use differ::{Differing, differing};
pub use effect_items::{effect_of_form, form_effects, item_key};
pub use file_sort::{FileSort, PassedOver};
pub use identity::{CaseKey, Identity, base_id, name_hash, same_case_key};
pub use line_span::LineSpan;
pub use page_date::{DateSource, PageDate, day_in_japan};
pub use place::{ContainerKind, Part, Place, place_text};
pub use prefecture::{
    NATIONWIDE, full_prefecture_names, prefecture_code, prefecture_rank, read_prefecture, short_prefecture,
};
pub use value::{EffectItem, EffectMark, FacilityItem, Fee, MoneyUnit, StaffGroup, UNSELECTED, Value};

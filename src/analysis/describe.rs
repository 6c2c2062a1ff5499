//! All fields of the form in a line each: states, different answers, figures.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::cell::{Cell, CellValue, NumberFormat};
use super::column::Column;
use super::distribution::plain_column;
use super::figures::kind_figure;
use super::groups::count_answers;
use super::heading::label_with_unit;
use super::kind::ColumnKind;
use super::sheet::{RowKey, Sheet, SheetRow};
use super::summary::Summary;
use crate::lang::Lang;
use crate::model::schema::{schema, section_of};
use crate::model::{Catalog, Field, form_effects};
use crate::search::quantity::{Measure, Number};

/// Returns a line for each field of the form: states, different answers, and the figures of numbers.
#[must_use]
pub fn describe_fields(catalog: &Catalog, entries: &[usize], lang: Lang) -> Sheet<'static> {
    let number =
        |id: &str, label: &'static str| plain_column(id, lang.text(label).to_owned(), ColumnKind::Number);
    let states = [
        ("answered", "analysis.answered"),
        ("blank", "analysis.blank"),
        ("unselected", "analysis.unselected"),
        ("missing", "analysis.missing"),
        ("unread", "analysis.unread"),
    ];
    let figures = [
        ("min", "analysis.min"),
        ("q1", "analysis.q1"),
        ("median", "analysis.median"),
        ("q3", "analysis.q3"),
        ("max", "analysis.max"),
    ];
    let mut columns = vec![
        plain_column("field", lang.text("analysis.field").to_owned(), ColumnKind::Text),
        number("cases", "analysis.cases"),
    ];
    columns.extend(states.map(|(id, label)| number(id, label)));
    columns.push(number("kinds", "analysis.kinds"));
    let figure =
        |(id, label): (&str, &'static str)| plain_column(id, lang.text(label).to_owned(), ColumnKind::Ratio);
    columns.extend(figures.map(figure));
    let form = FormFields::new(catalog, entries);
    let fields: Vec<(usize, &'static str)> = schema().fields().map(|spec| spec.id).enumerate().collect();
    let rows = fields.into_par_iter().map(|(at, id)| describe_field(id, &form.column(at), lang)).collect();
    Sheet { columns, rows, foot: Vec::new(), cases: entries.len(), counts: None, summary: None }
}

/// The fields of the form in each of some cases, found in one walk.
struct FormFields<'a> {
    /// A row a case, a slot a field of the form.
    slots: Vec<Option<&'a Field>>,
    fields: usize,
}

impl<'a> FormFields<'a> {
    fn new(catalog: &'a Catalog, entries: &[usize]) -> Self {
        let ids = schema().fields().enumerate().map(|(at, spec)| (spec.id, at));
        let places: HashMap<&str, usize> = ids.collect();
        let fields = places.len();
        let mut slots = vec![None; entries.len() * fields];
        for (row, entry) in entries.iter().enumerate() {
            let sections = catalog.case(*entry).map_or(&[][..], |case| &case.sections);
            for section in sections {
                for field in &section.fields {
                    let id = field.id.filter(|id| section.id.is_none_or(|own| section_of(id) == Some(own)));
                    if let Some(at) = id.and_then(|id| places.get(id)) {
                        slots[row * fields + at].get_or_insert(field);
                    }
                }
            }
        }
        Self { slots, fields }
    }

    /// Returns a field of the form, by its index, in every case.
    fn column(&self, at: usize) -> Vec<Option<&'a Field>> {
        self.slots.iter().skip(at).step_by(self.fields).copied().collect()
    }
}

fn describe_field(id: &'static str, fields: &[Option<&Field>], lang: Lang) -> SheetRow<'static> {
    let (counts, kinds) = count_answers(fields);
    let kinds = if id == "effects" { count_form_effects(fields) } else { kinds };
    let measure = Measure::by_id(id).filter(|measure| *measure != Measure::Effects);
    let number = |field: &&Field| Some(Number::whole(measure?.of_value(&field.value)?));
    let summary = Summary::new(fields.iter().flatten().filter_map(number).collect());
    let kind = Column::of_field(id).kind();
    let figure =
        |pick: fn(&Summary) -> f64| {
            Cell::from_value(summary.as_ref().map(pick).map(|figure| {
                CellValue::Shown(Box::new(CellValue::Figure(figure)), kind_figure(figure, kind))
            }))
        };
    let unit = measure.map_or("", |_| Column::of_field(id).heading(NumberFormat::Whole, lang).base_unit);
    let label = label_with_unit(&Column::Field(id).label(lang), unit, lang);
    let mut cells = vec![Cell::new(CellValue::Words(label)), Cell::from_count(counts.total())];
    cells.extend(counts.iter().map(|(_, count)| Cell::from_count(count)));
    cells.push(Cell::from_count(kinds));
    cells.push(figure(|summary| summary.min));
    cells.extend([
        figure(|summary| summary.quartiles[0]),
        figure(|summary| summary.quartiles[1]),
        figure(|summary| summary.quartiles[2]),
        figure(|summary| summary.max),
    ]);
    SheetRow { key: RowKey::Field(id.to_owned()), cells }
}

/// Returns how many of the form's items of 導入効果 occur.
fn count_form_effects(fields: &[Option<&Field>]) -> usize {
    let items = fields.iter().flatten().flat_map(|field| form_effects(field.value.effects()));
    items.flatten().collect::<BTreeSet<usize>>().len()
}

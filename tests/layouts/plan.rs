//! Which sections and fields of a case a page has, and in which order.

use jirei::model::schema::{FieldSpec, SectionSpec, schema};

use super::layout::{Head, Layout, Order};
use super::sample::{Sample, fields};
use crate::generator::Dice;

/// A section as a page has it.
pub struct Part {
    /// Its place in the form, from 1.
    pub number: usize,
    pub spec: &'static SectionSpec,
    /// The fields with their values.
    pub fields: Vec<(&'static FieldSpec, String)>,
    /// A paragraph behind the section that belongs to no field.
    pub note: Option<&'static str>,
}

/// What a file has to give for one of its pages.
#[derive(Clone)]
pub struct Expected {
    pub sample: Sample,
    /// For each of the 69 fields whether the page has its label.
    pub is_written: Vec<bool>,
    pub has_nickname: bool,
    pub has_url: bool,
}

/// The sections of a page, in page order. Pages of one file have the same sections.
pub fn parts(sample: &Sample, layout: &Layout, notes: &[&'static str]) -> Vec<Part> {
    let mut dice = Dice(layout.seed ^ 0x0050_4C41_4E00);
    // Dice of their own: notes leave all else as it is.
    let mut note_dice = Dice(layout.seed ^ 0x004E_4F54_4553);
    let mut values = sample.values.iter();
    let mut parts: Vec<Part> = Vec::new();
    for (number, spec) in (1..).zip(schema().sections) {
        let fields = spec.fields.iter().map(|field| (field, values.next().cloned().unwrap_or_default()));
        let note = (!notes.is_empty()).then(|| note_dice.one(notes));
        parts.push(Part { number, spec, fields: fields.collect(), note });
    }
    match layout.order {
        Order::Form => {}
        Order::FieldsReversed => parts.iter_mut().for_each(|part| part.fields.reverse()),
        Order::SectionsShuffled => {
            for last in (1..parts.len()).rev() {
                parts.swap(last, dice.below(last + 1));
            }
        }
        // Without a head the name is in the first section.
        Order::SomeSections => parts.retain(|part| dice.chance(60) || part.number == 1),
        Order::OnlyFilled => {
            parts.iter_mut().for_each(|part| part.fields.retain(|(_, value)| !value.is_empty()));
            parts.retain(|part| !part.fields.is_empty());
        }
    }
    parts
}

/// What reading the page has to give.
pub fn expected(sample: &Sample, parts: &[Part], layout: &Layout) -> Expected {
    let is_in = |id: &str| parts.iter().flat_map(|part| &part.fields).any(|(field, _)| field.id == id);
    let has_head = layout.head != Head::Absent;
    Expected {
        sample: sample.clone(),
        is_written: fields().map(|field| is_in(field.id)).collect(),
        has_nickname: has_head,
        has_url: has_head,
    }
}

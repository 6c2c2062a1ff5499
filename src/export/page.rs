//! A case laid out as lines of words: what the browser draws and `jirei show` prints.

use std::ops::Range;

use crate::lang::Lang;
use crate::model::{Case, Section};

/// What a span of words is, for the colours of whoever draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The name of a case.
    Title,
    /// The page's own label of a field.
    Label,
    /// The English name beside a label or an effect.
    English,
    /// The page's own words.
    Text,
    /// — for an empty cell, 未選択.
    Blank,
    /// What jirei derived: 4億6,050万円, 53.8%.
    Derived,
    /// Words of the interface between the page's: bullets, separators, 補足.
    Plain,
    /// ○.
    Effective,
    /// △.
    Neutral,
    /// ×.
    Ineffective,
    /// An effect with the empty mark.
    Unanswered,
    /// A bar.
    Bar,
}

/// Some words of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// What they are.
    pub role: Role,
    /// The bytes of [`crate::model::Field::text`] that they show verbatim, for lighting up matches.
    pub origin: Option<Range<usize>>,
}

/// One line of a section's field table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLine {
    /// Index of the field in its section.
    pub field: usize,
    /// The words, padding between the columns included.
    pub spans: Vec<Span>,
}

/// The facts that tell a case from others, in one line: 山形 · 2013年 導入済み · ….
#[must_use]
pub fn key_facts(case: &Case, _lang: Lang) -> Vec<Span> {
    vec![Span { text: case.name.clone(), role: Role::Text, origin: None }]
}

/// The field table of a section in lines of at most `width` cells; `usize::MAX` never wraps.
#[must_use]
pub fn section_table(_case: &Case, section: &Section, _width: usize, _lang: Lang) -> Vec<TableLine> {
    let line = |(field, row): (usize, &crate::model::Field)| TableLine {
        field,
        spans: vec![
            Span { text: format!("{}  ", row.label), role: Role::Label, origin: None },
            Span { text: row.text.clone(), role: Role::Text, origin: Some(0..row.text.len()) },
        ],
    };
    section.fields.iter().enumerate().map(line).collect()
}

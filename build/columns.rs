//! The columns of tables: heads of numbers, derived figures, named sets.

use serde::Deserialize;

use crate::Outcome;
use crate::rust::{list, variant};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    measure: Vec<MeasureHead>,
    derived: Vec<Derived>,
    set: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureHead {
    id: String,
    ja: String,
    en: String,
    file: String,
    one: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Derived {
    ratio: String,
    file: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    words: Vec<String>,
    columns: String,
}

/// What `analysis::assets` declares of columns.
pub fn rust(Columns { measure, derived, set }: &Columns) -> Outcome<String> {
    let measures = list(measure, |MeasureHead { id, ja, en, file, one }| {
        let id = variant(id)?;
        let head = format!("measure: Measure::{id}, ja: {ja:?}, en: {en:?}, file: {file:?}, one: {one:?}");
        Ok(format!("MeasureHead {{ {head} }}"))
    })?;
    let derived = list(derived, |Derived { ratio, file }| {
        Ok(format!("DerivedColumn {{ ratio: {ratio:?}, file: {file:?} }}"))
    })?;
    let sets = list(set, |Set { words, columns }| {
        Ok(format!("ColumnSet {{ words: &{words:?}, columns: {columns:?} }}"))
    })?;
    Ok(format!("({measures}, {derived}, {sets})"))
}

//! Figures about all networks of the country.

use serde::Deserialize;

use crate::Outcome;
use crate::rust::{list, variant};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmarks {
    source: Vec<Source>,
    figure: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    id: String,
    name: String,
    short: String,
    year: String,
    ja: String,
    en: String,
    address: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    column: String,
    statistic: String,
    item: Option<String>,
    value: String,
    unit: String,
    n: Option<u32>,
    source: String,
    note: Option<String>,
}

/// What `analysis::benchmarks` declares.
pub fn rust(Benchmarks { source, figure }: &Benchmarks) -> Outcome<String> {
    let sources = list(source, |Source { name, short, year, ja, en, address, .. }| {
        let survey = format!("Bilingual {{ ja: {ja:?}, en: {en:?} }}");
        Ok(format!(
            "BenchmarkSource {{ name: {name:?}, short: {short:?}, year: {year:?}, survey: {survey}, address: {address:?} }}"
        ))
    })?;
    let figures = list(figure, |figure| {
        let Figure { column, item, unit, n, note, .. } = figure;
        let at = source.iter().position(|source| source.id == figure.source);
        let at = at.ok_or_else(|| format!("{column}: no source is called “{}”", figure.source))?;
        let (over, under) = decimal(&figure.value)?;
        let statistic = variant(&figure.statistic)?;
        Ok(format!(
            "Benchmark {{ column: {column:?}, statistic: Statistic::{statistic}, item: {item:?}, over: {over}, \
             under: {under}, unit: {unit:?}, n: {n:?}, source: &BENCHMARK_SOURCES[{at}], note: {note:?} }}"
        ))
    })?;
    Ok(format!(
        "const BENCHMARK_SOURCES: &[BenchmarkSource] = {sources};\n\nconst BENCHMARKS: &[Benchmark] = {figures};"
    ))
}

/// A decimal number as a dividend and a power of ten.
fn decimal(text: &str) -> Outcome<(u64, u64)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{part}").parse().map_err(|_| format!("“{text}” is no number"))?;
    Ok((digits, 10_u64.pow(u32::try_from(part.len())?)))
}

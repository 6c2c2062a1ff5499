//! The tiles of the map.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::Outcome;
use crate::rust::list;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiles {
    rows: Vec<String>,
}

/// The prefectures of Japan.
const PREFECTURES: usize = 47;
/// A place without a tile.
const NONE: &str = "..";

/// What `analysis::prefecture_map` declares of tiles.
pub fn rust(Tiles { rows }: &Tiles) -> Outcome<String> {
    let places = rows.iter().enumerate().flat_map(|(row, line)| {
        let tiles = line.split_whitespace().enumerate().filter(|(_, name)| *name != NONE);
        tiles.map(move |(column, name)| (name, row, column))
    });
    let places: Vec<(&str, usize, usize)> = places.collect();
    let names: BTreeSet<&str> = places.iter().map(|(name, ..)| *name).collect();
    if places.len() != PREFECTURES || names.len() != PREFECTURES {
        return Err(
            format!("{} tiles of {} prefectures, not of {PREFECTURES}", places.len(), names.len()).into()
        );
    }
    list(&places, |(prefecture, row, column)| {
        Ok(format!("Tile {{ prefecture: {prefecture:?}, row: {row}, column: {column} }}"))
    })
}

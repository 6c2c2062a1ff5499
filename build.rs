//! The words of the interface, from `assets/labels.toml` into the program: parsed once here instead of
//! at every start.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

const LABELS: &str = "assets/labels.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    ja: String,
    en: String,
}

/// Writes `labels.rs`: an array of id (`group.name`), Japanese and English, by id.
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LABELS}");
    let tables: BTreeMap<String, BTreeMap<String, Words>> = toml::from_str(&fs::read_to_string(LABELS)?)?;
    let mut labels: Vec<(String, Words)> = Vec::new();
    for (group, words) in tables {
        labels.extend(words.into_iter().map(|(name, words)| (format!("{group}.{name}"), words)));
    }
    labels.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut written = String::from("&[\n");
    for (id, Words { ja, en }) in labels {
        writeln!(written, "    ({id:?}, {ja:?}, {en:?}),")?;
    }
    written.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("labels.rs"), written)?;
    Ok(())
}

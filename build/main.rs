//! What the assets hold, into the program as Rust: parsed and checked once here instead of at every start.
//! What is an enum in the program is checked by the compiler: a name that it does not have is an error there.

mod abbreviations;
mod benchmarks;
mod charts;
mod classes;
mod columns;
mod foldings;
mod glossary;
mod keymap;
mod labels;
mod names;
mod readings;
mod rust;
mod schema;
mod site_menu;
mod theme;
mod tiles;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use serde::de::DeserializeOwned;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match write_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all() -> Outcome<()> {
    println!("cargo::rerun-if-changed=build");
    let schema: schema::Schema = made_from("schema.toml", |text| {
        let schema = parsed(text)?;
        write("schema", &schema::rust(&schema)?)?;
        Ok(schema)
    })?;
    write("labels", &made_from("labels.toml", |text| Ok(labels::rust(&parsed(text)?)))?)?;
    write("foldings", &made_from("foldings.toml", |text| foldings::rust(&parsed(text)?))?)?;
    write("keymap", &made_from("keymap.toml", |text| keymap::rust(&parsed(text)?))?)?;
    write("names", &made_from("names.toml", |text| names::rust(&parsed(text)?, &schema))?)?;
    write("columns", &made_from("columns.toml", |text| columns::rust(&parsed(text)?))?)?;
    write("classes", &made_from("classes.toml", |text| classes::rust(&parsed(text)?))?)?;
    write("charts", &made_from("charts.toml", |text| charts::rust(&parsed(text)?))?)?;
    write("benchmarks", &made_from("benchmarks.toml", |text| benchmarks::rust(&parsed(text)?))?)?;
    write("tiles", &made_from("tiles.toml", |text| tiles::rust(&parsed(text)?))?)?;
    write("site_menu", &made_from("site_menu.toml", |text| site_menu::rust(&parsed(text)?))?)?;
    write("abbreviations", &made_from("abbreviations.tsv", abbreviations::rust)?)?;
    write("glossary", &made_from("glossary.tsv", glossary::rust)?)?;
    for theme in ["dark", "light", "high-contrast", "16"] {
        let rust = made_from(&format!("theme/{theme}.toml"), |text| theme::rust(&parsed(text)?))?;
        write(&format!("theme_{theme}"), &rust)?;
    }
    of_asset("readings.fst", |path| readings::check(fs::read(path)?))?;
    made_from("readings_more.tsv", readings::check_more)
}

/// What `made` makes of the text of an asset; an error names the asset.
fn made_from<T>(asset: &str, made: impl FnOnce(&str) -> Outcome<T>) -> Outcome<T> {
    of_asset(asset, |path| made(&fs::read_to_string(path)?))
}

fn of_asset<T>(asset: &str, made: impl FnOnce(&str) -> Outcome<T>) -> Outcome<T> {
    let path = format!("assets/{asset}");
    println!("cargo::rerun-if-changed={path}");
    made(&path).map_err(|error| format!("{path}: {error}").into())
}

fn parsed<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    Ok(toml::from_str(text)?)
}

fn write(name: &str, rust: &str) -> Outcome<()> {
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join(format!("{name}.rs")), rust)?)
}

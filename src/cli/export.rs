//! `jirei export`: every page, for programs.

use std::path::PathBuf;

use super::arguments::ExportFormat;
use super::console::Console;
use super::failure::{Ending, Outcome};
use super::pages;
use crate::export::json;
use crate::source;

/// Prints every page. The document tells of unread files itself; lines leave that to stderr.
pub fn run(format: ExportFormat, paths: &[PathBuf], console: &mut Console) -> Outcome {
    let catalog = source::load(paths);
    pages::note_unread(&catalog, console.lang);
    match format {
        ExportFormat::Json => json::document(&catalog, &mut console.out)?,
        ExportFormat::Ndjson => json::lines(&catalog, &mut console.out)?,
    }
    Ok(pages::unless_none(&catalog, paths, console.lang, Ending::Fine))
}

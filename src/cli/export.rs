//! `jirei export`: every page, for programs.

use super::console::Console;
use super::failure::{RunEnding, RunResult};
use super::format::ExportFormat;
use super::pages::{self, PagePaths};
use crate::export::json;
use crate::source;

/// Prints every page. The document contains the unread files; for lines they are reported on stderr.
pub fn run(format: ExportFormat, places: &PagePaths, console: &mut Console) -> RunResult {
    let catalog = source::load(&places.paths);
    pages::note_unread(&catalog, places, console.lang);
    match format {
        ExportFormat::Json => json::write_document(&catalog, &mut console.out)?,
        ExportFormat::Ndjson => json::write_lines(&catalog, &mut console.out)?,
    }
    Ok(pages::fail_if_empty(&catalog, places, console.lang, RunEnding::Fine))
}

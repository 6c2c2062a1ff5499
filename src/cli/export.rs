//! `jirei export`: every page, for programs.

use super::console::Console;
use super::failure::{Ending, Outcome};
use super::format::ExportFormat;
use super::pages::{self, Places};
use crate::export::json;
use crate::source;

/// Prints every page. The document tells of unread files itself; lines leave that to stderr.
pub fn run(format: ExportFormat, places: &Places, console: &mut Console) -> Outcome {
    let catalog = source::load(&places.paths);
    pages::note_unread(&catalog, places, console.lang);
    match format {
        ExportFormat::Json => json::document(&catalog, &mut console.out)?,
        ExportFormat::Ndjson => json::lines(&catalog, &mut console.out)?,
    }
    Ok(pages::unless_none(&catalog, places, console.lang, Ending::Fine))
}

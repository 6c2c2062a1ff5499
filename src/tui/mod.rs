//! The browser.

use crate::lang::Lang;
use crate::model::Catalog;

/// Opens the browser and stays in it until the user quits.
///
/// # Errors
/// Where the terminal cannot be taken over, read or written.
pub fn run(_catalog: Catalog, _lang: Lang) -> anyhow::Result<()> {
    Ok(())
}

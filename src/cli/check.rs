//! `jirei check`: what reading had to undo, and what a person should look at.

use std::io::Write;

use super::console::{Console, note};
use super::failure::{Ending, Outcome};
use super::format::Format;
use super::pages::{self, Places};
use crate::export::json;
use crate::export::page::{Role, Span};
use crate::model::{Code, Diagnostic, Severity};
use crate::source;

/// Prints every diagnostic, then a summary on stderr.
pub fn run(format: Format, places: &Places, console: &mut Console) -> Outcome {
    let catalog = source::load(&places.paths);
    let of_pages = catalog.pages.iter().flat_map(|case| &case.diagnostics);
    let all: Vec<&Diagnostic> = of_pages.chain(&catalog.diagnostics).collect();
    match format {
        Format::Text => {
            for diagnostic in &all {
                let spans = pages::spans(diagnostic, console.lang);
                console.wrapped(&spans)?;
            }
        }
        Format::Json => json::diagnostics(&all, &mut console.out)?,
    }
    console.out.flush()?;
    pages::note_wrongly_set(&catalog, places, console.lang);
    let count = |severity| all.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let summary = console.lang.fill(
        "cli.summary",
        &[
            ("pages", &catalog.pages.len()),
            ("errors", &errors),
            ("warnings", &warnings),
            ("infos", &count(Severity::Info)),
        ],
    );
    note(&summary);
    let ending = if errors + warnings > 0 { Ending::Nothing } else { Ending::Fine };
    Ok(pages::unless_none(&catalog, places, console.lang, ending))
}

/// Says what a code means, what reading did and what a person can do. Reads no page.
pub fn explain(code: Code, format: Format, console: &mut Console) -> Outcome {
    match format {
        Format::Text => {
            let (severity, name) = (code.severity().name(), code.name());
            console.line(&[Span::new(format!("{severity}[{name}]"), Role::Title)])?;
            for line in code.explanation(console.lang).lines() {
                console.wrapped(&[Span::new(line, Role::Text)])?;
            }
        }
        Format::Json => json::explanation(code, console.lang, &mut console.out)?,
    }
    Ok(Ending::Fine)
}

//! `jirei check`: the diagnostics of reading.

use std::io::Write;

use super::console::{Console, print_note};
use super::failure::{RunEnding, RunResult};
use super::format::ReportFormat;
use super::pages::{self, PagePaths};
use crate::export::json;
use crate::field_table::{Role, Span};
use crate::model::{Code, Diagnostic, Severity};
use crate::source;

/// Prints every diagnostic, then a summary on stderr.
pub fn run(format: ReportFormat, places: &PagePaths, console: &mut Console) -> RunResult {
    let catalog = source::load(&places.paths);
    let of_pages = catalog.pages.iter().flat_map(|case| &case.diagnostics);
    let all: Vec<&Diagnostic> = of_pages.chain(&catalog.diagnostics).collect();
    match format {
        ReportFormat::Text => {
            for diagnostic in &all {
                let spans = pages::diagnostic_spans(diagnostic, console.lang);
                console.print_wrapped(&spans)?;
            }
        }
        ReportFormat::Json => json::write_diagnostics(&all, &mut console.out)?,
    }
    console.out.flush()?;
    pages::note_bad_setting(&catalog, places, console.lang);
    pages::note_passed_over(&catalog, console.lang);
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
    print_note(&summary);
    let ending = if errors + warnings > 0 { RunEnding::Nothing } else { RunEnding::Fine };
    Ok(pages::fail_if_empty(&catalog, places, console.lang, ending))
}

/// Prints the explanation of a code. Reads no page.
pub fn explain(code: Code, format: ReportFormat, console: &mut Console) -> RunResult {
    match format {
        ReportFormat::Text => {
            let (severity, name) = (code.severity().name(), code.name());
            console.print_line(&[Span::new(format!("{severity}[{name}]"), Role::Title)])?;
            for line in code.explanation(console.lang).lines() {
                console.print_wrapped(&[Span::new(line, Role::Text)])?;
            }
        }
        ReportFormat::Json => json::write_explanation(code, console.lang, &mut console.out)?,
    }
    Ok(RunEnding::Fine)
}

//! Reads the pages of the arguments, and reports unread files.

use std::path::PathBuf;

use strum::VariantArray;

use super::console::{print_note, quote};
use super::failure::RunEnding;
use crate::config::StateFile;
use crate::field_table::{Role, Span};
use crate::lang::Lang;
use crate::model::{CaseSign, Catalog, Diagnostic, Severity};
use crate::search::Query;
use crate::source;
use crate::text::shown::shown;

/// The paths to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePaths {
    /// The files and folders; none for the built-in pages.
    pub paths: Vec<PathBuf>,
    /// The configuration that names them, as `file:line`; `None` if the command line does.
    pub set_in: Option<String>,
}

/// Reads the pages and reports unread files on stderr.
#[must_use]
pub fn read_catalog(places: &PagePaths, lang: Lang) -> Catalog {
    let catalog = source::load(&places.paths);
    note_unread(&catalog, places, lang);
    catalog
}

/// Sets the user's bookmarks and marks on the cases; reports an error of the state file if the query depends on
/// them.
pub fn load_signs(catalog: &mut Catalog, query: Option<&Query>, lang: Lang) {
    let (kept, trouble) = StateFile::from_environment().load();
    catalog.set_signed(CaseSign::Bookmark, kept.bookmarks);
    catalog.set_signed(CaseSign::Mark, kept.marks);
    let asks = |query: &Query| CaseSign::VARIANTS.iter().any(|sign| query.asks_for(*sign));
    if let Some(trouble) = trouble.filter(|_| query.is_some_and(asks)) {
        print_note(&format!("jirei: {}", trouble.message(lang)));
    }
}

/// Reports the files without a page on stderr.
pub fn note_unread(catalog: &Catalog, places: &PagePaths, lang: Lang) {
    for diagnostic in &catalog.diagnostics {
        print_note(&diagnostic_line(diagnostic, lang));
    }
    note_bad_setting(catalog, places, lang);
}

/// Reports on stderr how many files of each kind were passed over beside the pages.
pub fn note_passed_over(catalog: &Catalog, lang: Lang) {
    let message = catalog.passed_over.message(lang).filter(|_| !catalog.pages.is_empty());
    if let Some(message) = message {
        print_note(&format!("jirei: {message}"));
    }
}

/// Reports on stderr which configuration names a path without a page, since the user did not type it.
pub fn note_bad_setting(catalog: &Catalog, places: &PagePaths, lang: Lang) {
    if is_named(catalog, places) {
        note_setting(places, lang);
    }
}

/// True if one of the paths themselves has no page, rather than a file below it.
fn is_named(catalog: &Catalog, places: &PagePaths) -> bool {
    let is_unread = |path: &PathBuf| {
        catalog.diagnostics.iter().any(|diagnostic| *diagnostic.path == *path.to_string_lossy())
    };
    places.paths.iter().any(is_unread)
}

/// Prints a note on stderr if the paths come from the configuration.
fn note_setting(places: &PagePaths, lang: Lang) {
    if let Some(file) = &places.set_in {
        print_note(&lang.fill("cli.set-paths", &[("file", &shown(file))]));
    }
}

/// Returns `path:line: severity[code] message`.
#[must_use]
pub fn diagnostic_line(diagnostic: &Diagnostic, lang: Lang) -> String {
    diagnostic_spans(diagnostic, lang).into_iter().map(|span| span.text).collect()
}

/// Returns the line of [`diagnostic_line`] as spans; the severity is a word and a colour.
#[must_use]
pub fn diagnostic_spans(diagnostic: &Diagnostic, lang: Lang) -> Vec<Span> {
    let severity = diagnostic.severity();
    let role = match severity {
        Severity::Info => Role::Plain,
        Severity::Warning => Role::Neutral,
        Severity::Error => Role::Ineffective,
    };
    vec![
        Span::new(diagnostic.place(), Role::Label),
        Span::new(": ", Role::Plain),
        Span::new(format!("{}[{}]", severity.name(), diagnostic.code.name()), role),
        Span::new(format!(" {}", diagnostic.message(lang)), Role::Text),
    ]
}

/// The maximal number of paths without a page that are named.
const NAMED: usize = 3;

/// Returns `ending` if there is a page. Without any, names the paths, unless a diagnostic did, and returns a
/// failure.
#[must_use]
pub fn fail_if_empty(catalog: &Catalog, places: &PagePaths, lang: Lang, ending: RunEnding) -> RunEnding {
    if !catalog.pages.is_empty() {
        return ending;
    }
    let paths = &places.paths;
    let named = paths.iter().take(NAMED).map(|path| quote(&path.to_string_lossy(), lang));
    let more = (paths.len() > NAMED).then(|| "…".to_owned());
    let all = named.chain(more).collect::<Vec<_>>().join(lang.text("cli.and"));
    if catalog.passed_over.count() > 0 {
        let kinds = catalog.passed_over.text(lang);
        print_note(&lang.fill("cli.passed-over", &[("places", &all), ("kinds", &kinds)]));
    } else if catalog.diagnostics.is_empty() {
        print_note(&lang.fill("cli.no-page", &[("places", &all)]));
    }
    if !is_named(catalog, places) {
        note_setting(places, lang);
    }
    RunEnding::Failed
}

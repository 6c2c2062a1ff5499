//! Reading the pages that the arguments name, and saying what could not be read.

use std::path::PathBuf;

use super::console::{note, quoted};
use super::failure::{Ending, escaped};
use crate::config::StateFile;
use crate::export::page::{Role, Span};
use crate::lang::Lang;
use crate::model::{Catalog, Diagnostic, Severity};
use crate::search::Query;
use crate::source;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The files and folders; none for the built-in pages.
    pub paths: Vec<PathBuf>,
    /// The configuration that names them, as `file:line`; `None` where the command line does.
    pub set_in: Option<String>,
}

/// Reads the pages; what could not be read is said on stderr.
#[must_use]
pub fn read(places: &Places, lang: Lang) -> Catalog {
    let catalog = source::load(&places.paths);
    note_unread(&catalog, places, lang);
    catalog
}

/// Puts the reader's bookmarks on the cases; what is wrong with them is said where the query asks for
/// them.
pub fn mark(catalog: &mut Catalog, query: Option<&Query>, lang: Lang) {
    let (kept, trouble) = StateFile::from_environment().load();
    catalog.set_bookmarks(kept.bookmarks);
    if let Some(trouble) = trouble.filter(|_| query.is_some_and(Query::asks_for_bookmarks)) {
        note(&format!("jirei: {}", trouble.message(lang)));
    }
}

/// Says on stderr which files gave no page.
pub fn note_unread(catalog: &Catalog, places: &Places, lang: Lang) {
    for diagnostic in &catalog.diagnostics {
        note(&line(diagnostic, lang));
    }
    note_wrongly_set(catalog, places, lang);
}

/// Says on stderr which configuration names a path that gave no page: nobody typed it.
pub fn note_wrongly_set(catalog: &Catalog, places: &Places, lang: Lang) {
    if is_named(catalog, places) {
        note_setting(places, lang);
    }
}

/// True where one of the paths themselves gave no page, and not a file below it.
fn is_named(catalog: &Catalog, places: &Places) -> bool {
    let is_unread = |path: &PathBuf| {
        catalog.diagnostics.iter().any(|diagnostic| *diagnostic.path == *path.to_string_lossy())
    };
    places.paths.iter().any(is_unread)
}

fn note_setting(places: &Places, lang: Lang) {
    if let Some(file) = &places.set_in {
        note(&lang.fill("cli.set-paths", &[("file", &escaped(file))]));
    }
}

/// `path:line: severity[code] message`.
#[must_use]
pub fn line(diagnostic: &Diagnostic, lang: Lang) -> String {
    spans(diagnostic, lang).into_iter().map(|span| span.text).collect()
}

/// The same by what the words are; how much it matters is said in a word and in colour.
#[must_use]
pub fn spans(diagnostic: &Diagnostic, lang: Lang) -> Vec<Span> {
    let severity = diagnostic.severity();
    let role = match severity {
        Severity::Info => Role::Plain,
        Severity::Warning => Role::Neutral,
        Severity::Error => Role::Ineffective,
    };
    vec![
        Span::new(escaped(&diagnostic.place()), Role::Label),
        Span::new(": ", Role::Plain),
        Span::new(format!("{}[{}]", severity.name(), diagnostic.code.name()), role),
        Span::new(format!(" {}", escaped(&diagnostic.message(lang))), Role::Text),
    ]
}

/// So many places without a page are named.
const NAMED: usize = 3;

/// `ending`, or a failure where no page at all could be read; says where none is, unless something else
/// said why.
#[must_use]
pub fn unless_none(catalog: &Catalog, places: &Places, lang: Lang, ending: Ending) -> Ending {
    if !catalog.pages.is_empty() {
        return ending;
    }
    let paths = &places.paths;
    let named = paths.iter().take(NAMED).map(|path| quoted(&path.to_string_lossy(), lang));
    let more = (paths.len() > NAMED).then(|| "…".to_owned());
    let all = named.chain(more).collect::<Vec<_>>().join(lang.text("cli.and"));
    if catalog.passed_over > 0 {
        note(&lang.fill("cli.passed-over", &[("places", &all), ("count", &catalog.passed_over)]));
    } else if catalog.diagnostics.is_empty() {
        note(&lang.fill("cli.no-page", &[("places", &all)]));
    }
    if !is_named(catalog, places) {
        note_setting(places, lang);
    }
    Ending::Failed
}

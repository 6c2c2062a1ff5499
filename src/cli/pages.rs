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

/// Reads the pages; what could not be read is said on stderr.
#[must_use]
pub fn read(paths: &[PathBuf], lang: Lang) -> Catalog {
    let catalog = source::load(paths);
    note_unread(&catalog, lang);
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
pub fn note_unread(catalog: &Catalog, lang: Lang) {
    for diagnostic in &catalog.diagnostics {
        note(&line(diagnostic, lang));
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
pub fn unless_none(catalog: &Catalog, paths: &[PathBuf], lang: Lang, ending: Ending) -> Ending {
    if !catalog.pages.is_empty() {
        return ending;
    }
    let named = paths.iter().take(NAMED).map(|path| quoted(&path.to_string_lossy(), lang));
    let more = (paths.len() > NAMED).then(|| "…".to_owned());
    let places = named.chain(more).collect::<Vec<_>>().join(lang.text("cli.and"));
    if catalog.passed_over > 0 {
        note(&lang.fill("cli.passed-over", &[("places", &places), ("count", &catalog.passed_over)]));
    } else if catalog.diagnostics.is_empty() {
        note(&lang.fill("cli.no-page", &[("places", &places)]));
    }
    Ending::Failed
}

//! Made-up pages through the reader.

use std::ops::Range;

use jirei::model::Catalog;
use jirei::source;

/// The catalog of these pages, of text or of HTML.
pub fn read(pages: impl IntoIterator<Item = String>) -> Catalog {
    let read = |(at, page): (usize, String)| {
        let ending = if page.contains("</") { "html" } else { "txt" };
        source::read_pages(&format!("{at}.{ending}"), page.into_bytes()).unwrap()
    };
    Catalog::new(pages.into_iter().enumerate().flat_map(read).collect(), Vec::new())
}

/// The catalog of pages of text and of HTML, whole and damaged.
pub fn made_up(seeds: Range<u64>) -> Catalog {
    read(seeds.map(|seed| match seed % 3 {
        0 => super::page(seed),
        1 => super::damaged_page(seed),
        _ => super::html_page(seed),
    }))
}

/// The catalog of a folder with the pages of the seeds `0..count`.
pub fn loaded(count: usize) -> Catalog {
    let folder = tempfile::tempdir().unwrap();
    super::write_pages(folder.path(), count).unwrap();
    source::load(&[folder.path().to_owned()])
}

/// A page of text with other answers to these labels.
pub fn changed(mut page: String, answers: &[(&str, &str)]) -> String {
    for (label, answer) in answers {
        let at = page.find(&format!("\n{label}\t")).unwrap() + 1 + label.len() + 1;
        let end = at + page[at..].find('\n').unwrap();
        page.replace_range(at..end, answer);
    }
    page
}

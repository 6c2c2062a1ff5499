//! Electronic books (EPUB): the chapters in the order of the spine.

use super::xml::{self, XmlPiece};
use crate::model::Place;
use crate::source::written::WrittenDocument;

/// Where a book says what is in it.
const CONTAINER: &str = "META-INF/container.xml";

/// Returns the names of a book's chapters in their order; `read` gives an entry of the archive.
pub fn chapters(mut read: impl FnMut(&str) -> Option<String>) -> Vec<String> {
    let mut package = String::new();
    let container = read(CONTAINER).unwrap_or_default();
    let _ = xml::read(&container, &[], |piece| {
        if let XmlPiece::Start(element) = piece
            && element.name() == "rootfile"
            && package.is_empty()
        {
            package = element.attribute("full-path");
        }
    });
    let (mut files, mut spine) = (Vec::new(), Vec::new());
    let _ = xml::read(&read(&package).unwrap_or_default(), &[], |piece| {
        let XmlPiece::Start(element) = piece else { return };
        match element.name() {
            "item" => files.push((element.attribute("id"), element.attribute("href"))),
            "itemref" => spine.push(element.attribute("idref")),
            _ => {}
        }
    });
    let folder = package.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let file =
        |id: &String| files.iter().find(|(own, _)| own == id).map(|(_, href)| format!("{folder}{href}"));
    spine.iter().filter_map(file).collect()
}

/// Joins the chapters: a page may go on in the next one.
pub fn book(chapters: &[(String, String)]) -> WrittenDocument {
    let mut document = WrittenDocument::default();
    let mut at = 1_u32;
    for (name, text) in chapters {
        for (words, line) in text.lines().zip(1_u32..) {
            document.places.push((at, Place::Line { part: name.clone(), line }));
            document.text += words;
            document.text.push('\n');
            at = at.saturating_add(1);
        }
    }
    document
}

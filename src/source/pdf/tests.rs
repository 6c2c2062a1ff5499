//! Small files, whole and not.

use super::*;

/// A file of one page that draws this, with more objects.
fn file(content: &str, objects: &str) -> Vec<u8> {
    let file = format!(
        "%PDF-1.4\n1 0 obj <</Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]/MediaBox[0 0 600 800]>> endobj\n\
         3 0 obj <</Contents 4 0 R/Resources<</Font<</F <</Subtype/Type1>>>>/XObject<</X 5 0 R>>>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n{objects}\ntrailer <</Root 1 0 R>>",
        content.len()
    );
    file.into_bytes()
}

const WORDS: &str = "BT /F 10 Tf 50 700 Td (Hello) Tj ET";

fn html(bytes: &[u8]) -> String {
    read(bytes).unwrap().text
}

#[test]
fn words_are_read() {
    assert_eq!(html(&file(WORDS, "")), "<p>Hello</p>");
}

#[test]
fn what_gives_no_text_is_refused_with_its_reason() {
    let refused = |bytes: &[u8]| read(bytes).err();
    let encrypted = file(WORDS, "trailer <</Encrypt 9 0 R>>");
    assert_eq!(refused(&encrypted), Some(PdfRefusal::Encrypted));
    assert_eq!(
        refused(&file("q 600 0 0 800 0 0 cm /X Do Q", "5 0 obj <</Subtype/Image>> endobj")),
        Some(PdfRefusal::NoText)
    );
    assert_eq!(refused(&file("", "")), Some(PdfRefusal::NoText));
    assert_eq!(refused(b"%PDF-1.4\n"), Some(PdfRefusal::Damaged));
    let whole = file(WORDS, "");
    assert_eq!(refused(&whole[..whole.len() / 2]), Some(PdfRefusal::Damaged));
    let packed = String::from_utf8(whole).unwrap().replace("<</Length", "<</Filter/FlateDecode/Length");
    assert_eq!(refused(packed.as_bytes()), Some(PdfRefusal::Damaged));
    assert_eq!(refused(&file("q ".repeat(200_000).as_str(), "")), Some(PdfRefusal::TooLarge));
}

#[test]
fn a_drawing_in_itself_ends() {
    let object = "5 0 obj <</Subtype/Form>> stream\n/X Do\nendstream endobj";
    assert_eq!(html(&file(&format!("/X Do {WORDS}"), object)), "<p>Hello</p>");
    let object = "5 0 obj <</Subtype/Form>> stream\n/X Do /X Do /X Do /X Do /X Do /X Do\nendstream endobj";
    assert_eq!(read(&file("/X Do", object)).err(), Some(PdfRefusal::TooLarge));
}

#[test]
fn pages_in_themselves_are_refused() {
    let bytes =
        b"%PDF-1.4\n1 0 obj <</Pages 2 0 R>> endobj 2 0 obj <</Kids[2 0 R]>> endobj trailer <</Root 1 0 R>>";
    assert_eq!(read(bytes).err(), Some(PdfRefusal::Damaged));
}

#[test]
fn words_that_stand_for_the_drawn_ones_are_read() {
    let content = "BT /F 10 Tf 50 700 Td /Span <</ActualText<feff898b>>> BDC (ab) Tj EMC (c) Tj ET";
    assert_eq!(html(&file(content, "")), "<p>見c</p>");
}

//! The signs of JSON that jirei itself wrote.

/// What jirei writes near the beginning of its JSON and NDJSON.
const OWN: [&str; 2] = ["\"generator\": \"jirei ", "\"builtin\":"];
/// So many bytes are the beginning.
const BEGINNING: usize = 4096;

/// True for JSON that jirei itself wrote.
pub fn is_own(text: &str) -> bool {
    let end = (0..=text.len().min(BEGINNING)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    OWN.iter().any(|own| text[..end].contains(own))
}

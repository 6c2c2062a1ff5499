//! Pieces of Rust.

use crate::Outcome;

/// A list of what `item` writes.
pub fn list<T>(items: impl IntoIterator<Item = T>, item: impl Fn(T) -> Outcome<String>) -> Outcome<String> {
    let mut written = String::from("&[");
    for next in items {
        written += &item(next)?;
        written += ",\n";
    }
    Ok(written + "]")
}

/// `stays_snake` as `StaysSnake`.
pub fn variant(name: &str) -> Outcome<String> {
    let is_plain = |word: &str| {
        let small = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        !word.is_empty() && word.bytes().all(small)
    };
    if !name.split('_').all(is_plain) {
        return Err(format!("“{name}” is not a name in small letters").into());
    }
    Ok(name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect())
}

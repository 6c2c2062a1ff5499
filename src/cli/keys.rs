//! `jirei keys`.

use crate::lang::Lang;

/// Every key.
#[must_use]
pub fn run(_lang: Lang) -> String {
    String::new()
}

/// Every key as JSON.
///
/// # Errors
/// Never, here.
pub fn json(_lang: Lang) -> serde_json::Result<String> {
    Ok("[]\n".to_owned())
}

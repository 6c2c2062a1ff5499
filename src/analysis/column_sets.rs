//! The named sets of columns: those of `assets/columns.toml`, then the user's own.

use std::sync::OnceLock;

pub use super::assets::ColumnSet;
use super::assets::SETS;
use crate::search::names::name_key;

/// The set of a table that names no columns.
pub const DEFAULT_SET: &str = "主な列";

/// The sets of the user, once the configuration is read.
static USER_SETS: OnceLock<Vec<ColumnSet>> = OnceLock::new();

/// A set of columns in the user's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSet {
    /// Its name.
    pub name: String,
    /// Its columns, as in a query.
    pub columns: String,
}

/// Adds the sets of the user to those that every list of columns may name; once in a run.
pub fn add_user_sets(sets: &[UserSet]) {
    let word = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    let set = |set: &UserSet| ColumnSet { words: vec![word(&set.name)].leak(), columns: word(&set.columns) };
    // A second configuration changes nothing.
    let _ = USER_SETS.set(sets.iter().map(set).collect());
}

/// Returns the named sets: the words for each, the Japanese first and the English last, and its columns.
pub fn column_sets() -> impl Iterator<Item = &'static ColumnSet> {
    SETS.iter().chain(USER_SETS.get().into_iter().flatten())
}

/// Returns the columns of a named set.
pub(super) fn set_columns(name: &str) -> Option<&'static str> {
    let key = name_key(name);
    let set = column_sets().find(|set| set.words.iter().any(|word| name_key(word) == key))?;
    Some(set.columns)
}

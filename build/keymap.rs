//! The built-in keys.

use std::collections::BTreeMap;

use crate::Outcome;
use crate::rust::{list, variant};

/// Context, command and keys, in the order of the contexts' and commands' names.
pub fn rust(contexts: &BTreeMap<String, BTreeMap<String, Vec<String>>>) -> Outcome<String> {
    let all = contexts
        .iter()
        .flat_map(|(context, commands)| commands.iter().map(move |(command, keys)| (context, command, keys)));
    list(all, |(context, command, keys)| {
        let (context, command) = (variant(context)?, variant(command)?);
        Ok(format!("(Context::{context}, Command::{command}, &{keys:?})"))
    })
}

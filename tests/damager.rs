//! The property that the reader stands on: whatever copying and converting do to a page of tab rows,
//! reading gives the case back, label by label.
//!
//! `DAMAGER_SEEDS=10000` tries more seeds than the 500 of every run, `DAMAGER_FIRST=…` others.

#![allow(clippy::panic, reason = "a test stops by panicking")]

#[allow(dead_code, reason = "others use the rest of it")]
#[path = "damager/mod.rs"]
mod damager;
#[allow(dead_code, reason = "others use the rest of it")]
mod generator;

use std::env;

/// A number from the environment.
fn setting(name: &str, otherwise: u64) -> u64 {
    env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn a_damaged_page_gives_its_case_back() {
    let first = setting("DAMAGER_FIRST", 0);
    let seeds = setting("DAMAGER_SEEDS", 500);
    let failures: Vec<String> =
        (first..first + seeds).filter_map(|seed| damager::try_seed(seed).err()).take(12).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

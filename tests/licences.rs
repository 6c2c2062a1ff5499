//! NOTICE names every crate that is in the program, under the licences that it asks for. The packages are those
//! of Cargo.lock, their licences what cargo reads in them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The licences of NOTICE, each with its crates, `name version`.
type Named = BTreeMap<String, BTreeSet<String>>;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Returns the crates of NOTICE: the indented lines below the head of each licence.
fn named(notice: &str) -> Named {
    let mut named = Named::new();
    let (_, crates) = notice.split_once("The program contains crates").unwrap();
    for part in crates.split("-".repeat(80).as_str()) {
        let head = part.lines().find_map(|line| line.strip_prefix("Licence ")?.strip_suffix(':'));
        let of_head = named.entry(head.unwrap_or("Apache-2.0").to_owned()).or_default();
        let rows =
            part.lines().skip_while(|line| !line.starts_with("  ")).take_while(|line| line.starts_with("  "));
        of_head.extend(rows.map(|row| row.trim().to_owned()));
    }
    named
}

/// Returns the crates in the program on this system with their licences: what it depends on, and so on, neither
/// for tests nor for building.
fn built_in() -> BTreeMap<String, String> {
    let arguments =
        ["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}|{l}"];
    let output =
        Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let crates = tree.lines().map(|line| {
        let (package, licence) = line.split_once('|').unwrap();
        let mut words = package.split(' ');
        let (name, version) = (words.next().unwrap(), words.next().unwrap().trim_start_matches('v'));
        (format!("{name} {version}"), licence.trim_end_matches(" (*)").to_owned())
    });
    crates.filter(|(name, _)| !name.starts_with("jirei ")).collect()
}

/// True if these licences are enough for an expression: one of each alternative.
fn satisfies(expression: &str, given: &dyn Fn(&str) -> bool) -> bool {
    let all = expression.replace('/', " OR ");
    all.split(" AND ").all(|part| {
        let mut choices = part.trim_matches(['(', ')']).split(" OR ");
        choices.any(|choice| given(choice.trim().trim_end_matches(" WITH LLVM-exception")))
    })
}

#[test]
fn every_crate_in_the_program_is_named_under_the_licences_that_it_asks_for() {
    let named = named(&read("NOTICE"));
    let crates = built_in();
    assert!(crates.len() > 50, "the crates were not found");
    for (name, expression) in &crates {
        let is_under = |licence: &str| named.get(licence).is_some_and(|crates| crates.contains(name));
        assert!(
            satisfies(expression, &is_under),
            "make NOTICE anew, see docs/contributing.md: {name} ({expression})"
        );
    }
}

#[test]
fn every_crate_that_is_named_is_one_of_the_lock_file() {
    let lock = read("Cargo.lock");
    let locked: BTreeSet<String> = lock
        .split("[[package]]")
        .filter_map(|package| {
            let value =
                |key: &str| package.lines().find_map(|line| line.strip_prefix(key)?.strip_suffix('"'));
            Some(format!("{} {}", value("name = \"")?, value("version = \"")?))
        })
        .collect();
    for name in named(&read("NOTICE")).values().flatten() {
        assert!(locked.contains(name), "make NOTICE anew, see docs/contributing.md: {name}");
    }
}

#[test]
fn the_readme_names_every_licence() {
    let readme = read("README.md");
    let (_, licences) = readme.split_once("\n## Licences\n").unwrap();
    for licence in named(&read("NOTICE")).keys() {
        assert!(licences.contains(licence.as_str()), "{licence}");
    }
}

#[test]
fn a_licence_is_enough_only_where_every_part_has_one() {
    let given = |licences: &'static str| move |licence: &str| licences.split(' ').any(|own| own == licence);
    for (expression, licences, is_enough) in [
        ("MIT OR Apache-2.0", "Apache-2.0", true),
        ("Unlicense/MIT", "MIT", true),
        ("(Apache-2.0 OR MIT) AND BSD-3-Clause", "MIT BSD-3-Clause", true),
        ("(Apache-2.0 OR MIT) AND BSD-3-Clause", "MIT", false),
        ("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", "Apache-2.0", true),
        ("Zlib", "MIT", false),
    ] {
        assert_eq!(satisfies(expression, &given(licences)), is_enough, "{expression} by {licences}");
    }
}

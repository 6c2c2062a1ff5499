//! The pictures of the README are real frames; `UPDATE_PICTURES=1 cargo test --test pictures` draws
//! them anew.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]
#![allow(dead_code, reason = "other tests use the rest of the driver")]

mod driver;
mod picture;

use std::path::Path;

use driver::Browser;

/// Holds one picture: its file, the size of the screen, the keys pressed, what it shows in words.
fn hold(file: &str, size: (u16, u16), keys: &str, title: &str) {
    let mut browser = Browser::open(size);
    browser.press(keys);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    picture::hold(&path, browser.buffer(), title);
}

#[test]
fn the_picture_of_a_case_beside_the_list_is_fresh() {
    hold("case.svg", (110, 22), "3<enter><down><down>", "The list of cases and the facilities of one");
}

#[test]
fn the_picture_of_the_search_is_fresh() {
    hold("search.svg", (110, 16), "/最上", "A search, its letters lit in the list and in the case");
}

#[test]
fn the_picture_of_a_small_terminal_is_fresh() {
    hold("effects-80x24.svg", (80, 24), "2<enter><down><down>", "The effects of one case at 80 by 24");
}

#[test]
fn the_picture_of_the_fees_is_fresh() {
    hold("budget.svg", (110, 14), "s<end><up><enter><enter>", "What one network costs");
}

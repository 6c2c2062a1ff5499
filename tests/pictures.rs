//! The pictures of the README are real frames; `UPDATE_PICTURES=1 cargo test --test pictures` draws
//! them anew.

#![expect(clippy::unwrap_used, reason = "helpers of tests may stop a test")]
#![allow(dead_code, reason = "other tests use the rest of the driver")]

mod driver;
mod picture;

use std::path::Path;

use driver::Browser;
use jirei::config::ThemeChoice;
use jirei::tui::theme::look::Look;

/// Holds one picture: its file, the size of the screen, the theme, the keys pressed, what it shows in words.
fn hold(file: &str, size: (u16, u16), theme: ThemeChoice, keys: &str, title: &str) {
    let mut browser = Browser::open(size);
    let truecolor = |name: &str| (name == "COLORTERM").then(|| "truecolor".to_owned());
    // On a terminal that has the picture's background.
    browser.0.state.look = Look::from_environment(ThemeChoice::Auto, truecolor);
    let is_light = theme == ThemeChoice::Light;
    browser.0.state.look.background = Some(if is_light { [0xfd; 3] } else { [0x14, 0x17, 0x1c] });
    browser.press(keys);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
    picture::hold(&path, browser.buffer(), title, is_light);
}

#[test]
fn the_picture_of_a_case_beside_the_list_is_fresh() {
    let title = "The list of cases and the facilities of one";
    hold("case.svg", (110, 22), ThemeChoice::Dark, "3<enter><down><down>", title);
}

#[test]
fn the_picture_of_the_search_is_fresh() {
    let title = "A search, its letters lit in the list and in the case";
    hold("search.svg", (110, 16), ThemeChoice::Dark, "/最上", title);
}

#[test]
fn the_picture_of_a_small_terminal_is_fresh() {
    let title = "The effects of one case at 80 by 24, in the light theme";
    hold("effects-80x24.svg", (80, 24), ThemeChoice::Light, "2<enter><down><down>", title);
}

#[test]
fn the_picture_of_the_fees_is_fresh() {
    let title = "What one network costs";
    hold("budget.svg", (110, 14), ThemeChoice::Dark, "s<end><up><enter><enter>", title);
}

#[test]
fn the_picture_of_a_field_in_full_size_is_fresh() {
    let title = "A field in full size beside the lines of its page";
    hold("field.svg", (110, 20), ThemeChoice::Dark, "9<enter><down><down><down><enter>", title);
}

#[test]
fn the_picture_of_what_can_be_copied_is_fresh() {
    let title = "What can be copied, and as what";
    hold("copy.svg", (110, 18), ThemeChoice::Dark, "4<enter>Y", title);
}

#[test]
fn the_picture_of_the_palette_is_fresh() {
    let title = "Every command by its name";
    hold("palette.svg", (110, 16), ThemeChoice::Dark, ":前の", title);
}

#[test]
fn the_picture_of_the_whole_page_without_blanks_is_fresh() {
    let title = "The whole page as one, blanks hidden";
    hold("page.svg", (110, 26), ThemeChoice::HighContrast, "<enter>az7<down>", title);
}

#[test]
fn the_picture_of_the_table_is_fresh() {
    let title = "The costs of all cases as a table";
    hold("table.svg", (110, 18), ThemeChoice::Dark, "tpj<enter>SllllllllSB", title);
}

#[test]
fn the_picture_of_a_comparison_is_fresh() {
    let title = "Two cases side by side";
    hold("comparison.svg", (110, 22), ThemeChoice::Dark, "3<enter><down><down>c", title);
}

#[test]
fn the_picture_of_a_distribution_is_fresh() {
    let title = "How many patients are registered, in bars";
    hold("distribution.svg", (110, 18), ThemeChoice::Dark, "3<enter><down><down>d", title);
}

#[test]
fn the_picture_of_the_map_is_fresh() {
    hold("map.svg", (82, 24), ThemeChoice::Dark, "P", "The map of the prefectures");
}

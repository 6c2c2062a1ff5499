//! Where words are on the browser's screen: what is clicked, and what stands above, below and beside what.

use jirei::lang::is_known;
use jirei::text::width::cells;

use crate::driver::Browser;

/// The column and the line of the first of these words.
pub fn at(browser: &Browser, words: &str) -> (usize, usize) {
    let screen = browser.screen();
    let found = screen.lines().enumerate().find_map(|(y, line)| Some((cells(line.split_once(words)?.0), y)));
    assert!(found.is_some(), "no 「{words}」 in\n{screen}");
    found.unwrap()
}

/// Holds that all these words are on the screen.
pub fn shows(browser: &Browser, words: &[&str]) {
    for words in words {
        at(browser, words);
    }
}

/// Whether the label with this id is on the screen, in the language of the interface, whatever is filled in and
/// however it is broken into lines.
pub fn is_said(browser: &Browser, id: &'static str) -> bool {
    assert!(is_known(id), "no label has the id {id}");
    let solid = |text: &str| text.split([' ', '\n', '│']).collect::<String>();
    let screen = solid(&browser.screen());
    let mut rest = screen.as_str();
    let label = browser.0.state.lang.text(id);
    let mut parts = label.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    parts.all(|part| rest.split_once(&solid(part)).map(|(_, after)| rest = after).is_some())
}

/// Holds that the label with this id is on the screen.
pub fn says(browser: &Browser, id: &'static str) {
    assert!(is_said(browser, id), "no {id} in\n{}", browser.screen());
}

/// One of the lines on the screen.
pub fn line(browser: &Browser, nth: usize) -> String {
    browser.screen().lines().nth(nth).unwrap_or_default().to_owned()
}

/// The line at the bottom.
pub fn last_line(browser: &Browser) -> String {
    browser.screen().lines().last().unwrap_or_default().to_owned()
}

/// Clicks these words.
pub fn click(browser: &mut Browser, words: &str) {
    mouse(browser, "click", words);
}

/// Does something else with the mouse on these words: `doubleclick`, `wheeldown`.
pub fn mouse(browser: &mut Browser, what: &str, words: &str) {
    let (x, y) = at(browser, words);
    browser.press(&format!("<{what} {x},{y}>"));
}

/// Clicks what no popup covers.
pub fn click_outside(browser: &mut Browser) {
    click(browser, "jirei");
}

//! Addresses that the terminal opens itself (OSC 8).

use std::num::NonZero;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};

use super::scene::card::ScreenLink;

/// The first tmux that hands links on.
const TMUX: (u32, u32) = (3, 4);

/// Variables that only terminals with links set.
const SET: [&str; 6] = [
    "WT_SESSION",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "ALACRITTY_WINDOW_ID",
    "WEZTERM_PANE",
    "GHOSTTY_RESOURCES_DIR",
];

/// The names of terminals with links in `TERM_PROGRAM`, and the beginnings of those in `TERM`.
const PROGRAMS: [&str; 6] = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "mintty"];
const TERMS: [&str; 6] = ["xterm-kitty", "foot", "alacritty", "wezterm", "xterm-ghostty", "contour"];

/// The first VTE whose links are safe.
const VTE: u32 = 5_000;

/// True if the terminal is known to have links, by these variables of the environment.
#[must_use]
pub fn has_links(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is = |name: &str, test: &dyn Fn(&str) -> bool| variable(name).is_some_and(|value| test(&value));
    let term = variable("TERM").unwrap_or_default();
    if matches!(term.as_str(), "" | "dumb" | "linux") || is("STY", &|session| !session.is_empty()) {
        return false;
    }
    if is("TMUX", &|session| !session.is_empty()) {
        return is("TERM_PROGRAM_VERSION", &|version| tmux_version(version) >= Some(TMUX));
    }
    SET.iter().any(|name| is(name, &|value| !value.is_empty()))
        || is("TERM_PROGRAM", &|program| PROGRAMS.contains(&program))
        || is("VTE_VERSION", &|version| version.parse().is_ok_and(|version: u32| version >= VTE))
        || TERMS.iter().any(|known| term.starts_with(known))
}

/// Reads `3.4`, `3.5a`, `next-3.6`.
fn tmux_version(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.trim_start_matches("next-").split_once('.')?;
    let minor: String = minor.chars().take_while(char::is_ascii_digit).collect();
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Makes the cells of an address a link. Each opens and closes it: a frame writes only those that changed.
pub fn link_cells(buffer: &mut Buffer, link: &ScreenLink) {
    let cells = link.areas.iter().flat_map(|area| area.intersection(buffer.area).positions());
    for at in cells.collect::<Vec<_>>() {
        let Some(cell) = buffer.cell_mut(at) else { continue };
        let Some(width) = NonZero::new(cell.cell_width()) else { continue };
        let linked = format!("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", link.url, cell.symbol());
        cell.set_symbol(&linked).set_diff_option(CellDiffOption::ForcedWidth(width));
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;

    use super::*;

    fn links(variables: &[(&str, &str)]) -> bool {
        has_links(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn only_terminals_that_are_known_to_have_links_get_them() {
        let iterm = ("TERM_PROGRAM", "iTerm.app");
        let tmux = ("TMUX", "/tmp/tmux-0/default,1,0");
        let xterm = ("TERM", "xterm-256color");
        for (variables, wanted) in [
            (&[xterm][..], false),
            (&[xterm, iterm], true),
            (&[("TERM", "dumb"), iterm], false),
            (&[("TERM", "linux"), ("VTE_VERSION", "7600")], false),
            (&[xterm, ("VTE_VERSION", "7600")], true),
            (&[xterm, ("VTE_VERSION", "3800")], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "screen"), ("STY", "1.a"), iterm], false),
            (&[("TERM", "tmux-256color"), tmux, ("TERM_PROGRAM_VERSION", "3.4")], true),
            (&[("TERM", "tmux-256color"), tmux, ("TERM_PROGRAM_VERSION", "next-3.6")], true),
            (&[("TERM", "tmux-256color"), tmux, ("TERM_PROGRAM_VERSION", "3.3a")], false),
            (&[("TERM", "tmux-256color"), tmux, ("WT_SESSION", "1")], false),
        ] {
            assert_eq!(links(variables), wanted, "{variables:?}");
        }
    }

    #[test]
    fn each_cell_of_an_address_is_a_whole_link() {
        let mut buffer = Buffer::with_lines(["a.jp x"]);
        let areas = vec![Rect::new(0, 0, 2, 1)];
        link_cells(&mut buffer, &ScreenLink { url: "https://a.jp/".to_owned(), areas });
        let symbols: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(symbols[0], "\x1b]8;;https://a.jp/\x1b\\a\x1b]8;;\x1b\\");
        assert_eq!(symbols[2..], ["j", "p", " ", "x"]);
        assert_eq!(buffer.content[1].cell_width(), 1);
    }
}

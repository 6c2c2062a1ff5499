//! The lines in the detail's place when there is no case: a problem, how to begin, nothing found.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::{Command, Context};
use crate::model::{Code, Diagnostic, DiagnosticDetail};
use crate::search::clause_counts_message;
use crate::text::shown::shown;
use crate::text::width::cells;
use crate::text::wrap::wrap;
use crate::tui::layout::SMALLEST;
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, paragraph};

use crate::tui::headline::progress;

/// Draws what there is to say instead of a case.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme, area: Rect) {
    let area = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
    if let Some(problem) = state.open_problem() {
        draw_problem(buffer, state, theme, area, problem);
    } else if state.search.hits().is_none() {
        draw_empty(buffer, state, theme, area);
    } else if scene.regions.list.is_none() {
        draw_nothing_found(buffer, state, theme, area);
    }
}

fn draw_problem(buffer: &mut Buffer, state: &State, theme: Theme, area: Rect, problem: &Diagnostic) {
    let lang = state.lang;
    // Who may read a file does not matter where it is none that holds a page.
    let to_do = if problem.code == Code::NotAPage || matches!(problem.detail, DiagnosticDetail::Foreign(_)) {
        "problem.not_a_page"
    } else if problem.code == Code::Unreadable {
        "problem.unreadable"
    } else {
        "problem.other"
    };
    let heading = |id| (lang.text(id).to_owned(), theme.quiet());
    let body = |text: String| (text, Style::new());
    let space = || (String::new(), Style::new());
    let paragraphs = [
        (format!("✗ {}", problem.message(lang)), theme.problem()),
        space(),
        heading("browser.place"),
        body(shown(&problem.place()).into_owned()),
        space(),
        heading("browser.to_do"),
        body(lang.text(to_do).to_owned()),
    ];
    paragraph(buffer, area, &paragraphs);
}

/// How to come by cases, in three lines.
pub fn draw_empty(buffer: &mut Buffer, state: &State, theme: Theme, area: Rect) {
    let lang = state.lang;
    if state.files.is_reading() {
        paragraph(buffer, area, &[(progress(state), theme.strong())]);
        return;
    }
    let plain = |id| (lang.text(id).to_owned(), Style::new());
    let mut paragraphs = vec![
        (none_where(state), theme.strong()),
        (String::new(), Style::new()),
        plain("empty.save"),
        plain("empty.folder"),
        plain("empty.open"),
    ];
    if state.catalog.passed_over > 0 {
        let passed_over = lang.fill("empty.passed_over", &[("count", &state.catalog.passed_over)]);
        paragraphs.extend([(String::new(), Style::new()), (passed_over, theme.quiet())]);
    }
    paragraph(buffer, area, &paragraphs);
}

/// That there is no case, and where none is.
fn none_where(state: &State) -> String {
    let lang = state.lang;
    let Some((first, others)) = state.files.asked.split_first() else {
        return lang.text("empty.title").to_owned();
    };
    let path = first.to_string_lossy();
    let id = if others.is_empty() { "empty.none_in" } else { "empty.none_in_all" };
    lang.fill(id, &[("path", &shown(&path)), ("others", &others.len())])
}

/// That the search finds nothing, what each of its words finds alone, how to leave it; last, and only
/// in full, where it looked.
pub fn draw_nothing_found(buffer: &mut Buffer, state: &State, theme: Theme, area: Rect) {
    let lang = state.lang;
    let mut paragraphs = vec![(state.no_hits_message(), theme.strong())];
    paragraphs.extend(clause_counts_message(&state.search.alone, lang).map(|alone| (alone, Style::new())));
    let no_bookmarks = no_bookmarks(state);
    let searched = no_bookmarks.is_none().then(|| lang.text("browser.no_hits_where"));
    paragraphs.extend(no_bookmarks.map(|words| (words, Style::new())));
    let command = if state.is_typing() { Command::Clear } else { Command::Back };
    let key = state.keymap.first_key(state.context(), command);
    if !state.is_covered() {
        paragraphs.push((lang.fill("browser.no_hits_leave", &[("key", &key)]), Style::new()));
    }
    let used = paragraph(buffer, area, &paragraphs);
    let rest = Rect { y: area.y.saturating_add(used), height: area.height.saturating_sub(used), ..area };
    let fits = |words: &&str| wrap(words, usize::from(area.width)).len() <= usize::from(rest.height);
    if let Some(searched) = searched.filter(fits) {
        paragraph(buffer, rest, &[(searched.to_owned(), theme.quiet())]);
    }
}

/// Where bookmarks are asked for before there is one: that, and how to set one.
fn no_bookmarks(state: &State) -> Option<String> {
    let is_why = state.search.query.lacks_bookmarks(&state.catalog);
    let key = state.keymap.first_key(Context::List, Command::Bookmark);
    let to_do = (!key.is_empty()).then(|| state.lang.fill("browser.set_bookmark", &[("key", &key)]));
    let words = state.lang.text("browser.no_bookmarks");
    is_why.then(|| format!("{words}{}", to_do.unwrap_or_default()))
}

/// One line that says how large the screen has to be.
pub fn too_small(buffer: &mut Buffer, state: &State, scene: &Scene) {
    let size: [(&str, &dyn std::fmt::Display); 2] =
        [("width", &SMALLEST.width), ("height", &SMALLEST.height)];
    let screen = scene.regions.screen;
    let long = state.lang.fill("browser.too_small", &size);
    let words = if cells(&long) <= usize::from(screen.width) {
        long
    } else {
        state.lang.fill("browser.too_small_short", &size)
    };
    Pen::new(buffer, screen, 0).write(&words, Style::new());
}

//! The lines in the detail's place when there is no case: a problem, how to begin, nothing found.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::config::{Command, Context};
use crate::model::{CaseSign, Code, Diagnostic, DiagnosticDetail, Section};
use crate::search::query_example::{EXAMPLES, MOST_USED, QueryExample};
use crate::text::shown::shown;
use crate::text::width::{cells, pad};
use crate::text::wrap::wrap;
use crate::tui::layout::{SMALLEST, TabTitle};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::widget::{Pen, paragraph};

use crate::tui::headline::progress;

/// So many sections are offered where a query finds nothing.
const MOST_SECTIONS: usize = 3;

/// Draws what replaces a case in the detail: a problem, no cases, or no hits.
pub fn draw(buffer: &mut Buffer, state: &State, theme: Theme, area: Rect) {
    let area = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
    if let Some(problem) = state.open_problem() {
        draw_problem(buffer, state, theme, area, problem);
    } else if state.search.hits().is_none() {
        draw_empty(buffer, state, theme, area);
    } else {
        draw_nothing_found(buffer, state, theme, area);
    }
}

/// Draws why a file gave no page and what to do.
fn draw_problem(buffer: &mut Buffer, state: &State, theme: Theme, area: Rect, problem: &Diagnostic) {
    let lang = state.lang;
    let to_do = match (problem.code, &problem.detail) {
        (Code::NotAPage, _) | (_, DiagnosticDetail::Foreign("source.no-text" | "source.image")) => {
            "problem.not_a_page"
        }
        (
            Code::Unreadable,
            DiagnosticDetail::System(_) | DiagnosticDetail::Reason("source.dangling-link"),
        ) => "problem.unreadable",
        // The message ends with what to do.
        (_, _) => "problem.other",
    };
    let heading = |id| (lang.text(id).to_owned(), theme.quiet());
    let body = |text: String| (text, Style::new());
    let space = || (String::new(), Style::new());
    let paragraphs = [
        (format!("✗ {}", problem.message(lang)), theme.problem()),
        space(),
        heading("browser.place"),
        body(problem.place()),
        space(),
        heading("browser.to_do"),
        body(lang.text(to_do).to_owned()),
    ];
    paragraph(buffer, area, &paragraphs);
}

/// Draws that there is no case and how to get some, or the progress of reading.
fn draw_empty(buffer: &mut Buffer, state: &State, theme: Theme, area: Rect) {
    let lang = state.lang;
    if state.files.is_reading() {
        paragraph(buffer, area, &[(progress(state), theme.strong())]);
        return;
    }
    let plain = |id| (lang.text(id).to_owned(), Style::new());
    let mut paragraphs = vec![
        (empty_title(state), theme.strong()),
        (String::new(), Style::new()),
        plain("empty.save"),
        plain("empty.folder"),
        plain("empty.open"),
    ];
    if let Some(passed_over) = state.catalog.passed_over.message(lang) {
        paragraphs.extend([(String::new(), Style::new()), (passed_over, theme.quiet())]);
    }
    paragraph(buffer, area, &paragraphs);
}

/// Returns the words that there is no case, with the paths.
fn empty_title(state: &State) -> String {
    let lang = state.lang;
    let Some((first, others)) = state.files.asked.split_first() else {
        return lang.text("empty.title").to_owned();
    };
    let path = first.to_string_lossy();
    let id = if others.is_empty() { "empty.none_in" } else { "empty.none_in_all" };
    lang.fill(id, &[("path", &shown(&path)), ("others", &others.len())])
}

/// Draws that nothing matches, what is near and what can be written, as far as there is room.
pub fn draw_nothing_found(buffer: &mut Buffer, state: &State, theme: Theme, area: Rect) {
    let lang = state.lang;
    let mut paragraphs = vec![(state.no_hits_message(), theme.strong())];
    paragraphs.extend(section_offers(state, theme));
    paragraphs.extend(state.search.nothing.found_lines(lang).into_iter().map(|line| (line, Style::new())));
    let no_signs = no_signs_message(state);
    let has_no_signs = no_signs.is_some();
    paragraphs.extend(no_signs.map(|words| (words, Style::new())));
    let command = if state.is_typing() { Command::Clear } else { Command::Back };
    let key = state.keymap.first_key(state.context(), command);
    if !state.is_covered() {
        paragraphs.push((lang.fill("browser.no_hits_leave", &[("key", &key)]), Style::new()));
    }
    let used = paragraph(buffer, area, &paragraphs);
    let rest = Rect { y: area.y.saturating_add(used), height: area.height.saturating_sub(used), ..area };
    let mut more = Vec::new();
    if !has_no_signs {
        more.push((lang.text("browser.no_hits_where").to_owned(), theme.quiet()));
    }
    more.extend(query_forms(state, theme));
    // What does not fit is left out from the end.
    let width = usize::from(area.width);
    let mut lines = 0;
    let fitting = more.iter().take_while(|(words, _)| {
        lines += wrap(words, width).len().max(1);
        lines <= usize::from(rest.height)
    });
    paragraph(buffer, rest, &more[..fitting.count()]);
}

/// Returns the sections that the query names; Enter opens the first one while the box is open.
fn section_offers(state: &State, theme: Theme) -> Vec<(String, Style)> {
    let Some(case) = state.case_before_search() else { return Vec::new() };
    let sections = state.search.sections.iter().filter_map(|place| case.sections.get(*place));
    let offer = |section: &Section| {
        let title = TabTitle::of_section(section, state.lang);
        let number = title.number.map_or_else(String::new, |number| number.to_string());
        let names: [(&str, &dyn std::fmt::Display); 2] = [("number", &number), ("title", &title.short)];
        (state.lang.fill("browser.section_offer", &names), theme.accent())
    };
    let mut offers: Vec<_> = sections.take(MOST_SECTIONS).map(offer).collect();
    if let (Some((first, _)), true) = (offers.first_mut(), state.is_typing()) {
        let key = state.keymap.first_key(state.context(), Command::Accept);
        *first += &format!("  {}", state.lang.fill("browser.section_key", &[("key", &key)]));
    }
    offers
}

/// Returns the most used forms of queries, each with what it finds.
fn query_forms(state: &State, theme: Theme) -> Vec<(String, Style)> {
    let lang = state.lang;
    let key = state.keymap.first_key(state.context(), Command::QueryHelp);
    let heading = (lang.fill("browser.forms", &[("key", &key)]), theme.quiet());
    let examples = EXAMPLES.iter().take(MOST_USED);
    let column = examples.clone().map(|example| cells(example.text(lang))).max().unwrap_or_default();
    let form = |example: &QueryExample| {
        let query = pad(example.text(lang), column);
        (format!("  {query}  {}", lang.text(example.label_id)), Style::new())
    };
    [(String::new(), Style::new()), heading].into_iter().chain(examples.map(form)).collect()
}

/// Returns the message that there are no bookmarks or marks, if the query looks for some.
fn no_signs_message(state: &State) -> Option<String> {
    let (id, command) = match state.search.query.lacking_sign(&state.catalog)? {
        CaseSign::Bookmark => ("browser.no_bookmarks", Command::Bookmark),
        CaseSign::Mark => ("browser.no_marks", Command::Mark),
    };
    let key = state.keymap.first_key(Context::List, command);
    let to_do = (!key.is_empty()).then(|| state.lang.fill("browser.set_sign", &[("key", &key)]));
    Some(format!("{}{}", state.lang.text(id), to_do.unwrap_or_default()))
}

/// Draws the smallest size that the screen must have.
pub fn draw_too_small(buffer: &mut Buffer, state: &State, scene: &Scene) {
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

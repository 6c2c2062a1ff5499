//! How the screen is shared between the list and the detail, and what the mouse drags.

use ratatui::layout::Position;

use crate::tui::layout::{Bar, Shape};
use crate::tui::scene::Scene;
use crate::tui::state::pointer::Grip;
use crate::tui::state::{Mode, State};

use super::field;
use super::moving::{open_section, scroll_table};

/// Cells that a key moves the border; lines where the list is above the detail.
const STEP_ACROSS: u16 = 2;
const STEP_DOWN: u16 = 2;

/// Enlarges or shrinks the list by a step.
pub fn resize(state: &mut State, scene: &Scene, wider: bool) {
    let Some(list) = scene.regions.list else { return };
    let (size, step) = match scene.regions.shape {
        Shape::Stacked => (list.outer.height, STEP_DOWN),
        Shape::Wide | Shape::Single | Shape::TooSmall => (list.outer.width, STEP_ACROSS),
    };
    set_list_size(state, scene, if wider { size.saturating_add(step) } else { size.saturating_sub(step) });
}

/// Sets the size of the list, within what the screen allows.
fn set_list_size(state: &mut State, scene: &Scene, cells: u16) {
    let panes = state.panes;
    match scene.regions.shape {
        Shape::Wide => state.panes.list_width = Some(cells),
        Shape::Stacked => state.panes.list_height = Some(cells),
        Shape::Single | Shape::TooSmall => return,
    }
    let allowed = crate::tui::layout::arrange(state.size, state.pane, (1, 2), state.panes);
    // A wish beyond the edge would have to be taken back before anything moves again.
    match (scene.regions.shape, allowed.list) {
        (Shape::Wide, Some(list)) => state.panes.list_width = Some(list.outer.width),
        (Shape::Stacked, Some(list)) => state.panes.list_height = Some(list.outer.height),
        (Shape::Wide | Shape::Stacked | Shape::Single | Shape::TooSmall, _) => state.panes = panes,
    }
}

/// Starts to drag the border between the panes.
pub fn grab_divider(state: &mut State, scene: &Scene, at: Position) {
    let Some(list) = scene.regions.list else { return };
    let behind = match scene.regions.shape {
        Shape::Stacked => list.outer.bottom().saturating_sub(at.y),
        Shape::Wide | Shape::Single | Shape::TooSmall => list.outer.right().saturating_sub(at.x),
    };
    state.pointer.grip = Some(Grip::Divider(behind));
}

/// Starts to drag the thumb of a scrollbar; beside the thumb, moves it there first.
pub fn grab_bar(state: &mut State, scene: &Scene, bar: Bar, at: Position) {
    let Some(found) = scene.regions.bar(bar) else { return };
    let thumb = found.thumb();
    let line = at.y.saturating_sub(found.column.y);
    let inside = if thumb.contains(&line) { line - thumb.start } else { (thumb.end - thumb.start) / 2 };
    state.pointer.grip = Some(Grip::Thumb(bar, inside));
    if !thumb.contains(&line) {
        drag(state, scene, at);
    }
}

/// Moves the grabbed border or thumb to a position.
pub fn drag(state: &mut State, scene: &Scene, at: Position) {
    match state.pointer.grip {
        Some(Grip::Divider(behind)) => {
            let Some(list) = scene.regions.list.filter(|_| scene.regions.divider().is_some()) else { return };
            let end = |at: u16, start: u16| at.saturating_add(behind).saturating_sub(start);
            match scene.regions.shape {
                Shape::Stacked => set_list_size(state, scene, end(at.y, list.outer.y)),
                Shape::Wide | Shape::Single | Shape::TooSmall => {
                    set_list_size(state, scene, end(at.x, list.outer.x))
                }
            }
        }
        Some(Grip::Thumb(bar, inside)) => {
            let Some(found) = scene.regions.bar(bar) else { return };
            let start = at.y.saturating_sub(found.column.y).saturating_sub(inside);
            // Where the thumb stays in its cell, so does the list.
            if start != found.thumb().start {
                scroll_to(state, scene, bar, found.top_at(start));
            }
        }
        None => {}
    }
}

/// Scrolls what a scrollbar belongs to, so that the line `top` is the first.
fn scroll_to(state: &mut State, scene: &Scene, bar: Bar, top: usize) {
    let signed = |now: usize| isize::try_from(top).unwrap_or(isize::MAX).saturating_sub_unsigned(now);
    match (bar, &mut state.mode) {
        (Bar::List, _) => {
            let (by, visible) = (signed(state.list.top()), scene.regions.list_rows());
            state.list.scroll(by, visible);
        }
        (Bar::Rail, _) => {
            state.detail.first_tab = top;
            let last = (top + scene.regions.rail.len()).saturating_sub(1);
            open_section(state, scene, state.detail.section.clamp(top, last.max(top)));
        }
        (Bar::Table, _) => scroll_table(state, scene, signed(state.detail.top)),
        (Bar::Sheet, _) => {
            let lines = scene.sheet.own_lines().unwrap_or_default();
            state.sheet.rows.scroll_to(top, lines, scene.regions.list_rows());
        }
        (Bar::FieldPage, _) => {
            let before = state.detail.full.as_ref().map_or(0, |page| page.list.top);
            field::scroll(state, scene, signed(before));
        }
        (Bar::Completion, Mode::Complete(completing)) => {
            completing.scroll_to(top, scene.regions.completion_height());
            super::completion::show_option(state);
        }
        (Bar::FacetNames, Mode::Facets(panel)) => {
            let visible = scene.regions.facets.map_or(1, |panes| usize::from(panes.names.height));
            panel.scroll_names_to(top, visible);
        }
        (Bar::FacetOptions, Mode::Facets(panel)) => panel.scroll_to(top, scene.regions.facet_rows()),
        (Bar::Popup, Mode::Popup(popup)) => {
            popup.list.scroll_to(top, &scene.popup.lines[..], scene.regions.popup_height());
        }
        (Bar::Popup, Mode::Palette(palette)) => palette.scroll_to(top, scene.regions.popup_height()),
        (Bar::Completion | Bar::FacetNames | Bar::FacetOptions | Bar::Popup, _) => {}
    }
}

//! The facets: their names, and the answers of the open one with how many cases each would leave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::analysis::facets::FACETS;
use crate::field_table::bar;
use crate::text::number::grouped_count;
use crate::text::sign::signs;
use crate::text::width::{cells, ellipsize};
use crate::tui::layout::{Bar, FacetPanes};
use crate::tui::scene::Scene;
use crate::tui::state::facets::{FacetOption, FacetPanel};
use crate::tui::state::{Mode, State};
use crate::tui::theme::Theme;
use crate::tui::widget::{Panel, Pen, clear, paragraph};

use super::{bars, selection};

/// Draws the facets, if they are open.
pub fn draw(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) {
    let (Mode::Facets(panel), Some(panes)) = (&state.mode, scene.regions.facets) else { return };
    clear(buffer, panes.outer);
    let (style, border) = theme.border(true);
    let options = panel.options.len();
    let place = if options == 0 { String::new() } else { format!("{}/{options}", panel.selected() + 1) };
    let more = if panel.unlisted == 0 {
        String::new()
    } else {
        state.lang.fill("popup.more_options", &[("count", &grouped_count(panel.unlisted))])
    };
    let mut title = state.lang.text("popup.facets").to_owned();
    if panes.names.is_empty()
        && let Some(open) = FACETS.get(panel.names.selected)
    {
        let [left, right] = signs().more;
        let name = state.lang.text(open.label);
        title = format!("{left} {name} {}/{} {right}", panel.names.selected + 1, FACETS.len());
    }
    Panel {
        lines: border,
        style,
        title: &title,
        title_style: theme.strong(),
        bottom_left: &more,
        bottom_right: &place,
    }
    .draw(buffer, panes.outer);
    draw_names(buffer, state, scene, theme, panel, panes);
    draw_options(buffer, state, scene, theme, panel, panes.options);
}

/// Draws the names of the facets, with the number of chosen options.
fn draw_names(
    buffer: &mut Buffer,
    state: &State,
    scene: &Scene,
    theme: Theme,
    panel: &FacetPanel,
    panes: FacetPanes,
) {
    let names = panes.names;
    if names.is_empty() {
        return;
    }
    let edge = Rect { x: names.right(), width: 1, ..names };
    for line in 0..names.height {
        Pen::new(buffer, edge, line).write(signs().edge, theme.quiet());
    }
    let shown = FACETS.iter().zip(&panel.chosen).enumerate().skip(panel.names.top);
    for (line, (place, (facet, chosen))) in (0..names.height).zip(shown) {
        let is_open = place == panel.names.selected;
        let mut pen = Pen::new(buffer, names, line);
        if is_open {
            pen.write(signs().mark, theme.accent());
        } else {
            pen.skip(1);
        }
        let chosen = if *chosen > 0 { format!("({chosen})") } else { String::new() };
        let room = pen.room().saturating_sub(cells(&chosen) + 2);
        let style = if is_open { theme.accent() } else { Style::new() };
        pen.write(&ellipsize(state.lang.text(facet.label), room), style);
        pen.skip(1).write(&chosen, theme.strong());
    }
    bars::draw(buffer, scene, theme, Bar::FacetNames);
}

/// Draws the options of the open facet, or that it has none.
fn draw_options(
    buffer: &mut Buffer,
    state: &State,
    scene: &Scene,
    theme: Theme,
    panel: &FacetPanel,
    area: Rect,
) {
    let options = &panel.options;
    if options.is_empty() {
        let words = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
        paragraph(buffer, words, &[(state.lang.text("popup.no_options").to_owned(), theme.quiet())]);
    }
    let label = options.iter().map(|option| cells(&option.label)).max().unwrap_or_default();
    let most = options.iter().map(|option| option.count).max().unwrap_or_default();
    let shown = options.iter().enumerate().skip(panel.top());
    for (line, (place, option)) in (0..area.height).zip(shown) {
        let row = Rect { y: area.y + line, height: 1, ..area };
        draw_option(buffer, row, option, [label, most], theme);
        if place == panel.selected() {
            selection::draw(buffer, row, theme);
        }
    }
    bars::draw(buffer, scene, theme, Bar::FacetOptions);
}

/// The longest bar of an option in cells, and the shortest that is of use.
const BAR: [usize; 2] = [40, 6];

/// Draws an option with its check box, its count and, where there is room behind the widest label, its bar beside the
/// largest count.
fn draw_option(
    buffer: &mut Buffer,
    row: Rect,
    option: &FacetOption,
    [widest, most]: [usize; 2],
    theme: Theme,
) {
    let style = match (option.chosen, option.count) {
        (true, _) => theme.strong(),
        (false, 0) => theme.quiet(),
        (false, _) => Style::new(),
    };
    let words = Rect { x: row.x.saturating_add(1), width: row.width.saturating_sub(2), ..row };
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let count = grouped_count(option.count);
    let mut pen = Pen::new(buffer, words, 0);
    pen.write(if option.chosen { "[✓] " } else { "[ ] " }, style);
    let [longest, shortest] = BAR;
    let bar_room = pen.room().saturating_sub(widest + cells(&grouped_count(most)) + 3).min(longest);
    let room = pen.room().saturating_sub(cells(&count) + 1);
    pen.write(&ellipsize(&option.label, room), style);
    if bar_room >= shortest {
        pen.skip(widest.saturating_sub(cells(&option.label)) + 2);
        pen.write(&bar(number(option.count), number(most), bar_room), theme.accent());
    }
    pen.skip_to_right(&count).write(&count, style);
}

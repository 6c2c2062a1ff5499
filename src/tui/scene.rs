//! The scene: the regions of the screen and the lines in them, laid out between an action and the next
//! frame, so that views only read.

pub mod card;
mod case_beside;
mod case_rows;
mod comparison;
mod distribution;
pub mod field;
pub mod grid;
pub mod grid_rows;
pub mod map;
mod measure;
mod parts;
mod search;
pub mod sheet;
pub mod sheet_lines;
mod table;

use std::ops::Range;

use crate::config::{Command, Context};
use crate::field_table::{Span, other_pages, wrap_spans};
use crate::lang::Lang;
use crate::model::Case;
use crate::text::width;

use ratatui::layout::Rect;

use super::layout::{
    self, Bar, RailRow, Regions, SectionList, Shape, TabBar, TabMarks, TabTitle, rail_sections,
};
use super::state::continuations;
use super::state::detail::{CursorRows, Detail, Reveal};
use super::state::list::Row;
use super::state::messages::{FooterText, footer_lines};
use super::state::popup::PopupKind;
use super::state::popup_content;
use super::state::popup_item::{self, PopupLines};
use super::state::table::{Place, Table, TableRow};
use super::state::two_columns;
use super::state::{Mode, State};
use card::{ScreenLink, card_lines, screen_link};
use field::FieldLines;
use parts::{Parts, PartsFor};
use sheet_lines::SheetLines;
use table::TableFor;

/// Lines of the palette on the screen at once at most.
const MOST_COMMANDS: usize = 18;

/// What is on the screen: where everything is, and the lines that were laid out for it.
#[derive(Debug, Default)]
pub struct Scene {
    /// Where everything is; the mouse uses the same.
    pub regions: Regions,
    /// The fields of the open case that match the search.
    pub hits: FieldHits,
    /// The open case in lines.
    pub detail: DetailLines,
    /// The field in full size in lines.
    pub field: FieldLines,
    /// The table of cases in cells.
    pub sheet: SheetLines,
    /// The lines of the open popup.
    pub popup: PopupLines,
    /// The address of the open case.
    pub link: Option<ScreenLink>,
}

/// The fields of a case that match a search.
#[derive(Debug, Default)]
pub struct FieldHits {
    /// The page and the number of the search.
    key: Option<(usize, usize)>,
    /// The section and field of each, in page order.
    pub places: Vec<Place>,
}

/// The open case in lines, laid out anew where its key changes.
#[derive(Debug, Default)]
pub struct DetailLines {
    key: Option<DetailKey>,
    /// The figures and key facts above the table.
    pub card: Vec<Vec<Span>>,
    /// The table of the open section or of the whole page, of a long one a part.
    pub table: Table,
    /// The parts of the page.
    parts: Parts,
    /// The position of the field under the cursor on the screen.
    cursor: CursorRows,
}

/// What the open case was laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DetailKey {
    generation: usize,
    table: TableFor,
}

/// Lays out the state for its size, reuses unchanged parts of `before`, and scrolls so that cursors are on
/// the screen.
pub fn lay_out(state: &mut State, before: Scene) -> Scene {
    if width::set_ambiguous_wide(state.ambiguous_wide) {
        state.detail.generation += 1;
    }
    state.detail.fit_height(state.size.height);
    let rows = match state.mode {
        // What a choice leaves does not move the facets under the list.
        Mode::Facets(_) => state.catalog.entries.len().max(1),
        Mode::Browse | Mode::Search | Mode::Complete(_) | Mode::Popup(_) | Mode::Palette(_) => {
            let nothing_found = state.search.hits().is_some_and(<[_]>::is_empty);
            if nothing_found { 0 } else { state.list.rows().len().max(1) }
        }
    };
    let row_lines = state.row_shape().height();
    let mut regions = layout::arrange(state.size, state.pane, (rows, row_lines), state.panes);
    let shows_sheet = state.shows_sheet() && regions.shape != Shape::TooSmall;
    let mut sheet = before.sheet;
    if shows_sheet {
        sheet = sheet::arrange(state, &mut regions, sheet);
    }
    let visible = regions.list_rows();
    let changed_over =
        before.regions.sheet.is_some() != shows_sheet || before.regions.row_lines != regions.row_lines;
    if before.regions.screen.as_size() != state.size || changed_over {
        state.list.reveal(visible);
    }
    // A list that was enlarged at its end leaves no line blank.
    state.list.scroll(0, visible);
    sheet::fill(state, &mut regions, &mut sheet);
    let (lines, top) = (state.list.rows().len(), state.list.top());
    if let Some(list) = regions.list {
        regions.add_bar(Bar::List, list.rows, lines, visible, top);
    }
    search::lay_out_box(state, &mut regions);
    let hits = find_hits(state, before.hits);
    let detail = lay_out_detail(state, &hits, &mut regions, before.detail);
    let field = field::lay_out(state, &mut regions, before.field);
    search::lay_out_facets(state, &mut regions);
    let popup = lay_out_popup(state, &mut regions, detail.cursor);
    lay_out_palette(state, &mut regions);
    lay_out_message(state, &mut regions);
    let link = find_link(state, &regions, &detail);
    Scene { regions, hits, detail, field, sheet, popup, link }
}

/// Returns where the address of the open case is on the screen.
fn find_link(state: &State, regions: &Regions, detail: &DetailLines) -> Option<ScreenLink> {
    let pane = regions.detail.as_ref().filter(|_| regions.field.is_none() && regions.completion.is_none())?;
    screen_link(state.open_case()?.1, pane, regions, &detail.card)
}

/// Returns the fields of the open case that match; `before` if case and search are the same.
fn find_hits(state: &State, before: FieldHits) -> FieldHits {
    let Some((entry, case)) = state.open_case() else { return before };
    let key = state.detail.page_of(&state.catalog, entry).map(|page| (page, state.search.searches));
    if before.key == key {
        return before;
    }
    let State { index, search, .. } = state;
    let is_on = search.hits().is_some();
    let places = if is_on { search.prepared.matching_fields(case, index) } else { Vec::new() };
    FieldHits { key, places }
}

/// Lays out the open case and scrolls it; without a case, closes the detail.
fn lay_out_detail(
    state: &mut State,
    hits: &FieldHits,
    regions: &mut Regions,
    before: DetailLines,
) -> DetailLines {
    let State { lang, catalog, list, search, detail, keymap, .. } = state;
    let open = match list.row() {
        Some(Row::Case(entry)) => detail.page_of(catalog, entry).map(|page| (entry, page)),
        Some(Row::Problem(_)) | None => None,
    };
    let open = open.and_then(|(entry, page)| Some((entry, page, catalog.pages.get(page)?)));
    let Some((entry, page, case)) = open else {
        detail.close();
        return DetailLines { cursor: before.cursor, ..DetailLines::default() };
    };
    detail.open_case(entry, case);
    let Some(pane) = regions.detail else { return before };
    let section = (!detail.whole).then_some(detail.section);
    let (generation, hides_blanks) = (detail.generation, detail.hides_blanks);
    let wanted = PartsFor { generation, entry, section, hides_blanks };
    let parts = Parts::list(wanted, case, || catalog.compared_pages(page), before.parts);
    let width = pane.table_width();
    let wanted = TableFor { entry, section, hides_blanks, width, part: parts.part_of(detail.place()) };
    let key = DetailKey { generation, table: wanted };
    let mut lines = if before.key == Some(key) {
        DetailLines { parts, ..before }
    } else {
        let hide_key = keymap.first_key(Context::Fields, Command::HideBlanks);
        let (others, compared) =
            (catalog.other_pages(page).collect::<Vec<_>>(), catalog.compared_pages(page));
        let card = lay_out_card(case, (&others, compared.len()), layout::text_width(pane.inner), *lang);
        let source = table::TableSource { case, others: compared, lang: *lang, key: hide_key };
        let table = source.lay_out_table(wanted, &parts);
        detail.keep_position(&table, before.cursor);
        DetailLines { key: Some(key), card, table, parts, cursor: before.cursor }
    };
    let pane = layout::detail_pane(pane, lines.card.len());
    let height = usize::from(pane.table.height);
    detail.reveal(&lines.table, height);
    if std::mem::take(&mut detail.reveal) == Reveal::Match {
        let section = case.sections.get(detail.section);
        let field = section.and_then(|section| Some((section, section.fields.get(detail.field)?)));
        let lit =
            field.map(|(section, field)| search.prepared.ranges_in_value(section, field)).unwrap_or_default();
        let is_lit = |at: &usize| lines.table.lines.get(*at).is_some_and(|line| is_lit(line, &lit));
        if let Some(line) = lines.table.of(detail.place()).find(is_lit) {
            detail.reveal_line(&lines.table, line, height);
        }
    }
    lines.cursor = detail.cursor_rows(&lines.table);
    regions.detail = Some(pane);
    let tabs = marked_sections(hits, case, &lines.parts, *lang);
    lay_out_sections(regions, detail, &tabs, case);
    regions.add_bar(Bar::Table, pane.table, lines.table.lines.len(), regions.table_height(), detail.top);
    lines
}

/// Lays out the tabs, or the rail in their place.
fn lay_out_sections(
    regions: &mut Regions,
    detail: &mut Detail,
    sections: &[(TabTitle<'_>, TabMarks)],
    case: &Case,
) {
    let Some(pane) = regions.detail else { return };
    let (open, first) = (detail.section, detail.first_tab);
    if pane.sections == SectionList::Tabs {
        regions.tab_bar = TabBar::arrange(sections, open, first, usize::from(pane.tabs.width));
        detail.first_tab = regions.tab_bar.first();
        return;
    }
    let height = usize::from(pane.rail.height);
    let shown = rail_sections(sections.len(), open, first, height);
    detail.first_tab = shown.start;
    let row = |at: usize| {
        let (title, section) = (sections.get(at)?, case.sections.get(at)?);
        Some(RailRow::new(at, *title, [section.answered_fields(), section.expected()], at == open))
    };
    regions.rail = shown.filter_map(row).collect();
    regions.add_bar(Bar::Rail, pane.rail, sections.len(), height, detail.first_tab);
}

/// Returns the sections with the marks of their tabs.
fn marked_sections<'a>(
    hits: &FieldHits,
    case: &'a Case,
    parts: &Parts,
    lang: Lang,
) -> Vec<(TabTitle<'a>, TabMarks)> {
    let marks = |place| TabMarks { hits: 0, blank: parts.is_blank(place) };
    let titles = case.sections.iter().map(|section| TabTitle::of_section(section, lang)).enumerate();
    let mut sections: Vec<_> = titles.map(|(place, title)| (title, marks(place))).collect();
    for (section, _) in &hits.places {
        if let Some((_, marks)) = sections.get_mut(*section) {
            marks.hits += 1;
        }
    }
    sections
}

/// True if one of the line's letters is in the matching ranges.
fn is_lit(line: &TableRow, lit: &[Range<usize>]) -> bool {
    let origins = line.spans.iter().filter_map(|span| span.origin.as_ref());
    let mut both = origins.flat_map(|origin| lit.iter().map(move |range| (origin, range)));
    both.any(|(origin, range)| range.start < origin.end && origin.start < range.end)
}

/// Lays out the card, with the other pages of the case.
fn lay_out_card(
    case: &Case,
    (others, compared): (&[&Case], usize),
    width: u16,
    lang: Lang,
) -> Vec<Vec<Span>> {
    let width = usize::from(width);
    let mut lines = card_lines(case, width, lang);
    if !others.is_empty() {
        lines.extend(wrap_spans(&other_pages(others, compared, lang), width));
    }
    lines
}

/// Raises the footer for a message or for continuations that need more than a line.
fn lay_out_message(state: &State, regions: &mut Regions) {
    if regions.shape == Shape::TooSmall {
        return;
    }
    let width = regions.footer.width;
    let lines_of = |text: FooterText<'_>| footer_lines(&text.text(&state.keymap, state.lang), width).len();
    let lines = state.footer_text().map_or_else(|| continuations::lay_out(state, width).len(), lines_of);
    if lines > 0 {
        regions.raise_footer(lines);
        regions.footer_is_text = true;
    }
}

/// Places the palette and scrolls to its selection, if it is open.
fn lay_out_palette(state: &mut State, regions: &mut Regions) {
    let Mode::Palette(palette) = &mut state.mode else { return };
    if regions.shape == Shape::TooSmall {
        return;
    }
    let lines = palette.entry_count().min(MOST_COMMANDS);
    let pane = layout::popup_pane(regions.screen, palette.width(), lines, true, Rect::default());
    regions.popup = Some(pane);
    let height = regions.popup_height();
    palette.reveal(height);
    regions.add_bar(Bar::Popup, pane.rows, palette.matches().len(), height, palette.top());
}

/// Returns the lines of the field under the cursor where a popup speaks of it; empty for any other popup.
fn subject(kind: PopupKind, regions: &Regions, cursor: CursorRows) -> Rect {
    let speaks_of_field = match kind {
        PopupKind::Copy | PopupKind::Glossary { all: false } => true,
        PopupKind::Help
        | PopupKind::Queries
        | PopupKind::Editors
        | PopupKind::Sections
        | PopupKind::Diagnostics
        | PopupKind::Messages
        | PopupKind::SiteMenu
        | PopupKind::Glossary { all: true }
        | PopupKind::Columns
        | PopupKind::ColumnSets
        | PopupKind::LikenessGroups
        | PopupKind::Orders
        | PopupKind::Themes => false,
    };
    let table = regions.detail.map(|pane| pane.table).filter(|_| speaks_of_field && regions.field.is_none());
    table.map(|table| cursor.area(table)).unwrap_or_default()
}

/// Lays out the open popup: as high as all its items, whatever the filter leaves; of a wide help without a filter two
/// columns.
fn lay_out_popup(state: &mut State, regions: &mut Regions, cursor: CursorRows) -> PopupLines {
    let Mode::Popup(popup) = &state.mode else { return PopupLines::default() };
    if regions.shape == Shape::TooSmall {
        return PopupLines::default();
    }
    let items = popup_content::items(state, regions, popup.kind);
    let column = popup_content::help_column(state).filter(|_| popup.kind == PopupKind::Help);
    let (width, height) = match column {
        Some(column) => two_columns::full_size(&items, column),
        None => popup_item::full_size(&items),
    };
    let subject = subject(popup.kind, regions, cursor);
    let pane = layout::popup_pane(regions.screen, width, height, popup.filter.is_some(), subject);
    let Mode::Popup(popup) = &mut state.mode else { return PopupLines::default() };
    let mut content = match &mut popup.filter {
        Some(filter) => popup_item::lay_out(items, filter.input.value(), &mut filter.names),
        None => popup_item::lay_out(items, "", &mut Vec::new()),
    };
    if let Some(column) = column.filter(|_| popup.typed().trim().is_empty()) {
        content.lines = two_columns::join(std::mem::take(&mut content.lines), column);
    }
    regions.popup = Some(pane);
    let height = regions.popup_height();
    popup.reveal(&content, height);
    regions.add_bar(Bar::Popup, pane.rows, content.lines.len(), height, popup.list.top);
    content
}

//! The field in full size: which one, and its lines.

use crate::export::page::{Role, Span};
use crate::model::differing;
use crate::tui::layout::{self, Bar, Regions};
use crate::tui::state::State;
use crate::tui::state::field::{Layout, PageLine, Subject};

/// Lays out the field under the cursor, where it is shown in full size.
pub fn lay_out(state: &mut State, regions: &mut Regions) {
    let (Some(pane), true) = (regions.detail, state.field_page().is_some()) else { return };
    let panes = layout::field_panes(pane.outer);
    let widths = panes.columns.iter().map(|column| column.width).collect();
    let height = panes.height();
    regions.field = Some(panes);
    let reload = state.reload_key();
    let is_there = state.open_field().is_some();
    let State { catalog, detail, lang, .. } = state;
    let Some(entry) = detail.entry else { return };
    let Some(case) = catalog.case(entry) else { return };
    let place = (detail.section, detail.field);
    let Some(page) = &mut detail.full else { return };
    let field = case.sections.get(place.0).and_then(|section| Some((section, section.fields.get(place.1)?)));
    let Some((section, field)) = field.filter(|_| is_there) else {
        let words = Span::new(lang.text("browser.no_fields"), Role::Plain);
        page.turn();
        page.columns = vec![vec![PageLine::Spans(vec![words])]];
        return;
    };
    let mut differing = differing(case, place.0, &catalog.other_pages(entry));
    differing.retain(|other| other.field == place.1);
    let layout = Layout { subject: (entry, place.0, place.1), widths, height };
    if page.laid_for.as_ref().is_some_and(|laid| laid.subject != layout.subject) {
        page.turn();
    }
    let subject = Subject { case, section, place: place.1, field, differing, lang: *lang, reload };
    page.lay_out(layout, &subject);
    page.top = page.top.min(page.last_top(height));
    let (lines, top) = (page.longest(), page.top);
    // The table that it stands in place of cannot be scrolled.
    regions.bars.retain(|bar| bar.bar != Bar::Table);
    regions.add_bar(Bar::FieldPage, layout::inside(pane.outer), lines, height, top);
}

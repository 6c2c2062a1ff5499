//! The open case beside the table, on screens that are wide enough for both.

use ratatui::layout::Rect;

use crate::search::query::Drawing;
use crate::tui::layout::{DetailPane, Regions, SectionList};
use crate::tui::state::State;
use crate::tui::state::open::find_place;

/// From this width on the case stands beside the table.
const BOTH: u16 = 140;
/// The usual columns need so many cells.
const TABLE: u16 = 82;
/// A case is no wider.
const WIDEST: u16 = 90;

/// What the case beside the table was turned to: the case, and the field of the column under the cursor.
pub type Followed = (usize, &'static str);

/// Places the case beside a table of cases if there is room; returns the area of the table.
pub fn share(state: &State, rows_are_cases: bool, regions: &mut Regions) -> Rect {
    let body = regions.body();
    let fits = body.width >= BOTH && state.drawing() == Drawing::Table && rows_are_cases;
    regions.detail = (fits && !state.list.rows().is_empty()).then(|| {
        let width = (body.width - TABLE).min(WIDEST);
        let outer = Rect { x: body.right() - width, width, ..body };
        DetailPane::new(outer, SectionList::Tabs)
    });
    regions.rule = regions.detail.map(|detail| Rect { x: detail.outer.x - 1, width: 1, ..body });
    let taken = regions.detail.map_or(0, |detail| detail.outer.width + 1);
    Rect { width: body.width - taken, ..body }
}

/// Turns the case beside the table to the field of the column under the cursor, once for each cell.
pub fn follow_cursor(state: &mut State, before: Option<Followed>) -> Option<Followed> {
    let id = *state.sheet.column.as_ref()?.fields().first()?;
    let entry = state.list.row()?.entry()?;
    let followed = Some((entry, id));
    if followed != before {
        let case = state.catalog.case(entry)?;
        state.detail.open_case(entry, case);
        if let Some(place) =
            find_place(case, |_, field| field.id == Some(id)).filter(|place| !state.hides(*place))
        {
            state.detail.select(case, place);
        }
    }
    followed
}

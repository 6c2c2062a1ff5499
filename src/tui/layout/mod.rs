//! Where everything is on the screen: named rectangles, computed once a frame. What is drawn and
//! what the mouse hits are the same ones.

mod bars;
mod facets;
mod field;
mod panes;
mod popup;
mod rail;
mod regions;
mod sheet;
mod tab_bar;
mod target;

pub use bars::{Bar, Panes, ScrollBar};
pub use facets::{FacetPanes, facet_panes};
pub use field::{FieldPanes, field_panes};
pub use panes::{
    DetailPane, MEDIUM, Pane, SMALLEST, ScrollPane, SearchLine, SectionList, Shape, WIDE, below_title,
    detail_pane, text_width,
};
pub use popup::{PopupPane, completion_pane, popup_pane};
pub use rail::{RailRow, rail_sections};
pub use regions::{Regions, arrange};
pub use sheet::{SheetPanes, SheetParts, sheet_panes};
pub use tab_bar::{TabBar, TabMarks, TabTitle};
pub use target::Target;

//! Things to draw with that know nothing of cases. None of them draws outside the area it is given.

mod panel;
mod pen;
mod scrollbar;
mod window;

pub use panel::{Panel, clear};
pub use pen::{Pen, paragraph, segments, within};
pub use scrollbar::scrollbar;
pub use window::window;

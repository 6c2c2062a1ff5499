//! Things to draw with that know nothing of cases. None of them draws outside the area it is given.

mod panel;
mod pen;
mod scrollbar;
mod title_line;
mod window;

pub use panel::{Panel, clear};
pub use pen::{Pen, paragraph, segments, within};
pub use scrollbar::scrollbar;
pub use title_line::TitleLine;
pub use window::window;

//! The languages of the interface: its texts, and those of system errors.

mod labels;
mod system;

pub use labels::{Lang, is_known};
pub use system::{Reason, is_link_loop};

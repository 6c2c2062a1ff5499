//! The languages of the interface: its words, and those of the system.

mod labels;
mod system;

pub use labels::{Lang, is_known};
pub use system::{Reason, is_link_loop};

//! Cases as data → pages in layouts that are drawn from parts → what reading gives, field by field.

mod html;
mod judge;
mod layout;
mod page;
mod parts;
mod plan;
mod quote;
mod report;
mod rows;
mod sample;
mod sheet;
mod value;

pub use self::quote::try_quotes;
pub use self::report::{Report, dump};

use self::judge::{Verdict, judge};
use self::layout::Layout;
use self::page::{Paper, paper, samples};

/// A layout, its file, and how the file was read.
pub struct Trial {
    pub layout: Layout,
    pub paper: Paper,
    pub verdict: Verdict,
}

impl Trial {
    /// Draws the layout of a seed, writes its page and reads it.
    pub fn new(seed: u64) -> Self {
        let layout = Layout::new(seed);
        let paper = paper(&layout, &samples(&layout), &[]);
        let verdict = judge(&paper, &layout);
        Self { layout, paper, verdict }
    }
}

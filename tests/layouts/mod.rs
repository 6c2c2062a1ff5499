//! Cases as data → pages in layouts that are drawn from parts → what reading gives, field by field.

mod draw;
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

pub use self::layout::Layout;
pub use self::quote::try_quotes;
pub use self::report::{Report, dump};

use self::judge::{Verdict, judge};
use self::page::{Paper, paper, samples};

/// A layout, its file, and how the file was read.
pub struct Trial {
    pub layout: Layout,
    pub paper: Paper,
    pub verdict: Verdict,
}

impl Trial {
    /// The first value that is not on its page as the case has it; `None` too where the layout cuts values.
    pub fn missing_value(&self) -> Option<String> {
        let damages = self.layout.damages;
        let cuts = damages.page_breaks || damages.broken_values || damages.escapes || damages.tags;
        let is_boxed = matches!(self.layout.rows, layout::Rows::Boxed { .. });
        if cuts || is_boxed || !self.layout.prefix.is_empty() || self.layout.items != "one line" {
            return None;
        }
        let text = judge::solid(&self.paper.text);
        let is_there = |value: &&String| text.contains(&judge::solid(value));
        let values = |page: &plan::Expected| {
            let written = page.sample.values.iter().zip(&page.is_written);
            written.filter(|(_, is_written)| **is_written).map(|(value, _)| value.clone()).collect::<Vec<_>>()
        };
        self.paper.pages.iter().flat_map(values).find(|value| !is_there(&value))
    }

    /// Draws the layout of a seed, writes its page and reads it.
    pub fn new(seed: u64) -> Self {
        let layout = Layout::new(seed);
        let paper = paper(&layout, &samples(&layout), &[]);
        let verdict = judge(&paper, &layout);
        Self { layout, paper, verdict }
    }
}

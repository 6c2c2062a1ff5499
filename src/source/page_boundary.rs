//! Where one page ends and the head of the next begins, in the lines between their labels.

use std::ops::Range;

use super::form::is_contents_heading;
use super::line::{Line, LineKind, Mark};
use super::page_head;
use super::page_restarts::is_title;

/// Links and words below a page.
const FOOTERS: [&str; 4] = ["事例一覧へ戻る", "事例一覧に戻る", "ページの先頭へ", "ページトップへ"];

/// Returns the index of the line at which a page begins. `between`: the lines from the last label of the page
/// above to the first title or label of this one; `system_name`: what its table calls the system.
pub fn page_start(lines: &[Line<'_>], between: Range<usize>, system_name: &str) -> usize {
    // The contents list belongs to the page below.
    let titles =
        between.clone().rfind(|at| !may_be_in_contents(&lines[*at])).map_or(between.start, |at| at + 1);
    let above = between.start..titles;
    if let Some(footer) = above.clone().rfind(|at| is_footer(&lines[*at])) {
        return footer + 1;
    }
    let is_head = |at: &usize| page_head::is_head_line(&lines[*at], system_name);
    if let Some(head) = above.clone().find(is_head) {
        return head_start(lines, above.start, head);
    }
    // Words that are no row, below the last row of a table.
    let row = above.clone().rfind(|at| matches!(lines[*at].kind, LineKind::Row { .. }));
    let gap = row.and_then(|row| (row + 1..titles).find(|at| lines[*at].is_empty()));
    let parted = gap.or_else(|| above.clone().rfind(|at| is_break(&lines[*at])));
    parted.map_or(titles, |at| at + 1)
}

/// Returns the index of the line at which the head with this heading or name begins: above line `at` may be
/// the header of a mail or a sentence of a chat, but not above `least`.
pub fn head_start(lines: &[Line<'_>], least: usize, at: usize) -> usize {
    let mut start = at;
    for above in (least..at).rev() {
        let is_noise = lines[above].plain().is_some_and(page_head::is_noise);
        if is_noise {
            start = above;
        } else if !lines[above].is_empty() {
            break;
        }
    }
    start
}

/// True for an empty line, a title of the form and the heading of a contents list.
fn may_be_in_contents(line: &Line<'_>) -> bool {
    line.is_empty() || line.plain().is_some_and(|text| is_title(text) || is_contents_heading(text))
}

/// True for the links below a page, and the site's navigation.
fn is_footer(line: &Line<'_>) -> bool {
    let LineKind::Plain { text, mark } = &line.kind else {
        return false;
    };
    let is_navigation = text.trim_start().starts_with(['▶', '►']) && *mark != Mark::Heading;
    is_navigation || text.chars().count() < 40 && FOOTERS.iter().any(|words| text.contains(words))
}

/// True for a rule and for a new sheet.
fn is_break(line: &Line<'_>) -> bool {
    line.kind == LineKind::Rule || line.raw.contains('\u{c}')
}

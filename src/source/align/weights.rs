//! What a name in its place is worth. What a boundary beside it counts is learnt from the page: from the
//! names that stand once and begin no other. Scores are in tenths.

use rustc_hash::FxHashMap;

use super::anchor::{Anchor, LEFTS, Left, Right};
use super::names::{FormItem, names};
use super::stream::Stream;

/// A name stands in a value cell, or in words that are part of no value.
const IN_VALUE: i32 = -120;
/// A link below the page, whatever stands beside it.
const FOOTER: i32 = 150;
/// A name stands in brackets where most do not.
const IN_BRACKETS: i32 = -80;
/// Another sign parts a name from what follows than most.
const OTHER_SIGN: i32 = -80;
/// A name goes on as a sentence, on a page that does so with many or in the middle of words.
const IN_PROSE: i32 = -400;
/// Nothing stands behind a label, on a page that has a sign behind all of them.
const UNSIGNED: i32 = -30;
/// A label stands as an item of a list: behind a comma, below others.
const LISTED: i32 = -120;
/// A name stands inside a longer one.
const INSIDE_NAME: i32 = -100;
/// Letters of a name are misread.
const MISREAD: i32 = -40;
/// Each boundary inside a name.
const INSIDE: i32 = -10;

/// How often each character stands beside labels.
#[derive(Default)]
struct CharCounts(FxHashMap<char, u32>);

impl CharCounts {
    /// Adds weight to a character; `None` adds nothing.
    fn add(&mut self, c: Option<char>, weight: u32) {
        if let Some(c) = c {
            *self.0.entry(c).or_default() += weight;
        }
    }

    /// Returns the most common character if it has at least this percentage of `total`, else `None`.
    fn dominant(&self, percent: u32, total: u32) -> Option<char> {
        let (c, count) = self.0.iter().max_by_key(|(c, count)| (**count, **c))?;
        (count * 100 >= percent * total.max(1)).then_some(*c)
    }
}

/// What the boundaries of this page are worth.
pub struct Weights {
    left: [i32; LEFTS],
    right: [i32; 6],
    /// The bracket that opens before many labels.
    bracket: Option<char>,
    /// The sign that parts nearly all labels that have one from what follows.
    sign: Option<char>,
    /// True where the fields of a section stand in the reverse of the form's order.
    pub is_reversed: bool,
}

impl Weights {
    /// Learns the weights from the labels that occur once or a few times on the page.
    pub fn learn(anchors: &[Anchor]) -> Self {
        let mut times = vec![0_u32; names().len()];
        for anchor in anchors {
            times[anchor.place.name] += 1;
        }
        let (mut left, mut right, mut total) = ([0_u32; LEFTS], [0_u32; 6], 0);
        let (mut descents, mut ascents, mut before) = (0, 0, None);
        let (mut brackets, mut signs) = (CharCounts::default(), CharCounts::default());
        for anchor in anchors {
            let FormItem::Label(section, field) = anchor.item() else {
                continue;
            };
            let name = anchor.form_name();
            let is_in_sentence = anchor.left == Left::Glued && anchor.right == Right::Prose;
            let is_rare = name.is_unique && name.letters.len() >= 4 && times[anchor.place.name] <= 3;
            if !is_rare || is_in_sentence {
                continue;
            }
            let weight = 60 / times[anchor.place.name];
            left[anchor.left as usize] += weight;
            right[anchor.right as usize] += weight;
            total += weight;
            brackets.add(anchor.bracket, weight);
            signs.add(anchor.sign, weight);
            match before.filter(|(other, _)| *other == section) {
                Some((_, other)) if other > field => descents += 1,
                Some((_, other)) if other < field => ascents += 1,
                Some(_) | None => {}
            }
            before = Some((section, field));
        }
        let worth = |count: u32, rare: i32| match count * 100 / total.max(1) {
            40.. => 20,
            15.. => 10,
            4.. => 0.max(rare),
            _ => rare,
        };
        let lefts = [-50, -30, -30, -20, -5, 5, -80, -40];
        let rights = [-50, -20, -10, 0, 5, -50];
        Self {
            left: std::array::from_fn(|class| worth(left[class], lefts[class])),
            right: std::array::from_fn(|class| {
                let is_prose = class == Right::Prose as usize;
                if class == Right::End as usize && right[Right::Sign as usize] * 10 > total * 9 {
                    return UNSIGNED;
                }
                match worth(right[class], rights[class]) {
                    learnt if is_prose && learnt > 0 => IN_PROSE,
                    _ if is_prose => rights[class],
                    learnt => learnt,
                }
            }),
            bracket: brackets.dominant(15, total),
            sign: signs.dominant(90, right[Right::Sign as usize]),
            is_reversed: descents > ascents,
        }
    }

    /// Returns the score of a name by itself: its length, what is beside it, and where it is.
    pub fn score(&self, stream: &Stream<'_>, anchor: &Anchor) -> i32 {
        let letters = i32::try_from(anchor.form_name().letters.len()).unwrap_or(0);
        let piece = stream.piece_of(anchor.start());
        let (mut left, mut right) = (self.left[anchor.left as usize], self.right[anchor.right as usize]);
        let limit = match anchor.item() {
            FormItem::Title(_) => {
                if matches!(
                    anchor.left,
                    Left::Line | Left::Strong | Left::Decorated | Left::Bracket | Left::Odd
                ) {
                    left = left.max(5);
                }
                if anchor.right == Right::End {
                    right = right.max(10);
                }
                120
            }
            FormItem::Label(..) => 160,
            FormItem::Footer => return FOOTER,
        };
        // In the middle of a sentence, on a page whose labels stand apart.
        let is_inside = matches!(anchor.left, Left::Glued | Left::Space | Left::Sign);
        if is_inside && anchor.right == Right::Prose && left <= 0 && right <= 0 {
            right = IN_PROSE;
        }
        let cell = if piece.is_value || piece.is_apart { IN_VALUE } else { 0 };
        let is_other = anchor.is_bracketed() && anchor.bracket != self.bracket;
        let bracketed = if is_other { IN_BRACKETS } else { 0 };
        let is_other = self.sign.is_some() && anchor.sign.is_some_and(|sign| self.sign != Some(sign));
        let signed = if is_other { OTHER_SIGN } else { 0 };
        let heading = if piece.is_heading && anchor.right == Right::End { 10 } else { 0 };
        let misread = if anchor.place.is_misread { MISREAD } else { 0 };
        let inside = misread + INSIDE * i32::try_from(anchor.place.inside).unwrap_or(0);
        let before = anchor.start().checked_sub(1).map(|before| stream.letters[before].c);
        let is_label = matches!(anchor.item(), FormItem::Label(..));
        // As the items of lists stand, on a page whose labels have a sign behind them.
        let is_item = anchor.left == Left::Odd && anchor.right == Right::End && right == UNSIGNED;
        let is_listed = is_label && (is_item || matches!(before, Some('、' | ',')));
        let listed = if is_listed { LISTED } else { 0 };
        (22 * letters).min(limit) + left + right + cell + bracketed + signed + heading + inside + listed
    }
}

/// Lowers the score of each name that is inside a longer name.
pub fn weigh_contained(anchors: &mut [Anchor]) {
    let mut longest: Option<(usize, usize)> = None;
    for anchor in anchors.iter_mut() {
        let span = anchor.place.span;
        let is_inside =
            longest.is_some_and(|(start, end)| start <= span.0 && span.1 <= end && (start, end) != span);
        if is_inside {
            anchor.own += INSIDE_NAME;
        } else if anchor.place.rest.is_empty() && !anchor.place.is_misread {
            longest = Some(span);
        }
    }
}

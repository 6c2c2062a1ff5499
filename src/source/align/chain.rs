//! The best chain of names in the order of the form, by dynamic programming over the page.
//!
//! Scores are in tenths. What a boundary beside a name is worth is learnt from the page: from the names
//! that stand once and begin no other.

use rustc_hash::FxHashMap;

use super::super::form::LabelPlace;
use super::super::value;
use super::names::{Item, Name, Place, begins_line, names};
use super::stream::{Boundary, Stream};
use crate::model::Value;
use crate::model::schema::Kind;
use crate::text::width::cells;

/// A chain so little worse than the best is a likely rival.
const MARGIN: i32 = 20;
/// So many names before a name are looked at as the one that it follows.
const WINDOW: usize = 64;
/// So many letters of a value are read to see whether they are of its kind.
const LONGEST_TYPED: usize = 60;
/// A name that scores less by itself is in no chain.
const HOPELESS: i32 = -40;
/// Longer words before a name do not adorn it, in bytes.
const LONGEST_DECORATION: usize = 80;
/// A name stands in a value cell.
const IN_VALUE: i32 = -120;
/// A link below the page, whatever stands beside it.
const FOOTER: i32 = 150;
/// A label again in words of its own value.
const REPEATED_GLUED: i32 = -240;
/// A name stands in brackets where most do not.
const IN_BRACKETS: i32 = -80;
/// A name goes on as a sentence, on a page that does so with many.
const IN_PROSE: i32 = -400;
/// Letters of a name are misread.
const MISREAD: i32 = -40;
/// Each boundary inside a name.
const INSIDE: i32 = -10;

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// A letter.
    Glued,
    /// A space behind words.
    Space,
    /// A sign behind words.
    Sign,
    /// Words that are no Japanese, at the beginning of the line.
    Decorated,
    /// Nothing but signs in its line.
    Line,
    /// Nothing but signs in its cell or block.
    Strong,
    /// Nothing but the bracket that closes behind it.
    Bracket,
    /// More white space than before most labels, or another bullet or sign.
    Odd,
}

/// How many sorts of [`Left`] there are.
const LEFTS: usize = 8;

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// A letter, or a sign as sentences have it.
    Glued,
    /// A space before words.
    Space,
    /// A sign.
    Sign,
    /// A wide gap.
    Gap,
    /// Nothing in its line or cell.
    End,
    /// What goes on as a sentence does.
    Prose,
}

/// A name in its place, and what it is worth by itself.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// Where it stands.
    pub place: Place,
    /// What stands before it.
    pub left: Left,
    /// What stands behind it.
    pub right: Right,
    /// True where it stands in brackets of its own.
    pub is_bracketed: bool,
    own: i32,
}

impl Anchor {
    /// The name.
    pub fn name(&self) -> &'static Name {
        &names()[self.place.name]
    }

    /// What the name is.
    pub fn item(&self) -> Item {
        self.name().item
    }

    /// The letter behind the name and the bracket that it stands in.
    pub fn end_with_bracket(&self) -> usize {
        self.place.span.1 + usize::from(self.is_bracketed)
    }

    fn start(&self) -> usize {
        self.place.span.0
    }

    fn end(&self) -> usize {
        self.place.span.1
    }
}

/// A name of the chosen chain.
#[derive(Debug, Clone)]
pub struct Link {
    /// The name in its place.
    pub anchor: Anchor,
    /// True where another chain that cuts here otherwise is about as good.
    pub is_unsure: bool,
}

/// What the boundaries of this page are worth.
struct Weights {
    left: [i32; LEFTS],
    right: [i32; 6],
    /// Brackets around a name inside a line.
    bracketed: i32,
    /// True where the fields of a section stand in the reverse of the form's order.
    is_reversed: bool,
}

/// The best chain over a page.
pub fn best(stream: &Stream<'_>, places: Vec<Place>) -> Vec<Link> {
    let mut anchors: Vec<Anchor> = places
        .into_iter()
        .map(|place| {
            let is_bracketed = is_bracketed(stream, place.span);
            let left = match left_of(stream, place.span.0) {
                Left::Line | Left::Strong | Left::Decorated if is_bracketed => Left::Bracket,
                left => left,
            };
            let right = right_of(stream, place.span.1, is_bracketed);
            Anchor { place, left, right, is_bracketed, own: 0 }
        })
        .collect();
    note_odd(stream, &mut anchors);
    let weights = Weights::learn(&anchors);
    for anchor in &mut anchors {
        anchor.own = weights.own(stream, anchor);
    }
    anchors.retain(|anchor| anchor.own > HOPELESS);
    let chain = Chain { stream, anchors: &anchors, weights: &weights };
    chain.solve()
}

fn left_of(stream: &Stream<'_>, at: usize) -> Left {
    let piece = stream.piece_of(at);
    let lead = stream.lead(at).trim_end();
    if begins_line(stream, at) {
        return if piece.before >= Boundary::Cell { Left::Strong } else { Left::Line };
    }
    if !piece.is_value && is_decoration(lead) {
        return Left::Decorated;
    }
    let is_apart = lead.len() < stream.lead(at).len();
    match lead.chars().next_back() {
        Some(c) if is_separator(c) => Left::Sign,
        Some(_) | None if is_apart => Left::Space,
        Some(_) | None => Left::Glued,
    }
}

/// True for words before a name that only number or adorn it: `第2章 `, `3. `, `System name / `.
pub fn is_decoration(lead: &str) -> bool {
    if lead.len() > LONGEST_DECORATION {
        return false;
    }
    let inner = lead.trim().strip_prefix('第').and_then(|rest| {
        let rest = rest.trim_end_matches([' ', '\u{3000}', '：', ':', '、', '.', '．']);
        rest.strip_suffix(['章', '節', '項', '部', '編', '回', '条'])
    });
    match inner {
        Some(number) => number.chars().all(|c| c.is_numeric() || "一二三四五六七八九十".contains(c)),
        None => !lead.chars().any(is_japanese),
    }
}

/// Brackets that labels and titles stand in.
const BRACKETS: [(char, char); 10] = [
    ('【', '】'),
    ('［', '］'),
    ('[', ']'),
    ('「', '」'),
    ('『', '』'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('《', '》'),
    ('<', '>'),
    ('＜', '＞'),
];

fn is_bracketed(stream: &Stream<'_>, (start, end): (usize, usize)) -> bool {
    let before = stream.lead(start).trim_end().chars().next_back();
    let behind = stream.tail(end - 1).trim_start().chars().next();
    BRACKETS.iter().any(|(open, close)| before == Some(*open) && behind == Some(*close))
}

/// Marks the names at the beginnings of lines that stand further right than most labels do, or behind
/// another sign.
fn note_odd(stream: &Stream<'_>, anchors: &mut [Anchor]) {
    let indent = |anchor: &Anchor| stream.piece_of(anchor.start()).indent;
    let is_sure = |anchor: &&Anchor| {
        let name = anchor.name();
        let is_first = matches!(anchor.left, Left::Line | Left::Strong | Left::Bracket);
        is_first && matches!(anchor.item(), Item::Label(..)) && name.is_unique && name.letters.len() > 3
    };
    let mut indents: Vec<usize> = anchors.iter().filter(is_sure).map(indent).collect();
    indents.sort_unstable();
    let Some(usual_indent) = indents.get(indents.len() * 3 / 4).copied() else {
        return;
    };
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    for anchor in anchors.iter().filter(is_sure) {
        *times.entry(sign_before(stream, anchor.start())).or_default() += 1;
    }
    let usual = times.iter().max_by_key(|(sign, times)| (**times, sign.as_str()));
    let usual = usual.map(|(sign, _)| sign.clone()).unwrap_or_default();
    for anchor in anchors.iter_mut() {
        let is_first = matches!(anchor.left, Left::Line | Left::Strong);
        let is_label = matches!(anchor.item(), Item::Label(..));
        let is_odd = || sign_before(stream, anchor.start()) != usual;
        if is_first && (indent(anchor) > usual_indent + 1 || is_label && is_odd()) {
            anchor.left = Left::Odd;
        }
    }
}

/// The signs before a name in its line, digits and white space left out.
fn sign_before(stream: &Stream<'_>, at: usize) -> String {
    let lead = stream.lead(at).chars().filter(|c| !c.is_whitespace() && !c.is_numeric());
    let bullet = stream.piece_of(at).is_item.then_some('-');
    bullet.into_iter().chain(lead).collect()
}

fn right_of(stream: &Stream<'_>, end: usize, is_bracketed: bool) -> Right {
    let tail = stream.tail(end - 1);
    let tail = if is_bracketed { behind_bracket(tail) } else { tail };
    let words = tail.trim_start();
    let Some(next) = words.chars().next() else {
        return Right::End;
    };
    let gap = cells(&tail[..tail.len() - words.len()]);
    let is_latin_note = matches!(next, '(' | '（' | '[' | '［' | '/' | '／')
        && words.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == ' ');
    if gap == 0 && "はがのをもにへでや、。，．・」』）)".contains(next) {
        Right::Prose
    } else if is_latin_note || is_separator(next) {
        Right::Sign
    } else if gap > 1 {
        Right::Gap
    } else if gap == 1 {
        Right::Space
    } else {
        Right::Glued
    }
}

/// A tail without the closing bracket that it begins with.
pub fn behind_bracket(tail: &str) -> &str {
    let words = tail.trim_start();
    let bracket = BRACKETS.iter().find_map(|(_, close)| words.strip_prefix(*close));
    bracket.unwrap_or(tail)
}

/// True for signs that part a label from its value or a row from the next.
pub fn is_separator(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !"（(「『〔、。，．,・ー々？！?!".contains(c)
}

/// True for kana and kanji.
pub fn is_japanese(c: char) -> bool {
    !matches!(c, '・' | '゠')
        && matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々' | 'ｦ'..='ﾟ' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
}

impl Weights {
    fn learn(anchors: &[Anchor]) -> Self {
        let mut times = vec![0_u32; names().len()];
        for anchor in anchors {
            times[anchor.place.name] += 1;
        }
        let (mut left, mut right, mut total) = ([0_u32; LEFTS], [0_u32; 6], 0);
        let (mut descents, mut ascents, mut before) = (0, 0, None);
        let mut bracketed = 0;
        for anchor in anchors {
            let Item::Label(section, field) = anchor.item() else {
                continue;
            };
            let name = anchor.name();
            if !name.is_unique || name.letters.len() < 4 || times[anchor.place.name] > 3 {
                continue;
            }
            let weight = 60 / times[anchor.place.name];
            left[anchor.left as usize] += weight;
            right[anchor.right as usize] += weight;
            total += weight;
            bracketed += if anchor.is_bracketed { weight } else { 0 };
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
                match worth(right[class], rights[class]) {
                    learnt if is_prose && learnt > 0 => IN_PROSE,
                    _ if is_prose => rights[class],
                    learnt => learnt,
                }
            }),
            bracketed: if bracketed * 100 >= 15 * total.max(1) { 0 } else { IN_BRACKETS },
            is_reversed: descents > ascents,
        }
    }

    /// What a name is worth by itself.
    fn own(&self, stream: &Stream<'_>, anchor: &Anchor) -> i32 {
        let letters = i32::try_from(anchor.name().letters.len()).unwrap_or(0);
        let piece = stream.piece_of(anchor.start());
        let (mut left, mut right) = (self.left[anchor.left as usize], self.right[anchor.right as usize]);
        let limit = match anchor.item() {
            Item::Title(_) => {
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
            Item::Label(..) => 160,
            Item::Footer => return FOOTER,
        };
        let cell = if piece.is_value { IN_VALUE } else { 0 };
        let cell = if anchor.is_bracketed { cell + self.bracketed } else { cell };
        let heading = if piece.is_heading && anchor.right == Right::End { 10 } else { 0 };
        let misread = if anchor.place.is_misread { MISREAD } else { 0 };
        let inside = misread + INSIDE * i32::try_from(anchor.place.inside).unwrap_or(0);
        (22 * letters).min(limit) + left + right + cell + heading + inside
    }
}

struct Chain<'c, 'a> {
    stream: &'c Stream<'a>,
    anchors: &'c [Anchor],
    weights: &'c Weights,
}

impl Chain<'_, '_> {
    fn solve(&self) -> Vec<Link> {
        let count = self.anchors.len();
        let mut forward: Vec<(i32, Option<usize>)> = Vec::with_capacity(count);
        for (at, anchor) in self.anchors.iter().enumerate() {
            let first = (begin(anchor.item()), None);
            let before = self.before(at).map(|from| (forward[from].0 + self.step(from, at), Some(from)));
            let (score, from) = before.chain([first]).max_by_key(|(score, _)| *score).unwrap_or(first);
            forward.push((score + anchor.own, from));
        }
        let mut backward = vec![0_i32; count];
        for at in (0..count).rev() {
            let score = backward[at] + self.anchors[at].own;
            for from in self.before(at) {
                backward[from] = backward[from].max(score + self.step(from, at));
            }
        }
        let Some(last) = (0..count).max_by_key(|at| (forward[*at].0, std::cmp::Reverse(*at))) else {
            return Vec::new();
        };
        let total = forward[last].0;
        let mut chosen = vec![last];
        while let Some(from) = chosen.last().and_then(|at| forward[*at].1) {
            chosen.push(from);
        }
        chosen.reverse();
        let through = |at: usize| forward[at].0 + backward[at];
        let links = chosen.iter().map(|at| {
            let rival = self.rivals(*at).map(through).max();
            let is_unsure = rival.is_some_and(|rival| total - rival < MARGIN);
            Link { anchor: self.anchors[*at].clone(), is_unsure }
        });
        links.collect()
    }

    /// The names that this one may follow.
    fn before(&self, at: usize) -> impl Iterator<Item = usize> {
        let start = self.anchors[at].start();
        (at.saturating_sub(WINDOW)..at).filter(move |from| self.anchors[*from].end() <= start)
    }

    /// The other places of the same name, and other names in its place.
    fn rivals(&self, at: usize) -> impl Iterator<Item = usize> {
        let anchor = &self.anchors[at];
        let near = at.saturating_sub(WINDOW)..(at + WINDOW).min(self.anchors.len());
        near.filter(move |other| {
            let rival = &self.anchors[*other];
            let overlaps = rival.start() < anchor.end() && anchor.start() < rival.end();
            *other != at && (rival.item() == anchor.item() || overlaps)
        })
    }

    /// What it costs or gains that one name follows another, no other between them.
    fn step(&self, from: usize, to: usize) -> i32 {
        let (before, after) = (&self.anchors[from], &self.anchors[to]);
        let between = after.start() - before.end();
        let order = self.order(before.item(), after.item());
        match before.item() {
            Item::Title(_) if !matches!(after.item(), Item::Title(_)) => {
                order - (4 * i32::try_from(between).unwrap_or(i32::MAX / 8)).min(80)
            }
            Item::Title(_) | Item::Footer => order,
            Item::Label(section, field) => {
                let is_glued = after.left == Left::Glued || after.right == Right::Glued;
                let repeated = if before.item() == after.item() && is_glued { REPEATED_GLUED } else { 0 };
                order + repeated + self.fit(section, field, before.end(), after.start())
            }
        }
    }

    fn order(&self, before: Item, after: Item) -> i32 {
        let skipped = |count: usize, each: i32, most: i32| {
            -(each * i32::try_from(count).unwrap_or(i32::MAX / 256)).min(most)
        };
        match (before, after) {
            (Item::Footer, _) => -10_000,
            (_, Item::Footer) => 0,
            (Item::Label(section, field), Item::Label(other, next)) if section == other => {
                let (low, high) = if self.weights.is_reversed { (next, field) } else { (field, next) };
                if high > low { skipped(high - low - 1, 15, 50) } else { -60 }
            }
            (Item::Label(section, _), Item::Label(other, next)) if other > section => {
                let lost = if next == 0 { 20 } else { 30 };
                skipped(other - section - 1, 15, 50) - lost
            }
            (Item::Label(..), Item::Label(..)) => -80,
            (Item::Title(section), Item::Label(other, field)) => {
                let first = if self.weights.is_reversed { 0 } else { skipped(field, 15, 50) };
                if section == other { first } else { -80 }
            }
            (Item::Label(section, _) | Item::Title(section), Item::Title(other)) => {
                let contents = if matches!(before, Item::Title(_)) { 10 } else { 0 };
                if other > section { skipped(other - section - 1, 10, 30) - contents } else { -40 }
            }
        }
    }

    /// Whether the words between two names read as the kind of value that the first one has.
    fn fit(&self, section: usize, field: usize, from: usize, to: usize) -> i32 {
        if from >= to {
            return 5;
        }
        let spec = LabelPlace { section, field }.spec();
        let letters = &self.stream.letters[from..to.min(from + LONGEST_TYPED)];
        let words: String = letters.iter().map(|letter| letter.c).collect();
        let words = words.trim_start_matches(|c: char| is_separator(c) && c != '【');
        if words.is_empty() || words.chars().all(|c| is_separator(c) || c == 'ー') {
            return 5;
        }
        let is_long = to - from > LONGEST_TYPED;
        let is_read = match spec.kind {
            Kind::Text | Kind::List => return 0,
            Kind::Choice => return if is_long { -10 } else { 0 },
            Kind::Effects => value::marks(words).next().is_some_and(|(at, _)| at == 0),
            Kind::Facilities => words.starts_with('【'),
            Kind::Fee => words.contains("無料") || words.contains("有料"),
            Kind::Prefectures | Kind::StatusYear | Kind::Year | Kind::Staff | Kind::Count | Kind::Money => {
                !is_long && value::parse(Some(spec), words, words).is_ok_and(|value| value != Value::Empty)
            }
        };
        let is_unselected = words == "未選択";
        if is_read || is_unselected { 30 } else { -30 }
    }
}

/// True where a sign stands behind nearly all labels.
pub fn is_signed(chain: &[Link]) -> bool {
    let labels = chain.iter().filter(|link| matches!(link.anchor.item(), Item::Label(..)));
    let signed = labels.clone().filter(|link| link.anchor.right == Right::Sign || link.anchor.is_bracketed);
    signed.count() * 10 > labels.count() * 9
}

/// What it costs that a chain begins with this name.
fn begin(item: Item) -> i32 {
    match item {
        Item::Title(section) => -i32::try_from(section.min(3) * 5).unwrap_or(0),
        Item::Label(section, field) => -i32::try_from((section + field).min(3) * 10).unwrap_or(0),
        Item::Footer => -10_000,
    }
}

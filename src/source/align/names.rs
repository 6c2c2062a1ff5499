//! The titles, labels and footer links of the form as letters, and every place where one of them stands.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::form::{UNITS, names_as_written};
use super::signs::{PROSE, closing_bracket, is_decoration, is_japanese, skip_bracket};
use super::stream::{Boundary, Letter, Stream, fold_letters, is_plain, name_letters};
use crate::model::schema::schema;
use crate::text::fold::narrow;

/// What a name of the form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormItem {
    /// The title of a section, by its index in the schema.
    Title(usize),
    /// A label: section and field.
    Label(usize, usize),
    /// A link below the page.
    Footer,
}

/// A name as it is looked for.
#[derive(Debug)]
pub struct FormName {
    /// What it is.
    pub item: FormItem,
    /// Its letters, folded.
    pub letters: Vec<char>,
    /// True for a label that no other section has and that begins no other name.
    pub is_unique: bool,
}

/// A letter, and the letter behind the last of those from it on.
pub type LetterSpan = (usize, usize);

/// Where a name stands: its first letter, and the spans of letters that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePlace {
    /// Index in [`names`].
    pub name: usize,
    /// From its first letter to behind the last that follows without words between.
    pub span: LetterSpan,
    /// What of it stands at the beginnings of later lines.
    pub rest: Vec<LetterSpan>,
    /// How many boundaries lie inside.
    pub inside: usize,
    /// True where letters of it are others: misread, or misspelt.
    pub is_misread: bool,
}

impl NamePlace {
    /// Returns the index of the letter that the name ends with.
    pub fn last_letter(&self) -> usize {
        self.rest.last().map_or(self.span.1, |rest| rest.1) - 1
    }
}

/// How the links below a page are written.
const FOOTERS: [&str; 2] = ["事例一覧へ戻る", "ページの先頭へ戻る"];

/// No name is longer, with what may stand between its letters.
const LONGEST_OPENING: usize = 40;

/// How many lines below its beginning the rest of a cut name is looked for.
const REST_WITHIN: usize = 3;

struct FormNames {
    names: Vec<FormName>,
    /// The names by their first two letters.
    by_start: FxHashMap<(char, char), Vec<usize>>,
}

static NAMES: LazyLock<FormNames> = LazyLock::new(|| {
    let mut names = Vec::new();
    for (section, spec) in schema().sections.iter().enumerate() {
        names.push((FormItem::Title(section), spec.title));
        let labels = spec.fields.iter().enumerate();
        names.extend(labels.map(|(field, spec)| (FormItem::Label(section, field), spec.label)));
    }
    names.extend(FOOTERS.map(|words| (FormItem::Footer, words)));
    let letters: Vec<Vec<char>> = names.iter().map(|(_, words)| name_letters(words)).collect();
    let is_alone = |at: usize| {
        let mut others = letters.iter().enumerate().filter(|(other, _)| *other != at);
        !others.any(|(_, other)| other.starts_with(&letters[at]) || letters[at].ends_with(other))
    };
    let unique: Vec<bool> = (0..letters.len()).map(is_alone).collect();
    let mut by_start: FxHashMap<(char, char), Vec<usize>> = FxHashMap::default();
    for (at, letters) in letters.iter().enumerate() {
        if let [first, second, ..] = letters[..] {
            by_start.entry((first, second)).or_default().push(at);
        }
    }
    let names = names.into_iter().zip(letters).zip(unique);
    let names = names.map(|(((item, _), letters), is_unique)| FormName { item, letters, is_unique });
    let names: Vec<FormName> = names.collect();
    for candidates in by_start.values_mut() {
        candidates.sort_by_key(|name| std::cmp::Reverse(names[*name].letters.len()));
    }
    FormNames { names, by_start }
});

/// Returns the names of the form in page order, then the footer links.
pub fn names() -> &'static [FormName] {
    &NAMES.names
}

/// What [`opening`] finds in the names as the schema writes them, as most lines do.
static AS_WRITTEN: LazyLock<FxHashMap<&'static str, NameAndRest<'static>>> =
    LazyLock::new(|| names_as_written().map(|words| (words, find_opening(words))).collect());

/// A name, and the words behind it.
type NameAndRest<'l> = Option<(FormItem, &'l str)>;

/// Returns the name that a line begins with, and the words behind it; `None` without one, or in a sentence
/// about it. Signs, numbers and Latin letters may be before it.
pub fn opening(line: &str) -> NameAndRest<'_> {
    AS_WRITTEN.get(line).copied().unwrap_or_else(|| find_opening(line))
}

/// True for a line that is a name as the schema writes it, and nothing else.
pub fn is_as_written(line: &str) -> bool {
    AS_WRITTEN.contains_key(line)
}

/// Finds what [`opening`] returns, however the name is written.
fn find_opening(line: &str) -> NameAndRest<'_> {
    let is_lead = |(at, _): &(usize, char)| line[..*at].ends_with([' ', '\u{3000}']);
    let mut starts = line.char_indices().filter(|(_, c)| is_japanese(*c));
    let first = starts.next()?;
    // `第3章 ` has letters too.
    let second = (first.1 == '第').then(|| starts.find(is_lead)).flatten();
    let second = second.filter(|(at, _)| is_decoration(&line[..*at]));
    [Some(first), second].into_iter().flatten().find_map(|(at, _)| {
        let (item, rest) = name_at(&line[at..])?;
        let rest = if closing_bracket(&line[..at]).is_some() { skip_bracket(rest) } else { rest };
        (!rest.starts_with(PROSE)).then_some((item, rest))
    })
}

/// True if the words behind a name begin with a closing bracket and go on as a sentence: `」を参照`.
pub fn is_quoted(rest: &str) -> bool {
    let behind = skip_bracket(rest);
    behind.len() < rest.len() && behind.starts_with(PROSE)
}

/// Returns the longest name that words begin with, and what is behind it; `None` without one.
pub fn name_at(words: &str) -> NameAndRest<'_> {
    // The longest comes first.
    let candidates = name_candidates(words)?;
    let mut candidates = candidates.iter().map(|name| &names()[*name]);
    let name = candidates.find(|name| begins_with(words, &name.letters))?;
    Some((name.item, &words[end_of_letters(words, name.letters.len())?..]))
}

/// True if these words, folded, begin with the letters of a name.
fn begins_with(words: &str, name: &[char]) -> bool {
    let mut letters = words.chars().filter(|c| !c.is_whitespace()).map(narrow).peekable();
    for own in name {
        let Some(letter) = letters.next() else {
            return false;
        };
        // What stands behind a letter may join it.
        if !is_plain(letter) || letters.peek().is_some_and(|next| !is_plain(*next)) {
            return first_letters(words, name.len()) == name;
        }
        if letter != *own {
            return false;
        }
    }
    true
}

/// Returns the names that share their first letters with these words; `None` if there are none.
fn name_candidates(words: &str) -> Option<&'static [usize]> {
    let mut letters = words.chars().map(narrow);
    // What stands behind a letter may join it.
    if let (Some(first), Some(second), Some(third)) = (letters.next(), letters.next(), letters.next())
        && [first, second, third].into_iter().chain(letters.next()).all(is_plain)
    {
        // Nearly always each letter is folded alone, and most sentences begin no name.
        let candidates = NAMES.by_start.get(&(first, second))?;
        let goes_on = |name: &usize| names()[*name].letters.get(2).is_none_or(|own| *own == third);
        return candidates.iter().any(goes_on).then_some(candidates);
    }
    let start = first_letters(words, 2);
    NAMES.by_start.get(&(*start.first()?, *start.get(1)?)).map(Vec::as_slice)
}

/// Returns the first letters of words, folded, at most `count`.
fn first_letters(words: &str, count: usize) -> Vec<char> {
    let mut letters = Vec::with_capacity(count + 1);
    // One more: what stands behind a letter may join it.
    letters.extend(words.chars().filter(|c| !c.is_whitespace()).take(count + 1).map(narrow));
    // Nearly always each is folded alone.
    if letters.iter().copied().all(is_plain) {
        letters.truncate(count);
        return letters;
    }
    let end = words.char_indices().nth(LONGEST_OPENING).map_or(words.len(), |(end, _)| end);
    fold_letters(&words[..end]).take(count).collect()
}

/// So many letters and spaces are looked through for the end of a name.
const LONGEST_SPACED: usize = 160;

/// Returns the byte offset behind the first `count` folded letters of words; `None` if it is too far.
fn end_of_letters(words: &str, count: usize) -> Option<usize> {
    let ends = || words.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
    let plain = ends().filter(|(_, c)| !c.is_whitespace()).take(count);
    // Nearly always each letter is folded to itself.
    if plain.clone().all(|(_, c)| is_plain(c)) {
        return plain.last().map(|(end, _)| end);
    }
    let mut ends = ends().take(LONGEST_SPACED).map(|(end, _)| end);
    ends.find(|end| name_letters(&words[..*end]).len() >= count)
}

/// Returns every place of every name of the form, by first letter.
pub fn find_names(stream: &Stream<'_>) -> Vec<NamePlace> {
    let mut found = Vec::new();
    let letters = &stream.letters;
    for at in 0..letters.len().saturating_sub(1) {
        let Some(candidates) = NAMES.by_start.get(&(letters[at].c, letters[at + 1].c)) else {
            continue;
        };
        // The longest name of a place comes first.
        for name in candidates {
            let wanted = &names()[*name].letters;
            if let Some(inside) = match_at(stream, at, wanted) {
                let end = at + wanted.len();
                let span = (at, end + unit_length(&letters[end..]));
                found.push(NamePlace { name: *name, span, rest: Vec::new(), inside, is_misread: false });
            } else if let Some((span, rest)) = find_cut_name(stream, at, wanted) {
                found.push(NamePlace { name: *name, span, rest, inside: 1, is_misread: false });
            }
        }
    }
    let mut misread = find_misread(stream, &found);
    if !misread.is_empty() {
        found.append(&mut misread);
        found.sort_by_key(|place| (place.span.0, std::cmp::Reverse(place.span.1), place.name));
    }
    found
}

/// Returns how many letters the unit in brackets right behind a name takes, 0 without one.
fn unit_length(letters: &[Letter]) -> usize {
    let is_glued = |letter: &&Letter| letter.before < Boundary::Cell;
    let note: String =
        letters.iter().take_while(is_glued).take(LONGEST_UNIT).map(|letter| letter.c).collect();
    let unit = note.strip_prefix('(').and_then(|note| note.split_once(')'));
    unit.filter(|(unit, _)| UNITS.contains(unit)).map_or(0, |(unit, _)| unit.chars().count() + 2)
}

/// No unit takes more letters, with its brackets.
const LONGEST_UNIT: usize = 4;

/// Shorter names are not recognised where a letter is misread.
const SHORTEST_MISREAD: usize = 5;

/// Returns the words at line beginnings that are a missing label but for at most one letter in four.
fn find_misread(stream: &Stream<'_>, known: &[NamePlace]) -> Vec<NamePlace> {
    let starts: FxHashSet<usize> = known.iter().map(|place| place.span.0).collect();
    let missing: Vec<usize> = (0..names().len())
        .filter(|name| matches!(names()[*name].item, FormItem::Label(..)))
        .filter(|name| names()[*name].letters.len() >= SHORTEST_MISREAD)
        .filter(|name| !known.iter().any(|place| place.name == *name && stands_alone(stream, place)))
        .collect();
    let mut found = Vec::new();
    if missing.is_empty() || known.len() < 10 {
        return found;
    }
    for piece in stream.pieces.iter().filter(|piece| !piece.is_value) {
        let start = piece.first;
        if starts.contains(&start) || stream.letters.get(start).is_none_or(|letter| letter.byte > 0) {
            continue;
        }
        let end = (start + 1..stream.letters.len().min(start + 24))
            .find(|at| stream.letters[*at].before > Boundary::Glued || stream.letters[*at].c == ':');
        let Some(end) = end.or(Some(stream.letters.len())).filter(|end| *end < start + 24) else {
            continue;
        };
        let words: String = stream.letters[start..end].iter().map(|letter| letter.c).collect();
        let near = missing.iter().find(|name| is_nearly(&words, end - start, &names()[**name].letters));
        if let Some(name) = near {
            let span = (start, end);
            found.push(NamePlace { name: *name, span, rest: Vec::new(), inside: 0, is_misread: true });
        }
    }
    found
}

/// True for a name at the beginning of a line that no letter or digit follows.
fn stands_alone(stream: &Stream<'_>, place: &NamePlace) -> bool {
    let next = stream.letters.get(place.span.1);
    begins_line(stream, place.span.0)
        && next.is_none_or(|next| next.before > Boundary::Glued || !next.c.is_alphanumeric())
}

/// True if at most one in four of these letters differs from the wanted ones.
fn is_nearly(words: &str, count: usize, wanted: &[char]) -> bool {
    if count.abs_diff(wanted.len()) > 1 {
        return false;
    }
    let wanted: String = wanted.iter().collect();
    strsim::levenshtein(words, &wanted) * 4 <= count.max(wanted.chars().count())
}

/// Returns how many boundaries are inside a name whose letters all begin here; `None` if they do not, or a
/// cell ends among them.
fn match_at(stream: &Stream<'_>, at: usize, wanted: &[char]) -> Option<usize> {
    let letters = stream.letters.get(at..at + wanted.len())?;
    if letters.iter().zip(wanted).any(|(letter, wanted)| letter.c != *wanted) {
        return None;
    }
    let inner = letters[1..].iter().map(|letter| letter.before);
    let is_cut = inner.clone().any(|before| before >= Boundary::Cell);
    (!is_cut).then(|| inner.filter(|before| *before > Boundary::Space).count())
}

/// Returns the spans of a name that is cut at a line's width around its value: its beginning, and the rest at
/// the beginnings of later lines. `None` if it is not whole.
pub fn find_cut_name(
    stream: &Stream<'_>,
    at: usize,
    wanted: &[char],
) -> Option<(LetterSpan, Vec<LetterSpan>)> {
    let begun = common_length(stream, at, wanted);
    if begun < 3 || !begins_line(stream, at) || !ends_part(stream, at + begun) {
        return None;
    }
    let mut rest = Vec::new();
    let mut read = begun;
    let first_piece = stream.letters[at].piece as usize;
    let mut lines = 0;
    let mut last_line = stream.pieces[first_piece].line;
    for piece in &stream.pieces[first_piece + 1..] {
        if piece.line != last_line {
            lines += 1;
            last_line = piece.line;
        }
        if lines > REST_WITHIN || piece.is_heading {
            return None;
        }
        if piece.is_value {
            continue;
        }
        let length = common_length(stream, piece.first, &wanted[read..]);
        let is_here = length > 0 && stream.letters.get(piece.first).is_some_and(|l| l.byte == 0);
        if is_here && ends_part(stream, piece.first + length) {
            rest.push((piece.first, piece.first + length));
            read += length;
            if read == wanted.len() {
                return Some(((at, at + begun), rest));
            }
        }
    }
    None
}

/// Returns how many of the wanted letters are the next ones from here on.
fn common_length(stream: &Stream<'_>, at: usize, wanted: &[char]) -> usize {
    let letters = stream.letters.get(at..).unwrap_or_default();
    letters.iter().zip(wanted).take_while(|(letter, wanted)| letter.c == **wanted).count()
}

/// True if a letter is the first of its line, and in no value cell.
pub fn begins_line(stream: &Stream<'_>, at: usize) -> bool {
    !stream.lead(at).chars().any(char::is_alphanumeric) && !stream.piece_of(at).is_value
}

/// True if white space or the page's end is before the letter.
fn ends_part(stream: &Stream<'_>, at: usize) -> bool {
    stream.letters.get(at).is_none_or(|letter| letter.before >= Boundary::Space)
}

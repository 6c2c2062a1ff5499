//! The head of a page: full name, nickname, URL.

use super::form::{form, key};
use super::join::{Joint, append};
use super::line::{Line, LineKind, Mark};
use super::markup;

/// The head of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The full name and the line it stands on.
    pub name: Option<(String, usize)>,
    /// The nickname and the line it stands on.
    pub nickname: Option<(String, usize)>,
    /// The network's own site.
    pub url: Option<String>,
    /// Index of the first line after the head.
    pub end: usize,
}

/// Words before a name or nickname that say what it is.
const NAMED: [&str; 10] =
    ["名称", "事例名", "ネットワーク名", "正式名称", "略称", "愛称", "通称", "システム名", "名前", "事例"];

/// Reads the head of a page from `lines[start..]`. `system_name` is what the page's own table calls the
/// system: it separates the name from a line of navigation, and shows where a name goes on in the next
/// line. `headless`: the page has no heading, so only a title or the address shows that what stands
/// before them is a head.
pub fn read(lines: &[Line<'_>], start: usize, headless: bool, system_name: &str) -> Head {
    let mut words: Vec<(&str, usize)> = Vec::new();
    let mut head = Head { end: lines.len(), ..Head::default() };
    let mut is_head = !headless;
    for (at, line) in lines.iter().enumerate().skip(start) {
        let (LineKind::Plain { text, mark }, None) = (&line.kind, ends_head(line)) else {
            if line.is_empty() {
                continue;
            }
            is_head |= line.plain().is_some();
            head.end = at;
            break;
        };
        if let Some(url) = markup::address(&line.raw) {
            is_head = true;
            head.url = Some(url);
            head.end = at + 1;
            break;
        }
        // A bullet before the address is the site's navigation.
        if *mark != Mark::Bullet {
            words.push((text, at));
        }
    }
    if is_head {
        name_and_nickname(&words, system_name, &mut head);
    }
    head
}

/// Reads the head of an aligned page: the lines before the first name of the form, and the words before
/// it on its own line.
pub fn before(lines: &[Line<'_>], start: usize, lead: &str, system_name: &str) -> Head {
    let mut head = Head { end: lines.len(), ..Head::default() };
    let above = lines.iter().enumerate().skip(start).filter_map(|(at, line)| Some((line.plain()?, at)));
    let glued = glued_words(lead, system_name).into_iter().map(|words| (words, lines.len()));
    let mut names = Vec::new();
    for (words, at) in above.chain(glued) {
        let is_heading = key(words).is_some_and(|key| key == "事例紹介" || key == "目次");
        if is_heading || form().title(words).is_some() {
            continue;
        }
        match markup::address(words) {
            Some(url) if head.url.is_none() => head.url = Some(url),
            Some(_) => {}
            None => names.push((words, at)),
        }
    }
    name_and_nickname(&names, system_name, &mut head);
    head
}

/// Words of a head that stand on one line without anything between them.
fn glued_words<'t>(lead: &'t str, system_name: &str) -> Vec<&'t str> {
    let mut words = Vec::new();
    let mut rest = lead.trim();
    if !rest.contains(char::is_alphabetic) {
        return words;
    }
    rest = rest.strip_prefix("事例紹介").unwrap_or(rest).trim_start();
    if let Some(after) = rest.strip_prefix(system_name).filter(|_| !system_name.is_empty()) {
        words.push(&rest[..system_name.len()]);
        rest = after.trim_start();
    }
    let address = rest.find("http").unwrap_or(rest.len());
    words
        .extend([rest[..address].trim(), rest[address..].trim()].into_iter().filter(|part| !part.is_empty()));
    words
}

/// A title of the form ends the head, and so does the heading of a contents list.
fn ends_head(line: &Line<'_>) -> Option<()> {
    let text = line.plain()?;
    let is_contents = key(text).is_some_and(|key| key == "目次");
    (form().title(text).is_some() || is_contents).then_some(())
}

fn name_and_nickname(words: &[(&str, usize)], system_name: &str, head: &mut Head) {
    let (after, name, nickname) = match named(words, system_name) {
        Some((last, name, nickname)) => (last + 1, Some(name), nickname),
        None => (1, words.first().map(|(text, at)| ((*text).to_owned(), *at)), None),
    };
    head.name = name;
    head.nickname =
        nickname.or_else(|| words.get(after).map(|(text, at)| (without_label(text).to_owned(), *at)));
}

type Words = (String, usize);

/// The lines that are the system's name, a nickname in brackets behind it or not: the last of them, the
/// name and the nickname.
fn named(words: &[(&str, usize)], system_name: &str) -> Option<(usize, Words, Option<Words>)> {
    let wanted = key(system_name).filter(|wanted| !wanted.is_empty())?;
    let whole = (0..words.len()).find_map(|first| {
        let mut joined = String::new();
        for (last, (text, _)) in words.iter().enumerate().skip(first) {
            append(&mut joined, text, Joint::Cut);
            let so_far = key(&joined)?;
            if so_far == wanted {
                return Some((last, (joined.clone(), words[first].1), None));
            }
            if !wanted.starts_with(so_far.as_ref()) {
                return None;
            }
        }
        None
    });
    whole.or_else(|| {
        words.iter().enumerate().find_map(|(place, (text, at))| {
            let bare = without_label(text);
            let (name, nickname) = bracketed(bare);
            let is_name = key(name).is_some_and(|key| key == wanted);
            let nickname = nickname.map(|nickname| (nickname.to_owned(), *at));
            is_name.then(|| (place, (name.to_owned(), *at), nickname))
        })
    })
}

/// `name（nickname）`.
fn bracketed(text: &str) -> (&str, Option<&str>) {
    let inner = text.trim_end().strip_suffix(['）', ')', '」']);
    match inner.and_then(|inner| inner.rsplit_once(['（', '(', '「'])) {
        Some((name, nickname)) if !name.trim().is_empty() => {
            let nickname = without_label(nickname.trim());
            (name.trim(), (!nickname.is_empty()).then_some(nickname))
        }
        Some(_) | None => (text.trim(), None),
    }
}

/// `名称：name` → `name`.
fn without_label(text: &str) -> &str {
    match text.split_once(['：', ':', '\t', '=', '＝']) {
        Some((label, words)) if NAMED.contains(&label.trim()) && !words.trim().is_empty() => words.trim(),
        Some(_) | None => text,
    }
}

//! The head of a page: full name, nickname, URL.

use super::align::NAME_BRACKETS;
use super::form::{is_contents_heading, key};
use super::join::{Joint, append};
use super::line::{Line, LineKind, Mark};
use super::markup;
use super::page_restarts::is_title;
use super::word_list::WordList;

/// The head of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PageHead {
    /// The full name and the index of its line.
    pub name: Option<(String, usize)>,
    /// The nickname and the index of its line.
    pub nickname: Option<(String, usize)>,
    /// The network's own site and the index of its line.
    pub url: Option<(String, usize)>,
    /// Index of the first line after the head.
    pub end: usize,
}

impl PageHead {
    /// Returns the name, nickname and address that are read from this line.
    pub fn words_of(&self, line: usize) -> impl Iterator<Item = &str> {
        let words = [&self.name, &self.nickname, &self.url].into_iter().flatten();
        words.filter(move |(_, at)| *at == line).map(|(words, _)| words.as_str())
    }
}

/// Words before a name that nothing else is called.
const SURE_NAMES: WordList = WordList("name Name 名称 事例名 ネットワーク名 ネットワーク名称 正式名称");
/// Words over a column of names.
pub const COLUMN_NAMES: WordList =
    WordList("name Name 名称 事例名 ネットワーク名 ネットワーク名称 正式名称 名前 事例 事例名称");
/// Words before a nickname.
pub const NICKNAMES: WordList = WordList("略称 愛称 通称 ニックネーム 呼称 nickname Nickname");
/// Words before the address of a site that nothing else is called.
const SURE_ADDRESSES: WordList = WordList("URL ＵＲＬ url");
/// Words before the address of a site.
pub const ADDRESSES: WordList = WordList("URL ＵＲＬ url サイト ホームページ HP 公式サイト リンク");

/// True for a word before a name; the table has the last of them too.
fn is_name_label(label: &str) -> bool {
    COLUMN_NAMES.contains(label) || label == "システム名"
}

/// What the header of a mail begins its lines with.
const MAIL: WordList = WordList("From To Cc CC Subject Date 件名 差出人 宛先 送信者 送信日時 日時");

/// The name of the ministry's site.
const SITE: &str = "医療情報連携ネットワーク支援Navi";

/// A longer line is no name.
const LONGEST: usize = 400;

/// A line that may be a name or nickname.
#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    words: &'a str,
    /// Index of its line.
    line: usize,
    /// True for an item of a list: the site's navigation, unless the table confirms it.
    is_item: bool,
}

/// Reads the head of a page from `lines[start..]`. `system_name`, from the page's table, separates the name
/// from navigation and shows where it goes on. `headless`: only a title or address makes the words a head.
pub fn read(lines: &[Line<'_>], start: usize, headless: bool, system_name: &str) -> PageHead {
    let mut words: Vec<Candidate<'_>> = Vec::new();
    let mut head = PageHead { end: lines.len(), ..PageHead::default() };
    let mut is_head = !headless;
    for (at, line) in lines.iter().enumerate().skip(start) {
        if line.is_empty() {
            continue;
        }
        if is_below_head(line) {
            is_head |= line.plain().is_some();
            head.end = at;
            break;
        }
        let words_of_url = named_row(line).map_or(line.raw.as_ref(), |(_, words)| words);
        if let Some(url) = markup::address(words_of_url) {
            is_head = true;
            head.url = Some((url, at));
            head.end = at + 1;
            break;
        }
        is_head |= named_row(line).is_some();
        match foreign_address(line) {
            Some(foreign) => _ = head.url.get_or_insert((foreign.to_owned(), at)),
            None => words.extend(candidate(line, at)),
        }
    }
    if is_head || find_system_name(&words, system_name).is_some() {
        set_name_and_nickname(&words, system_name, &mut head);
    }
    head
}

/// Returns the address of another scheme than the web's that a line has.
fn foreign_address<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    let (is_named, words) = named_row(line).or_else(|| Some((false, line.plain()?)))?;
    markup::foreign_address(words, is_named)
}

/// True for a row of a table, a title and the heading of a contents list: what follows is no head.
fn is_below_head(line: &Line<'_>) -> bool {
    !line.is_empty() && named_row(line).is_none() && line.plain().is_none_or(ends_head)
}

/// Returns the words of a row whose label is a word for a name, nickname or address, and true if they are an
/// address; `None` for other lines.
pub fn named_row<'l>(line: &'l Line<'_>) -> Option<(bool, &'l str)> {
    match &line.kind {
        LineKind::Row { label, value: Some(value), .. } => {
            let label = label.trim();
            let is_address = ADDRESSES.contains(label);
            let is_named = is_address || SURE_NAMES.contains(label) || NICKNAMES.contains(label);
            is_named.then_some((is_address, value))
        }
        LineKind::Row { .. } | LineKind::Plain { .. } | LineKind::Blank | LineKind::Rule => None,
    }
}

/// Returns the words of a line that may be a name or nickname; `None` for an address and for other rows.
fn candidate<'l>(line: &'l Line<'_>, at: usize) -> Option<Candidate<'l>> {
    match &line.kind {
        LineKind::Plain { text, mark } => {
            Some(Candidate { words: text, line: at, is_item: *mark == Mark::Bullet })
        }
        LineKind::Row { .. } => {
            let (is_address, words) = named_row(line)?;
            (!is_address).then_some(Candidate { words, line: at, is_item: false })
        }
        LineKind::Blank | LineKind::Rule => None,
    }
}

/// Reads the head of an aligned page: the lines before the first name of the form, and `lead`, the words
/// before it on its own line.
pub fn read_aligned(lines: &[Line<'_>], start: usize, lead: &str, system_name: &str) -> PageHead {
    let end = (start..lines.len()).find(|at| is_below_head(&lines[*at])).unwrap_or(lines.len());
    let mut head = PageHead { end, ..PageHead::default() };
    let above = lines.iter().enumerate().skip(start).filter_map(|(at, line)| candidate_or_address(line, at));
    let glued = split_glued_words(lead, system_name).into_iter();
    let glued = glued.map(|words| Candidate { words, line: lines.len(), is_item: false });
    let (mut names, mut foreign) = (Vec::new(), None);
    for candidate in above.chain(glued) {
        let words = candidate.words;
        if key(words).is_some_and(|key| key == "事例紹介") || ends_head(words) {
            continue;
        }
        match markup::address(words) {
            Some(url) if head.url.is_none() => head.url = Some((url, candidate.line)),
            Some(_) => {}
            None if markup::foreign_address(words, false).is_some() => foreign = foreign.or(Some(candidate)),
            None => names.push(candidate),
        }
    }
    if head.url.is_none() {
        head.url = foreign.map(|candidate| (candidate.words.to_owned(), candidate.line));
    }
    set_name_and_nickname(&names, system_name, &mut head);
    head
}

/// Returns the words of a line that may be a name, nickname or address; `None` for other rows.
fn candidate_or_address<'l>(line: &'l Line<'_>, at: usize) -> Option<Candidate<'l>> {
    let address = named_row(line).map(|(_, words)| Candidate { words, line: at, is_item: false });
    candidate(line, at).or(address)
}

/// Splits the words of a head on one line into heading, which is left out, system name, other words and
/// address.
fn split_glued_words<'t>(lead: &'t str, system_name: &str) -> Vec<&'t str> {
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

/// True for a title of the form and the heading of a contents list.
fn ends_head(text: &str) -> bool {
    is_title(text) || is_contents_heading(text)
}

/// Sets the name and nickname of a head: those like the system's name, those behind a word for them, or the
/// first lines that are no noise.
fn set_name_and_nickname(words: &[Candidate<'_>], system_name: &str, head: &mut PageHead) {
    let labelled = |is_kind: &dyn Fn(&str) -> bool| {
        let mut found = words.iter().filter_map(|candidate| {
            let (label, rest) = split_label(unframed(candidate.words))?;
            is_kind(label).then(|| (unframed(rest).to_owned(), candidate.line))
        });
        found.next()
    };
    let is_name = |candidate: &&Candidate<'_>| !is_noise(candidate.words);
    let (after, name, nickname) = match find_system_name(words, system_name) {
        Some((last, name, nickname)) => (last + 1, Some(name), nickname),
        None => {
            let first = words.iter().position(|candidate| !candidate.is_item && is_name(&candidate));
            let own = first.map(|first| (unframed(words[first].words).to_owned(), words[first].line));
            (first.map_or(words.len(), |first| first + 1), labelled(&is_name_label).or(own), None)
        }
    };
    head.name = name;
    let below = || {
        let next = words.get(after..)?.iter().filter(is_name).find(|candidate| !candidate.is_item)?;
        let (bare, line) = (unframed(next.words), next.line);
        match split_label(bare) {
            Some((label, _)) if is_name_label(label) => None,
            Some(_) | None => Some((without_label(bare).to_owned(), line)),
        }
    };
    head.nickname = nickname.or_else(|| labelled(&|label| NICKNAMES.contains(label))).or_else(below);
}

type WordsAndLine = (String, usize);

/// Returns the index of the last candidate that is the system's name or part of it, the name, and the
/// nickname behind it; `None` if the name is in none.
fn find_system_name(
    words: &[Candidate<'_>],
    system_name: &str,
) -> Option<(usize, WordsAndLine, Option<WordsAndLine>)> {
    let wanted = key(system_name.trim_matches('"')).filter(|wanted| !wanted.is_empty())?;
    let whole = (0..words.len()).find_map(|first| {
        let mut joined = String::new();
        for (last, candidate) in words.iter().enumerate().skip(first) {
            append(&mut joined, unframed(candidate.words), Joint::Cut);
            let so_far = key(&joined)?;
            if so_far == wanted {
                return Some((last, (joined.clone(), words[first].line), None));
            }
            if !wanted.starts_with(so_far.as_ref()) {
                return None;
            }
        }
        None
    });
    whole.or_else(|| {
        words.iter().enumerate().find_map(|(place, candidate)| {
            let bare = unframed(without_label(unframed(candidate.words)));
            // `**name** / nickname`, `【name】（nickname）`.
            let is_opening = |c: char| NAME_BRACKETS.iter().any(|(open, _)| *open == c);
            let (name, rest) = split_at_name(bare.trim_start_matches(is_opening), &wanted)?;
            let nickname = nickname_in(rest)?.map(|nickname| (nickname.to_owned(), candidate.line));
            Some((place, (name.to_owned(), candidate.line), nickname))
        })
    })
}

/// Splits a line behind the name at its beginning; `None` if it does not begin with the name.
fn split_at_name<'t>(text: &'t str, wanted: &str) -> Option<(&'t str, &'t str)> {
    if text.len() > LONGEST || !key(text).is_none_or(|key| key.starts_with(wanted)) {
        return None;
    }
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut ends = ends.filter(|end| key(&text[..*end]).is_some_and(|key| key == wanted));
    ends.next().map(|end| text.split_at(end))
}

/// Returns the nickname behind a name, in brackets or behind a sign, `Some(None)` if nothing is there; `None`
/// if other words follow the name.
#[allow(clippy::option_option, reason = "no nickname is not no name")]
fn nickname_in(rest: &str) -> Option<Option<&str>> {
    let is_closing = |c: char| "*_`\"".contains(c) || NAME_BRACKETS.iter().any(|(_, close)| *close == c);
    let rest = rest.trim().trim_start_matches(is_closing).trim_start();
    if rest.is_empty() {
        return Some(None);
    }
    let inner = rest.strip_prefix(['（', '(', '「', '『', '【', '［', '[', '〔', '<', '＜']);
    let nickname = match inner {
        Some(inner) => inner.strip_suffix(['）', ')', '」', '』', '】', '］', ']', '〕', '>', '＞'])?,
        None => rest.strip_prefix([
            '/', '／', '-', '–', '—', '―', '－', ':', '：', '|', '｜', '・', '~', '〜', '、',
        ])?,
    };
    let nickname = unframed(without_label(unframed(nickname.trim())));
    Some((!nickname.is_empty()).then_some(nickname))
}

/// True for words above a page that are no name: signs only, the site's name, a line of a mail's header, a
/// sentence of a chat.
pub fn is_noise(text: &str) -> bool {
    let is_mail = || {
        let label = text.split_once([':', '：']).map(|(label, _)| label.trim());
        label.is_some_and(|label| MAIL.contains(label))
    };
    let is_sign = || !text.contains(char::is_alphanumeric);
    is_sign() || text.contains(SITE) || is_mail() || is_chat(text.trim())
}

/// True for a sentence that hands a page over.
fn is_chat(text: &str) -> bool {
    const WORDS: [&str; 11] =
        ["承知", "了解", "以下", "整理", "まとめ", "次の", "ご確認", "お知らせ", "下記", "内容", "お送り"];
    text.ends_with(['。', '：', ':', '！', '!', '♪', '.']) && text.len() < LONGEST && {
        let is_polite = ["ます", "です", "ください", "ました", "ません"].iter().any(|end| text.contains(end));
        is_polite && WORDS.iter().any(|word| text.contains(word))
    }
}

/// True for a line that only the head of a page has: its heading, its name, or a word for name, nickname or
/// address and what follows.
pub fn is_head_line(line: &Line<'_>, system_name: &str) -> bool {
    if named_row(line).is_some() {
        return true;
    }
    let Some(text) = line.plain() else {
        return false;
    };
    let bare = unframed(text);
    let is_heading = || key(bare).is_some_and(|key| key == "事例紹介");
    let is_labelled = || {
        split_label(bare).is_some_and(|(label, _)| {
            SURE_NAMES.contains(label) || NICKNAMES.contains(label) || SURE_ADDRESSES.contains(label)
        })
    };
    let is_name = || {
        let parts = bare.trim_start_matches(|c| NAME_BRACKETS.iter().any(|(open, _)| *open == c));
        let ends = ['（', '(', '「', '／', '/', '*', '_', '】', '』', '」'];
        let name = parts.split(ends).next().and_then(key);
        name.is_some_and(|name| name.chars().count() > 3 && system_name.contains(name.as_ref()))
    };
    is_heading() || is_labelled() || is_name()
}

/// Returns words without the marks and brackets around all of them.
fn unframed(text: &str) -> &str {
    // Most words have none.
    if text.starts_with(char::is_alphanumeric) && text.ends_with(char::is_alphanumeric) {
        return text;
    }
    let is_mark = |c: char| c.is_whitespace() || "*#＊■□●◆◇▼▽○◎★☆=＝_`\"".contains(c);
    let mut words = text;
    loop {
        let bare = words.trim_matches(is_mark);
        let dashed = bare.strip_prefix("---").and_then(|inner| inner.strip_suffix("---"));
        let inner = NAME_BRACKETS.iter().find_map(|(open, close)| {
            let inner = bare.strip_prefix(*open)?.strip_suffix(*close)?;
            (!inner.contains([*open, *close])).then_some(inner)
        });
        match dashed.or(inner) {
            Some(inner) if !inner.trim().is_empty() => words = inner,
            Some(_) | None => return bare.trim_end_matches(['：', ':']),
        }
    }
}

/// Splits a word for a name, nickname or address from what follows it: `名称：name`. `None` if there is no such
/// word or nothing follows.
fn split_label(text: &str) -> Option<(&str, &str)> {
    let is_known =
        |label: &str| is_name_label(label) || NICKNAMES.contains(label) || ADDRESSES.contains(label);
    let parted = text.split_once(['：', ':', '\t', '=', '＝', '→', '|', '｜']);
    let spaced =
        || text.split_once([' ', '\u{3000}']).or_else(|| Some(text.split_at(text.find(['「', '『'])?)));
    let known = parted.filter(|(label, _)| is_known(unframed(label)));
    let (label, words) =
        known.or_else(|| spaced().filter(|(label, _)| NICKNAMES.contains(unframed(label))))?;
    let words = words.trim();
    (!words.is_empty()).then(|| (unframed(label), words))
}

/// Returns what follows a word for a name, nickname or address; all words if there is none: `名称：name` →
/// `name`.
fn without_label(text: &str) -> &str {
    split_label(text).map_or(text, |(_, words)| words)
}

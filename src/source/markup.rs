//! What converters leave inside a line: tags, Markdown escapes, links.

use crate::text::is_web_address;
use std::borrow::Cow;

/// Elements whose tags are taken for markup and leave no trace; `<Net4U>` stays.
const INLINE: &str = "\
    a abbr b big caption center code col colgroup del em font i img ins mark q rp rt ruby s small span \
    strike strong sub sup tbody tfoot thead tt u wbr";

/// Elements that begin or end a line of their own.
const BREAKS: &str = "\
    blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul";

/// Characters that Markdown writers put a backslash before.
const ESCAPED: &str = "\\`*_{}[]()<>#+-.!|~";

/// Returns the words without tags (those of blocks become a line break), with Markdown escapes undone and
/// links replaced by their words. The first tag is put into `tag` if that is still empty.
pub fn clean<'a>(words: &'a str, tag: &mut String) -> Cow<'a, str> {
    if memchr::memchr3(b'<', b'\\', b'[', words.as_bytes()).is_none() {
        return Cow::Borrowed(words);
    }
    let mut cleaned = String::with_capacity(words.len());
    let mut rest = words;
    // How much of the text is left where the last unfinished link's target ends: no link before it.
    let mut linkless = usize::MAX;
    while let Some(at) = rest.find(['<', '\\', '[']) {
        cleaned.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((element, length)) = tag_at(rest) {
            if tag.is_empty() {
                rest[..length].clone_into(tag);
            }
            if is_one_of(BREAKS, &element) {
                cleaned.push('\n');
            }
            rest = &rest[length..];
        } else if let Some((inner, length)) = autolink_at(rest) {
            cleaned.push_str(inner);
            rest = &rest[length..];
        } else if let Some((inner, length)) = link_at(rest, &mut linkless) {
            // A link may hold marks of its own.
            cleaned.push_str(&clean(inner, tag));
            rest = &rest[length..];
        } else {
            let escape = rest.strip_prefix('\\').and_then(|after| after.chars().next());
            let skipped = usize::from(escape.is_some_and(|c| ESCAPED.contains(c)));
            let kept = rest[skipped..].chars().next().map_or(0, char::len_utf8);
            cleaned.push_str(&rest[skipped..skipped + kept]);
            rest = &rest[skipped + kept..];
        }
    }
    Cow::Owned(cleaned + rest)
}

/// Returns the words with HTML's entities for spaces, brackets, quotes and & replaced by their signs.
pub fn unescaped(words: &str) -> String {
    let signs =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'")];
    let words = signs.iter().fold(words.to_owned(), |words, (written, sign)| words.replace(written, sign));
    // The last: what it begins is no other sign.
    words.replace("&amp;", "&")
}

/// Returns words without the emphasis that Markdown puts around the whole of a label or name.
pub fn without_emphasis(words: &str) -> &str {
    if !words.starts_with(['*', '_']) {
        return words;
    }
    let inner = |mark: &str| words.strip_prefix(mark)?.strip_suffix(mark);
    let inner = inner("**").or_else(|| inner("__"));
    inner.filter(|inner| !inner.is_empty() && !inner.contains("**")).unwrap_or(words)
}

/// True for a name in this list of elements.
fn is_one_of(elements: &str, name: &str) -> bool {
    elements.split_ascii_whitespace().any(|element| element == name)
}

/// Returns the element's name and the tag's length in bytes; `None` if `text` begins with no tag of a known
/// element.
fn tag_at(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find(['<', '>']).filter(|end| inner[*end..].starts_with('>'))?;
    let name = inner[..end].trim_start_matches('/');
    let name = name.split(|c: char| c.is_whitespace() || c == '/').next()?.to_ascii_lowercase();
    (is_one_of(INLINE, &name) || is_one_of(BREAKS, &name)).then_some((name, end + 2))
}

/// Returns the address and the length of `<https://…>`; `None` if `text` begins with no such link.
fn autolink_at(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('<')?;
    if !is_web_address(inner) {
        return None;
    }
    let end = inner.find(|c: char| matches!(c, '<' | '>') || c.is_whitespace())?;
    inner[end..].starts_with('>').then(|| (&inner[..end], end + 2))
}

/// Returns the words and the length of `[words](target)`. `linkless` is how much text is left where a target
/// had no end, so that the same stretch is not searched for each `[`.
fn link_at<'a>(text: &'a str, linkless: &mut usize) -> Option<(&'a str, usize)> {
    let inner = text.strip_prefix('[')?;
    let middle = inner.find(['[', ']'])?;
    let target = inner[middle..].strip_prefix("](")?;
    if *linkless != usize::MAX && target.len() >= *linkless {
        return None;
    }
    // What leads to a title of the same page is named by it.
    let is_own = target.starts_with('#');
    let end = target.find(|c: char| c == ')' || !is_own && !c.is_ascii()).unwrap_or(target.len());
    if !target[end..].starts_with(')') {
        *linkless = target.len() - end;
        return None;
    }
    is_target(&target[..end]).then(|| (&inner[..middle], middle + end + 4))
}

/// True for what a link leads to; in `[注](1)` it is words.
fn is_target(target: &str) -> bool {
    const BEGINNINGS: [&str; 8] = ["#", "/", "./", "../", "http://", "https://", "mailto:", "javascript:"];
    target.is_empty()
        || BEGINNINGS.iter().any(|beginning| target.starts_with(beginning))
        || target.contains(".htm")
}

/// Returns the first web address on a line: `<https://…>`, `[url](url)`, bare, or in an `<a>`; the original
/// one of a web archive's. One whose end is not to be seen comes with the words behind it, and is none.
pub fn address(raw: &str) -> Option<String> {
    let start = find_scheme(raw).or_else(|| {
        let bare = raw.trim_start();
        let bare = bare.strip_prefix('<').unwrap_or(bare);
        begins_in_any_case(bare, "www.").then(|| raw.len() - bare.len())
    })?;
    let text = &raw[start..];
    let before = raw[..start].chars().next_back();
    // Where the end is lost, so may be a part of the address.
    if before == Some('<') && !text.contains('>') && text.trim_end().contains(char::is_whitespace) {
        return Some(raw[start - 1..].trim_end().to_owned());
    }
    let end = address_length(text, before);
    let mut address = String::with_capacity(end);
    // The form feed of a page's end may be inside.
    let mut characters = text[..end].chars().filter(|c| *c != '\u{c}').peekable();
    while let Some(c) = characters.next() {
        // Markdown's escapes: `\_`.
        if c != '\\' || !characters.peek().is_some_and(|next| ESCAPED.contains(*next)) {
            address.push(c);
        }
    }
    let address = address.replace("&amp;", "&");
    Some(original(&address).unwrap_or(address))
}

/// Returns the words of a line that are an address of another scheme: `<javascript:…>`, `ftp://…`. `is_named`: the
/// line's label says that they are an address.
pub fn foreign_address(words: &str, is_named: bool) -> Option<&str> {
    let words = words.trim();
    let framed = words.strip_prefix('<').and_then(|inner| inner.strip_suffix('>'));
    let (scheme, rest) = framed.unwrap_or(words).split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_one =
        framed.is_some() || is_named || rest.starts_with("//") || scheme.eq_ignore_ascii_case("javascript");
    (is_scheme && is_one && !rest.starts_with(char::is_whitespace)).then_some(words)
}

/// Returns the length of the address that a text begins with; `before` is the character before it, which may open
/// what the address is in.
fn address_length(text: &str, before: Option<char>) -> usize {
    let closing = match before {
        Some('<') => '>',
        Some('[') => ']',
        Some('(') => ')',
        Some('"') => '"',
        Some('\'') => '\'',
        _ => '<',
    };
    let closed = if closing == '<' { None } else { text.find(closing).map(|end| &text[..end]) };
    if let Some(inner) = closed.filter(|inner| closing == '>' || !inner.contains(char::is_whitespace)) {
        return inner.trim_end().len();
    }
    // Letters of any script are an address's own; the signs of Japanese text end it.
    let is_letter =
        |c: char| c.is_ascii() || c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | 'ー' | '々');
    // A host may have pictures too, and dots of any kind between its letters.
    let host = text.find("://").map_or(0, |scheme| scheme + "://".len());
    let host = host..text[host..].find(['/', '?', '#']).map_or(text.len(), |end| host + end);
    let is_of_host = |at: usize, c: char| {
        let is_inside = || text[at..].chars().nth(1).is_some_and(char::is_alphanumeric);
        host.contains(&at) && (c > '\u{1f000}' || matches!(c, '。' | '．' | '｡' | '・') && is_inside())
    };
    let is_end = |(at, c): &(usize, char)| {
        *c == closing || c.is_whitespace() || !is_letter(*c) && !is_of_host(*at, *c)
    };
    let end = text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at);
    // No site has a host without a dot: it goes on behind what looks like its end.
    let is_cut = host.start <= end
        && end < host.end
        && !text[host.start..end].contains(['.', '。', '．', '｡', ':', '@'])
        && text[end..].trim_start().starts_with(|c: char| c.is_ascii_alphanumeric());
    if is_cut { text.trim_end().len() } else { end }
}

/// Returns the address of a page before a web archive like the Wayback Machine (`…/web/2022…/http…`) or WARP
/// (`…/info:ndljp/pid/123/…`) kept it; `None` for any other address.
pub fn original(address: &str) -> Option<String> {
    let host = ["https://", "http://", "//"].into_iter().find(|start| address.starts_with(start));
    let path = match host.map(str::len) {
        Some(at) => &address[at + address[at..].find('/')?..],
        None if address.starts_with('/') => address,
        None => return None,
    };
    let kept = after_warp_number(path).or_else(|| after_archive_time(path))?;
    let kept = kept.trim_start_matches('/');
    let scheme = ["https:", "http:"]
        .into_iter()
        .find(|scheme| kept.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    // Some servers make one slash of two.
    let rest = kept[scheme.map_or(0, str::len)..].trim_start_matches('/');
    let is_host = rest.split('/').next().is_some_and(|host| host.contains('.'));
    is_host.then(|| format!("{}//{rest}", scheme.unwrap_or("http:")))
}

/// Returns what is behind the number that WARP keeps a site under; `None` if the path has none.
fn after_warp_number(path: &str) -> Option<&str> {
    let at = ["info:ndljp/pid/", "info%3Andljp/pid/", "info%3Andljp%2Fpid%2F"]
        .into_iter()
        .find_map(|mark| path.find(mark).map(|at| at + mark.len()))?;
    let (pid, rest) = path[at..].split_once('/')?;
    (!pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
}

/// Returns the address behind the time at which an archive kept a page; `None` for any other path.
fn after_archive_time(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/web/").or_else(|| path.strip_prefix("/wayback/"))?;
    let (time, rest) = rest.split_once('/')?;
    let digits = time.trim_end_matches(|c: char| c.is_ascii_lowercase() || matches!(c, '_' | '*'));
    let is_time = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_address = rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"))
        || digits.len() == 14 && rest.split('/').next().is_some_and(|host| host.contains('.'));
    (is_time && is_address).then_some(rest)
}

/// Returns where the first `http://` or `https://` begins, whatever its case.
fn find_scheme(raw: &str) -> Option<usize> {
    let colons = memchr::memchr_iter(b':', raw.as_bytes()).filter(|at| raw[*at..].starts_with("://"));
    colons.into_iter().find_map(|at| {
        let length = ["https", "http"].into_iter().map(str::len).find(|length| {
            at.checked_sub(*length).and_then(|start| raw.get(start..)).is_some_and(is_web_address)
        })?;
        Some(at - length)
    })
}

/// True if `text` begins with `beginning`, whatever the case.
fn begins_in_any_case(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(words: &str) -> (String, String) {
        let mut tag = String::new();
        (clean(words, &mut tag).into_owned(), tag)
    }

    #[test]
    fn tags_go_and_what_only_looks_like_one_stays() {
        assert_eq!(cleaned("<p>a</p>"), ("\na\n".into(), "<p>".into()));
        assert_eq!(cleaned("<b>太</b>字"), ("太字".into(), "<b>".into()));
        assert_eq!(cleaned("a<br />b"), ("a\nb".into(), "<br />".into()));
        for words in ["<Net4U>", "a < b > c", "3<5", "<p"] {
            assert_eq!(cleaned(words), (words.into(), String::new()));
        }
    }

    #[test]
    fn escapes_and_links_become_their_words() {
        assert_eq!(cleaned(r"SS\-MIX\_2 \(a\)").0, "SS-MIX_2 (a)");
        assert_eq!(cleaned(r"C:\あ").0, r"C:\あ");
        assert_eq!(cleaned("[← 事例一覧へ戻る](#)").0, "← 事例一覧へ戻る");
        for words in ["[未定]と[予定](未定)", "[注](1)"] {
            assert_eq!(cleaned(words).0, words);
        }
        assert_eq!(cleaned("<https://example.jp/>").0, "https://example.jp/");
    }

    #[test]
    fn the_address_is_found_in_its_four_writings() {
        let url = "http://example.jp/a_b?c=(1)";
        for raw in [
            " <http://example.jp/a_b?c=(1)>",
            "[http://example.jp/a_b?c=(1)](http://example.jp/a_b)",
            r"http://example.jp/a\_b?c=(1)",
            r#"<a href="http://example.jp/a_b?c=(1)" target="_blank">http://example.jp/</a>"#,
            "URL：http://example.jp/a_b?c=(1)　",
        ] {
            assert_eq!(address(raw).as_deref(), Some(url), "{raw}");
        }
        assert_eq!(address("[公式](https://example.jp/)").as_deref(), Some("https://example.jp/"));
        assert_eq!(address("もがみネット"), None);
    }

    #[test]
    fn an_address_in_a_web_archive_is_the_original_one() {
        for kept in [
            "https://web.archive.org/web/20220102030405/https://example.jp/a/?b=c",
            "http://web.archive.org/web/20220102030405im_/https://example.jp/a/?b=c",
            "https://web.archive.org/web/2022*/https://example.jp/a/?b=c",
            "https://web.archive.org/web/20220102030405/https:/example.jp/a/?b=c",
            "//web.archive.org/web/20220102030405js_/https://example.jp/a/?b=c",
            "/web/20220102030405/https://example.jp/a/?b=c",
            "https://arquivo.pt/wayback/20220102030405/https://example.jp/a/?b=c",
            "https://warp.da.ndl.go.jp/info:ndljp/pid/1234567/https://example.jp/a/?b=c",
            "https://warp.ndl.go.jp/collections/info:ndljp/pid/1234567/https://example.jp/a/?b=c",
        ] {
            assert_eq!(original(kept).as_deref(), Some("https://example.jp/a/?b=c"), "{kept}");
        }
        for kept in [
            "https://warp.da.ndl.go.jp/info:ndljp/pid/1234567/www.example.jp/",
            "https://web.archive.org/web/20220102030405/www.example.jp/",
        ] {
            assert_eq!(
                address(&format!("URL: {kept} ")).as_deref(),
                Some("http://www.example.jp/"),
                "{kept}"
            );
        }
        for own in [
            "https://example.jp/web/2022/index.html",
            "https://example.jp/web/page/http://other.jp/",
            "https://web.archive.org/",
            "https://warp.da.ndl.go.jp/info:ndljp/pid/1234567/",
            "/web/20220102030405/",
            "index.html",
        ] {
            assert_eq!(original(own), None, "{own}");
        }
        let marked = "<https://web.archive.org/web/2022/http://example.jp/a_b>";
        assert_eq!(address(marked).as_deref(), Some("http://example.jp/a_b"));
    }

    #[test]
    fn an_address_whose_end_is_not_to_be_seen_comes_with_what_is_behind_it() {
        for (raw, whole) in [
            ("<http://a b.jp/", "<http://a b.jp/"),
            ("公式 <http://a.jp/ (x) ", "<http://a.jp/ (x)"),
            ("http://a b.jp/ ", "http://a b.jp/"),
            ("<www.a b.jp>", "www.a b.jp"),
        ] {
            assert_eq!(address(raw).as_deref(), Some(whole), "{raw}");
        }
        for (raw, url) in [
            ("<http://a.jp/", "http://a.jp/"),
            ("<www.a.jp>", "www.a.jp"),
            ("http://a （公式）", "http://a"),
            ("http://good@evil (evil)", "http://good@evil"),
            ("[http://a.jp 公式]", "http://a.jp"),
        ] {
            assert_eq!(address(raw).as_deref(), Some(url), "{raw}");
        }
    }

    #[test]
    fn an_address_of_another_scheme_is_recognised_among_words() {
        for (words, is_named) in [
            (" <javascript:alert(1)> ", false),
            ("<mailto:a@b.jp>", false),
            ("JavaScript:alert(1)", false),
            ("ftp://a.jp/", false),
            ("mailto:a@b.jp", true),
        ] {
            assert_eq!(foreign_address(words, is_named), Some(words.trim()));
        }
        for (words, is_named) in [
            ("TEL:03-1234-5678", false),
            ("通称:もがみ", true),
            ("Note: a", true),
            ("<見本>", true),
            ("なし", true),
        ] {
            assert_eq!(foreign_address(words, is_named), None, "{words}");
        }
    }

    #[test]
    fn an_address_in_letters_of_any_script_and_in_capitals_is_whole() {
        for (raw, url) in [
            (" <http://日本語.jp/>", "http://日本語.jp/"),
            (
                "URL：http://みんなのネットワーク.example/事例?q=あ　",
                "http://みんなのネットワーク.example/事例?q=あ",
            ),
            ("http://bücher.example/", "http://bücher.example/"),
            ("HTTP://EXAMPLE.JP/A", "HTTP://EXAMPLE.JP/A"),
            ("（Https://example.jp/）", "Https://example.jp/"),
            ("http://example.jp/「公式」", "http://example.jp/"),
            ("見よ://なし https://example.jp/。", "https://example.jp/"),
            ("WWW.example.jp", "WWW.example.jp"),
            ("<http://example.jp/（もがみ） 一覧>", "http://example.jp/（もがみ） 一覧"),
            ("[http://example.jp/「公式」](http://a.jp)", "http://example.jp/「公式」"),
            ("http://見本・ネット。example/。", "http://見本・ネット。example/"),
            ("http://💻.example/", "http://💻.example/"),
            ("<http://example.jp/\u{c}a>", "http://example.jp/a"),
        ] {
            assert_eq!(address(raw).as_deref(), Some(url), "{raw}");
        }
    }
}

//! Addresses of web pages.

use std::borrow::Cow;

use unicode_script::{Script, UnicodeScript};
use url::Url;

/// True for the address of a web page, in any case of its scheme; addresses in files may have any other
/// scheme.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let begins =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

/// Returns the whole address of a web page in ASCII, as web browsers and their launchers take it; `None` if it
/// is none of http or https.
#[must_use]
pub fn ascii_address(url: &str) -> Option<String> {
    web_url(url).map(String::from)
}

/// Returns an address for display: behind it, in brackets, the host in ASCII where it is not plain to see which it
/// is. Its letters may be of several scripts (those of Japanese and Latin go together), and only look like those of
/// another host; a name of a user before it may look like a host; or it is written in another way
/// (`http://0x7f.1`).
#[must_use]
pub fn displayed_address(url: &str) -> Cow<'_, str> {
    let parsed = web_url(url);
    let Some(host) = parsed.as_ref().and_then(Url::host_str) else { return url.into() };
    let unicode = idna::domain_to_unicode(host).0;
    let scripts: Vec<Script> = unicode.chars().map(|c| c.script()).collect();
    let has_user = parsed.as_ref().is_some_and(|url| !url.username().is_empty() || url.password().is_some());
    let is_plain = !has_user && (is_written(url, host) || is_written(url, &unicode)) && !is_mixed(&scripts);
    if is_plain { url.into() } else { format!("{url} ({host})").into() }
}

/// True if an address has this host right behind its scheme, in any case.
fn is_written(url: &str, host: &str) -> bool {
    let written = url.split_once("://").map(|(_, rest)| rest.to_lowercase());
    let rest = written.as_deref().and_then(|written| written.strip_prefix(host));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/', '?', '#']))
}

/// Parses an address of http or https.
fn web_url(url: &str) -> Option<Url> {
    // The parser takes the path of http:///path for the host.
    let has_host = url.split_once("://").is_some_and(|(_, rest)| !rest.starts_with('/'));
    Url::parse(url).ok().filter(|url| has_host && matches!(url.scheme(), "http" | "https"))
}

/// True for the scripts of letters that are not written together.
fn is_mixed(scripts: &[Script]) -> bool {
    const JAPANESE: [Script; 4] = [Script::Latin, Script::Han, Script::Hiragana, Script::Katakana];
    let mut own = scripts.iter().filter(|script| !matches!(script, Script::Common | Script::Inherited));
    let first = own.clone().next();
    own.clone().any(|script| Some(script) != first) && own.any(|script| !JAPANESE.contains(script))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_host_is_none() {
        for url in ["http:///x", "http://", "https:///", "http:x"] {
            assert_eq!(ascii_address(url), None, "{url}");
        }
    }

    #[test]
    fn schemes_are_recognised_whatever_their_case() {
        for url in ["http://a", "HTTPS://a", "Http://日本語.jp/"] {
            assert!(is_web_address(url), "{url}");
        }
        for url in ["ftp://a", "日本語.jp", "http:/", "javascript:http://a"] {
            assert!(!is_web_address(url), "{url}");
        }
    }

    #[test]
    fn an_address_is_opened_whole_or_not_at_all() {
        for (url, ascii) in [
            ("http://日本語.jp/もがみ.html", "http://xn--wgv71a119e.jp/%E3%82%82%E3%81%8C%E3%81%BF.html"),
            ("HTTP://EXAMPLE.JP/A?b#c", "http://example.jp/A?b#c"),
            ("https://日本語。jp:8080/a b", "https://xn--wgv71a119e.jp:8080/a%20b"),
        ] {
            assert_eq!(ascii_address(url).as_deref(), Some(ascii));
        }
        for url in
            ["http://", "https:////", "http://exa mple.jp/", "http://a.jp:99999/", "javascript:a", "www.a.jp"]
        {
            assert_eq!(ascii_address(url), None, "{url}");
        }
    }

    #[test]
    fn a_host_of_several_scripts_is_shown_in_ascii_too() {
        // The first letter is Cyrillic; then all but those of the last part.
        assert_eq!(displayed_address("http://аpple.jp/x"), "http://аpple.jp/x (xn--pple-43d.jp)");
        assert_eq!(displayed_address("http://аррӏе.jp"), "http://аррӏе.jp (xn--80ak6aa92e.jp)");
        for url in [
            "http://日本語.jp/",
            "http://bücher.example/",
            "http://みんなのIT医療ネット.jp",
            "http://a.jp/а",
            "HTTP://EXAMPLE.JP:8080/a@b.jp",
            "http://[::1]:80/",
            "http://127.0.0.1?a@b",
            "http://xn--wgv71a119e.jp#a",
            "http://",
            "пример.рф",
        ] {
            assert_eq!(displayed_address(url), url);
        }
    }

    #[test]
    fn a_host_that_is_not_plain_to_see_is_shown_in_brackets() {
        for (url, host) in [
            ("http://good@evil/", "evil"),
            ("http://good.jp:80@evil.jp/x", "evil.jp"),
            ("http://good.jp%2F@evil.jp", "evil.jp"),
            ("http://:a@evil.jp/", "evil.jp"),
            ("http://@evil.jp/", "evil.jp"),
            ("http://a.jp\\@evil.jp/", "a.jp"),
            ("http://0x7f.1/", "127.0.0.1"),
            ("http://ｅｖｉｌ。jp/", "evil.jp"),
            ("http://a\u{3164}b.jp/", "ab.jp"),
        ] {
            assert_eq!(displayed_address(url), format!("{url} ({host})"));
        }
    }
}

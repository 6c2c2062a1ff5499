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

/// Returns an address for display: behind it, in brackets, the ASCII form of a host whose letters are of
/// several scripts, since they may only look like those of another host. Those of Japanese and Latin go
/// together.
#[must_use]
pub fn displayed_address(url: &str) -> Cow<'_, str> {
    let parsed = web_url(url);
    let host = parsed.as_ref().and_then(Url::host_str).unwrap_or_default();
    let scripts = || idna::domain_to_unicode(host).0.chars().map(|c| c.script()).collect::<Vec<_>>();
    if host.contains("xn--") && is_mixed(&scripts()) { format!("{url} ({host})").into() } else { url.into() }
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
            "http://",
            "пример.рф",
        ] {
            assert_eq!(displayed_address(url), url);
        }
    }
}

//! Finds paths and URLs in a text.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Characters that end a path, in addition to white space.
const ENDS: &str = "\"<>「」『』（）“”‘’、。，…";

/// Returns the byte range of each URL, and of each path that begins with `/`, `~/`, `./` or `../`, in order.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (slash, _) in text.match_indices('/') {
        let done = found.last().map_or(0, |address| address.end);
        if slash < done {
            continue;
        }
        let before = text.get(done..slash).unwrap_or_default();
        let rest = text.get(slash..).unwrap_or_default();
        found.extend(
            split_url(before, rest)
                .or_else(|| split_path(before, rest))
                .map(|(head, tail)| slash - head..slash + tail),
        );
    }
    found
}

/// Returns the lengths of a URL before its first `/` and from it on.
fn split_url(before: &str, rest: &str) -> Option<(usize, usize)> {
    let scheme = before.strip_suffix(':').filter(|_| rest.starts_with("//"))?;
    let letters = scheme.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    // Words may follow an address in ASCII without a space; one whose host is in other letters goes on in them.
    let is_foreign = rest.chars().nth(2).is_some_and(|first| !first.is_ascii() && first.is_alphanumeric());
    let is_letter = |c: char| c.is_ascii_graphic() || is_foreign && !c.is_whitespace() && !ENDS.contains(c);
    let is_own = |c: char| is_letter(c) && !matches!(c, '"' | '<' | '>' | ')');
    let end = rest.find(|c| !is_own(c)).unwrap_or(rest.len());
    (letters > 0 && end > "//".len()).then_some((letters + ":".len(), end))
}

/// Returns the lengths of a path before its first `/` and from it on.
fn split_path(before: &str, rest: &str) -> Option<(usize, usize)> {
    let outside = ["..", ".", "~"].iter().find_map(|head| before.strip_suffix(head)).unwrap_or(before);
    let begins = outside
        .chars()
        .next_back()
        // A letter may be followed by its combining mark.
        .is_none_or(|c| !c.is_alphanumeric() && !is_combining_mark(c) && !matches!(c, '.' | '/' | '~' | '<'));
    let end = rest.find(|c: char| c.is_whitespace() || ENDS.contains(c)).unwrap_or(rest.len());
    let goes_on = rest.chars().nth(1).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
    (begins && goes_on).then_some((before.len() - outside.len(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn paths_and_urls_are_found_and_nothing_else() {
        assert_eq!(found("書きました: /var/t/とねっと.txt（12行）"), ["/var/t/とねっと.txt"]);
        assert_eq!(found("「~/.config/jirei」と ../a/b ./c"), ["~/.config/jirei", "../a/b", "./c"]);
        assert_eq!(found("見る:http://a.jp/b?c=d#eを、https://x/"), ["http://a.jp/b?c=d#e", "https://x/"]);
        assert_eq!(found("(http://a.jp) \"/etc\""), ["http://a.jp", "/etc"]);
        assert_eq!(
            found("http://日本語.jp/もがみ.html を、https://日本語.jp。"),
            ["http://日本語.jp/もがみ.html", "https://日本語.jp"]
        );
        for text in [
            "有/無",
            "HL7/CDA",
            "yes / no",
            "</td>",
            "2024/5/1",
            "か\u{3099}./か",
            "http://",
            "//",
            "/",
            "a.../b",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}

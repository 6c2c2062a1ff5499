//! The address that a page was saved from: browsers and SingleFile write it into a comment above the page.

use crate::text::is_web_address;

/// The comment is within so many bytes.
const HEAD: usize = 4_096;
/// What is before the address, and what between that and the address.
const SAVERS: [(&str, &str); 2] = [("saved from url=(", ")"), ("Page saved with SingleFile", "url: ")];

/// Returns the address in the comment of a saved page; `None` without one.
#[must_use]
pub fn saved_address(text: &str) -> Option<String> {
    if !text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<') {
        return None;
    }
    let end = (0..=text.len().min(HEAD)).rev().find(|at| text.is_char_boundary(*at))?;
    let head = text.get(..end)?;
    let address = SAVERS.into_iter().find_map(|(saver, before)| {
        let comment = head.split_once(saver)?.1.split("-->").next()?;
        comment.split_once(before)?.1.split_whitespace().next()
    })?;
    is_web_address(address).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_in_the_comment_of_the_saver() {
        for (text, address) in [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0031)https://example.jp/case/12?a=b&c -->\n<html>",
                Some("https://example.jp/case/12?a=b&c"),
            ),
            (
                "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.jp/1.html \n saved \
                 date: Mon Jan 05 2026 -->",
                Some("https://example.jp/1.html"),
            ),
            ("<!-- saved from url=(0014)about:internet -->", None),
            ("<!-- saved from url=(0014 --> ) https://example.jp/", None),
            ("saved from url=(0019)https://example.jp/", None),
            ("<html><body>saved</body></html>", None),
            ("", None),
        ] {
            assert_eq!(saved_address(text).as_deref(), address, "{text}");
        }
    }
}

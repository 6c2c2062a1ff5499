//! Addresses of web pages.

/// True for the address of a web page, in any case of its scheme; addresses in files may have any other
/// scheme.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let begins =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_recognised_whatever_their_case() {
        for url in ["http://a", "HTTPS://a", "Http://日本語.jp/"] {
            assert!(is_web_address(url), "{url}");
        }
        for url in ["ftp://a", "日本語.jp", "http:/", "javascript:http://a"] {
            assert!(!is_web_address(url), "{url}");
        }
    }
}

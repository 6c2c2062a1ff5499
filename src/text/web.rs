//! Addresses of web pages.

/// True for the address of a web page; what comes from a file may be any other scheme.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

//! stub
use std::borrow::Cow;
/// stub
pub fn cells(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
/// stub
pub fn cut(text: &str, _cells: usize) -> &str {
    text
}
/// stub
pub fn ellipsize(text: &str, _cells: usize) -> Cow<'_, str> {
    text.into()
}
/// stub
pub fn pad(text: &str, _cells: usize) -> String {
    text.into()
}

//! stub
/// stub
pub fn grouped(number: u64) -> String {
    number.to_string()
}
/// stub
pub fn myriads(number: u64) -> String {
    number.to_string()
}
/// stub
pub fn parse_whole(text: &str) -> Option<u64> {
    text.parse().ok()
}

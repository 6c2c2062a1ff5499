//! stub
/// stub
pub fn hepburn_id(nickname: &str) -> Option<String> {
    Some(nickname.into())
}

//! stub
/// stub
pub fn identity_form(text: &str) -> String {
    text.into()
}

//! Lists of words, written as one text.

/// Words parted by white space.
#[derive(Debug, Clone, Copy)]
pub struct WordList(pub &'static str);

impl WordList {
    /// Returns the words in their order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split_ascii_whitespace()
    }

    /// True for one of the words.
    pub fn contains(self, word: &str) -> bool {
        self.iter().any(|known| known == word)
    }

    /// True for one of the words, whatever the case of its ASCII letters.
    pub fn contains_in_any_case(self, word: &str) -> bool {
        self.iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}

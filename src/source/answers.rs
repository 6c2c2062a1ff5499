//! What fields say, each different answer read and kept once: of the words of these pages most are
//! said on many of them.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHasher};

use super::form::LabelPlace;
use crate::model::Answer;

/// So many readers may look for different answers at the same time.
const SHARDS: usize = 16;

/// The answers of the pages that were read together.
#[derive(Default)]
pub struct Answers([Mutex<FxHashMap<u64, Known>>; SHARDS]);

/// An answer and what it was read from.
struct Known {
    place: Option<LabelPlace>,
    /// The words on the page, where they are not the answer's own text.
    words: Option<Box<str>>,
    answer: Arc<Answer>,
}

impl Answers {
    /// The answer that these words are in this field; `read` reads it where it is not known yet.
    pub fn of(&self, place: Option<LabelPlace>, words: &str, read: impl FnOnce() -> Answer) -> Arc<Answer> {
        let mut hasher = FxHasher::default();
        (place, words).hash(&mut hasher);
        let hash = hasher.finish();
        // What a panicking reader left behind is whole: entries are put in at once.
        let shard = hash as usize % SHARDS;
        let mut known = self.0[shard].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&hash) {
            let same = known.words.as_deref().unwrap_or(&known.answer.text) == words && known.place == place;
            // Another answer with the same hash is kept by the page that has it.
            return if same { known.answer.clone() } else { Arc::new(read()) };
        }
        let answer = Arc::new(read());
        let words = (answer.text != words).then(|| words.into());
        known.insert(hash, Known { place, words, answer: answer.clone() });
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    #[test]
    fn the_same_words_in_the_same_field_are_read_once() {
        let answers = Answers::default();
        let place = |field| Some(LabelPlace { section: 0, field });
        let read = |text: &str| Answer { text: text.into(), value: Value::Text };
        let first = answers.of(place(1), "一\n二", || read("一 二"));
        let again = answers.of(place(1), "一\n二", || panic!("read twice"));
        assert!(Arc::ptr_eq(&first, &again));
        for (place, words) in [(place(2), "一\n二"), (None, "一\n二"), (place(1), "一 二")] {
            assert_eq!(answers.of(place, words, || read("別")).text, "別");
        }
    }
}

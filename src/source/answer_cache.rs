//! The answers of fields, each different one read and kept once: most of the words of these pages are on
//! many of them.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHasher};

use super::form::LabelPlace;
use crate::model::Answer;
use crate::model::schema::schema;

/// The answers of the pages that were read together.
pub struct AnswerCache {
    /// By section and field of the schema: most fields have few different answers, and those of one
    /// field lie close together in memory.
    of_form: Vec<Vec<OfField>>,
}

/// The answers of a field by their hash. A field is looked at by one reader at a time.
type OfField = Mutex<FxHashMap<u64, KnownAnswer>>;

/// An answer and what it was read from.
struct KnownAnswer {
    /// The words on the page, where they are not the answer's own text.
    words: Option<Box<str>>,
    read_answer: ReadAnswer,
}

/// An answer, and whether it gives a diagnostic.
#[derive(Clone)]
pub struct ReadAnswer {
    /// The answer.
    pub answer: Arc<Answer>,
    /// True if its words give no diagnostic, whatever page has them.
    pub is_plain: bool,
}

impl Default for AnswerCache {
    fn default() -> Self {
        let sections = schema().sections.iter();
        let of_form = sections.map(|section| section.fields.iter().map(|_| OfField::default()).collect());
        Self { of_form: of_form.collect() }
    }
}

impl AnswerCache {
    /// Returns the known answer of these words in this field, or reads and keeps it. Answers of labels that
    /// the form does not have are not kept.
    pub fn get_or_read(
        &self,
        place: Option<LabelPlace>,
        words: &str,
        read: impl FnOnce() -> ReadAnswer,
    ) -> ReadAnswer {
        let Some(place) = place else {
            return read();
        };
        let mut hasher = FxHasher::default();
        words.hash(&mut hasher);
        let hash = hasher.finish();
        let field = &self.of_form[place.section][place.field];
        // What a panicking reader left behind is whole: entries are put in at once.
        let mut known = field.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&hash) {
            let same = known.words.as_deref().unwrap_or(&known.read_answer.answer.text) == words;
            // Another answer with the same hash is kept by the page that has it.
            return if same { known.read_answer.clone() } else { read() };
        }
        let read_answer = read();
        let words = (read_answer.answer.text != words).then(|| words.into());
        known.insert(hash, KnownAnswer { words, read_answer: read_answer.clone() });
        read_answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    #[test]
    fn the_same_words_in_the_same_field_are_read_once() {
        let answers = AnswerCache::default();
        let place = |field| Some(LabelPlace { section: 0, field });
        let read = |text: &str| ReadAnswer {
            answer: Arc::new(Answer { text: text.into(), value: Value::Text }),
            is_plain: true,
        };
        let first = answers.get_or_read(place(1), "一\n二", || read("一 二")).answer;
        let again = answers.get_or_read(place(1), "一\n二", || panic!("read twice")).answer;
        assert!(Arc::ptr_eq(&first, &again));
        for (place, words) in [(place(2), "一\n二"), (None, "一\n二"), (place(1), "一 二")] {
            assert_eq!(answers.get_or_read(place, words, || read("別")).answer.text, "別");
        }
    }
}

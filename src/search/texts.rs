//! What the search looks through: every different phrase once, and which texts they stand in.
//!
//! Pages say the same things: 10,000 of them have far fewer different answers, and those fewer
//! different phrases. A term is looked for in the phrases; where it stands follows from them.

use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::form::{Form, phrases};
use super::rank::letters_of;
use super::readings;
use crate::model::Answer;

/// What stands between punctuation, in its search form.
#[derive(Debug)]
pub struct Phrase {
    /// The phrase.
    pub text: Box<str>,
    /// Which letters there are, see [`letters_of`].
    pub letters: u64,
    /// What its words may begin to sound like; found when first asked for.
    starts: OnceLock<Box<[u16]>>,
}

impl Phrase {
    /// What its words may begin to sound like, see [`readings::starts`].
    #[must_use]
    pub fn starts(&self) -> &[u16] {
        self.starts.get_or_init(|| readings::starts(&self.text.chars().collect::<Vec<char>>()))
    }
}

/// A text of a case in its search form.
#[derive(Debug)]
pub struct Text {
    /// The whole text.
    pub text: Box<str>,
    /// Which letters there are, see [`letters_of`].
    pub letters: u64,
    /// Characters of it.
    pub length: u32,
    /// Its phrases, in their order.
    pub phrases: Box<[Arc<Phrase>]>,
    /// True for names.
    pub is_name: bool,
    /// True where each of the phrases is something whole, as in the answers and in lists of names.
    pub is_list: bool,
    /// What it is in Latin letters; found when first asked for.
    latin: OnceLock<Option<Latin>>,
    /// The answer that it is, where it is one; kept, as texts are known by the place of their answer.
    pub answer: Option<Arc<Answer>>,
}

/// A name in Latin letters as it is most likely read.
#[derive(Debug)]
pub struct Latin {
    /// The name.
    pub text: Box<str>,
    /// Which letters there are, see [`letters_of`].
    pub letters: u64,
}

impl Text {
    /// What it is in Latin letters; `None` where it has none, or is no name.
    #[must_use]
    pub fn latin(&self) -> Option<&Latin> {
        let read = || {
            let chars: Vec<char> = self.text.chars().collect();
            if !self.is_name || chars.len() > LONGEST_READ || self.text.is_ascii() {
                return None;
            }
            let text = readings::latin(&chars)?.into_boxed_str();
            Some(Latin { letters: letters_of(&text), text })
        };
        self.latin.get_or_init(read).as_ref()
    }
}

/// So many readers may look for different texts at the same time.
const SHARDS: usize = 16;

/// Longer names are not read aloud: letters far apart in them say nothing.
const LONGEST_READ: usize = 24;

/// The texts and phrases of the pages that are read together; they may be asked for from anywhere.
#[derive(Debug, Default)]
pub struct Texts {
    /// By the address of the answer, which the text keeps.
    answers: [Mutex<FxHashMap<usize, Arc<Text>>>; SHARDS],
    phrases: [Mutex<FxHashMap<Box<str>, Arc<Phrase>>>; SHARDS],
}

impl Texts {
    /// The text of an answer.
    #[must_use]
    pub fn of_answer(&self, answer: &Arc<Answer>) -> Arc<Text> {
        let address = Arc::as_ptr(answer) as usize;
        let shard = shard(&address);
        let known = |texts: &FxHashMap<usize, Arc<Text>>| texts.get(&address).cloned();
        if let Some(text) = known(&locked(&self.answers[shard])) {
            return text;
        }
        let text = Arc::new(self.text(&answer.text, Some(answer.clone())));
        locked(&self.answers[shard]).entry(address).or_insert(text).clone()
    }

    /// The text of a name, or of a list of names.
    #[must_use]
    pub fn of_name(&self, name: &str, is_list: bool) -> Arc<Text> {
        let mut text = self.text(name, None);
        text.is_name = true;
        text.is_list = is_list || text.phrases.len() < 2;
        Arc::new(text)
    }

    fn text(&self, original: &str, answer: Option<Arc<Answer>>) -> Text {
        let form = Form::of(original).text;
        Text {
            letters: letters_of(&form),
            length: u32::try_from(form.chars().count()).unwrap_or(u32::MAX),
            phrases: phrases(&form).map(|phrase| self.phrase(phrase)).collect(),
            text: form.into(),
            is_name: false,
            is_list: true,
            latin: OnceLock::new(),
            answer,
        }
    }

    fn phrase(&self, phrase: &str) -> Arc<Phrase> {
        let shard = shard(phrase);
        if let Some(known) = locked(&self.phrases[shard]).get(phrase) {
            return known.clone();
        }
        let starts = OnceLock::new();
        let new = Arc::new(Phrase { text: phrase.into(), letters: letters_of(phrase), starts });
        locked(&self.phrases[shard]).entry(phrase.into()).or_insert(new).clone()
    }
}

fn shard<T: Hash + ?Sized>(key: &T) -> usize {
    // The lowest bits choose a place in the shard's own table.
    usize::try_from(FxBuildHasher.hash_one(key) >> 32).unwrap_or_default() % SHARDS
}

/// What a panicking reader left behind is whole: entries are put in at once.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

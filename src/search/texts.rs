//! The searched texts: every distinct phrase once, and the texts that contain it.
//!
//! Pages repeat each other: 10,000 of them have far fewer distinct answers, and those fewer distinct
//! phrases. A term is searched in the phrases; the texts that match follow from them.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::form::{SearchForm, phrases, searched_part};
use super::rank::letter_bits;
use super::readings::{self, WordStart};
use crate::model::schema::schema;
use crate::model::{Answer, form_effects};

/// A run of text between punctuation, in its search form.
#[derive(Debug)]
pub struct Phrase {
    /// The phrase.
    pub text: Box<str>,
    /// The letters that it contains, see [`letter_bits`].
    pub letters: u64,
    /// The first sounds of its words, computed on first use.
    starts: OnceLock<Box<[WordStart]>>,
}

impl Phrase {
    /// Returns the first sounds of its words, see [`readings::first_sounds`].
    #[must_use]
    pub fn starts(&self) -> &[WordStart] {
        self.starts.get_or_init(|| readings::first_sounds(&self.text.chars().collect::<Vec<char>>()))
    }
}

/// A text of a case in its search form.
#[derive(Debug)]
pub struct SearchText {
    /// The whole text.
    pub text: Box<str>,
    /// The letters that it contains, see [`letter_bits`].
    pub letters: u64,
    /// Its length in characters.
    pub length: u32,
    /// Its phrases, in their order.
    pub phrases: Box<[Arc<Phrase>]>,
    /// True if the original is longer than what is searched.
    pub is_cut: bool,
    /// True for names.
    pub is_name: bool,
    /// True if each phrase is an item of its own, as in answers and in lists of names.
    pub is_list: bool,
    /// Its Latin spelling, computed on first use.
    latin: OnceLock<Option<Latin>>,
    /// The answer that it comes from, if any; kept alive, as texts are keyed by its address.
    pub answer: Option<Arc<Answer>>,
}

/// A name in Latin letters as it is most likely read.
#[derive(Debug)]
pub struct Latin {
    /// The name.
    pub text: Box<str>,
    /// The letters that it contains, see [`letter_bits`].
    pub letters: u64,
}

impl SearchText {
    /// Returns its Latin spelling; `None` if it has none, or is no name.
    #[must_use]
    pub fn latin(&self) -> Option<&Latin> {
        let read = || {
            let chars: Vec<char> = self.text.chars().collect();
            if !self.is_name || chars.len() > LONGEST_READ || self.text.is_ascii() {
                return None;
            }
            let text = readings::latin_reading(&chars)?.into_boxed_str();
            Some(Latin { letters: letter_bits(&text), text })
        };
        self.latin.get_or_init(read).as_ref()
    }

    /// Returns the letters of its Latin spelling, all where that was not computed yet.
    #[must_use]
    pub fn latin_letters(&self) -> u64 {
        match self.latin.get() {
            Some(latin) => latin.as_ref().map_or(0, |latin| latin.letters),
            None => u64::MAX,
        }
    }
}

/// The number of shards: so many threads can look up different texts at the same time.
const SHARDS: usize = 16;

/// Longer names get no Latin spelling: letters far apart in them are no useful match.
const LONGEST_READ: usize = 24;

/// The texts and phrases of the pages that are read together; shared between threads.
#[derive(Debug, Default)]
pub struct Texts {
    /// By the address of the answer, which the text keeps alive.
    answers: [Mutex<FxHashMap<usize, Arc<SearchText>>>; SHARDS],
    phrases: [Mutex<FxHashMap<Box<str>, Arc<Phrase>>>; SHARDS],
}

impl Texts {
    /// Returns the text of an answer.
    #[must_use]
    pub fn answer_text(&self, answer: &Arc<Answer>) -> Arc<SearchText> {
        let address = Arc::as_ptr(answer) as usize;
        let shard = shard_index(&address);
        let known = |texts: &FxHashMap<usize, Arc<SearchText>>| texts.get(&address).cloned();
        if let Some(text) = known(&lock(&self.answers[shard])) {
            return text;
        }
        let text = Arc::new(self.new_text(&with_form_effects(answer), Some(answer.clone())));
        lock(&self.answers[shard]).entry(address).or_insert(text).clone()
    }

    /// Returns the text of a name, or of a list of names.
    #[must_use]
    pub fn name_text(&self, name: &str, is_list: bool) -> Arc<SearchText> {
        let mut text = self.new_text(name, None);
        text.is_name = true;
        text.is_list = is_list || text.phrases.len() < 2;
        Arc::new(text)
    }

    fn new_text(&self, original: &str, answer: Option<Arc<Answer>>) -> SearchText {
        let form = SearchForm::new(original).text;
        SearchText {
            letters: letter_bits(&form),
            length: u32::try_from(form.chars().count()).unwrap_or(u32::MAX),
            phrases: phrases(&form).map(|phrase| self.shared_phrase(phrase)).collect(),
            text: form.into(),
            is_cut: searched_part(original).len() < original.len(),
            is_name: false,
            is_list: true,
            latin: OnceLock::new(),
            answer,
        }
    }

    fn shared_phrase(&self, phrase: &str) -> Arc<Phrase> {
        let shard = shard_index(phrase);
        if let Some(known) = lock(&self.phrases[shard]).get(phrase) {
            return known.clone();
        }
        let starts = OnceLock::new();
        let new = Arc::new(Phrase { text: phrase.into(), letters: letter_bits(phrase), starts });
        lock(&self.phrases[shard]).entry(phrase.into()).or_insert(new).clone()
    }
}

/// Returns the text of an answer and the form's words for those items of 導入効果 whose letters were misread.
fn with_form_effects(answer: &Answer) -> Cow<'_, str> {
    let items = answer.value.effects();
    let of_form = form_effects(items).into_iter().zip(items);
    let forms = of_form.filter_map(|(form, item)| Some((schema().effects.get(form?)?.text, item)));
    let misread = forms.filter(|(form, item)| *form != item.text);
    misread.fold(Cow::Borrowed(answer.text.as_str()), |text, (form, _)| format!("{text}\n{form}").into())
}

fn shard_index<T: Hash + ?Sized>(key: &T) -> usize {
    // The lowest bits choose a slot in the shard's own table.
    usize::try_from(FxBuildHasher.hash_one(key) >> 32).unwrap_or_default() % SHARDS
}

/// Ignores poisoning: an entry is inserted in one step, so that the map is always consistent.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! How a term matches the texts of a catalog: by phrase, from these by text, and from these by page.

use rayon::prelude::*;

use super::corpus::Corpus;
use super::rank::Tier;
use super::term::Term;

/// How a term matches each text, by the text's number.
#[derive(Debug)]
pub struct Standings {
    tiers: Vec<u8>,
    /// The pages that have a text that matches; `None` if so many texts match that it takes longer to find
    /// the pages than to look at them all.
    pages: Option<Vec<bool>>,
}

/// The code of a text that does not match.
const NOWHERE: u8 = u8::MAX;

/// To find a page by its text takes as long as to look at this many pages.
const FEW_OF_PAGES: usize = 4;

/// Fewer than this are searched on the calling thread: waking threads would cost more.
pub const FEW: usize = 512;

impl Standings {
    /// Matches a term with the texts of so many pages.
    #[must_use]
    pub fn new(term: &Term, corpus: &Corpus, page_count: usize) -> Self {
        let mut matcher = TextMatcher::new(term, corpus);
        matcher.match_texts();
        let is_few = matcher.matching.len() < page_count / FEW_OF_PAGES;
        let pages = is_few.then(|| {
            let mut pages = vec![false; page_count];
            for page in matcher.matching.iter().flat_map(|text| corpus.text_pages(*text)) {
                pages[*page as usize] = true;
            }
            pages
        });
        Self { tiers: matcher.tiers, pages }
    }

    /// False for a text that was added later.
    #[must_use]
    pub fn has_text(&self, text: u32) -> bool {
        (text as usize) < self.tiers.len()
    }

    /// Returns how the term matches a text.
    #[must_use]
    pub fn tier(&self, text: u32) -> Option<Tier> {
        self.tiers.get(text as usize).copied().and_then(Tier::from_repr)
    }

    /// False if no text of a page matches.
    #[must_use]
    pub fn may_be_on(&self, page: usize) -> bool {
        self.pages.as_ref().is_none_or(|pages| pages.get(page).copied().unwrap_or_default())
    }
}

/// Matches a term with texts by way of their phrases.
struct TextMatcher<'a> {
    term: &'a Term,
    corpus: &'a Corpus,
    /// The tier of each text.
    tiers: Vec<u8>,
    /// The texts that match, or may.
    matching: Vec<u32>,
}

impl<'a> TextMatcher<'a> {
    fn new(term: &'a Term, corpus: &'a Corpus) -> Self {
        Self { term, corpus, tiers: vec![NOWHERE; corpus.text_count()], matching: Vec::new() }
    }

    fn match_texts(&mut self) {
        let mut of_phrases = vec![NOWHERE; self.corpus.phrase_count()];
        for (phrase, tier) in self.matching_phrases() {
            of_phrases[phrase as usize] = tier.code();
            for text in self.corpus.phrase_texts(phrase) {
                self.lower_text(*text, tier);
            }
        }
        if self.term.spans_phrases() {
            for text in self.texts_to_span() {
                self.lower_text(text, Tier::SoundingBegun);
            }
        }
        // What is above holds for the items of lists: of other texts it says only that they may match.
        for text in &self.matching {
            if !self.corpus.is_list(*text) || self.term.spans_phrases() {
                self.tiers[*text as usize] = self.tier_of_text(*text, &of_phrases);
            }
        }
    }

    /// Lowers the tier of a text to that of one of its phrases.
    fn lower_text(&mut self, text: u32, tier: Tier) {
        if self.tiers[text as usize] == NOWHERE {
            self.matching.push(text);
        }
        lower(&mut self.tiers, text, tier.code());
    }

    /// Returns the phrases that match.
    fn matching_phrases(&self) -> Vec<(u32, Tier)> {
        let count = u32::try_from(self.corpus.phrase_count()).unwrap_or(u32::MAX);
        let candidates = match self.corpus.postings() {
            Some(postings) => postings.candidates(self.term),
            None => (0..count).collect(),
        };
        let tier = |phrase: &u32| {
            let tier = self.term.tier_in_phrase(self.corpus.phrase(*phrase)?)?;
            Some((*phrase, tier))
        };
        if candidates.len() < FEW {
            candidates.iter().filter_map(tier).collect()
        } else {
            candidates.par_iter().with_min_len(FEW).filter_map(tier).collect()
        }
    }

    /// Returns the texts that may have a term, or another name of it, with punctuation: those with the longest part.
    fn texts_to_span(&self) -> Vec<u32> {
        let count = u32::try_from(self.corpus.text_count()).unwrap_or(u32::MAX);
        let parts: Vec<&str> = self.term.longest_parts().collect();
        match self.corpus.postings() {
            Some(postings) if parts.iter().all(|part| !part.is_empty()) => {
                let phrases = parts.into_iter().flat_map(|part| postings.with_letters(part));
                phrases.flat_map(|phrase| self.corpus.phrase_texts(*phrase)).copied().collect()
            }
            Some(_) | None => (0..count).collect(),
        }
    }

    /// Returns the tier of a text, given those of the phrases.
    fn tier_of_text(&self, number: u32, of_phrases: &[u8]) -> u8 {
        let Some(text) = self.corpus.text(number) else { return NOWHERE };
        let phrases = self.corpus.text_phrases(number).iter();
        let mut tiers = phrases.map(|phrase| Tier::from_repr(of_phrases[*phrase as usize]));
        let best = if text.is_list {
            tiers.flatten().min()
        } else {
            // A phrase of a name is not the whole name: net is not the name of Noto Medical Net.
            let first = tiers.next().flatten().map(Tier::as_part_of_text);
            let later = tiers.flatten().map(|tier| tier.as_part_of_text().as_inner_part());
            first.into_iter().chain(later).min()
        };
        self.term.tier_in_text(text, best).map_or(NOWHERE, Tier::code)
    }
}

fn lower(tiers: &mut [u8], number: u32, tier: u8) {
    if let Some(known) = tiers.get_mut(number as usize) {
        *known = tier.min(*known);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::model::{Answer, Value};
    use crate::search::query::Words;
    use crate::search::texts::Texts;

    /// Words with several readings, long vowels, small kana, Latin letters, and breaks.
    const PIECES: &[&str] = &[
        "最上",
        "地域",
        "医療",
        "療養",
        "病院",
        "大阪",
        "東京",
        "新庄",
        "二次",
        "導入",
        "済",
        "み",
        "の",
        "もがみ",
        "ネット",
        "ネットワーク",
        "サーバー",
        "ー",
        "っ",
        "と",
        "ん",
        "net",
        "SS-MIX2",
        "vpn",
        "2",
        "NEC",
        "日本電気",
        "エヌ・ティ・ティ",
        "connect",
        "、",
        "・",
        " ",
        "（",
    ];

    const TYPED: &[&str] = &[
        "も",
        "と",
        "もがみ",
        "ねっと",
        "サーバ",
        "医療",
        "地域医療",
        "域医",
        "療",
        "ー",
        "っと",
        "s",
        "sa",
        "mogam",
        "ryouyou",
        "ryo",
        "oosaka",
        "osak",
        "tokyo",
        "net",
        "to",
        "zumi",
        "donyu",
        "niji",
        "医療iryou",
        "net、vpn",
        "、",
        "ip",
        "NEC",
        "nec",
        "日本電気",
        "ntt",
        "x",
    ];

    fn pieces() -> impl Strategy<Value = String> {
        vec(select(PIECES), 1..6).prop_map(|pieces| pieces.concat())
    }

    /// A corpus of names and answers, a page each.
    fn corpus(texts: &[String]) -> Corpus {
        let (known, mut corpus) = (Texts::default(), Corpus::default());
        for (page, text) in (0..).zip(texts) {
            let answer = Arc::new(Answer::new(text.as_str().into(), Value::Text));
            corpus.add_text(&known.name_text(text, page % 2 == 0), page);
            corpus.add_text(&known.answer_text(&answer), page);
        }
        corpus
    }

    proptest! {
        #[test]
        fn posting_lists_leave_out_nothing_that_matches(
            texts in vec(pieces(), 1..12),
            typed in prop_oneof![select(TYPED).prop_map(str::to_owned), pieces()],
            exact in any::<bool>(),
            from in 0usize..4,
            length in 1usize..5,
        ) {
            let plain = corpus(&texts);
            let mut indexed = corpus(&texts);
            indexed.index_new_phrases();
            let part: String = texts[0].chars().skip(from).take(length).collect();
            for text in [typed, part] {
                let Some(term) = Term::new(&Words { text, exact, span: 0..0 }) else { continue };
                let [plain, found] = [&plain, &indexed].map(|corpus| Standings::new(&term, corpus, texts.len()));
                prop_assert_eq!(&plain.tiers, &found.tiers, "{:?}", term.text);
                for page in 0..texts.len() {
                    let on_page = [0, 1].map(|text| found.tier(u32::try_from(2 * page + text).unwrap()));
                    prop_assert!(on_page == [None; 2] || found.may_be_on(page));
                }
            }
        }
    }
}

//! Words of the pages, typed in Latin letters: `tests/search/words.tsv` has each with three spellings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

use std::ops::Range;
use std::path::Path;

use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::model::schema::schema;
use jirei::search::{Index, NameField, PreparedQuery, Query};

const WORDS: &str = include_str!("search/words.tsv");

struct Word {
    word: &'static str,
    spellings: Vec<&'static str>,
}

fn words() -> Vec<Word> {
    let rows = WORDS.lines().filter(|line| !line.starts_with('#'));
    let word = |row: &'static str| {
        let mut cells = row.split('\t');
        Word { word: cells.next().unwrap(), spellings: cells.collect() }
    };
    rows.map(word).collect()
}

fn seeds() -> Catalog {
    jirei::source::load(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")])
}

/// What is lit in a text, told apart from where the word stands in it.
struct Lit {
    text: String,
    ranges: Vec<Range<usize>>,
}

/// Every text of the hits, and every title and label of the form, as the query lights them.
fn lit(catalog: &Catalog, index: &Index, spelling: &str) -> Vec<Lit> {
    let query = PreparedQuery::new(&Query::parse(spelling), index, Lang::Ja);
    let mut lit = Vec::new();
    for hit in query.hits(index, catalog) {
        let case = catalog.case(hit.entry).unwrap();
        for field in NameField::ALL {
            lit.push(Lit { text: field.text_in(case), ranges: query.ranges_in_name(case, field, &hit) });
        }
        for section in &case.sections {
            for field in &section.fields {
                lit.push(Lit { text: field.text.clone(), ranges: query.ranges_in_value(section, field) });
            }
        }
    }
    for section in schema().sections {
        let labels = section.fields.iter().map(|field| field.label);
        for label in labels.chain([section.title, section.short]) {
            lit.push(Lit { text: label.to_owned(), ranges: query.ranges_in_label(label) });
        }
    }
    lit
}

/// The first two thirds of a spelling, rounded up.
fn begun(spelling: &str) -> String {
    let letters = spelling.chars().count();
    spelling.chars().take((letters * 2).div_ceil(3)).collect()
}

#[test]
fn there_are_200_words_each_on_a_page_or_in_the_form_with_three_spellings() {
    let words = words();
    assert!(words.len() >= 200, "{}", words.len());
    let catalog = seeds();
    let texts = catalog.cases().flat_map(|case| {
        let names = NameField::ALL.map(|field| field.text_in(case));
        let fields = case.sections.iter().flat_map(|section| &section.fields);
        names.into_iter().chain(fields.map(|field| field.text.clone()))
    });
    let labels = schema().sections.iter().flat_map(|section| {
        section.fields.iter().map(|field| field.label).chain([section.title, section.short])
    });
    let texts: Vec<String> = texts.chain(labels.map(str::to_owned)).collect();
    for Word { word, spellings } in &words {
        assert!(texts.iter().any(|text| text.contains(word)), "{word} stands nowhere");
        assert_eq!(spellings.len(), 3, "{word}");
        assert!(spellings[0] != spellings[1] && spellings[1] != spellings[2], "{word}");
        assert!(spellings[0] != spellings[2], "{word}");
    }
    let mut different: Vec<&str> = words.iter().map(|word| word.word).collect();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), words.len());
}

#[test]
fn every_word_is_found_and_lit_by_romaji_in_three_spellings_and_by_two_thirds_of_each() {
    let catalog = seeds();
    let index = Index::new(&catalog);
    let mut missed: Vec<String> = Vec::new();
    for Word { word, spellings } in words() {
        for spelling in spellings {
            let whole = lit(&catalog, &index, spelling).iter().any(|lit| {
                let mut places = lit.text.match_indices(word).map(|(at, word)| at..at + word.len());
                places.any(|place| {
                    lit.ranges.iter().any(|range| range.start <= place.start && place.end <= range.end)
                })
            });
            if !whole {
                missed.push(format!("{word} by {spelling}"));
            }
            let begun = begun(spelling);
            let is_begun = lit(&catalog, &index, &begun).iter().any(|lit| {
                let mut places = lit.text.match_indices(word).map(|(at, _)| at);
                places.any(|place| lit.ranges.iter().any(|range| range.contains(&place)))
            });
            if !is_begun {
                missed.push(format!("{word} by {begun}, begun for {spelling}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed: {missed:#?}", missed.len());
}

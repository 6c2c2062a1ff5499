//! What words with kanji sound like. The table goes into the program as it is; here it is only checked.

use fst::raw::Fst;

use crate::Outcome;

/// Checks that the table opens and is whole.
pub fn check(bytes: Vec<u8>) -> Outcome<()> {
    Ok(Fst::new(bytes)?.verify()?)
}

/// Checks the words that `scripts/readings` adds to the dictionary's: each with its reading, once.
pub fn check_more(text: &str) -> Outcome<()> {
    let mut before = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (word, reading) = line.split_once('\t').ok_or_else(|| format!("not two columns: {line:?}"))?;
        if word.is_empty() || reading.is_empty() || !reading.chars().all(|char| matches!(char, 'ぁ'..='ゖ'))
        {
            return Err(format!("not a word and its reading in hiragana: {line:?}").into());
        }
        if before >= Some(line) {
            return Err(format!("not in the order of the words: {line:?}").into());
        }
        before = Some(line);
    }
    Ok(())
}

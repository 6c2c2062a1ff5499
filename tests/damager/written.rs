//! A case as data, before it is laid out as a page.

use jirei::model::schema::schema;

use super::words;
use crate::generator::{self, Dice};

/// What a page is to say.
#[derive(Clone)]
pub struct Written {
    pub name: String,
    pub nickname: Option<String>,
    pub url: Option<String>,
    /// The values of the 69 fields in the schema's order, `""` for a blank cell.
    pub values: Vec<String>,
}

impl Written {
    /// A made-up case; the same for the same dice.
    pub fn new(dice: &mut Dice) -> Self {
        let usual = usual_values(dice.next());
        // From pages that read like the real ones to pages of rubbish.
        let percent_odd = dice.one(&["0", "20", "100"]).parse().unwrap_or_default();
        let percent_blank = dice.below(60);
        let values = usual.into_iter().map(|usual| {
            let (odd, blank) = (dice.chance(percent_odd), dice.chance(percent_blank));
            let value = if dice.chance(3) { words::label(dice) } else { words::text(dice) };
            if blank {
                String::new()
            } else if odd {
                value
            } else {
                usual
            }
        });
        let mut written = Self { values: values.collect(), name: String::new(), nickname: None, url: None };
        written.name = words::name(dice);
        written.nickname = dice.chance(80).then(|| words::name(dice));
        written.url = dice.chance(80).then(|| words::url(dice));
        if dice.chance(60) {
            written.values[0].clone_from(&written.name);
        }
        written
    }
}

/// The values of a page as the generator of plausible pages writes it.
fn usual_values(seed: u64) -> Vec<String> {
    let page = generator::page(seed % 100_000);
    let values: Vec<String> =
        page.lines().filter_map(|line| Some(line.split_once('\t')?.1.to_owned())).collect();
    assert_eq!(values.len(), schema().sections.iter().map(|section| section.fields.len()).sum::<usize>());
    values
}

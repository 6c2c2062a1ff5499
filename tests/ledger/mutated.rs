//! Pages of text that were changed by chance, by seed.

use crate::generator::{self, Dice};
use crate::{Trial, damager};

/// Words that no page has.
const STRANGERS: [&str; 8] = [
    "迷子の一行",
    "迷子：八八四四",
    "※迷子の注",
    "迷子\t八八四四",
    "| 迷子 | 八八四四 |",
    "# 迷子の見出し",
    "【迷子】",
    "- 迷子の項目",
];

/// What stands between words.
const SIGNS: [&str; 12] = ["\n", "\n\n", "\t", "  ", "：", "|", "、", "。", "（", "）", "\u{c}", "---"];

/// A page with some changes.
pub fn page(seed: u64) -> String {
    let mut dice = Dice(seed ^ 0x004D_5554_4154_4544);
    let trial = || Some(Trial::new(seed)).filter(|trial| !trial.layout.is_sheet());
    let text = match seed % 3 {
        0 => generator::page(seed),
        1 => trial().map_or_else(|| generator::page(seed), |trial| trial.paper.text),
        _ => damager::text_of(seed).unwrap_or_else(|| generator::page(seed)),
    };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..dice.between(1, 8) {
        mutate(&mut lines, &mut dice);
    }
    lines.join("\n")
}

fn mutate(lines: &mut Vec<String>, dice: &mut Dice) {
    let count = lines.len();
    let (at, other) = (dice.below(count), dice.below(count));
    let Some(line) = lines.get_mut(at) else {
        return;
    };
    let places: Vec<usize> = line.char_indices().map(|(place, _)| place).collect();
    let place = places.get(dice.below(places.len())).copied().unwrap_or(0);
    match dice.below(8) {
        0 => drop(lines.remove(at)),
        1 => lines.swap(at, other),
        2 => {
            let line = lines.remove(at);
            lines.insert(other.min(lines.len()), line);
        }
        3 if at + 1 < count => {
            let next = lines.remove(at + 1);
            lines[at].push_str(&next);
        }
        4 => drop(line.drain(place..)),
        5 => lines.insert(at, dice.one(&STRANGERS).to_owned()),
        6 => line.insert_str(place, dice.one(&STRANGERS)),
        _ => line.insert_str(place, dice.one(&SIGNS)),
    }
}

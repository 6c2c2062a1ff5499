//! Rubbish by seed: pages with words where none belong, and bytes that were never a page.

use jirei::model::schema::schema;

use crate::generator::{self, Dice};

/// Words, marks and bytes that mean something to the reader.
const PIECES: [&str; 44] = [
    "事例紹介",
    "目次",
    "凡例",
    "凡例：(○) 効果あり",
    "▶",
    "← 事例一覧へ戻る",
    "ページの先頭へ戻る",
    "その他",
    "の負担",
    "(○)",
    "()",
    "(",
    "（",
    "【病院】",
    "【",
    "実施中：",
    "有料 月額：",
    "9999999999999999999999円",
    "億万千",
    "、",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "|",
    " | ",
    "\n| --- | --- |\n",
    "# ",
    "- ",
    "**",
    "---",
    "<p>",
    "</td>",
    "<br",
    "<table><tr><td>",
    "\\",
    "[a](",
    "](#)",
    "\u{1b}[31m",
    "\u{202e}",
    "か\u{3099}",
    "화",
    "http://a.jp/",
];

/// Titles and labels of the form, the pieces above, and here and there any bytes.
pub fn bytes(seed: u64) -> Vec<u8> {
    let mut dice = Dice(seed);
    let titles = schema().sections.iter().map(|section| section.title);
    let labels = schema().fields();
    let form: Vec<&str> = titles.chain(labels.map(|field| field.label)).collect();
    let percent_form = dice.below(60);
    let percent_bytes = if dice.chance(20) { 10 } else { 0 };
    let mut bytes = Vec::new();
    for _ in 0..dice.between(1, 600) {
        if dice.chance(percent_bytes) {
            bytes.extend_from_slice(&dice.next().to_le_bytes()[..dice.between(1, 8)]);
        } else if dice.chance(percent_form) {
            bytes.extend_from_slice(dice.one(&form).as_bytes());
        } else {
            bytes.extend_from_slice(dice.one(&PIECES).as_bytes());
        }
    }
    bytes
}

/// A page of tab rows with strange lines between its first label and its footer, and the word of
/// each, which stands nowhere else.
pub fn page_with_strangers(seed: u64) -> (String, Vec<String>) {
    let mut dice = Dice(seed);
    let mut lines: Vec<String> = generator::page(seed % 1_000).lines().map(str::to_owned).collect();
    let first = lines.iter().position(|line| line.contains('\t')).unwrap_or_default();
    let footer = lines.iter().position(|line| line.contains("事例一覧へ戻る")).unwrap_or(lines.len());
    let mut strangers = Vec::new();
    let mut places: Vec<usize> = (0..dice.between(1, 12)).map(|_| dice.between(first + 1, footer)).collect();
    places.sort_unstable_by(|a, b| b.cmp(a));
    for (nth, place) in places.into_iter().enumerate() {
        let word = format!("迷子{nth}番{}", dice.one(&["", "の負担", "、。", "（1）"]));
        let line = stranger(&word, &mut dice);
        lines.splice(place..place, line.split('\n').map(str::to_owned));
        strangers.push(word);
    }
    (lines.join("\n"), strangers)
}

/// The word on a line that the form does not have.
fn stranger(word: &str, dice: &mut Dice) -> String {
    let title = dice.one(&["予算について", "サービスについて", "費用の負担について"]);
    match dice.below(12) {
        0 => word.to_owned(),
        1 => format!("\n{word}\n"),
        2 => format!("\t{word}"),
        3 => format!("{word}\t"),
        4 => format!("疾病\t{word}"),
        5 => format!("# {word}\n\nその他\t値"),
        6 => format!("- {word}"),
        7 => format!("| {word} | 値 |"),
        8 => format!("凡例：(○) 効果あり\t{word}"),
        9 => format!("{title}\n{word}"),
        10 => format!("実施予定システム構築費の\t{word}"),
        _ => format!("目次\n\n{word}\n"),
    }
}

/// A page with some of its bytes changed, removed, doubled or moved.
pub fn with_changed_bytes(seed: u64, mut bytes: Vec<u8>) -> Vec<u8> {
    let mut dice = Dice(seed ^ 0x4259_5445);
    for _ in 0..dice.between(1, 12) {
        let at = dice.below(bytes.len());
        match dice.below(4) {
            0 => bytes[at] = u8::try_from(dice.below(256)).unwrap_or(0),
            1 => drop(bytes.drain(at..(at + dice.between(1, 40)).min(bytes.len()))),
            2 => bytes.insert(at, u8::try_from(dice.below(256)).unwrap_or(0)),
            _ => {
                let end = (at + dice.between(1, 200)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

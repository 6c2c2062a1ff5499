//! Words for made-up cases: anything that people write into such a form, and what could be taken for
//! a part of it.

use std::collections::HashSet;
use std::sync::LazyLock;

use jirei::model::schema::schema;
use unicode_normalization::UnicodeNormalization;

use crate::generator::Dice;

/// What values are made of. Words that a reader has to take for markup (`<b>`, `[a](b)`) are no words.
const PIECES: [&str; 62] = [
    "医療",
    "患者さん",
    "患者",
    "負担",
    "の負担",
    "状況",
    "その他",
    "システム",
    "システムの",
    "病院",
    "（閲覧施設）",
    "診療所",
    "施設",
    "実施中",
    "同意書",
    "地域",
    "について",
    "との通信",
    "情報の",
    "凡例",
    "事例",
    "紹介",
    "あ",
    "いかにして",
    "きれ目なく",
    "ｶﾅ",
    "ネットワーク",
    "がん・脳卒中",
    "、",
    "。",
    "・",
    "，",
    "：",
    "(○) ",
    "(△)",
    "(×) ",
    "()",
    "（○）",
    "【病院】 ",
    "【その他】",
    "「地域連携」",
    "『",
    "』",
    "（",
    "）",
    "(",
    ")",
    "12",
    "3,456人",
    "２０１３年",
    "460500（千円）",
    "SS-MIX 2",
    "ID-Link ",
    "Net_4U*",
    "<Net4U>",
    "3 < 5",
    "C:\\あ",
    "https://example.jp/a_b?c=1 ",
    "[注1]の",
    "　",
    "-",
    "| ",
];

/// What names are made of.
const NAME_PIECES: [&str; 14] = [
    "地域医療",
    "情報",
    "ネットワーク",
    "システム",
    "北海道",
    "もがみ",
    "ねっと",
    "Medical",
    "Net_4U",
    "（仮称）",
    "第2期",
    "－",
    "医療・介護",
    "Ｎｅｔ",
];

/// The normal forms of all titles and labels, and of what else stands for itself on a page.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let titles = schema().sections.iter().map(|section| section.title);
    let labels = schema().fields().map(|field| field.label);
    let others = ["事例紹介", "目次", "凡例"].map(str::to_owned);
    titles.chain(labels).map(plain).chain(others).collect()
});

/// Words without white space, width and marks around them: what two writings of a label share.
fn plain(words: &str) -> String {
    let is_mark = |c: char| !c.is_alphanumeric() && !"()（）".contains(c);
    words.trim_matches(is_mark).nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// True for a title or label, however it is written.
pub fn is_known(words: &str) -> bool {
    KNOWN.contains(&plain(words))
}

/// True for a label as the schema writes it.
pub fn is_label(words: &str) -> bool {
    schema().fields().any(|field| field.label == words)
}

/// Free text of a few or of many pieces.
pub fn text(dice: &mut Dice) -> String {
    let most = if dice.chance(10) { 60 } else { 8 };
    let pieces = dice.between(1, most);
    let text: String = (0..pieces).map(|_| dice.one(&PIECES)).collect();
    let text = text.trim().trim_end_matches('\\').to_owned();
    // 「、凡例」 alone would be a line equal to a word of the form.
    if is_known(&text) { String::new() } else { text }
}

/// A value that is a label itself, as その他 is.
pub fn label(dice: &mut Dice) -> String {
    let labels: Vec<&str> = schema().fields().map(|field| field.label).collect();
    dice.one(&labels).to_owned()
}

/// A full name or nickname, never a word of the form.
pub fn name(dice: &mut Dice) -> String {
    let pieces = dice.between(2, 5);
    let mut name = format!("{}{}", dice.one(&["最上", "利根", "Aoba ", "ひがし"]), dice.one(&NAME_PIECES));
    for _ in 2..pieces {
        name.push_str(dice.one(&["", "", " "]));
        name.push_str(dice.one(&NAME_PIECES));
    }
    name
}

/// An address with characters that writers of Markdown and HTML put something before.
pub fn url(dice: &mut Dice) -> String {
    let path = ["", "a_b/", "~kai/index.html", "c.cgi?d=1&e=2", "%E3%81%82/", "f-g_h_i.html#top", "(j)/k"];
    let host = dice.below(1000);
    format!("{}://www.net{host}.example.jp/{}", dice.one(&["http", "https"]), dice.one(&path))
}

//! What holds for any text and any query: what is lit is really there, nothing panics, and nothing
//! grows faster than what is given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]

use std::fs;

use jirei::lang::Lang;
use jirei::search::{Index, PreparedQuery, Query};
use jirei::text::fold::fold;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;
use unicode_segmentation::UnicodeSegmentation;

/// Letters that fold, combine, part or sound, and some of everything else.
const PIECES: &[&str] = &[
    "最上",
    "埼玉",
    "病院",
    "髙﨑",
    "國",
    "葛\u{e0100}",
    "𠮷",
    "々",
    "もがみ",
    "ネット",
    "ｶﾞ",
    "か\u{3099}",
    "ー",
    "ｰ",
    "っ",
    "ん",
    "ヴ",
    "ヶ",
    "mogami",
    "byouin",
    "n",
    "m",
    "SS-MIX",
    "２",
    "2",
    "次",
    "①",
    "㍿",
    "Ａ",
    "é",
    "e\u{301}",
    "-",
    "'",
    "、",
    "。",
    "（",
    "「",
    "\"",
    ":",
    "|",
    ">=",
    " ",
    "　",
    "\n",
    "\u{200b}",
    "👨‍👩‍👧",
    "🇯🇵",
    "ß",
    "İ",
    "한",
    "ก\u{e33}",
    "\u{7}",
];

fn odd_text() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![15 => select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// A text in its search form without what may stand between its letters.
fn plain(text: &str) -> String {
    let folded = fold(text).text.replace([' ', '-'], "");
    "1一2二3三4四5五6六7七8八9九"
        .chars()
        .collect::<Vec<_>>()
        .chunks(2)
        .fold(folded, |text, pair| text.replace(pair[0], &pair[1].to_string()))
}

fn assert_whole(text: &str, ranges: &[std::ops::Range<usize>]) {
    let mut bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    bounds.push(text.len());
    for range in ranges {
        assert!(range.start < range.end, "{text:?} {range:?}");
        assert!(bounds.contains(&range.start) && bounds.contains(&range.end), "{text:?} {range:?}");
    }
    assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start), "{text:?} {ranges:?}");
}

/// The query as it lights up texts that are on no page.
fn unindexed(query: &Query) -> PreparedQuery {
    PreparedQuery::new(query, &Index::default(), Lang::Ja)
}

proptest! {
    #[test]
    fn what_is_lit_is_whole_characters_whatever_is_asked(text in odd_text(), query in odd_text()) {
        assert_whole(&text, &unindexed(&Query::parse(&query)).ranges_in(&text, None, None));
    }

    #[test]
    fn a_piece_of_a_text_is_lit_where_it_stands(text in odd_text(), from in 0usize..30, length in 1usize..8) {
        let piece: String = text.chars().skip(from).take(length).filter(|char| *char != '"').collect();
        let query = Query::parse(&format!("\"{piece}\""));
        let ranges = unindexed(&query).ranges_in(&text, None, None);
        assert_whole(&text, &ranges);
        for range in ranges {
            let lit = plain(&text[range]);
            prop_assert!(lit.contains(plain(&piece).trim()), "{lit:?} {piece:?}");
        }
    }

    #[test]
    fn no_bytes_panic_as_a_query(bytes in vec(any::<u8>(), 0..400), text in odd_text()) {
        let query = Query::parse(&String::from_utf8_lossy(&bytes));
        assert_whole(&text, &unindexed(&query).ranges_in(&text, None, None));
    }
}

#[test]
fn what_is_lit_by_its_sound_sounds_so() {
    for (text, query, lit) in [
        ("最上地域", "mogami", &["最上"][..]),
        ("の最上、最上郡", "もがみ", &["最上", "最上"]),
        ("髙﨑病院", "byoin", &["病院"]),
        ("ﾓｶﾞﾐネット", "mogami", &["ﾓｶﾞﾐ"]),
        ("か\u{3099}そ\u{3099}う", "gazou", &["か\u{3099}そ\u{3099}う"]),
        ("導入済み", "zumi", &["済み"]),
        ("佐々木", "sasaki", &["佐々木"]),
        ("２次医療圏", "niji", &["２次"]),
        ("関ヶ原", "sekigahara", &["関ヶ原"]),
        ("サーバ", "サーバー", &["サーバ"]),
        ("サーバー", "サーバ", &["サーバ"]),
        ("オーダー", "o-da", &["オーダー"]),
        ("単位", "tani", &["単位"]),
        ("運用", "unyo", &["運用"]),
        ("地域医療", "地域iryou", &["地域医療"]),
        ("インターネットVPN", "inta-nettovpn", &[]),
    ] {
        let ranges = unindexed(&Query::parse(query)).ranges_in(text, None, None);
        let words: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, lit, "{text} {query}");
    }
}

#[test]
fn a_query_of_100_kb_is_read_and_lit_whatever_it_is_made_of() {
    for piece in [
        "あ",
        "ん",
        "n",
        "nn",
        "ny",
        "a",
        "x",
        "ー",
        "-",
        "漢",
        "ｶﾞ",
        " a",
        " あ",
        "|a",
        "-a ",
        "\"",
        ":",
        "(",
        "1",
        "か\u{3099}",
        "\u{301}",
    ] {
        let query = Query::parse(&piece.repeat(100_000 / piece.len()));
        let prepared = unindexed(&query);
        assert_whole("最上地域ああんんn-ー漢", &prepared.ranges_in("最上地域ああんんn-ー漢", None, None));
    }
}

#[test]
fn a_page_with_a_phrase_of_50_000_letters_is_searched() {
    let folder = TempDir::new().unwrap();
    for (number, piece) in
        ["療", "医療", "あ", "ー", "ん", "おう", "最上地域医療", "n"].into_iter().enumerate()
    {
        let long = piece.repeat(50_000 / piece.chars().count());
        let seed = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/mogaminet.txt")).unwrap();
        let page = seed.replace("特になし。", &long).replace("もがみネット", &format!("もがみ{number}"));
        fs::write(folder.path().join(format!("{number}.txt")), page).unwrap();
    }
    let catalog = jirei::source::load(&[folder.path().to_owned()]);
    let index = Index::new(&catalog);
    for query in [
        "mogami",
        "もがm",
        "iryouiryouiryouiryouiryouiryouiryouryo",
        "oooooooooooooooooooo",
        "ああああああああああああああああ",
        "s",
        "ん",
    ] {
        let query = PreparedQuery::new(&Query::parse(query), &index, Lang::En);
        for hit in query.hits(&index, &catalog) {
            let _ = query.matching_fields(catalog.case(hit.entry).unwrap(), &index);
        }
    }
}

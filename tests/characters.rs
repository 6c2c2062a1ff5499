//! Pages whose characters were damaged on the way: what is undone, what is kept, what is reported.

#![expect(clippy::unwrap_used, reason = "a page of the tests that cannot be read is a failure")]

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};
use jirei::model::{Case, Value};
use jirei::source::read_pages;
use unicode_normalization::UnicodeNormalization;

const PAGE: &str = "事例紹介

見本地域医療連携ネットワークシステム

みほんネット

https://mihon.example.jp/

システムの概要

システム名\t見本地域医療連携ネットワークシステム
代表団体\t見本市医師会
運用開始状況\t導入済み：2012年
稼働状況\tサービス運用中
提供地域\t長野

システムの実施目的・地域など

システムの導入目的\t医療連携
システム導入効果 凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし\t(○) 患者サービスが向上した (△) 医師の負担軽減
システムの課題\t参加施設の増加

参加団体数と参加患者数

登録患者数\t12345
共有患者数\t678

予算について

構築費用概算\t98765（千円）
年間運用費用概算\t4321（千円）
";

fn cases(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Case> {
    read_pages(name, bytes.into()).map_err(|found| format!("{name}: {found:?}")).unwrap()
}

/// Name, nickname, URL and all fields.
fn words(case: &Case) -> Vec<String> {
    let fields = case.sections.iter().flat_map(|section| &section.fields);
    let fields = fields.map(|field| format!("{:?} {} {:?}", field.id, field.text, field.value));
    let head = [Some(case.name.clone()), case.nickname.clone(), case.url.clone()].into_iter().flatten();
    head.chain(fields).collect()
}

fn codes(case: &Case) -> Vec<&'static str> {
    let codes = case.diagnostics.iter().map(|found| found.code.name());
    codes.filter(|code| !code.starts_with("missing") && *code != "legend").collect()
}

/// One page that reads as [`PAGE`] does, with these diagnostics.
fn assert_reads(name: &str, bytes: impl Into<Vec<u8>>, want: &[&str]) -> Case {
    let mut found = cases(name, bytes);
    assert_eq!(found.len(), 1, "{name}");
    let case = found.remove(0);
    assert_eq!(words(&case), words(&cases("page", PAGE)[0]), "{name}");
    assert_eq!(codes(&case), want, "{name}");
    case
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{}", encoding.name());
    bytes.into_owned()
}

/// UTF-8 that was read in another encoding.
fn misread(text: &str, from: &'static Encoding) -> String {
    from.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn the_page_of_these_tests_is_read() {
    let case = &cases("page", PAGE)[0];
    assert_eq!(words(case).len(), 3 + 12, "{:?}", words(case));
    assert_eq!(codes(case), [""; 0]);
}

#[test]
fn a_few_nuls_are_read_and_reported() {
    let control = ["control-character"];
    assert_reads("at the end", format!("{PAGE}{}", "\0".repeat(4096)), &control);
    assert_reads("in a value", PAGE.replace("12345", "123\u{0}45"), &control);
    assert_reads("in a label", PAGE.replace("共有患", "共\0有患"), &control);
    assert_reads("between lines", PAGE.replace("\n予算", "\0\0\0\n\n予算"), &control);
    for encoding in [SHIFT_JIS, EUC_JP] {
        let bytes = encoded(encoding, &PAGE.replace("12345", "123\u{0}45"));
        assert_eq!(assert_reads("legacy", bytes, &control).source.encoding, encoding.name());
    }
    let html: String = PAGE.lines().map(row).collect();
    let case = &cases("nul.html", format!("<html><body><table>{html}</table>\0</body></html>"))[0];
    assert_eq!(codes(case), control);
    for nuls in ["\0", "\0a"] {
        let bytes = PAGE.replace('医', &format!("医{}", nuls.repeat(40))).into_bytes();
        assert_eq!(read_pages("binary", bytes).is_err(), nuls == "\0a", "{nuls:?}");
    }
}

#[test]
fn soft_hyphens_and_marks_in_the_text_are_taken_out_and_reported() {
    for c in ['\u{ad}', '\u{feff}', '\u{200b}'] {
        let page =
            PAGE.replace("登録患者数", &format!("登{c}録患者数")).replace("見本市", &format!("見{c}本市"));
        assert_reads("invisible", page, &["control-character", "control-character"]);
    }
    assert_reads("marked", format!("\u{feff}{PAGE}"), &[]);
}

#[test]
fn ansi_colours_are_taken_out_and_reported() {
    let page = PAGE.replace("登録患者数\t12345", "\u{1b}[1;34m登録患者数\u{1b}[0m\t\u{1b}[32m12345\u{1b}[0m");
    assert_reads("colours", page, &["control-character"]);
}

#[test]
fn line_separators_part_lines_and_no_words_are_lost() {
    for separator in ['\u{2028}', '\u{2029}'] {
        let case = &cases("lines", PAGE.replace('\n', &separator.to_string()))[0];
        assert_eq!(words(case), words(&cases("page", PAGE)[0]));
        assert!(codes(case).iter().all(|code| *code == "control-character") && !codes(case).is_empty());
        let page = PAGE.replace("参加施設の増加", &format!("参加施設の増加{separator}費用の確保"));
        let page = page.replace("登録患者数", &format!("登録{separator}患者数"));
        let case = &cases("cell", page)[0];
        let text = |id: &str| words(case).into_iter().find(|words| words.contains(id)).unwrap();
        assert!(text("system_issues").contains("参加施設の増加 費用の確保"), "{}", text("system_issues"));
        assert!(text("registered_patients").contains("12345"));
        assert_eq!(codes(case), ["control-character", "control-character"]);
    }
}

#[test]
fn decomposed_kana_are_read_kept_and_reported() {
    let nfd: String = PAGE.nfd().collect();
    let case = &cases("nfd", nfd.clone())[0];
    let composed =
        |words: Vec<String>| words.into_iter().map(|words| words.nfc().collect()).collect::<Vec<String>>();
    assert_eq!(composed(words(case)), words(&cases("page", PAGE)[0]));
    assert_eq!(
        (codes(case), case.id.as_str()),
        (vec!["decomposed-kana"], cases("page", PAGE)[0].id.as_str())
    );
    // A legend on a row of its own is no lost word, whatever it is written in.
    let legend = "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";
    let apart = with_legend_apart(legend);
    for row in
        [apart.nfd().collect::<String>(), apart.replace("どちらとも", "ﾄﾞﾁﾗﾄﾓ"), apart.replace('効', "效")]
    {
        let case = &cases("apart", row)[0];
        assert!(!codes(case).contains(&"unknown-label"), "{:?}", codes(case));
    }
    // The text stays; what is parsed from it is composed.
    let operation = case.field("operation").unwrap();
    assert_eq!(operation.text, "サーヒ\u{3099}ス運用中");
    assert_eq!(operation.value, Value::Choice { choice: "サービス運用中".into() });
    let entities = PAGE.nfd().map(|c| match c {
        '\u{3099}' | '\u{309a}' => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    });
    let rows: String = entities.collect::<String>().lines().map(row).collect();
    let case = &cases("nfd.html", format!("<!DOCTYPE html><table>{rows}</table>"))[0];
    assert!(words(case).iter().any(|words| words.contains("\"registered_patients\"")), "{:?}", words(case));
}

/// The page with its legend on a row of its own.
fn with_legend_apart(legend: &str) -> String {
    PAGE.replace(&format!(" {legend}\t(○)"), &format!("\t(×) 費用の削減\n\n{legend}\t(○)"))
}

fn row(line: &str) -> String {
    match line.split_once('\t') {
        Some((label, value)) => format!("<tr><th>{label}</th><td>{value}</td></tr>"),
        None => format!("</table><h2>{line}</h2><table>"),
    }
}

#[test]
fn labels_in_radicals_half_width_kana_and_variants_are_known_and_values_stay() {
    let mut labels = String::new();
    for line in PAGE.lines() {
        let changed = |words: &str| {
            words
                .replace("システム", "ｼｽﾃﾑ")
                .replace('長', "⻑")
                .replace('人', "⼈")
                .replace('・', "‧")
                .replace('用', "⽤")
        };
        match line.split_once('\t') {
            Some((label, value)) => labels.push_str(&format!("{}\t{value}\n", changed(label))),
            None if line.contains(['の', 'に', '数']) => labels.push_str(&format!("{}\n", changed(line))),
            None => labels.push_str(&format!("{line}\n")),
        }
    }
    assert_reads("labels", labels, &[]);
    let case = &cases("values", PAGE.replace("\t長野", "\t⻑野").replace("見本市", "葛\u{e0100}飾市"))[0];
    let area = case.field("area").unwrap();
    assert_eq!(area.text, "⻑野");
    assert_eq!(area.value, Value::Prefectures { items: vec!["長野"] });
    assert_eq!(case.field("lead_organisation").unwrap().text, "葛\u{e0100}飾市医師会");
    assert_eq!(codes(case), ["old-form", "old-form"]);
}

#[test]
fn marks_with_variation_selectors_are_marks() {
    let page = PAGE.replace('○', "○\u{fe0f}").replace('△', "△\u{fe0e}").replace('×', "×\u{fe0f}");
    let case = &cases("marks", page)[0];
    let plain = &cases("page", PAGE)[0];
    assert_eq!(case.field("effects").unwrap().value, plain.field("effects").unwrap().value);
    assert_eq!(codes(case), ["old-form"]);
}

#[test]
fn files_of_several_encodings_are_read_piece_by_piece() {
    let other = PAGE.replace("見本", "別本").replace("みほん", "べつほん");
    for (one, two) in [
        (UTF_8, SHIFT_JIS),
        (EUC_JP, UTF_8),
        (SHIFT_JIS, EUC_JP),
        (UTF_8, ISO_2022_JP),
        (ISO_2022_JP, SHIFT_JIS),
    ] {
        for end in ["\n", "\r\n", "\r"] {
            let text = |page: &str| page.replace('\n', end);
            let bytes = [encoded(one, &text(PAGE)), encoded(two, &text(&other))].concat();
            let found = cases("both", bytes);
            let names: Vec<_> = found.iter().map(|case| case.nickname.as_deref().unwrap()).collect();
            assert_eq!(names, ["みほんネット", "べつほんネット"], "{} {}", one.name(), two.name());
            let encodings: Vec<_> = found.iter().map(|case| case.source.encoding).collect();
            assert_eq!(encodings, [one.name(), two.name()]);
            assert_eq!(found[1].source.lines.first, u32::try_from(PAGE.lines().count()).unwrap() + 1);
            assert!(found.iter().all(|case| codes(case).is_empty()));
        }
    }
    let marked = [b"\xef\xbb\xbf", PAGE.as_bytes(), &encoded(SHIFT_JIS, &other)].concat();
    assert_eq!(cases("marked", marked).len(), 2);
}

#[test]
fn one_stray_byte_is_one_stray_byte() {
    for encoding in [UTF_8, SHIFT_JIS, EUC_JP] {
        let (before, after) = PAGE.split_at(PAGE.find("参加施設").unwrap());
        let bytes = [encoded(encoding, before), vec![0xff], encoded(encoding, after)].concat();
        let case = &cases("stray", bytes)[0];
        assert_eq!(case.source.encoding, encoding.name());
        assert_eq!(case.field("system_issues").unwrap().text, "\u{fffd}参加施設の増加");
        assert_eq!(codes(case), ["undecodable-bytes"]);
    }
    // A cut character of Shift_JIS takes the byte behind it at most.
    let mut bytes = encoded(SHIFT_JIS, PAGE);
    bytes.remove(bytes.len() / 2);
    assert_eq!(cases("cut", bytes)[0].nickname.as_deref(), Some("みほんネット"));
}

#[test]
fn valid_utf_8_is_utf_8_whatever_it_declares() {
    let rows: String = PAGE.lines().map(row).collect();
    for charset in ["iso-8859-1", "Shift_JIS", "EUC-JP", "gb2312", "windows-1252"] {
        let html =
            format!("<html><head><meta charset={charset}></head><body><table>{rows}</table></body></html>");
        let case = &cases("page.html", html)[0];
        assert_eq!(
            (case.source.encoding, case.nickname.as_deref()),
            ("UTF-8", Some("みほんネット")),
            "{charset}"
        );
    }
    let html = format!("<html><meta charset=iso-8859-1><body><table>{rows}</table></body></html>");
    assert_eq!(cases("page.html", encoded(SHIFT_JIS, &html))[0].source.encoding, "Shift_JIS");
}

#[test]
fn specials_of_the_japanese_code_pages_are_read() {
    let page = PAGE.replace("見本市医師会", "㈱見本①～Ⅱ").replace("見本地域", "髙﨑地域");
    let case = &cases("cp932", encoded(SHIFT_JIS, &page))[0];
    assert_eq!(case.field("lead_organisation").unwrap().text, "㈱見本①～Ⅱ");
    // 0x8f 0xb0 0xa1: 丂 of JIS X 0212.
    let mut bytes = encoded(EUC_JP, &PAGE.replace("見本市", "@@@市"));
    let at = bytes.windows(3).position(|window| window == b"@@@").unwrap();
    bytes.splice(at..at + 3, [0x8f, 0xb0, 0xa1]);
    let case = &cases("euc", bytes)[0];
    assert_eq!((case.source.encoding, codes(case).len()), ("EUC-JP", 0));
    assert_eq!(case.field("lead_organisation").unwrap().text, "丂市医師会");
}

#[test]
fn kana_and_the_supplement_of_iso_2022_jp_are_read() {
    let with = |sequence: &[u8]| {
        let mut bytes = encoded(ISO_2022_JP, &PAGE.replace("見本市医師会", "@@@"));
        let at = bytes.windows(3).position(|window| window == b"@@@").unwrap();
        bytes.splice(at..at + 3, sequence.iter().copied());
        let case = cases("jis", bytes).remove(0);
        assert_eq!((case.source.encoding, codes(&case).len()), ("ISO-2022-JP", 0));
        case.field("lead_organisation").unwrap().text.clone()
    };
    assert_eq!(with(b"\x0e6E\x5e\x0f"), "ｶﾅﾞ");
    assert_eq!(with(b"\x1b(I6E\x5e\x1b(B"), "ｶﾅﾞ");
    assert_eq!(with(b"\x1b$(D0!\x1b(B"), "丂");
    let mail = [b"From: a@example.jp\n\n\x1b[31m".as_slice(), &encoded(ISO_2022_JP, PAGE)].concat();
    assert_eq!(cases("mail", mail)[0].nickname.as_deref(), Some("みほんネット"));
}

#[test]
fn utf_16_with_a_lost_byte_and_with_nuls_is_read() {
    for mark in ["", "\u{feff}"] {
        let units = |text: &str| {
            format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        let mut odd = units(PAGE);
        odd.push(b'\n');
        let case = &cases("odd", odd)[0];
        assert_eq!((case.source.encoding, codes(case)), ("UTF-16LE", vec!["undecodable-bytes"]));
        assert_reads("nul", units(&PAGE.replace("12345", "123\u{0}45")), &["control-character"]);
    }
}

#[test]
fn double_encoded_text_is_undone_and_reported() {
    assert_reads("latin", misread(PAGE, WINDOWS_1252), &["double-encoded"]);
    let iso: String = PAGE.bytes().map(char::from).collect();
    assert_reads("iso", iso.clone(), &["double-encoded"]);
    assert_reads("twice", misread(&iso, WINDOWS_1252), &["double-encoded"]);
    let other = PAGE.replace("みほん", "べつほん");
    let both = cases("both", format!("{PAGE}{}", misread(&other, WINDOWS_1252)));
    let names: Vec<_> = both.iter().map(|case| case.nickname.as_deref().unwrap()).collect();
    assert_eq!(names, ["みほんネット", "べつほんネット"]);
    assert!(codes(&both[0]).is_empty());
}

#[test]
fn what_was_garbled_for_good_is_named_so() {
    let text = encoded(SHIFT_JIS, PAGE);
    let garbled = WINDOWS_1252.decode_without_bom_handling(&text).0.replace('\u{81}', "?");
    // Bytes that Shift_JIS does not have are lost where UTF-8 is read as that.
    for garbled in [garbled, misread(PAGE, SHIFT_JIS)] {
        let refused = read_pages("garbled", garbled.into_bytes()).map(|cases| cases.len()).unwrap_err();
        assert!(refused.message(jirei::lang::Lang::En).contains("garbled"), "{refused:?}");
    }
    // Words of other languages, and of Japanese with such kanji, are no page and not garbled.
    for text in
        ["São Paulo não é já. Ação!\n", "もつれ（縺れ）た糸を一本ずつほどくように、課題を解いていきます。\n"]
    {
        let refused = read_pages("other", text.repeat(30).into_bytes()).map(|cases| cases.len()).unwrap_err();
        assert!(!refused.message(jirei::lang::Lang::En).contains("garbled"), "{text}");
    }
    let page = PAGE.replace("参加施設の増加", "São縺れ・ã‚ç›®的");
    assert_eq!(cases("quoted", page)[0].field("system_issues").unwrap().text, "São縺れ・ã‚ç›®的");
}

//! Queries and what they find, in hand-built catalogs.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::lang::Lang;
use crate::model::{Answer, Case, Catalog, Field, LineSpan, PageSource, Section, Value};
use crate::text::alphabet::mixed_text;

fn case(nickname: &str, name: &str, lead: &str, prefectures: &[&'static str]) -> Case {
    let lines = LineSpan::from_line(1);
    let field = Field {
        id: Some("lead_organisation"),
        label: "代表団体".into(),
        lines,
        answer: Answer::new(lead.into(), Value::Text).into(),
    };
    Case {
        id: String::new(),
        name: name.into(),
        nickname: (!nickname.is_empty()).then(|| nickname.into()),
        url: None,
        prefectures: prefectures.to_vec(),
        source: PageSource { path: "p".into(), encoding: "UTF-8", lines, ..PageSource::default() },
        sections: vec![Section { id: None, title: String::new(), line: 1, fields: vec![field] }],
        diagnostics: Vec::new(),
    }
}

fn catalog() -> Catalog {
    let cases = vec![
        case("もがみネット", "最上地域医療情報ネットワークシステム", "最上地域保健医療協議会", &["山形"]),
        case("とねっと", "埼玉利根保健医療圏地域医療ネットワークシステム", "加須市", &["埼玉"]),
        case("Net4U", "鶴岡地区医療情報ネットワーク", "鶴岡地区医師会", &["山形"]),
        case("ﾁｮｳｶｲネット", "酒田地区医療情報ネットワーク", "日本海総合病院", &["山形", "秋田"]),
        case("", "髙﨑國立病院連携", "国立病院機構", &["群馬"]),
        case("HMネット", "ひろしま医療情報ネットワーク", "広島県医師会", &["広島"]),
        case("もがみネットプラス", "最上広域介護ネットワーク", "新庄市", &["山形"]),
        case("ケアリンク", "病気で入院した社員の会", "東京都病院協会", &["東京", "京都"]),
    ];
    Catalog::new(cases, Vec::new())
}

fn entries(query: &str) -> Vec<usize> {
    entries_among(catalog().cases().cloned().collect(), query)
}

#[test]
fn queries_find_their_cases_best_first() {
    let mut wrong: Vec<String> = Vec::new();
    for (query, expected) in [
        ("", vec![0, 1, 2, 3, 4, 5, 6, 7]),
        (" 　", vec![0, 1, 2, 3, 4, 5, 6, 7]),
        ("もがみ", vec![0, 6]),
        ("モガミ", vec![0, 6]),
        ("ﾓｶﾞﾐ", vec![0, 6]),
        ("モカ\u{3099}ミ", vec![0, 6]),
        ("ｍｏｇａｍｉ", vec![0, 6]),
        ("MOGAMI", vec![0, 6]),
        ("もがみネット", vec![0, 6]),
        ("もがみネットプラス", vec![6]),
        ("ちょうかい", vec![3]),
        ("net4u", vec![2]),
        ("ＮＥＴ４Ｕ", vec![2]),
        ("hm", vec![5]),
        ("埼玉", vec![1]),
        ("埼玉県", vec![1]),
        ("埼玉縣", vec![1]),
        ("秋田", vec![3]),
        ("秋田県", vec![3]),
        ("山形県", vec![0, 2, 6, 3]),
        ("山形 鶴岡", vec![2]),
        ("鶴岡　山形県", vec![2]),
        ("山形 もがみ", vec![0, 6]),
        ("山形 埼玉", vec![]),
        ("高崎", vec![4]),
        ("髙﨑", vec![4]),
        ("国立病院", vec![4]),
        ("病院", vec![4, 3, 7]),
        ("加須", vec![1]),
        ("tonet", vec![1]),
        ("tnt", vec![1]),
        ("最上ネット", vec![6, 0]),
        ("最上 ネット", vec![6, 0]),
        ("広島県", vec![5]),
        ("case-", vec![4]),
        ("cas", vec![]),
        ("京都", vec![7]),
        ("医師会", vec![5, 2]),
        ("利根医療", vec![1]),
        ("根医", vec![]),
        ("ｘｙｚ", vec![]),
        ("もがみ ｘｙｚ", vec![]),
        ("\"もがみ\"", vec![0, 6]),
    ] {
        let found = entries(query);
        if found != expected {
            wrong.push(format!("{query:?}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_word_is_found_in_each_of_its_spellings() {
    for (name, queries) in [
        ("霞ヶ関ネット", "霞ヶ関 霞が関 霞ケ関 かすみがせき kasumigaseki"),
        ("霞が関ネット", "霞ヶ関 霞が関 霞ケ関 かすみがせき kasumigaseki"),
        ("袖ケ浦ネット", "袖ヶ浦 袖ケ浦 袖が浦 そでがうら sodegaura"),
        ("3ヶ月ごと", "3ヶ月 ３か月 3カ月 3ケ月"),
        ("ヴァイタル連携", "ヴァイタル バイタル ばいたる vaitaru baitaru"),
        ("バイタル連携", "ヴァイタル バイタル vaitaru baitaru"),
        ("連携インターフェース", "インターフェース インターフェイス inta-fe-su intafeisu"),
        ("連携インターフェイス", "インターフェース インターフェイス inta-fe-su intafeisu"),
        ("サーバ連携", "サーバ サーバー sa-ba sa-ba-"),
        ("サーバー連携", "サーバ サーバー sa-ba sa-ba-"),
        ("株式会社シーエスアイ", "シーエスアイ株式会社 ㈱シーエスアイ （株）シーエスアイ シーエスアイ(株)"),
        ("登録32,187人", "32187人 32,187人 32187 32,187 32,1"),
        ("登録32187人", "32187人 32,187人 32187 32,187"),
    ] {
        let catalog = Catalog::new(vec![case("", name, "", &[])], Vec::new());
        let index = Index::new(&catalog);
        for query in queries.split(' ') {
            let prepared = PreparedQuery::new(&Query::parse(query), &index, Lang::Ja);
            let hits = prepared.hits(&index, &catalog);
            assert_eq!(hits.len(), 1, "{query} in {name}");
            let ranges = prepared.ranges_in_name(catalog.case(0).unwrap(), NameField::Name, &hits[0]);
            assert!(!ranges.is_empty(), "{query} in {name}");
        }
    }
}

/// The cases that a query finds among these, best first.
fn entries_among(cases: Vec<Case>, query: &str) -> Vec<usize> {
    let catalog = Catalog::new(cases, Vec::new());
    let index = Index::new(&catalog);
    let hits = PreparedQuery::new(&Query::parse(query), &index, Lang::Ja).hits(&index, &catalog);
    hits.into_iter().map(|hit| hit.entry).collect()
}

#[test]
fn letters_in_a_field_come_before_the_sound_of_a_name() {
    let cases = || {
        let mut cloud = case("", "山の会", "", &[]);
        let field = &mut cloud.sections[0].fields[0];
        (field.id, field.answer) =
            (Some("architecture"), Answer::new("クラウド型".into(), Value::Text).into());
        vec![case("倉敷ネット", "川の会", "", &[]), case("さくらネット", "海の会", "", &[]), cloud]
    };
    for (query, expected) in
        [("クラ", vec![2, 0, 1]), ("クラウ", vec![2]), ("kura", vec![0, 1, 2]), ("さくら", vec![1])]
    {
        assert_eq!(entries_among(cases(), query), expected, "{query}");
    }
}

#[test]
fn an_abbreviation_finds_what_it_stands_for_behind_its_letters_and_capitals_have_no_sound() {
    let leads = [
        "connect",
        "日本電気株式会社",
        "NECソリューション",
        "ネックの会",
        "ＮＴＴ東日本",
        "エヌ・ティ・ティ・データ",
    ];
    let cases =
        || leads.iter().zip('0'..).map(|(lead, id)| case("", &format!("名{id}"), lead, &[])).collect();
    for (query, expected) in [
        ("NEC", vec![2, 1, 0]),
        ("ＮＥＣ", vec![2, 1, 0]),
        ("nec", vec![2, 1, 3, 0]),
        ("\"NEC\"", vec![2, 0]),
        ("日本電気", vec![1, 2]),
        ("NTT", vec![4, 5]),
        ("エヌ・ティ・ティ", vec![5, 4]),
    ] {
        assert_eq!(entries_among(cases(), query), expected, "{query}");
    }
}

#[test]
fn the_letters_that_match_are_lit_up_whole() {
    let catalog = catalog();
    let lit = |query: &str, entry: usize| -> Vec<(NameField, Vec<String>)> {
        let index = Index::new(&catalog);
        let query = PreparedQuery::new(&Query::parse(query), &index, Lang::Ja);
        let hits = query.hits(&index, &catalog);
        let hit = hits.into_iter().find(|hit| hit.entry == entry).unwrap();
        let case = catalog.case(entry).unwrap();
        let words = |field: NameField| {
            let text = field.text_in(case);
            query
                .ranges_in_name(case, field, &hit)
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect::<Vec<_>>()
        };
        let fields = NameField::ALL.into_iter().map(|field| (field, words(field)));
        fields.filter(|(_, words)| !words.is_empty()).collect()
    };
    let of = |field, words: &[&str]| (field, words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    let everywhere = [
        of(NameField::Nickname, &["もがみ"]),
        of(NameField::Name, &["最上"]),
        of(NameField::LeadOrganisation, &["最上"]),
    ];
    assert_eq!(lit("ﾓｶﾞﾐ", 0), everywhere);
    assert_eq!(lit("もが もがみ", 0), everywhere);
    assert_eq!(lit("\"もがみ\"", 0), [of(NameField::Nickname, &["もがみ"])]);
    assert_eq!(lit("ちょう", 3), [of(NameField::Nickname, &["ﾁｮｳ"])]);
    assert_eq!(
        lit("最上 山形県", 0),
        [
            of(NameField::Name, &["最上"]),
            of(NameField::LeadOrganisation, &["最上"]),
            of(NameField::Prefectures, &["山形"])
        ]
    );
    assert_eq!(lit("高崎国立", 4), [of(NameField::Name, &["髙﨑國立"])]);
    assert_eq!(lit("最上ネット", 0), [of(NameField::Name, &["最上", "ネット"])]);
}

#[test]
fn a_name_on_the_command_line_means_the_first_kind_of_hit() {
    let catalog = catalog();
    for (wanted, expected) in [
        ("tonet", Lookup::One(1)),
        ("TONET", Lookup::One(1)),
        ("mogaminet", Lookup::One(0)),
        ("もがみネット", Lookup::One(0)),
        ("ﾓｶﾞﾐﾈｯﾄ", Lookup::One(0)),
        (" とねっと　", Lookup::One(1)),
        ("鶴岡地区医療情報ネットワーク", Lookup::One(2)),
        ("もがみ", Lookup::Several(vec![0, 6])),
        ("地区医療情報", Lookup::Several(vec![2, 3])),
        ("高崎国立", Lookup::One(4)),
        ("埼玉利根", Lookup::One(1)),
        ("tonett", Lookup::None(vec![1])),
        ("さがみネット", Lookup::None(vec![0, 6])),
        ("まったく別のもの", Lookup::None(vec![])),
        ("", Lookup::None(vec![])),
        ("　", Lookup::None(vec![])),
    ] {
        assert_eq!(find_case(&catalog, wanted), expected, "{wanted:?}");
    }
}

#[test]
fn at_most_five_near_cases_are_offered() {
    let cases = (0..9).map(|number| case(&format!("ねっとわーく{number}"), &format!("名{number}"), "", &[]));
    let catalog = Catalog::new(cases.collect(), Vec::new());
    assert_eq!(find_case(&catalog, "ねっとわあく3"), Lookup::None(vec![3, 0, 1, 2, 4]));
    assert_eq!(find_case(&Catalog::default(), "x"), Lookup::None(vec![]));
}

proptest! {
    #[test]
    fn no_query_panics_and_what_is_lit_up_is_whole(
        names in prop::collection::vec((mixed_text(), mixed_text()), 0..4),
        query in mixed_text(),
        from in 0usize..20,
        length in 0usize..6,
    ) {
        let cases = names.iter().map(|(nickname, name)| case(nickname, name, nickname, &["東京", "京都"]));
        let catalog = Catalog::new(cases.collect(), Vec::new());
        let index = Index::new(&catalog);
        let part: String = names.first().map_or("", |names| &names.1).chars().skip(from).take(length).collect();
        for query in [query, part] {
            let prepared = PreparedQuery::new(&Query::parse(&query), &index, Lang::En);
            for hit in prepared.hits(&index, &catalog) {
                let case = catalog.case(hit.entry).unwrap();
                for field in NameField::ALL {
                    let text = field.text_in(case);
                    let ranges = prepared.ranges_in_name(case, field, &hit);
                    let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
                    for range in &ranges {
                        prop_assert!(range.start < range.end);
                        prop_assert!(bounds.contains(&range.start) && bounds.contains(&range.end));
                    }
                    prop_assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start));
                }
            }
            let _ = find_case(&catalog, &query);
        }
    }
}

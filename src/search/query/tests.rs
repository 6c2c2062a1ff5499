//! The rows of the query language, each by its name.

use std::ops::Bound;

use proptest::prelude::*;

use super::edit::{with_choice, without_choice};
use super::*;
use crate::lang::Lang;
use crate::model::schema::{SectionSpec, schema};
use crate::model::{
    Answer, Case, CaseSign, EffectItem, EffectMark, FacilityItem, Field, LineSpan, PageSource, Section, Value,
};
use crate::search::place::SearchScope;
use crate::search::quantity::{AmountRange, Measure, Number, Quantity, Unit};
use crate::text::alphabet::mixed_text;

/// What a query asks for, in short: `-` for not, `|` between conditions.
fn said(text: &str) -> Vec<String> {
    let query = Query::parse(text);
    let clause = |clause: &Clause| {
        let conditions: Vec<String> = clause.any_of.iter().map(condition).collect();
        (if clause.negated { "-" } else { "" }).to_owned() + &conditions.join("|")
    };
    query.clauses.iter().map(clause).collect()
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Words(words) => written(words),
        Condition::Within { place, words } => format!("{}:{}", at(place), written(words)),
        Condition::Is { place, item } => format!("{}={}", at(place), written(item)),
        Condition::Amount { quantity, range } => format!("{}{}", amount(*quantity), ends(range)),
        Condition::Mark { place, item, mark } => {
            format!("{}:{}={mark:?}", at(place), item.as_ref().map_or(String::new(), written))
        }
        Condition::Blank(place) => format!("blank {}", at(place)),
        Condition::Filled(place) => format!("filled {}", at(place)),
        Condition::Signed(CaseSign::Bookmark, held) => format!("bookmarked {held}"),
        Condition::Signed(CaseSign::Mark, held) => format!("marked {held}"),
    }
}

fn written(words: &Words) -> String {
    if words.exact { format!("[{}]", words.text) } else { words.text.clone() }
}

fn at(place: &SearchScope) -> String {
    let sections = place.sections.iter().map(|id| format!("{id}/"));
    let heads = place.heads.iter().map(|head| format!("{head:?}"));
    place.fields.iter().map(|id| (*id).to_owned()).chain(sections).chain(heads).collect::<Vec<_>>().join("+")
}

fn amount(quantity: Quantity) -> String {
    match quantity {
        Quantity::Of(measure) => measure.id().to_owned(),
        Quantity::Per { measure, per } => format!("{}/{}", measure.id(), per.id()),
    }
}

/// `[1..2]`, `(` and `)` for ends that do not belong to it.
fn ends(range: &AmountRange) -> String {
    let number = |number: &Number| {
        let parts = number.times(1000).map_or(0, Number::floor);
        if parts.is_multiple_of(1000) { (parts / 1000).to_string() } else { format!("{parts}m") }
    };
    let from = match &range.from {
        Bound::Included(from) => format!("[{}", number(from)),
        Bound::Excluded(from) => format!("({}", number(from)),
        Bound::Unbounded => "[".to_owned(),
    };
    let to = match &range.to {
        Bound::Included(to) => format!("{}]", number(to)),
        Bound::Excluded(to) => format!("{})", number(to)),
        Bound::Unbounded => "]".to_owned(),
    };
    format!("{from}..{to}")
}

fn kinds(text: &str) -> Vec<ProblemKind> {
    Query::parse(text).problems.into_iter().map(|problem| problem.kind).collect()
}

fn messages(text: &str) -> Vec<String> {
    Query::parse(text).problems.iter().map(|problem| problem.message(Lang::Ja)).collect()
}

fn check(rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        assert_eq!(said(text), *expected, "{text}");
        assert_eq!(kinds(text), Vec::new(), "{text}");
    }
}

#[test]
fn row_names_stay_as_typed() {
    check(&[
        ("もがみ", &["もがみ"]),
        ("ｍｏｇａｍｉ", &["ｍｏｇａｍｉ"]),
        ("", &[]),
        (" 　\t", &[]),
        ("\u{200b}", &[]),
    ]);
}

#[test]
fn row_space_u3000_and_tab_part_what_all_has_to_hold() {
    check(&[("糖尿病 IP-VPN　A\tB", &["糖尿病", "IP-VPN", "A", "B"])]);
}

#[test]
fn row_quotes_hold_characters_in_a_row() {
    check(&[
        ("\"二次医療圏での連携\"", &["[二次医療圏での連携]"]),
        ("＂a b＂ “c d” -\"e f\"", &["[a b]", "[c d]", "-[e f]"]),
        ("標準:\"SS-MIX 2\"", &["storage_standard+adopted_standards:[SS-MIX 2]"]),
        ("「二次医療圏」", &["「二次医療圏」"]),
        ("\"\"", &[]),
    ]);
}

#[test]
fn row_minus_is_not() {
    check(&[
        ("-終了", &["-終了"]),
        ("－終了", &["-終了"]),
        ("!終了", &["-終了"]),
        ("！県:埼玉", &["-area=埼玉"]),
        ("ー終了", &["-終了"]),
        ("-県:埼玉|年:2013", &["-area=埼玉|launch[2013..2013]"]),
        ("IP-VPN", &["IP-VPN"]),
        ("-空:企業", &["-blank vendors/"]),
    ]);
}

#[test]
fn row_bar_is_either() {
    check(&[
        ("クラウド型|集中型", &["クラウド型|集中型"]),
        ("クラウド型｜集中型", &["クラウド型|集中型"]),
        ("方式:クラウド型|集中型", &["architecture:クラウド型|architecture:集中型"]),
        ("方式:a|県:埼玉", &["architecture:a|area=埼玉"]),
        ("年:2010|2013", &["launch[2010..2010]|launch[2013..2013]"]),
        ("|a||b", &["a|b"]),
        ("空:企業|目的", &["blank vendors/|blank purposes"]),
    ]);
}

#[test]
fn row_field_by_id_label_short_title_or_alias() {
    check(&[
        ("標準:SS-MIX", &["storage_standard+adopted_standards:SS-MIX"]),
        ("network_medical:VPN", &["network_medical:VPN"]),
        ("通信:VPN", &["network/:VPN"]),
        ("通信：VPN", &["network/:VPN"]),
        ("目的:\"a b\"", &["purposes:[a b]"]),
        ("県:埼玉県", &["area=埼玉県"]),
        ("県:埼", &["area:埼"]),
        ("企業=富士通", &["vendors/=富士通"]),
        ("\"Lead organisation\":市", &["lead_organisation:市"]),
        ("患者さん:同意", &["consent_patient+fee_patient:同意"]),
        ("施設:病院", &["facilities:病院"]),
        ("共有:処方", &["shared_patients+shared_items/:処方"]),
        ("shared:\"1000\"", &["shared_patients+shared_items/:[1000]"]),
        ("空:共有", &["blank shared_patients"]),
        ("共有:1000..", &["shared_patients[1000..]"]),
        ("施設:千代田病院", &["facilities:千代田病院"]),
    ]);
}

#[test]
fn row_comparisons_in_every_width() {
    check(&[
        ("患者>=1万", &["registered_patients[10000..]"]),
        ("患者≧１万", &["registered_patients[10000..]"]),
        ("患者＞＝１０，０００人", &["registered_patients[10000..]"]),
        ("患者 >= 1万", &["registered_patients[10000..]"]),
        ("構築費<1億", &["build_cost[..100000000)"]),
        ("構築費＜1億円", &["build_cost[..100000000)"]),
        ("構築費<=460500千円", &["build_cost[..460500000]"]),
        ("構築費:36百万円", &["build_cost[36000000..36000000]"]),
        ("構築費:4億6,050万円", &["build_cost[460500000..460500000]"]),
        ("構築費>1.5億", &["build_cost(150000000..]"]),
        ("構築費<1京", &["build_cost[..10000000000000000)"]),
        ("施設>100", &["facilities(100..]"]),
        ("施設=１００施設", &["facilities[100..100]"]),
        ("患者>=一万二千", &["registered_patients[12000..]"]),
        ("100<施設", &["facilities(100..]"]),
        ("1万<=患者<5万", &["registered_patients[10000..50000)"]),
        ("1万<=患者<", &["registered_patients[10000..]"]),
        ("2014≧年≧2010", &["launch[2010..2014]"]),
        ("patients>=10k", &["registered_patients[10000..]"]),
    ]);
}

#[test]
fn row_ranges() {
    check(&[
        ("患者:1万..", &["registered_patients[10000..]"]),
        ("患者:..5000", &["registered_patients[..5000]"]),
        ("年:2010..2014", &["launch[2010..2014]"]),
        ("年：２０１０〜２０１４", &["launch[2010..2014]"]),
        ("年:2010-2014", &["launch[2010..2014]"]),
        ("年:2010年から2014年まで", &["launch[2010..2014]"]),
        ("施設:100〜200", &["facilities[100..200]"]),
        ("施設:100…200", &["facilities[100..200]"]),
        ("構築費:1〜3億", &["build_cost[100000000..300000000]"]),
        ("構築費:5000〜1万", &["build_cost[5000..10000]"]),
        ("構築費:100〜200千円", &["build_cost[100000..200000]"]),
        ("年:2010.", &["launch[2010..]"]),
        ("年:2010年代", &["launch[2010..2019]"]),
    ]);
}

#[test]
fn row_words_for_ends() {
    check(&[
        ("患者:1万以上", &["registered_patients[10000..]"]),
        ("構築費:1億以下", &["build_cost[..100000000]"]),
        ("構築費:1億円未満", &["build_cost[..100000000)"]),
        ("構築費:1億超", &["build_cost(100000000..]"]),
        ("患者:1万以上5万未満", &["registered_patients[10000..50000)"]),
        ("年:平成25年以降", &["launch[2013..]"]),
        ("年:2014年まで", &["launch[..2014]"]),
    ]);
}

#[test]
fn row_comparisons_without_a_sign() {
    check(&[
        ("患者1万人以上", &["registered_patients[10000..]"]),
        ("患者数1万以上", &["registered_patients[10000..]"]),
        ("患者数が１万人以上", &["registered_patients[10000..]"]),
        ("患者 1万人以上", &["registered_patients[10000..]"]),
        ("構築費5000万円以下", &["build_cost[..50000000]"]),
        ("構築費 < 1 億", &["build_cost[..100000000)"]),
        ("1人あたり運用費2000円以下", &["annual_cost/registered_patients[..2000]"]),
        ("共有率50%以上", &["shared_patients/registered_patients[500m..]"]),
        ("2013年以降", &["launch[2013..]"]),
        ("平成２５年度まで", &["launch[..2013]"]),
        ("2010年代", &["launch[2010..2019]"]),
        ("県:埼玉|患者1万人以上", &["area=埼玉|registered_patients[10000..]"]),
        ("患者1万人以上、埼玉", &["registered_patients[10000..]", "埼玉"]),
        ("\"患者1万人以上\"", &["[患者1万人以上]"]),
        ("平成25年", &["launch[2013..2013]|平成25年"]),
        ("病院7施設", &["hospitals[7..7]|病院7施設"]),
        ("千年以上", &["千年以上"]),
        ("病院2階", &["病院2階"]),
        ("施設100", &["施設100"]),
        ("2013", &["2013"]),
    ]);
}

#[test]
fn row_numbers_as_the_screen_shows_them() {
    let yen = "build_cost[460500000..460500000]|annual_cost[460500000..460500000]|\
               maintenance_cost[460500000..460500000]|other_annual_cost[460500000..460500000]";
    let people = "registered_patients[32187..32187]|shared_patients[32187..32187]";
    for (text, figures) in [("4億6,050万円", yen), ("460,500千円", yen), ("32,187人", people)] {
        assert_eq!(said(text), [format!("{figures}|{text}")]);
    }
    assert_eq!(said("2,708"), ["2708"]);
    assert_eq!(said("\"2,708\""), ["[2,708]"]);
}

#[test]
fn row_money_without_a_unit() {
    for (text, expected, is_in_thousands) in [
        ("構築費>1000", "build_cost(1000000..]", true),
        ("構築費=460,500", "build_cost[460500000..460500000]", true),
        ("構築費:1000..2000", "build_cost[1000000..2000000]", true),
        ("構築費1000以上", "build_cost[1000000..]", true),
        ("運用費=51322", "annual_cost[51322000..51322000]", true),
        ("運用費=460500", "annual_cost[460500000..460500000]", true),
        ("運用費<460500", "annual_cost[..460500)", false),
        ("構築費>1000円", "build_cost(1000..]", false),
        ("構築費>1000000", "build_cost(1000000..]", false),
        ("構築費:0", "build_cost[0..0]", false),
        ("月額<1000", "monthly_fee[..1000)", false),
        ("構築費/施設<1000", "build_cost/facilities[..1000)", false),
    ] {
        assert_eq!(said(text), [expected], "{text}");
        let is_said = matches!(kinds(text).as_slice(), [ProblemKind::ReadInThousands { .. }]);
        assert_eq!(is_said, is_in_thousands, "{text}");
    }
}

#[test]
fn row_addresses_and_companies() {
    check(&[
        ("https://www.a.jp/b/", &["Url:[a.jp/b]|https://www.a.jp/b/"]),
        ("<http://a.jp/>", &["Url:[a.jp]|<http://a.jp/>"]),
        ("a.jp/b", &["Url:[a.jp/b]|a.jp/b"]),
        ("株式会社シーエスアイ", &["シーエスアイ"]),
        ("企業=シーエスアイ（株）", &["vendors/=シーエスアイ"]),
        ("株式会社", &["株式会社"]),
    ]);
}

#[test]
fn row_years_of_the_eras() {
    check(&[
        ("年:平成25年", &["launch[2013..2013]"]),
        ("年:㍻25", &["launch[2013..2013]"]),
        ("年>=H25", &["launch[2013..]"]),
        ("年:令和元年", &["launch[2019..2019]"]),
        ("年:R2..", &["launch[2020..]"]),
        ("年:二〇一三年", &["launch[2013..2013]"]),
        ("年:導入済み", &["launch:導入済み"]),
    ]);
}

#[test]
fn row_derived_numbers() {
    check(&[
        ("運用費/患者<2000", &["annual_cost/registered_patients[..2000)"]),
        ("構築費／施設>=100万円", &["build_cost/facilities[1000000..]"]),
        ("共有率>50%", &["shared_patients/registered_patients(500m..]"]),
        ("共有率>50", &["shared_patients/registered_patients(500m..]"]),
        ("共有率>0.5", &["shared_patients/registered_patients(500m..]"]),
        ("共有/登録>=53.8%", &["shared_patients/registered_patients[538m..]"]),
        ("1人あたり運用費<2000円", &["annual_cost/registered_patients[..2000)"]),
    ]);
}

#[test]
fn row_an_item_with_its_mark() {
    check(&[
        ("効果:医師の負担軽減=○", &["effects:医師の負担軽減=Effective"]),
        ("効果：医師の負担軽減＝◯", &["effects:医師の負担軽減=Effective"]),
        ("効果:医師の負担軽減=△", &["effects:医師の負担軽減=Neutral"]),
        ("効果:\"医師の負担軽減\"=X", &["effects:[医師の負担軽減]=Ineffective"]),
        ("効果:医師=x|看護師=o", &["effects:医師=Ineffective|effects:看護師=Effective"]),
        ("効果:\"医師\"=x|\"看護師\"=o", &["effects:[医師]=Ineffective|effects:[看護師]=Effective"]),
        ("効果=○", &["effects:=Effective"]),
        ("効果:業務全体=()", &["effects:業務全体=Unanswered"]),
        ("医師の負担軽減=○", &["effects:医師の負担軽減=Effective"]),
        ("効果:負担", &["effects:負担"]),
    ]);
}

#[test]
fn row_blank_and_not_blank() {
    check(&[
        ("空:共有患者数", &["blank shared_patients"]),
        ("有:企業", &["filled vendors/"]),
        ("blank:shared_patients filled:企業", &["blank shared_patients", "filled vendors/"]),
        ("-有:企業", &["-filled vendors/"]),
    ]);
}

#[test]
fn what_is_no_field_is_words() {
    check(&[
        ("https://example.jp/a=b", &["Url:[example.jp/a=b]|https://example.jp/a=b"]),
        ("10:30", &["10:30"]),
        ("SS-MIX:2", &["SS-MIX:2"]),
        (":)", &[":)"]),
        ("<p>", &["<p>"]),
        ("a<b", &["a<b"]),
    ]);
    assert_eq!(said("実施中：無料"), ["実施中：無料"]);
    assert_eq!(Query::parse("実施中：無料").problems[0].gravity(), Gravity::Hint);
}

#[test]
fn what_is_wrong_is_left_out_and_explained() {
    for (text, message) in [
        ("患者>=あ", "「患者>=あ」: 数が要ります。例 患者>=1万"),
        ("患者:1万人くらい", "「患者:1万人くらい」: 数が要ります。例 患者>=1万"),
        ("患者>=1億円", "「患者>=1億円」: 単位が違います。例 患者>=1万"),
        ("費用>1億", "「費用」の数は 1 つではありません。比べられるもの: 構築費、運用費、保守費、その他費用"),
        ("料金<1000", "「料金」の数は 1 つではありません。比べられるもの: 月額、年額、最高料金"),
        ("標準>=2", "「標準」は数ではないので比べられません。言葉で探します。例 標準:言葉"),
        ("年:2014..2010", "「年:2014..2010」: 範囲の前後が逆です。例 年:2010..2014"),
        ("登録患者教>=1", "「登録患者教」という項目はありません。近いもの: 登録患者"),
        ("患署:1", "「患署」という項目はありません。近いもの: 患者"),
        ("ほげほげふが>=1", "「ほげほげふが」という項目はありません。例 県:埼玉"),
        ("空:ほげほげ", "「ほげほげ」という項目はありません。例 県:埼玉"),
        (">=1万", "「>=1万」: 何の数かを前に書きます。例 患者>=1万"),
        ("効果:負担=あ", "「効果:負担=あ」: 印は ○ △ × のどれかです。例 効果:医師の負担軽減=○"),
    ] {
        assert_eq!(said(&format!("もがみ {text}")), ["もがみ"], "{text}");
        assert_eq!(messages(text), [message]);
        assert_eq!(said(text), Vec::<String>::new());
    }
}

#[test]
fn half_typed_parts_wait() {
    for text in [
        "患者>=",
        "患者>",
        "年:",
        "年:20",
        "年:2010..20",
        "年:平成",
        "標準:",
        "空:",
        "効果:負担=",
        "-",
        "患者:..",
        "\"",
    ] {
        let query = Query::parse(text);
        assert!(query.is_empty(), "{text}: {query:?}");
        assert_eq!(query.problems.first().map(Problem::gravity), Some(Gravity::Unfinished), "{text}");
    }
    for (text, expected) in [
        ("もがみ -", vec!["もがみ"]),
        ("クラウド型|", vec!["クラウド型"]),
        ("患者>= もがみ", vec!["もがみ"]),
        ("\"二次医療 圏", vec!["[二次医療 圏]"]),
        ("標準:\"SS-MIX", vec!["storage_standard+adopted_standards:[SS-MIX]"]),
    ] {
        assert_eq!(said(text), expected, "{text}");
        let problems = Query::parse(text).problems;
        assert_eq!(
            problems.iter().map(Problem::gravity).collect::<Vec<_>>(),
            [Gravity::Unfinished],
            "{text}"
        );
    }
}

#[test]
fn every_message_is_whole_in_both_languages() {
    for text in [
        "患者>=あ",
        "患者>=",
        "施設>=",
        "構築費<",
        "年>",
        "効果数>",
        "共有率>",
        "標準:",
        "空:",
        "効果:a=",
        "効果:a=b",
        "\"a",
        "a|",
        "-",
        "患者>1円",
        "標準>1",
        "年:2014..2010",
        "共有率:50%..40%",
        "患者:2..1",
        "患署:1",
        "ほげほげ>1",
        "担当:田中",
        ">1",
    ] {
        for problem in Query::parse(text).problems {
            for lang in [Lang::Ja, Lang::En] {
                let message = problem.message(lang);
                assert!(!message.contains(['{', '}']) && !message.contains("query."), "{message}");
            }
        }
        assert!(!Query::parse(text).problems.is_empty(), "{text}");
    }
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    let text = "あ ".repeat(10_000);
    let query = Query::parse(&text);
    assert_eq!(query.problems.last().map(|problem| problem.kind.clone()), Some(ProblemKind::TooLong));
    assert_eq!(query.text(), text);
    assert!(query.clauses.len() < LONGEST);
}

#[test]
fn many_terms_are_cut_and_say_so() {
    for (sign, within) in [(" ", MOST_CONDITIONS), ("|", MOST_CONDITIONS), (" ", 3)] {
        let terms: Vec<String> = (0..within).map(|nth| format!("あ{nth}")).collect();
        let query = Query::parse(&terms.join(sign));
        assert!(query.problems.is_empty(), "{:?}", query.problems);
        let count = |query: &Query| query.clauses.iter().map(|clause| clause.any_of.len()).sum::<usize>();
        assert_eq!(count(&query), within);
        let query = Query::parse(&[terms.join(sign), "い".repeat(3), "う".to_owned()].join(sign));
        if within == MOST_CONDITIONS {
            let problem = query.problems.last().unwrap();
            assert_eq!(problem.kind, ProblemKind::TooLong);
            assert_eq!(query.text().get(problem.span.clone()), Some(format!("いいい{sign}う").as_str()));
            assert_eq!(count(&query), within);
        } else {
            assert_eq!((query.problems.len(), count(&query)), (0, within + 2));
        }
    }
}

#[test]
fn nasty_characters_by_the_hundred_thousand_end() {
    for piece in [
        "\"",
        "|",
        ":",
        "1",
        "(",
        "-",
        "= ",
        "患者>=",
        "患署>1 ",
        "県:|",
        "\"\"|",
        "a:b ",
        "　",
        "千",
        "/",
        "運用費/",
        "空:x ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let query = Query::parse(&text);
        assert_eq!(query.to_string(), text);
        _ = with_choice(&text, &Choice::new("県", "埼玉"), |_| true);
        _ = without_choice(&text, &Choice::new("県", "埼玉"));
    }
}

fn field(id: &'static str, text: &str, value: Value) -> Field {
    let answer = Answer { text: text.into(), value }.into();
    Field { id: Some(id), label: id.into(), lines: LineSpan::from_line(1), answer }
}

/// A section with one field.
fn section(field: Field) -> Section {
    let is_home = |spec: &&SectionSpec| spec.fields.iter().any(|known| Some(known.id) == field.id);
    let id = schema().sections.iter().find(is_home).map(|spec| spec.id);
    Section { id, title: String::new(), line: 1, fields: vec![field] }
}

/// A case with a few fields.
fn case(fields: Vec<Field>) -> Case {
    let lines = LineSpan::from_line(1);
    Case {
        id: "mogaminet".into(),
        name: "最上地域医療情報ネットワークシステム".into(),
        nickname: Some("もがみネット".into()),
        url: None,
        prefectures: vec!["山形"],
        source: PageSource { path: "p".into(), encoding: "UTF-8", lines, ..PageSource::default() },
        sections: fields.into_iter().map(section).collect(),
        diagnostics: Vec::new(),
    }
}

fn mogami() -> Case {
    let effect = |mark, text: &str| EffectItem { mark, text: text.into() };
    let facility = |name: &str, count| FacilityItem { facility_type: name.into(), status: None, count };
    let items = vec![
        effect(EffectMark::Effective, "医師の負担軽減"),
        effect(EffectMark::Unanswered, "業務全体の負担軽減"),
    ];
    let facilities = vec![
        facility("病院", Some(7)),
        facility("医科診療所", Some(17)),
        facility("歯科診療所", Some(4)),
        facility("薬局", None),
    ];
    case(vec![
        field(
            "launch",
            "導入済み：2013年",
            Value::StatusYear { status: Some("導入済み".into()), year: Some(2013) },
        ),
        field("area", "山形県", Value::Prefectures { items: vec!["山形"] }),
        field("effects", "", Value::Effects { items }),
        field("facilities", "", Value::Facilities { items: facilities }),
        field("registered_patients", "2708", Value::Count { count: 2708 }),
        field("shared_patients", "1458", Value::Count { count: 1458 }),
        field(
            "storage_standard",
            "SS-MIX 2、PIX",
            Value::List { items: vec!["SS-MIX 2".into(), "PIX".into()] },
        ),
        field("vendor_1", "（株）シーエスアイ", Value::Text),
        field("vendor_2", "", Value::Empty),
        field("ended", "", Value::Empty),
        field(
            "build_cost",
            "36982（千円）",
            Value::Money { amount: 36982, unit: crate::model::MoneyUnit::Thousand, yen: 36_982_000 },
        ),
        field(
            "annual_cost",
            "1037（千円）",
            Value::Money { amount: 1037, unit: crate::model::MoneyUnit::Thousand, yen: 1_037_000 },
        ),
        field("patient_id", "未選択", Value::Unselected),
    ])
}

#[test]
fn facts_are_decided_without_text() {
    let case = mogami();
    for (text, expected) in [
        ("患者>=2708", true),
        ("患者>2708", false),
        ("患者:2千..3千", true),
        ("年:2013", true),
        ("年:平成25年", true),
        ("終了年<2020", false),
        ("終了年>=2020", false),
        ("施設=28", true),
        ("病院=7", true),
        ("診療所=21", true),
        ("薬局<10", false),
        ("構築費<1億", true),
        ("運用費/患者<383", true),
        ("運用費/患者<382", false),
        ("共有率>53.8%", true),
        ("共有率>53.9%", false),
        ("効果数=1", true),
        ("保守費<1億", false),
        ("県:山形", true),
        ("県:山形県", true),
        ("県:京都", false),
        ("標準=SS-MIX2", true),
        ("標準=ＳＳ－ＭＩＸ２", true),
        ("標準=SS-MIX", false),
        ("標準=\"SS-MIX 2\"", true),
        ("企業=（株）シーエスアイ", true),
        ("空:終了年", true),
        ("空:患者ID", true),
        ("空:共有患者数", false),
        ("有:企業", true),
        ("空:vendor_3", true),
        ("空:URL", true),
        ("有:略称", true),
        ("-有:企業", false),
        ("-患者>1万", true),
        ("患者>1万|県:山形", true),
        ("略称=もがみねっと", true),
    ] {
        let query = Query::parse(text);
        assert_eq!(query.clauses[0].holds_fact(&case), Some(expected), "{text}");
    }
    for (text, expected) in [
        ("もがみ", None),
        ("標準:SS", None),
        ("もがみ|県:山形", Some(true)),
        ("-もがみ|県:山形", Some(false)),
    ] {
        assert_eq!(Query::parse(text).clauses[0].holds_fact(&case), expected, "{text}");
    }
}

#[test]
fn marks_are_decided_with_a_matcher() {
    let case = mogami();
    for (text, expected) in [
        ("効果:医師の負担軽減=○", true),
        ("効果:医師の負担軽減=×", false),
        ("効果:業務全体=空", true),
        ("効果:業務全体=×", false),
        ("効果=○", true),
        ("効果=△", false),
    ] {
        let query = Query::parse(text);
        let held = query.clauses[0].any_of[0].holds_mark(&case, |words, text| text.contains(&words.text));
        assert_eq!(held, Some(expected), "{text}");
    }
}

#[test]
fn numbers_have_their_units() {
    assert_eq!(Quantity::Of(Measure::BuildCost).unit(), Unit::Yen);
    assert_eq!(said("効果数>=10 職員<=3人"), ["effects[10..]", "secretariat_staff[..3]"]);
}

fn vendor(condition: &Condition) -> bool {
    matches!(condition, Condition::Is { place, .. } | Condition::Blank(place) if place.sections == ["vendors"])
}

#[test]
fn choices_edit_the_text_and_leave_the_rest() {
    let fujitsu = Choice::new_exact("企業", "富士通");
    let nec = Choice::new_exact("企業", "日本 電気");
    let blank = Choice::new("空", "企業");
    for (text, choice, expected) in [
        ("", &fujitsu, "企業=富士通"),
        ("もがみ  a ", &fujitsu, "もがみ  a 企業=富士通"),
        ("もがみ", &fujitsu, "もがみ 企業=富士通"),
        ("企業=富士通", &fujitsu, "企業=富士通"),
        ("企業=富士通 もがみ", &nec, "企業=富士通|\"日本 電気\" もがみ"),
        ("ベンダー=富士通", &nec, "ベンダー=富士通|企業=\"日本 電気\""),
        ("企業=富士通", &blank, "企業=富士通|空:企業"),
        ("空:企業", &fujitsu, "空:企業|企業=富士通"),
        ("-企業=富士通", &nec, "-企業=富士通 企業=\"日本 電気\""),
        ("企業=富士通|もがみ県:", &nec, "企業=富士通|もがみ県: 企業=\"日本 電気\""),
        ("企業=\"富士", &nec, "企業=\"富士\"|\"日本 電気\""),
        ("\"もが", &fujitsu, "\"もが\" 企業=富士通"),
        ("企業=a|", &fujitsu, "企業=a|富士通"),
        ("もがみ| ", &fujitsu, "もがみ 企業=富士通"),
        ("もがみ OR", &fujitsu, "もがみ 企業=富士通"),
        ("もがみ、", &fujitsu, "もがみ、企業=富士通"),
    ] {
        let edited = with_choice(text, choice, vendor);
        assert_eq!(edited, expected, "{text}");
        assert!(is_chosen(&Query::parse(&edited), &choice.text()), "{edited}");
    }
    for (text, choice, expected) in [
        ("企業=富士通", &fujitsu, ""),
        ("もがみ 企業=富士通", &fujitsu, "もがみ"),
        ("企業=富士通  もがみ", &fujitsu, "もがみ"),
        ("企業=富士通|\"日本 電気\" もがみ", &fujitsu, "企業=\"日本 電気\" もがみ"),
        ("企業=富士通|\"日本 電気\"", &nec, "企業=富士通"),
        ("空:企業|企業=富士通", &blank, "企業=富士通"),
        ("企業:富士通", &fujitsu, "企業:富士通"),
        ("-企業=富士通", &fujitsu, "-企業=富士通"),
    ] {
        assert_eq!(without_choice(text, choice), expected, "{text}");
    }
}

#[test]
fn a_view_that_is_taken_out_joins_nothing() {
    let views = [ViewKind::Columns];
    assert_eq!(without_view("もがみ | 列:費用 埼玉", &views), "もがみ 埼玉");
    assert_eq!(without_view("もがみ 列:費用 埼玉", &views), "もがみ 埼玉");
}

#[test]
fn a_clause_of_several_conditions_is_chosen_whole_beside_others_of_its_kind() {
    let regions = ["県:青森|岩手", "県:茨城|栃木"];
    let toggled = |text: &str, clause| with_clause_toggled(text, clause, regions.into_iter());
    let north = toggled("もがみ", regions[0]);
    assert_eq!(north, "もがみ 県:青森|岩手");
    let both = toggled(&north, regions[1]);
    assert_eq!(both, "もがみ 県:青森|岩手|茨城|栃木");
    assert!(regions.into_iter().all(|clause| is_chosen(&Query::parse(&both), clause)));
    assert!(!is_chosen(&Query::parse("県:青森"), regions[0]), "a part is not chosen");
    assert_eq!(toggled(&both, regions[0]), "もがみ 県:茨城|栃木");
    let whole = ["県:埼玉 対象地域=全県域", "県:東京 対象地域=全県域"];
    let toggled = |text: &str, clause| with_clause_toggled(text, clause, whole.into_iter());
    let two = toggled(&toggled("", whole[0]), whole[1]);
    assert_eq!(two, "県:埼玉|東京 対象地域=全県域");
    assert_eq!(toggled(&two, whole[1]), "県:埼玉 対象地域=全県域", "what the other asks for too stays");
    assert_eq!(toggled("県:埼玉 対象地域=全県域", whole[0]), "");
    assert_eq!(without_clauses("県:埼玉|もがみ 県:東京", whole.into_iter()), "県:埼玉|もがみ");
}

/// Texts over what means something in a query.
fn query_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "\"",
            "“",
            "|",
            "｜",
            ":",
            "：",
            "=",
            ">",
            ">=",
            "≦",
            "-",
            "ー",
            " ",
            "　",
            "..",
            "〜",
            "患者",
            "県",
            "年",
            "空",
            "効果",
            "標準",
            "埼玉",
            "1万",
            "2013",
            "平成25年",
            "○",
            "以上",
            "/",
            "構築費",
            "千円",
            "%",
            "x",
        ])
        .prop_map(str::to_owned),
        mixed_text(),
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_mark_is_asked_for_as_a_bookmark_is() {
    for text in ["is:印", "is:marked", "ｉｓ：印", "IS:Marked", "有:印", "has:mark"] {
        assert_eq!(said(text), ["marked true"], "{text}");
        let query = Query::parse(text);
        assert!(query.problems.is_empty() && query.asks_for(CaseSign::Mark), "{text}");
        assert!(!query.asks_for(CaseSign::Bookmark), "{text}");
    }
    assert_eq!(said("-is:印 空:印|is:しおり"), ["-marked true", "marked false|bookmarked true"]);
}

#[test]
fn a_bookmark_is_asked_for_in_several_words() {
    for text in [
        "is:bookmarked",
        "is:しおり",
        "is:栞",
        "ＩＳ：ブックマーク",
        "有:しおり",
        "has:bookmark",
        "is=starred",
    ] {
        assert_eq!(said(text), ["bookmarked true"], "{text}");
        assert!(
            Query::parse(text).problems.is_empty() && Query::parse(text).asks_for(CaseSign::Bookmark),
            "{text}"
        );
    }
    assert_eq!(said("-is:bookmarked 県:埼玉")[0], "-bookmarked true");
    assert_eq!(said("空:しおり|is:しおり"), ["bookmarked false|bookmarked true"]);
    assert!(!Query::parse("しおり 有:企業").asks_for(CaseSign::Bookmark));
    for text in ["is:", "is:boo", "is:しお"] {
        assert_eq!(Query::parse(text).problems[0].gravity(), Gravity::Unfinished, "{text}");
    }
    for text in ["is:x", "is:赤い", "しおり:もがみ"] {
        let problem = &Query::parse(text).problems[0];
        assert_eq!(problem.gravity(), Gravity::Wrong, "{text}");
        assert!(
            problem.message(Lang::Ja).contains("is:しおり")
                && problem.message(Lang::En).contains("is:bookmarked")
        );
        assert!(said(text).is_empty());
    }
}

proptest! {
    #[test]
    fn any_text_is_a_query(text in query_text()) {
        let query = Query::parse(&text);
        prop_assert_eq!(query.to_string(), text.as_str());
        let mut end = 0;
        for clause in &query.clauses {
            prop_assert!(!clause.any_of.is_empty());
            prop_assert!(clause.span.start >= end && text.get(clause.span.clone()).is_some());
            end = clause.span.end;
        }
        let mut start = 0;
        for problem in &query.problems {
            prop_assert!(problem.span.start >= start && text.get(problem.span.clone()).is_some());
            prop_assert!(!problem.message(Lang::Ja).is_empty() && !problem.message(Lang::En).is_empty());
            start = problem.span.start;
        }
        let case = mogami();
        for clause in &query.clauses {
            _ = clause.holds_fact(&case);
        }
    }

    #[test]
    fn a_choice_is_made_and_taken_back(text in query_text(), value in mixed_text()) {
        let choice = Choice::new_exact("企業", &value);
        prop_assume!(choice.condition().is_some());
        let before = Query::parse(&text);
        let edited = with_choice(&text, &choice, vendor);
        prop_assert!(is_chosen(&Query::parse(&edited), &choice.text()), "{edited}");
        let without = Query::parse(&without_choice(&edited, &choice));
        prop_assert!(!is_chosen(&without, &choice.text()), "{edited} {without}");
        if !is_chosen(&before, &choice.text()) {
            prop_assert_eq!(without.clauses.len(), before.clauses.len(), "{} {}", edited, without);
        }
    }
}

use proptest::prelude::*;

use super::*;
use crate::model::{
    Answer, EffectItem, EffectMark, FacilityItem, Fee, LineSpan, MoneyUnit, PageSource, StaffGroup,
};

fn field(id: &'static str, label: &str, text: &str, value: Value) -> Field {
    let (label, text) = (label.to_owned().into(), text.to_owned());
    Field { id: Some(id), label, lines: LineSpan::from_line(1), answer: Answer::new(text, value).into() }
}

fn section(fields: Vec<Field>) -> Section {
    Section { id: Some("overview"), title: "システムの概要".into(), line: 1, fields }
}

fn case(fields: Vec<Field>) -> Case {
    let source = PageSource {
        path: "a.txt".into(),
        encoding: "UTF-8",
        lines: LineSpan::from_line(1),
        ..PageSource::default()
    };
    Case {
        id: "a".into(),
        name: "名".into(),
        nickname: None,
        url: None,
        prefectures: vec!["山形"],
        source,
        sections: vec![section(fields)],
        diagnostics: Vec::new(),
    }
}

fn drawn(fields: Vec<Field>, width: usize, lang: Lang) -> String {
    let case = case(fields);
    let lines = section_table(&case, &case.sections[0], width, lang);
    let text = |line: &TableLine| line.spans.iter().map(|span| span.text.as_str()).collect::<String>();
    lines.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn effects() -> Field {
    let item = |mark, text: &str| EffectItem { mark, text: text.into() };
    let items = vec![
        item(EffectMark::Effective, "患者の負担が軽減した"),
        item(EffectMark::Unanswered, "業務全体の負担軽減"),
        item(EffectMark::Neutral, "医師の負担軽減"),
    ];
    let text = "(○) 患者の負担が軽減した () 業務全体の負担軽減 (△) 医師の負担軽減";
    field("effects", "システム導入効果", text, Value::Effects { items })
}

fn facilities() -> Field {
    let item = |name: &str, count: Option<u64>| FacilityItem {
        facility_type: name.into(),
        status: count.map(|_| "実施中".into()),
        count,
    };
    let items = vec![item("病院", Some(7)), item("医科診療所", Some(17)), item("薬局", None)];
    let text = "【病院】 実施中：7施設 【医科診療所】 実施中：17施設 【薬局】";
    field("facilities", "参加団体と参加患者数", text, Value::Facilities { items })
}

fn patients() -> Vec<Field> {
    vec![
        field("registered_patients", "登録患者数", "2708", Value::Count { count: 2708 }),
        field("shared_patients", "共有患者数", "1458", Value::Count { count: 1458 }),
    ]
}

fn fee() -> Field {
    let value = Value::Fee(Box::new(Fee {
        status: Some("実施中".into()),
        charge: Some("有料".into()),
        yen_per_month: Some(86400),
        yen_per_year: None,
        note: Some("代表施設の新庄病院が負担 月額".into()),
    }));
    let text = "実施中：有料 月額：86400円 補足：代表施設の新庄病院が負担 月額";
    field("fee_hospital_disclosing", "病院（開示施設）", text, value)
}

fn money() -> Field {
    let value = Value::Money { amount: 460_500, unit: MoneyUnit::Thousand, yen: 460_500_000 };
    field("build_cost", "構築費用概算", "460500（千円）", value)
}

fn network() -> Field {
    let items = vec!["インターネットVPN".into(), "インターネット".into()];
    let text = "医療機関との通信インターネットVPN、医療機関等との通信インターネット";
    field("network_medical", "医療機関等との通信", text, Value::List { items })
}

fn staff() -> Field {
    let group = |basis: &str, people| StaffGroup { basis: Some(basis.into()), people };
    let groups = vec![group("専任", 1), group("兼任", 2)];
    field("secretariat_staff", "事務局運営人数", "専任1人、兼任2人", Value::Staff { groups })
}

#[test]
fn key_facts_leave_out_what_the_page_leaves_blank() {
    let line = |case: &Case, lang| {
        key_fact_lines(case, usize::MAX, lang).concat().into_iter().map(|span| span.text).collect::<String>()
    };
    assert_eq!(line(&case(Vec::new()), Lang::Ja), "山形");
    let launch = Value::StatusYear { status: Some("導入済み".into()), year: Some(2013) };
    let operation = Value::Choice { choice: "サービス運用中".into() };
    let mut fields = vec![
        field("launch", "運用開始状況", "導入済み：2013年", launch),
        field("operation", "稼働状況", "サービス運用中", operation),
    ];
    fields.extend(patients());
    let case = case(fields);
    assert_eq!(line(&case, Lang::Ja), "山形 · 2013年 導入済み · ページの記載: サービス運用中 · 登録 2,708人");
    assert_eq!(
        line(&case, Lang::En),
        "山形 · 導入済み 2013 · the page says: サービス運用中 · 2,708 patients registered"
    );
}

#[test]
fn blank_unselected_zero_and_not_planned_are_four_looks() {
    let roles = |value, text: &str| {
        let case = case(vec![field("ended", "運用終了年", text, value)]);
        let line = section_table(&case, &case.sections[0], usize::MAX, Lang::Ja).remove(0);
        let last = line.spans.last().cloned().unwrap();
        (last.text, last.role)
    };
    assert_eq!(roles(Value::Empty, ""), ("—".into(), Role::Blank));
    assert_eq!(roles(Value::Unselected, "未選択"), ("未選択".into(), Role::Blank));
    assert_eq!(roles(Value::Count { count: 0 }, "0"), ("0".into(), Role::Text));
    let none = "実施なし/予定なし";
    assert_eq!(roles(Value::Choice { choice: none.into() }, none), (none.into(), Role::Text));
}

#[test]
fn facilities_stand_in_columns_with_bars_where_there_is_room() {
    insta::assert_snapshot!(drawn(vec![facilities()], 72, Lang::Ja), @r"
    参加団体と参加患者数  病院        実施中   7施設  █████████
                          医科診療所  実施中  17施設  ██████████████████████
                          薬局                     —
    ");
    insta::assert_snapshot!(drawn(vec![facilities()], usize::MAX, Lang::Ja), @r"
    参加団体と参加患者数  病院        実施中   7施設
                          医科診療所  実施中  17施設
                          薬局                     —
    ");
    insta::assert_snapshot!(drawn(vec![facilities()], 30, Lang::Ja), @r"
    参加団体と参  病院 実施中
    加患者数        7施設
                  医科診療所
                    実施中 17施設
                  薬局 —
    ");
    insta::assert_snapshot!(drawn(vec![facilities()], 16, Lang::Ja), @r"
    参加団体と参加患
    者数
      病院 実施中
        7施設
      医科診療所
        実施中
        17施設
      薬局 —
    ");
}

#[test]
fn effects_are_a_tally_and_marked_items_with_english_beside_or_below() {
    insta::assert_snapshot!(drawn(vec![effects()], 60, Lang::Ja), @r"
    システム導入効果  ○ 効果あり 1 · △ どちらとも言えない 1
                      × 効果なし 0 · – 回答なし 1
                      ○ 患者の負担が軽減した
                      – 業務全体の負担軽減
                      △ 医師の負担軽減
    ");
    insta::assert_snapshot!(drawn(vec![effects()], 100, Lang::En), @r"
    システム導入効果         ○ effective 1 · △ neither 1 · × no effect 0 · – no answer 1
    Effects of introduction  ○ 患者の負担が軽減した  The burden on patients was eased
                             – 業務全体の負担軽減    Less work overall
                             △ 医師の負担軽減        Less work for doctors
    ");
    insta::assert_snapshot!(drawn(vec![effects()], 50, Lang::En), @r"
    システム導入効果      ○ effective 1 · △ neither 1
    Effects of            × no effect 0
    introduction          – no answer 1
                          ○ 患者の負担が軽減した
                            The burden on patients was
                            eased
                          – 業務全体の負担軽減
                            Less work overall
                          △ 医師の負担軽減
                            Less work for doctors
    ");
}

#[test]
fn what_jirei_works_out_stands_beside_the_pages_own_words() {
    let mut fields = patients();
    fields.extend([money(), fee(), staff(), network()]);
    insta::assert_snapshot!(drawn(fields.clone(), usize::MAX, Lang::Ja), @r"
    登録患者数          2708  = 2,708人
    共有患者数          1458  = 1,458人（登録の 53.8%）
    構築費用概算        460500（千円）  = 4億6,050万円
    病院（開示施設）    実施中：有料
                        月額：86400円  = 86,400円 · 年額 1,036,800円
                        補足：代表施設の新庄病院が負担 月額
    事務局運営人数      専任1人、兼任2人  = 計 3人
    医療機関等との通信  ・医療機関との通信インターネットVPN
                        ・医療機関等との通信インターネット
    ");
    insta::assert_snapshot!(drawn(fields.clone(), 80, Lang::Ja), @r"
    登録患者数          2708  = 2,708人  ████████████████████████
    共有患者数          1458  = 1,458人  ████████████▉  = 登録の 53.8%
    構築費用概算        460500（千円）  = 4億6,050万円
    病院（開示施設）    実施中：有料
                        月額：86400円  = 86,400円 · 年額 1,036,800円
                        補足：代表施設の新庄病院が負担 月額
    事務局運営人数      専任1人、兼任2人  = 計 3人
    医療機関等との通信  ・医療機関との通信インターネットVPN
                        ・医療機関等との通信インターネット
    ");
    insta::assert_snapshot!(drawn(fields, 80, Lang::En), @r"
    登録患者数                 2708  = 2,708 people  ████████████████████████
    Registered patients
    共有患者数                 1458  = 1,458 people  ████████████▉
    Patients with shared data  = 53.8% of those registered
    構築費用概算 Build cost    460500（千円）  = 460,500,000 yen
    病院（開示施設）           実施中：有料
    Hospital (disclosing)      月額：86400円  = 86,400 yen · 1,036,800 yen a year
                               補足：代表施設の新庄病院が負担 月額
    事務局運営人数             専任1人、兼任2人  = 3 people in all
    Secretariat staff
    医療機関等との通信         ・医療機関との通信インターネットVPN
    With medical institutions  ・医療機関等との通信インターネット
    ");
}

#[test]
fn an_item_that_is_not_in_the_text_gives_the_text() {
    let list = Value::List { items: vec!["甲".into(), "乙".into()] };
    assert_eq!(drawn(vec![field("purposes", "目的", "甲、丙", list)], 80, Lang::Ja), "目的  甲、丙");
}

#[test]
fn percentages_are_rounded_and_a_zero_whole_has_none() {
    assert_eq!(derived::percent(1458, 2708).as_deref(), Some("53.8"));
    assert_eq!(derived::percent(1, 0), None);
    assert_eq!(derived::percent(u64::MAX, u64::MAX).as_deref(), Some("100.0"));
}

#[test]
fn bars_show_anything_above_zero_and_never_pass_their_room() {
    assert_eq!(bars::bar(0, 10, 8), "");
    assert_eq!(bars::bar(1, u64::MAX, 8), "▏");
    assert_eq!(bars::bar(10, 10, 3), "███");
    assert_eq!(bars::bar(1, 2, 3), "█▌");
    assert_eq!(bars::bar(9, 0, 3), "");
}

/// Text as pages have it, with everything that is hard to break.
fn words() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-z0-9 、。「」（）()ー・あ漢ｶﾞ○△×か\u{3099}👨\u{200d}👩：【】/-]{0,60}")
        .unwrap()
}

/// A value that may or may not agree with its text.
fn any_field() -> impl Strategy<Value = Field> {
    let pieces = proptest::collection::vec("[a-z漢あ、(○]{1,8}", 0..5);
    (words(), words(), 0..12_usize, pieces, any::<u32>()).prop_map(|(label, text, kind, pieces, number)| {
        let number = u64::from(number);
        let joined = pieces.join("、");
        let value = match kind {
            0 => Value::Empty,
            1 => Value::List { items: pieces },
            2 => Value::Count { count: number },
            3 => Value::Money { amount: number, unit: MoneyUnit::Yen, yen: number },
            4 => return effects(),
            5 => return facilities(),
            6 => return fee(),
            7 => return staff(),
            8 => Value::Unselected,
            9 => Value::Effects {
                items: pieces
                    .into_iter()
                    .map(|text| EffectItem { mark: EffectMark::Neutral, text })
                    .collect(),
            },
            10 => Value::Facilities {
                items: pieces
                    .into_iter()
                    .map(|name| FacilityItem { facility_type: name, status: None, count: Some(number) })
                    .collect(),
            },
            _ => Value::Text,
        };
        let text = if kind % 2 == 1 { joined } else { text };
        field(if kind == 2 { "shared_patients" } else { "purposes" }, &label, &text, value)
    })
}

fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

proptest! {
    #[test]
    fn any_value_at_any_width_keeps_the_width_and_every_word(
        mut fields in proptest::collection::vec(any_field(), 1..4),
        width in 0..200_usize,
        english in any::<bool>(),
    ) {
        fields.extend(patients());
        let lang = if english { Lang::En } else { Lang::Ja };
        let case = case(fields);
        let section = &case.sections[0];
        for width in [width, usize::MAX] {
            let lines = section_table(&case, section, width, lang);
            for (index, field) in section.fields.iter().enumerate() {
                let own: Vec<&TableLine> = lines.iter().filter(|line| line.field == index).collect();
                prop_assert!(!own.is_empty(), "every field is there");
                for line in &own {
                    let text: String = line.spans.iter().map(|span| span.text.as_str()).collect();
                    let graphemes = unicode_segmentation::UnicodeSegmentation::graphemes(text.as_str(), true);
                    // A joiner at the start is a grapheme of its own, without a cell.
                    let one = graphemes.filter(|grapheme| cells(grapheme) > 0).count() == 1;
                    prop_assert!(cells(&text) <= width || one, "{text:?} in {width}");
                }
                check_origins(field, &own)?;
            }
        }
    }
}

/// Checks that the origins of spans are right and in order, and that only separators are left out.
fn check_origins(field: &Field, lines: &[&TableLine]) -> Result<(), TestCaseError> {
    let mut shown = String::new();
    let mut last = 0;
    for span in lines.iter().flat_map(|line| &line.spans) {
        if let Some(origin) = &span.origin {
            prop_assert_eq!(&field.text[origin.clone()], span.text.as_str());
            prop_assert!(origin.start >= last);
            last = origin.end;
            shown.push_str(&span.text);
        }
    }
    let separators: &[char] = if let Value::List { .. } = field.value {
        &['、']
    } else if let Value::Effects { .. } = field.value {
        &['、', '(', ')', '○', '△', '×']
    } else if let Value::Facilities { .. } = field.value {
        &['、', '【', '】', '：']
    } else {
        &[]
    };
    let without = |text: &str| dense(text).replace(|c| separators.contains(&c), "");
    prop_assert_eq!(without(&shown), without(&field.text));
    Ok(())
}

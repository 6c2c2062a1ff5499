//! Properties of the whole reader: whatever a file holds, nothing panics and no word is lost.

use proptest::prelude::*;

use super::read_pages;
use crate::model::schema::schema;

/// Words that matter to the reader, and some that do not.
fn word() -> impl Strategy<Value = String> {
    let spec = schema();
    let mut words: Vec<String> =
        vec!["事例紹介", "▶", "← 事例一覧へ戻る", "凡例：(○) 効果あり、", "(○)", "()", "【病院】"]
            .into_iter()
            .chain([
                "\t", "\n", "\n\n", "|", " ", "\u{3000}", "# ", "- ", "---", "<p>", "</p>", "<br>", "\\_",
                "[a](#)",
            ])
            .chain([
                "ｶﾞ",
                "か\u{3099}",
                "👩‍👩‍👧",
                "\u{1b}[31m",
                "\u{202e}",
                "화",
                "12",
                "（千円）",
                "http://a.jp/",
            ])
            .map(str::to_owned)
            .collect();
    words.extend(spec.sections.iter().map(|section| section.title.to_owned()));
    words.extend(spec.fields().map(|field| field.label.to_owned()));
    prop::sample::select(words)
}

/// A page of tab rows with these values, in the order of the schema.
fn page_of(values: &[String]) -> String {
    let mut page = String::from("事例紹介\n\n名\n\n");
    let mut values = values.iter().cycle();
    for section in schema().sections {
        page += &format!("{}\n\n", section.title);
        for field in section.fields {
            page += &format!("{}\t{}\n", field.label, values.next().map_or("", String::as_str));
        }
        page.push('\n');
    }
    page
}

/// A page that says no more than its name and who leads it.
fn blank_page() -> String {
    let page = page_of(&[String::new()]);
    page.replace("\nシステム名\t\n", "\nシステム名\t名\n").replace("\n代表団体\t\n", "\n代表団体\t会\n")
}

fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_same_words_in_every_cell_are_values_and_no_notes_of_their_labels() {
    for value in ["(a）", "(a)あ"] {
        let cases = read_pages("page.txt", page_of(&[value.to_owned()]).into_bytes()).unwrap();
        let mut fields = cases[0].sections.iter().flat_map(|section| &section.fields);
        assert!(fields.all(|field| field.text == value), "{value}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_words_in_any_order_are_read_without_a_panic(words in prop::collection::vec(word(), 0..400)) {
        let _ = read_pages("any.txt", words.concat().into_bytes());
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read_pages("any.txt", bytes);
    }

    #[test]
    fn what_stands_in_a_value_cell_comes_back_whole(values in prop::collection::vec("[あ-んア-ン一-龥a-zA-Z0-9、。・（）()「」 ]{0,40}", 1..20)) {
        prop_assume!(values.iter().any(|value| value.contains(char::is_alphabetic)));
        let cases = read_pages("page.txt", page_of(&values).into_bytes()).unwrap();
        let fields: Vec<_> = cases[0].sections.iter().flat_map(|section| &section.fields).collect();
        prop_assert_eq!(fields.len(), schema().fields().count());
        for (field, value) in fields.iter().zip(values.iter().cycle()) {
            prop_assert_eq!(without_white_space(&field.text), without_white_space(value));
        }
    }

    #[test]
    fn a_value_cut_anywhere_onto_a_row_without_a_label_is_whole_again(
        value in "[あ-んア-ン一-龥]{6,60}",
        cut in 1..5_usize,
        field in 0..69_usize,
        blank in any::<bool>(),
    ) {
        let label = &schema().fields().nth(field).unwrap().label;
        let at = value.char_indices().nth(cut).unwrap().0;
        let page = blank_page();
        prop_assume!(page.contains(&format!("\n{label}\t\n")));
        let nth = page.split('\n').enumerate().filter(|(_, line)| line.starts_with(&format!("{label}\t"))).count();
        prop_assume!(nth == 1);
        let gap = if blank { "\n\n" } else { "\n" };
        let page = page.replace(&format!("\n{label}\t\n"), &format!("\n{label}\t{}{gap}\t{}\n", &value[..at], &value[at..]));
        let cases = read_pages("page.txt", page.into_bytes()).unwrap();
        let read = cases[0].sections.iter().flat_map(|section| &section.fields).nth(field).unwrap();
        prop_assert_eq!(&read.text, &value);
    }
}

#[test]
fn a_page_too_short_to_be_one_ends_the_page_before_it_and_is_reported() {
    let page =
        page_of(&["値".to_owned()]) + "事例紹介\n\n別ネットワーク\n\nシステムの概要\n\nシステム名\tＸＸ\n";
    let cases = read_pages("page.txt", page.into_bytes()).unwrap();
    assert_eq!((cases.len(), cases[0].sections.len()), (1, 16));
    let codes: Vec<&str> = cases[0].diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert!(codes.contains(&"not-a-page") && !codes.contains(&"repeated-section"), "{codes:?}");
}

#[test]
fn a_page_that_has_lost_its_top_has_no_name_made_up() {
    let page = page_of(&["値".to_owned()]);
    let (_, half) = page.split_once("通信ネットワーク\n\n").unwrap();
    let cases = read_pages("page.txt", format!("クの途中\n{half}").into_bytes()).unwrap();
    assert_eq!((cases[0].name.as_str(), cases[0].nickname.as_deref()), ("", None));
}

#[test]
fn a_list_broken_before_its_first_comma_is_not_broken_into_items() {
    let page =
        blank_page().replace("患者IDシステム\t\n", "患者IDシステム\tID-Linkシステムを利\n用、独自の番号\n");
    let cases = read_pages("page.txt", page.into_bytes()).unwrap();
    let field = cases[0].field("patient_id").unwrap();
    assert_eq!(field.text, "ID-Linkシステムを利用、独自の番号");
    let items = vec!["ID-Linkシステムを利用".to_owned(), "独自の番号".to_owned()];
    assert_eq!(field.value, crate::model::Value::List { items });
}

//! Queries as people write them, and the built-in cases that they find: the rows are in `tests/search/natural.tsv`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops by panicking")]

use jirei::lang::Lang;
use jirei::search::query::{ProblemKind, with_clause_toggled};
use jirei::search::query_example::{EXAMPLES, MOST_USED};
use jirei::search::{Index, PreparedQuery, Query};

const ROWS: &str = include_str!("search/natural.tsv");

/// The ids of the built-in cases that a query finds, in the order of the alphabet.
fn found(query: &str) -> String {
    let catalog = jirei::source::load(&[]);
    let index = Index::new(&catalog);
    let (_, hits) = PreparedQuery::find(&mut Query::parse(query), &index, &catalog, Lang::Ja);
    let mut ids: Vec<&str> = hits.iter().map(|hit| catalog.case(hit.entry).unwrap().id.as_str()).collect();
    ids.sort_unstable();
    if ids.is_empty() { "-".to_owned() } else { ids.join(" ") }
}

#[test]
fn what_people_write_finds_what_they_mean() {
    let mut wrong: Vec<String> = Vec::new();
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [query, expected, why] = cells[..] else { panic!("{row}") };
        let found = found(query);
        if found != expected {
            wrong.push(format!("{query} ({why}): {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn how_a_bare_number_was_read_is_said() {
    let query = Query::parse("構築費>1000");
    let read = ProblemKind::ReadInThousands { number: "1000".into(), amount: "1,000".into() };
    assert_eq!(query.problems.iter().map(|problem| &problem.kind).collect::<Vec<_>>(), [&read]);
    let names: [(&str, &dyn std::fmt::Display); 2] = [("number", &"1000"), ("amount", &"1,000")];
    assert_eq!(query.problems[0].run_message(Lang::Ja), Lang::Ja.fill("query.read_in_thousands", &names));
}

#[test]
fn what_cannot_be_read_is_said_with_the_nearest_that_can() {
    for (typed, nearest) in [
        ("1万人以上", "患者1万人以上"),
        ("100施設以上", "施設100施設以上"),
        ("5000万円以下", "構築費5000万円以下"),
    ] {
        let query = Query::parse(typed);
        assert_eq!(query.problems[0].kind, ProblemKind::Nearest { query: nearest.to_owned() });
        assert!(Query::parse(nearest).problems.is_empty());
    }
}

#[test]
fn what_helps_where_nothing_is_found_finds_something() {
    let catalog = jirei::source::load(&[]);
    let index = Index::new(&catalog);
    let nothing = |text: &str| {
        let query = Query::parse(text);
        PreparedQuery::new(&query, &index, Lang::Ja).nothing_found(&query, &index, &catalog)
    };
    for (typed, near) in [
        ("埼玉と山形", Some(("埼玉|山形", 2))),
        ("埼玉・山形 患者>=1万", Some(("埼玉|山形 患者>=1万", 1))),
        ("埼玉以外", Some(("-埼玉", 1))),
        ("県:埼王", Some(("県:埼玉", 1))),
        ("とねっどネット", Some(("とねっと", 1))),
        ("ぬぬぬぬぬ", None),
    ] {
        let first = nothing(typed).near.into_iter().next();
        assert_eq!(first, near.map(|(text, count)| (text.to_owned(), count)), "{typed}");
    }
    let both = nothing("注射オーダ 県:埼玉");
    assert_eq!(both.alone, [("注射オーダ".to_owned(), 1), ("県:埼玉".to_owned(), 1)]);
    for lang in [Lang::Ja, Lang::En] {
        let lines = both.lines(lang);
        let last = lines.last().unwrap();
        assert!(EXAMPLES.iter().take(MOST_USED).all(|example| last.contains(example.text(lang))), "{last}");
    }
}

#[test]
fn a_choice_with_a_comma_or_an_or_is_quoted_in_the_query() {
    for clause in ["企業=\"A,B\"", "企業=\"紙または口頭\""] {
        let text = with_clause_toggled("もがみ", clause, [clause].into_iter());
        assert_eq!(text, format!("もがみ {clause}"));
        assert_eq!(with_clause_toggled(&text, clause, [clause].into_iter()), "もがみ");
    }
}

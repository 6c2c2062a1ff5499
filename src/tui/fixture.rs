//! Cases to test with, made by hand, so that these tests do not depend on the reader.

use crate::config::Keymap;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Answer, Case, Catalog, Code, Diagnostic, Field, LineSpan, PageSource, Section, Value};

use super::state::State;

/// Two cases with all 16 sections.
pub fn catalog() -> Catalog {
    Catalog::new(
        vec![
            case("最上地域医療情報ネットワークシステム", "もがみネット", "山形", 2013),
            case("埼玉利根保健医療圏地域医療ネットワークシステム", "とねっと", "埼玉", 2012),
        ],
        Vec::new(),
    )
}

/// The same, and a file that could not be read.
pub fn with_problem() -> Catalog {
    let problem = Diagnostic {
        code: Code::Unreadable,
        path: "pages/broken.txt".into(),
        lines: None,
        part: None,
        section: None,
        field: None,
        subject: String::new(),
        detail: crate::model::DiagnosticDetail::Words("Permission denied".to_owned()),
    };
    Catalog::new(catalog().pages, vec![problem])
}

/// The browser on the two cases.
pub fn state() -> State {
    State::new(catalog(), Lang::Ja, Keymap::built_in())
}

/// A case with every section and field of the schema.
pub fn case(name: &str, nickname: &str, prefecture: &'static str, year: u32) -> Case {
    let mut line = 20;
    let sections = schema()
        .sections
        .iter()
        .map(|spec| Section {
            id: Some(spec.id),
            title: spec.title.to_owned(),
            line: 1,
            fields: spec
                .fields
                .iter()
                .map(|spec| {
                    line += 1;
                    field(spec.id, spec.label, line, name, prefecture, year)
                })
                .collect(),
        })
        .collect();
    Case {
        id: String::new(),
        name: name.into(),
        nickname: Some(nickname.into()),
        url: Some(format!("https://{year}.example.jp/")),
        prefectures: vec![prefecture],
        source: PageSource {
            path: format!("seeds/{year}.txt"),
            builtin: true,
            encoding: "UTF-8",
            lines: LineSpan { first: 1, last: 206 },
            ..PageSource::default()
        },
        sections,
        diagnostics: Vec::new(),
    }
}

fn field(id: &'static str, label: &str, line: u32, name: &str, prefecture: &str, year: u32) -> Field {
    let (text, value) = match id {
        "system_name" => (name.to_owned(), Value::Text),
        "lead_organisation" => (format!("{prefecture}県保健所"), Value::Text),
        "launch" => (
            format!("導入済み：{year}年"),
            Value::StatusYear { status: Some("導入済み".into()), year: Some(year) },
        ),
        "area" => (prefecture.to_owned(), Value::Text),
        "regional_issues" => ("人口あたり医師数が全国で最も低い水準であり、".repeat(12), Value::Text),
        "ended" | "vendor_3" => (String::new(), Value::Empty),
        _ => (format!("{label}の値"), Value::Text),
    };
    Field {
        id: Some(id),
        label: label.to_owned().into(),
        lines: LineSpan::from_line(line),
        answer: Answer::new(text, value).into(),
    }
}

//! Pages that someone made to be slow: a thousand times as much of one thing as a page has.

use std::fmt::Write as _;

const TONET: &str = include_str!("../../seeds/tonet.txt");

/// A section that makes a page of it.
const SECTION: &str = r#"{"title": "システムの概要", "fields": [{"label": "システム名", "text": "網"},
    {"label": "代表団体", "text": "a"}, {"label": "提供地域", "text": "山形"}]}"#;

/// What a page has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// Fields in a section that no form has.
    Fields,
    /// Sections that no form has.
    Sections,
    /// Sentences in a value.
    Value,
    /// Lines in a value.
    Lines,
    /// Prolonged sound marks in a value.
    Dashes,
    /// The letter a in a value, b at its end.
    Letters,
    /// Words in the page's name.
    Name,
    /// Letters in a label.
    Label,
    /// Items in a list.
    Items,
    /// Pages of one case.
    Pages,
}

impl TooMuch {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Fields,
        Self::Sections,
        Self::Value,
        Self::Lines,
        Self::Dashes,
        Self::Letters,
        Self::Name,
        Self::Label,
        Self::Items,
        Self::Pages,
    ];

    /// Returns the text of a page with so many of it.
    pub fn text(self, count: usize) -> String {
        let before = |words: &str| TONET.replacen("地域の課題\t", &format!("{words}地域の課題\t"), 1);
        let each = |line: fn(usize) -> String| {
            (0..count).fold(String::new(), |mut text, number| {
                _ = write!(text, "{}", line(number));
                text
            })
        };
        let value = |words: &str| before(&format!("地域の課題\t{words}\n"));
        match self {
            Self::Fields => before(&each(|number| format!("欄{number}\t値{number}\n"))),
            Self::Sections => format!(
                r#"{{"name": "網", "sections": [{SECTION}{}]}}"#,
                each(|number| format!(
                    r#", {{"title": "節{number}", "fields": [{{"label": "欄{number}", "text": "値{number}"}}]}}"#
                ))
            ),
            Self::Value => value(&"長い文。".repeat(count)),
            Self::Lines => value(&each(|number| format!("{number}行目の文。\n"))),
            Self::Dashes => value(&"ー".repeat(count)),
            Self::Letters => value(&format!("{}b", "a".repeat(count))),
            Self::Name => TONET.replace("埼玉利根保健医療圏地域", &"網 ".repeat(count)),
            Self::Label => before(&format!("{}\t値\n", "欄".repeat(count))),
            Self::Items => TONET.replacen(
                "導入目的\t",
                &format!("導入目的\t{}", each(|number| format!("項目{number}、"))),
                1,
            ),
            Self::Pages => each(|number| {
                format!(
                    "# 事例紹介\n\n網\n\nネット\n\n<http://h{number}.example.jp/>\n\n## システムの概要\n\n\
                     システム名\t網\n代表団体\ta{number}\n運用開始状況\t導入済み：2013年\n提供地域\t山形\n"
                )
            }),
        }
    }
}

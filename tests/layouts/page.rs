//! A layout and cases → a file.

use super::html;
use super::layout::{Foot, Head, Layout, Rows};
use super::plan::{Expected, Part, expected, parts};
use super::rows::{Writer, title};
use super::sample::Sample;
use super::sheet;
use crate::generator::Dice;

/// A file, and what it has to give.
pub struct Paper {
    pub file: &'static str,
    pub text: String,
    pub pages: Vec<Expected>,
}

/// The cases of a layout.
pub fn samples(layout: &Layout) -> Vec<Sample> {
    let mut dice = Dice(layout.seed.wrapping_mul(0x9E37_79B9) ^ 0x0043_4153_4500);
    let least = if matches!(layout.rows, Rows::SideBySide { .. }) { 2 } else { 1 };
    (0..layout.pages.max(least)).map(|_| Sample::new(&mut dice)).collect()
}

/// Lays cases out, with the notes as paragraphs behind sections.
pub fn paper(layout: &Layout, samples: &[Sample], notes: &[&'static str]) -> Paper {
    let all: Vec<Vec<Part>> = samples.iter().map(|sample| parts(sample, layout, notes)).collect();
    let mut pages: Vec<Expected> =
        samples.iter().zip(&all).map(|(sample, parts)| expected(sample, parts, layout)).collect();
    let (file, text) = match layout.rows {
        Rows::Html { form } => ("page.html", html::file(layout, form, samples, &all)),
        Rows::Json { nested, pretty } => ("page.json", sheet::json(layout, (nested, pretty), samples, &all)),
        Rows::Wide { by } => {
            pages.iter_mut().for_each(|page| (page.has_nickname, page.has_url) = (true, true));
            (sheet::file_name(by), sheet::wide(layout, by, samples, &all))
        }
        Rows::SideBySide { by, .. } => {
            pages.iter_mut().for_each(|page| (page.has_nickname, page.has_url) = (true, false));
            (sheet::file_name(by), sheet::side_by_side(layout, by, samples, &all))
        }
        Rows::Records { by, .. } => (sheet::file_name(by), lined(layout, samples, &all)),
        Rows::Pipes { .. } => ("page.md", lined(layout, samples, &all)),
        Rows::Inline { .. } | Rows::Column { .. } | Rows::Below { .. } | Rows::Boxed { .. } => {
            ("page.txt", lined(layout, samples, &all))
        }
    };
    Paper { file, text: finished(&text, layout), pages }
}

/// Line ends and the byte order mark.
fn finished(text: &str, layout: &Layout) -> String {
    let mark = if layout.damages.mark { "\u{feff}" } else { "" };
    let text = if layout.damages.crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
    format!("{mark}{text}")
}

/// Pages of lines.
fn lined(layout: &Layout, samples: &[Sample], all: &[Vec<Part>]) -> String {
    let mut lines = Vec::new();
    for (sample, parts) in samples.iter().zip(all) {
        let mut writer = Writer::new(layout);
        write_head(&mut writer, sample);
        writer.contents(parts);
        for part in parts {
            writer.section(part);
        }
        write_foot(&mut writer);
        lines.extend(writer.lines);
    }
    if layout.damages.page_breaks {
        lines = with_breaks(lines);
    }
    let spaces = if layout.damages.trailing_spaces { "  " } else { "" };
    let write = |(number, line): (usize, &String)| {
        let line = format!("{}{line}{spaces}", prefix(layout.prefix, number));
        if spaces.is_empty() && layout.prefix.ends_with(' ') {
            format!("{}\n", line.trim_end_matches(' '))
        } else {
            format!("{line}\n")
        }
    };
    (1..).zip(&lines).map(write).collect()
}

fn prefix(template: &str, number: usize) -> String {
    template
        .replace("{n6}", &format!("{number:6}"))
        .replace("{n4}", &format!("{number:4}"))
        .replace("{n}", &number.to_string())
}

/// A printer's sheets: a running head and foot around each break.
fn with_breaks(lines: Vec<String>) -> Vec<String> {
    const SHEET: usize = 46;
    let sheets = lines.len().div_ceil(SHEET);
    let mut printed = Vec::new();
    for (number, sheet) in (1..).zip(lines.chunks(SHEET)) {
        let mark = if number == 1 { "" } else { "\u{c}" };
        printed.push(format!("{mark}2022/11/20 10:11 事例紹介｜医療情報連携ネットワーク支援Navi"));
        printed.push(String::new());
        printed.extend_from_slice(sheet);
        printed.push(String::new());
        printed.push(format!("http://renkei-support.mhlw.go.jp/jirei/1 {number}/{sheets}"));
    }
    printed
}

/// What stands before the contents list.
fn write_head(writer: &mut Writer<'_>, sample: &Sample) {
    let layout = writer.layout;
    if let Rows::Records { by, .. } = layout.rows {
        return sheet::write_head(writer, by, sample);
    }
    let heading = |words: &str| match layout.titles {
        bare if bare.is_empty() || bare.contains('\n') || bare.contains("{n}") => words.to_owned(),
        template if template.contains("{N}") => words.to_owned(),
        template => title(template, 0, words),
    };
    let nickname = sample.nickname.as_deref();
    let combined = match nickname {
        Some(nickname) => format!("{}（{nickname}）", sample.name),
        None => sample.name.clone(),
    };
    let heads: Vec<String> = match layout.head {
        Head::Absent => Vec::new(),
        Head::Full => full(sample, heading("事例紹介")),
        Head::Labelled => labelled(sample, heading("事例紹介"), layout.seed),
        Head::Combined => [heading(&combined)].into_iter().chain(address(sample)).collect(),
        Head::Chat => {
            let sentence = "承知しました。ページの内容を整理します。".to_owned();
            [sentence, heading(&combined)].into_iter().chain(address(sample)).collect()
        }
        Head::Mail => {
            let header = "From: 鈴木 <suzuki@example.jp>\nTo: 田中 <tanaka@example.jp>\nSubject: 事例の件\n\
                          Date: Tue, 10 Jan 2017 10:11:00 +0900";
            let lines = header.lines().map(str::to_owned);
            writer.lines.extend(lines);
            writer.blanks(1);
            full(sample, heading("事例紹介"))
        }
    };
    for line in heads {
        writer.push(&line);
        writer.blanks(layout.section_gap.min(1));
    }
}

fn full(sample: &Sample, heading: String) -> Vec<String> {
    let lines = [Some(heading), Some(sample.name.clone()), sample.nickname.clone(), sample.url.clone()];
    lines.into_iter().flatten().collect()
}

fn address(sample: &Sample) -> Option<String> {
    sample.url.as_ref().map(|url| format!("URL: {url}"))
}

fn labelled(sample: &Sample, heading: String, seed: u64) -> Vec<String> {
    let mut dice = Dice(seed ^ 0x0048_4541_4400);
    let colon = dice.one(&["：", ": ", "\t", " = "]);
    let name = format!("{}{colon}{}", dice.one(&["名称", "正式名称", "ネットワーク名"]), sample.name);
    let word = dice.one(&["略称", "愛称", "通称", "ニックネーム"]);
    let nickname = sample.nickname.as_ref().map(|nickname| format!("{word}{colon}{nickname}"));
    let url = sample.url.as_ref().map(|url| format!("URL{colon}{url}"));
    [Some(heading), Some(name), nickname, url].into_iter().flatten().collect()
}

/// What stands behind the last section.
fn write_foot(writer: &mut Writer<'_>) {
    let lines: &[&str] = match writer.layout.foot {
        Foot::Absent => &[],
        Foot::Links => &["← 事例一覧へ戻る", "ページの先頭へ戻る"],
        Foot::Navigation => &[
            "[← 事例一覧へ戻る](#)",
            "[ページの先頭へ戻る](#)",
            "▶ 医療情報連携ネットワークはなぜ必要？",
            "- ▶ 利用者の声（導入効果）",
            "▶ 事例を探す",
        ],
        Foot::Sentence => &["以上が事例の内容です。ほかに必要な項目があればお知らせください。"],
    };
    if matches!(writer.layout.rows, Rows::Records { .. }) || lines.is_empty() {
        return;
    }
    writer.blanks(writer.layout.section_gap.max(1));
    for line in lines {
        writer.push(line);
    }
    writer.blanks(1);
}

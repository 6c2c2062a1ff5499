//! Pages as HTML.

use std::fmt::Write as _;

use super::layout::{Foot, Head, Layout};
use super::parts;
use super::plan::Part;
use super::rows::{Writer, title};
use super::sample::Sample;
use super::value;

/// The file; a form beyond the templates has the labels in a row of their own.
pub fn file(layout: &Layout, form: usize, samples: &[Sample], all: &[Vec<Part>]) -> String {
    let mut html = String::from(
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"UTF-8\">\n<title>事例紹介</title>\n\
         <style>th{width:30%}</style>\n</head>\n<body>\n",
    );
    for (sample, parts) in samples.iter().zip(all) {
        write_head(&mut html, layout, sample);
        write_contents(&mut html, layout, parts);
        for part in parts {
            write_section(&mut html, layout, form, part);
        }
        write_foot(&mut html, layout.foot);
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn write_head(html: &mut String, layout: &Layout, sample: &Sample) {
    let name = escaped(&sample.name);
    let link = |url: &String| format!("<a href=\"{0}\" target=\"_blank\">{0}</a>", escaped(url));
    let url = sample.url.as_ref().map(link);
    let nickname = sample.nickname.as_deref().map(escaped);
    match layout.head {
        Head::Absent => {}
        Head::Full | Head::Mail => {
            _ = write!(html, "<h2>事例紹介</h2>\n<h3>{name}</h3>\n");
            nickname.iter().chain(&url).for_each(|words| _ = writeln!(html, "<p>{words}</p>"));
        }
        Head::Labelled => {
            _ = write!(html, "<h2>事例紹介</h2>\n<h3>{name}</h3>\n");
            nickname.iter().for_each(|words| _ = writeln!(html, "<p>略称：{words}</p>"));
            url.iter().for_each(|words| _ = writeln!(html, "<p>URL：{words}</p>"));
        }
        Head::Combined | Head::Chat => {
            let nickname = nickname.map_or_else(String::new, |nickname| format!("（{nickname}）"));
            _ = writeln!(html, "<h1>{name}{nickname}</h1>");
            url.iter().for_each(|words| _ = writeln!(html, "<p>URL: {words}</p>"));
        }
    }
}

fn write_contents(html: &mut String, layout: &Layout, parts: &[Part]) {
    if layout.contents.is_empty() {
        return;
    }
    let item = |part: &Part| format!("<li><a href=\"#s{}\">{}</a></li>", part.number, part.spec.title);
    _ = writeln!(html, "<ul class=\"anchor\">{}</ul>", parts.iter().map(item).collect::<String>());
}

fn write_section(html: &mut String, layout: &Layout, form: usize, part: &Part) {
    let writer = Writer::new(layout);
    if !layout.titles.is_empty() {
        _ = writeln!(html, "{}", title(layout.titles, part.number, part.spec.title));
    }
    let template = parts::HTML.get(form);
    let is_input = template.is_some_and(|(_, row, _)| row.contains("textarea"));
    let joint = if is_input { "\n" } else { "<br>\n" };
    let cell = |(spec, value): &(&'static jirei::model::schema::FieldSpec, String)| {
        let lines: Vec<String> = value::lines(spec, value, layout).iter().map(|line| escaped(line)).collect();
        (escaped(&writer.label(spec)), lines.join(joint))
    };
    let cells: Vec<(String, String)> = part.fields.iter().map(cell).collect();
    if let Some((open, row, close)) = template {
        _ = writeln!(html, "{open}");
        for (label, value) in &cells {
            _ = writeln!(html, "{}", row.replace("{l}", label).replace("{v}", value));
        }
        _ = writeln!(html, "{close}");
    } else {
        let labels: String = cells.iter().map(|(label, _)| format!("<th>{label}</th>")).collect();
        let values: String = cells.iter().map(|(_, value)| format!("<td>{value}</td>")).collect();
        _ = writeln!(html, "<table><tr>{labels}</tr>\n<tr>{values}</tr></table>");
    }
    part.note.iter().for_each(|note| _ = writeln!(html, "<p>{note}</p>"));
}

fn write_foot(html: &mut String, foot: Foot) {
    let lines: &[&str] = match foot {
        Foot::Absent => &[],
        Foot::Links => &["<a href=\"/\">← 事例一覧へ戻る</a>", "<a href=\"#\">ページの先頭へ戻る</a>"],
        Foot::Navigation => &["<a href=\"/\">← 事例一覧へ戻る</a>", "▶ <a href=\"/\">事例を探す</a>"],
        Foot::Sentence => &["以上が事例の内容です。"],
    };
    lines.iter().for_each(|line| _ = writeln!(html, "<p>{line}</p>"));
}

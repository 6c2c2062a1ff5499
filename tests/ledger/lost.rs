//! The ledger as a check of what reading gives: which words of a text are in nothing that comes out. The tests
//! and the fuzz target share it.

use std::collections::HashSet;

use jirei::model::schema::schema;
use jirei::model::{Case, DiagnosticDetail, PageFormat};

/// Words that programs write around a page: those for its name, names of columns, of the contents list, of parts.
const FURNITURE: [&str; 22] = [
    "項目",
    "事例名",
    "略称",
    "愛称",
    "通称",
    "名称",
    "正式名称",
    "ネットワーク名",
    "ニックネーム",
    "項目名",
    "内容",
    "値",
    "回答",
    "記載内容",
    "セクション",
    "区分",
    "ラベル",
    "情報",
    "目次",
    "事例紹介",
    "ページ",
    "頁",
];
const LEGENDS: &str = "凡例 効果あり どちらとも言えない 効果なし";
const LEGEND: &str = "凡例効果ありどちらとも言えない効果なし";

fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々') && !matches!(c, '・' | '゠' | '\u{3099}'..='\u{309c}')
}

/// Letters without white space, signs and width.
fn solid(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
    let folded = text.chars().map(|c| if matches!(c, '！'..='～') { wide(c) } else { c });
    folded.filter(|c| c.is_alphanumeric()).collect()
}

/// All that a case has, in its order, and apart.
fn words_of(case: &Case) -> String {
    let mut words = vec![
        case.name.clone(),
        case.nickname.clone().unwrap_or_default(),
        case.url.clone().unwrap_or_default(),
    ];
    for section in &case.sections {
        words.push(section.title.clone());
        words.extend(section.fields.iter().flat_map(|field| [field.label.to_string(), field.text.clone()]));
    }
    // What is misread is reported as the page has it.
    words.extend(case.diagnostics.iter().map(|diagnostic| diagnostic.subject.clone()));
    words.extend(case.diagnostics.iter().filter_map(|diagnostic| match &diagnostic.detail {
        DiagnosticDetail::Words(words) => Some(words.clone()),
        DiagnosticDetail::System(_)
        | DiagnosticDetail::Reason(_)
        | DiagnosticDetail::Foreign(_)
        | DiagnosticDetail::Count(_)
        | DiagnosticDetail::Whole(_)
        | DiagnosticDetail::Values(_) => None,
    }));
    solid(&words.join("\n"))
}

/// Runs of at least two Japanese letters or two digits.
fn runs(line: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut kind = 0;
    for c in line.chars() {
        let next = if is_japanese(c) {
            1
        } else if c.is_ascii_digit() {
            2
        } else {
            0
        };
        match (next, kind == next, runs.last_mut()) {
            (0, ..) => {}
            (_, true, Some(run)) => run.push(c),
            _ => runs.push(c.to_string()),
        }
        kind = next;
    }
    runs.retain(|run| run.chars().count() > 1);
    runs
}

fn is_name(words: &str) -> bool {
    let words = solid(words);
    schema().sections.iter().any(|section| {
        solid(section.title) == words || section.fields.iter().any(|field| solid(field.label) == words)
    })
}

/// What a run of letters has besides names of the form and words of programs that stand glued together.
fn besides_names(run: &str) -> Vec<String> {
    let sections = schema().sections.iter();
    let names =
        sections.flat_map(|section| section.fields.iter().map(|field| field.label).chain([section.title]));
    let mut names: Vec<String> =
        names.flat_map(runs).chain(FURNITURE.map(str::to_owned)).chain(runs(LEGENDS)).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let rest = names.iter().fold(run.to_owned(), |rest, name| rest.replace(name, "\n"));
    rest.lines().filter(|part| part.chars().count() > 1).map(str::to_owned).collect()
}

/// What stands before the first Japanese letter of a line.
fn lead(line: &str) -> &str {
    line.split(is_japanese).next().unwrap_or_default()
}

/// Words without the addresses of Markdown's links.
fn without_targets(words: &str) -> String {
    let mut parts = words.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |words, part| format!("{words} {}", part.split_once(')').map_or("", |(_, rest)| rest)))
}

/// The words of a text page that are in no text of its cases.
pub fn lost(text: &str, cases: &[Case]) -> Vec<String> {
    let has: String = cases.iter().map(words_of).collect();
    let names: String = schema()
        .sections
        .iter()
        .flat_map(|section| section.fields.iter().map(|field| field.label).chain([section.title]))
        .map(solid)
        .collect::<Vec<_>>()
        .join("\n");
    let lines: Vec<&str> = text.lines().collect();
    let holds_name = |line: &&str| line.split(['\t', '|', '：', ' ', '　', ':']).any(is_name);
    let is_footer = |line: &&str| line.contains("へ戻る") || line.contains('▶');
    let starts = cases.iter().map(|case| case.source.lines.first as usize - 1).chain([lines.len()]);
    let starts: Vec<usize> = starts.map(|start| start.min(lines.len())).collect();
    // What stands above the first name of a page is its head.
    let bodies = starts.windows(2).filter_map(|pair| {
        let page = lines.get(pair[0]..pair[1])?;
        let first = page.iter().position(holds_name)?;
        let end = page.iter().position(is_footer).unwrap_or(page.len()).max(first);
        Some(pair[0] + first..pair[0] + end)
    });
    // What is written on several lines alike, whatever parts it, is what programs repeat.
    let is_apart = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '|' | '\u{feff}');
    let mask = |line: &str| line.split(is_apart).collect::<String>();
    let times = |line: &str| lines.iter().filter(|other| mask(other) == mask(line)).count();
    // `grep -n` and `cat -n` number the lines, which may have moved since.
    let numbers = lines.iter().filter(|line| lead(line).contains(|c: char| c.is_ascii_digit())).count();
    let is_numbered = numbers * 2 > lines.len();
    let mut seen = HashSet::new();
    let mut lost = Vec::new();
    for (written, number) in bodies.flatten().map(|at| (lines[at], at + 1)) {
        // Numbers beside a title, a legend behind a label.
        // Where a link leads is no word of the page.
        let line = without_targets(written);
        let line = line.as_str();
        let bare = line.split(" {#").next().unwrap_or(line);
        let bare = bare.trim_start_matches(|c: char| !is_japanese(c) || c == '第');
        let bare = bare.trim_start_matches(['章', '節']).trim_end_matches(|c: char| !is_japanese(c));
        let words = if is_name(bare) { bare } else { line };
        let words = words.replace("凡例", " 凡例");
        let numbered = runs(&words);
        let lead = lead(line);
        let is_own = |run: &String| *run == number.to_string() && lead.contains(run.as_str());
        let is_moved =
            |run: &String| is_numbered && run.parse().is_ok_and(|run: usize| run <= 2 * lines.len());
        // Titles and items have numbers.
        let is_item = |run: &String| run.len() <= 2 && lead.contains(run.as_str());
        let is_number = |run: &String| is_own(run) || is_moved(run) || is_item(run);
        for run in numbered.into_iter().filter(|run| !is_number(run)) {
            let is_furniture =
                FURNITURE.contains(&run.as_str()) || LEGEND.contains(&run) || names.contains(&run);
            let is_kept = || has.contains(&run) || besides_names(&run).iter().all(|part| has.contains(part));
            if !is_furniture && !is_kept() && times(written) < 2 && seen.insert(run.clone()) {
                lost.push(format!("{run} in {written:?}"));
            }
        }
    }
    lost
}

/// The words that reading lost; none where the letters of a page are not those of its bytes: another encoding, the
/// signs of JSON, tags, control characters.
pub fn lost_of(bytes: &[u8], cases: &[Case]) -> Vec<String> {
    let is_words = |case: &Case| matches!(case.source.format, PageFormat::Text | PageFormat::Markdown);
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(is_control) && !text.contains('<') && cases.iter().all(is_words) => {
            lost(text, cases)
        }
        Ok(_) | Err(_) => Vec::new(),
    }
}

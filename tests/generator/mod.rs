//! Made-up case pages for tests and benches: plausible, about as long as the real ones, and the
//! same bytes for the same seed on every machine.

mod bank;
#[allow(clippy::unwrap_used, reason = "a test stops by panicking")]
pub mod catalog;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use jirei::model::schema::{FieldSpec, SectionSpec, ValueKind, schema};

/// A small generator of numbers (splitmix64), so that no crate's version changes the pages.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        self.next().checked_rem(end).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
    }

    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last + 1 - first)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn one<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }

    /// From `least` to `most` different words, in the order of the bank.
    pub fn some<'a>(&mut self, words: &[&'a str], least: usize, most: usize) -> Vec<&'a str> {
        let wanted = self.between(least, most);
        let mut left = words.len();
        let mut taken: Vec<&str> = Vec::new();
        for word in words {
            if self.below(left) < wanted - taken.len() {
                taken.push(word);
            }
            left -= 1;
        }
        taken
    }
}

/// How the headings of a page are written; copying and converting make all of these.
#[derive(Clone, Copy)]
enum Headings {
    Bare,
    Shallow,
    Deep,
}

impl Headings {
    fn write(self, page: &mut String, depth: usize, title: &str) {
        let marks = match self {
            Self::Bare => 0,
            Self::Shallow => depth,
            Self::Deep => depth + 1,
        };
        if marks > 0 {
            page.push_str(&"#".repeat(marks));
            page.push(' ');
        }
        page.push_str(title);
        page.push_str("\n\n");
    }
}

/// Who a page is about.
struct Network {
    name: String,
    nickname: String,
    url: Option<String>,
    region: &'static bank::Region,
    /// Whether it gives service: such pages have far fewer blanks.
    running: bool,
    /// 稼働状況.
    operation: &'static str,
    /// Maintenance and other cost of a year, in 千円; the running cost is their sum.
    costs: [usize; 2],
}

/// A case page without damage.
pub fn page(seed: u64) -> String {
    write_page(seed, false)
}

/// The same page as copying and converting leave it: a value cut in two, the legend glued to its
/// label, a tag, rule rows, a label cut around its value, a label without a cell, an empty mark.
pub fn damaged_page(seed: u64) -> String {
    write_page(seed, true)
}

/// The page of a seed as a converter to Markdown writes it: `#` before titles, sections as pipe tables.
pub fn markdown_page(seed: u64) -> String {
    let mut markdown = String::with_capacity(12_000);
    let mut in_table = false;
    for line in page(seed).lines() {
        if let Some((label, value)) = line.split_once('\t') {
            _ = writeln!(markdown, "| {label} | {} |", value.replace('|', "\\|"));
            if !in_table {
                markdown.push_str("| --- | --- |\n");
            }
            in_table = true;
            continue;
        }
        let title = line.trim_start_matches('#').trim();
        let is_title = schema().sections.iter().any(|section| section.title == title);
        _ = if is_title { writeln!(markdown, "## {title}") } else { writeln!(markdown, "{line}") };
        in_table = false;
    }
    markdown
}

/// The page of a seed as a browser saves it, in one of three structures: tables of th and td, tables
/// of td alone without end tags, definition lists; around it the site's navigation and script.
pub fn html_page(seed: u64) -> String {
    let (open, between, close, table) = match seed % 3 {
        0 => (
            "<tr>\n<th class=\"label\" scope=\"row\">",
            "</th>\n<td class=\"value\">",
            "</td>\n</tr>",
            "table",
        ),
        1 => ("<tr><td>", "<td>", "", "table"),
        _ => ("<dt class=\"label\">", "</dt>\n<dd class=\"value\">", "</dd>", "dl"),
    };
    let mut html = String::with_capacity(25_000);
    html.push_str(bank::HTML_HEAD);
    let mut in_table = false;
    for line in page(seed).lines() {
        let row = line.split_once('\t');
        if row.is_some() != in_table {
            in_table = row.is_some();
            _ = if in_table {
                writeln!(html, "<{table} class=\"table-{table} w100\">")
            } else {
                writeln!(html, "</{table}>")
            };
        }
        _ = match row {
            Some((label, value)) => {
                writeln!(html, "{open}{}{between}{}{close}", escaped(label), escaped(value))
            }
            None => write_html_line(&mut html, line),
        };
    }
    html.push_str(bank::HTML_FOOT);
    html
}

/// A line of words: a title as a heading, everything else as a paragraph.
fn write_html_line(html: &mut String, line: &str) -> std::fmt::Result {
    let words = line.trim_start_matches('#').trim();
    let is_title = words == "事例紹介" || schema().sections.iter().any(|section| section.title == words);
    if words.is_empty() {
        Ok(())
    } else if is_title {
        writeln!(html, "<h2 class=\"heading lv2\"><span>{words}</span></h2>")
    } else {
        writeln!(html, "<p>{}</p>", escaped(words.trim_matches(['<', '>'])))
    }
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Writes the pages of the seeds `0..count` into a folder, which is made if need be: `case-00000.txt`, ….
///
/// # Errors
/// Where the folder or a file cannot be written.
pub fn write_pages(folder: &Path, count: usize) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (index, seed) in (0..count).zip(0..) {
        fs::write(folder.join(format!("case-{index:05}.txt")), page(seed))?;
    }
    Ok(())
}

fn write_page(seed: u64, damaged: bool) -> String {
    let mut dice = Dice(seed);
    let network = network(&mut dice, seed);
    let headings = match dice.below(3) {
        0 => Headings::Bare,
        1 => Headings::Shallow,
        _ => Headings::Deep,
    };
    let mut page = String::with_capacity(10_000);
    headings.write(&mut page, 1, "事例紹介");
    headings.write(&mut page, 2, &network.name);
    page.push_str(&network.nickname);
    page.push_str("\n\n");
    if let Some(url) = &network.url {
        _ = write!(page, "<{url}>\n\n");
    }
    for section in schema().sections {
        headings.write(&mut page, 3, section.title);
    }
    // The damages come from dice of their own: the words stay those of the undamaged page.
    let mut accidents = Dice(!seed);
    for section in schema().sections {
        headings.write(&mut page, 2, section.title);
        write_section(&mut page, section, &network, &mut dice, damaged.then_some(&mut accidents));
        page.push('\n');
    }
    page.push_str(bank::FOOTER);
    page
}

fn network(dice: &mut Dice, seed: u64) -> Network {
    let (regions, areas, styles) = (&bank::REGIONS, &bank::AREAS, &bank::NETWORK_STYLES);
    let names = (regions.len() * areas.len() * styles.len()) as u64;
    // Every seed has a name of its own, or two pages would be one case: a prime walks through all
    // the combinations once before the next 期 begins.
    let place = (seed % names * 1_009 % names) as usize;
    let region = &regions[place % regions.len()];
    let area = areas[place / regions.len() % areas.len()];
    let style = styles[place / regions.len() / areas.len()];
    let phase = if seed < names { String::new() } else { format!("第{}期", seed / names + 1) };
    let name = format!("{}{area}{style}{phase}", region.kanji);
    let nickname = match dice.below(4) {
        0 => format!("{}{}", region.kana, dice.one(&["ネット", "ねっと"])),
        1 => format!("{}{}", region.latin, dice.one(&["-Net", "LINK", " Medical Net"])),
        2 => format!("{}医療ネット", region.kanji),
        _ => format!("{}{}", dice.one(&bank::FLOWERS), dice.one(&["ネット", "ねっと", "リンク"])),
    };
    let host = region.latin.to_lowercase();
    let url = dice.chance(85).then(|| format!("https://www.{host}-{seed}.example.jp/network/"));
    let running = dice.chance(80);
    // Facts that more than one field speaks of, from dice of their own: the fields must agree.
    let mut facts = Dice(seed.rotate_left(32) ^ 0x00FA_C755);
    let stopped = facts.one(&["構築中", "サービス終了", "計画中"]);
    let operation = if running { "サービス運用中" } else { stopped };
    let costs = [facts.between(200, 90_000), facts.between(100, 20_000)];
    Network { name, nickname, url, region, running, operation, costs }
}

fn write_section(
    page: &mut String,
    section: &SectionSpec,
    network: &Network,
    dice: &mut Dice,
    mut accidents: Option<&mut Dice>,
) {
    for field in section.fields {
        let value = value(field, network, dice);
        let accident = accidents.as_deref_mut().and_then(|dice| dice.chance(30).then_some(dice));
        match accident {
            Some(accidents) => write_damaged(page, field, &value, accidents),
            None => _ = writeln!(page, "{}\t{value}", field.label),
        }
    }
}

fn write_damaged(page: &mut String, field: &FieldSpec, value: &str, accidents: &mut Dice) {
    let label = field.label;
    let legend = "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";
    let is_long_text = field.kind == ValueKind::Text && value.chars().count() > 40;
    _ = if field.kind == ValueKind::Effects && accidents.chance(50) {
        writeln!(page, "{label} {legend}\t{value}")
    } else if field.kind == ValueKind::Effects {
        writeln!(page, "{label}\t{}", value.replacen("(△)", "()", 1))
    } else if field.kind == ValueKind::Facilities {
        writeln!(page, "{label}\t<p>{value}</p>")
    } else if is_long_text {
        let middle = value.char_indices().nth(30).map_or(0, |(at, _)| at);
        let (head, tail) = value.split_at(middle);
        writeln!(page, "{label}\t{head}\n\n\t{tail}")
    } else if value.is_empty() {
        writeln!(page, "{label}")
    } else if label.ends_with("の負担") {
        writeln!(page, "{}\t{value}\n\n負担", label.trim_end_matches("負担"))
    } else {
        writeln!(page, "{label}\t{value}\n----------\t-----------\n")
    };
}

/// The value of a field, `""` for a blank cell.
fn value(field: &FieldSpec, network: &Network, dice: &mut Dice) -> String {
    if dice.chance(percent_blank(field, network)) {
        return String::new();
    }
    if dice.chance(1) && matches!(field.kind, ValueKind::List | ValueKind::Choice) {
        return "未選択".to_owned();
    }
    match field.kind {
        ValueKind::Text => text(field, network, dice),
        ValueKind::Choice => choice(field, network, dice),
        ValueKind::List => list(field, dice),
        ValueKind::Prefectures => network.region.prefecture.to_owned(),
        ValueKind::StatusYear => {
            let status = if network.running { "導入済み" } else { "導入予定" };
            format!("{status}：{}年", dice.between(2003, 2021))
        }
        ValueKind::Year => format!("{}年", dice.between(2015, 2022)),
        ValueKind::Staff => staff(dice),
        ValueKind::Effects => effects(dice),
        ValueKind::Facilities => facilities(dice),
        ValueKind::Count if field.id == "shared_patients" => dice.between(120, 9_000).to_string(),
        ValueKind::Count => dice.between(9_000, 60_000).to_string(),
        ValueKind::Money if field.id == "annual_cost" => {
            format!("{}（千円）", network.costs.iter().sum::<usize>())
        }
        ValueKind::Money if field.id == "maintenance_cost" => format!("{}（千円）", network.costs[0]),
        ValueKind::Money if field.id == "other_annual_cost" => format!("{}（千円）", network.costs[1]),
        ValueKind::Money => format!("{}（千円）", dice.between(300, 480_000)),
        ValueKind::Fee => fee(dice),
    }
}

/// How often a cell is blank, as in the real pages: names never, the odd fields mostly.
fn percent_blank(field: &FieldSpec, network: &Network) -> usize {
    match field.id {
        "system_name" | "lead_organisation" | "launch" | "operation" | "area" | "effects" | "facilities" => 0,
        "ended" if network.operation != "サービス終了" => 100,
        "ended" => 0,
        "regional_issues" | "purposes" => 3,
        "vendor_2" | "build_borne_planned" | "running_borne_planned" | "shared_other" => 60,
        "vendor_3" | "network_patient" | "login_patient" => 75,
        _ if network.running => 18,
        _ => 28,
    }
}

fn text(field: &FieldSpec, network: &Network, dice: &mut Dice) -> String {
    match field.id {
        "system_name" => network.name.clone(),
        "lead_organisation" => format!("{}{}", network.region.kanji, dice.one(&bank::LEADERS)),
        "facility_share" => format!("病院{}％、診療所{}％", dice.between(20, 100), dice.between(5, 60)),
        "regional_issues" => sentences(&bank::ISSUES, 4, network, dice),
        "system_issues" => sentences(&bank::SYSTEM_ISSUES, 3, network, dice),
        "ingenuity" => sentences(&bank::INGENUITY, 3, network, dice),
        "services_note" => sentences(&bank::NOTES, 3, network, dice),
        _ => dice.one(&bank::VENDORS).to_owned(),
    }
}

fn sentences(words: &[&str], most: usize, network: &Network, dice: &mut Dice) -> String {
    dice.some(words, 2, most).concat().replace("{region}", network.region.kanji)
}

fn choice(field: &FieldSpec, network: &Network, dice: &mut Dice) -> String {
    let words: &[&str] = match field.id {
        "operation" => &[network.operation],
        "municipal_role" => &["運営主体として参画中", "費用を補助", "協議会に参加", "参加していない"],
        "coverage" => &["二次医療圏での連携", "都道府県全域での連携", "市区町村での連携"],
        "registered_basis" | "shared_basis" => &["実績数", "概算数"],
        "architecture" => &["集中型", "分散型", "クラウド型"],
        "sharing_mode" => &["参照のみ", "双方向での共有"],
        _ => &["実施中", "実施予定", "実施なし/予定なし"],
    };
    dice.one(words).to_owned()
}

fn list(field: &FieldSpec, dice: &mut Dice) -> String {
    let id = field.id;
    let found = bank::LISTS.iter().find(|(ids, _)| ids.contains(&id));
    let words = found.map_or(&["その他"][..], |(_, words)| words);
    let items = dice.some(words, 1, words.len());
    let (prefix, between) = match id {
        "network_medical" => ("医療機関との通信", "、"),
        "network_care" => ("介護施設の通信", "、"),
        "network_patient" => ("患者との通信", "、"),
        _ if id.starts_with("consent_") => ("", " "),
        _ => ("", "、"),
    };
    items.iter().map(|item| format!("{prefix}{item}")).collect::<Vec<_>>().join(between)
}

fn staff(dice: &mut Dice) -> String {
    let (full, part) = (dice.between(1, 6), dice.between(1, 8));
    match dice.below(3) {
        0 => format!("専任{full}人"),
        1 => format!("兼任{part}人"),
        _ => format!("専任{full}人、兼任{part}人"),
    }
}

fn effects(dice: &mut Dice) -> String {
    let mark = |dice: &mut Dice| match dice.below(20) {
        0..=10 => "(○)",
        11..=18 => "(△)",
        _ => "(×)",
    };
    let items = schema().effects.iter().map(|effect| format!("{} {}", mark(dice), effect.text));
    items.collect::<Vec<_>>().join(" ")
}

fn facilities(dice: &mut Dice) -> String {
    let types = [
        ("病院", 40),
        ("医科診療所", 150),
        ("歯科診療所", 40),
        ("薬局", 90),
        ("介護施設", 60),
        ("その他", 12),
    ];
    let item = |(name, most): (&str, usize)| match dice.below(10) {
        0..=2 => format!("【{name}】"),
        3 => format!("【{name}】 実施予定：{}施設", dice.between(1, most)),
        _ => format!("【{name}】 実施中：{}施設", dice.between(1, most)),
    };
    types.map(item).join(" ")
}

fn fee(dice: &mut Dice) -> String {
    let thousands = dice.between(1, 90) * 1_000;
    match dice.below(6) {
        0..=2 => "実施中：無料".to_owned(),
        3 => format!("実施中：有料 月額：{thousands}円"),
        4 => format!("実施中：有料 月額：{thousands}円 補足：{}", dice.one(&bank::FEE_NOTES)),
        _ => format!("実施中：有料 年額：{}円", thousands * 10),
    }
}

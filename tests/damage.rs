//! Pages broken on purpose: every damage of the data contract at places where the built-in pages do
//! not have it, each with the one right reading.
#![expect(clippy::unwrap_used, reason = "the helpers of this test file may stop it")]

use std::collections::HashSet;

use jirei::model::schema::{FieldSpec, ValueKind, schema};
use jirei::model::{Case, Catalog, Field, LineSpan, PageFormat};
use serde_json::{Value, json};

const NAME: &str = "北海道東部地域医療情報ネットワークシステム";
const NICKNAME: &str = "きたねっと";
const URL: &str = "https://www.example.jp/kita/index.html";
const LEGEND: &str = "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";

/// A page as lines; those that a test may want to damage have a key: a field's id, `title:` or
/// `contents:` and a section's id, `heading`, `name`, `nickname`, `url`, `footer`.
#[derive(Clone)]
struct Page {
    lines: Vec<(String, String)>,
}

/// The label of a field.
fn label(field: &str) -> &'static str {
    schema().field(field).unwrap().label
}

/// The title of a section.
fn title(section: &str) -> &'static str {
    schema().section(section).unwrap().title
}

/// A row of a table as text has it.
fn row(field: &str, value: &str) -> String {
    format!("{}\t{value}", label(field))
}

/// A value that reads as its kind, with words that stand nowhere else on the page.
fn clean_value(field: &FieldSpec, number: usize) -> String {
    match field.kind {
        ValueKind::Text if field.id == "system_name" => NAME.to_owned(),
        ValueKind::Text => format!("第{number}の記述。"),
        ValueKind::Choice => format!("選択{number}番"),
        ValueKind::List => format!("項目{number}甲、項目{number}乙"),
        ValueKind::Prefectures => "埼玉".to_owned(),
        ValueKind::StatusYear => "導入済み：2012年".to_owned(),
        ValueKind::Year => String::new(),
        ValueKind::Staff => "専任3人".to_owned(),
        ValueKind::Effects => clean_effects(),
        ValueKind::Facilities => "【病院】 実施中：22施設 【薬局】 実施中：29施設".to_owned(),
        // No contradiction, whatever a test makes of one of them.
        ValueKind::Count if field.id == "registered_patients" => "90000".to_owned(),
        ValueKind::Count if field.id == "shared_patients" => "0".to_owned(),
        ValueKind::Money if field.id == "annual_cost" => String::new(),
        ValueKind::Count => (5000 - number).to_string(),
        ValueKind::Money => format!("{}（千円）", 9000 - number),
        ValueKind::Fee => "実施中：無料".to_owned(),
    }
}

/// All items of 導入効果 with marks in turn.
fn clean_effects() -> String {
    let marks = ["(○)", "(△)", "(×)"].into_iter().cycle();
    let items = schema().effects.iter().zip(marks);
    items.map(|(effect, mark)| format!("{mark} {}", effect.text)).collect::<Vec<_>>().join(" ")
}

/// The clean page's value of a field.
fn clean(field: &str) -> String {
    let mut fields = schema().fields().zip(1..);
    let (spec, number) = fields.find(|(spec, _)| spec.id == field).unwrap();
    clean_value(spec, number)
}

impl Page {
    /// A whole page with nothing wrong: tab rows, bare headings, a contents list, the footer.
    fn clean() -> Self {
        let mut page = Self { lines: Vec::new() };
        let url = format!("<{URL}>");
        for (key, text) in [("heading", "事例紹介"), ("name", NAME), ("nickname", NICKNAME), ("url", &url)]
        {
            page.paragraph(key, text);
        }
        for section in schema().sections {
            page.paragraph(&format!("contents:{}", section.id), section.title);
        }
        for section in schema().sections {
            page.paragraph(&format!("title:{}", section.id), section.title);
            for field in section.fields {
                page.push(field.id, &row(field.id, &clean(field.id)));
            }
            page.push("", "");
        }
        page.paragraph("footer", "[← 事例一覧へ戻る](#)");
        page.push("", "[ページの先頭へ戻る](#)");
        page
    }

    fn push(&mut self, key: &str, text: &str) {
        self.lines.push((key.to_owned(), text.to_owned()));
    }

    fn paragraph(&mut self, key: &str, text: &str) {
        self.push(key, text);
        self.push("", "");
    }

    fn place(&self, key: &str) -> usize {
        self.lines.iter().position(|(have, _)| have == key).unwrap()
    }

    /// The line of a key, from 1.
    fn line(&self, key: &str) -> u32 {
        u32::try_from(self.place(key)).unwrap() + 1
    }

    /// Writes these lines in place of a key's line; the first of them keeps the key.
    fn put(mut self, key: &str, lines: &[&str]) -> Self {
        let place = self.place(key);
        let keys = std::iter::once(key).chain(std::iter::repeat(""));
        let lines = keys.zip(lines).map(|(key, line)| (key.to_owned(), (*line).to_owned()));
        self.lines.splice(place..=place, lines);
        self
    }

    fn put_before(mut self, key: &str, lines: &[&str]) -> Self {
        let place = self.place(key);
        self.lines.splice(place..place, lines.iter().map(|line| (String::new(), (*line).to_owned())));
        self
    }

    fn put_after(mut self, key: &str, lines: &[&str]) -> Self {
        let place = self.place(key) + 1;
        self.lines.splice(place..place, lines.iter().map(|line| (String::new(), (*line).to_owned())));
        self
    }

    /// Gives a field another value, in one row.
    fn set(self, field: &str, value: &str) -> Self {
        self.put(field, &[&row(field, value)])
    }

    /// Takes lines away, each with the blank line below it when it is a paragraph.
    fn without(mut self, keys: &[&str]) -> Self {
        for key in keys {
            let place = self.place(key);
            self.lines.remove(place);
            let paragraph = schema().field(key).is_none();
            if paragraph && self.lines.get(place).is_some_and(|(_, text)| text.is_empty()) {
                self.lines.remove(place);
            }
        }
        self
    }

    /// Takes a section's title and table away; the contents list still names it.
    fn without_section(self, id: &str) -> Self {
        let title = format!("title:{id}");
        let fields = schema().section(id).unwrap().fields.iter().map(|field| field.id);
        let keys: Vec<&str> = std::iter::once(title.as_str()).chain(fields).collect();
        self.without(&keys)
    }

    /// Ends the page right after a key's line.
    fn ended_after(mut self, key: &str) -> Self {
        let place = self.place(key);
        self.lines.truncate(place + 1);
        self
    }

    /// Rewrites every line; the keys stay.
    fn rewritten(mut self, rewrite: impl Fn(&str, &str) -> String) -> Self {
        for (key, text) in &mut self.lines {
            *text = rewrite(key, text);
        }
        self
    }

    /// The page with these heading marks before titles.
    fn with_headings(self, write: impl Fn(&str) -> String) -> Self {
        self.rewritten(|key, text| if key.starts_with("title:") { write(text) } else { text.to_owned() })
    }

    /// The page as Markdown: `##` before titles.
    fn markdown() -> Self {
        Self::clean().with_headings(|title| format!("## {title}"))
    }

    fn text(&self) -> String {
        self.lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// Reads a file with these bytes, named explicitly.
fn load_bytes(bytes: &[u8]) -> Catalog {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    std::fs::write(&path, bytes).unwrap();
    jirei::source::load(&[path])
}

/// Reads a file that holds one page.
fn read_text(text: &str) -> Case {
    let mut catalog = load_bytes(text.as_bytes());
    assert!(catalog.diagnostics.is_empty(), "{:?}", catalog.diagnostics);
    assert_eq!(catalog.pages.len(), 1, "pages in the file:\n{text}");
    catalog.pages.remove(0)
}

/// Each diagnostic as its code and what it is about, sorted: `split-value regional_issues`.
fn reports(case: &Case) -> Vec<String> {
    let about = case.diagnostics.iter().map(|diagnostic| {
        let subject = diagnostic.field.or(diagnostic.section).unwrap_or("-");
        format!("{} {subject}", diagnostic.code.name())
    });
    let mut reports: Vec<String> = about.collect();
    reports.sort_unstable();
    reports
}

/// The codes of the diagnostics, each once.
fn codes(case: &Case) -> HashSet<&'static str> {
    case.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

/// A text with all white space removed.
fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A change that a test made to the clean page: the field, the text it must have, and how many lines
/// it reaches below its label's line.
type Change<'a> = (&'a str, &'a str, u32);

/// Holds one field against the clean page or the change made to it.
fn assert_field(page: &Page, spec: &FieldSpec, field: &Field, changes: &[Change<'_>]) {
    let change = changes.iter().find(|(id, ..)| *id == spec.id);
    let (text, below) = change.map_or((clean(spec.id), 0), |(_, text, below)| ((*text).to_owned(), *below));
    let first = page.line(spec.id);
    assert_eq!(field.id, Some(spec.id), "id of the field labelled {}", field.label);
    assert_eq!(field.label, spec.label, "label of {}", spec.id);
    assert_eq!(field.text, text, "text of {}", spec.id);
    assert_eq!(field.lines, LineSpan { first, last: first + below }, "lines of {}", spec.id);
}

/// Holds that every diagnostic stands inside the page, in the right file.
fn assert_places(page: &Page, case: &Case) {
    let last_line = u32::try_from(page.lines.len()).unwrap();
    for diagnostic in &case.diagnostics {
        assert_eq!(*diagnostic.path, *case.source.path);
        if let Some(lines) = diagnostic.lines {
            let inside = 1 <= lines.first && lines.first <= lines.last && lines.last <= last_line;
            assert!(inside, "{diagnostic:?} of {last_line} lines");
        }
    }
}

/// Reads the page and holds that it has all sections and all fields with the clean page's texts but
/// for these changes, each field where it stands, and exactly these reports.
fn assert_reads(page: &Page, changes: &[Change<'_>], want: &[&str]) -> Case {
    let case = read_text(&page.text());
    let context = page.text();
    assert_eq!(case.name, NAME, "{context}");
    let ids: Vec<_> = case.sections.iter().map(|section| section.id.unwrap_or("-")).collect();
    let wanted_ids: Vec<_> = schema().sections.iter().map(|section| section.id).collect();
    assert_eq!(ids, wanted_ids, "sections of\n{context}");
    for (spec, section) in schema().sections.iter().zip(&case.sections) {
        let labels: Vec<_> = section.fields.iter().map(|field| field.label.as_ref()).collect();
        let wanted_labels: Vec<_> = spec.fields.iter().map(|field| field.label).collect();
        assert_eq!(labels, wanted_labels, "labels of {}", spec.title);
        for (spec, field) in spec.fields.iter().zip(&section.fields) {
            assert_field(page, spec, field, changes);
        }
    }
    assert_eq!(reports(&case), want, "reports of\n{context}");
    assert_places(page, &case);
    case
}

/// The value of a field as JSON.
fn value(case: &Case, field: &str) -> Value {
    serde_json::to_value(&case.field(field).unwrap().value).unwrap()
}

/// Everything that the page says, white space removed: names, titles, labels and texts.
fn all_words(case: &Case) -> String {
    let mut words = case.name.clone();
    words.push_str(case.nickname.as_deref().unwrap_or_default());
    for section in &case.sections {
        words.push_str(&section.title);
        for field in &section.fields {
            words.push_str(&field.label);
            words.push_str(&field.text);
        }
    }
    solid(&words)
}

/// The lines of a diagnostic with this code.
fn lines_of(case: &Case, code: &str) -> Option<(u32, u32)> {
    let diagnostic = case.diagnostics.iter().find(|diagnostic| diagnostic.code.name() == code)?;
    diagnostic.lines.map(|lines| (lines.first, lines.last))
}

#[test]
fn the_clean_page_reads_whole_and_without_a_word_to_say() {
    let page = Page::clean();
    let case = assert_reads(&page, &[], &[]);
    assert_eq!(case.nickname.as_deref(), Some(NICKNAME));
    assert_eq!(case.url.as_deref(), Some(URL));
    assert_eq!(case.prefectures, ["埼玉"]);
    assert_eq!((case.source.format, case.source.encoding), (PageFormat::Text, "UTF-8"));
    assert!(!case.source.builtin);
    assert_eq!(case.source.lines, LineSpan { first: 1, last: u32::try_from(page.lines.len()).unwrap() });
}

/// Row 1: headings of any depth or none, and the contents list.
mod headings {
    use super::*;

    #[test]
    fn heading_marks_of_any_depth_open_sections_and_make_the_page_markdown() {
        for marks in ["#", "##", "###", "######"] {
            let page = Page::clean().with_headings(|title| format!("{marks} {title}"));
            assert_eq!(assert_reads(&page, &[], &[]).source.format, PageFormat::Markdown);
        }
    }

    #[test]
    fn the_depth_may_change_from_section_to_section() {
        let page = Page::clean().rewritten(|key, text| match key {
            "heading" => format!("# {text}"),
            "name" => format!("#### {text}"),
            "title:consent" | "title:fees" => format!("##### {text}"),
            "title:system" => text.to_owned(),
            key if key.starts_with("title:") => format!("## {text}"),
            key if key.starts_with("contents:") => format!("### {text}"),
            _ => text.to_owned(),
        });
        assert_reads(&page, &[], &[]);
    }

    #[test]
    fn bold_marks_are_not_part_of_a_title() {
        for marks in ["", "### "] {
            let page = Page::clean().with_headings(|title| format!("{marks}**{title}**"));
            let case = assert_reads(&page, &[], &[]);
            assert_eq!(case.sections[3].title, title("consent"));
        }
    }

    #[test]
    fn numbered_titles_open_their_sections() {
        for section in ["consent", "sources", "budget"] {
            let page =
                Page::markdown().put(&format!("title:{section}"), &[&format!("## 4. {}", title(section))]);
            assert_reads(&page, &[], &[]);
        }
    }

    #[test]
    fn the_contents_list_is_no_section_however_it_is_written() {
        for (before, after) in [("- ", ""), ("* ", ""), ("1. ", ""), ("- [", "](#anchor)"), ("## ", "")] {
            let page = Page::clean().rewritten(|key, text| {
                let entry = key.starts_with("contents:");
                if entry { format!("{before}{text}{after}") } else { text.to_owned() }
            });
            assert_reads(&page, &[], &[]);
        }
    }

    #[test]
    fn a_page_without_a_contents_list_reads_the_same() {
        let entries: Vec<String> =
            schema().sections.iter().map(|section| format!("contents:{}", section.id)).collect();
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        assert_reads(&Page::clean().without(&entries), &[], &[]);
    }

    #[test]
    fn a_page_without_any_blank_line_reads_the_same() {
        let mut page = Page::clean();
        page.lines.retain(|(_, text)| !text.is_empty());
        assert_reads(&page, &[], &[]);
    }
}

/// Row 2: a value cut in two.
mod cut_values {
    use super::*;

    /// Holds that these lines in place of a field's row give the text, reported as one cut value.
    fn assert_joined(field: &str, lines: &[&str], text: &str) {
        let page = Page::clean().put(field, lines);
        let below = u32::try_from(lines.len()).unwrap() - 1;
        let report = format!("split-value {field}");
        let case = assert_reads(&page, &[(field, text, below)], &[&report]);
        let first = page.line(field);
        assert_eq!(lines_of(&case, "split-value"), Some((first, first + below)));
    }

    #[test]
    fn a_second_half_beside_an_empty_label_joins_without_a_space() {
        for field in ["lead_organisation", "system_issues", "services_note", "ingenuity"] {
            let first = row(field, "参加する施設がま");
            for rest in ["\tだ少ない。", "  \tだ少ない。"] {
                assert_joined(field, &[&first, rest], "参加する施設がまだ少ない。");
                assert_joined(field, &[&first, "", rest], "参加する施設がまだ少ない。");
                assert_joined(field, &[&first, "", "", rest], "参加する施設がまだ少ない。");
            }
        }
    }

    #[test]
    fn a_second_half_on_a_bare_line_below_a_blank_one_joins_without_a_space() {
        for field in ["system_issues", "services_note", "ingenuity"] {
            let first = row(field, "参加する施設がま");
            assert_joined(field, &[&first, "", "だ少ない。"], "参加する施設がまだ少ない。");
        }
    }

    /// The contract does not say whether a wrapped line is worth a report.
    #[test]
    fn a_hard_wrapped_value_joins_without_a_space() {
        for field in ["system_issues", "services_note", "ingenuity"] {
            let page = Page::clean().put(field, &[&row(field, "参加する施設がま"), "だ少", "ない。"]);
            let case = read_text(&page.text());
            let first = page.line(field);
            let read = case.field(field).unwrap();
            assert_eq!(read.text, "参加する施設がまだ少ない。");
            assert_eq!(read.lines, LineSpan { first, last: first + 2 });
            assert!(codes(&case).is_subset(&HashSet::from(["split-value"])));
        }
    }

    #[test]
    fn three_pieces_are_one_value_and_one_report() {
        let first = row("regional_issues", "高齢化が進");
        assert_joined(
            "regional_issues",
            &[&first, "\tみ、医師が", "", "\t足りない。"],
            "高齢化が進み、医師が足りない。",
        );
        let first = row("ingenuity", "行政が");
        assert_joined(
            "ingenuity",
            &[&first, "", "\t主体的に参", "", "\t加した。"],
            "行政が主体的に参加した。",
        );
    }

    #[test]
    fn the_last_value_of_a_section_and_of_the_page_may_be_cut() {
        assert_joined("coverage", &[&row("coverage", "二次医療圏"), "", "\tでの連携"], "二次医療圏での連携");
        let field = "running_borne_planned";
        assert_joined(field, &[&row(field, "参加施設の"), "", "\t負担"], "参加施設の負担");
    }

    #[test]
    fn a_rule_row_between_the_halves_is_nothing() {
        let first = row("system_issues", "参加する施設がま");
        assert_joined(
            "system_issues",
            &[&first, "------\t-----", "", "\tだ少ない。"],
            "参加する施設がまだ少ない。",
        );
    }

    #[test]
    fn latin_words_join_with_one_space() {
        let first = row("services_note", "Data are kept in one");
        assert_joined("services_note", &[&first, "", "\tdata centre"], "Data are kept in one data centre");
    }

    #[test]
    fn a_part_that_opens_an_item_stands_after_a_space() {
        let first = row("facilities", "【病院】 実施中：22施設");
        assert_joined(
            "facilities",
            &[&first, "", "\t【薬局】 実施中：29施設"],
            "【病院】 実施中：22施設 【薬局】 実施中：29施設",
        );
        let first = row("effects", "(○) 患者サービスが向上した");
        assert_joined(
            "effects",
            &[&first, "\t(×) 患者の負担が軽減した"],
            "(○) 患者サービスが向上した (×) 患者の負担が軽減した",
        );
        let first = row("system_issues", "・費用の確保");
        assert_joined("system_issues", &[&first, "\t・人材の育成"], "・費用の確保 ・人材の育成");
    }

    #[test]
    fn a_cut_item_of_a_list_is_one_item() {
        let page =
            Page::clean().put("purposes", &[&row("purposes", "医療連携、糖尿病対"), "", "\t策、健康管理"]);
        let case = read_text(&page.text());
        assert_eq!(
            value(&case, "purposes"),
            json!({"kind": "list", "items": ["医療連携", "糖尿病対策", "健康管理"]})
        );
    }

    #[test]
    fn a_second_half_that_equals_a_label_is_still_a_value() {
        let first = row("shared_documents", "医師記録、");
        assert_joined("shared_documents", &[&first, "", "\t検査結果"], "医師記録、検査結果");
        let first = row("system_issues", "課題は");
        assert_joined("system_issues", &[&first, "\t対象地域"], "課題は対象地域");
    }
}

/// Row 3: the legend of 導入効果.
mod legend {
    use super::*;

    /// Holds that these lines in place of the row give all the items, and the legend reported at
    /// this many lines below the first.
    fn assert_taken_out(lines: &[&str], text: &str, last_below: u32, legend_below: u32) {
        let page = Page::clean().put("effects", lines);
        let case = assert_reads(&page, &[("effects", text, last_below)], &["legend effects"]);
        let line = page.line("effects") + legend_below;
        assert_eq!(lines_of(&case, "legend"), Some((line, line)));
        assert!(!all_words(&case).contains("凡例"), "the legend is not a field");
    }

    #[test]
    fn it_comes_off_the_label_with_and_without_a_space() {
        for space in ["", " ", "　"] {
            let line = format!("{}{space}{LEGEND}\t{}", label("effects"), clean_effects());
            assert_taken_out(&[&line], &clean_effects(), 0, 0);
        }
    }

    #[test]
    fn it_comes_off_the_label_of_an_empty_field() {
        assert_taken_out(&[&format!("{} {LEGEND}\t", label("effects"))], "", 0, 0);
    }

    #[test]
    fn on_a_row_of_its_own_it_brings_the_rest_of_the_value() {
        let all = clean_effects();
        for items in [1, 5, 15] {
            let cut = all.match_indices(" (").nth(items - 1).unwrap().0;
            let first = row("effects", &all[..cut]);
            let second = format!("{LEGEND}\t{}", &all[cut + 1..]);
            assert_taken_out(&[&first, &second], &all, 1, 1);
            assert_taken_out(&[&first, "", &second], &all, 2, 2);
        }
    }

    #[test]
    fn on_a_row_of_its_own_it_may_bring_nothing() {
        let page = Page::clean().put_after("effects", &[LEGEND]);
        let case = read_text(&page.text());
        assert_eq!(case.field_text("effects"), clean_effects());
        assert_eq!(reports(&case), ["legend effects"]);
    }

    #[test]
    fn between_a_bare_label_and_the_value_it_loses_no_item() {
        let line = format!("{LEGEND}\t{}", clean_effects());
        let page = Page::clean().put("effects", &[label("effects"), "", &line]);
        let case = read_text(&page.text());
        assert_eq!(case.field_text("effects"), clean_effects());
        assert!(codes(&case).contains("legend"));
        assert_eq!(case.field("effects").unwrap().label, label("effects"));
    }
}

/// Row 4: a label cut around its value.
mod cut_labels {
    use super::*;

    /// Holds that these lines in place of a field's row are one label and one value.
    fn assert_made_whole(field: &str, lines: &[&str], text: &str) {
        let page = Page::clean().put(field, lines);
        let below = u32::try_from(lines.len()).unwrap() - 1;
        let report = format!("split-label {field}");
        let case = assert_reads(&page, &[(field, text, below)], &[&report]);
        let first = page.line(field);
        assert_eq!(lines_of(&case, "split-label"), Some((first, first + below)));
    }

    #[test]
    fn a_remainder_on_a_bare_line_belongs_to_the_label() {
        for blank in [&[][..], &[""][..], &["", ""][..]] {
            let cut = |first: &str, rest: &str, field: &str, text: &str| {
                let mut lines = vec![first];
                lines.extend(blank);
                lines.push(rest);
                assert_made_whole(field, &lines, text);
            };
            cut("学術研究等の公益\t実施中", "目的で利用", "use_research", "実施中");
            cut("情報共有して\t実績数", "いる患者状況", "shared_basis", "実績数");
            cut("実施中システム運用費の\t参加施設", "負担", "running_borne_now", "参加施設");
        }
    }

    #[test]
    fn the_last_label_of_the_page_may_be_cut() {
        let lines = ["実施予定システム運用費の\t参加施設の負担", "", "負担"];
        assert_made_whole("running_borne_planned", &lines, "参加施設の負担");
    }

    #[test]
    fn a_remainder_beside_an_empty_cell_belongs_to_the_label() {
        assert_made_whole("use_research", &["学術研究等の公益\t実施中", "目的で利用\t"], "実施中");
        assert_made_whole(
            "running_borne_now",
            &["実施中システム運用\t参加施設", "", "費の負担\t"],
            "参加施設",
        );
    }

    #[test]
    fn a_remainder_may_bring_more_of_the_value() {
        assert_made_whole(
            "adopted_standards",
            &["厚労省標準規格の\t医薬品HOTコード", "採用\tマスター"],
            "医薬品HOTコードマスター",
        );
        assert_made_whole(
            "secretariat_staff",
            &["事務局運\t専任1人、", "", "営人数\t兼任2人"],
            "専任1人、兼任2人",
        );
    }

    #[test]
    fn a_label_in_three_pieces_is_one_label() {
        assert_made_whole("use_cost_control", &["地域の医療費\t実施中", "適正化の", "目的で利用"], "実施中");
        assert_made_whole(
            "network_care",
            &["介護施設・\tIP-VPN", "", "その他施設と", "", "の通信"],
            "IP-VPN",
        );
    }

    #[test]
    fn the_first_piece_may_be_another_label() {
        assert_made_whole("registered_basis", &["登録患者数\t実績数", "状況"], "実績数");
    }
}

/// Row 5: labels with neither tab nor value, and where a section ends.
mod missing_cells {
    use super::*;

    #[test]
    fn a_bare_label_is_an_empty_field_wherever_it_stands() {
        for field in
            ["area", "coverage", "shared_patients", "shared_other", "vendor_3", "fee_patient", "use_other"]
        {
            let page = Page::clean().put(field, &[label(field)]);
            let case = assert_reads(&page, &[(field, "", 0)], &[&format!("missing-cell {field}")]);
            let line = page.line(field);
            assert_eq!(lines_of(&case, "missing-cell"), Some((line, line)));
            assert_eq!(value(&case, field), json!({"kind": "empty"}));
        }
    }

    #[test]
    fn several_bare_labels_in_a_row_are_several_empty_fields() {
        let mut page = Page::clean();
        for field in ["vendor_1", "vendor_2", "vendor_3"] {
            page = page.put(field, &[label(field)]);
        }
        let changes = [("vendor_1", "", 0), ("vendor_2", "", 0), ("vendor_3", "", 0)];
        let want = ["missing-cell vendor_1", "missing-cell vendor_2", "missing-cell vendor_3"];
        assert_reads(&page, &changes, &want);
    }

    #[test]
    fn a_page_may_end_with_a_bare_label() {
        let field = "running_borne_planned";
        let page = Page::clean().put(field, &[label(field)]);
        let want = ["missing-cell running_borne_planned"];
        let footer_straight_after = {
            let mut page = page.clone();
            let blank = page.place(field) + 1;
            page.lines.remove(blank);
            page
        };
        let arrows_after = page.clone().put("footer", &["▶ 構築手順", "- ▶ 構築手順について"]);
        for page in [page.clone(), footer_straight_after, arrows_after, page.ended_after(field)] {
            assert_reads(&page, &[(field, "", 0)], &want);
        }
    }

    #[test]
    fn footer_links_and_arrows_are_no_part_of_the_last_value() {
        for footer in [
            "[← 事例一覧へ戻る](#)",
            "← 事例一覧へ戻る",
            "ページの先頭へ戻る",
            "▶ 構築手順",
            "- ▶ [FAQ](#)",
            "  - ▶ 用語集",
        ] {
            let mut page = Page::clean().put("footer", &[footer]);
            assert_reads(&page, &[], &[]);
            let blank = page.place("running_borne_planned") + 1;
            page.lines.remove(blank);
            assert_reads(&page, &[], &[]);
        }
    }

    #[test]
    fn a_page_may_end_with_its_last_value() {
        assert_reads(&Page::clean().ended_after("running_borne_planned"), &[], &[]);
    }
}

/// Row 6: rule rows and blank lines.
mod rules_and_blanks {
    use super::*;

    const RULES: [&str; 5] = [
        "------\t-----",
        "----------\t-----------------------------",
        "---\t---",
        "----------",
        "| --- | --- |",
    ];

    #[test]
    fn rule_rows_are_nothing_wherever_they_stand() {
        for rule in RULES {
            for field in [
                "system_name",
                "purposes",
                "shared_basis",
                "consent_patient",
                "data_sources",
                "running_borne_planned",
            ] {
                assert_reads(&Page::clean().put_before(field, &[rule]), &[], &[]);
                assert_reads(&Page::clean().put_after(field, &[rule]), &[], &[]);
                assert_reads(&Page::clean().put_after(field, &["", rule, ""]), &[], &[]);
            }
        }
    }

    #[test]
    fn blank_lines_inside_a_table_are_nothing() {
        for blank in ["", "  ", "\t", "　"] {
            for field in ["lead_organisation", "consent_care", "fee_clinic", "other_annual_cost"] {
                assert_reads(&Page::clean().put_before(field, &[blank]), &[], &[]);
                assert_reads(&Page::clean().put_after(field, &[blank, blank]), &[], &[]);
            }
        }
    }

    #[test]
    fn a_dash_in_a_value_cell_is_a_value() {
        assert_reads(&Page::clean().set("system_issues", "-"), &[("system_issues", "-", 0)], &[]);
        assert_reads(&Page::clean().set("services_note", "---"), &[("services_note", "---", 0)], &[]);
    }
}

/// Row 7: tags, escapes, pipe tables and what stands before the page.
mod not_content {
    use super::*;

    #[test]
    fn tags_around_and_inside_a_value_are_taken_out_and_reported() {
        for (field, cell, text) in [
            ("lead_organisation", "<p>北海道東部保健所</p>", "北海道東部保健所"),
            ("ingenuity", "行政の<b>主体的</b>参加", "行政の主体的参加"),
            ("coverage", "<p class=\"cell\">二次医療圏での連携</p>", "二次医療圏での連携"),
            ("registered_patients", "<strong>3200</strong>", "3200"),
            ("fee_patient", "<span>実施中：無料</span>", "実施中：無料"),
        ] {
            let page = Page::clean().set(field, cell);
            let case = assert_reads(&page, &[(field, text, 0)], &[&format!("stray-tag {field}")]);
            let line = page.line(field);
            assert_eq!(lines_of(&case, "stray-tag"), Some((line, line)));
        }
    }

    #[test]
    fn a_tag_around_a_label_is_no_part_of_it() {
        for field in ["area", "shared_results", "fee_care"] {
            let line = format!("<p>{}</p>\t{}", label(field), clean(field));
            assert_reads(&Page::clean().put(field, &[&line]), &[], &[&format!("stray-tag {field}")]);
        }
    }

    #[test]
    fn a_break_tag_parts_the_items_of_a_list() {
        for tag in ["<br>", "<br/>", "<br />"] {
            let page = Page::clean().set("shared_documents", &format!("医師記録{tag}サマリ"));
            let case = read_text(&page.text());
            assert_eq!(solid(case.field_text("shared_documents")), "医師記録サマリ");
            assert_eq!(reports(&case), ["stray-tag shared_documents"]);
            assert_eq!(
                value(&case, "shared_documents"),
                json!({"kind": "list", "items": ["医師記録", "サマリ"]})
            );
        }
    }

    #[test]
    fn signs_that_are_no_tags_stay() {
        for text in ["HbA1c<7.0%の患者と>8%の患者", "<未定>", "A < B", "年齢<65かつ血圧>140"] {
            for field in ["system_issues", "services_note"] {
                assert_reads(&Page::clean().set(field, text), &[(field, text, 0)], &[]);
            }
        }
    }

    #[test]
    fn markdown_escapes_are_undone() {
        for (cell, text) in [("ID\\_Link", "ID_Link"), ("\\*注 \\[1\\]", "*注 [1]"), ("A\\-1", "A-1")] {
            for field in ["lead_organisation", "services_note"] {
                assert_reads(&Page::markdown().set(field, cell), &[(field, text, 0)], &[]);
            }
        }
    }

    #[test]
    fn other_backslashes_stay() {
        let text = "保存先はC:\\data";
        assert_reads(&Page::markdown().set("services_note", text), &[("services_note", text, 0)], &[]);
    }

    #[test]
    fn styles_scripts_navigation_and_titles_before_the_page_are_nothing() {
        for stray in [
            &[".header { color: #333; }", "body{margin:0}"][..],
            &["<style>.case td { width: 50%; }</style>"],
            &["<script>window.dataLayer = [];</script>", "function open() { return 1; }"],
            &["事例紹介 | 医療情報連携ネットワーク支援Navi"],
            &["ホーム > 具体例を見る > 事例紹介", "", "メニュー", "サイトマップ"],
            &["- [ホーム](#)", "- [事例を探す](#)", "- [FAQ](#)"],
        ] {
            let mut lines = stray.to_vec();
            lines.push("");
            let case = assert_reads(&Page::clean().put_before("heading", &lines), &[], &[]);
            assert_eq!((case.nickname.as_deref(), case.url.as_deref()), (Some(NICKNAME), Some(URL)));
            assert_eq!(case.source.lines.first, 1, "the first page of a file begins at line 1");
        }
    }
}

/// Row 7, pipe tables: Markdown's own way to write the rows.
mod pipe_tables {
    use super::*;

    /// The page with its tables in pipes; `header` gives the lines above the first row.
    fn piped(header: &[&str]) -> Page {
        let page = Page::markdown().rewritten(|key, text| match text.split_once('\t') {
            Some((label, value)) if schema().field(key).is_some() => format!("| {label} | {value} |"),
            _ => text.to_owned(),
        });
        let first_of = schema().sections.iter().map(|section| section.fields[0].id);
        first_of.fold(page, |page, first| page.put_before(first, header))
    }

    #[test]
    fn tables_with_an_empty_header_row_read_whole() {
        for header in [["|  |  |", "|---|---|"], ["| | |", "| --- | --- |"], ["|   |   |", "|:---|---:|"]] {
            assert_eq!(assert_reads(&piped(&header), &[], &[]).source.format, PageFormat::Markdown);
        }
    }

    #[test]
    fn tables_without_a_header_read_whole() {
        assert_reads(&piped(&[]), &[], &[]);
        assert_reads(&piped(&["| --- | --- |"]), &[], &[]);
    }

    #[test]
    fn the_first_data_row_may_stand_as_header() {
        let mut page = piped(&[]);
        for section in schema().sections {
            page = page.put_after(section.fields[0].id, &["| --- | --- |"]);
        }
        assert_reads(&page, &[], &[]);
    }

    #[test]
    fn a_page_with_pipes_and_no_heading_marks_is_markdown() {
        let page =
            piped(&["|  |  |", "|---|---|"]).rewritten(|_, text| text.trim_start_matches("## ").to_owned());
        assert_eq!(assert_reads(&page, &[], &[]).source.format, PageFormat::Markdown);
    }

    #[test]
    fn a_cut_value_joins_in_pipes_too() {
        let field = "system_issues";
        let first = format!("| {} | 参加する施設がま |", label(field));
        let page = piped(&["|  |  |", "|---|---|"]).put(field, &[&first, "|  | だ少ない。 |"]);
        assert_reads(&page, &[(field, "参加する施設がまだ少ない。", 1)], &["split-value system_issues"]);
    }

    #[test]
    fn a_pipe_in_a_cell_is_written_with_a_backslash() {
        let field = "services_note";
        let page = piped(&["|  |  |", "|---|---|"]);
        let page = page.put(field, &[&format!("| {} | 甲 \\| 乙 |", label(field))]);
        assert_reads(&page, &[(field, "甲 | 乙", 0)], &[]);
    }

    #[test]
    fn what_stands_in_the_value_cell_is_never_a_label() {
        for (field, text) in
            [("shared_documents", "検査結果"), ("diseases", "その他"), ("system_issues", "予算について")]
        {
            let page = piped(&["|  |  |", "|---|---|"]);
            let page = page.put(field, &[&format!("| {} | {text} |", label(field))]);
            assert_reads(&page, &[(field, text, 0)], &[]);
        }
    }
}

/// Rows 8 and 9: letters of another script, and empty marks.
mod letters_and_marks {
    use super::*;

    #[test]
    fn letters_of_another_script_stay_and_are_reported_where_they_stand() {
        for (field, text) in [
            ("lead_organisation", "\u{bd81}\u{d574}\u{b3c4}東部保健所"),
            ("services_note", "機能分\u{d654}が進んだ。"),
            ("shared_basic", "患者基本情報、\u{e02}\u{e2d}\u{e21}\u{e39}\u{e25}"),
            ("fee_clinic", "実施中：無\u{b8cc}"),
        ] {
            let page = Page::clean().set(field, text);
            let case = read_text(&page.text());
            assert_eq!(case.field_text(field), text);
            assert!(codes(&case).contains("foreign-script"), "{text}");
            let line = page.line(field);
            assert_eq!(lines_of(&case, "foreign-script"), Some((line, line)), "{text}");
        }
    }

    #[test]
    fn a_foreign_letter_in_the_second_half_of_a_cut_value_is_reported_at_its_own_line() {
        let page =
            Page::clean().put("ingenuity", &[&row("ingenuity", "医療の"), "", "\t機能分\u{d654}を進めた。"]);
        let changes = [("ingenuity", "医療の機能分\u{d654}を進めた。", 2)];
        let case = assert_reads(&page, &changes, &["foreign-script ingenuity", "split-value ingenuity"]);
        let line = page.line("ingenuity") + 2;
        assert_eq!(lines_of(&case, "foreign-script"), Some((line, line)));
    }

    #[test]
    fn the_letters_of_japanese_pages_are_not_foreign() {
        for text in [
            "Wi-Fi、ＶＰＮ、ｶﾅ、カナ",
            "α波とβ波、Ωとμ",
            "Москва の Я",
            "①②③ ㈱ ㎡ ℃ № 〒",
            "々〆ヶ〇ー",
            "Café",
        ] {
            assert_reads(&Page::clean().set("services_note", text), &[("services_note", text, 0)], &[]);
        }
    }

    #[test]
    fn an_empty_mark_is_an_item_without_an_answer() {
        for unanswered in
            ["患者サービスが向上した", "医師の偏在を補う効果があった", "従事者間の連携が向上した"]
        {
            let all = clean_effects();
            let place = all.find(unanswered).unwrap();
            let before = all[..place].rfind('(').unwrap();
            let text = format!("{}() {}", &all[..before], &all[place..]);
            let page = Page::clean().set("effects", &text);
            let case = assert_reads(&page, &[("effects", &text, 0)], &["unanswered-mark effects"]);
            let items = value(&case, "effects")["items"].clone();
            let items = items.as_array().unwrap();
            let item = items.iter().find(|item| item["text"] == unanswered).unwrap();
            assert_eq!((items.len(), &item["mark"]), (16, &json!("unanswered")));
        }
    }

    #[test]
    fn an_unknown_effect_is_kept_and_reported() {
        for text in ["(○) 待ち時間が減った", "(○) 患者サービスが向上した (×) 待ち時間が減った"]
        {
            let page = Page::clean().set("effects", text);
            assert_reads(&page, &[("effects", text, 0)], &["unknown-effect effects"]);
        }
    }
}

/// Row 10: name, nickname and URL.
mod names_and_urls {
    use super::*;

    #[test]
    fn the_url_reads_the_same_in_every_writing() {
        for line in [
            format!(" <{URL}>"),
            format!("<{URL}>"),
            format!("[{URL}]({URL})"),
            URL.to_owned(),
            format!("  {URL}  "),
            format!("<a href=\"{URL}\">{URL}</a>"),
            format!("<a href=\"{URL}\" target=\"_blank\">{URL}</a>"),
        ] {
            let case = assert_reads(&Page::clean().put("url", &[&line]), &[], &[]);
            assert_eq!(case.url.as_deref(), Some(URL), "{line}");
            assert_eq!(case.nickname.as_deref(), Some(NICKNAME), "{line}");
        }
    }

    #[test]
    fn a_page_may_have_no_url() {
        let case = assert_reads(&Page::clean().without(&["url"]), &[], &[]);
        assert_eq!((case.nickname.as_deref(), case.url), (Some(NICKNAME), None));
    }

    #[test]
    fn a_url_line_is_never_a_nickname() {
        for line in [format!("<{URL}>"), URL.to_owned(), format!("[{URL}]({URL})")] {
            let case = assert_reads(&Page::clean().put("url", &[&line]).without(&["nickname"]), &[], &[]);
            assert_eq!((case.nickname, case.url.as_deref()), (None, Some(URL)), "{line}");
        }
    }

    #[test]
    fn a_page_may_have_neither() {
        let case = assert_reads(&Page::clean().without(&["nickname", "url"]), &[], &[]);
        assert_eq!((case.nickname, case.url), (None, None));
    }

    #[test]
    fn a_title_of_the_contents_is_never_a_nickname() {
        let page = Page::clean().without(&["nickname", "url"]);
        let case = read_text(&page.with_headings(|title| format!("#### {title}")).text());
        assert_eq!((case.name.as_str(), case.nickname), (NAME, None));
    }

    #[test]
    fn heading_and_bold_marks_are_not_part_of_a_name() {
        for (name, nickname) in [("### ", "#### "), ("# ", "")] {
            let page = Page::clean()
                .put("name", &[&format!("{name}{NAME}")])
                .put("nickname", &[&format!("{nickname}{NICKNAME}")]);
            assert_eq!(assert_reads(&page, &[], &[]).nickname.as_deref(), Some(NICKNAME));
        }
        let page = Page::clean().put("name", &[&format!("### **{NAME}**")]);
        assert_reads(&page, &[], &[]);
    }

    #[test]
    fn blank_lines_between_name_nickname_and_url_do_not_matter() {
        let page = Page::clean().put_after("name", &["", ""]).put_before("url", &["", "", ""]);
        let case = assert_reads(&page, &[], &[]);
        assert_eq!((case.nickname.as_deref(), case.url.as_deref()), (Some(NICKNAME), Some(URL)));
    }
}

/// What the schema does not know, what stands elsewhere, what is not there, what is there twice.
mod unlike_the_schema {
    use super::*;

    const UNKNOWN: &str = "災害時の利用";

    /// Holds that the unknown section stands between its neighbours with both its fields.
    fn assert_unknown_section(page: &Page, place: usize) {
        let case = read_text(&page.text());
        assert_eq!(case.sections.len(), 17, "{}", page.text());
        let section = &case.sections[place];
        assert_eq!((section.id, section.title.as_str()), (None, UNKNOWN));
        let fields: Vec<_> = section
            .fields
            .iter()
            .map(|field| (field.id, field.label.as_ref(), field.text.as_str()))
            .collect();
        assert_eq!(fields, [(None, "停電時の備え", "自家発電"), (None, "訓練", "毎年")]);
        assert!(codes(&case).contains("unknown-section"));
        let other: Vec<_> = codes(&case).into_iter().filter(|code| !code.starts_with("unknown-")).collect();
        assert_eq!(other, [""; 0], "other reports of\n{}", page.text());
        for spec in schema().fields() {
            assert_eq!(case.field_text(spec.id), clean(spec.id), "{}", spec.id);
        }
    }

    #[test]
    fn an_unknown_section_with_heading_marks_is_kept() {
        let heading = format!("## {UNKNOWN}");
        let lines = [heading.as_str(), "", "停電時の備え\t自家発電", "訓練\t毎年", ""];
        for listed in [&[UNKNOWN, ""][..], &[]] {
            let page = Page::markdown().put_before("title:system", &lines);
            assert_unknown_section(&page.put_before("contents:system", listed), 8);
            let page = Page::markdown().put_before("footer", &lines);
            assert_unknown_section(&page.put_after("contents:cost_bearing", listed), 16);
        }
    }

    #[test]
    fn an_unknown_section_of_the_contents_is_kept_without_heading_marks() {
        let lines = [UNKNOWN, "", "停電時の備え\t自家発電", "訓練\t毎年", ""];
        let page = Page::clean().put_before("title:network", &lines);
        assert_unknown_section(&page.put_before("contents:network", &[UNKNOWN, ""]), 9);
        let page = Page::clean().put_before("footer", &lines);
        assert_unknown_section(&page.put_after("contents:cost_bearing", &["", UNKNOWN]), 16);
    }

    #[test]
    fn no_word_of_an_unknown_section_is_lost_when_nothing_announces_it() {
        let lines = [UNKNOWN, "", "停電時の備え\t自家発電", "訓練\t毎年", ""];
        for key in ["title:consent", "title:network", "footer"] {
            let case = read_text(&Page::clean().put_before(key, &lines).text());
            let words = all_words(&case);
            for word in [UNKNOWN, "停電時の備え", "自家発電", "訓練", "毎年"] {
                assert!(words.contains(word), "{word} is lost before {key}");
            }
        }
    }

    #[test]
    fn an_unknown_label_is_kept_where_it_stands() {
        for (before, section, place) in [("operation", 0, 3), ("effects", 1, 2), ("shared_other", 6, 5)] {
            let page = Page::clean().put_before(before, &["停電時の備え\t自家発電、蓄電池"]);
            let case = read_text(&page.text());
            let field = &case.sections[section].fields[place];
            assert_eq!(
                (field.id, field.label.as_ref(), field.text.as_str()),
                (None, "停電時の備え", "自家発電、蓄電池")
            );
            assert_eq!(field.lines, LineSpan::from_line(page.line(before) - 1));
            assert_eq!(serde_json::to_value(&field.value).unwrap(), json!({"kind": "text"}));
            assert_eq!(codes(&case), HashSet::from(["unknown-label"]));
            assert_eq!(case.diagnostics.len(), 1);
        }
    }

    #[test]
    fn an_unknown_label_may_be_empty() {
        let page = Page::clean().put_after("use_other", &["停電時の備え\t"]);
        let case = read_text(&page.text());
        let field = case.sections[13].fields.last().unwrap();
        assert_eq!((field.id, field.label.as_ref(), field.text.as_str()), (None, "停電時の備え", ""));
        assert_eq!(codes(&case), HashSet::from(["unknown-label"]));
    }

    #[test]
    fn a_known_label_under_the_wrong_section_stays_there_without_an_id() {
        let cell = "40084（千円）";
        for (after, section) in [("operation", 0), ("login_care", 10)] {
            let line = row("maintenance_cost", cell);
            let case = read_text(&Page::clean().put_after(after, &[&line]).text());
            let mut strays = case.sections[section].fields.iter().filter(|field| field.id.is_none());
            let stray = strays.next().unwrap();
            assert_eq!((stray.label.as_ref(), stray.text.as_str()), (label("maintenance_cost"), cell));
            assert!(strays.next().is_none());
            assert_eq!(codes(&case), HashSet::from(["misplaced-label"]));
            assert_eq!(case.field_text("maintenance_cost"), clean("maintenance_cost"));
        }
    }

    #[test]
    fn a_label_that_moved_is_not_taken_for_the_field_that_it_names() {
        let line = row("architecture", "クラウド型");
        let page = Page::clean().without(&["architecture"]).put_after("services_note", &[&line]);
        let case = read_text(&page.text());
        assert!(case.field("architecture").is_none());
        assert!(codes(&case).contains("misplaced-label"));
        assert!(codes(&case).is_subset(&HashSet::from(["misplaced-label", "missing-field"])));
        assert_eq!(case.sections[5].fields.last().unwrap().text, "クラウド型");
    }

    #[test]
    fn a_field_that_the_page_does_not_have_is_not_in_the_data() {
        for fields in [&["ended"][..], &["system_name"], &["fee_patient"], &["registered_basis", "vendor_2"]]
        {
            let case = read_text(&Page::clean().without(fields).text());
            let want: Vec<String> = fields.iter().map(|field| format!("missing-field {field}")).collect();
            assert_eq!(reports(&case), want);
            for spec in schema().fields() {
                let there = case.field(spec.id).map(|field| field.text.clone());
                let wanted = (!fields.contains(&spec.id)).then(|| clean(spec.id));
                assert_eq!(there, wanted, "{}", spec.id);
            }
        }
    }

    #[test]
    fn a_section_that_the_page_does_not_have_is_one_report() {
        for section in ["overview", "sources", "consent_detail", "cost_bearing"] {
            let unlisted = Page::clean().without(&[&format!("contents:{section}")]);
            for page in [Page::clean(), unlisted] {
                let case = read_text(&page.without_section(section).text());
                assert_eq!(case.sections.len(), 15);
                assert!(case.sections.iter().all(|have| have.id != Some(section)));
                assert_eq!(reports(&case), [format!("missing-section {section}")]);
            }
        }
    }

    #[test]
    fn a_label_that_comes_twice_gives_two_fields() {
        for (field, section) in [("lead_organisation", 0), ("services_note", 5), ("vendor_1", 11)] {
            let page = Page::clean().put_after(field, &[&row(field, "二度目の記述")]);
            let case = read_text(&page.text());
            let fields = case.sections[section].fields.iter().filter(|have| have.label == label(field));
            let texts: Vec<_> = fields.map(|field| field.text.clone()).collect();
            assert_eq!(texts, [clean(field), "二度目の記述".to_owned()]);
            assert_eq!(reports(&case), [format!("repeated-field {field}")]);
        }
    }

    #[test]
    fn a_title_that_comes_again_with_a_table_is_a_section_of_its_own() {
        for (section, place) in [("network", 16), ("vendors", 16), ("sources", 16)] {
            let fields = &schema().section(section).unwrap().fields;
            let mut lines = vec![title(section).to_owned(), String::new()];
            lines.extend(fields.iter().map(|field| row(field.id, "二度目")));
            lines.push(String::new());
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let case = read_text(&Page::clean().put_before("footer", &lines).text());
            assert_eq!(case.sections.len(), 17);
            assert_eq!(case.sections[place].title, title(section));
            assert!(case.sections[place].fields.iter().all(|field| field.text == "二度目"));
            assert_eq!(case.sections[place].fields.len(), fields.len());
            assert_eq!(reports(&case), [format!("repeated-section {section}")]);
        }
    }
}

/// Things that look alike.
mod look_alikes {
    use super::*;

    #[test]
    fn a_value_may_equal_a_label_or_a_title() {
        for (field, text) in [
            ("diseases", "その他"),
            ("shared_documents", "検査結果"),
            ("shared_results", "検査結果"),
            ("data_sources", "共有情報の取得元"),
            ("lead_organisation", "システム名"),
            ("system_issues", "予算について"),
            ("ingenuity", "通信ネットワーク"),
            ("services_note", "事例紹介"),
            ("services", "患者さん、介護施設、その他"),
            ("vendor_1", "薬局"),
        ] {
            assert_reads(&Page::clean().set(field, text), &[(field, text, 0)], &[]);
        }
    }

    #[test]
    fn a_section_may_have_the_name_of_its_only_label() {
        let field = "data_sources";
        let bare = [(field, "", 0)];
        let want = ["missing-cell data_sources"];
        let page = Page::clean().put(field, &[label(field)]);
        assert_reads(&page, &bare, &want);
        let straight_after_the_title = {
            let mut page = page.clone();
            let blank = page.place("title:sources") + 1;
            page.lines.remove(blank);
            page
        };
        assert_reads(&straight_after_the_title, &bare, &want);
        assert_reads(&Page::clean().set(field, ""), &[(field, "", 0)], &[]);
        assert_reads(&Page::markdown().put(field, &[label(field)]), &bare, &want);
    }

    #[test]
    fn the_section_with_numbers_in_its_title_holds_the_label_without() {
        let field = "facilities";
        assert_ne!(label(field), title("participation"));
        let page = Page::clean().put(field, &[label(field)]);
        assert_reads(&page, &[(field, "", 0)], &["missing-cell facilities"]);
        let page = Page::clean().put(field, &[&row(field, "【病院】 実施中：3施設"), "\t【薬局】"]);
        assert_reads(&page, &[(field, "【病院】 実施中：3施設 【薬局】", 1)], &["split-value facilities"]);
    }

    #[test]
    fn a_label_that_begins_another_is_told_apart() {
        let page = Page::clean().put("registered_basis", &[label("registered_basis")]);
        assert_reads(&page, &[("registered_basis", "", 0)], &["missing-cell registered_basis"]);
        let page = Page::clean().put("registered_patients", &[label("registered_patients")]);
        assert_reads(&page, &[("registered_patients", "", 0)], &["missing-cell registered_patients"]);
        let page = Page::clean().put("login_patient", &[label("login_patient")]);
        assert_reads(&page, &[("login_patient", "", 0)], &["missing-cell login_patient"]);
    }

    #[test]
    fn one_label_in_two_sections_gives_two_fields_with_their_own_ids() {
        let page = Page::clean()
            .set("consent_patient", "全ての施設毎")
            .set("fee_patient", "実施中：有料 年額：1200円");
        let changes =
            [("consent_patient", "全ての施設毎", 0), ("fee_patient", "実施中：有料 年額：1200円", 0)];
        assert_reads(&page, &changes, &[]);
    }

    #[test]
    fn rows_in_another_order_keep_their_own_values() {
        let (basis, patients) = ("registered_basis", "registered_patients");
        let rows = [row(patients, "77"), row(basis, "見込数")];
        let page = Page::clean().without(&[patients]).put(basis, &[&rows[0], &rows[1]]);
        let case = read_text(&page.text());
        assert_eq!((case.field_text(patients), case.field_text(basis)), ("77", "見込数"));
    }
}

/// Files: several pages in one, line ends, byte marks, control characters, no page at all.
mod files {
    use super::*;

    #[test]
    fn each_page_of_a_file_has_its_own_lines() {
        for heading in ["事例紹介", "## 事例紹介"] {
            let other = Page::clean().put("heading", &[heading]).put("name", &["山形南部地域医療情報網"]);
            let first = Page::clean().text();
            let second_starts = u32::try_from(first.lines().count()).unwrap() + 1;
            let text = format!("{first}\n{}", other.text());
            let catalog = load_bytes(text.as_bytes());
            let names: Vec<_> = catalog.pages.iter().map(|case| case.name.as_str()).collect();
            assert_eq!(names, [NAME, "山形南部地域医療情報網"]);
            let last = u32::try_from(text.lines().count()).unwrap();
            let spans: Vec<_> = catalog.pages.iter().map(|case| case.source.lines).collect();
            let wanted =
                [LineSpan { first: 1, last: second_starts - 1 }, LineSpan { first: second_starts, last }];
            assert_eq!(spans, wanted);
            let area = catalog.pages[1].field("area").unwrap();
            assert_eq!(area.lines, LineSpan::from_line(second_starts - 1 + other.line("area")));
            assert!(catalog.pages.iter().all(|case| case.diagnostics.is_empty()));
        }
    }

    #[test]
    fn a_page_ends_where_the_next_begins_even_after_a_bare_label() {
        let field = "running_borne_planned";
        let first = Page::clean().put(field, &[label(field)]).ended_after(field);
        let text =
            format!("{}\n{}", first.text(), Page::clean().put("name", &["山形南部地域医療情報網"]).text());
        let catalog = load_bytes(text.as_bytes());
        assert_eq!(catalog.pages.len(), 2);
        assert_eq!(reports(&catalog.pages[0]), ["missing-cell running_borne_planned"]);
        assert_eq!(catalog.pages[0].field_text(field), "");
        assert_eq!(catalog.pages[1].name, "山形南部地域医療情報網");
    }

    #[test]
    fn three_pages_are_three() {
        let text = [Page::clean().text(), Page::markdown().text(), Page::clean().text()].join("\n\n");
        assert_eq!(load_bytes(text.as_bytes()).pages.len(), 3);
    }

    #[test]
    fn every_kind_of_line_end_gives_the_same_page() {
        let page = Page::clean().put("ingenuity", &[&row("ingenuity", "行政が"), "", "\t参加した。"]);
        let read = |text: &str| {
            let mut case = serde_json::to_value(read_text(text)).unwrap();
            case["source"]["path"] = Value::Null;
            case["diagnostics"][0]["path"] = Value::Null;
            case
        };
        let unix = read(&page.text());
        assert_eq!(unix["diagnostics"][0]["code"], "split-value");
        assert_eq!(read(&page.text().replace('\n', "\r\n")), unix);
        assert_eq!(read(&page.text().replace('\n', "\r")), unix);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_page() {
        let case = read_text(&format!("\u{feff}{}", Page::clean().text()));
        assert_eq!((case.name.as_str(), case.source.encoding), (NAME, "UTF-8"));
        assert_eq!(reports(&case), [""; 0]);
    }

    #[test]
    fn control_and_direction_characters_are_taken_out_and_reported() {
        for control in ["\u{7}", "\u{1b}", "\u{202e}", "\u{2066}", "\u{2069}", "\u{9b}"] {
            for field in ["lead_organisation", "services_note"] {
                let page = Page::clean().set(field, &format!("北{control}海道"));
                let want = format!("control-character {field}");
                assert_reads(&page, &[(field, "北海道", 0)], &[&want]);
            }
        }
    }

    #[test]
    fn escape_sequences_leave_no_words_of_their_own_in_text_and_in_html() {
        for sequence in ["\u{1b}[1;31m", "\u{9b}0m", "\u{1b}]0;題\u{7}", "\u{1b}]8;;http://a.jp/\u{1b}\\"] {
            let field = "registered_patients";
            let page = Page::clean().set(field, &format!("{sequence}2708"));
            let case = assert_reads(&page, &[(field, "2708", 0)], &["control-character registered_patients"]);
            let found =
                case.diagnostics.iter().find(|found| found.code.name() == "control-character").unwrap();
            let told = found.message(jirei::lang::Lang::Ja);
            assert!(told.contains(&sequence.trim_start_matches(char::is_control)[..2]), "{told}");
        }
        let page = include_str!("pages/tonet.dl.html").replace("とねっと", "\u{1b}[31mとねっと\u{1b}[m");
        let case = jirei::source::read_pages("page.html", page.into_bytes()).unwrap().remove(0);
        assert_eq!(case.nickname.as_deref(), Some("とねっと"));
    }

    #[test]
    fn a_named_file_without_a_page_is_an_error() {
        for text in ["", "\n\n", "買い物\t牛乳\n", "事例紹介\n\nどこかの記事\n"] {
            let catalog = load_bytes(text.as_bytes());
            assert!(catalog.pages.is_empty());
            let codes: Vec<_> = catalog.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
            assert_eq!(codes, ["not-a-page"], "{text:?}");
        }
    }

    #[test]
    fn a_name_and_two_labelled_values_make_a_page_and_one_does_not() {
        let one = format!("事例紹介\n\n{NAME}\n\nシステムの概要\n\nシステム名\t{NAME}\n代表団体\t\n");
        assert!(load_bytes(one.as_bytes()).pages.is_empty());
        let case = read_text(&format!("{one}稼働状況\tサービス運用中\n"));
        assert_eq!((case.field_text("system_name"), case.field_text("operation")), (NAME, "サービス運用中"));
        assert_eq!(codes(&case), HashSet::from(["missing-field", "missing-section"]));
    }

    #[test]
    fn files_of_a_folder_that_hold_no_page_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("page.txt"), Page::clean().text()).unwrap();
        std::fs::write(folder.path().join("notes.txt"), "買い物\t牛乳\n").unwrap();
        let catalog = jirei::source::load(&[folder.path().to_owned()]);
        assert_eq!((catalog.pages.len(), catalog.passed_over.count()), (1, 1));
        assert!(catalog.diagnostics.is_empty());
    }

    #[test]
    fn a_path_that_is_not_there_is_unreadable() {
        let folder = tempfile::tempdir().unwrap();
        let catalog = jirei::source::load(&[folder.path().join("missing.txt")]);
        let codes: Vec<_> = catalog.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
        assert_eq!(codes, ["unreadable"]);
    }
}

/// Section 2 of the contract: what each kind of cell reads as.
mod values {
    use super::*;

    /// Holds that the cells read as these values, with their text verbatim and nothing reported.
    fn assert_values(field: &str, cells: &[(&str, Value)]) {
        for (cell, want) in cells {
            let case = assert_reads(&Page::clean().set(field, cell), &[(field, cell, 0)], &[]);
            assert_eq!(&value(&case, field), want, "{field}: {cell}");
        }
    }

    /// Holds that the cells do not read as the field's kind: they stay text and are reported.
    fn assert_not_its_kind(field: &str, cells: &[&str]) {
        for cell in cells {
            let report = format!("value-not-its-kind {field}");
            let page = Page::clean().set(field, cell);
            let case = assert_reads(&page, &[(field, cell, 0)], &[&report]);
            assert_eq!(value(&case, field), json!({"kind": "text"}), "{field}: {cell}");
            let line = page.line(field);
            assert_eq!(lines_of(&case, "value-not-its-kind"), Some((line, line)));
        }
    }

    fn list(items: &[&str]) -> Value {
        json!({"kind": "list", "items": items})
    }

    #[test]
    fn an_empty_cell_is_empty_in_every_field() {
        for spec in schema().fields() {
            for line in [format!("{}\t", spec.label), format!("{}\t  ", spec.label)] {
                let page = Page::clean().put(spec.id, &[&line]);
                let case = assert_reads(&page, &[(spec.id, "", 0)], &[]);
                assert_eq!(value(&case, spec.id), json!({"kind": "empty"}), "{}", spec.id);
            }
        }
    }

    #[test]
    fn unselected_is_unselected_in_every_field() {
        for spec in schema().fields() {
            assert_values(spec.id, &[("未選択", json!({"kind": "unselected"}))]);
        }
    }

    #[test]
    fn a_blank_a_zero_unselected_and_nothing_planned_are_four_answers() {
        for field in ["registered_patients", "build_cost", "fee_clinic", "use_research", "consent_new"] {
            let read = |cell: &str| {
                let case = read_text(&Page::clean().set(field, cell).text());
                (case.field_text(field).to_owned(), value(&case, field).to_string())
            };
            let answers = ["", "0", "未選択", "実施なし/予定なし"];
            let texts: Vec<_> = answers.iter().map(|cell| read(cell).0).collect();
            assert_eq!(texts, answers);
            assert_eq!(read("").1, json!({"kind": "empty"}).to_string());
            assert_eq!(read("未選択").1, json!({"kind": "unselected"}).to_string());
            for cell in ["0", "実施なし/予定なし"] {
                assert!(read(cell).1 != read("").1 && read(cell).1 != read("未選択").1, "{field}: {cell}");
            }
        }
    }

    #[test]
    fn white_space_folds_to_one_space() {
        for (cell, text) in
            [("甲  乙", "甲 乙"), ("甲　乙", "甲 乙"), ("甲　 　乙", "甲 乙"), ("  甲  ", "甲")]
        {
            assert_reads(&Page::clean().set("ingenuity", cell), &[("ingenuity", text, 0)], &[]);
        }
    }

    #[test]
    fn a_second_tab_loses_no_word() {
        let case = read_text(&Page::clean().set("ingenuity", "行政が\t参加").text());
        assert_eq!(solid(case.field_text("ingenuity")), "行政が参加");
    }

    #[test]
    fn choices_are_kept_as_they_are() {
        for cell in
            ["サービス運用中", "運営主体として参画中", "実施なし/予定なし", "二次医療圏、県域での連携"]
        {
            for field in ["operation", "coverage", "use_other"] {
                assert_values(field, &[(cell, json!({"kind": "choice", "choice": cell}))]);
            }
        }
    }

    #[test]
    fn lists_part_at_the_comma_outside_brackets_and_nowhere_else() {
        for field in ["services", "shared_orders", "storage_standard", "build_borne_now"] {
            assert_values(
                field,
                &[
                    ("医療連携、健康管理", list(&["医療連携", "健康管理"])),
                    ("画像（CT、MRI）、心電図", list(&["画像（CT、MRI）", "心電図"])),
                    ("画像(CT、MRI)、心電図", list(&["画像(CT、MRI)", "心電図"])),
                    ("「甲、乙」、『丙、丁』、【戊、己】", list(&["「甲、乙」", "『丙、丁』", "【戊、己】"])),
                    ("（甲「乙、丙」、丁）、戊", list(&["（甲「乙、丙」、丁）", "戊"])),
                    ("診療・検査予約／紹介，逆紹介/PIX", list(&["診療・検査予約／紹介，逆紹介/PIX"])),
                    ("文章その他 読影レポート", list(&["文章その他 読影レポート"])),
                    ("未選択 登録カード", list(&["未選択 登録カード"])),
                ],
            );
        }
    }

    #[test]
    fn the_consent_fields_part_at_spaces_too() {
        for field in [
            "consent_medical",
            "consent_care",
            "consent_patient",
            "consent_new",
            "consent_withdrawal",
            "consent_added_partner",
        ] {
            assert_values(
                field,
                &[
                    ("患者一括同意 全ての施設毎", list(&["患者一括同意", "全ての施設毎"])),
                    ("甲、乙 丙", list(&["甲", "乙", "丙"])),
                    ("未選択 登録カードをその施設に提示", list(&["未選択", "登録カードをその施設に提示"])),
                    ("同意書の撤回(脱退)文書による", list(&["同意書の撤回(脱退)文書による"])),
                ],
            );
        }
    }

    #[test]
    fn the_network_fields_drop_their_repeated_beginning() {
        assert_values(
            "network_medical",
            &[
                (
                    "医療機関との通信IP-VPN、医療機関等との通信インターネット",
                    list(&["IP-VPN", "インターネット"]),
                ),
                ("専用線、医療機関との通信IP-VPN", list(&["専用線", "IP-VPN"])),
            ],
        );
        assert_values(
            "network_care",
            &[
                ("介護施設の通信IP-VPN、介護施設・その他施設との通信専用線", list(&["IP-VPN", "専用線"])),
                ("医療機関との通信IP-VPN", list(&["医療機関との通信IP-VPN"])),
            ],
        );
        assert_values(
            "network_patient",
            &[("患者との通信インターネット、患者さんとの通信専用線", list(&["インターネット", "専用線"]))],
        );
    }

    #[test]
    fn no_other_field_drops_a_beginning() {
        for field in ["services", "login_patient", "data_sources"] {
            for cell in ["患者との通信インターネット", "医療機関との通信IP-VPN", "介護施設の通信専用線"]
            {
                assert_values(field, &[(cell, list(&[cell]))]);
            }
        }
    }

    #[test]
    fn prefectures_lose_their_ending_and_stand_once() {
        let names = |items: &[&str]| json!({"kind": "prefectures", "items": items});
        assert_values(
            "area",
            &[
                ("山形", names(&["山形"])),
                ("埼玉県、東京都、京都府、北海道", names(&["埼玉", "東京", "京都", "北海道"])),
                ("鳥取、島根、鳥取県", names(&["鳥取", "島根"])),
                ("全国", names(&["全国"])),
            ],
        );
        assert_not_its_kind("area", &["関東一円"]);
        let case = read_text(&Page::clean().set("area", "京都府、東京都").text());
        assert_eq!(case.prefectures, ["京都", "東京"]);
    }

    #[test]
    fn years_need_their_unit() {
        assert_values(
            "ended",
            &[
                ("2018年", json!({"kind": "year", "year": 2018})),
                ("２０１８年", json!({"kind": "year", "year": 2018})),
            ],
        );
        assert_not_its_kind("ended", &["2018", "約2018年", "2018年以上", "未定"]);
        let launch = |status: &str, year: u32| json!({"kind": "status_year", "status": status, "year": year});
        assert_values(
            "launch",
            &[
                ("導入済み：2009年", launch("導入済み", 2009)),
                ("導入予定：２０２７年", launch("導入予定", 2027)),
            ],
        );
        assert_not_its_kind("launch", &["導入済み：2012", "導入済み：約2012年"]);
    }

    #[test]
    fn staff_are_groups_of_people() {
        let group = |basis: &str, people: u64| json!({"basis": basis, "people": people});
        let staff = |groups: &[Value]| json!({"kind": "staff", "groups": groups});
        assert_values(
            "secretariat_staff",
            &[
                ("専任3人", staff(&[group("専任", 3)])),
                ("専任1人、兼任2人", staff(&[group("専任", 1), group("兼任", 2)])),
                ("兼任１２人", staff(&[group("兼任", 12)])),
            ],
        );
        assert_not_its_kind("secretariat_staff", &["若干名", "専任約3人", "兼任3人以上"]);
    }

    #[test]
    fn counts_are_whole_numbers_of_people() {
        let cells = [
            ("32187", 32_187),
            ("32,187人", 32_187),
            ("32187人", 32_187),
            ("３２１８７", 32_187),
            ("３２，１８７人", 32_187),
            ("3万2千人", 32_000),
            ("3万人", 30_000),
            ("0", 0),
        ];
        let cells = cells.map(|(cell, count)| (cell, json!({"kind": "count", "count": count})));
        for field in ["registered_patients", "shared_patients"] {
            assert_values(field, &cells);
            assert_not_its_kind(field, &["約3000人", "3000人以上", "3000人程度", "不明", "12.5", "-5"]);
        }
    }

    #[test]
    fn money_has_a_unit_and_is_known_in_yen() {
        let money = |amount: u64, unit: &str, yen: u64| json!({"kind": "money", "amount": amount, "unit": unit, "yen": yen});
        for field in ["build_cost", "other_annual_cost"] {
            assert_values(
                field,
                &[
                    ("460500（千円）", money(460_500, "千円", 460_500_000)),
                    ("460,500（千円）", money(460_500, "千円", 460_500_000)),
                    ("４６０５００（千円）", money(460_500, "千円", 460_500_000)),
                    ("86400（円）", money(86_400, "円", 86_400)),
                    ("500（万円）", money(500, "万円", 5_000_000)),
                    ("12（百万円）", money(12, "百万円", 12_000_000)),
                    ("3（億円）", money(3, "億円", 300_000_000)),
                    ("0（千円）", money(0, "千円", 0)),
                ],
            );
            assert_not_its_kind(
                field,
                &["460500", "約460500（千円）", "460500（千円）程度", "未定", "（千円）"],
            );
        }
    }

    #[test]
    fn fees_have_a_status_a_charge_and_yen() {
        let fee = |charge: &str, month: Option<u64>, year: Option<u64>, note: Option<&str>| {
            json!({
                "kind": "fee", "status": "実施中", "charge": charge,
                "yen_per_month": month, "yen_per_year": year, "note": note,
            })
        };
        for field in ["fee_hospital_disclosing", "fee_care", "fee_patient"] {
            assert_values(
                field,
                &[
                    ("実施中：無料", fee("無料", None, None, None)),
                    ("実施中：有料 月額：86400円", fee("有料", Some(86_400), None, None)),
                    ("実施中：有料 年額：12000円", fee("有料", None, Some(12_000), None)),
                    (
                        "実施中：有料 月額：1,000円 年額：１２０００円",
                        fee("有料", Some(1000), Some(12_000), None),
                    ),
                    ("実施中：無料 補足：初年度 のみ", fee("無料", None, None, Some("初年度 のみ"))),
                    ("実施中：有料 月額：0円 補足：県が負担", fee("有料", Some(0), None, Some("県が負担"))),
                ],
            );
            let (paid, report) = ("実施中：有料", format!("fee-without-amount {field}"));
            let case = assert_reads(&Page::clean().set(field, paid), &[(field, paid, 0)], &[&report]);
            assert_eq!(value(&case, field), fee("有料", None, None, None));
        }
    }

    #[test]
    fn facilities_without_a_number_are_not_zero() {
        let item = |kind: &str, status: Option<&str>, count: Option<u64>| json!({"type": kind, "status": status, "count": count});
        let facilities = |items: &[Value]| json!({"kind": "facilities", "items": items});
        let active = Some("実施中");
        assert_values(
            "facilities",
            &[
                ("【病院】 実施中：22施設", facilities(&[item("病院", active, Some(22))])),
                ("【薬局】", facilities(&[item("薬局", None, None)])),
                ("【病院】 実施中：0施設", facilities(&[item("病院", active, Some(0))])),
                (
                    "【薬局】 【介護施設】 実施中：1,022施設 【その他】",
                    facilities(&[
                        item("薬局", None, None),
                        item("介護施設", active, Some(1022)),
                        item("その他", None, None),
                    ]),
                ),
                ("【歯科診療所】 実施中：１７施設", facilities(&[item("歯科診療所", active, Some(17))])),
            ],
        );
        assert_not_its_kind("facilities", &["多数", "病院22", "【病院】 実施中：約20施設"]);
    }

    #[test]
    fn effects_have_four_marks() {
        let cell =
            "(○) 患者サービスが向上した (△) 患者の負担が軽減した (×) 医師の負担軽減 () 業務全体の負担軽減";
        let want = json!({"kind": "effects", "items": [
            {"mark": "effective", "text": "患者サービスが向上した"},
            {"mark": "neutral", "text": "患者の負担が軽減した"},
            {"mark": "ineffective", "text": "医師の負担軽減"},
            {"mark": "unanswered", "text": "業務全体の負担軽減"},
        ]});
        let page = Page::clean().set("effects", cell);
        let case = assert_reads(&page, &[("effects", cell, 0)], &["unanswered-mark effects"]);
        assert_eq!(value(&case, "effects"), want);
        assert_not_its_kind("effects", &["特になし"]);
    }
}

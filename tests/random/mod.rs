//! Pages, queries and views drawn at random.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jirei::analysis::Column;
use jirei::analysis::column_error::ColumnError;
use jirei::analysis::column_list::{all_columns, parse_single};
use jirei::analysis::groups::group_cases;
use jirei::analysis::sheet::Sheet;
use jirei::analysis::view::{SheetStyle, View, ViewTexts};
use jirei::lang::Lang;
use jirei::model::Catalog;
use jirei::model::schema::schema;
use jirei::search::quantity::{Measure, Quantity};
use jirei::search::{Index, PreparedQuery, Query};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::generator::{self, catalog};

/// So many of what is drawn, where one takes long; as many times more as `PROPTEST_CASES` is above the usual 256.
pub fn few(cases: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let cases = (usual.cases * cases / 256).max(1);
    ProptestConfig { cases, max_shrink_iters: 200, failure_persistence: None, ..usual }
}

/// Words that can stand behind any label: blanks, numbers of every spelling, lists, signs of other languages, letters
/// of every width.
const WORDS: &[&str] = &[
    "",
    "未選択",
    "0",
    "０人",
    "7",
    "12,345人",
    "約3万人",
    "1（千円）",
    "2,500（千円）",
    "9999999（千円）",
    "2031年",
    "導入予定：2031年",
    "導入済み：1999年",
    "専任1人、兼任2人",
    "実施中：無料",
    "実施中：有料 月額：1,200円 補足：=別途",
    "実施なし/予定なし",
    "特になし。",
    "全国",
    "埼玉",
    "埼玉、東京、北海道",
    "医療連携、救急医療対策、未選択",
    "未選択、登録カードをその施設に提示",
    "【病院】 実施中：7施設 【薬局】 【訪問看護】 3施設",
    "(○) 医療従事者間の連携が進んだ () 業務全体の負担軽減 (×) 患者紹介 (△) 見たことのない項目",
    "その他",
    "=1+1",
    "＝SUM(A1)",
    "+81 3",
    "＋計",
    "-",
    "－－",
    "-5",
    "@home",
    "甲|乙、丙",
    "\"引用\"、'一重'",
    "a,b;c",
    "ｶﾞｷﾞｸﾞ、ﾊﾟﾋﾟ",
    "①②㍿",
    "全角　空白 ＡＢＣ",
    "か\u{3099}き\u{3099}",
    "*太字* _x_ [y](z) <b> \\ ` ~ $",
    "# 見出し",
    "1. 項目",
    "100%",
    "(括弧) （括弧）",
    "県:埼玉 列:費用",
];

/// An answer in place of the made-up one.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    Words(&'static str),
    /// 5,000 letters.
    Long,
    /// The page does not have the field.
    Missing,
}

#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Text,
    Damaged,
    Html,
    Markdown,
}

/// A page: made up by its seed, with some fields of the form, by their index, changed.
#[derive(Debug, Clone)]
pub struct Page {
    pub seed: u64,
    pub shape: Shape,
    pub answers: Vec<(usize, Answer)>,
}

impl Page {
    pub fn text(&self) -> String {
        match self.shape {
            Shape::Damaged => return generator::damaged_page(self.seed),
            Shape::Html => return generator::html_page(self.seed),
            Shape::Markdown => return generator::markdown_page(self.seed),
            Shape::Text => {}
        }
        let page = generator::page(self.seed);
        let mut field = 0;
        let mut lines = Vec::new();
        for line in page.lines() {
            let Some((label, value)) = line.split_once('\t') else {
                lines.push(line.to_owned());
                continue;
            };
            let answer = self.answers.iter().find(|(at, _)| *at == field).map(|(_, answer)| *answer);
            field += 1;
            match answer {
                Some(Answer::Missing) => {}
                Some(Answer::Long) => lines.push(format!("{label}\t{}", "長い話。".repeat(1_250))),
                Some(Answer::Words(words)) => lines.push(format!("{label}\t{words}")),
                None => lines.push(format!("{label}\t{value}")),
            }
        }
        lines.join("\n") + "\n"
    }

    fn ending(&self) -> &'static str {
        match self.shape {
            Shape::Text | Shape::Damaged => "txt",
            Shape::Html => "html",
            Shape::Markdown => "md",
        }
    }
}

/// At most so many pages, some of them of the same case.
pub fn pages(most: usize) -> impl Strategy<Value = Vec<Page>> {
    let words = select(WORDS).prop_map(Answer::Words);
    let answer = prop_oneof![12 => words, 1 => Just(Answer::Long), 2 => Just(Answer::Missing)];
    let answers = vec((0..schema().fields().count(), answer), 0..24);
    let shape = prop_oneof![
        5 => Just(Shape::Text),
        1 => Just(Shape::Damaged),
        1 => Just(Shape::Html),
        1 => Just(Shape::Markdown)
    ];
    let page = (0..400_u64, shape, answers).prop_map(|(seed, shape, answers)| Page { seed, shape, answers });
    vec(page, 0..=most)
}

/// The catalog of pages.
pub fn catalog_of(pages: &[Page]) -> Catalog {
    catalog::read(pages.iter().map(Page::text))
}

/// The pages in a folder.
pub fn folder_of(pages: &[Page]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_pages(pages, folder.path());
    folder
}

/// Writes pages into a folder, in their order by name.
pub fn write_pages(pages: &[Page], folder: &Path) {
    for (at, page) in pages.iter().enumerate() {
        fs::write(folder.join(format!("page-{at:02}.{}", page.ending())), page.text()).unwrap();
    }
}

/// What a query looks for.
pub fn filter() -> impl Strategy<Value = String> {
    let clause = select(
        &[
            "地域",
            "ネット",
            "iryou",
            "患者>=1000",
            "年:2010..",
            "県:埼玉|東京|山形|長野",
            "-空:登録患者数",
            "空:共有患者数|提供地域",
            "連携方式=集中型|クラウド型",
            "運用費/患者<1000",
            "効果:患者紹介=○|△",
            "施設:薬局>=1",
            "-サービス終了",
            "\"医療連携\"",
        ][..],
    );
    vec(clause, 0..3).prop_map(|clauses| clauses.join(" "))
}

/// The columns of cases that have a name of their own.
pub static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut columns = all_columns();
    columns.retain(|column| !matches!(column, Column::Aggregate { .. }));
    columns
});

/// Those that make groups.
pub static GROUPED: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let none = Catalog::new(Vec::new(), Vec::new());
    let more = ["患者/施設", "最高料金/患者", "運用費/共有患者"].map(single);
    let all = COLUMNS.iter().cloned().chain(more);
    all.filter(|column| group_cases(column, &none, &[], Lang::Ja).is_some()).collect()
});

/// The column with this name.
pub fn single(name: &str) -> Column {
    parse_single(name).unwrap().into_column().unwrap()
}

/// The names of columns, as a list has them.
pub fn names(columns: &[Column]) -> Vec<String> {
    columns.iter().filter_map(Column::text).collect()
}

/// Lists that stand for several columns or for what lies behind one.
const LISTS: &[&str] = &[
    "主な列",
    "費用",
    "同意",
    "品質",
    "ピックアップ",
    "システム",
    "効果:*",
    "施設:*",
    "標準:*",
    "目的:*",
    "サービス:*",
    "厚労省標準規格の採用:*",
    "同意取得",
    "料金",
    "施設:薬局",
    "効果:患者紹介",
    "登録患者数.text",
    "連携方式.state",
    "構築費用概算.line",
    "患者/施設",
    "運用費/共有患者",
];

/// A list of columns of cases.
pub fn columns() -> impl Strategy<Value = String> {
    let column = prop_oneof![3 => select(names(&COLUMNS)), 1 => select(LISTS).prop_map(str::to_owned)];
    let change = select(&["+URL,-県", "-施設,-年,+空欄", "+効果:*", "+代表団体,-略称"][..]);
    prop_oneof![6 => vec(column, 1..6).prop_map(|names| names.join(",")), 1 => change.prop_map(str::to_owned)]
}

/// Columns to sort by.
fn sort(names: Vec<String>) -> impl Strategy<Value = Option<String>> {
    let key =
        (any::<bool>(), select(names)).prop_map(|(down, name)| if down { format!("-{name}") } else { name });
    vec(key, 0..3).prop_map(|keys| (!keys.is_empty()).then(|| keys.join(",")))
}

/// Figures of groups.
pub const FIGURES: &[&str] = &[
    "件数",
    "割合",
    "合計(患者)",
    "平均(構築費)",
    "平均(共有率)",
    "中央値(運用費/患者)",
    "中央値(共有率)",
    "最小(年)",
    "最大(共有率)",
    "第1四分位(施設)",
    "第3四分位(○の割合)",
    "種類(連携方式)",
    "効果:患者紹介",
];

/// How cases are shown: what is looked for, the columns, the order, the groups.
#[derive(Debug, Clone)]
pub struct DrawnView {
    pub filter: String,
    pub columns: Option<String>,
    pub sort: Option<String>,
    pub groups: Option<String>,
    /// A number that chooses the case that the others are ordered by their likeness to.
    pub near: Option<prop::sample::Index>,
}

/// Any view of cases or of groups.
pub fn view() -> impl Strategy<Value = DrawnView> {
    prop_oneof![2 => view_of_cases(), 1 => view_of_groups()]
}

pub fn view_of_cases() -> impl Strategy<Value = DrawnView> {
    let near = prop::option::weighted(0.2, any::<prop::sample::Index>());
    (filter(), prop::option::weighted(0.9, columns()), sort(names(&COLUMNS)), near)
        .prop_map(|(filter, columns, sort, near)| DrawnView { filter, columns, sort, groups: None, near })
}

pub fn view_of_groups() -> impl Strategy<Value = DrawnView> {
    let figures = vec(select(FIGURES), 1..4).prop_map(|figures| figures.join(","));
    let sort = sort(FIGURES.iter().map(|name| (*name).to_owned()).collect());
    // 効果:患者紹介 is a figure of other groups.
    let mut groups = names(&GROUPED);
    groups.retain(|name| name != "effect_07");
    (filter(), prop::option::weighted(0.9, figures), sort, select(groups)).prop_map(
        |(filter, columns, sort, by)| DrawnView { filter, columns, sort, groups: Some(by), near: None },
    )
}

impl DrawnView {
    /// The query with its view clauses.
    pub fn text(&self, catalog: &Catalog) -> String {
        let near = self.near.filter(|_| !catalog.entries.is_empty());
        let near = near.and_then(|near| catalog.case(near.index(catalog.entries.len())));
        let clauses = [
            (!self.filter.is_empty()).then(|| self.filter.clone()),
            self.columns.as_ref().map(|list| format!("列:{list}")),
            self.sort.as_ref().map(|list| format!("順:{list}")),
            self.groups.as_ref().map(|by| format!("群:{by}")),
            near.map(|case| format!("近:{}", case.id)),
        ];
        clauses.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The sheet of a catalog; `None` where no page has what the columns are of.
    pub fn sheet<'a>(&self, catalog: &'a Catalog, for_file: bool) -> Option<Sheet<'a>> {
        let query = Query::parse(&self.text(catalog));
        let view = View::parse(&query, ViewTexts::default()).unwrap();
        let style = SheetStyle { for_file, ..SheetStyle::default() };
        match view.sheet(catalog, entries(catalog, &query), style, Lang::Ja) {
            Ok(sheet) => Some(sheet).filter(|sheet| !sheet.columns.is_empty()),
            // Without pages there are no items to unfold, and no case to be like.
            Err(ColumnError::Empty | ColumnError::NoCase { .. }) => None,
            Err(error) => panic!("{self:?}: {}", error.message(Lang::Ja)),
        }
    }
}

/// The cases that a query finds, in its order.
pub fn entries(catalog: &Catalog, query: &Query) -> Vec<usize> {
    let index = Index::new(catalog);
    found(catalog, &index, query)
}

/// The same, where the index is known.
pub fn found(catalog: &Catalog, index: &Index, query: &Query) -> Vec<usize> {
    let hits = PreparedQuery::new(query, index, Lang::Ja).hits(index, catalog);
    hits.into_iter().map(|hit| hit.entry).collect()
}

/// Every ratio of two measures that means anything.
pub fn ratios() -> Vec<(Quantity, Measure, Measure)> {
    let measure = |column: &Column| {
        if let Column::Quantity(Quantity::Of(measure)) = column { Some(*measure) } else { None }
    };
    let measures: Vec<Measure> = COLUMNS.iter().filter_map(measure).collect();
    let pairs = measures.iter().flat_map(|one| measures.iter().map(move |other| (*one, *other)));
    let ratio = |(one, other)| Some((Quantity::Of(one).per(Quantity::Of(other))?, one, other));
    pairs.filter_map(ratio).collect()
}

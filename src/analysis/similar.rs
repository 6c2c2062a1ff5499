//! The cases of a catalog by how alike they are to one, or to a profile; as a sheet and with their reasons.

use rayon::prelude::*;
use strum::VariantArray;

use super::cell::{Cell, CellValue, NOTHING, NumberFormat};
use super::column::Column;
use super::distribution::plain_column;
use super::figures::{at_most, half_up};
use super::kind::ColumnKind;
use super::likeness::{FEATURES, FeatureComparison, FeatureGroup, FeatureKind, Likeness, Profile};
use super::sheet::{RowKey, Sheet, SheetRow};
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::Catalog;
use crate::search::place::HeadPart;
use crate::search::quantity::Quantity;

impl FeatureKind {
    fn column(self) -> Column {
        match self {
            Self::Number(measure) | Self::Year(measure) => Column::Quantity(Quantity::Of(measure)),
            Self::Items(id) => Column::Field(id),
            Self::Class(class) => Column::Class(class),
        }
    }
}

impl FeatureComparison {
    /// Returns the column of the feature.
    #[must_use]
    pub fn column(&self) -> Column {
        self.kind.column()
    }
}

/// Returns the features of a group with their weights.
#[must_use]
pub fn features_of(group: FeatureGroup) -> Vec<(Column, u32)> {
    let own = FEATURES.iter().filter(|feature| feature.group == group);
    own.map(|feature| (feature.kind.column(), feature.weight)).collect()
}

/// A case and how alike it is to the base.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarCase {
    /// Its index in [`Catalog::entries`].
    pub entry: usize,
    /// How alike it is.
    pub likeness: Likeness,
}

/// Ranks cases by how alike they are to a profile: those of which less than half can be compared are the last,
/// ties go by the compared weight, then by id.
#[must_use]
pub fn rank_similar(
    base: &Profile,
    catalog: &Catalog,
    entries: &[usize],
    groups: &[FeatureGroup],
) -> Vec<SimilarCase> {
    let compare = |entry: &usize| {
        let case = catalog.case(*entry)?;
        Some(SimilarCase { entry: *entry, likeness: base.compare(&Profile::of_case(case), groups) })
    };
    let with_key = |similar: SimilarCase| {
        let likeness = &similar.likeness;
        (likeness.is_thin(), likeness.score(), likeness.points(None).1, similar)
    };
    let compared = entries.par_iter().filter_map(compare).map(with_key);
    let mut ranked: Vec<(bool, f64, u32, SimilarCase)> = compared.collect();
    ranked.sort_by(|(thin, score, weight, one), (other_thin, other_score, other_weight, other)| {
        let order = thin.cmp(other_thin).then(other_score.total_cmp(score)).then(other_weight.cmp(weight));
        let id = |similar: &SimilarCase| catalog.case(similar.entry).map(|case| &case.id);
        order.then_with(|| id(one).cmp(&id(other)))
    });
    ranked.into_iter().map(|(.., similar)| similar).collect()
}

/// Returns the cases as a sheet: score, names, points by group, and the weight that was compared.
#[must_use]
pub fn similar_sheet<'a>(
    ranked: &[SimilarCase],
    catalog: &'a Catalog,
    groups: &[FeatureGroup],
    lang: Lang,
) -> Sheet<'a> {
    let columns = [
        plain_column("score", lang.text("similar.score").to_owned(), ColumnKind::Ratio),
        plain_column("id", "ID".to_owned(), ColumnKind::Text),
        plain_column("nickname", lang.text("analysis.nickname").to_owned(), ColumnKind::Text),
        plain_column("area", lang.text("analysis.prefecture").to_owned(), ColumnKind::Items),
    ];
    let of_groups = groups.iter().map(|group| {
        let mut column = plain_column(<&str>::from(*group), group.label(lang).to_owned(), ColumnKind::Ratio);
        column.format = NumberFormat::OneDecimal;
        column
    });
    let weights = [
        plain_column("compared_weight", lang.text("similar.compared").to_owned(), ColumnKind::Number),
        plain_column("stated_weight", lang.text("similar.stated").to_owned(), ColumnKind::Number),
    ];
    let columns = columns.into_iter().chain(of_groups).chain(weights).collect();
    let row = |similar: &SimilarCase| {
        let SimilarCase { entry, likeness } = similar;
        let own = [Column::Head(HeadPart::Id), Column::Head(HeadPart::Nickname), Column::Field("area")];
        let own = own.into_iter().map(|column| column.cell(catalog, *entry, lang));
        let of_groups = groups.iter().map(|group| match likeness.points(Some(*group)) {
            (_, 0) => Cell::without_value(AnswerState::Blank),
            (points, _) => Cell::new(CellValue::Figure(points)),
        });
        let weights = [likeness.points(None).1, likeness.stated];
        let weights = weights.map(|weight| Cell::new(CellValue::Count(u64::from(weight))));
        let score = Cell::new(CellValue::Figure(likeness.score()));
        SheetRow {
            key: RowKey::Case(catalog.case(*entry).map_or_else(String::new, |case| case.id.clone())),
            cells: [score].into_iter().chain(own).chain(of_groups).chain(weights).collect(),
        }
    };
    let rows: Vec<SheetRow<'a>> = ranked.iter().map(row).collect();
    Sheet { columns, cases: rows.len(), rows, foot: Vec::new(), counts: None, summary: None }
}

/// Returns a case on a line: score, id, names, points by group, compared weight.
#[must_use]
pub fn similar_line(similar: &SimilarCase, catalog: &Catalog, lang: Lang) -> String {
    let SimilarCase { entry, likeness } = similar;
    let Some(case) = catalog.case(*entry) else { return String::new() };
    let groups = FeatureGroup::VARIANTS.iter().filter_map(|group| {
        let (points, weight) = likeness.points(Some(*group));
        (weight > 0).then(|| format!("{} {}/{weight}", group.label(lang), at_most(points, 1)))
    });
    let groups: Vec<String> = groups.collect();
    let weight = format!("{} {}/{}", lang.text("similar.weight"), likeness.points(None).1, likeness.stated);
    let is_compared = likeness.points(None).1 > 0;
    let score = if is_compared { half_up(likeness.score(), 0) } else { NOTHING.to_owned() };
    let prefectures = case.prefectures.join(lang.text("analysis.item_comma"));
    let parts =
        [score, case.id.clone(), case.short_name().into_owned(), prefectures, groups.join(" · "), weight];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// Returns the reasons, a line each: what gives most first, then what differs, then what cannot be compared.
#[must_use]
pub fn reason_lines(base: &Profile, similar: &SimilarCase, catalog: &Catalog, lang: Lang) -> Vec<String> {
    let Some(case) = catalog.case(similar.entry) else { return Vec::new() };
    let (likeness, other) = (&similar.likeness, Profile::of_case(case));
    let words = |one: &FeatureComparison| one.words(base, &other, lang);
    let mut given: Vec<&FeatureComparison> =
        likeness.comparisons.iter().filter(|one| one.points().is_some_and(|points| points > 0.0)).collect();
    given.sort_by(|one, other| other.points().unwrap_or(0.0).total_cmp(&one.points().unwrap_or(0.0)));
    let mut lines: Vec<String> = given.iter().map(|one| reason_line(one, &words(one), lang)).collect();
    let comma = lang.text("analysis.item_comma");
    let labels = |is_of: &dyn Fn(&&FeatureComparison) -> bool| {
        let named = likeness.comparisons.iter().filter(is_of);
        let named =
            named.map(|one| format!("{} {}", one.column().label(lang), words(one)).trim_end().to_owned());
        named.collect::<Vec<_>>().join(comma)
    };
    let different = labels(&|one| one.points() == Some(0.0));
    if !different.is_empty() {
        lines.push(lang.fill("similar.different", &[("features", &different)]));
    }
    let unknown = labels(&|one| one.likeness.is_none());
    if !unknown.is_empty() {
        lines.push(lang.fill("similar.not_compared", &[("features", &unknown)]));
    }
    lines
}

/// Returns `+1.3/4  医療機関等との通信  インターネットVPN（3 のうち 1）`.
fn reason_line(one: &FeatureComparison, words: &str, lang: Lang) -> String {
    let points = format!("+{}/{}", at_most(one.points().unwrap_or(0.0), 1), one.weight);
    let line = format!("{points}  {}  {words}", one.column().label(lang));
    match one.shared {
        Some((shared, all)) if all > 1 => {
            line + &lang.fill("similar.shared", &[("shared", &shared), ("all", &all)])
        }
        Some(_) | None => line,
    }
}

/// Returns the reasons as a table, a row a case and feature: the case, group and feature, points and weight, what was
/// compared.
#[must_use]
pub fn reasons_sheet<'a>(
    base: &Profile,
    ranked: &[SimilarCase],
    catalog: &'a Catalog,
    lang: Lang,
) -> Sheet<'a> {
    let column = |id: &str, label: &'static str, kind| plain_column(id, lang.text(label).to_owned(), kind);
    let mut points = column("points", "similar.points", ColumnKind::Ratio);
    points.format = NumberFormat::OneDecimal;
    let columns = vec![
        plain_column("id", "ID".to_owned(), ColumnKind::Text),
        column("nickname", "analysis.nickname", ColumnKind::Text),
        column("score", "similar.score", ColumnKind::Ratio),
        column("group", "similar.group", ColumnKind::Text),
        column("feature", "similar.feature", ColumnKind::Text),
        points,
        column("weight", "similar.weight", ColumnKind::Number),
        column("words", "similar.words", ColumnKind::Text),
    ];
    let rows = ranked.iter().flat_map(|similar| {
        let own = [HeadPart::Id, HeadPart::Nickname].map(Column::Head);
        let own = own.map(|column| column.cell(catalog, similar.entry, lang));
        let id = catalog.case(similar.entry).map_or_else(String::new, |case| case.id.clone());
        let score = similar.likeness.score();
        let other = catalog.case(similar.entry).map(Profile::of_case);
        similar.likeness.comparisons.iter().map(move |one| {
            let words = other.as_ref().map(|other| one.words(base, other, lang));
            let words = words.filter(|words| !words.is_empty()).map(CellValue::Words);
            let shown = |id: &str, label: String| {
                Cell::new(CellValue::Shown(Box::new(CellValue::Words(id.to_owned())), label))
            };
            let heading = one.column().heading(NumberFormat::Whole, lang);
            let about = [
                Cell::new(CellValue::Figure(score)),
                shown(one.group.into(), one.group.label(lang).to_owned()),
                shown(&heading.id, one.column().label(lang)),
                Cell::from_value(one.points().map(CellValue::Figure)),
                Cell::new(CellValue::Count(u64::from(one.weight))),
                Cell::from_value(words),
            ];
            SheetRow { key: RowKey::Case(id.clone()), cells: own.iter().cloned().chain(about).collect() }
        })
    });
    Sheet {
        columns,
        rows: rows.collect(),
        foot: Vec::new(),
        cases: ranked.len(),
        counts: None,
        summary: None,
    }
}

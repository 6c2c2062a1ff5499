//! The long form of a file: a row an answer, a row an item of a list.

use strum::{IntoStaticStr, VariantArray};

use super::cell::{Cell, CellValue, mark_sign};
use super::distribution::plain_column;
use super::grid::Grid;
use super::kind::ColumnKind;
use super::sheet::SheetColumn;
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::schema::{FieldSpec, SectionSpec, schema, section_of};
use crate::model::{
    Case, CasePage, EffectMark, Fee, Field, LineSpan, PageSource, Section, UNSELECTED, Value, field_of,
};
use crate::search::quantity::Number;

/// The state of an item of 導入効果 without a mark.
const UNANSWERED: &str = "unanswered";

/// Returns the rows of pages in the long form: the answers in page order, then the fields of the form that the page
/// does not have.
#[must_use]
pub fn long_grid<'a>(pages: &'a [CasePage<'a>], lang: Lang) -> Grid<'a> {
    let mut places = Vec::new();
    for (page, each) in (0..).zip(pages) {
        add_places(page, each.case, &mut places);
    }
    places.shrink_to_fit();
    let columns: Vec<SheetColumn> = LongColumn::VARIANTS.iter().map(|column| column.head(lang)).collect();
    let rows = places.len();
    let cell =
        move |row: usize, column: usize| LongColumn::VARIANTS[column].cell(&LongRow::new(pages, places[row]));
    let mut grid = Grid::new(columns, rows, cell);
    grid.group = GROUP;
    grid
}

/// The rows of a group, in formats of columns.
const GROUP: usize = 100_000;

/// Where the row of an answer is; small, since a file may have a million.
#[derive(Debug, Clone, Copy)]
struct Place {
    page: u32,
    /// The section of the page; `NOT_THERE` for a field of the form that the page does not have.
    section: u32,
    /// The field in the section, or in the form.
    field: u32,
    /// The item of the answer, from 0.
    item: u32,
}

/// The section of a field that the page does not have.
const NOT_THERE: u32 = u32::MAX;

fn add_places(page: u32, case: &Case, places: &mut Vec<Place>) {
    for (section, of) in (0..).zip(&case.sections) {
        for (field, of) in (0..).zip(&of.fields) {
            places.extend((0..count_items(&of.value)).map(|item| Place { page, section, field, item }));
        }
    }
    let form = (0..).zip(schema().fields());
    let missing = form.filter(|(_, spec)| field_of(case, spec.id).is_none());
    places.extend(missing.map(|(field, _)| Place { page, section: NOT_THERE, field, item: 0 }));
}

/// Returns the rows of an answer.
fn count_items(value: &Value) -> u32 {
    let items = match value {
        Value::List { items } => items.len(),
        Value::Prefectures { items } => items.len(),
        Value::Staff { groups } => groups.len(),
        Value::Effects { items } => items.len(),
        Value::Facilities { items } => items.len(),
        Value::Fee(fee) => fee_items(fee).count(),
        Value::Empty
        | Value::Unselected
        | Value::Text
        | Value::Choice { .. }
        | Value::StatusYear { .. }
        | Value::Year { .. }
        | Value::Count { .. }
        | Value::Money { .. } => 1,
    };
    u32::try_from(items.max(1)).unwrap_or(u32::MAX)
}

/// Returns what a fee says: item, text, yen.
fn fee_items(fee: &Fee) -> impl Iterator<Item = (&'static str, &str, Option<u64>)> {
    let charge = fee.charge.as_deref().map(|charge| ("料金", charge, None));
    let month = fee.yen_per_month.map(|yen| ("月額", "", Some(yen)));
    let year = fee.yen_per_year.map(|yen| ("年額", "", Some(yen)));
    charge.into_iter().chain(month).chain(year)
}

/// A row.
struct LongRow<'a> {
    case: &'a Case,
    /// The section and the field of the page.
    found: Option<(&'a Section, &'a Field)>,
    /// The field of the form that the page does not have.
    missing: Option<&'static FieldSpec>,
    item: u32,
}

impl<'a> LongRow<'a> {
    fn new(pages: &[CasePage<'a>], place: Place) -> Self {
        let case = pages[place.page as usize].case;
        let item = place.item;
        if place.section == NOT_THERE {
            let missing = schema().fields().nth(place.field as usize);
            return Self { case, found: None, missing, item };
        }
        let section = &case.sections[place.section as usize];
        let field = &section.fields[place.field as usize];
        Self { case, found: Some((section, field)), missing: None, item }
    }

    /// Returns the id of the field in the form.
    fn field_id(&self) -> Option<&'static str> {
        self.found.map_or_else(|| self.missing.map(|spec| spec.id), |(_, field)| field.id)
    }

    /// Returns the section in the form.
    fn section(&self) -> Option<&'static SectionSpec> {
        let of_page = self.found.and_then(|(section, _)| section.id);
        let id = of_page.or_else(|| section_of(self.field_id()?))?;
        schema().section(id)
    }

    fn label(&self) -> &'a str {
        self.found.map_or_else(|| self.missing.map_or("", |spec| spec.label), |(_, field)| &field.label)
    }

    fn answer(&self) -> LongAnswer<'a> {
        let Some((_, field)) = self.found else {
            return LongAnswer::of_state(AnswerState::Missing.id(), "");
        };
        let state = AnswerState::of_answer(field);
        let item = LongAnswer { item_no: Some(self.item + 1), ..LongAnswer::of_state(state.id(), "") };
        let whole = |number: Option<u64>, unit| {
            let unit = if number.is_some() { unit } else { "" };
            LongAnswer { text: &field.text, number, unit, ..item }
        };
        let at = self.item as usize;
        match &field.value {
            Value::Empty => LongAnswer::of_state(state.id(), ""),
            Value::Unselected => LongAnswer::of_state(state.id(), UNSELECTED),
            Value::Text | Value::Choice { .. } => whole(None, ""),
            Value::List { items } => items.get(at).map_or(item, |words| item.with_list_item(words)),
            Value::Prefectures { items } => items.get(at).map_or(item, |words| item.with_list_item(words)),
            Value::StatusYear { year, .. } => whole(year.map(u64::from), "年"),
            Value::Year { year } => whole(Some(u64::from(*year)), "年"),
            Value::Count { count } => whole(Some(*count), "人"),
            Value::Money { yen, .. } => whole(Some(*yen), "円"),
            Value::Staff { groups } => groups.get(at).map_or(item, |group| LongAnswer {
                item: group.basis.as_deref().unwrap_or_default(),
                number: Some(group.people),
                unit: "人",
                ..item
            }),
            Value::Effects { items } => items.get(at).map_or(item, |effect| LongAnswer {
                item: &effect.text,
                text: mark_sign(effect.mark),
                state: if effect.mark == EffectMark::Unanswered { UNANSWERED } else { state.id() },
                ..item
            }),
            Value::Facilities { items } => items.get(at).map_or(item, |facility| LongAnswer {
                item: &facility.facility_type,
                text: facility.status.as_deref().unwrap_or_default(),
                number: facility.count,
                unit: "施設",
                state: facility.count.map_or(AnswerState::Blank.id(), |_| state.id()),
                ..item
            }),
            Value::Fee(fee) => {
                let found = fee_items(fee).nth(at);
                found.map_or_else(
                    || whole(None, ""),
                    |(name, text, number)| LongAnswer {
                        item: name,
                        text,
                        number,
                        unit: number.map_or("", |_| "円"),
                        ..item
                    },
                )
            }
        }
    }
}

/// What an answer, or an item of it, says.
#[derive(Debug, Clone, Copy)]
struct LongAnswer<'a> {
    state: &'static str,
    item_no: Option<u32>,
    item: &'a str,
    text: &'a str,
    number: Option<u64>,
    unit: &'static str,
}

impl<'a> LongAnswer<'a> {
    fn of_state(state: &'static str, text: &'a str) -> Self {
        Self { state, item_no: None, item: "", text, number: None, unit: "" }
    }

    fn with_list_item(self, words: &'a str) -> Self {
        let state = if words == UNSELECTED { AnswerState::Unselected.id() } else { self.state };
        Self { item: words, text: words, state, ..self }
    }
}

/// A column of the long form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
enum LongColumn {
    CaseId,
    SectionId,
    SectionNo,
    FieldId,
    Label,
    Kind,
    State,
    ItemNo,
    Item,
    Text,
    Number,
    Unit,
    Path,
    FirstLine,
    LastLine,
}

impl LongColumn {
    fn head(self, lang: Lang) -> SheetColumn {
        let (label, kind) = match self {
            Self::CaseId => ("analysis.long_case", ColumnKind::Text),
            Self::SectionId => ("analysis.long_section", ColumnKind::Text),
            Self::SectionNo => ("analysis.long_section_no", ColumnKind::Number),
            Self::FieldId => ("analysis.long_field", ColumnKind::Text),
            Self::Label => ("analysis.long_label", ColumnKind::Text),
            Self::Kind => ("analysis.kind", ColumnKind::Text),
            Self::State => ("analysis.long_state", ColumnKind::Text),
            Self::ItemNo => ("analysis.long_item_no", ColumnKind::Number),
            Self::Item => ("analysis.long_item", ColumnKind::Text),
            Self::Text => ("analysis.long_text", ColumnKind::Text),
            Self::Number => ("analysis.long_number", ColumnKind::Number),
            Self::Unit => ("analysis.unit", ColumnKind::Text),
            Self::Path => ("analysis.source_path", ColumnKind::Text),
            Self::FirstLine => ("analysis.long_first_line", ColumnKind::Number),
            Self::LastLine => ("analysis.long_last_line", ColumnKind::Number),
        };
        plain_column(self.into(), lang.text(label).to_owned(), kind)
    }

    fn cell<'a>(self, row: &LongRow<'a>) -> Cell<'a> {
        let text = |text: &'a str| (!text.is_empty()).then_some(CellValue::Text(text));
        let number = |number: u64| CellValue::Number(Number::whole(number));
        let lines = row.found.map(|(_, field)| field.lines);
        let of_file = lines.filter(|_| row.case.source.has_lines());
        let value = match self {
            Self::CaseId => text(&row.case.id),
            Self::SectionId => row.section().and_then(|section| text(section.id)),
            Self::SectionNo => row.section().and_then(section_number).map(number),
            Self::FieldId => row.field_id().and_then(text),
            Self::Label => text(row.label()),
            Self::Kind => row.field_id().and_then(|id| text(schema().field(id)?.kind.name())),
            Self::State => text(row.answer().state),
            Self::ItemNo => row.answer().item_no.map(|item| number(item.into())),
            Self::Item => text(row.answer().item),
            Self::Text => text(row.answer().text),
            Self::Number => row.answer().number.map(number),
            Self::Unit => text(row.answer().unit),
            Self::Path => Some(path_of(&row.case.source, lines)),
            Self::FirstLine => of_file.map(|lines| number(lines.first.into())),
            Self::LastLine => of_file.map(|lines| number(lines.last.into())),
        };
        let mut cell = Cell::from_value(value);
        if matches!(self, Self::Item | Self::Text) {
            cell.source = Some(&row.case.source);
            cell.lines = lines.into_iter().collect();
        }
        cell
    }
}

/// Returns the path of a page, with its part in a container, and in a file without lines with the place.
fn path_of(source: &PageSource, lines: Option<LineSpan>) -> CellValue<'_> {
    match lines.filter(|_| !source.has_lines()) {
        Some(lines) => CellValue::Words(source.place(lines.first)),
        None if source.part.is_some() => CellValue::Words(source.document()),
        None => CellValue::Text(&source.path),
    }
}

/// Returns the number of a section in the form, from 1.
fn section_number(of: &SectionSpec) -> Option<u64> {
    schema().section_place(of.id).and_then(|place| u64::try_from(place + 1).ok())
}

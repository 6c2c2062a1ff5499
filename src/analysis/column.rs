//! A column of a sheet: an expression over a case.

use std::sync::Arc;

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::cell::{Cell, CellValue};
use super::classes::Class;
use super::likeness::Likeness;
use super::likeness_base::LikenessBase;
use super::page_fact::PageFact;
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{
    Case, CasePage, Catalog, EffectMark, Field, Severity, UNSELECTED, Value, effect_of_form, field_of,
};
use crate::search::place::HeadPart;
use crate::search::quantity::{Measure, Number, Quantity};
use crate::search::query::{answers, item_key};

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// A part above the sections.
    Head(HeadPart),
    /// A field of the form.
    Field(&'static str),
    /// A number, or a ratio of two.
    Quantity(Quantity),
    /// The items of 導入効果 counted by mark.
    Marks,
    /// The items of 導入効果 with one mark.
    MarkCount(EffectMark),
    /// The mark of an item of 導入効果, by its index in the form.
    Effect(usize),
    /// Whether fields have an item.
    Item(ItemColumn),
    /// The items of fields that have no column of their own, counted.
    OtherItems {
        /// The fields.
        fields: Vec<&'static str>,
        /// The items with a column, in every spelling.
        shown: Vec<String>,
    },
    /// A class that follows from a field.
    Class(Class),
    /// How well the page is filled.
    Quality(Quality),
    /// What files say of a page beside its answers, and the parts of answers that are several.
    Fact(PageFact),
    /// The nickname with year and prefectures, as the site's own table has it.
    NameAndYear,
    /// How alike a case is to a base, from 0 to 100.
    Likeness(Arc<LikenessBase>),
    /// What lies behind another column.
    Part {
        /// The column.
        of: Box<Self>,
        /// What of it.
        part: Part,
    },
    /// A figure over the cases of a group.
    Aggregate {
        /// The function.
        function: Aggregate,
        /// The column that it sums up; `None` for those that count cases.
        of: Option<Box<Self>>,
    },
}

/// An item of some fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemColumn {
    /// The fields.
    pub fields: Vec<&'static str>,
    /// The item, as most pages write it.
    pub item: String,
    /// Every spelling of it on the pages.
    pub spellings: Vec<String>,
}

/// How well a page is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Quality {
    /// Fields of the form with an answer.
    AnsweredCount,
    /// Fields with an empty cell.
    BlankCount,
    /// Fields with 未選択.
    UnselectedCount,
    /// Fields that the page does not have.
    MissingCount,
    /// Fields whose words are not of their kind.
    UnreadCount,
    /// Warnings and errors of reading.
    Warnings,
    /// Pages of the case.
    Pages,
}

/// What lies behind a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Part {
    /// The page's words.
    Text,
    /// The state of the answer.
    State,
    /// The file and line.
    Line,
}

/// A figure over the cases of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Aggregate {
    /// The number of cases.
    Count,
    /// Their share of all cases that have an answer.
    Share,
    /// The sum.
    Sum,
    /// The mean.
    Mean,
    /// The median.
    Median,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// The first quartile.
    Q1,
    /// The third quartile.
    Q3,
    /// The number of different answers.
    Kinds,
}

impl Column {
    /// Returns the column of a field of the form: its number where it has one.
    #[must_use]
    pub fn of_field(id: &'static str) -> Self {
        match Measure::by_id(id) {
            Some(Measure::Effects) => Self::Marks,
            Some(measure) => Self::Quantity(Quantity::Of(measure)),
            None => Self::Field(id),
        }
    }

    /// Returns the fields of the form that it comes from.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        match self {
            Self::Field(id) => vec![id],
            Self::Quantity(quantity) => quantity.fields(),
            Self::Marks | Self::MarkCount(_) | Self::Effect(_) => vec!["effects"],
            Self::Item(ItemColumn { fields, .. }) | Self::OtherItems { fields, .. } => fields.clone(),
            Self::Class(class) => vec![class.field()],
            Self::Part { of, .. } => of.fields(),
            Self::Aggregate { of: Some(of), .. } => of.fields(),
            Self::Fact(fact) => fact.field().into_iter().collect(),
            Self::Head(_)
            | Self::Quality(_)
            | Self::NameAndYear
            | Self::Likeness(_)
            | Self::Aggregate { of: None, .. } => Vec::new(),
        }
    }

    /// Returns the cell of a case; an aggregate has none.
    #[must_use]
    pub fn cell<'a>(&self, catalog: &'a Catalog, entry: usize, lang: Lang) -> Cell<'a> {
        let nothing = || Cell::without_value(AnswerState::Missing);
        catalog.newest_page(entry).map_or_else(nothing, |page| self.cell_of_page(page, lang))
    }

    /// Returns the cell of a page without the lines that it comes from, for figures and widths alone.
    #[must_use]
    pub fn cell_without_lines<'a>(&self, page: CasePage<'a>, lang: Lang) -> Cell<'a> {
        let (state, value) = self.answer(page, lang);
        Cell { state, value, source: None, lines: Vec::new() }
    }

    /// Returns the cell of a page; an aggregate has none.
    #[must_use]
    pub fn cell_of_page<'a>(&self, page: CasePage<'a>, lang: Lang) -> Cell<'a> {
        let case = page.case;
        let (state, value) = self.answer(page, lang);
        let fields = self.fields();
        let lines = fields.iter().filter_map(|id| field_of(case, id)).map(|field| field.lines).collect();
        Cell { state, value, source: Some(&case.source), lines }
    }

    fn value_of_page<'a>(&self, page: CasePage<'a>, lang: Lang) -> CellValue<'a> {
        let case = page.case;
        match self {
            Self::Head(part) => head_value(*part, case),
            Self::Field(id) => field_of(case, id).map_or(CellValue::None, field_value),
            Self::Quantity(quantity) => quantity.value_in(case).map_or(CellValue::None, CellValue::Number),
            Self::Marks => mark_counts(case).map_or(CellValue::None, CellValue::Marks),
            Self::MarkCount(mark) => {
                mark_counts(case).map_or(CellValue::None, |counts| whole_value(counts[*mark as usize]))
            }
            Self::Effect(at) => effect_value(case, *at),
            Self::Item(item) => items_value(case, &item.fields, |items| {
                CellValue::Flag(items.iter().any(|text| item.spellings.iter().any(|known| known == text)))
            }),
            Self::OtherItems { fields, shown } => items_value(case, fields, |mut items| {
                items.retain(|text| *text != UNSELECTED && !shown.iter().any(|known| known == text));
                count_value(items.len())
            }),
            Self::Class(class) => match class.names(case, lang) {
                names if names.is_empty() => CellValue::None,
                names => CellValue::Items(names),
            },
            Self::Quality(quality) => count_value(quality.count(case, page.pages)),
            Self::Fact(fact) => fact.value(page),
            Self::NameAndYear => CellValue::Words(name_and_year(case, lang)),
            Self::Likeness(base) => likeness_value(&base.compare(case)),
            Self::Part { of, part } => part.value(of, case),
            Self::Aggregate { .. } => CellValue::None,
        }
    }

    /// Returns the state of the answer on a page, and the value if there is an answer.
    fn answer<'a>(&self, page: CasePage<'a>, lang: Lang) -> (AnswerState, CellValue<'a>) {
        let value = self.value_of_page(page, lang);
        if value != CellValue::None {
            return (AnswerState::Answered, value);
        }
        let fields = self.fields();
        let states = fields.iter().map(|id| AnswerState::of_field(page.case, id));
        // An answer without this number is as good as a blank.
        let state = states.rev().find(|state| *state != AnswerState::Answered).unwrap_or(AnswerState::Blank);
        (state, value)
    }
}

fn head_value(part: HeadPart, case: &Case) -> CellValue<'_> {
    match part {
        HeadPart::Nickname => {
            CellValue::Name { shown: case.short_name(), is_nickname: case.nickname.is_some() }
        }
        HeadPart::Name | HeadPart::Id | HeadPart::Url => match part.text_in(case) {
            "" => CellValue::None,
            text => CellValue::Text(text),
        },
    }
}

fn field_value(field: &Field) -> CellValue<'_> {
    // Words that are not of the field's kind are no answer.
    if AnswerState::of_answer(field) != AnswerState::Answered {
        return CellValue::None;
    }
    match &field.value {
        Value::Empty | Value::Unselected => CellValue::None,
        Value::List { .. } | Value::Prefectures { .. } => CellValue::Items(answers(&field.answer)),
        Value::Choice { choice } => CellValue::Text(choice),
        Value::Text
        | Value::StatusYear { .. }
        | Value::Year { .. }
        | Value::Staff { .. }
        | Value::Effects { .. }
        | Value::Facilities { .. }
        | Value::Count { .. }
        | Value::Money { .. }
        | Value::Fee(_) => CellValue::Text(&field.text),
    }
}

/// Returns the items of 導入効果 counted by mark: ○, △, ×, none; `None` without an answer.
fn mark_counts(case: &Case) -> Option<[u64; 4]> {
    let Value::Effects { items } = &field_of(case, "effects")?.value else { return None };
    let mut counts = [0; 4];
    items.iter().for_each(|item| counts[item.mark as usize] += 1);
    Some(counts)
}

fn effect_value<'a>(case: &Case, at: usize) -> CellValue<'a> {
    let items = field_of(case, "effects").map_or(&[][..], |field| field.value.effects());
    let Some(item) = effect_of_form(items, at) else { return CellValue::None };
    let form = schema().effects.get(at).map(|item| item.text);
    CellValue::Mark {
        mark: item.mark,
        misread: form.is_none_or(|form| item_key(form) != item_key(&item.text)),
    }
}

/// Returns what `value` makes of the items of some fields; no value if none has an answer.
fn items_value<'a>(
    case: &Case,
    fields: &[&str],
    value: impl FnOnce(Vec<&str>) -> CellValue<'a>,
) -> CellValue<'a> {
    let fields = fields.iter().filter_map(|id| field_of(case, id));
    let answered = fields.filter(|field| AnswerState::of_answer(field) == AnswerState::Answered);
    let items: Vec<&str> = answered.flat_map(|field| answers(&field.answer)).collect();
    if items.is_empty() { CellValue::None } else { value(items) }
}

/// Returns `もがみネット（2013年、山形）`.
fn name_and_year(case: &Case, lang: Lang) -> String {
    let year = Measure::Launch.value_in(case).map(|year| lang.fill("facet.year", &[("year", &year)]));
    let comma = lang.text("analysis.item_comma");
    let facts: Vec<String> =
        year.into_iter().chain(case.prefectures.iter().map(|name| (*name).to_owned())).collect();
    if facts.is_empty() {
        return case.short_name().into_owned();
    }
    lang.fill("analysis.name_and_facts", &[("name", &case.short_name()), ("facts", &facts.join(comma))])
}

/// Returns a likeness to three decimals; none if nothing could be compared.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 100")]
fn likeness_value<'a>(likeness: &Likeness) -> CellValue<'a> {
    let thousandths = (likeness.score() * 1_000.0).round() as u64;
    let number = Number::ratio(thousandths, 1_000).filter(|_| likeness.points(None).1 > 0);
    number.map_or(CellValue::None, CellValue::Number)
}

fn whole_value<'a>(number: u64) -> CellValue<'a> {
    CellValue::Number(Number::whole(number))
}

fn count_value<'a>(count: usize) -> CellValue<'a> {
    u64::try_from(count).map_or(CellValue::None, whole_value)
}

impl Quality {
    fn count(self, case: &Case, pages: usize) -> usize {
        let fields =
            |state| schema().fields().filter(|spec| AnswerState::of_field(case, spec.id) == state).count();
        match self {
            Self::AnsweredCount => fields(AnswerState::Answered),
            Self::BlankCount => fields(AnswerState::Blank),
            Self::UnselectedCount => fields(AnswerState::Unselected),
            Self::MissingCount => fields(AnswerState::Missing),
            Self::UnreadCount => fields(AnswerState::Unread),
            Self::Warnings => {
                let severities = case.diagnostics.iter().map(crate::model::Diagnostic::severity);
                severities.filter(|severity| *severity != Severity::Info).count()
            }
            Self::Pages => pages,
        }
    }
}

impl Part {
    fn value<'a>(self, of: &Column, case: &'a Case) -> CellValue<'a> {
        let fields = of.fields();
        let found = fields.iter().filter_map(|id| field_of(case, id));
        match self {
            Self::Text => {
                let texts: Vec<&str> =
                    found.map(|field| field.text.as_str()).filter(|text| !text.is_empty()).collect();
                if texts.is_empty() { CellValue::None } else { CellValue::Items(texts) }
            }
            Self::State => {
                let states = fields.iter().map(|id| AnswerState::of_field(case, id).id());
                CellValue::Items(states.collect())
            }
            Self::Line => {
                let place = |field: &Field| case.source.place(field.lines.first);
                match found.map(place).collect::<Vec<_>>() {
                    places if places.is_empty() => CellValue::None,
                    places => CellValue::Words(places.join("|")),
                }
            }
        }
    }
}

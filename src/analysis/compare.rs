//! Cases side by side: a row a field or a column, with a state, and how numbers relate to those of one of them.

use super::assets::DERIVED;
use super::column::Column;
use super::column_error::ColumnResult;
use super::compared_cell::{ComparedCell, mark_shared, read_cells, read_other_cells};
use super::heading::Heading;
use super::item_columns::{effect_columns, facility_columns, has_more_than_items};
use super::other_fields::{OtherField, other_fields};
use super::relation::Relation;
use super::sheet::check_columns_of_cases;
use crate::lang::Lang;
use crate::model::schema::{FieldSpec, SectionSpec, schema, section_of};
use crate::model::{Case, CasePage, Catalog};
use crate::search::names::find_quantity;
use crate::search::place::HeadPart;
use crate::search::quantity::Quantity;
use crate::text::sign::signs;
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray, VariantNames};

/// Cases, or pages of a case, side by side.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// The cases or pages, in the order of the cells of a row.
    pub pages: Vec<CasePage<'a>>,
    /// The head of each.
    pub heads: Vec<PageHead>,
    /// What is beside the words of the pages.
    pub beside: Beside,
    /// The index of the one that numbers relate to.
    pub base: usize,
    /// The rows.
    pub rows: Vec<ComparedRow<'a>>,
    /// The number of fields in each state; of chosen columns, that of rows.
    pub counts: RowCounts,
}

/// The head of a case or page in a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageHead {
    /// The id for files; no two have the same.
    pub id: String,
    /// What is shown: the name of a case, the day of a page.
    pub label: String,
    /// The file of a page, if that tells it from others.
    pub place: Option<String>,
}

/// What a comparison has beside the words of its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// How each relates to the base.
    Relations,
    /// How the last relates to the base, and the course from the first to the last.
    Course,
}

/// A row of a comparison.
#[derive(Debug, Clone)]
pub struct ComparedRow<'a> {
    /// The section of the form; `None` for what is above the sections, for classes and for other sections.
    pub section: Option<&'static SectionSpec>,
    /// The field, for opening a case there; of a derived figure, that of its upper number.
    pub field: Option<&'static str>,
    /// The column that is compared; `None` for a field that the form does not have.
    pub column: Option<Column>,
    /// The label: in a section as the form has it, `=` before that of a derived figure.
    pub label: String,
    /// The head of the column.
    pub heading: Heading,
    /// The state.
    pub state: RowState,
    /// A cell for each case or page.
    pub cells: Vec<ComparedCell<'a>>,
}

/// The state of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumCount, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum RowState {
    /// At least two answer, and not all of them alike.
    Different,
    /// Only some answer, and those alike.
    OneSided,
    /// All answer alike.
    Same,
    /// None answers.
    Blank,
}

/// The rows that are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumString, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum RowFilter {
    /// Every row.
    #[default]
    All,
    /// Those in which answers differ.
    Different,
    /// Those in which answers differ, and those in which only some answer.
    Partial,
}

/// The number of fields or rows in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts([usize; RowState::COUNT]);

/// What a comparison has a row for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowChoice {
    /// The fields of a section of the form, or of all, and the figures derived from them.
    Form(Option<&'static str>),
    /// These columns.
    Columns(Vec<Column>),
    /// The head of the page, then every field as in the form.
    Whole,
}

/// A row before its cells are read.
struct RowSpec {
    field: Option<&'static str>,
    column: Column,
    label: Option<String>,
}

impl<'a> Comparison<'a> {
    /// Compares cases by every field of the form, or by those of a section, with the derived figures behind the
    /// fields of the section of their upper number.
    #[must_use]
    pub fn of_form(
        catalog: &'a Catalog,
        entries: &[usize],
        section: Option<&'static str>,
        base: usize,
        lang: Lang,
    ) -> Self {
        Self::of_cases(catalog, entries, &RowChoice::Form(section), base, lang)
    }

    /// Compares cases by columns.
    ///
    /// # Errors
    /// For a column that needs groups.
    pub fn of_columns(
        catalog: &'a Catalog,
        entries: &[usize],
        columns: Vec<Column>,
        base: usize,
        lang: Lang,
    ) -> ColumnResult<Self> {
        check_columns_of_cases(&columns, lang)?;
        Ok(Self::of_cases(catalog, entries, &RowChoice::Columns(columns), base, lang))
    }

    fn of_cases(
        catalog: &'a Catalog,
        entries: &[usize],
        choice: &RowChoice,
        base: usize,
        lang: Lang,
    ) -> Self {
        let pages = catalog.newest_pages(entries);
        let mut heads: Vec<PageHead> = Vec::new();
        for CasePage { case, .. } in &pages {
            let is_taken = |id: &String| heads.iter().any(|head| head.id == *id);
            let numbered = (2..).map(|number| format!("{}_{number}", case.id));
            let id = [case.id.clone()].into_iter().chain(numbered).find(|id| !is_taken(id));
            let label = case.short_name().into_owned();
            heads.push(PageHead { id: id.unwrap_or_default(), label, place: None });
        }
        Self::new(pages, heads, choice, base, lang)
    }

    /// Compares pages, each with its head.
    pub(super) fn new(
        pages: Vec<CasePage<'a>>,
        heads: Vec<PageHead>,
        choice: &RowChoice,
        base: usize,
        lang: Lang,
    ) -> Self {
        let cases: Vec<&'a Case> = pages.iter().map(|page| page.case).collect();
        let specs = match choice {
            RowChoice::Form(section) => form_rows(*section, &cases, lang),
            RowChoice::Columns(columns) => columns.iter().map(column_row).collect(),
            RowChoice::Whole => {
                let heads = [HeadPart::Name, HeadPart::Nickname, HeadPart::Url].map(Column::Head);
                heads.iter().map(column_row).chain(form_rows(None, &cases, lang)).collect()
            }
        };
        let mut rows: Vec<ComparedRow<'a>> =
            specs.into_iter().map(|spec| compare_row(spec, &pages, base, lang)).collect();
        let others = match choice {
            RowChoice::Form(section) => other_fields(*section, &pages),
            RowChoice::Whole => other_fields(None, &pages),
            RowChoice::Columns(_) => Vec::new(),
        };
        if !others.is_empty() {
            rows.extend(others.iter().map(|other| other_row(other, &pages, lang)));
            rows.sort_by_key(ComparedRow::section_number);
        }
        let counts = match choice {
            RowChoice::Form(_) | RowChoice::Whole => RowCounts::of_fields(&rows),
            RowChoice::Columns(_) => RowCounts::new(rows.iter().map(|row| row.state)),
        };
        Self { pages, heads, beside: Beside::Relations, base, rows, counts }
    }

    /// Returns the rows that a filter shows, in their order.
    pub fn shown(&self, filter: RowFilter) -> impl Iterator<Item = &ComparedRow<'a>> {
        self.rows.iter().filter(move |row| filter.shows(row.state))
    }
}

/// Returns the rows of a section, or of all sections in page order.
fn form_rows(section: Option<&str>, cases: &[&Case], lang: Lang) -> Vec<RowSpec> {
    let derived: Vec<Quantity> = DERIVED.iter().filter_map(|known| find_quantity(known.ratio)).collect();
    let chosen = schema().sections.iter().filter(|spec| section.is_none_or(|id| id == spec.id));
    let mut rows = Vec::new();
    for spec in chosen {
        for field in spec.fields {
            rows.extend(field_rows(field, cases, lang));
        }
        for quantity in &derived {
            let upper = quantity.fields().first().copied();
            if upper.and_then(section_of) == Some(spec.id) {
                rows.push(RowSpec { field: upper, column: Column::Quantity(*quantity), label: None });
            }
        }
    }
    rows
}

/// Returns the rows of a field: an item a row where the form has items, else one.
fn field_rows(spec: &'static FieldSpec, cases: &[&Case], lang: Lang) -> Vec<RowSpec> {
    let label = match lang {
        Lang::Ja => spec.label,
        Lang::En => spec.en,
    };
    let whole = |column| RowSpec { field: Some(spec.id), column, label: Some(label.to_owned()) };
    let items: Vec<Column> = match spec.id {
        "facilities" => facility_columns().to_vec(),
        "effects" => effect_columns().collect(),
        _ => return vec![whole(Column::of_field(spec.id))],
    };
    let has_more = cases.iter().any(|case| has_more_than_items(case, spec.id));
    let rest = has_more.then(|| whole(Column::Field(spec.id)));
    let item = |column| RowSpec { field: Some(spec.id), column, label: None };
    rest.into_iter().chain(items.into_iter().map(item)).collect()
}

fn column_row(column: &Column) -> RowSpec {
    RowSpec { field: column.fields().first().copied(), column: column.clone(), label: None }
}

fn compare_row<'a>(spec: RowSpec, pages: &[CasePage<'a>], base: usize, lang: Lang) -> ComparedRow<'a> {
    let RowSpec { field, column, label } = spec;
    let (mut cells, heading, format) = read_cells(&column, pages, lang);
    mark_shared(&mut cells);
    let number_of_base = cells.get(base).and_then(|cell| cell.cell.number());
    if let Some(base) = number_of_base {
        for cell in &mut cells {
            let number = cell.cell.number();
            cell.relation =
                number.and_then(|number| Relation::new(number, base, heading.kind, format, heading.unit));
        }
    }
    let section = field.and_then(section_of).and_then(|id| schema().section(id));
    let label = label.unwrap_or_else(|| heading.label.clone());
    let column = Some(column);
    ComparedRow { section, field, column, label, heading, state: RowState::of_cells(&cells), cells }
}

fn other_row<'a>(other: &OtherField<'a>, pages: &[CasePage<'a>], lang: Lang) -> ComparedRow<'a> {
    let cells = read_other_cells(&other.fields, pages, lang);
    let (label, state) = (other.label.to_owned(), RowState::of_cells(&cells));
    ComparedRow {
        section: other.section,
        field: None,
        column: None,
        label,
        heading: other.heading(),
        state,
        cells,
    }
}

impl ComparedRow<'_> {
    /// Returns the number of its section in the form, from 1; 0 for what is above the sections, one more than there are
    /// for other sections.
    #[must_use]
    pub fn section_number(&self) -> usize {
        let of_form = self.section.and_then(|own| schema().section_place(own.id)).map(|place| place + 1);
        of_form.unwrap_or_else(|| if self.column.is_none() { schema().sections.len() + 1 } else { 0 })
    }
}

impl RowState {
    fn of_cells(cells: &[ComparedCell<'_>]) -> Self {
        let mut keys = cells.iter().filter_map(|cell| cell.key.as_ref());
        let Some(first) = keys.next() else { return Self::Blank };
        let (mut answered, mut alike) = (1, true);
        for key in keys {
            answered += 1;
            alike &= key == first;
        }
        match (alike, answered == cells.len()) {
            (false, _) => Self::Different,
            (true, true) => Self::Same,
            (true, false) => Self::OneSided,
        }
    }

    /// Returns its id for files.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Returns its word.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Different => lang.text("compare.different"),
            Self::OneSided => lang.text("compare.one_sided"),
            Self::Same => lang.text("compare.same"),
            Self::Blank => lang.text("compare.blank"),
        }
    }

    /// Returns its sign; a blank has none.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Different => signs().differs,
            Self::OneSided => signs().one_sided,
            Self::Same => "=",
            Self::Blank => "",
        }
    }
}

impl RowFilter {
    /// True for a state that it shows.
    #[must_use]
    pub fn shows(self, state: RowState) -> bool {
        match self {
            Self::All => true,
            Self::Different => state == RowState::Different,
            Self::Partial => matches!(state, RowState::Different | RowState::OneSided),
        }
    }
}

impl RowCounts {
    /// Counts states.
    fn new(states: impl IntoIterator<Item = RowState>) -> Self {
        let mut counts = Self::default();
        states.into_iter().for_each(|state| counts.0[state as usize] += 1);
        counts
    }

    /// Counts the fields of the form, each once: one of items by the item that differs most. A derived figure is no
    /// field.
    fn of_fields(rows: &[ComparedRow<'_>]) -> Self {
        let mut fields: Vec<(Option<&str>, RowState)> = Vec::new();
        for row in rows.iter().filter(|row| row.field.is_some() && !row.heading.derived) {
            match fields.last_mut().filter(|(field, _)| *field == row.field) {
                Some((_, state)) => *state = (*state).min(row.state),
                None => fields.push((row.field, row.state)),
            }
        }
        Self::new(fields.into_iter().map(|(_, state)| state))
    }

    /// Returns the number in a state.
    #[must_use]
    pub fn get(&self, state: RowState) -> usize {
        self.0[state as usize]
    }

    /// Returns the states with their numbers, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (RowState, usize)> {
        RowState::VARIANTS.iter().map(|state| (*state, self.get(*state)))
    }

    /// Returns `違う 30 · 片方だけ 15 · 同じ 16 · 空 8`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let each = self.iter().map(|(state, count)| format!("{} {count}", state.label(lang)));
        each.collect::<Vec<_>>().join(" · ")
    }
}

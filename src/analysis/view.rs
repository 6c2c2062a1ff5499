//! The view of a table: its columns, its order and its groups, from a query and from options beside it.

use std::sync::Arc;

use super::column::Column;
use super::column_error::{ColumnError, ColumnResult};
use super::column_list::{ListedColumn, parse_columns, parse_single, parse_sort};
use super::column_sets::DEFAULT_SET;
use super::items::{find_base, keep_once, resolve_columns};
use super::likeness_base::LikenessBase;
use super::sheet::{Sheet, USUAL_FOOT, check_columns_of_cases};
use super::similar::rank_similar;
use super::sort::sort_cases;
use crate::lang::Lang;
use crate::model::{Catalog, EffectMark};
use crate::search::Query;
use crate::search::place::HeadPart;
use crate::search::query::{Problem, ProblemKind, ViewKind, is_quote};

/// What a group has where no columns are named.
const GROUP_COLUMNS: &str = "件数,割合";

/// Columns, order and groups as typed; each is `None` where none are named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    columns: Option<Vec<ListedColumn>>,
    sort: Vec<(ListedColumn, bool)>,
    groups: Option<ListedColumn>,
    near: Option<String>,
    /// What is behind `近:`, once it was looked for among the cases.
    base: Option<ColumnResult<Arc<LikenessBase>>>,
    /// True where an option names exactly the columns that there are.
    has_exact_columns: bool,
}

/// The texts of a view; an option beats the clause of the query.
#[derive(Debug, Clone, Copy, Default)]
pub struct ViewTexts<'a> {
    /// `--columns`.
    pub columns: Option<&'a str>,
    /// `--sort`.
    pub sort: Option<&'a str>,
    /// `--by`.
    pub groups: Option<&'a str>,
}

/// What a sheet has beside what its view says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SheetStyle {
    /// How many cases answer, medians and sums below.
    pub foot: bool,
    /// An id in front and a figure a column, as files need them.
    pub for_file: bool,
}

impl View {
    /// Parses the view of a query and of the options beside it.
    ///
    /// # Errors
    /// For a name that no column has.
    pub fn parse(query: &Query, options: ViewTexts<'_>) -> ColumnResult<Self> {
        let columns = options.columns.or_else(|| query.view_text(ViewKind::Columns));
        let sort = options.sort.or_else(|| query.view_text(ViewKind::Sort));
        let groups = options.groups.or_else(|| query.view_text(ViewKind::Groups));
        Ok(Self {
            columns: columns.map(parse_columns).transpose()?,
            sort: sort.map(parse_sort).transpose()?.unwrap_or_default(),
            groups: groups.map(parse_single).transpose()?,
            near: near_text(query),
            base: None,
            has_exact_columns: options.columns.is_some(),
        })
    }

    /// Parses the view of a query as one types it; what cannot be understood becomes a problem of the query, and
    /// the rest works.
    #[must_use]
    pub fn of_screen(query: &mut Query, lang: Lang) -> Self {
        query.problems.retain(|problem| !matches!(problem.kind, ProblemKind::NoTable { .. }));
        let mut view = Self { near: near_text(query), ..Self::default() };
        let text = |kind| query.view_text(kind);
        let columns = text(ViewKind::Columns).map(parse_columns).transpose();
        let sort = text(ViewKind::Sort).map(parse_sort).transpose();
        let groups = text(ViewKind::Groups).map(parse_single).transpose();
        let errors = [
            (ViewKind::Columns, columns.map(|columns| view.columns = columns).err()),
            (ViewKind::Sort, sort.map(|sort| view.sort = sort.unwrap_or_default()).err()),
            (ViewKind::Groups, groups.map(|groups| view.groups = groups).err()),
        ];
        for (kind, error) in errors {
            error.into_iter().for_each(|error| Self::add_problem(query, kind, &error, lang));
        }
        view
    }

    /// Adds what is wrong with a view clause of a query to its problems.
    pub fn add_problem(query: &mut Query, kind: ViewKind, error: &ColumnError, lang: Lang) {
        let clause = query.view.iter().rfind(|clause| clause.kind == kind);
        let span = clause.map(|clause| clause.span.clone()).unwrap_or_default();
        let part = query.text().get(span.clone()).unwrap_or_default().to_owned();
        let kind = ProblemKind::Column { message: error.message(lang) };
        query.problems.push(Problem { span, part, kind });
    }

    /// Orders anything that is of cases: by likeness to the case of `近:`, which is left out, then as
    /// [`View::sort`] does.
    ///
    /// # Errors
    /// As [`View::sort`], and if no single case has the name; with the clause that is wrong.
    pub fn order_by<T>(
        &self,
        items: &mut Vec<T>,
        entry: impl Fn(&T) -> usize,
        catalog: &Catalog,
        lang: Lang,
    ) -> Result<(), (ViewKind, ColumnError)> {
        let mut entries: Vec<usize> = items.iter().map(&entry).collect();
        if let Some(base) = self.base(catalog) {
            entries = order_by_likeness(&*base.map_err(|error| (ViewKind::Near, error))?, entries, catalog);
        }
        // The order of groups is not one of cases.
        if self.groups.is_none() {
            self.sort(&mut entries, catalog, lang).map_err(|error| (ViewKind::Sort, error))?;
        }
        let mut places = vec![None; catalog.entries.len()];
        entries.iter().enumerate().for_each(|(place, entry)| places[*entry] = Some(place));
        items.retain(|item| places[entry(item)].is_some());
        items.sort_by_key(|item| places[entry(item)]);
        Ok(())
    }

    /// True if the cases are in another order than that of the query.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        !self.sort.is_empty() || self.near.is_some()
    }

    /// Returns what the cases are ordered by their likeness to.
    ///
    /// # Errors
    /// As [`find_base`].
    pub fn base(&self, catalog: &Catalog) -> Option<ColumnResult<Arc<LikenessBase>>> {
        let find = || Some(find_base(self.near.as_ref()?, catalog).map(Arc::new));
        self.base.clone().or_else(find)
    }

    /// Looks for what the cases are ordered by their likeness to once for all that ask.
    pub fn keep_base(&mut self, catalog: &Catalog) {
        self.base = self.base(catalog);
    }

    /// True if the rows are groups.
    #[must_use]
    pub fn is_grouped(&self) -> bool {
        self.groups.is_some()
    }

    /// True if the rows are cases, not groups or the figures of all cases.
    #[must_use]
    pub fn has_rows_of_cases(&self, columns: &[Column]) -> bool {
        let is_figure = |column: &Column| matches!(column, Column::Aggregate { .. });
        self.groups.is_none() && !columns.iter().all(is_figure)
    }

    /// Returns the columns among some cases of a catalog.
    ///
    /// # Errors
    /// For an item that no page has.
    pub fn resolve_columns(&self, catalog: &Catalog, entries: &[usize]) -> ColumnResult<Vec<Column>> {
        let usual = if self.groups.is_some() { GROUP_COLUMNS } else { DEFAULT_SET };
        let listed = self.columns.clone().map_or_else(|| parse_columns(usual), Ok)?;
        let mut columns = resolve_columns(listed, catalog, entries)?;
        let has_likeness = columns.iter().any(|column| matches!(column, Column::Likeness(_)));
        if let Some(base) = self.base(catalog)
            && self.has_rows_of_cases(&columns)
            && !has_likeness
            && !self.has_exact_columns
        {
            columns.insert(1.min(columns.len()), Column::Likeness(base?));
        }
        Ok(columns)
    }

    /// Sorts cases, given by their indexes in [`Catalog::entries`], as the view says.
    ///
    /// # Errors
    /// For an item that no page has.
    pub fn sort(&self, entries: &mut [usize], catalog: &Catalog, lang: Lang) -> ColumnResult<()> {
        let keys = self.sort_keys(catalog, entries)?;
        check_columns_of_cases(keys.iter().map(|(column, _)| column), lang)?;
        sort_cases(entries, &keys, catalog, lang);
        Ok(())
    }

    /// Returns the columns that the view sorts by, the first first; true for one from the last to the first.
    ///
    /// # Errors
    /// For an item that no page has.
    pub fn sort_keys(&self, catalog: &Catalog, entries: &[usize]) -> ColumnResult<Vec<(Column, bool)>> {
        let key = |(listed, descending): &(ListedColumn, bool)| {
            Ok((resolve_single(listed, catalog, entries)?, *descending))
        };
        self.sort.iter().map(key).collect()
    }

    /// Makes the sheet of some cases, sorted, or of their groups.
    ///
    /// # Errors
    /// For an item that no page has, and for a column that does not fit.
    pub fn sheet<'a>(
        &self,
        catalog: &'a Catalog,
        mut entries: Vec<usize>,
        style: SheetStyle,
        lang: Lang,
    ) -> ColumnResult<Sheet<'a>> {
        if let Some(base) = self.base(catalog) {
            entries = order_by_likeness(&*base?, entries, catalog);
        }
        let mut columns = self.resolve_columns(catalog, &entries)?;
        let all_figures = columns.iter().all(|column| matches!(column, Column::Aggregate { .. }));
        match &self.groups {
            Some(by) => {
                let by = resolve_single(by, catalog, &entries)?;
                let sort = self.sort_keys(catalog, &entries)?;
                Sheet::of_groups(&by, &columns, &sort, (catalog, &entries), lang)
            }
            None if all_figures && self.sort.is_empty() => {
                Ok(Sheet::of_all(&columns, catalog, &entries, lang))
            }
            None => {
                self.sort(&mut entries, catalog, lang)?;
                if style.for_file {
                    columns = columns_for_file(columns);
                }
                let mut sheet = Sheet::of_cases(&columns, catalog, &entries, lang)?;
                if style.foot {
                    sheet.add_foot(&columns, &USUAL_FOOT, lang);
                }
                Ok(sheet)
            }
        }
    }
}

/// Returns what is behind `近:`; nothing while there are only quotes.
fn near_text(query: &Query) -> Option<String> {
    let text = query.view_text(ViewKind::Near)?;
    (!text.trim_matches(is_quote).is_empty()).then(|| text.to_owned())
}

/// Orders cases by how alike they are to a base; if it is a case, that is left out.
fn order_by_likeness(base: &LikenessBase, mut entries: Vec<usize>, catalog: &Catalog) -> Vec<usize> {
    entries.retain(|entry| Some(*entry) != base.entry);
    let ranked = rank_similar(&base.profile, catalog, &entries, &base.groups);
    ranked.into_iter().map(|similar| similar.entry).collect()
}

/// Returns the columns with an id in front, and a column a figure.
#[must_use]
pub fn columns_for_file(columns: Vec<Column>) -> Vec<Column> {
    let id = Column::Head(HeadPart::Id);
    let needs_id = !columns.contains(&id);
    let one_each = columns.into_iter().flat_map(|column| {
        if column == Column::Marks { EffectMark::ALL.map(Column::MarkCount).to_vec() } else { vec![column] }
    });
    let mut columns: Vec<Column> = needs_id.then_some(id).into_iter().chain(one_each).collect();
    keep_once(&mut columns);
    columns
}

fn resolve_single(listed: &ListedColumn, catalog: &Catalog, entries: &[usize]) -> ColumnResult<Column> {
    let mut columns = resolve_columns(vec![listed.clone()], catalog, entries)?;
    if columns.len() > 1 {
        return Err(ColumnError::Several { name: "*".to_owned(), columns });
    }
    columns.pop().ok_or(ColumnError::Empty)
}

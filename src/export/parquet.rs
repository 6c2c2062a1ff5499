//! Parquet, for DuckDB, pandas, polars, R and Spark: each column has a type, lists are lists.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::get_typed_column_writer_mut;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use rayon::prelude::*;

use super::grid::FileFacts;
use super::json::SCHEMA;
use super::output::Output;
use crate::analysis::cell::CellValue;
use crate::analysis::grid::{Grid, GridList};
use crate::analysis::heading::Heading;
use crate::analysis::kind::ColumnKind;

/// The Julian day of 1970-01-01.
const UNIX_DAY: i32 = 2_440_588;

/// Writes a grid; the names of the columns are their ids.
///
/// # Errors
/// If writing fails.
pub fn write(grid: &Grid<'_>, facts: &FileFacts<'_>, out: &mut impl Output) -> io::Result<()> {
    out.write_all(&bytes(grid, facts).map_err(io::Error::other)?)
}

fn bytes(grid: &Grid<'_>, facts: &FileFacts<'_>) -> Result<Vec<u8>> {
    let known = [
        ("jirei.generator", facts.made_by.generator.clone()),
        ("jirei.schema", SCHEMA.to_string()),
        ("jirei.command", facts.made_by.command.clone()),
    ];
    let known = known.into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(known))
        .build();
    let columns = grid.columns.iter().map(|column| column_type(&column.heading));
    let lists = grid.lists.iter().map(list_type);
    let fields = columns.chain(lists).collect::<Result<Vec<TypePtr>>>()?;
    let schema = Arc::new(Type::group_type_builder("jirei").with_fields(fields).build()?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    for start in (0..grid.rows).step_by(grid.group) {
        let rows = start..grid.rows.min(start + grid.group);
        let mut group = writer.next_row_group()?;
        for (at, column) in grid.columns.iter().enumerate() {
            write_column(grid, at, &column.heading, rows.clone(), &mut group)?;
        }
        for list in &grid.lists {
            write_list(list, rows.clone(), &mut group)?;
        }
        group.close()?;
    }
    writer.into_inner()
}

/// What the values of a column are in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    Text,
    Texts,
    Whole,
    Short,
    Double,
    Bool,
    Day,
}

fn stored(kind: ColumnKind, is_whole: bool) -> Stored {
    match kind {
        ColumnKind::Text | ColumnKind::Choice | ColumnKind::Mark => Stored::Text,
        ColumnKind::Items => Stored::Texts,
        ColumnKind::Flag => Stored::Bool,
        ColumnKind::Date => Stored::Day,
        ColumnKind::Year if is_whole => Stored::Short,
        ColumnKind::Number | ColumnKind::Yen if is_whole => Stored::Whole,
        ColumnKind::Year | ColumnKind::Number | ColumnKind::Yen | ColumnKind::Ratio | ColumnKind::Share => {
            Stored::Double
        }
    }
}

fn primitive(name: &str, stored: Stored) -> Result<TypePtr> {
    let (physical, logical) = match stored {
        Stored::Text | Stored::Texts => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Stored::Whole => (Physical::INT64, None),
        Stored::Short => (Physical::INT32, None),
        Stored::Double => (Physical::DOUBLE, None),
        Stored::Bool => (Physical::BOOLEAN, None),
        Stored::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(Arc::new(builder.with_logical_type(logical).build()?))
}

fn column_type(heading: &Heading) -> Result<TypePtr> {
    let stored = stored(heading.kind, heading.is_whole);
    if stored == Stored::Texts {
        return list_of(&heading.id, primitive("element", stored)?);
    }
    primitive(&heading.id, stored)
}

fn list_type(list: &GridList<'_>) -> Result<TypePtr> {
    let members = list.members.iter().map(|(name, kind)| primitive(name, stored(*kind, true)));
    let element = Type::group_type_builder("element").with_repetition(Repetition::OPTIONAL);
    list_of(list.id, Arc::new(element.with_fields(members.collect::<Result<_>>()?).build()?))
}

/// Returns a list as all readers know it: a group of a repeated group of an element.
fn list_of(name: &str, element: TypePtr) -> Result<TypePtr> {
    let items = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
    let items = Arc::new(items.with_fields(vec![element]).build()?);
    let list = Type::group_type_builder(name).with_repetition(Repetition::OPTIONAL);
    let list = list.with_converted_type(ConvertedType::LIST).with_logical_type(Some(LogicalType::List));
    Ok(Arc::new(list.with_fields(vec![items]).build()?))
}

/// The values of a column chunk that are there, and for each place how deep it is defined and whether it goes on
/// with a list.
struct Chunk<T> {
    values: Vec<T>,
    defined: Vec<i16>,
    repeated: Vec<i16>,
}

impl<T> Chunk<T> {
    /// Makes the chunk of a column without lists.
    fn of_values(values: Vec<Option<T>>) -> Self {
        let defined = values.iter().map(|value| i16::from(value.is_some())).collect();
        Self { values: values.into_iter().flatten().collect(), defined, repeated: Vec::new() }
    }

    /// Makes the chunk of a column of lists, whose values are defined at `depth`; a row without a list has none.
    fn of_lists(rows: Vec<Vec<Option<T>>>, depth: i16) -> Self {
        let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
        for items in rows {
            if items.is_empty() {
                defined.push(0);
                repeated.push(0);
            }
            for (at, item) in items.into_iter().enumerate() {
                defined.push(depth - i16::from(item.is_none()));
                repeated.push(i16::from(at > 0));
                values.extend(item);
            }
        }
        Self { values, defined, repeated }
    }
}

fn write_chunk<D: DataType>(
    chunk: &Chunk<D::T>,
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
) -> Result<()> {
    let missing = || ParquetError::General("a column too many".to_owned());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    let repeated = (!chunk.repeated.is_empty()).then_some(chunk.repeated.as_slice());
    let writer = get_typed_column_writer_mut::<D>(column.untyped());
    writer.write_batch(&chunk.values, Some(&chunk.defined), repeated)?;
    column.close()
}

fn write_column(
    grid: &Grid<'_>,
    at: usize,
    heading: &Heading,
    rows: Range<usize>,
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
) -> Result<()> {
    fn values<T: Send>(
        grid: &Grid<'_>,
        at: usize,
        rows: Range<usize>,
        value: impl Fn(&CellValue<'_>) -> Option<T> + Sync,
    ) -> Chunk<T> {
        Chunk::of_values(rows.into_par_iter().map(|row| value(&grid.cell(row, at).value)).collect())
    }
    match stored(heading.kind, heading.is_whole) {
        Stored::Text => {
            let text = |row| {
                let cell = grid.cell(row, at);
                let text = cell.plain_text();
                (!text.is_empty()).then(|| ByteArray::from(text.as_bytes().to_vec()))
            };
            write_chunk::<ByteArrayType>(&Chunk::of_values(rows.into_par_iter().map(text).collect()), group)
        }
        Stored::Texts => {
            let items = |row| texts(&grid.cell(row, at).value);
            let chunk = Chunk::of_lists(rows.into_par_iter().map(items).collect(), 3);
            write_chunk::<ByteArrayType>(&chunk, group)
        }
        Stored::Whole => write_chunk::<Int64Type>(&values(grid, at, rows, whole), group),
        Stored::Short => {
            let short = |value: &CellValue<'_>| i32::try_from(whole(value)?).ok();
            write_chunk::<Int32Type>(&values(grid, at, rows, short), group)
        }
        Stored::Double => {
            write_chunk::<DoubleType>(&values(grid, at, rows, |value| value.as_double()), group)
        }
        Stored::Bool => {
            let flag = |value: &CellValue<'_>| {
                if let CellValue::Flag(flag) = value { Some(*flag) } else { None }
            };
            write_chunk::<BoolType>(&values(grid, at, rows, flag), group)
        }
        Stored::Day => {
            let day = |value: &CellValue<'_>| {
                let CellValue::Date(date) = value else { return None };
                Some(date.to_julian_day() - UNIX_DAY)
            };
            write_chunk::<Int32Type>(&values(grid, at, rows, day), group)
        }
    }
}

/// Returns the items of a list; a value that is none is one item.
fn texts(value: &CellValue<'_>) -> Vec<Option<ByteArray>> {
    let bytes = |text: &str| Some(ByteArray::from(text.as_bytes().to_vec()));
    match value {
        CellValue::Items(items) => items.iter().map(|item| bytes(item)).collect(),
        CellValue::Text(text) => vec![bytes(text)],
        CellValue::Words(words) => vec![bytes(words)],
        CellValue::Shown(value, _) => texts(value),
        CellValue::None
        | CellValue::Name { .. }
        | CellValue::Number(_)
        | CellValue::Figure(_)
        | CellValue::Count(_)
        | CellValue::Mark { .. }
        | CellValue::Marks(_)
        | CellValue::Flag(_)
        | CellValue::Date(_) => Vec::new(),
    }
}

fn whole(value: &CellValue<'_>) -> Option<i64> {
    match value {
        CellValue::Number(number) if number.under() == 1 => i64::try_from(number.over()).ok(),
        CellValue::Count(count) => i64::try_from(*count).ok(),
        CellValue::Shown(value, _) => whole(value),
        CellValue::Number(_)
        | CellValue::None
        | CellValue::Text(_)
        | CellValue::Words(_)
        | CellValue::Name { .. }
        | CellValue::Items(_)
        | CellValue::Figure(_)
        | CellValue::Mark { .. }
        | CellValue::Marks(_)
        | CellValue::Flag(_)
        | CellValue::Date(_) => None,
    }
}

fn write_list(
    list: &GridList<'_>,
    rows: Range<usize>,
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
) -> Result<()> {
    let items: Vec<Vec<Vec<CellValue<'_>>>> = rows.into_par_iter().map(|row| list.items(row)).collect();
    for (at, (_, kind)) in list.members.iter().enumerate() {
        if stored(*kind, true) == Stored::Whole {
            let rows = items.iter().map(|row| row.iter().map(|item| whole(&item[at])).collect());
            write_chunk::<Int64Type>(&Chunk::of_lists(rows.collect(), 4), group)?;
        } else {
            let text = |item: &Vec<CellValue<'_>>| texts(&item[at]).pop().flatten();
            let rows = items.iter().map(|row| row.iter().map(text).collect());
            write_chunk::<ByteArrayType>(&Chunk::of_lists(rows.collect(), 4), group)?;
        }
    }
    Ok(())
}

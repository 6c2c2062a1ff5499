//! Across cases: columns, tables, groups and distributions. Pure: a catalog in, a sheet out.
//!
//! ```text
//! column list ─ column_list ─▶ columns ─┐          ┌─ sheet (cases × columns, or groups × figures)
//! cases ────────────────────────────────┴─ cells ──┼─ comparison (a row a field or column, a cell a case)
//!                  state, classes, figures         └─ distribution (groups of one column), describe
//! ```

mod assets;
pub mod benchmarks;
mod bins;
pub mod calculation;
pub mod cell;
pub mod charts;
mod classes;
mod column;
pub mod column_error;
mod column_index;
pub mod column_list;
pub mod column_sets;
pub mod column_text;
pub mod compare;
mod compare_sheet;
pub mod compared_cell;
pub mod describe;
pub mod distribution;
pub mod facets;
pub mod figures;
pub mod grid;
mod group;
pub mod groups;
pub mod heading;
pub mod history;
mod item_columns;
pub mod items;
pub mod kind;
pub mod likeness;
pub mod likeness_base;
pub mod long;
pub mod other_fields;
mod page_fact;
pub mod prefecture_map;
pub mod relation;
pub mod sheet;
pub mod similar;
pub mod sort;
pub mod sources;
pub mod state;
pub mod summary;
pub mod view;
pub mod wide;

pub use column::{Aggregate, Column};
pub use column_index::{columns_sheet, headings_sheet};

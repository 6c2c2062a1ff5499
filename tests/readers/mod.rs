//! Our files as their readers see them: the cells of each format as TSV has them.

/// The cells of a CSV, with or without a byte order mark.
pub fn csv_cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells of a TSV.
pub fn tsv_cells(text: &str) -> Vec<Vec<String>> {
    let lines = text.split_terminator('\n');
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[cfg(feature = "parquet")]
pub mod parquet_file {
    use std::fs::File;
    use std::path::Path;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    /// A value; ratios are rounded to six decimals in TSV.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the file has no other kinds")]
    pub fn plain(field: &Field) -> String {
        match field {
            Field::Null => String::new(),
            Field::Bool(flag) => u8::from(*flag).to_string(),
            Field::Str(text) => text.clone(),
            Field::Int(number) => number.to_string(),
            Field::Long(number) => number.to_string(),
            Field::Double(number) => jirei::analysis::figures::plain_figure(*number),
            Field::Date(day) => time::Date::from_julian_day(2_440_588 + *day).unwrap().to_string(),
            Field::ListInternal(list) => {
                assert!(!list.elements().is_empty(), "a list without items is null");
                list.elements().iter().map(plain).collect::<Vec<_>>().join("|")
            }
            other => panic!("{other}"),
        }
    }

    pub fn open(path: &Path) -> SerializedFileReader<File> {
        SerializedFileReader::new(File::open(path).unwrap()).unwrap()
    }

    /// The rows, each value with the name of its column.
    pub fn rows(reader: &SerializedFileReader<File>) -> Vec<Vec<(String, Field)>> {
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().into_columns().into_iter().collect()).collect()
    }
}

#[cfg(feature = "xlsx")]
pub mod workbook {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

    /// The sheets of a workbook by name, each with its head and its rows.
    pub type Sheets = Vec<(String, Vec<Vec<Data>>)>;

    /// A value; numbers are rounded to six decimals in TSV.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the workbook has no other kinds")]
    pub fn plain(cell: &Data) -> String {
        match cell {
            Data::Empty => String::new(),
            Data::String(text) => text.clone(),
            Data::Float(number) => jirei::analysis::figures::plain_figure(*number),
            Data::Int(number) => number.to_string(),
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}")
            }
            other => panic!("{other:?}"),
        }
    }

    pub fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
        open_workbook_from_rs(Cursor::new(bytes)).unwrap()
    }

    pub fn sheets(bytes: Vec<u8>) -> Sheets {
        let mut workbook = open(bytes);
        let names = workbook.sheet_names().to_vec().into_iter();
        names
            .map(|name| {
                let range = workbook.worksheet_range(&name).unwrap();
                assert_eq!(range.start(), Some((0, 0)), "{name}");
                (name, range.rows().map(<[Data]>::to_vec).collect())
            })
            .collect()
    }

    /// Holds that a sheet has these cells; those behind the last one of a row that is filled are not there.
    pub fn assert_same(sheet: &[Vec<Data>], cells: &[Vec<String>], of: &str) {
        assert_eq!(sheet.len(), cells.len(), "{of}");
        for (row, line) in sheet.iter().zip(cells) {
            let nothing = std::iter::repeat_n(String::new(), line.len().saturating_sub(row.len()));
            assert_eq!(row.iter().map(plain).chain(nothing).collect::<Vec<_>>(), *line, "{of}");
        }
    }
}

//! ZIP archives, and the documents and books that are one.

use std::io::{Cursor, Read};

use encoding_rs::SHIFT_JIS;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::{Unpacked, Wrapping};
use crate::model::{ContainerKind, PageFormat};
use crate::source::file_kind::FileKind;
use crate::source::office::{self, MOST_CELLS, OfficeKind, WorkbookError, WrittenSheet};
use crate::source::own;
use crate::source::refusal::Refusal;

/// An archive in memory.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// So many files in an archive are looked at.
const MOST_FILES: usize = 100_000;

impl Unpacked<'_> {
    /// Adds the files of an archive, or the document that it is.
    pub(super) fn add_archive(&mut self, bytes: &[u8], wrapping: &Wrapping) -> Result<(), Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged(FileKind::Zip))?;
        if archive.len() > MOST_FILES {
            return Err(Refusal::TooManyParts(MOST_FILES));
        }
        match OfficeKind::detect(&mut archive) {
            Some(kind) => self.add_document(kind, bytes, &mut archive, wrapping),
            None => self.add_files(&mut archive, wrapping),
        }
    }

    /// Adds the files of an archive in the order of their names' bytes, as those of a folder are.
    fn add_files(&mut self, archive: &mut Archive<'_>, wrapping: &Wrapping) -> Result<(), Refusal> {
        let mut names: Vec<(String, usize)> = Vec::new();
        for at in 0..archive.len() {
            if let Ok(file) = archive.by_index_raw(at)
                && file.is_file()
            {
                names.push((file_name(&file), at));
            }
        }
        names.retain(|(name, _)| !is_hidden(name));
        names.sort();
        for (name, at) in names {
            let inside = wrapping.within(ContainerKind::Zip, &name);
            match archive.by_index(at) {
                Ok(file) => match self.read_all(file, FileKind::Zip) {
                    Ok(bytes) => self.add(bytes.into(), inside),
                    Err(Refusal::TooMuchInside) => return Err(Refusal::TooMuchInside),
                    Err(refusal) => self.refuse(inside.name, refusal),
                },
                Err(error) => self.refuse(inside.name, refusal_of(&error)),
            }
        }
        Ok(())
    }

    /// Adds what a document or a book says.
    fn add_document(
        &mut self,
        kind: OfficeKind,
        bytes: &[u8],
        archive: &mut Archive<'_>,
        wrapping: &Wrapping,
    ) -> Result<(), Refusal> {
        match kind {
            OfficeKind::Docx => {
                let xml = self.entry(archive, "word/document.xml")?;
                let written = office::word(&xml).ok_or(Refusal::Damaged(FileKind::Zip))?;
                self.add_written(written, PageFormat::Docx, wrapping.clone());
            }
            OfficeKind::Odt => {
                let xml = self.entry(archive, "content.xml")?;
                let written = office::open_text(&xml).ok_or(Refusal::Damaged(FileKind::Zip))?;
                self.add_written(written, PageFormat::Odt, wrapping.clone());
            }
            OfficeKind::Xlsx | OfficeKind::Ods => {
                let is_excel = kind == OfficeKind::Xlsx;
                let sheets = if is_excel {
                    self.check_size(archive)?;
                    office::excel_sheets(bytes)
                } else {
                    office::open_sheets(&self.entry(archive, "content.xml")?)
                };
                let sheets = sheets.map_err(|error| match error {
                    WorkbookError::Damaged => Refusal::Damaged(FileKind::Zip),
                    WorkbookError::TooLarge => Refusal::TooManyParts(MOST_CELLS),
                })?;
                if sheets.iter().any(|sheet| own::is_table(&sheet.as_records.text)) {
                    return Err(Refusal::OwnTable);
                }
                let format = if is_excel { PageFormat::Xlsx } else { PageFormat::Ods };
                sheets.into_iter().for_each(|sheet| self.add_sheet(sheet, format, wrapping));
            }
            OfficeKind::Epub => {
                let mut chapters = Vec::new();
                for name in office::chapters(|name| self.entry(archive, name).ok()) {
                    let text = self.entry(archive, &name)?;
                    chapters.push((name, text));
                }
                self.add_written(office::book(&chapters), PageFormat::Epub, wrapping.clone());
            }
        }
        Ok(())
    }

    /// Adds a sheet in the two ways in which it may be read.
    fn add_sheet(&mut self, sheet: WrittenSheet, format: PageFormat, wrapping: &Wrapping) {
        let (first, second) = if sheet.is_wide {
            (sheet.as_records, sheet.as_table)
        } else {
            (sheet.as_table, sheet.as_records)
        };
        self.add_written(first, format, wrapping.clone());
        self.add_written(second, format, Wrapping { is_alternative: true, ..wrapping.clone() });
    }

    /// Counts what the files of an archive unpack to; what an archive says of it need not be true.
    fn check_size(&mut self, archive: &mut Archive<'_>) -> Result<(), Refusal> {
        for at in 0..archive.len() {
            if let Ok(file) = archive.by_index(at) {
                self.read_all(file, FileKind::Zip)?;
            }
        }
        Ok(())
    }

    /// Returns the text of an entry of an archive.
    fn entry(&mut self, archive: &mut Archive<'_>, name: &str) -> Result<String, Refusal> {
        let file = archive.by_name(name).map_err(|error| refusal_of(&error))?;
        let bytes = self.read_all(file, FileKind::Zip)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Returns the refusal of an entry that cannot be read.
fn refusal_of(error: &ZipError) -> Refusal {
    let is_locked = matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED));
    if is_locked { Refusal::Encrypted(FileKind::Zip) } else { Refusal::Damaged(FileKind::Zip) }
}

/// Returns the name of a file in an archive. Windows in Japan writes it in Shift_JIS and does not say so.
fn file_name<R: Read>(file: &ZipFile<'_, R>) -> String {
    match std::str::from_utf8(file.name_raw()) {
        Ok(name) => name.to_owned(),
        Err(_) => SHIFT_JIS.decode_without_bom_handling(file.name_raw()).0.into_owned(),
    }
}

/// True for names that begin with a dot, and for what a Mac adds.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

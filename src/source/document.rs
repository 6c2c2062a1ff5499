//! A text as bytes, and where it comes from.

use std::sync::Arc;
use std::time::SystemTime;

use time::Date;

use crate::model::{PageFormat, Part};

/// The bytes of a text: those of a file, or of a document within it.
#[derive(Debug, Default)]
pub struct Document<'a> {
    /// The path of the file as it was given or found.
    pub path: &'a str,
    /// The bytes of the text.
    pub bytes: &'a [u8],
    /// True for a page that ships inside the program.
    pub builtin: bool,
    /// The document within the file, where the bytes are not all of the file.
    pub part: Option<Arc<Part>>,
    /// How the file is written, where it is not the text that says so.
    pub format: Option<PageFormat>,
    /// The address that it was saved from, where the container says it.
    pub address: Option<String>,
    /// The day at which it was saved, where the container says it.
    pub saved: Option<Date>,
    /// When the file was last written.
    pub modified: Option<SystemTime>,
}

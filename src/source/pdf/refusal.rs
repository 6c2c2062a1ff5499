//! Why a PDF gives no text.

/// Why a PDF gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfRefusal {
    /// It opens with a password only, or says that it does.
    Encrypted,
    /// Its pages are pictures, or empty.
    NoText,
    /// Parts of it are missing or make no sense.
    Damaged,
    /// It has more pages, letters or bytes than memory and time are given for.
    TooLarge,
}

//! The messages of system errors, in the language of the interface.

use std::io::{self, ErrorKind};

use super::Lang;

/// The common errors of the system, and the ids of their texts.
const KNOWN: [(ErrorKind, &str); 18] = [
    (ErrorKind::NotFound, "system.not-found"),
    (ErrorKind::PermissionDenied, "system.no-permission"),
    (ErrorKind::NotADirectory, "system.not-a-folder"),
    (ErrorKind::IsADirectory, "system.a-folder"),
    (ErrorKind::InvalidFilename, "system.bad-name"),
    (ErrorKind::AlreadyExists, "system.taken"),
    (ErrorKind::StorageFull, "system.no-space"),
    (ErrorKind::QuotaExceeded, "system.no-space"),
    (ErrorKind::FileTooLarge, "system.too-large"),
    (ErrorKind::ReadOnlyFilesystem, "system.read-only"),
    (ErrorKind::BrokenPipe, "system.no-reader"),
    (ErrorKind::ExecutableFileBusy, "system.being-written"),
    (ErrorKind::ArgumentListTooLong, "system.too-many-words"),
    (ErrorKind::ResourceBusy, "system.in-use"),
    (ErrorKind::WouldBlock, "system.not-now"),
    (ErrorKind::TimedOut, "system.no-answer"),
    (ErrorKind::StaleNetworkFileHandle, "system.not-there-any-more"),
    (ErrorKind::OutOfMemory, "system.no-memory"),
];

/// Errors without a stable name in the standard library, by their numbers on Unix.
const NUMBERED: [(i32, &str); 7] = [
    (5, "system.device-fails"),
    (6, "system.no-device"),
    (8, "system.no-program"),
    (19, "system.no-device"),
    (23, "system.too-many-files"),
    (24, "system.too-many-files"),
    (LINK_LOOP, "system.link-loop"),
];

/// A loop of links.
const LINK_LOOP: i32 = if cfg!(any(target_os = "linux", target_os = "android")) { 40 } else { 62 };

/// The reason of a system error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A reason with a text in `labels.toml`, by its id.
    Known(&'static str),
    /// Any other error of the system.
    Numbered {
        /// Its number.
        number: i32,
        /// The system's own message, mostly English.
        words: String,
    },
    /// An error that is not the system's, verbatim.
    Words(String),
}

impl From<&io::Error> for Reason {
    fn from(error: &io::Error) -> Self {
        let known = KNOWN.iter().find(|(kind, _)| *kind == error.kind()).map(|(_, id)| *id);
        let number = error.raw_os_error();
        let numbered = || {
            let number = number.filter(|_| cfg!(unix))?;
            NUMBERED.iter().find(|(of, _)| *of == number).map(|(_, id)| *id)
        };
        match (known.or_else(numbered), number) {
            (Some(id), _) => Self::Known(id),
            (None, Some(number)) => Self::Numbered { number, words: error.to_string() },
            (None, None) => Self::Words(error.to_string()),
        }
    }
}

impl Reason {
    /// Returns the reason in the language of the interface; in Japanese, an unknown error of the system by
    /// its number.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Known(id) => lang.text(id).to_owned(),
            // The system's messages are English.
            Self::Numbered { words, .. } if lang == Lang::En => words.clone(),
            Self::Numbered { number, .. } => lang.fill("system.other", &[("number", number)]),
            Self::Words(words) => words.clone(),
        }
    }
}

/// True for a loop of links; the standard library has no stable name for it.
#[must_use]
pub fn is_link_loop(reason: &io::Error) -> bool {
    cfg!(unix) && reason.raw_os_error() == Some(LINK_LOOP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_reasons_are_said_in_the_interfaces_language() {
        for (kind, id) in KNOWN {
            let reason = Reason::from(&io::Error::from(kind));
            assert_eq!(reason, Reason::Known(id));
            assert!(crate::lang::is_known(id) && !reason.words(Lang::Ja).is_ascii());
        }
        let other = io::Error::other("out of paper");
        assert_eq!(Reason::from(&other).words(Lang::Ja), "out of paper");
    }

    #[cfg(unix)]
    #[test]
    fn no_number_of_the_system_is_english_in_japanese() {
        let said = |number| Reason::from(&io::Error::from_raw_os_error(number));
        for (number, id) in NUMBERED {
            assert_eq!(said(number), Reason::Known(id));
        }
        for number in 1..200 {
            let words = said(number).words(Lang::Ja).replace("エラー番号", "");
            assert!(!words.is_ascii() || words.trim().parse() == Ok(number), "{number}: {words}");
            assert!(said(number).words(Lang::En).is_ascii());
        }
        assert_eq!(said(95).words(Lang::Ja), "エラー番号 95");
        assert!(said(95).words(Lang::En).ends_with("(os error 95)"));
    }
}

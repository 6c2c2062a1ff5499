//! Why the system refused something, in words of the interface.

use std::io::{self, ErrorKind};

use super::Lang;

/// The system's reasons that are met every day, and the ids of their words.
const KNOWN: [(ErrorKind, &str); 11] = [
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
    (ErrorKind::BrokenPipe, "system.nobody-reads"),
];

/// Why the system refused something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A reason that the interface has words for, by their id in `labels.toml`.
    Known(&'static str),
    /// Any other, in the system's own words.
    Words(String),
}

impl From<&io::Error> for Reason {
    fn from(error: &io::Error) -> Self {
        let known = KNOWN.iter().find(|(kind, _)| *kind == error.kind()).map(|(_, id)| *id);
        let known = known.or_else(|| is_link_loop(error).then_some("system.link-loop"));
        known.map_or_else(|| Self::Words(error.to_string()), Self::Known)
    }
}

impl Reason {
    /// The reason in the language of the interface, where it is known.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &str {
        match self {
            Self::Known(id) => lang.text(id),
            Self::Words(words) => words,
        }
    }
}

/// True for links that lead in a circle; the standard library has no stable name for it.
#[must_use]
pub fn is_link_loop(reason: &io::Error) -> bool {
    let number = if cfg!(any(target_os = "linux", target_os = "android")) { 40 } else { 62 };
    cfg!(unix) && reason.raw_os_error() == Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_reasons_are_said_in_the_interfaces_language_and_others_as_they_come() {
        for (kind, id) in KNOWN {
            let reason = Reason::from(&io::Error::from(kind));
            assert_eq!(reason, Reason::Known(id));
            assert!(crate::lang::is_known(id) && !reason.words(Lang::Ja).is_ascii());
        }
        let other = io::Error::other("out of paper");
        assert_eq!(Reason::from(&other).words(Lang::Ja), "out of paper");
    }
}

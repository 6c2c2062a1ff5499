//! Diagnostics: repairs, failures and doubts of reading.

use std::fmt::Display;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use strum::IntoStaticStr;

use super::LineSpan;
use super::place::{Part, Place, place_text};
use crate::lang::{Lang, Reason};

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// A certain repair.
    Info,
    /// The user should check it.
    Warning,
    /// A failure to read.
    Error,
}

impl Severity {
    /// `info`, `warning` or `error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $doc:literal;)*) => {
        /// The kind of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every code, in the order of docs/diagnostics.md.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the code's name: `split-value`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the severity.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// Returns the id of the message in `labels.toml`.
            fn message_id(self) -> &'static str {
                match self { $(Self::$variant => concat!("diagnostic.", $name),)* }
            }

            /// Returns the id of the explanation in `labels.toml`.
            fn explanation_id(self) -> &'static str {
                match self { $(Self::$variant => concat!("explain.", $name),)* }
            }
        }
    };
}

codes! {
    SplitValue "split-value" Info "A value cut in two, joined again.";
    SplitLabel "split-label" Info "A label cut around its value, joined again.";
    Legend "legend" Info "The legend 凡例：…, taken out of a label.";
    StrayTag "stray-tag" Info "Markup inside a cell, taken out.";
    MissingCell "missing-cell" Info "A label without a value cell.";
    UnansweredMark "unanswered-mark" Info "An item of 導入効果 with the empty mark ().";
    OldForm "old-form" Info "A character in an old or variant form, kept.";
    LostSpace "lost-space" Info "Spaces inside a value that a dump has swallowed.";
    DoubleEncoded "double-encoded" Info "Text that was decoded wrongly and saved so, undone.";
    DecomposedKana "decomposed-kana" Info "Kana with their voicing marks apart, kept.";
    UnsureOrder "unsure-order" Warning "Words whose label or item the layout leaves open.";
    ForeignScript "foreign-script" Warning "Letters of another script, kept.";
    ValueNotItsKind "value-not-its-kind" Warning "A value that does not read as its kind.";
    UnknownLabel "unknown-label" Warning "A label that the schema does not have.";
    UnknownSection "unknown-section" Warning "A section that the schema does not have.";
    MisplacedLabel "misplaced-label" Warning "A known label under the wrong section.";
    MissingField "missing-field" Warning "A field that the page does not have.";
    MissingSection "missing-section" Warning "A section that the page does not have.";
    RepeatedField "repeated-field" Warning "A label twice in one section.";
    RepeatedSection "repeated-section" Warning "A section twice on one page.";
    ControlCharacter "control-character" Warning "Control or direction characters, taken out.";
    UndecodableBytes "undecodable-bytes" Warning "Bytes that are not in the file's encoding.";
    TooDeep "too-deep" Warning "Elements of HTML nested too deep to be kept apart.";
    UnknownEffect "unknown-effect" Warning "An item of 導入効果 that the schema does not have.";
    CostSum "cost-sum" Warning "A running cost that is not its parts' sum.";
    SharedExceedsRegistered "shared-exceeds-registered" Warning "More patients shared than registered.";
    EndedButRunning "ended-but-running" Warning "A year of the end on a running service.";
    EndedWithoutYear "ended-without-year" Warning "An ended service without the year of its end.";
    FeeWithoutAmount "fee-without-amount" Warning "A paid fee without an amount.";
    YearOutOfRange "year-out-of-range" Warning "A year before 1990 or after 2035.";
    NotAPage "not-a-page" Error "A file that holds no case page.";
    Unreadable "unreadable" Error "A file or folder that could not be read.";
}

impl Code {
    /// Returns the code with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Returns its meaning, an example, what reading did and what the user can do: a line each.
    #[must_use]
    pub fn explanation(self, lang: Lang) -> &'static str {
        lang.text(self.explanation_id()).trim()
    }
}

/// A diagnostic with its location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code, which decides the severity and the message.
    pub code: Code,
    /// The file; the diagnostics of a page share it.
    pub path: Arc<str>,
    /// First and last line, if it has a location in the file.
    pub lines: Option<LineSpan>,
    /// The document within the file that the lines are of, where there is one.
    pub part: Option<Arc<Part>>,
    /// Schema id of the section, if any.
    pub section: Option<&'static str>,
    /// Schema id of the field, if any.
    pub field: Option<&'static str>,
    /// The label, title or name for the message.
    pub subject: String,
    /// The words in question, or the reason, for the message.
    pub detail: DiagnosticDetail,
}

/// The detail of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiagnosticDetail {
    /// Words of the page; may be empty.
    Words(String),
    /// A reason of the system.
    System(Box<Reason>),
    /// A reason of jirei, by its id in `labels.toml`.
    Reason(&'static str),
    /// The kind of a file that is no page, by its label id.
    Foreign(&'static str),
    /// A reason of jirei with a number, `{count}`.
    Count(Box<(&'static str, usize)>),
    /// The whole message, by its id, without placeholders.
    Whole(&'static str),
    /// Values of the page, by their placeholders in the message.
    Values(Box<[(&'static str, String)]>),
}

impl Diagnostic {
    /// Returns the severity.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Returns the message, one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let id = self.code.message_id();
        match &self.detail {
            DiagnosticDetail::Words(words) => lang.fill(id, &[("subject", &self.subject), ("detail", words)]),
            DiagnosticDetail::System(reason) => {
                lang.fill(id, &[("subject", &self.subject), ("detail", &reason.words(lang))])
            }
            DiagnosticDetail::Reason(reason) | DiagnosticDetail::Foreign(reason) => {
                lang.fill(id, &[("subject", &self.subject), ("detail", &lang.text(reason))])
            }
            DiagnosticDetail::Count(count) => {
                let (reason, count) = &**count;
                let reason = lang.fill(reason, &[("count", count)]);
                lang.fill(id, &[("subject", &self.subject), ("detail", &reason)])
            }
            DiagnosticDetail::Whole(message) => lang.text(message).to_owned(),
            DiagnosticDetail::Values(values) => {
                let values = values.iter().map(|(name, value)| (*name, value as &dyn Display));
                let subject: (&str, &dyn Display) = ("subject", &self.subject);
                lang.fill(id, &[subject].into_iter().chain(values).collect::<Vec<_>>())
            }
        }
    }

    /// Returns its place in a file that has no lines.
    #[must_use]
    pub fn place_without_lines(&self) -> Option<&Place> {
        self.part.as_deref()?.place(self.lines?.first)
    }

    /// Returns `path:line` for display, or the path if there is no line.
    #[must_use]
    pub fn place(&self) -> String {
        place_text(&self.path, self.part.as_deref(), self.lines.map(|lines| lines.first))
    }
}

impl Serialize for Diagnostic {
    /// Serialises the documented object; the message is Japanese in any locale.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (part, place) = (self.part.as_deref(), self.place_without_lines());
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("path", &*self.path)?;
        if let Some(part) = part.filter(|part| !part.name.is_empty()) {
            object.serialize_entry("part", &part.name)?;
        }
        object.serialize_entry("lines", &self.lines.filter(|_| place.is_none()))?;
        if let Some(place) = place {
            object.serialize_entry("place", place)?;
        }
        object.serialize_entry("severity", &self.severity())?;
        object.serialize_entry("code", self.code.name())?;
        object.serialize_entry("section", &self.section)?;
        object.serialize_entry("field", &self.field)?;
        object.serialize_entry("message", &self.message(Lang::Ja))?;
        object.end()
    }
}

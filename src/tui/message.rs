//! A message to the user, as the footer and the list of messages show it.

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The words.
    pub text: String,
    /// Its tone.
    pub tone: Tone,
}

impl Message {
    /// Makes a message about what was done.
    pub fn done(text: String) -> Self {
        Self { text, tone: Tone::Done }
    }

    /// Makes a message about what could not be done.
    pub fn problem(text: String) -> Self {
        Self { text, tone: Tone::Problem }
    }
}

/// The tone of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something could not be done.
    Problem,
}

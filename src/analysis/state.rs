//! The five states of an answer. They exclude each other, so that their counts add up to the cases.

use strum::{EnumCount, IntoStaticStr, VariantArray};

use crate::lang::Lang;
use crate::model::schema::{ValueKind, schema};
use crate::model::{Case, Field, UNSELECTED, Value, field_of};

/// The state of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum AnswerState {
    /// There is an answer.
    Answered,
    /// The cell is empty.
    Blank,
    /// The cell is 未選択, alone.
    Unselected,
    /// The field is not on the page.
    Missing,
    /// The words are not of the field's kind: 約3万人 as a number.
    Unread,
}

impl AnswerState {
    /// Returns the state of a field of the form in a case.
    #[must_use]
    pub fn of_field(case: &Case, id: &str) -> Self {
        field_of(case, id).map_or(Self::Missing, Self::of_answer)
    }

    /// Returns the state of a field of a page.
    #[must_use]
    pub fn of_answer(field: &Field) -> Self {
        let is_words = || {
            let spec = field.id.and_then(|id| schema().field(id));
            spec.is_none_or(|spec| ValueKind::is_words(spec.kind))
        };
        match &field.value {
            Value::Empty => Self::Blank,
            Value::Unselected => Self::Unselected,
            Value::List { items } if items.iter().all(|item| item == UNSELECTED) => Self::Unselected,
            Value::Text if !is_words() => Self::Unread,
            Value::Text
            | Value::Choice { .. }
            | Value::List { .. }
            | Value::Prefectures { .. }
            | Value::StatusYear { .. }
            | Value::Year { .. }
            | Value::Staff { .. }
            | Value::Effects { .. }
            | Value::Facilities { .. }
            | Value::Count { .. }
            | Value::Money { .. }
            | Value::Fee(_) => Self::Answered,
        }
    }

    /// Returns the id for files.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Returns the word for it.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Answered => lang.text("analysis.answered"),
            Self::Blank => lang.text("analysis.blank"),
            Self::Unselected => lang.text("analysis.unselected"),
            Self::Missing => lang.text("analysis.missing"),
            Self::Unread => lang.text("analysis.unread"),
        }
    }
}

/// The number of cases in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StateCounts([usize; AnswerState::COUNT]);

impl StateCounts {
    /// Counts states.
    pub fn new(states: impl IntoIterator<Item = AnswerState>) -> Self {
        let mut counts = Self::default();
        states.into_iter().for_each(|state| counts.0[state as usize] += 1);
        counts
    }

    /// Returns the number of cases in a state.
    #[must_use]
    pub fn get(&self, state: AnswerState) -> usize {
        self.0[state as usize]
    }

    /// Returns the number of all cases.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// Returns the states with their counts, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (AnswerState, usize)> {
        AnswerState::VARIANTS.iter().map(|state| (*state, self.get(*state)))
    }
}

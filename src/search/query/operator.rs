//! The operators between a name and its value, in any width.

/// The operator between a name and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `:`
    Has,
    /// `=`
    Is,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Operator {
    /// True for the operators that only numbers have.
    #[must_use]
    pub fn is_comparison(self) -> bool {
        match self {
            Self::Less | Self::AtMost | Self::More | Self::AtLeast => true,
            Self::Has | Self::Is => false,
        }
    }

    /// Returns the operator with its sides swapped.
    pub(super) fn flipped(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            Self::Has | Self::Is => self,
        }
    }

    /// Returns the operator that another sign behind makes of it: `>=`, `=>`, and `:>=` as some write it.
    fn joined(self, sign: Self) -> Option<Self> {
        match (self, sign) {
            (Self::Has, sign) => Some(sign),
            (Self::More, Self::Is) | (Self::Is, Self::More) => Some(Self::AtLeast),
            (Self::Less, Self::Is) | (Self::Is, Self::Less) => Some(Self::AtMost),
            (Self::Is, Self::Is) => Some(Self::Is),
            (Self::Is | Self::Less | Self::AtMost | Self::More | Self::AtLeast, _) => None,
        }
    }
}

/// Returns the operator at the beginning of a text, and the rest.
pub(super) fn operator_at(text: &str) -> Option<(Operator, &str)> {
    let mut chars = text.chars();
    let mut operator = operator_from_char(chars.next()?)?;
    let mut rest = chars.as_str();
    while let Some(joined) = chars.next().and_then(operator_from_char).and_then(|sign| operator.joined(sign))
    {
        operator = joined;
        rest = chars.as_str();
    }
    Some((operator, rest))
}

/// True for a character that begins an operator.
pub(super) fn begins_operator(char: char) -> bool {
    operator_from_char(char).is_some()
}

/// Returns the operator that a character is or begins.
pub(super) fn operator_from_char(char: char) -> Option<Operator> {
    match char {
        ':' | '：' => Some(Operator::Has),
        '=' | '＝' => Some(Operator::Is),
        '<' | '＜' => Some(Operator::Less),
        '>' | '＞' => Some(Operator::More),
        '≦' | '≤' | '⩽' => Some(Operator::AtMost),
        '≧' | '≥' | '⩾' => Some(Operator::AtLeast),
        _ => None,
    }
}

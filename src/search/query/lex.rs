//! Lexer: query text → clauses, alternatives, names and operators with their spans.
//!
//! It makes one pass; only the text after a run of white space is read twice.

use std::ops::Range;

use super::super::names::{find_name, find_quantity};
use super::view::{is_list_comma, view_kind};

/// The maximal number of conditions; the rest is reported and left out, since each is searched for.
pub const MOST_CONDITIONS: usize = 64;

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
}

impl Operator {
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
}

/// Returns the operator at the beginning of a text, and the rest.
pub(super) fn operator_at(text: &str) -> Option<(Operator, &str)> {
    let mut lexer = Lexer { text, at: 0 };
    let operator = lexer.operator()?;
    text.get(lexer.at..).map(|rest| (operator, rest))
}

/// A token: a name or a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Token {
    /// Its byte range, quotes included.
    pub span: Range<usize>,
    /// Its byte range without the quotes.
    pub inner: Range<usize>,
    /// Whether it is in quotes.
    pub quoted: bool,
    /// Whether the quotes are closed.
    pub closed: bool,
}

impl Token {
    fn plain(span: Range<usize>) -> Self {
        Self { inner: span.clone(), span, quoted: false, closed: true }
    }

    /// Returns its text without the quotes, a doubled quote as a single one.
    pub(super) fn text(&self, query: &str) -> String {
        let inner = query.get(self.inner.clone()).unwrap_or_default();
        if !self.quoted {
            return inner.to_owned();
        }
        let mut text = String::with_capacity(inner.len());
        let mut doubled = false;
        for char in inner.chars() {
            doubled = is_quote(char) && !doubled && text.ends_with(char);
            if !doubled {
                text.push(char);
            }
        }
        text
    }
}

/// A name and its operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawHead {
    pub name: Token,
    pub operator: Operator,
}

/// An alternative of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawAlternative {
    pub span: Range<usize>,
    pub head: Option<RawHead>,
    pub value: Token,
    /// The text after the `=` behind a value in quotes.
    pub mark: Option<Range<usize>>,
}

/// A clause: the text between two spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawClause {
    pub span: Range<usize>,
    pub negated: bool,
    pub alternatives: Vec<RawAlternative>,
}

/// Splits a query into clauses.
pub(super) fn split_clauses(text: &str) -> Vec<RawClause> {
    let mut lexer = Lexer { text, at: 0 };
    let mut clauses = Vec::new();
    loop {
        lexer.skip_space();
        if lexer.peek().is_none() {
            return clauses;
        }
        clauses.push(lexer.clause());
    }
}

/// True for `"` and its full-width and curly twins; any of them closes any other, since an input method
/// may insert the same one twice.
#[must_use]
pub fn is_quote(char: char) -> bool {
    matches!(char, '"' | '＂' | '“' | '”' | '„' | '‟' | '〝' | '〟')
}

/// True for white space and the commas that separate words in Japanese.
pub(super) fn is_space(char: char) -> bool {
    char.is_whitespace() || matches!(char, '、' | '､' | '，')
}

/// True for `|` and its full-width twin.
pub(super) fn is_bar(char: char) -> bool {
    matches!(char, '|' | '｜')
}

/// True for `-` and what its key types with an input method on: the long vowel mark, with which no word
/// begins.
#[must_use]
pub fn is_minus(char: char) -> bool {
    matches!(char, '-' | '－' | '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' | 'ー' | 'ｰ')
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        Some(char)
    }

    /// True before a separator of clauses; a comma within a number is none: １０，０００.
    fn is_at_space(&self) -> bool {
        let digit = |char: char| char.is_ascii_digit() || matches!(char, '０'..='９');
        let mut rest = self.rest().chars();
        let next = rest.next();
        let before = self.text.get(..self.at).and_then(|before| before.chars().next_back());
        let in_number = next == Some('，') && before.is_some_and(digit) && rest.next().is_some_and(digit);
        next.is_some_and(is_space) && !in_number
    }

    fn skip_space(&mut self) {
        while self.is_at_space() {
            self.bump();
        }
    }

    fn clause(&mut self) -> RawClause {
        let start = self.at;
        let mut second = self.rest().chars().skip(1);
        let is_alone = second.next().is_none_or(is_space);
        let negated = self.peek().is_some_and(is_minus) && !is_alone;
        if negated {
            self.bump();
        }
        let mut alternatives = vec![self.alternative()];
        while self.peek().is_some_and(is_bar) {
            self.bump();
            alternatives.push(self.alternative());
        }
        RawClause { span: start..self.at, negated, alternatives }
    }

    fn alternative(&mut self) -> RawAlternative {
        let start = self.at;
        let name = if self.peek().is_some_and(is_quote) { self.quoted() } else { self.name() };
        let Some(operator) = self.operator_after(&name) else {
            let mark = self.mark_after(&name);
            return RawAlternative { span: start..self.at, head: None, value: name, mark };
        };
        let value = if operator == Operator::Has && view_kind(&name.text(self.text)).is_some() {
            self.list()
        } else if self.peek().is_some_and(is_quote) {
            self.quoted()
        } else {
            self.plain()
        };
        let mark = self.mark_after(&value);
        RawAlternative { span: start..self.at, head: Some(RawHead { name, operator }), value, mark }
    }

    /// Reads the text after the `=` behind a value in quotes.
    fn mark_after(&mut self, value: &Token) -> Option<Range<usize>> {
        let follows =
            value.quoted && value.closed && self.peek().is_some_and(|char| matches!(char, '=' | '＝'));
        follows.then(|| {
            self.bump();
            self.plain().span
        })
    }

    /// Reads up to the closing quote or the end.
    fn quoted(&mut self) -> Token {
        let start = self.at;
        self.bump();
        let inner = self.at;
        while let Some(char) = self.peek() {
            let end = self.at;
            self.bump();
            if is_quote(char) {
                if self.peek() != Some(char) {
                    return Token { span: start..self.at, inner: inner..end, quoted: true, closed: true };
                }
                self.bump();
            }
        }
        Token { span: start..self.at, inner: inner..self.at, quoted: true, closed: false }
    }

    /// Reads up to an operator, a bar or white space.
    fn name(&mut self) -> Token {
        let start = self.at;
        while !self.is_at_space() && self.peek().is_some_and(|char| !is_bar(char) && !begins_operator(char)) {
            self.bump();
        }
        let end = self.at;
        if self.peek().is_some_and(begins_operator) {
            return Token::plain(start..end);
        }
        // 患者 >= 1万: an operator may follow the space only after a number's name.
        self.skip_space();
        let compares = self.peek().is_some_and(|char| begins_operator(char) && !matches!(char, ':' | '：'));
        let is_number = |name: &str| find_quantity(name).is_some();
        if self.at == end || !compares || !self.text.get(start..end).is_some_and(is_number) {
            self.at = end;
        }
        Token::plain(start..end)
    }

    /// Reads up to a bar or white space.
    fn plain(&mut self) -> Token {
        let start = self.at;
        while !self.is_at_space() && self.peek().is_some_and(|char| !is_bar(char)) {
            self.bump();
        }
        Token::plain(start..self.at)
    }

    /// Reads the columns of a view clause: up to white space that is not behind a comma or in quotes.
    fn list(&mut self) -> Token {
        let start = self.at;
        let mut end = start;
        let (mut quoted, mut goes_on) = (false, true);
        while let Some(char) = self.peek() {
            quoted ^= is_quote(char);
            let is_space = char.is_whitespace() && !quoted;
            if is_space && !goes_on {
                break;
            }
            self.bump();
            if !is_space {
                goes_on = is_list_comma(char);
                end = self.at;
            }
        }
        Token::plain(start..end)
    }

    /// Reads an operator. After a name in quotes, a colon is an operator only if the name is known.
    fn operator_after(&mut self, name: &Token) -> Option<Operator> {
        let start = self.at;
        let operator = self.operator()?;
        if name.quoted && find_name(&name.text(self.text)).is_none() {
            self.at = start;
            return None;
        }
        // 患者>= 1万
        let end = self.at;
        self.skip_space();
        let digit = |char: char| char.is_ascii_digit() || matches!(char, '０'..='９');
        if !operator.is_comparison() || !self.peek().is_some_and(digit) {
            self.at = end;
        }
        Some(operator)
    }

    fn operator(&mut self) -> Option<Operator> {
        let mut operator = None;
        while let Some(next) = self.peek().filter(|char| begins_operator(*char)) {
            // `>=`, `=>`, and `:>=` as some write it.
            operator = Some(match (operator, operator_from_char(next)?) {
                (None | Some(Operator::Has), sign) => sign,
                (Some(Operator::More), Operator::Is) | (Some(Operator::Is), Operator::More) => {
                    Operator::AtLeast
                }
                (Some(Operator::Less), Operator::Is) | (Some(Operator::Is), Operator::Less) => {
                    Operator::AtMost
                }
                (Some(Operator::Is), Operator::Is) => Operator::Is,
                (Some(_), _) => break,
            });
            self.bump();
        }
        operator
    }
}

fn begins_operator(char: char) -> bool {
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

/// Drops the conditions beyond [`MOST_CONDITIONS`]; returns where the first of them begins.
pub fn cut_conditions(raws: &mut Vec<RawClause>) -> Option<usize> {
    let mut left = MOST_CONDITIONS;
    for (place, raw) in raws.iter_mut().enumerate() {
        if let Some(over) = raw.alternatives.get(left) {
            let start = over.span.start;
            raw.alternatives.truncate(left);
            raws.truncate(if left > 0 { place + 1 } else { place });
            return Some(start);
        }
        left -= raw.alternatives.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clauses as text: `-` for not, `|` between alternatives, `name⟨operator⟩value`.
    fn shape(text: &str) -> Vec<String> {
        let piece = |piece: &Token| {
            if piece.quoted { format!("[{}]", piece.text(text)) } else { piece.text(text) }
        };
        let alternative = |alternative: &RawAlternative| {
            let head = alternative.head.as_ref();
            let head =
                head.map_or(String::new(), |head| format!("{}⟨{:?}⟩", piece(&head.name), head.operator));
            let mark = alternative.mark.clone().map_or(String::new(), |mark| format!("⟨{}⟩", &text[mark]));
            head + &piece(&alternative.value) + &mark
        };
        let clause = |clause: &RawClause| {
            let alternatives: Vec<String> = clause.alternatives.iter().map(alternative).collect();
            (if clause.negated { "-" } else { "" }).to_owned() + &alternatives.join("|")
        };
        split_clauses(text).iter().map(clause).collect()
    }

    #[test]
    fn white_space_parts_clauses() {
        assert_eq!(shape("糖尿病 IP-VPN　a\tb\u{a0}c "), ["糖尿病", "IP-VPN", "a", "b", "c"]);
        assert_eq!(shape("埼玉、調剤，a､ \"b、c\"、"), ["埼玉", "調剤", "a", "[b、c]"]);
        assert_eq!(
            shape("患者＞＝１０，０００、年:2012，処方"),
            ["患者⟨AtLeast⟩１０，０００", "年⟨Has⟩2012", "処方"]
        );
    }

    #[test]
    fn quotes_hold_together_and_a_doubled_one_is_one() {
        assert_eq!(shape("\"a b\" “c d” ＂e＂ ”f g” \"h"), ["[a b]", "[c d]", "[e]", "[f g]", "[h]"]);
        assert_eq!(shape("\"a \"\"b\"\"\" \"\" c\"d"), ["[a \"b\"]", "[]", "c\"d"]);
        assert_eq!(shape("「二次 医療圏」"), ["「二次", "医療圏」"]);
        assert_eq!(shape("\"a\"b"), ["[a]", "b"]);
    }

    #[test]
    fn a_minus_is_not_and_a_dash_within_a_word_is_a_dash() {
        assert_eq!(shape("-終了 －終了 ー終了 - a-b --x"), ["-終了", "-終了", "-終了", "-", "a-b", "--x"]);
    }

    #[test]
    fn bars_part_alternatives() {
        assert_eq!(
            shape("a|b ｜c d｜ 標準:a|\"b c\"|県:d"),
            ["a|b", "|c", "d|", "標準⟨Has⟩a|[b c]|県⟨Has⟩d"]
        );
    }

    #[test]
    fn operators_in_every_width() {
        for (sign, operator) in [
            (">=", "AtLeast"),
            ("＞＝", "AtLeast"),
            ("≧", "AtLeast"),
            ("≥", "AtLeast"),
            ("=>", "AtLeast"),
            (":>=", "AtLeast"),
            ("<=", "AtMost"),
            ("≦", "AtMost"),
            ("<", "Less"),
            ("＜", "Less"),
            (">", "More"),
            ("＞", "More"),
            ("=", "Is"),
            ("＝", "Is"),
            ("==", "Is"),
            (":", "Has"),
            ("：", "Has"),
        ] {
            assert_eq!(shape(&format!("患者{sign}1万")), [format!("患者⟨{operator}⟩1万")]);
        }
    }

    #[test]
    fn spaces_beside_a_comparison_are_let_be() {
        assert_eq!(shape("患者 >= 1万 a"), ["患者⟨AtLeast⟩1万", "a"]);
        assert_eq!(shape("患者>= もがみ"), ["患者⟨AtLeast⟩", "もがみ"]);
        assert_eq!(shape("とねっと > b"), ["とねっと", "⟨More⟩", "b"]);
    }

    #[test]
    fn a_mark_follows_a_value_in_quotes() {
        assert_eq!(shape("効果:\"医師の負担軽減\"=○"), ["効果⟨Has⟩[医師の負担軽減]⟨○⟩"]);
        assert_eq!(shape("\"Registered patients\">=1"), ["[Registered patients]⟨AtLeast⟩1"]);
        assert_eq!(shape("\"実施中\":a"), ["[実施中]", "⟨Has⟩a"]);
        assert_eq!(shape("効果:\"a b\"=○|\"c\"=△"), ["効果⟨Has⟩[a b]⟨○⟩|[c]⟨△⟩"]);
    }
}

//! Lexer: query text → clauses, alternatives, names and operators with their spans.
//!
//! It makes one pass; only the text after a run of white space is read twice.

use std::ops::Range;

use super::super::names::{find_name, find_quantity};
use super::natural::{amount_length, is_comparison, unit_length};
use super::operator::{Operator, begins_operator, operator_at};
use super::separator::{is_bar, is_comma, is_in_number, is_not, is_quote, is_space, or_alone, or_within};
use super::view::{is_list_comma, view_kind};
use crate::model::short_prefecture;
use crate::text::fold::narrow;
use crate::text::number::is_numeral;

/// The maximal number of conditions; the rest is reported and left out, since each is searched for.
pub const MOST_CONDITIONS: usize = 64;

/// The field of prefectures.
pub(super) const AREA: &str = "area";

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

    /// True before a separator; a comma within a number is none: １０，０００.
    fn is_at_space(&self) -> bool {
        let mut rest = self.rest().chars();
        let Some(next) = rest.next().filter(|next| is_space(*next)) else { return false };
        let before = self.text.get(..self.at).unwrap_or_default();
        !(matches!(next, ',' | '，') && is_in_number(before, rest.as_str()))
    }

    /// Skips white space and commas.
    fn skip_space(&mut self) {
        while self.is_at_space() {
            self.bump();
        }
    }

    fn skip_white(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
    }

    fn clause(&mut self) -> RawClause {
        let start = self.at;
        let mut second = self.rest().chars().skip(1);
        let is_alone = second.next().is_none_or(is_space);
        let negated = self.peek().is_some_and(is_not) && !is_alone;
        if negated {
            self.bump();
        }
        let mut alternatives = vec![self.alternative()];
        while let Some(next) = alternatives.last().and_then(|last| self.next_alternative(last)) {
            alternatives.push(next);
        }
        RawClause { span: start..self.at, negated, alternatives }
    }

    /// Reads the alternative behind a bar, a word for “or” or a comma; `None` if another clause follows.
    fn next_alternative(&mut self, before: &RawAlternative) -> Option<RawAlternative> {
        let start = self.at;
        if before.head.as_ref().is_some_and(|head| self.is_view(head)) {
            return None;
        }
        if let Some(length) = or_within(self.rest()).filter(|_| start > before.span.start) {
            self.at += length;
            return Some(self.alternative());
        }
        self.skip_white();
        let or = or_alone(self.rest()).filter(|_| self.at > start);
        let bar = self.peek().filter(|char| is_bar(*char)).map(char::len_utf8);
        if let Some(length) = or.or(bar) {
            self.at += length;
            return Some(self.after_bar());
        }
        let next = self.peek().is_some_and(is_comma).then(|| self.after_comma(before)).flatten();
        if next.is_none() {
            self.at = start;
        }
        next
    }

    /// Reads the alternative behind a bar, which may be behind spaces; a view there is a clause of its own.
    fn after_bar(&mut self) -> RawAlternative {
        let start = self.at;
        self.skip_space();
        let is_behind_space = self.at > start;
        let next = self.alternative();
        if !is_behind_space || !next.head.as_ref().is_some_and(|head| self.is_view(head)) {
            return next;
        }
        self.at = start;
        RawAlternative { span: start..start, head: None, value: Token::plain(start..start), mark: None }
    }

    /// Reads the alternative behind a comma; conditions of their own are no alternatives.
    fn after_comma(&mut self, before: &RawAlternative) -> Option<RawAlternative> {
        self.skip_space();
        if self.peek().is_none_or(|next| is_not(next) || is_bar(next)) {
            return None;
        }
        let next = self.alternative();
        let compares = |one: &RawAlternative| {
            one.head.is_none() && !one.value.quoted && is_comparison(&one.value.text(self.text))
        };
        let fits = match &before.head {
            Some(head) => self.may_be_value(head, &next.value),
            None => !compares(before),
        };
        (fits && next.head.is_none() && !compares(&next)).then_some(next)
    }

    /// True if a value behind a comma may be another one of the name before it: 県:埼玉、群馬, 年:2010,2013.
    fn may_be_value(&self, head: &RawHead, value: &Token) -> bool {
        let value = value.text(self.text);
        let name = head.name.text(self.text);
        if find_quantity(&name).is_some() {
            return value.starts_with(is_digit);
        }
        let is_area = find_name(&name).is_some_and(|named| named.place.fields == [AREA]);
        !is_area || short_prefecture(value.trim()).is_some()
    }

    fn is_view(&self, head: &RawHead) -> bool {
        head.operator == Operator::Has && view_kind(&head.name.text(self.text)).is_some()
    }

    fn alternative(&mut self) -> RawAlternative {
        let start = self.at;
        let name = if self.peek().is_some_and(is_quote) { self.quoted() } else { self.name() };
        let Some(operator) = self.operator_after(&name) else {
            let mark = self.mark_after(&name);
            return RawAlternative { span: start..self.at, head: None, value: name, mark };
        };
        let head = RawHead { name, operator };
        let value = if self.is_view(&head) {
            self.list()
        } else if self.peek().is_some_and(is_quote) {
            self.quoted()
        } else {
            self.value_of(&head)
        };
        let mark = self.mark_after(&value);
        RawAlternative { span: start..self.at, head: Some(head), value, mark }
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

    /// True at the end of a word that begins at `start`.
    fn is_at_end_of_word(&self, start: usize) -> bool {
        self.peek().is_none_or(is_bar)
            || self.is_at_space()
            || (self.at > start && or_within(self.rest()).is_some())
    }

    /// Reads up to an operator or the end of the word.
    fn name(&mut self) -> Token {
        let start = self.at;
        while !self.is_at_end_of_word(start) && !self.peek().is_some_and(begins_operator) {
            self.bump();
        }
        let end = self.at;
        if self.peek().is_some_and(begins_operator) {
            return Token::plain(start..end);
        }
        // 患者 >= 1万, 患者 1万人以上: either may follow the space only after a number's name.
        self.skip_white();
        let compares = self.peek().is_some_and(|char| begins_operator(char) && !matches!(char, ':' | '：'));
        let amount = if compares { 0 } else { amount_length(self.rest()) };
        let is_number = |name: &str| find_quantity(name).is_some();
        if self.at == end || !(compares || amount > 0) || !self.text.get(start..end).is_some_and(is_number) {
            self.at = end;
            return Token::plain(start..end);
        }
        self.at += amount;
        Token::plain(start..if compares { end } else { self.at })
    }

    /// Reads up to the end of the word. An address may have commas.
    fn plain(&mut self) -> Token {
        let start = self.at;
        let is_address = ["//", "http://", "https://"].iter().any(|begin| self.rest().starts_with(begin));
        let is_end = |lexer: &Self| {
            if is_address {
                lexer.peek().is_none_or(|char| char.is_whitespace() || is_bar(char))
            } else {
                lexer.is_at_end_of_word(start)
            }
        };
        while !is_end(self) {
            self.bump();
        }
        Token::plain(start..self.at)
    }

    /// Reads the value of a name; that of a number with the units behind a space: 構築費 < 1 億.
    fn value_of(&mut self, head: &RawHead) -> Token {
        let start = self.at;
        let value = self.plain();
        let is_number = value.text(self.text).ends_with(|char| is_numeral(narrow(char)));
        if !is_number || find_quantity(&head.name.text(self.text)).is_none() {
            return value;
        }
        self.at += unit_length(self.rest());
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
        let (operator, rest) = operator_at(self.rest())?;
        if name.quoted && find_name(&name.text(self.text)).is_none() {
            return None;
        }
        let end = self.text.len() - rest.len();
        self.at = end;
        // 患者>= 1万
        self.skip_white();
        if !operator.is_comparison() || !self.peek().is_some_and(is_digit) {
            self.at = end;
        }
        Some(operator)
    }
}

/// True for a digit of either width.
fn is_digit(char: char) -> bool {
    narrow(char).is_ascii_digit()
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
        assert_eq!(shape("埼玉、調剤，a､ \"b、c\"、"), ["埼玉|調剤|a|[b、c]"]);
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
        assert_eq!(shape("a|b ｜c d｜ 標準:a|\"b c\"|県:d"), ["a|b|c", "d|標準⟨Has⟩a|[b c]|県⟨Has⟩d"]);
        assert_eq!(shape("|a a| a | "), ["|a", "a|a|"]);
        assert_eq!(shape("a | 列:費用"), ["a|", "列⟨Has⟩費用"]);
    }

    #[test]
    fn commas_and_words_for_or_part_alternatives() {
        for text in ["a,b", "a、b", "a , b", "a OR b", "a または b", "aまたはb", "a又はb", "a ｏｒ b"]
        {
            assert_eq!(shape(text), ["a|b"], "{text}");
        }
        assert_eq!(shape("県:埼玉、群馬 x"), ["県⟨Has⟩埼玉|群馬", "x"]);
        assert_eq!(shape("年:2010,2013"), ["年⟨Has⟩2010|2013"]);
        assert_eq!(shape("または または、a または"), ["または|a|"]);
        assert_eq!(shape("OR a,"), ["OR", "a"]);
        assert_eq!(shape("\"a\"または\"b\""), ["[a]|[b]"]);
    }

    #[test]
    fn conditions_of_their_own_behind_a_comma_are_no_alternatives() {
        assert_eq!(shape("県:埼玉、年:2012"), ["県⟨Has⟩埼玉", "年⟨Has⟩2012"]);
        assert_eq!(shape("埼玉、-群馬、患者1万人以上"), ["埼玉", "-群馬", "患者1万人以上"]);
        assert_eq!(shape("県:埼玉、糖尿病"), ["県⟨Has⟩埼玉", "糖尿病"]);
        assert_eq!(shape("列:略称,患者、年 a,b"), ["列⟨Has⟩略称,患者、年", "a|b"]);
        assert_eq!(shape("https://a.jp/b,c"), ["https⟨Has⟩//a.jp/b,c"]);
    }

    #[test]
    fn a_number_may_have_spaces_before_its_units() {
        assert_eq!(shape("構築費 < 1 億 円 a"), ["構築費⟨Less⟩1 億 円", "a"]);
        assert_eq!(shape("患者 1万 人以上 a"), ["患者 1万 人以上", "a"]);
        assert_eq!(shape("患者 1万人 a"), ["患者", "1万人", "a"]);
        assert_eq!(shape("患者>=32,187 人"), ["患者⟨AtLeast⟩32,187 人"]);
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

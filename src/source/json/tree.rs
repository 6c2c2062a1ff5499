//! JSON text → a tree whose nodes keep their lines in the file.

use std::borrow::Cow;

/// Containers nested deeper than this are no JSON to read, as for `serde_json`.
const DEEPEST: usize = 128;
/// A document with more values is not read: each takes some 100 bytes of memory.
const MOST_NODES: usize = 16_000_000;

/// Labels of the form as bits, in the order of the form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LabelSet([u64; 2]);

impl LabelSet {
    /// Returns the set of one label, by its index.
    pub fn single(bit: usize) -> Self {
        let mut set = Self::default();
        if let Some(word) = set.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
        set
    }

    /// Returns the labels of both sets.
    pub fn union(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// Returns the number of labels that both sets have.
    pub fn count_shared(self, other: Self) -> u32 {
        (self.0[0] & other.0[0]).count_ones() + (self.0[1] & other.0[1]).count_ones()
    }

    /// Returns the number of labels.
    pub fn count(self) -> u32 {
        self.count_shared(self)
    }
}

/// A value of a document.
#[derive(Debug)]
pub struct JsonNode<'a> {
    /// The line that it begins on, from 1.
    pub line: u32,
    /// The line that it ends on.
    pub end: u32,
    /// What it is.
    pub kind: JsonKind<'a>,
    /// The labels of the form inside a container.
    pub labels: LabelSet,
}

/// What a value is.
#[derive(Debug)]
pub enum JsonKind<'a> {
    /// `null`.
    Null,
    /// A number, `true` or `false`, as it is written.
    Bare(&'a str),
    /// A string, its escapes resolved.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<JsonNode<'a>>),
    /// An object.
    Object(Vec<Member<'a>>),
}

/// A member of an object.
#[derive(Debug)]
pub struct Member<'a> {
    /// The key.
    pub key: Cow<'a, str>,
    /// The line of the key.
    pub line: u32,
    /// The value.
    pub value: JsonNode<'a>,
}

impl<'a> JsonNode<'a> {
    /// Returns the words of a string, number or truth value; `None` for `null`, arrays and objects.
    pub fn words(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::Text(text) => Some(text),
            JsonKind::Bare(text) => Some(text),
            JsonKind::Null | JsonKind::List(_) | JsonKind::Object(_) => None,
        }
    }

    /// True for all but arrays and objects.
    pub fn is_scalar(&self) -> bool {
        !matches!(self.kind, JsonKind::List(_) | JsonKind::Object(_))
    }

    /// Returns the members of an object, none for other values.
    pub fn members(&self) -> &[Member<'a>] {
        match &self.kind {
            JsonKind::Object(members) => members,
            JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) | JsonKind::List(_) => &[],
        }
    }

    /// Returns the items of an array, none for other values.
    pub fn items(&self) -> &[JsonNode<'a>] {
        match &self.kind {
            JsonKind::List(items) => items,
            JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) | JsonKind::Object(_) => &[],
        }
    }
}

/// Parses the documents of a text, one behind the other as in NDJSON.
pub struct Parser<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    nodes: usize,
    /// The labels of a container whose parts are parsed.
    labels_of: fn(&JsonKind<'_>) -> LabelSet,
}

impl<'a> Parser<'a> {
    /// Creates a parser of a text whose first line has this number; `labels_of` gives the labels of each
    /// value.
    pub fn new(text: &'a str, line: u32, labels_of: fn(&JsonKind<'_>) -> LabelSet) -> Self {
        Self { text, at: 0, line, nodes: 0, labels_of }
    }

    /// True if only white space is left.
    pub fn is_done(&mut self) -> bool {
        self.skip_space();
        self.at == self.text.len()
    }

    /// Parses the next document; `None` if the text is not JSON.
    pub fn parse_document(&mut self) -> Option<JsonNode<'a>> {
        self.nodes = 0;
        self.parse_node(0)
    }

    /// Returns the next byte.
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over the next byte if it is this one; true if it was.
    fn accept(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Steps over one byte, and counts the line if it ends one: LF, CR LF or a lone CR.
    fn step(&mut self, byte: u8) {
        self.at += 1;
        if byte == b'\n' || byte == b'\r' && self.peek() != Some(b'\n') {
            self.line = self.line.saturating_add(1);
        }
    }

    /// Steps over white space.
    fn skip_space(&mut self) {
        while let Some(byte @ (b' ' | b'\t' | b'\n' | b'\r')) = self.peek() {
            self.step(byte);
        }
    }

    /// Parses a value; `None` if it is no JSON, nested too deep or one of too many.
    fn parse_node(&mut self, depth: usize) -> Option<JsonNode<'a>> {
        self.nodes += 1;
        self.skip_space();
        if depth > DEEPEST || self.nodes > MOST_NODES {
            return None;
        }
        let line = self.line;
        let kind = match self.peek()? {
            b'{' => self.parse_object(depth)?,
            b'[' => self.parse_list(depth)?,
            b'"' => JsonKind::Text(self.parse_string()?),
            _ => self.parse_bare()?,
        };
        Some(JsonNode { line, end: self.line, labels: (self.labels_of)(&kind), kind })
    }

    fn parse_list(&mut self, depth: usize) -> Option<JsonKind<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if !self.accept(b']') {
            loop {
                items.push(self.parse_node(depth + 1)?);
                self.skip_space();
                if self.accept(b']') {
                    break;
                }
                self.accept(b',').then_some(())?;
            }
        }
        Some(JsonKind::List(items))
    }

    fn parse_object(&mut self, depth: usize) -> Option<JsonKind<'a>> {
        self.at += 1;
        let mut members = Vec::new();
        self.skip_space();
        if !self.accept(b'}') {
            loop {
                self.skip_space();
                let line = self.line;
                let key = self.parse_string()?;
                self.skip_space();
                self.accept(b':').then_some(())?;
                let value = self.parse_node(depth + 1)?;
                members.push(Member { key, line, value });
                self.skip_space();
                if self.accept(b'}') {
                    break;
                }
                self.accept(b',').then_some(())?;
            }
        }
        Some(JsonKind::Object(members))
    }

    /// Parses a number, `true`, `false` or `null`.
    fn parse_bare(&mut self) -> Option<JsonKind<'a>> {
        let rest = &self.text[self.at..];
        let is_end = |c: char| matches!(c, ',' | ']' | '}' | ' ' | '\t' | '\n' | '\r');
        let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        let is_number =
            || word.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && word.parse::<f64>().is_ok();
        self.at += word.len();
        match word {
            "null" => Some(JsonKind::Null),
            "true" | "false" => Some(JsonKind::Bare(word)),
            _ => is_number().then_some(JsonKind::Bare(word)),
        }
    }

    /// Parses a string; line breaks and tabs that should be escaped are kept.
    fn parse_string(&mut self) -> Option<Cow<'a, str>> {
        self.accept(b'"').then_some(())?;
        let mut start = self.at;
        let mut resolved = String::new();
        loop {
            match self.peek()? {
                b'"' => {
                    let rest = &self.text[start..self.at];
                    self.at += 1;
                    return Some(if resolved.is_empty() {
                        Cow::Borrowed(rest)
                    } else {
                        Cow::Owned(resolved + rest)
                    });
                }
                b'\\' => {
                    resolved.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    resolved.push(self.parse_escape()?);
                    start = self.at;
                }
                byte => self.step(byte),
            }
        }
    }

    /// Parses the character behind a backslash; half a surrogate pair is U+FFFD.
    fn parse_escape(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.parse_hex()?;
                let is_high = (0xd800..0xdc00).contains(&unit);
                if is_high && self.text[self.at..].starts_with("\\u") {
                    let before = self.at;
                    self.at += 2;
                    let low = self.parse_hex()?;
                    if (0xdc00..0xe000).contains(&low) {
                        let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        return char::from_u32(code);
                    }
                    self.at = before;
                }
                char::from_u32(unit).unwrap_or('\u{fffd}')
            }
            _ => return None,
        })
    }

    /// Parses four hexadecimal digits.
    fn parse_hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += 4;
        u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<JsonNode<'_>> {
        let mut parser = Parser::new(text, 1, |_| LabelSet::default());
        let node = parser.parse_document()?;
        parser.is_done().then_some(node)
    }

    #[test]
    fn nodes_keep_their_lines_whatever_ends_them() {
        let node = parse("{\n\"a\":\r\n[1,\r\"b\"]\n}").unwrap();
        let member = &node.members()[0];
        assert_eq!((node.line, node.end, member.line), (1, 5, 2));
        let items: Vec<_> = member.value.items().iter().map(|item| (item.words(), item.line)).collect();
        assert_eq!(items, [(Some("1"), 3), (Some("b"), 4)]);
    }

    #[test]
    fn escapes_are_resolved() {
        let node = parse(r#""\u75c5\u9662 \ud842\udfb7 \ud800\n\"\\\/""#).unwrap();
        assert_eq!(node.words(), Some("病院 𠮷 \u{fffd}\n\"\\/"));
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        assert_eq!(parse("12345678901234567890123").unwrap().words(), Some("12345678901234567890123"));
        assert_eq!(parse("1.50").unwrap().words(), Some("1.50"));
    }

    #[test]
    fn other_text_is_no_json() {
        for text in
            ["{a: 1}", "[1,]", "{\"a\" 1}", "[1", "\"a", "\"\\x\"", "\"\\u12\"", "nan", "[}", "{1:2}", ""]
        {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(&nested(128)).is_some());
        assert!(parse(&nested(130)).is_none());
        assert!(parse(&"[".repeat(1_000_000)).is_none());
    }
}

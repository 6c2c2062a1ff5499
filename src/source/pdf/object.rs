//! The objects that a PDF is written in: numbers, names, strings, arrays, dictionaries, references, operators.

use rustc_hash::FxHashMap;

/// Deeper nesting is no file that anybody made.
const DEEPEST: usize = 64;

/// The entries of a dictionary by their names.
pub type Dictionary = FxHashMap<Vec<u8>, Object>;

/// What stands in a file where an object may stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, whole or not.
    Number(f64),
    /// The bytes of a string.
    Text(Vec<u8>),
    /// A name without its slash.
    Name(Vec<u8>),
    /// Objects in their order.
    Array(Vec<Object>),
    /// Objects by name.
    Dictionary(Dictionary),
    /// The number of an object that stands elsewhere.
    Reference(u32),
}

impl Object {
    /// Returns a number.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// Returns a whole number from 0.
    pub fn count(&self) -> Option<u32> {
        let number = self.number()?;
        // Floats that are no such number become the nearest one, and are no equal of it.
        let count = number as u32;
        (f64::from(count) == number).then_some(count)
    }

    /// Returns a name.
    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// Returns the bytes of a string.
    pub fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Returns the number of the object that this refers to.
    pub fn reference(&self) -> Option<u32> {
        if let Self::Reference(number) = self { Some(*number) } else { None }
    }

    /// Returns the objects of an array, or the object itself as the only one.
    pub fn into_list(self) -> Vec<Object> {
        if let Self::Array(array) = self { array } else { vec![self] }
    }

    /// Returns the objects of an array.
    pub fn array(&self) -> Option<&[Object]> {
        if let Self::Array(array) = self { Some(array) } else { None }
    }

    /// Returns the entries of a dictionary.
    pub fn dictionary(&self) -> Option<&Dictionary> {
        if let Self::Dictionary(dictionary) = self { Some(dictionary) } else { None }
    }
}

/// What stands next.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    /// An object.
    Object(Object),
    /// An operator, or another word of the syntax.
    Word(&'a [u8]),
}

/// Reads objects one by one.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where the next byte is.
    pub at: usize,
    has_references: bool,
}

impl<'a> Lexer<'a> {
    /// Reads the body of a file, where objects may be references.
    pub fn of_file(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, has_references: true }
    }

    /// Reads the operators of a page or a table of letters.
    pub fn of_content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, has_references: false }
    }

    /// Returns the next object; `None` where there is none.
    pub fn object(&mut self) -> Option<Object> {
        match self.token()? {
            Token::Object(object) => Some(object),
            Token::Word(_) => None,
        }
    }

    /// Returns what stands next; `None` at the end.
    pub fn token(&mut self) -> Option<Token<'a>> {
        self.nested_token(0)
    }

    /// Steps over white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let line = self.bytes[self.at..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                self.at = line.map_or(self.bytes.len(), |line| self.at + line);
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Steps over a word and returns true, if it stands here.
    pub fn skip_word(&mut self, word: &[u8]) -> bool {
        let is_here = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += if is_here { word.len() } else { 0 };
        is_here
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn nested_token(&mut self, depth: usize) -> Option<Token<'a>> {
        self.skip_space();
        let object = match self.peek()? {
            b'/' => Object::Name(self.name()),
            b'(' => Object::Text(self.string()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dictionary(depth),
            b'<' => Object::Text(self.hexadecimal()),
            b'[' => self.array(depth),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            _ => return Some(self.word()),
        };
        Some(Token::Object(object))
    }

    fn word(&mut self) -> Token<'a> {
        let start = self.at;
        self.at += 1;
        if is_regular(self.bytes[start]) {
            while self.peek().is_some_and(is_regular) {
                self.at += 1;
            }
        } else if self.skip_word(b">") && self.bytes[start] != b'>' {
            self.at -= 1;
        }
        match &self.bytes[start..self.at] {
            b"true" => Token::Object(Object::Bool(true)),
            b"false" => Token::Object(Object::Bool(false)),
            b"null" => Token::Object(Object::Null),
            word => Token::Word(word),
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let digits = self.bytes.get(self.at..self.at + 2).filter(|_| byte == b'#');
            let escaped = digits.and_then(|digits| Some(hex(digits[0])? * 16 + hex(digits[1])?));
            self.at += if escaped.is_some() { 2 } else { 0 };
            name.push(escaped.unwrap_or(byte));
        }
        name
    }

    fn string(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 1 => return text,
                b')' => open -= 1,
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    /// Returns the byte behind a backslash; none for a line's end.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                self.skip_word(b"\n");
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|digit| matches!(digit, b'0'..=b'7')) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                code.to_le_bytes().first().copied()
            }
            byte => Some(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
        self.at = (self.at + end + 1).min(self.bytes.len());
        let digits: Vec<u8> = rest[..end].iter().filter_map(|byte| hex(*byte)).collect();
        digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn array(&mut self, depth: usize) -> Object {
        self.at += 1;
        let mut array = Vec::new();
        if depth >= DEEPEST {
            return Object::Null;
        }
        loop {
            match self.nested_token(depth + 1) {
                Some(Token::Object(object)) => array.push(object),
                Some(Token::Word(b"]")) | None => break,
                Some(Token::Word(word)) => {
                    if matches!(word, b"endobj" | b">>") {
                        break;
                    }
                }
            }
        }
        Object::Array(array)
    }

    fn dictionary(&mut self, depth: usize) -> Object {
        self.at += 2;
        let mut dictionary = Dictionary::default();
        let mut name = None;
        if depth >= DEEPEST {
            return Object::Null;
        }
        loop {
            match self.nested_token(depth + 1) {
                Some(Token::Object(object)) => {
                    if let Some(name) = name.take() {
                        dictionary.insert(name, object);
                    } else if let Object::Name(first) = object {
                        name = Some(first);
                    }
                }
                Some(Token::Word(b">>" | b"endobj" | b"stream")) | None => break,
                Some(Token::Word(_)) => {}
            }
        }
        Object::Dictionary(dictionary)
    }

    /// Reads a number, or a reference: `12 0 R`.
    fn number(&mut self) -> Object {
        let start = self.at;
        self.at += 1;
        while self.peek().is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-')) {
            self.at += 1;
        }
        let digits = &self.bytes[start..self.at];
        if self.has_references
            && let Some(number) = whole(digits)
        {
            let mut behind = self.clone();
            behind.skip_space();
            let generation = behind.at;
            while behind.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                behind.at += 1;
            }
            if behind.at > generation && behind.at - generation <= 5 {
                behind.skip_space();
                if behind.skip_word(b"R") && !behind.peek().is_some_and(is_regular) {
                    self.at = behind.at;
                    return Object::Reference(number);
                }
            }
        }
        let text = std::str::from_utf8(digits).unwrap_or_default();
        // Some writers put two signs, or one behind the digits.
        let text = text.trim_start_matches('-').split('-').next().unwrap_or_default();
        let size: f64 = text.parse().unwrap_or_default();
        Object::Number(if digits.starts_with(b"-") { -size } else { size })
    }
}

/// Returns a whole number of digits alone.
pub fn whole(digits: &[u8]) -> Option<u32> {
    let is_whole = digits.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(digits).ok().filter(|_| is_whole)?.parse().ok()
}

/// True for the white space of PDF.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// True for a byte that may be part of a name or a word.
pub fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Object> {
        let mut lexer = Lexer::of_file(text.as_bytes(), 0);
        std::iter::from_fn(|| lexer.object()).collect()
    }

    #[test]
    fn objects_are_read_as_they_are_written() {
        let text = |text: &str| Object::Text(text.as_bytes().to_vec());
        assert_eq!(read("-1.5 +2 .5 --3"), [-1.5, 2.0, 0.5, -3.0].map(Object::Number));
        assert_eq!(
            read(
                r"(a\)\(b(c)\101\
d)"
            ),
            [text("a)(b(c)Ad")]
        );
        assert_eq!(
            read("<41 4> 12 0 R 12 0"),
            [text("A@"), Object::Reference(12), Object::Number(12.0), Object::Number(0.0)]
        );
        assert_eq!(
            read("/A#20b % no\n[true null]"),
            [Object::Name(b"A b".to_vec()), Object::Array(vec![Object::Bool(true), Object::Null])]
        );
        let dictionary = read("<</K[1 0 R]/Type/Page>>").remove(0);
        assert_eq!(dictionary.dictionary().unwrap()[b"Type".as_slice()].name(), Some(b"Page".as_slice()));
    }

    #[test]
    fn what_is_nested_without_end_ends() {
        assert_eq!(Lexer::of_content(&vec![b'['; 100_000]).token().map(|_| ()), Some(()));
        let open = "<</A".repeat(100_000);
        assert_eq!(Lexer::of_content(open.as_bytes()).token().map(|_| ()), Some(()));
    }
}

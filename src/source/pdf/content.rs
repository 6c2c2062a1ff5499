//! What is drawn on a page → its letters and rules.

use std::rc::Rc;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::cmap::units;
use super::file::File;
use super::font::{Font, Glyph};
use super::matrix::Matrix;
use super::object::{Dictionary, Lexer, Object, Token, is_space};
use super::refusal::PdfRefusal;
use super::sheet::{Frame, PdfLetter, PdfMark, PdfSheet};

/// Drawings stand in drawings no deeper than this.
const DEEPEST: usize = 12;

/// So many operators one page may have, those of the drawings in it included.
const MOST_OPERATORS: usize = if cfg!(test) { 100_000 } else { 4_000_000 };

/// So many letters one page may have.
const MOST_LETTERS: usize = 400_000;

/// The fonts of a file by the numbers of their objects.
pub type Fonts = FxHashMap<u32, Rc<Font>>;

/// How things are drawn at a point of the page.
#[derive(Clone)]
struct State {
    place: Matrix,
    clip: Frame,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// What was opened by `BDC`.
struct Opened {
    mark: PdfMark,
    /// The words that its letters stand for, until the first one has them.
    words: Option<String>,
    /// True if its letters stand for other words.
    is_replaced: bool,
}

/// Draws a page.
pub struct Drawing<'a, 'f> {
    file: &'a File<'f>,
    fonts: &'a mut Fonts,
    sheet: &'a mut PdfSheet,
    state: State,
    saved: Vec<State>,
    line: Matrix,
    text: Matrix,
    opened: Vec<Opened>,
    path: Vec<Vec<(f32, f32)>>,
    clips: bool,
    operators: usize,
}

impl<'a, 'f> Drawing<'a, 'f> {
    /// Begins a page that stands as `place` says.
    pub fn new(file: &'a File<'f>, fonts: &'a mut Fonts, sheet: &'a mut PdfSheet, place: Matrix) -> Self {
        let state = State {
            place,
            clip: Frame::ALL,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Self {
            file,
            fonts,
            sheet,
            state,
            saved: Vec::new(),
            line: Matrix::PLAIN,
            text: Matrix::PLAIN,
            opened: Vec::new(),
            path: Vec::new(),
            clips: false,
            operators: 0,
        }
    }

    /// Draws what the operators say.
    ///
    /// # Errors
    /// Where there are too many of them.
    pub fn draw(&mut self, content: &[u8], resources: &Dictionary, depth: usize) -> Result<(), PdfRefusal> {
        let mut lexer = Lexer::of_content(content);
        let mut operands: Vec<Object> = Vec::new();
        let fonts = self.file.dictionary(resources, b"Font");
        while let Some(token) = lexer.token() {
            match token {
                Token::Object(object) => operands.push(object),
                Token::Word(b"ID") => {
                    lexer.at = inline_end(content, lexer.at);
                    operands.clear();
                }
                Token::Word(word) => {
                    self.operators += 1;
                    if self.operators > MOST_OPERATORS || self.sheet.letters.len() > MOST_LETTERS {
                        return Err(PdfRefusal::TooLarge);
                    }
                    match word {
                        b"Do" => self.draw_inner(&operands, resources, depth)?,
                        b"Tf" => self.set_font(&operands, &fonts),
                        b"BDC" | b"BMC" => self.open(&operands, resources),
                        word => self.operate(word, &operands),
                    }
                    operands.clear();
                }
            }
        }
        Ok(())
    }

    /// Draws a drawing that stands in this one.
    fn draw_inner(
        &mut self,
        operands: &[Object],
        resources: &Dictionary,
        depth: usize,
    ) -> Result<(), PdfRefusal> {
        let drawings = self.file.dictionary(resources, b"XObject");
        let name = operands.first().and_then(Object::name).unwrap_or_default();
        let body = drawings.get(name).and_then(|object| self.file.resolve_body(object));
        let Some(body) = body.filter(|_| depth < DEEPEST) else { return Ok(()) };
        let Some(dictionary) = body.object.dictionary() else { return Ok(()) };
        if self.file.value(dictionary, b"Subtype").name() != Some(b"Form") {
            return Ok(());
        }
        let content = self.file.data(&body).ok_or(PdfRefusal::Damaged)?;
        let inner = self.file.value(dictionary, b"Resources").dictionary().cloned();
        let inner = inner.unwrap_or_else(|| resources.clone());
        let outer = (self.state.clone(), self.line, self.text, self.saved.len());
        if let Some(matrix) = self.file.value(dictionary, b"Matrix").array().and_then(matrix) {
            self.state.place = matrix.then(self.state.place);
        }
        self.draw(&content, &inner, depth + 1)?;
        (self.state, self.line, self.text) = (outer.0, outer.1, outer.2);
        self.saved.truncate(outer.3);
        Ok(())
    }

    fn set_font(&mut self, operands: &[Object], fonts: &Dictionary) {
        let name = operands.first().and_then(Object::name).unwrap_or_default();
        self.state.size = operands.get(1).and_then(Object::number).unwrap_or(0.0);
        self.state.font = match fonts.get(name) {
            Some(Object::Reference(number)) => {
                if !self.fonts.contains_key(number) {
                    let object = self.file.resolve(&Object::Reference(*number));
                    let read = object.dictionary().map(|font| Rc::new(Font::read(self.file, font)));
                    read.map(|font| self.fonts.insert(*number, font));
                }
                self.fonts.get(number).cloned()
            }
            Some(Object::Dictionary(font)) => Some(Rc::new(Font::read(self.file, font))),
            _ => None,
        };
    }

    fn open(&mut self, operands: &[Object], resources: &Dictionary) {
        let properties = match operands.get(1) {
            Some(Object::Dictionary(properties)) => properties.clone(),
            Some(Object::Name(name)) => {
                let named = self.file.dictionary(resources, b"Properties");
                self.file.dictionary(&named, name)
            }
            _ => Dictionary::default(),
        };
        let piece = self.file.value(&properties, b"MCID").count();
        let outer = self.opened.last().map_or(PdfMark::None, |opened| opened.mark);
        let mark = match piece {
            Some(piece) => PdfMark::Piece(piece),
            None if operands.first().and_then(Object::name) == Some(b"Artifact") => PdfMark::Artifact,
            None => outer,
        };
        let words = self.file.value(&properties, b"ActualText").text().map(text_of);
        let is_replaced = words.is_some() || self.opened.last().is_some_and(|opened| opened.is_replaced);
        self.opened.push(Opened { mark, words, is_replaced });
    }

    fn operate(&mut self, word: &[u8], operands: &[Object]) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        match word {
            // More are not left open by any page.
            b"q" if self.saved.len() < 1000 => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.place = matrix.then(self.state.place);
                }
            }
            b"EMC" => _ = self.opened.pop(),
            b"BT" => (self.line, self.text) = (Matrix::PLAIN, Matrix::PLAIN),
            b"Tc" => self.state.letter_space = number(0),
            b"Tw" => self.state.word_space = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tm" => {
                self.line = matrix(operands).unwrap_or(Matrix::PLAIN);
                self.text = self.line;
            }
            b"Tj" => self.show(operands.first()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            b"\"" => {
                (self.state.word_space, self.state.letter_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            b"TJ" => self.show_all(operands.first().and_then(Object::array).unwrap_or_default()),
            word => self.operate_path(word, [number(0), number(1), number(2), number(3)]),
        }
    }

    fn operate_path(&mut self, word: &[u8], [x, y, width, height]: [f64; 4]) {
        let point = |x: f64, y: f64| {
            let (x, y) = self.state.place.point(x, y);
            (x as f32, y as f32)
        };
        match word {
            b"m" => self.path.push(vec![point(x, y)]),
            b"l" => {
                let point = point(x, y);
                if let Some(last) = self.path.last_mut() {
                    last.push(point);
                }
            }
            // What is round is no rule.
            b"c" | b"v" | b"y" => _ = self.path.pop(),
            b"re" => {
                let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
                self.path.push(corners.map(|(x, y)| point(x, y)).to_vec());
            }
            b"h" => {
                if let Some(last) = self.path.last_mut() {
                    last.extend(last.first().copied());
                }
            }
            b"W" | b"W*" => self.clips = true,
            b"f" | b"F" | b"f*" | b"n" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => self.paint(word),
            _ => {}
        }
    }

    /// Paints the path, or clips by it.
    fn paint(&mut self, word: &[u8]) {
        let path = std::mem::take(&mut self.path);
        for points in &path {
            match word {
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                    self.sheet.add_filled(points, self.state.clip);
                }
                b"S" | b"s" => self.sheet.add_stroked(points, self.state.clip),
                _ => {}
            }
        }
        if std::mem::take(&mut self.clips)
            && let Some(frame) = Frame::around(&path.concat())
        {
            let nothing = Frame { x0: 0.0, y0: 0.0, x1: 0.0, y1: 0.0 };
            self.state.clip = self.state.clip.within(frame).unwrap_or(nothing);
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.text = self.line;
    }

    fn show_all(&mut self, pieces: &[Object]) {
        for piece in pieces {
            match piece.number() {
                Some(back) => self.advance(-back / 1000.0 * self.state.size),
                None => self.show(Some(piece)),
            }
        }
    }

    fn advance(&mut self, by: f64) {
        let is_vertical = self.state.font.as_ref().is_some_and(|font| font.is_vertical);
        let (x, y) = if is_vertical { (0.0, by) } else { (by * self.state.stretch, 0.0) };
        self.text = Matrix::moved(x, y).then(self.text);
    }

    fn show(&mut self, text: Option<&Object>) {
        let (Some(text), Some(font)) = (text.and_then(Object::text), self.state.font.clone()) else { return };
        font.each_glyph(text, |glyph| {
            let space = self.state.letter_space + if glyph.is_space { self.state.word_space } else { 0.0 };
            let width = f64::from(glyph.width) * self.state.size;
            self.add_letters(glyph);
            if font.is_vertical {
                self.advance(-self.state.size - space);
            } else {
                self.advance(width + space);
            }
        });
    }

    fn add_letters(&mut self, glyph: Glyph) {
        let State { place, size, stretch, rise, .. } = self.state;
        let set = Matrix([size * stretch, 0.0, 0.0, size, 0.0, rise]).then(self.text).then(place);
        let (x, y) = set.point(0.0, 0.0);
        let (end, end_y) = set.point(f64::from(glyph.width), 0.0);
        let (top_x, top_y) = set.point(0.0, 1.0);
        let size = (top_x - x).hypot(top_y - y) as f32;
        let width = (end - x) as f32;
        // Letters that are turned are no part of a table.
        if (end_y - y).abs() > (end - x).abs() || width < 0.0 {
            return;
        }
        let mark = self.opened.last().map_or(PdfMark::None, |opened| opened.mark);
        let mut words = glyph.letters.unwrap_or_else(|| "\u{fffd}".to_owned());
        if self.opened.last().is_some_and(|opened| opened.is_replaced) {
            let waiting = self.opened.iter_mut().rev().find_map(|opened| opened.words.take());
            words = waiting.unwrap_or_default();
            if words.is_empty() {
                if let Some(last) =
                    self.sheet.letters.last_mut().filter(|last| (last.y - y as f32).abs() < size)
                {
                    last.width = last.width.max(end as f32 - last.x);
                }
                return;
            }
        }
        let words: Vec<char> = words.chars().filter(|letter| !letter.is_control()).collect();
        let each = width / words.len().max(1) as f32;
        for (at, letter) in words.into_iter().enumerate() {
            let x = x as f32 + each * at as f32;
            self.sheet.letters.push(PdfLetter { letter, x, y: y as f32, width: each, size, mark });
        }
    }
}

fn matrix(numbers: &[Object]) -> Option<Matrix> {
    let numbers: Vec<f64> = numbers.iter().filter_map(Object::number).collect();
    numbers.try_into().ok().map(Matrix)
}

/// Returns the words of a string that is not drawn.
pub fn text_of(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => String::from_utf16_lossy(&units(wide)),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Returns where a picture among the operators ends, from its first byte.
fn inline_end(content: &[u8], from: usize) -> usize {
    let rest = content.get(from..).unwrap_or_default();
    let is_end = |at: &usize| {
        let before = at.checked_sub(1).and_then(|at| rest.get(at)).is_some_and(|byte| is_space(*byte));
        before && rest.get(at + 2).is_none_or(|byte| is_space(*byte))
    };
    let end = memmem::find_iter(rest, b"EI").find(is_end);
    end.map_or(content.len(), |end| from + end + 2)
}

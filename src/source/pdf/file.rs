//! The objects of a file by their numbers. The file's own table of them is not read: what stands in the file is found
//! by looking, so that a file whose table is wrong is read as well.

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::filters::unpack;
use super::object::{Dictionary, Lexer, Object, is_regular, is_space, whole};
use super::refusal::PdfRefusal;

/// So many bytes one stream may have, unpacked: no page has as many.
const LARGEST_STREAM: usize = 64 * 1024 * 1024;

/// So many bytes the streams of objects may have together, unpacked.
const MOST_PACKED: usize = 512 * 1024 * 1024;

/// Longer chains of references lead nowhere.
const LONGEST_CHAIN: usize = 16;

/// Where an object stands.
#[derive(Debug, Clone, Copy)]
enum Location {
    /// In the file, behind `obj`.
    File(usize),
    /// In the unpacked stream of this index.
    Packed(usize, usize),
}

/// An object, and where the bytes of its stream are.
#[derive(Debug, Clone)]
pub struct Body<'a> {
    /// The object; of a stream its dictionary.
    pub object: Object,
    /// The packed bytes of a stream.
    pub stream: Option<&'a [u8]>,
}

/// A file with its objects found.
#[derive(Debug)]
pub struct File<'a> {
    bytes: &'a [u8],
    objects: FxHashMap<u32, Location>,
    packed: Vec<Vec<u8>>,
    /// What the file says of itself: where the pages are, who wrote it.
    pub trailer: Dictionary,
}

impl<'a> File<'a> {
    /// Finds the objects of a file.
    ///
    /// # Errors
    /// Where the file is encrypted, or has no list of pages.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PdfRefusal> {
        let mut file =
            Self { bytes, objects: FxHashMap::default(), packed: Vec::new(), trailer: Dictionary::default() };
        let starts = object_starts(bytes);
        file.objects = starts.iter().map(|(at, number)| (*number, Location::File(*at))).collect();
        file.find_trailer(&starts);
        if file.trailer.get(b"Encrypt".as_slice()).is_some_and(|encrypt| *encrypt != Object::Null) {
            return Err(PdfRefusal::Encrypted);
        }
        file.find_packed(&starts)?;
        if !file.trailer.contains_key(b"Root".as_slice()) {
            return Err(PdfRefusal::Damaged);
        }
        Ok(file)
    }

    /// Gathers what the trailers say: the last word counts.
    fn find_trailer(&mut self, starts: &[(usize, u32)]) {
        let classic = memmem::find_iter(self.bytes, b"trailer").map(|at| at + b"trailer".len());
        let mut places: Vec<usize> = classic.collect();
        places.extend(objects_naming(self.bytes, starts, b"/XRef").map(|(at, _)| at));
        places.sort_unstable();
        for at in places {
            if let Some(Object::Dictionary(trailer)) = Lexer::of_file(self.bytes, at).object() {
                let known = trailer.into_iter();
                let wanted = [b"Root".as_slice(), b"Info", b"Encrypt"];
                self.trailer.extend(known.filter(|(name, _)| wanted.contains(&name.as_slice())));
            }
        }
    }

    /// Finds the objects that are packed in streams.
    fn find_packed(&mut self, starts: &[(usize, u32)]) -> Result<(), PdfRefusal> {
        let mut left = MOST_PACKED;
        let streams: Vec<(usize, u32)> = objects_naming(self.bytes, starts, b"/ObjStm").collect();
        for (at, _) in streams {
            let Some(body) = self.body_at(at) else { continue };
            let Some(dictionary) = body.object.dictionary() else { continue };
            if self.value(dictionary, b"Type").name() != Some(b"ObjStm") {
                continue;
            }
            let bytes = self.data(&body).ok_or(PdfRefusal::Damaged)?;
            left = left.checked_sub(bytes.len()).ok_or(PdfRefusal::TooLarge)?;
            let first = self.value(dictionary, b"First").count().unwrap_or(0) as usize;
            let count = self.value(dictionary, b"N").count().unwrap_or(0);
            let mut numbers = Lexer::of_content(bytes.get(..first).unwrap_or_default());
            let mut next = || numbers.object()?.count();
            for _ in 0..count {
                let (Some(number), Some(offset)) = (next(), next()) else { break };
                // Of an object that was written twice, the one further on in the file counts.
                let is_newer = !matches!(self.objects.get(&number), Some(Location::File(old)) if *old > at);
                if is_newer {
                    let place = Location::Packed(self.packed.len(), first.saturating_add(offset as usize));
                    self.objects.insert(number, place);
                }
            }
            self.packed.push(bytes);
        }
        Ok(())
    }

    /// Returns an object by its number.
    pub fn body(&self, number: u32) -> Option<Body<'a>> {
        match *self.objects.get(&number)? {
            Location::File(at) => self.body_at(at),
            Location::Packed(stream, at) => {
                let object = Lexer::of_file(self.packed.get(stream)?, at).object()?;
                Some(Body { object, stream: None })
            }
        }
    }

    fn body_at(&self, at: usize) -> Option<Body<'a>> {
        let mut lexer = Lexer::of_file(self.bytes, at);
        let object = lexer.object()?;
        lexer.skip_space();
        let Some(dictionary) = object.dictionary().filter(|_| lexer.skip_word(b"stream")) else {
            return Some(Body { object, stream: None });
        };
        lexer.skip_word(b"\r");
        lexer.skip_word(b"\n");
        let rest = self.bytes.get(lexer.at..)?;
        // Its own length may be another stream's number in a file that is wrong: one step is enough.
        let length = match dictionary.get(b"Length".as_slice()) {
            Some(Object::Reference(number)) => match self.objects.get(number) {
                Some(Location::File(at)) => Lexer::of_file(self.bytes, *at).object(),
                Some(Location::Packed(..)) => self.body(*number).map(|body| body.object),
                None => None,
            },
            length => length.cloned(),
        };
        let length = length.and_then(|length| length.count()).map(|length| length as usize);
        let is_end = |end: &usize| {
            let behind = rest.get(*end..).unwrap_or_default();
            let space = behind.iter().take_while(|byte| is_space(**byte)).count();
            behind[space..].starts_with(b"endstream")
        };
        let end = length.filter(is_end).or_else(|| memmem::find(rest, b"endstream"))?;
        let stream = rest.get(..end);
        Some(Body { object, stream })
    }

    /// Returns what an object is or refers to.
    pub fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(number) = object else { return object };
            object = self.body(number).map_or(Object::Null, |body| body.object);
        }
        Object::Null
    }

    /// Returns the body that an object is or refers to.
    pub fn resolve_body(&self, object: &Object) -> Option<Body<'a>> {
        match object.reference() {
            Some(number) => self.body(number),
            None => Some(Body { object: object.clone(), stream: None }),
        }
    }

    /// Returns an entry of a dictionary; `Null` where it has none.
    pub fn value(&self, dictionary: &Dictionary, name: &[u8]) -> Object {
        dictionary.get(name).map_or(Object::Null, |object| self.resolve(object))
    }

    /// Returns an entry that is a dictionary; an empty one where it has none.
    pub fn dictionary(&self, dictionary: &Dictionary, name: &[u8]) -> Dictionary {
        if let Object::Dictionary(entries) = self.value(dictionary, name) {
            entries
        } else {
            Dictionary::default()
        }
    }

    /// Returns the unpacked bytes of a stream; `None` if it is none or damaged.
    pub fn data(&self, body: &Body<'_>) -> Option<Vec<u8>> {
        let dictionary = body.object.dictionary()?;
        let resolved = [b"Filter".as_slice(), b"DecodeParms"].into_iter().filter_map(|name| {
            let mut value = self.value(dictionary, name);
            if let Object::Array(array) = &mut value {
                array.iter_mut().for_each(|object| *object = self.resolve(object));
            }
            (value != Object::Null).then(|| (name.to_vec(), value))
        });
        unpack(&resolved.collect(), body.stream?, LARGEST_STREAM)
    }
}

/// Returns where the objects of a file begin, behind `obj`, with their numbers.
fn object_starts(bytes: &[u8]) -> Vec<(usize, u32)> {
    let start = |at: usize| {
        if bytes.get(at + 3).is_some_and(|next| is_regular(*next) && !next.is_ascii_digit()) {
            return None;
        }
        let digits =
            |end: usize| bytes[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let space =
            |end: usize| bytes[..end].iter().rev().take(10).take_while(|byte| is_space(**byte)).count();
        let end = at - space(at);
        let generation = end - digits(end);
        let end = generation.checked_sub(space(generation)).filter(|end| *end < generation)?;
        let start = end - digits(end);
        (generation < at).then(|| whole(&bytes[start..end])).flatten().map(|number| (at + 3, number))
    };
    memmem::find_iter(bytes, b"obj").filter_map(start).collect()
}

/// Returns the objects that name this soon behind their beginnings.
fn objects_naming<'b>(
    bytes: &'b [u8],
    starts: &'b [(usize, u32)],
    name: &'static [u8],
) -> impl Iterator<Item = (usize, u32)> + 'b {
    let mut last = None;
    memmem::find_iter(bytes, name).filter_map(move |at| {
        let before = starts.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        let first = last.replace(before) != Some(before);
        starts.get(before).filter(|_| first).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_two_objects_of_a_number_counts() {
        let file =
            File::open(b"%PDF-1.4\n1 0 obj 5 endobj\n1 0 obj\n6\nendobj trailer <</Root 1 0 R>>").unwrap();
        assert_eq!(file.resolve(&Object::Reference(1)), Object::Number(6.0));
    }

    #[test]
    fn a_stream_of_a_wrong_length_is_read_to_its_end() {
        let file = File::open(b"1 0 obj <</Length 99>> stream\nabc\nendstream endobj trailer<</Root 1 0 R>>")
            .unwrap();
        let body = file.body(1).unwrap();
        assert_eq!(file.data(&body).unwrap(), b"abc\n");
    }

    #[test]
    fn references_in_a_circle_end() {
        let file = File::open(b"1 0 obj 2 0 R endobj 2 0 obj 1 0 R endobj trailer<</Root 1 0 R>>").unwrap();
        assert_eq!(file.resolve(&Object::Reference(1)), Object::Null);
    }
}

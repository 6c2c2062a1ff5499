//! XML as a stream of elements and words.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// A piece of XML.
pub enum XmlPiece<'a> {
    /// An element begins. One without content ends at once.
    Start(&'a XmlElement<'a>),
    /// The element with this name ends.
    End(&'a str),
    /// Words.
    Words(&'a str),
}

/// The start of an element.
pub struct XmlElement<'a> {
    name: &'a str,
    start: &'a BytesStart<'a>,
}

impl XmlElement<'_> {
    /// Returns its name without its namespace.
    pub fn name(&self) -> &str {
        self.name
    }

    /// Returns an attribute by its name without its namespace; `""` without it.
    pub fn attribute(&self, name: &str) -> String {
        let found = self.start.attributes().flatten().find(|own| own.key.local_name().as_ref() == name);
        found.map(|own| own.value.into_owned()).unwrap_or_default()
    }

    /// Returns an attribute that is a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name).parse().ok()
    }
}

/// Reads XML without the elements of these names; `None` if it is none.
pub fn read(xml: &str, hidden: &[&str], mut take: impl FnMut(XmlPiece<'_>)) -> Option<()> {
    let mut open = 0_usize;
    each_piece(xml, |piece| match piece {
        XmlPiece::Start(element) if hidden.contains(&element.name()) => open += 1,
        XmlPiece::End(name) if hidden.contains(&name) => open = open.saturating_sub(1),
        XmlPiece::Start(_) | XmlPiece::End(_) | XmlPiece::Words(_) if open > 0 => {}
        XmlPiece::Start(_) | XmlPiece::End(_) | XmlPiece::Words(_) => take(piece),
    })
}

fn each_piece(xml: &str, mut take: impl FnMut(XmlPiece<'_>)) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                take(XmlPiece::Start(&XmlElement { name: start.local_name().as_ref(), start: &start }));
            }
            Event::End(end) => take(XmlPiece::End(end.local_name().as_ref())),
            Event::Text(text) => take(XmlPiece::Words(&text)),
            Event::CData(text) => take(XmlPiece::Words(&text)),
            Event::GeneralRef(entity) => {
                let letter = entity.resolve_char_ref().ok().flatten();
                let words = match (letter, resolve_predefined_entity(&entity)) {
                    (Some(letter), _) => Cow::Owned(letter.to_string()),
                    (None, Some(words)) => Cow::Borrowed(words),
                    (None, None) => Cow::Borrowed(""),
                };
                take(XmlPiece::Words(&words));
            }
            Event::Eof => return Some(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

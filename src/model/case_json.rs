//! A case as JSON, with the lines of its fields, or their places in a file without lines.

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::schema::ValueKind;
use super::{Case, EffectItem, Field, LineSpan, PageDate, PageSource, Section, Value, form_effects};

impl Serialize for PageSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let date = PageDate::of_source(self);
        let part = self.part.as_deref();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("builtin", &self.builtin)?;
        map.serialize_entry("format", &self.format)?;
        map.serialize_entry("container", &part.and_then(|part| part.container))?;
        map.serialize_entry("part", &part.map(|part| &part.name).filter(|name| !name.is_empty()))?;
        map.serialize_entry("encoding", self.encoding)?;
        serialize_lines(&mut map, self, self.lines)?;
        map.serialize_entry("url", &self.address)?;
        map.serialize_entry("date", &date.map(|date| date.text()))?;
        map.serialize_entry("date_from", &date.map(|date| <&str>::from(date.source)))?;
        map.end()
    }
}

impl Serialize for Case {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sections: Vec<WithSource<'_, Section>> =
            self.sections.iter().map(|of| WithSource { of, source: &self.source }).collect();
        let mut case = serializer.serialize_struct("Case", 8)?;
        case.serialize_field("id", &self.id)?;
        case.serialize_field("name", &self.name)?;
        case.serialize_field("nickname", &self.nickname)?;
        case.serialize_field("url", &self.url)?;
        case.serialize_field("prefectures", &self.prefectures)?;
        case.serialize_field("source", &self.source)?;
        case.serialize_field("sections", &sections)?;
        case.serialize_field("diagnostics", &self.diagnostics)?;
        case.end()
    }
}

/// A part of a case, to be written with its lines or places in the file.
struct WithSource<'a, T> {
    of: &'a T,
    source: &'a PageSource,
}

impl Serialize for WithSource<'_, Section> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields: Vec<WithSource<'_, Field>> =
            self.of.fields.iter().map(|of| WithSource { of, source: self.source }).collect();
        let mut section = serializer.serialize_struct("Section", 3)?;
        section.serialize_field("id", &self.of.id)?;
        section.serialize_field("title", &self.of.title)?;
        section.serialize_field("fields", &fields)?;
        section.end()
    }
}

impl Serialize for WithSource<'_, Field> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.of.id)?;
        map.serialize_entry("label", &self.of.label)?;
        map.serialize_entry("text", &self.of.text)?;
        serialize_lines(&mut map, self.source, self.of.lines)?;
        map.serialize_entry("value", &WithIds(&self.of.value))?;
        map.end()
    }
}

/// Writes `lines`, or `null` and `place` where the file has no lines.
fn serialize_lines<M: SerializeMap>(
    map: &mut M,
    source: &PageSource,
    lines: LineSpan,
) -> Result<(), M::Error> {
    match source.place_without_lines(lines.first) {
        Some(place) => {
            map.serialize_entry("lines", &None::<LineSpan>)?;
            map.serialize_entry("place", place)
        }
        None => map.serialize_entry("lines", &lines),
    }
}

/// A value; each item of 導入効果 with the id of the form's item that it is.
struct WithIds<'a>(&'a Value);

#[derive(Serialize)]
struct IdentifiedItem<'a> {
    id: Option<String>,
    #[serde(flatten)]
    item: &'a EffectItem,
}

impl Serialize for WithIds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Value::Effects { items } = self.0 else { return self.0.serialize(serializer) };
        let ids = form_effects(items).into_iter().map(|at| Some(format!("effect_{:02}", at? + 1)));
        let items: Vec<IdentifiedItem<'_>> =
            items.iter().zip(ids).map(|(item, id)| IdentifiedItem { id, item }).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("kind", ValueKind::Effects.name())?;
        map.serialize_entry("items", &items)?;
        map.end()
    }
}

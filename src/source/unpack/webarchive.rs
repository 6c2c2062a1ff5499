//! Pages that Safari saved: a property list with the page, its frames and what belongs to them.

use std::io::Cursor;

use plist::Value;

use super::{Unpacked, Wrapping};
use crate::model::ContainerKind;
use crate::source::file_kind::FileKind;
use crate::source::refusal::Refusal;

impl Unpacked<'_> {
    /// Adds the page of a web archive and the pages in its frames.
    pub(super) fn add_webarchive(&mut self, bytes: &[u8], wrapping: &Wrapping) -> Result<(), Refusal> {
        let archive =
            Value::from_reader(Cursor::new(bytes)).map_err(|_| Refusal::Damaged(FileKind::Webarchive))?;
        let mut frames = vec![(archive, String::new())];
        while let Some((frame, name)) = frames.pop() {
            let Some(frame) = frame.into_dictionary() else { continue };
            let main = frame.get("WebMainResource").and_then(Value::as_dictionary);
            let data = main.and_then(|main| main.get("WebResourceData")).and_then(Value::as_data);
            let data = data.ok_or(Refusal::Damaged(FileKind::Webarchive))?;
            self.count(data.len())?;
            let address = main.and_then(|main| main.get("WebResourceURL")).and_then(Value::as_string);
            let mut inside = wrapping.within(ContainerKind::Webarchive, &name);
            inside.set_address(address);
            self.add(data.to_vec().into(), inside);
            let below = frame.get("WebSubframeArchives").and_then(Value::as_array);
            let below = below.into_iter().flatten().cloned().zip(1_usize..);
            let named =
                |number: usize| if name.is_empty() { number.to_string() } else { format!("{name}.{number}") };
            let below: Vec<(Value, String)> = below.map(|(frame, number)| (frame, named(number))).collect();
            frames.extend(below.into_iter().rev());
        }
        Ok(())
    }
}

//! What decoding could not do is reported once, by one of the pages that share the lines: cases side by side in a
//! table, or in one line of JSON.

use std::collections::HashMap;

use crate::model::{Case, Code, Diagnostic, LineSpan};

/// Removes the diagnostics of decoding that another page of the file has for the same lines. The page that shows
/// the bytes keeps them, else the first one.
pub fn report_once(cases: &mut [Case]) {
    let key = |found: &Diagnostic| {
        const CODES: [Code; 3] = [Code::UndecodableBytes, Code::DoubleEncoded, Code::DecomposedKana];
        let is_of_decoding = CODES.contains(&found.code);
        found.lines.filter(|_| is_of_decoding).map(|lines| (found.code, lines))
    };
    let mut owners: HashMap<(Code, LineSpan), (usize, bool)> = HashMap::new();
    for (place, case) in cases.iter().enumerate() {
        for key in case.diagnostics.iter().filter_map(key) {
            let owner = owners.entry(key).or_insert_with(|| (place, shows_undecodable(case)));
            if owner.0 != place && !owner.1 && shows_undecodable(case) {
                *owner = (place, true);
            }
        }
    }
    for (place, case) in cases.iter_mut().enumerate() {
        case.diagnostics
            .retain(|found| key(found).and_then(|key| owners.get(&key)).is_none_or(|owner| owner.0 == place));
    }
}

/// True if a name, label or value of the page has the sign for bytes that could not be decoded.
fn shows_undecodable(case: &Case) -> bool {
    let fields = || case.sections.iter().flat_map(|section| &section.fields);
    let names = [Some(case.name.as_str()), case.nickname.as_deref()].into_iter().flatten();
    let mut texts = names.chain(fields().flat_map(|field| [field.label.as_ref(), field.text.as_str()]));
    texts.any(|text| text.contains(char::REPLACEMENT_CHARACTER))
}

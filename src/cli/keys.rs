//! `jirei keys`: every key of the keymap.

use crate::config::{Command, Context, Group, Keymap};
use crate::lang::Lang;
use crate::text::width;

/// Returns every key of the browser with its command, grouped as in the browser's help.
#[must_use]
pub fn text(keymap: &Keymap, lang: Lang) -> String {
    let rows = keymap.rows(lang);
    let column = rows.iter().map(|(_, keys, _)| width::cells(keys)).max().unwrap_or_default();
    let mut text = String::new();
    for group in Group::ALL {
        text.push_str(lang.text(group.label_id()));
        text.push('\n');
        for (_, keys, words) in rows.iter().filter(|(of, ..)| of == group) {
            let gap = " ".repeat(column.saturating_sub(width::cells(keys)) + 2);
            text.push_str(&format!("  {keys}{gap}{}\n", lang.text(words)));
        }
    }
    text
}

/// Returns the keys as a JSON array of objects: command, context, keys, words.
///
/// # Errors
/// If serialising fails, which plain strings never cause.
pub fn json(keymap: &Keymap, lang: Lang) -> serde_json::Result<String> {
    let mut rows = Vec::new();
    for &context in Context::ALL {
        for &command in Command::ALL {
            let bound = |binding: &&crate::config::keymap::Binding| {
                binding.context == context && binding.command == command
            };
            let keys: Vec<String> =
                keymap.bindings().iter().filter(bound).map(|binding| binding.keys.to_string()).collect();
            if !keys.is_empty() {
                rows.push(serde_json::json!({
                    "context": context.name(),
                    "command": command.name(),
                    "keys": keys,
                    "words": lang.text(command.label_id()),
                }));
            }
        }
    }
    serde_json::to_string_pretty(&rows)
}

//! Any bytes, containers and documents too → cases → JSON and back; no word of a text is lost on the way.

#![no_main]

#[path = "../../tests/robust/sound.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sound::assert_sound(bytes));

//! The text of bytes in a known encoding, and the lines of a text.

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Decodes bytes to the end of `text`, and returns the number of errors; each is U+FFFD, and `on_error` gets
/// the text before it.
pub fn decode_into(
    encoding: &'static Encoding,
    bytes: &[u8],
    text: &mut String,
    mut on_error: impl FnMut(&str),
) -> usize {
    let mut decoder: Decoder = encoding.new_decoder_without_bom_handling();
    let mut rest = bytes;
    let mut errors = 0;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len());
        // Room is made bit by bit: a file of errors must not ask for its whole length at each.
        text.reserve(room.clamp(16, 64 * 1024));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return errors,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                on_error(text);
                errors += 1;
                text.push('\u{fffd}');
            }
        }
    }
}

/// Returns the lines of a text, without their ends: LF, CR LF or a lone CR.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    std::iter::from_fn(move || {
        // The second byte of CR LF ends no line.
        let end = ends.find(|end| *end >= start).unwrap_or(bytes.len());
        let line = text.get(start..end).filter(|_| start < bytes.len());
        start = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        assert_eq!(lines("a\nb\r\nc\rd\n\ne").collect::<Vec<_>>(), ["a", "b", "c", "d", "", "e"]);
        assert_eq!(lines("a\n").collect::<Vec<_>>(), ["a"]);
        assert_eq!(lines("").count(), 0);
    }
}

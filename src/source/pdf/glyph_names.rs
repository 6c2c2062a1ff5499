//! The names that fonts of single bytes give their glyphs.

/// The names of the signs of ASCII, in the order of their codes, letters left out.
const SIGNS: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright \
    asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less \
    equal greater question at";

/// Other names that stand in texts.
const OTHERS: &[(&str, &str)] = &[
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("nbspace", " "),
    ("sfthyphen", "-"),
    ("minus", "−"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("endash", "–"),
    ("emdash", "—"),
    ("bullet", "•"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("ellipsis", "…"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("plusminus", "±"),
    ("degree", "°"),
    ("yen", "¥"),
    ("section", "§"),
    ("circle", "○"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
];

/// Returns the letter of a glyph's name; `None` where the name does not tell.
pub fn letter_of(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().unwrap_or(name);
    if name.len() == 1 {
        return Some(name.to_owned());
    }
    if let Some(at) = SIGNS.split_whitespace().position(|sign| sign == name) {
        return char::from_u32(u32::try_from(at).ok()? + 0x20).map(String::from);
    }
    if let Some((_, letters)) = OTHERS.iter().find(|(known, _)| *known == name) {
        return Some((*letters).to_owned());
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_code = matches!(digits.len(), 4..=6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_code)?;
    char::from_u32(code).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_letter() {
        for (name, letter) in [
            ("A", "A"),
            ("at", "@"),
            ("hyphen", "-"),
            ("uni533B", "医"),
            ("u20BB7", "𠮷"),
            ("fi", "fi"),
            ("one.alt", "1"),
        ] {
            assert_eq!(letter_of(name.as_bytes()).as_deref(), Some(letter), "{name}");
        }
        assert_eq!(letter_of(b"g12"), None);
    }
}

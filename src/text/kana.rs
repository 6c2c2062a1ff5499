//! The sounds of kana.

/// Returns the sound of a kana: づ is ず, ぢ is じ, を is お, and ー is the vowel of the kana before it.
#[must_use]
pub fn sound_of(kana: char, before: Option<char>) -> char {
    match kana {
        'づ' => 'ず',
        'ぢ' => 'じ',
        'を' => 'お',
        'ー' => before.and_then(vowel).unwrap_or('ー'),
        other => other,
    }
}

/// Returns the sounds of folded text; other characters stay.
#[must_use]
pub fn sound(text: &str) -> String {
    let mut before = None;
    let sounds = text.chars().map(|char| {
        let sound = sound_of(char, before);
        before = Some(sound);
        sound
    });
    sounds.collect()
}

/// True for hiragana.
#[must_use]
pub fn is_kana(char: char) -> bool {
    matches!(char, 'ぁ'..='ゖ')
}

/// True for a kanji.
#[must_use]
pub fn is_kanji(char: char) -> bool {
    matches!(char, '々' | '〆' | '㐀'..='䶿' | '一'..='鿿' | '豈'..='﫿' | '\u{20000}'..='\u{3ffff}')
}

/// True for a kanji and for kana of every kind and width.
#[must_use]
pub fn is_japanese(char: char) -> bool {
    is_kanji(char) || is_kana(char) || matches!(char, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ')
}

/// The kana of each vowel, small ones included, in the order あいうえお.
const VOWELS: [&str; 5] = [
    "あぁかがさざただなはばぱまやゃらわゎゕ",
    "いぃきぎしじちぢにひびぴみりゐ",
    "うぅくぐすずつづっぬふぶぷむゆゅるゔ",
    "えぇけげせぜてでねへべぺめれゑゖ",
    "おぉこごそぞとどのほぼぽもよょろを",
];

/// Returns the vowel of a kana; ん has none.
#[must_use]
pub fn vowel(kana: char) -> Option<char> {
    VOWELS.iter().find(|row| row.contains(kana))?.chars().next()
}

/// True if `kana` only lengthens the vowel before it, as in とうきょう and おおさか.
#[must_use]
pub fn lengthens(before: char, kana: char) -> bool {
    match vowel(before) {
        Some('お') => matches!(kana, 'う' | 'お'),
        Some(vowel) => vowel == kana && vowel != 'え' && vowel != 'い',
        None => false,
    }
}

/// The character of the first byte of [`pack_reading`].
const FIRST: u32 = 'ぁ' as u32;

/// Packs a reading into a byte per kana, none of them zero; other characters are left out.
#[must_use]
pub fn pack_reading(reading: &str) -> Vec<u8> {
    reading.chars().filter_map(code).collect()
}

/// Returns the byte of a hiragana, from 1.
#[must_use]
pub fn code(kana: char) -> Option<u8> {
    is_kana(kana).then(|| u8::try_from(u32::from(kana) - FIRST + 1).ok()).flatten()
}

/// Returns the hiragana of a byte.
#[must_use]
pub fn kana_of(code: u8) -> Option<char> {
    char::from_u32(FIRST + u32::from(code) - 1).filter(|kana| code > 0 && is_kana(*kana))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_that_are_written_in_two_ways_are_one() {
        assert_eq!(sound("さーばー"), "さあばあ");
        assert_eq!(sound("つづきを"), "つずきお");
        assert!(lengthens('と', 'う') && lengthens('お', 'お') && lengthens('ゆ', 'う'));
        assert!(!lengthens('せ', 'い') && !lengthens('か', 'い'));
    }

    #[test]
    fn a_packed_reading_is_read_back() {
        let reading = "きょうかいゔ";
        let bytes = pack_reading(reading);
        assert_eq!(bytes.iter().filter_map(|byte| kana_of(*byte)).collect::<String>(), reading);
        assert_eq!(kana_of(0), None);
    }
}

//! Kana by their sound.

/// A kana as it sounds: づ is ず, ぢ is じ, を is お, and ー is the vowel of what stands before it.
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

/// Folded text as it sounds; what is not kana stays.
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

/// The kana of each vowel, small ones included, in the order あいうえお.
const VOWELS: [&str; 5] = [
    "あぁかがさざただなはばぱまやゃらわゎゕ",
    "いぃきぎしじちぢにひびぴみりゐ",
    "うぅくぐすずつづっぬふぶぷむゆゅるゔ",
    "えぇけげせぜてでねへべぺめれゑゖ",
    "おぉこごそぞとどのほぼぽもよょろを",
];

/// The vowel that a kana ends with; ん has none.
#[must_use]
pub fn vowel(kana: char) -> Option<char> {
    VOWELS.iter().find(|row| row.contains(kana))?.chars().next()
}

/// True where `kana` only makes the vowel before it long, as in とうきょう and おおさか.
#[must_use]
pub fn lengthens(before: char, kana: char) -> bool {
    match vowel(before) {
        Some('お') => matches!(kana, 'う' | 'お'),
        Some(vowel) => vowel == kana && vowel != 'え' && vowel != 'い',
        None => false,
    }
}

/// The first of the bytes of [`packed`] stands for ぁ.
const FIRST: u32 = 'ぁ' as u32;

/// A reading in a byte a kana, none of them zero; what is no hiragana is left out.
#[must_use]
pub fn packed(reading: &str) -> Vec<u8> {
    reading.chars().filter_map(code).collect()
}

/// The byte that stands for a hiragana, from 1.
#[must_use]
pub fn code(kana: char) -> Option<u8> {
    is_kana(kana).then(|| u8::try_from(u32::from(kana) - FIRST + 1).ok()).flatten()
}

/// The hiragana that a byte stands for.
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
        let bytes = packed(reading);
        assert_eq!(bytes.iter().filter_map(|byte| kana_of(*byte)).collect::<String>(), reading);
        assert_eq!(kana_of(0), None);
    }
}

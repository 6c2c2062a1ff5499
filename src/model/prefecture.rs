//! The 47 prefectures, north to south.

/// Short names, in the order of the JIS codes; a line per region.
#[rustfmt::skip]
const PREFECTURES: [&str; 47] = [
    "北海道", "青森", "岩手", "宮城", "秋田", "山形", "福島",
    "茨城", "栃木", "群馬", "埼玉", "千葉", "東京", "神奈川",
    "新潟", "富山", "石川", "福井", "山梨", "長野", "岐阜", "静岡", "愛知",
    "三重", "滋賀", "京都", "大阪", "兵庫", "奈良", "和歌山",
    "鳥取", "島根", "岡山", "広島", "山口",
    "徳島", "香川", "愛媛", "高知",
    "福岡", "佐賀", "長崎", "熊本", "大分", "宮崎", "鹿児島", "沖縄",
];

/// How they are read, in the same order.
#[rustfmt::skip]
const READINGS: [&str; 47] = [
    "ほっかいどう", "あおもり", "いわて", "みやぎ", "あきた", "やまがた", "ふくしま",
    "いばらき", "とちぎ", "ぐんま", "さいたま", "ちば", "とうきょう", "かながわ",
    "にいがた", "とやま", "いしかわ", "ふくい", "やまなし", "ながの", "ぎふ", "しずおか", "あいち",
    "みえ", "しが", "きょうと", "おおさか", "ひょうご", "なら", "わかやま",
    "とっとり", "しまね", "おかやま", "ひろしま", "やまぐち",
    "とくしま", "かがわ", "えひめ", "こうち",
    "ふくおか", "さが", "ながさき", "くまもと", "おおいた", "みやざき", "かごしま", "おきなわ",
];

/// The codes of JIS X 0401, two digits each.
const CODES: &str =
    "0102030405060708091011121314151617181920212223242526272829303132333435363738394041424344454647";

/// The name of the whole country.
pub const NATIONWIDE: &str = "全国";

/// Returns the short name of a prefecture written with or without 都府県 (北海道 keeps its 道), or 全国.
#[must_use]
pub fn short_prefecture(written: &str) -> Option<&'static str> {
    if written == NATIONWIDE {
        return Some(NATIONWIDE);
    }
    PREFECTURES.into_iter().find(|short| {
        written.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest == suffix(short))
    })
}

/// Returns the 都府県 of a prefecture; 北海道 has its 道 in the short name.
fn suffix(short: &str) -> &'static str {
    match short {
        "東京" => "都",
        "京都" | "大阪" => "府",
        "北海道" => "",
        _ => "県",
    }
}

/// Returns every prefecture with its 都道府県, and its short name.
pub fn full_prefecture_names() -> impl Iterator<Item = (String, &'static str)> {
    PREFECTURES.into_iter().map(|short| (format!("{short}{}", suffix(short)), short))
}

/// Returns the reading in hiragana of the prefecture that a text begins with, and the rest of the text.
#[must_use]
pub fn read_prefecture(text: &str) -> Option<(&'static str, &str)> {
    let mut read = PREFECTURES.into_iter().zip(READINGS);
    read.find_map(|(short, reading)| Some((reading, text.strip_prefix(short)?)))
}

/// Returns the rank of a prefecture from north to south; 全国 is the first, an unknown name the last.
#[must_use]
pub fn prefecture_rank(short: &str) -> usize {
    if short == NATIONWIDE {
        return 0;
    }
    PREFECTURES.iter().position(|name| *name == short).map_or(usize::MAX, |place| place + 1)
}

/// Returns the code of a prefecture in JIS X 0401, of two digits; 全国 has none.
#[must_use]
pub fn prefecture_code(short: &str) -> Option<&'static str> {
    let place = PREFECTURES.iter().position(|name| *name == short)?;
    CODES.get(place * 2..place * 2 + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefectures_lose_their_ending_and_hokkaido_keeps_it() {
        for (written, short) in [
            ("埼玉県", "埼玉"),
            ("東京都", "東京"),
            ("京都", "京都"),
            ("京都府", "京都"),
            ("北海道", "北海道"),
            ("全国", "全国"),
        ] {
            assert_eq!(short_prefecture(written), Some(short));
        }
        for written in ["埼玉府", "東京県", "山形県最上地域", ""] {
            assert_eq!(short_prefecture(written), None);
        }
    }

    #[test]
    fn north_comes_before_south() {
        assert!(prefecture_rank("山形") < prefecture_rank("埼玉"));
        assert!(prefecture_rank("全国") < prefecture_rank("北海道"));
        assert!(prefecture_rank("沖縄") < prefecture_rank("どこか"));
    }
}

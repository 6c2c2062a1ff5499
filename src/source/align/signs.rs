//! The letters, brackets and signs that stand around names, whatever the names are.

/// Longer words before a name do not adorn it, in bytes.
const LONGEST_DECORATION: usize = 80;

/// True for words before a name that only number or adorn it: `第2章 `, `3. `, `System name / `.
pub fn is_decoration(lead: &str) -> bool {
    if lead.len() > LONGEST_DECORATION {
        return false;
    }
    let inner = lead.trim().strip_prefix('第').and_then(|rest| {
        let rest = rest.trim_end_matches([' ', '\u{3000}', '：', ':', '、', '.', '．']);
        rest.strip_suffix(['章', '節', '項', '部', '編', '回', '条'])
    });
    match inner {
        Some(number) => number.chars().all(|c| c.is_numeric() || "一二三四五六七八九十".contains(c)),
        None => !lead.chars().any(is_japanese),
    }
}

/// Brackets that labels and titles stand in; the first three also stand inside of names.
pub const BRACKETS: [(char, char); 13] = [
    ('（', '）'),
    ('(', ')'),
    ('"', '"'),
    ('【', '】'),
    ('［', '］'),
    ('[', ']'),
    ('「', '」'),
    ('『', '』'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('《', '》'),
    ('<', '>'),
    ('＜', '＞'),
];

/// Brackets that names of systems stand in.
pub const NAME_BRACKETS: &[(char, char)] = BRACKETS.split_at(3).1;

/// Returns the bracket that closes the one that words end with; `None` if they end with none.
pub fn closing_bracket(lead: &str) -> Option<char> {
    let last = lead.trim_end().chars().next_back()?;
    BRACKETS.iter().find(|(open, _)| *open == last).map(|(_, close)| *close)
}

/// What goes on right behind a name in a sentence about it.
pub const PROSE: [char; 19] = [
    'は', 'が', 'の', 'を', 'も', 'に', 'へ', 'で', 'や', 'と', '、', '。', '，', '．', '・', '」', '』',
    '）', ')',
];

/// Returns the words behind the closing bracket that a tail begins with, or the tail as it is.
pub fn skip_bracket(tail: &str) -> &str {
    let words = tail.trim_start();
    let bracket = BRACKETS.iter().find_map(|(_, close)| words.strip_prefix(*close));
    bracket.unwrap_or(tail)
}

/// True for signs that separate a label from its value, or a row from the next.
pub fn is_separator(c: char) -> bool {
    !is_japanese(c)
        && !c.is_alphanumeric()
        && !c.is_whitespace()
        && !"（(「『〔、。，．,・ー々？！?!".contains(c)
}

/// True for kana and kanji.
#[inline]
pub fn is_japanese(c: char) -> bool {
    !matches!(c, '・' | '゠')
        && matches!(c, 'ぁ'..='ヿ' | '一'..='鿿' | '々' | 'ｦ'..='ﾟ' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
}

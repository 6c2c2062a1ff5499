//! Line breaking by the rules of Japanese typesetting (kinsoku).

use std::ops::Range;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::width::grapheme_cells;

mod address;

/// Characters that no line begins with, in addition to Unicode's rules.
const NOT_FIRST: &str = "、。，．・：；？！）」』】〕〉》］｝〙〛｠”’ー々〻ゝゞヽヾ\
    ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ％‰℃…‥〜～゠–･｡､｣ﾞﾟｰｧｨｩｪｫｬｭｮｯ)]},.!?:;%°′″¢";

/// Characters that no line ends with.
const NOT_LAST: &str = "（「『【〔〈《［｛〘〚｟“‘｢([{￥＄£№";

/// Characters that are kept together with the digits before them.
const UNITS: &str = "年月日時分秒人名円千百万億兆件施か箇カヶ台回枚点床科社歳割倍％%℃㎡㎞㎏㎝㎜";

/// Characters that begin an item at the beginning of a line or after white space.
const BULLETS: [char; 2] = ['・', '･'];

/// The quality of a break, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    /// Between two graphemes, against kinsoku.
    Forced,
    /// Between two graphemes of a word.
    InWord,
    /// After a hyphen of SS-MIX, between 32,187 and 人: only if the whole does not fit a line.
    InCompound,
    /// An expected break.
    Good,
}

/// A grapheme and the break before it.
struct Cluster {
    start: usize,
    cells: usize,
    space: bool,
    quality: Quality,
}

/// Returns the byte ranges of the lines of `text` at `width` cells.
///
/// White space at a break is in no line, everything else is in exactly one, in order; `\n` always
/// ends a line. Lines are at most `width` cells wide, except where a single grapheme is wider. No
/// line begins with 、 or 」 or ends with 「 as long as the width leaves a choice; a ・ that follows
/// white space opens an item and may begin one. A path or a URL begins a line of its own rather than
/// be broken, and is broken before a `/`. Takes time linear in the text.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    wrap_hanging(text, width, width)
}

/// Returns the lines of `text` at `width` cells, see [`wrap`].
pub fn wrapped_lines(text: &str, width: usize) -> impl Iterator<Item = &str> {
    wrap(text, width).into_iter().filter_map(|range| text.get(range))
}

/// As [`wrap`], with `first` cells for the first line and `rest` cells for the others.
#[must_use]
pub fn wrap_hanging(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let before = lines.len();
        let clusters = clusters(paragraph);
        let mut from = 0;
        while from < clusters.len() {
            let width = if lines.is_empty() { first } else { rest };
            let (line, next) = break_line(&clusters, from, width);
            if let (Some(head), Some(tail)) = (clusters.get(line.start), line.end.checked_sub(1)) {
                let end = clusters.get(tail + 1).map_or(paragraph.len(), |cluster| cluster.start);
                lines.push(start + head.start..start + end);
            }
            from = next;
        }
        if lines.len() == before {
            lines.push(start..start);
        }
        start += paragraph.len() + 1;
    }
    lines
}

/// Returns the clusters of the line that begins at `from`, and the start of the next line.
fn break_line(clusters: &[Cluster], from: usize, width: usize) -> (Range<usize>, usize) {
    let Some(ink) = (from..clusters.len()).find(|place| !clusters[*place].space) else {
        return (0..0, clusters.len());
    };
    let indent: usize = clusters[from..ink].iter().map(|cluster| cluster.cells).sum();
    // An indent at the beginning of a paragraph is kept if there is room for it.
    let keeps = from == 0 && indent.saturating_add(clusters[ink].cells) <= width;
    let head = if keeps { 0 } else { ink };
    let mut used = if keeps { indent } else { 0 };
    let mut end = ink;
    let mut best = (Quality::Forced, ink);
    for (place, cluster) in clusters.iter().enumerate().skip(ink) {
        used = used.saturating_add(cluster.cells);
        if cluster.space {
            continue;
        }
        if place > ink {
            if cluster.quality >= best.0 {
                best = (cluster.quality, place);
            }
            if used > width {
                return (head..trim_end(clusters, best.1), best.1);
            }
        }
        end = place + 1;
    }
    (head..end, clusters.len())
}

/// Returns the end of a line that is broken before `end`, without the white space before the break.
fn trim_end(clusters: &[Cluster], end: usize) -> usize {
    clusters[..end].iter().rposition(|cluster| !cluster.space).map_or(0, |last| last + 1)
}

fn clusters(paragraph: &str) -> Vec<Cluster> {
    let mut breaks = linebreaks(paragraph).map(|(at, _)| at).peekable();
    let mut clusters: Vec<Cluster> = Vec::with_capacity(paragraph.len() / 3);
    // The last grapheme that is no white space.
    let mut before = "";
    // Whether that grapheme is a ・ that begins an item.
    let mut bullet = false;
    let mut addresses = address::addresses(paragraph).into_iter().peekable();
    for (start, grapheme) in paragraph.grapheme_indices(true) {
        while breaks.next_if(|at| *at < start).is_some() {}
        let allowed = breaks.peek() == Some(&start);
        let space = grapheme.chars().all(char::is_whitespace);
        let after_space = clusters.last().is_some_and(|cluster| cluster.space);
        let next = &paragraph[start..];
        while addresses.next_if(|address| address.end <= start).is_some() {}
        let begun = addresses.peek().filter(|address| address.start <= start);
        let quality = if bullet {
            Quality::Forced
        } else if let Some(address) = begun {
            address_quality(&paragraph[address.start..start], before, next, after_space)
        } else {
            break_quality(&paragraph[..start], before, next, allowed, after_space)
        };
        clusters.push(Cluster { start, cells: grapheme_cells(grapheme), space, quality });
        if !space {
            before = grapheme;
            bullet = (after_space || start == 0) && grapheme.starts_with(BULLETS);
        }
    }
    clusters
}

/// Returns the quality of a break between `head`, which ends in the grapheme `before` and optional white
/// space, and `tail`.
fn break_quality(head: &str, before: &str, tail: &str, allowed: bool, after_space: bool) -> Quality {
    let (Some(last), Some(next)) = (before.chars().next(), tail.chars().next()) else {
        return Quality::Forced;
    };
    let bullet = after_space && BULLETS.contains(&next);
    if NOT_LAST.contains(last) || (NOT_FIRST.contains(next) && !bullet) {
        return Quality::Forced;
    }
    if after_space {
        return if allowed || bullet { Quality::Good } else { Quality::InWord };
    }
    if !allowed {
        return Quality::InWord;
    }
    let behind = head.chars().rev().nth(1).is_some_and(is_word);
    let joined =
        (matches!(last, '-' | '‐' | '－' | '−' | ',' | '，' | '．' | '/') && behind && is_word(next))
            || (is_digit(last) && UNITS.contains(next))
            || (matches!(last, '千' | '百' | '万' | '億' | '兆') && (is_digit(next) || UNITS.contains(next)))
            || (is_word(last) && is_word(next))
            || (is_full_width_word(last) && matches!(next, '－' | '−' | '‐'));
    if joined { Quality::InCompound } else { Quality::Good }
}

/// Returns the quality of a break in a path or a URL after `head`, its part before the break; if that is
/// empty, after the grapheme `before`.
fn address_quality(head: &str, before: &str, tail: &str, after_space: bool) -> Quality {
    let last = if head.is_empty() { before.chars().next() } else { head.chars().next_back() };
    let next = tail.chars().next();
    if last.is_none_or(|last| NOT_LAST.contains(last)) {
        Quality::Forced
    } else if head.is_empty() {
        if after_space || last.is_some_and(|last| !is_word(last)) { Quality::Good } else { Quality::InWord }
    } else if last == Some('/') || next.is_none_or(|next| NOT_FIRST.contains(next)) || head.ends_with(':') {
        Quality::Forced
    } else if next == Some('/') {
        Quality::InCompound
    } else {
        Quality::InWord
    }
}

fn is_digit(char: char) -> bool {
    matches!(char, '0'..='9' | '０'..='９')
}

/// A letter or digit of a Latin word.
fn is_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || is_full_width_word(char)
}

fn is_full_width_word(char: char) -> bool {
    matches!(char, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::alphabet::mixed_text;
    use crate::text::width::{cells, set_ambiguous_wide};

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn japanese_breaks_anywhere_but_before_and_after_what_it_must_not() {
        assert_eq!(lines("医療情報連携", 6), ["医療情", "報連携"]);
        assert_eq!(lines("医療情、報連携", 6), ["医療", "情、報", "連携"]);
        assert_eq!(lines("医療（情報）連携", 6), ["医療", "（情", "報）連", "携"]);
        assert_eq!(lines("ネットワーク", 6), ["ネット", "ワーク"]);
        assert_eq!(lines("いっしょに", 4), ["いっ", "しょ", "に"]);
        assert_eq!(lines("ｶﾞｷﾞｸﾞ", 3), ["ｶﾞ", "ｷﾞ", "ｸﾞ"]);
        assert_eq!(lines("約半数〜九割", 6), ["約半", "数〜九", "割"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_while_they_fit() {
        assert_eq!(lines("標準SS-MIXを採用", 9), ["標準", "SS-MIXを", "採用"]);
        assert_eq!(lines("登録32,187人です", 8), ["登録", "32,187人", "です"]);
        assert_eq!(lines("計4億6,050万円", 10), ["計", "4億6,050万", "円"]);
        assert_eq!(lines("閉域ＩＰ－ＶＰＮ", 14), ["閉域", "ＩＰ－ＶＰＮ"]);
        assert_eq!(lines("use the IP-VPN", 8), ["use the", "IP-VPN"]);
        assert_eq!(lines("SS-MIX2", 4), ["SS-", "MIX2"]);
        assert_eq!(lines("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn a_path_begins_a_line_and_is_broken_before_a_slash() {
        assert_eq!(lines("書きました: /var/t/a.txt", 20), ["書きました:", "/var/t/a.txt"]);
        assert_eq!(lines("書きました: /var/t/a.txt", 24), ["書きました: /var/t/a.txt"]);
        assert_eq!(lines("/tmp/pages/とねっと.txt", 12), ["/tmp/pages", "/とねっと.tx", "t"]);
        assert_eq!(lines("/tmp/pages/とねっと.txt", 1)[..2], ["/", "t"]);
        assert_eq!(lines("「/tmp/事例/a」を読む", 12), ["「/tmp/事例", "/a」を読む"]);
        assert_eq!(lines("in ~/.config/x: wrong", 14), ["in", "~/.config/x:", "wrong"]);
        // What is no path stays as it was.
        assert_eq!(lines("HL7/CDA", 5), ["HL7/", "CDA"]);
        assert_eq!(lines("yes / no", 6), ["yes /", "no"]);
    }

    #[test]
    fn a_url_begins_a_line_and_is_never_broken_behind_its_scheme() {
        let text = "コピーしてください: http://renkei-support.mhlw.go.jp/case/1.html";
        let host = "http://renkei-support.mhlw.go.jp";
        assert_eq!(lines(text, 40), ["コピーしてください:", &format!("{host}/case"), "/1.html"]);
        assert_eq!(lines(text, 34), ["コピーしてください:", host, "/case/1.html"]);
        assert_eq!(lines(text, 20)[1..], ["http://renkei-suppor", "t.mhlw.go.jp/case", "/1.html"]);
    }

    #[test]
    fn white_space_at_a_break_goes_and_elsewhere_stays() {
        assert_eq!(lines("救急　医療", 4), ["救急", "医療"]);
        assert_eq!(lines("a  b", 9), ["a  b"]);
        assert_eq!(lines("　字下げ", 4), ["　字", "下げ"]);
        assert_eq!(lines("　字", 2), ["字"]);
        assert_eq!(lines("一\n\n二 \n", 9), ["一", "", "二", ""]);
        assert_eq!(lines("一\r\n二", 9), ["一", "二"]);
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("   ", 9), [""]);
        assert_eq!(wrap("", 0).len(), 1);
    }

    #[test]
    fn a_bullet_after_a_space_opens_a_line_and_a_middle_dot_does_not() {
        assert_eq!(lines("・救急医療 ・介護", 14), ["・救急医療", "・介護"]);
        assert_eq!(lines("救急・介護", 4), ["救", "急・", "介護"]);
    }

    #[test]
    fn too_narrow_gives_way_by_grapheme() {
        assert_eq!(lines("あ、い", 1), ["あ", "、", "い"]);
        assert_eq!(lines("か\u{3099}👨‍👩‍👧", 0), ["か\u{3099}", "👨‍👩‍👧"]);
        assert_eq!(lines("あ、、、、", 4), ["あ、", "、、", "、"]);
    }

    #[test]
    fn the_first_line_may_have_another_width() {
        let text = "医療情報連携";
        let lines: Vec<_> = wrap_hanging(text, 2, 8).into_iter().map(|range| &text[range]).collect();
        assert_eq!(lines, ["医", "療情報連", "携"]);
    }

    /// The widest piece that kinsoku holds together.
    fn widest_chunk(text: &str) -> usize {
        text.split('\n')
            .map(|paragraph| {
                let clusters = clusters(paragraph);
                let mut widest = 0;
                let mut chunk = 0;
                for cluster in &clusters {
                    chunk = if cluster.quality == Quality::Forced || cluster.space { chunk } else { 0 }
                        + cluster.cells;
                    widest = widest.max(chunk);
                }
                widest
            })
            .max()
            .unwrap_or(0)
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(
            text in mixed_text(),
            width in 0usize..=200,
            narrow in 0usize..12,
            wide in any::<bool>(),
        ) {
            set_ambiguous_wide(wide);
            for width in [width, narrow, usize::MAX] {
                let lines = wrap(&text, width);
                let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
                let mut at = 0;
                prop_assert!(!lines.is_empty());
                for line in &lines {
                    prop_assert!(line.start >= at && line.end >= line.start);
                    prop_assert!(text[at..line.start].chars().all(char::is_whitespace));
                    at = line.end;
                    let part = &text[line.clone()];
                    prop_assert!(!part.contains('\n'));
                    prop_assert!(cells(part) <= width || part.graphemes(true).filter(|one| grapheme_cells(one) > 0).count() == 1);
                    if !part.is_empty() {
                        prop_assert!(bounds.contains(&line.start), "{:?}", line);
                        prop_assert!(bounds.contains(&line.end) || text[line.end..].starts_with('\r') , "{:?}", line);
                    }
                }
                prop_assert!(text[at..].chars().all(char::is_whitespace));
                if width == usize::MAX {
                    prop_assert_eq!(lines.len(), text.split('\n').count());
                }
            }
        }

        #[test]
        fn no_line_begins_or_ends_against_kinsoku_where_there_is_room(
            text in mixed_text(),
            width in 4usize..40,
            wide in any::<bool>(),
        ) {
            set_ambiguous_wide(wide);
            prop_assume!(widest_chunk(&text) <= width);
            for pair in wrap(&text, width).windows(2) {
                let (one, two) = (&text[pair[0].clone()], &text[pair[1].clone()]);
                if text[pair[0].end..pair[1].start].contains('\n') {
                    continue;
                }
                let bullet = pair[0].end < pair[1].start && two.starts_with(BULLETS);
                // `./a` stays together, as any path.
                let is_path = address::addresses(&text).iter().any(|path| path.start == pair[1].start);
                prop_assert!(bullet || is_path || !two.chars().next().is_some_and(|char| NOT_FIRST.contains(char)), "{:?} {:?}", one, two);
                prop_assert!(!one.graphemes(true).next_back().is_some_and(|last| last.starts_with(|char| NOT_LAST.contains(char))), "{:?} {:?}", one, two);
            }
        }

        #[test]
        fn a_line_wraps_to_itself(text in mixed_text(), width in 1usize..40) {
            for line in wrap(&text, width) {
                let part = text[line].trim_start();
                prop_assert!(cells(part) > width || wrap(part, width).len() == 1);
            }
        }
    }
}

//! The legend of 導入効果, which converters glue to the label or put on a row of its own.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::join::mark_length;

/// How a legend begins.
const BEGINNING: &str = "凡例";

/// The words of the legend, each after its mark.
const WORDS: [&str; 3] = ["効果あり", "どちらとも言えない", "効果なし"];

/// What stands before the legend, and what stands after it where there is one.
pub fn without(label: &str) -> (&str, Option<&str>) {
    static LEGEND: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(BEGINNING));
    let at = LEGEND.find(label.as_bytes()).filter(|at| *at > 0);
    match at.and_then(|at| Some((at, rest_after(&label[at..])?))) {
        Some((at, rest)) => (label[..at].trim_end(), Some(rest)),
        None => (label, None),
    }
}

/// What stands after the legend, where `text` begins with one.
pub fn rest_after(text: &str) -> Option<&str> {
    let mut rest = text.strip_prefix(BEGINNING).filter(|_| colon_follows(text))?;
    rest = rest.trim_start().trim_start_matches([':', '：']);
    for word in WORDS {
        let item = rest.trim_start_matches(|c: char| c.is_whitespace() || "、,，".contains(c));
        let Some(length) = mark_length(item) else {
            break;
        };
        let Some(after) = item[length..].trim_start().strip_prefix(word) else {
            break;
        };
        rest = after;
    }
    Some(rest.trim())
}

fn colon_follows(text: &str) -> bool {
    text.strip_prefix(BEGINNING).is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEGEND: &str = "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";

    #[test]
    fn a_legend_glued_to_a_label_is_taken_off() {
        assert_eq!(without(&format!("システム導入効果 {LEGEND}")), ("システム導入効果", Some("")));
        assert_eq!(without("凡例の見直し"), ("凡例の見直し", None));
        assert_eq!(without("システム導入効果"), ("システム導入効果", None));
    }

    #[test]
    fn what_follows_a_legend_is_kept() {
        assert_eq!(rest_after(LEGEND), Some(""));
        assert_eq!(rest_after(&format!("{LEGEND} (○) 向上した")), Some("(○) 向上した"));
        assert_eq!(rest_after("凡例: (○)効果あり (△)どちらとも言えない"), Some(""));
        assert_eq!(rest_after("凡例"), None);
        assert_eq!(rest_after("地域の凡例："), None);
    }
}

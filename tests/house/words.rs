//! The words of the interface: used = known, and whole in both languages.

use std::collections::{BTreeMap, BTreeSet};

use crate::scan::Token;

/// What one label says in both languages.
pub struct Label {
    pub id: String,
    pub ja: String,
    pub en: String,
}

/// The labels of a `labels.toml`.
pub fn labels(source: &str) -> Vec<Label> {
    let groups: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>> =
        toml::from_str(source).unwrap();
    let mut labels = Vec::new();
    for (group, words) in groups {
        for (id, mut words) in words {
            let mut take = |lang| words.remove(lang).unwrap_or_default();
            labels.push(Label { id: format!("{group}.{id}"), ja: take("ja"), en: take("en") });
        }
    }
    labels
}

/// What is wrong with a label itself.
pub fn broken_label(label: &Label) -> Option<String> {
    if label.ja.trim().is_empty() || label.en.trim().is_empty() {
        return Some(format!("{}: empty in a language", label.id));
    }
    (placeholders(&label.ja) != placeholders(&label.en))
        .then(|| format!("{}: the languages have different {{placeholders}}", label.id))
}

pub fn placeholders(words: &str) -> BTreeSet<&str> {
    words.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The ids that `.text("…")` and `.fill("…", …)` are called with, with their lines and, for `fill`
/// with a list written out, the names it fills.
pub fn called_ids(tokens: &[Token]) -> Vec<(usize, &str, Option<BTreeSet<&str>>)> {
    let mut ids = Vec::new();
    for (at, window) in tokens.windows(4).enumerate() {
        let [dot, method, open, id] = window else { continue };
        let (true, Some(name @ ("text" | "fill")), true, Some(id_text)) =
            (dot.is('.'), method.word(), open.is('('), id.text())
        else {
            continue;
        };
        let filled = (name == "fill").then(|| filled_names(&tokens[at + 4..])).flatten();
        ids.push((id.line, id_text, filled));
    }
    ids
}

/// The names in `, &[("name", …), …]`.
fn filled_names(tokens: &[Token]) -> Option<BTreeSet<&str>> {
    let [comma, reference, open, ..] = tokens else { return None };
    if !(comma.is(',') && reference.is('&') && open.is('[')) {
        return None;
    }
    let mut names = BTreeSet::new();
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(2) {
        depth += usize::from(token.is('[') || token.is('(') || token.is('{'));
        depth -= usize::from(token.is(']') || token.is(')') || token.is('}'));
        if depth == 0 {
            break;
        }
        if depth == 2 && token.is('(') {
            names.extend(tokens.get(at + 1).and_then(Token::text));
        }
    }
    Some(names)
}

/// Every string of a source that has the form of an id in one of the groups.
pub fn mentioned_ids<'a>(tokens: &'a [Token], groups: &BTreeSet<&str>) -> Vec<(usize, &'a str)> {
    let is_id = |text: &&str| {
        let simple = |part: &str| {
            !part.is_empty()
                && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
        };
        text.split_once('.').is_some_and(|(group, name)| groups.contains(group) && simple(name))
    };
    tokens.iter().filter_map(|token| Some((token.line, token.text().filter(is_id)?))).collect()
}

/// The ids that a source uses: those it spells out, and where it has `concat!("group.", $name)`, every
/// other string of the file below that group, since a macro's names stand in the same file.
pub fn used_ids(tokens: &[Token]) -> BTreeSet<String> {
    let texts: BTreeSet<&str> = tokens.iter().filter_map(Token::text).collect();
    let mut ids: BTreeSet<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    for window in tokens.windows(5) {
        let [name, bang, open, prefix, comma] = window else { continue };
        let is_concat = name.word() == Some("concat") && bang.is('!') && open.is('(') && comma.is(',');
        if let Some(prefix) = prefix.text().filter(|prefix| is_concat && prefix.ends_with('.')) {
            ids.extend(texts.iter().map(|text| format!("{prefix}{text}")));
        }
    }
    ids
}

mod tests {
    use super::*;
    use crate::scan::tokens;

    #[test]
    fn an_empty_word_and_a_lost_placeholder_are_found() {
        let source = "[page]\na = { ja = \"{n} 件\", en = \"{n} cases\" }\nb = { ja = \"\", en = \"x\" }\n\
                      c = { ja = \"{n} 件\", en = \"cases\" }\nd = { ja = \"件\" }";
        let broken: Vec<String> = labels(source).iter().filter_map(broken_label).collect();
        assert_eq!(broken.len(), 3, "{broken:?}");
    }

    #[test]
    fn ids_are_used_in_full_or_through_concat() {
        let used = used_ids(&tokens("a!(\"x\"); concat!(\"key.\", $n); \"page.a\"; concat!(\"no\", \"y\");"));
        for (id, expected) in [("key.x", true), ("page.a", true), ("page.x", false), ("key.z", false)] {
            assert_eq!(used.contains(id), expected, "{id}");
        }
    }

    #[test]
    fn calls_give_their_ids_and_the_names_they_fill() {
        let source = "lang.text(\"page.a\"); // .text(\"page.b\")\nlang.fill(\n\"page.c\", &[(\"n\", &f(\"x\")), (\"m\", &1)]);
                      lang.fill(\"page.d\", &values);";
        let tokens = tokens(source);
        let ids = called_ids(&tokens);
        assert_eq!(
            ids,
            [(1, "page.a", None), (3, "page.c", Some(BTreeSet::from(["m", "n"]))), (4, "page.d", None)]
        );
        let groups = BTreeSet::from(["page"]);
        assert_eq!(mentioned_ids(&tokens, &groups).len(), 3);
        assert!(mentioned_ids(&crate::scan::tokens("\"page. \" \"cli.a\" \"page\""), &groups).is_empty());
    }
}

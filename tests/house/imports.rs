//! Which room of `src/` may know which other.

use crate::scan::{Kind, SourceFile, Token};

/// The rooms from left to right; a room knows those to the left of its own step only.
const STEPS: [&[&str]; 8] = [
    &["text", "lang"],
    &["model"],
    &["source", "search", "field_table"],
    &["analysis"],
    &["export"],
    &["config"],
    &["cli", "tui"],
    &["main"],
];

/// Crates that stay in one room, by the beginning of their names.
const KEPT_CRATES: [(&str, &str); 4] =
    [("ratatui", "tui"), ("crossterm", "tui"), ("tui_input", "tui"), ("clap", "cli")];

fn step_of(room: &str) -> Option<usize> {
    STEPS.iter().position(|step| step.contains(&room))
}

/// What a file does against the import rule, as `path:line: what`.
pub fn broken_imports(file: &SourceFile) -> Vec<String> {
    // The crate's root declares the rooms.
    let Some(room) = file.module.first() else {
        return Vec::new();
    };
    let Some(step) = step_of(room) else {
        return vec![format!("{}: the room 「{room}」 is not in the import rule", file.path)];
    };
    let mut broken = Vec::new();
    for (line, known) in known_rooms(&file.module, &file.product.tokens) {
        let allowed = known == *room || step_of(&known).is_some_and(|other| other < step);
        // A name that is no room is an item of the crate's root, except for a glob.
        if !allowed && (step_of(&known).is_some() || known == "*") {
            broken.push(format!("{}:{line}: {room} must not know {known}", file.path));
        }
    }
    for token in &file.product.tokens {
        let kept = |(name, home): &&(&str, &str)| {
            token.word().is_some_and(|word| word.starts_with(name)) && room != home
        };
        if let Some((name, home)) = KEPT_CRATES.iter().find(kept) {
            broken.push(format!("{}:{}: {name} stays under {home}", file.path, token.line));
        }
    }
    broken
}

/// The first names below the crate's root that a source mentions, with their lines.
fn known_rooms(module: &[String], tokens: &[Token]) -> Vec<(usize, String)> {
    let mut known = Vec::new();
    let mut nesting: Vec<Option<String>> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        match &token.kind {
            Kind::Mark('{') => nesting.push(inline_module(tokens, at)),
            Kind::Mark('}') => _ = nesting.pop(),
            Kind::Word(word) if word == "crate" || word == "jirei" => {
                let renamed = tokens.get(at + 1).and_then(Token::word) == Some("as");
                if renamed {
                    known.push((token.line, "*".to_owned()));
                } else if path_goes_on(tokens, at + 1) {
                    at += 3;
                    known.extend(first_names(tokens, at));
                    continue;
                }
            }
            Kind::Word(word) if word == "super" => {
                let depth = module.len() + nesting.iter().flatten().count();
                let (ups, end) = count_supers(tokens, at);
                if ups >= depth && path_goes_on(tokens, end) {
                    known.extend(first_names(tokens, end + 2));
                }
                at = end;
                continue;
            }
            Kind::Word(_) | Kind::Text(_) | Kind::Mark(_) => {}
        }
        at += 1;
    }
    known
}

/// The name of the module that the brace at `at` opens.
fn inline_module(tokens: &[Token], at: usize) -> Option<String> {
    let before = at.checked_sub(2).map(|from| &tokens[from..at])?;
    (before[0].word() == Some("mod")).then(|| before[1].word().map(str::to_owned))?
}

fn path_goes_on(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is(':')) && tokens.get(at + 1).is_some_and(|token| token.is(':'))
}

/// How many `super` in a row, and the place after the last.
fn count_supers(tokens: &[Token], mut at: usize) -> (usize, usize) {
    let mut ups = 1;
    while path_goes_on(tokens, at + 1) && tokens.get(at + 3).and_then(Token::word) == Some("super") {
        ups += 1;
        at += 3;
    }
    (ups, at + 1)
}

/// The first names of the path or of the group of paths at `at`.
fn first_names(tokens: &[Token], at: usize) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut starts = true;
    for token in &tokens[at.min(tokens.len())..] {
        match &token.kind {
            Kind::Word(word) if starts => names.push((token.line, word.clone())),
            Kind::Mark('*') if starts => names.push((token.line, "*".to_owned())),
            Kind::Mark('{') => depth += 1,
            Kind::Mark('}') => depth = depth.saturating_sub(1),
            Kind::Mark(_) | Kind::Word(_) | Kind::Text(_) => {}
        }
        starts = depth == 1 && (token.is('{') || token.is(','));
        if depth == 0 {
            break;
        }
    }
    names
}

mod tests {
    use super::*;
    use crate::scan::{module_of, without_tests};

    fn broken(path: &str, source: &str) -> Vec<String> {
        let path = path.to_owned();
        broken_imports(&SourceFile { module: module_of(&path), product: without_tests(source), path })
    }

    #[test]
    fn a_path_to_the_right_or_beside_is_found() {
        assert_eq!(broken("src/model/case.rs", "\nuse crate::source::load;").len(), 1);
        assert_eq!(broken("src/text/mod.rs", "fn a() { crate::lang::b() }").len(), 1);
        assert_eq!(broken("src/search/mod.rs", "use crate::{model::Case, source, text};").len(), 1);
        assert_eq!(
            broken("src/cli/list.rs", "use crate::{model::{a, tui}, config::{b}, tui::run};").len(),
            1
        );
        assert_eq!(broken("src/model/case.rs", "use super::super::cli;").len(), 1);
        assert_eq!(broken("src/model/case.rs", "mod a { use super::super::super::{text, cli}; }").len(), 1);
        assert_eq!(broken("src/model/case.rs", "use crate::*;").len(), 1);
        assert_eq!(broken("src/model/case.rs", "use crate as house;").len(), 1);
        assert_eq!(broken("src/cellar/mod.rs", "").len(), 1);
    }

    #[test]
    fn a_path_to_the_left_a_comment_a_string_and_a_test_are_fine() {
        let fine = "//! crate::tui\nuse crate::{model::Case, text::{fold, width}};\nuse super::super::lang;\n\
                    use super::source;\npub(crate) fn a() { \"crate::tui\"; }\n#[cfg(test)]\nmod tests { use crate::cli; }";
        assert_eq!(broken("src/source/read.rs", fine), Vec::<String>::new());
        assert_eq!(broken("src/main.rs", "fn main() { jirei::cli::run() }"), Vec::<String>::new());
        assert_eq!(broken("src/tui/view/list.rs", "use super::super::tui;"), Vec::<String>::new());
    }

    #[test]
    fn a_kept_crate_elsewhere_is_found() {
        assert_eq!(broken("src/export/page.rs", "use ratatui::text::Line;").len(), 1);
        assert_eq!(broken("src/tui/mod.rs", "use clap_complete::Shell;").len(), 1);
        assert_eq!(broken("src/tui/mod.rs", "use ratatui::crossterm;"), Vec::<String>::new());
    }
}

//! The tokens of Rust sources, comments and `#[cfg(test)]` left out, for the rules of the house.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Lit;

/// One token of a source, with its line from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub line: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Word(String),
    /// The content of a string literal.
    Text(String),
    Mark(char),
}

impl Token {
    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            Kind::Text(_) | Kind::Mark(_) => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            Kind::Word(_) | Kind::Mark(_) => None,
        }
    }
}

/// The tokens of a source, comments, lifetimes and characters left out.
pub fn tokens(source: &str) -> Vec<Token> {
    let stream: TokenStream = source.parse().unwrap_or_else(|error| panic!("{error}: {source}"));
    let mut tokens = Vec::new();
    flatten(stream, &mut tokens);
    tokens
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        let mut push = |kind| tokens.push(Token { line, kind });
        match tree {
            TokenTree::Ident(name) => push(Kind::Word(name.to_string())),
            TokenTree::Punct(mark) if mark.as_char() == '\'' => _ = trees.next(),
            // A doc comment is an attribute by now.
            TokenTree::Punct(mark) if mark.as_char() == '#' && trees.peek().is_some_and(is_doc) => {
                trees.next();
            }
            TokenTree::Punct(mark) if mark.as_char() == '#' && is_inner_doc(trees.clone()) => {
                trees.nth(1);
            }
            TokenTree::Punct(mark) => push(Kind::Mark(mark.as_char())),
            TokenTree::Literal(literal) => match Lit::new(literal) {
                Lit::Str(text) => push(Kind::Text(text.value())),
                Lit::ByteStr(text) => push(Kind::Text(String::from_utf8_lossy(&text.value()).into_owned())),
                Lit::CStr(text) => push(Kind::Text(text.value().to_string_lossy().into_owned())),
                Lit::Byte(_)
                | Lit::Char(_)
                | Lit::Int(_)
                | Lit::Float(_)
                | Lit::Bool(_)
                | Lit::Verbatim(_)
                | _ => {}
            },
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::None => (' ', ' '),
                };
                push(Kind::Mark(open));
                flatten(group.stream(), tokens);
                tokens.push(Token { line: group.span_close().start().line, kind: Kind::Mark(close) });
            }
        }
    }
}

fn is_doc(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

/// True for `![doc = "…"]`.
fn is_inner_doc(mut trees: impl Iterator<Item = TokenTree>) -> bool {
    let is_inner = matches!(trees.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
    is_inner && trees.next().is_some_and(|tree| is_doc(&tree))
}

/// A source without its tests.
pub struct Product {
    pub tokens: Vec<Token>,
    /// Lines that are not part of an item under `#[cfg(test)]`.
    pub lines: usize,
    /// Names of modules that stand under `#[cfg(test)]` and in files of their own.
    pub test_files: Vec<String>,
}

/// Takes the items under `#[cfg(test)]` out of a source.
pub fn without_tests(source: &str) -> Product {
    let all = tokens(source);
    let mut product = Product { tokens: Vec::new(), lines: source.lines().count(), test_files: Vec::new() };
    let mut at = 0;
    while at < all.len() {
        if !opens_test_item(&all[at..]) {
            product.tokens.push(all[at].clone());
            at += 1;
            continue;
        }
        let end = item_end(&all, at + TEST_ATTRIBUTE.len());
        let item = &all[at..end];
        if let [.., module, name, last] = item
            && module.word() == Some("mod")
            && last.is(';')
        {
            product.test_files.extend(name.word().map(str::to_owned));
        }
        let last_line = item.last().map_or(all[at].line, |token| token.line);
        product.lines -= last_line + 1 - all[at].line;
        at = end;
    }
    product
}

const TEST_ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];

fn opens_test_item(tokens: &[Token]) -> bool {
    tokens.len() >= TEST_ATTRIBUTE.len()
        && tokens.iter().zip(TEST_ATTRIBUTE).all(|(token, wanted)| match &token.kind {
            Kind::Word(word) => word == wanted,
            Kind::Mark(mark) => wanted.chars().eq([*mark]),
            Kind::Text(_) => false,
        })
}

/// One past the item that starts at `from`: past its `;`, or past the brace that closes it.
fn item_end(tokens: &[Token], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.kind {
            Kind::Mark('{' | '(' | '[') => depth += 1,
            Kind::Mark(')' | ']') => depth = depth.saturating_sub(1),
            Kind::Mark('}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            Kind::Mark(';') if depth == 0 => return at + 1,
            Kind::Mark(_) | Kind::Word(_) | Kind::Text(_) => {}
        }
    }
    tokens.len()
}

/// A file of `src/`, its tests taken out.
pub struct SourceFile {
    /// The path from the root of the repository, with `/`.
    pub path: String,
    /// The module's path: `["tui", "view", "list"]`; empty for the crate's root.
    pub module: Vec<String>,
    pub product: Product,
}

/// Every file of `src/` that is not a test, by path.
pub fn source_files(root: &Path) -> Vec<SourceFile> {
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    let mut tests: HashSet<Vec<String>> = HashSet::new();
    let mut files = Vec::new();
    for path in paths {
        let source = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let module = module_of(&path);
        let product = without_tests(&source);
        tests.extend(
            product.test_files.iter().map(|name| [module.as_slice(), std::slice::from_ref(name)].concat()),
        );
        files.push(SourceFile { path, module, product });
    }
    files.retain(|file| !(1..=file.module.len()).any(|depth| tests.contains(&file.module[..depth])));
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// `src/tui/view/mod.rs` → `["tui", "view"]`.
pub fn module_of(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|name| name == "mod") || module == ["lib"] {
        module.pop();
    }
    module
}

mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        tokens(source).iter().filter_map(|token| token.word().map(str::to_owned)).collect()
    }

    #[test]
    fn comments_strings_and_characters_hold_no_words() {
        let source = "a // crate::b\n/* c /* d */ e */ f \"crate::g \\\" h\" '\"' i 'x' '\\'' j<'k> \
                      r#\"l \" m\"# b\"n\" o";
        assert_eq!(words(source), ["a", "f", "i", "j", "o"]);
        let texts: Vec<String> =
            tokens(source).iter().filter_map(|token| token.text().map(str::to_owned)).collect();
        assert_eq!(texts, ["crate::g \" h", "l \" m", "n"]);
    }

    #[test]
    fn a_raw_string_keeps_its_backslashes_and_ends_at_its_quote() {
        assert_eq!(words("let a = r\"\\\"; b"), ["let", "a", "b"]);
    }

    #[test]
    fn items_under_cfg_test_are_taken_out_and_others_stay() {
        let source =
            "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { \"}\"; }\n}\n#[cfg(unix)]\nfn c() {}\n";
        let product = without_tests(source);
        let words: Vec<&str> = product.tokens.iter().filter_map(Token::word).collect();
        assert_eq!(words, ["fn", "a", "cfg", "unix", "fn", "c"]);
        assert_eq!(product.lines, 3);
        let product = without_tests("#[cfg(test)]\nmod checks;\nfn a() {}\n");
        assert_eq!((product.test_files, product.lines), (vec!["checks".to_owned()], 1));
    }

    #[test]
    fn the_module_follows_the_path() {
        assert_eq!(module_of("src/tui/view/list.rs"), ["tui", "view", "list"]);
        assert_eq!(module_of("src/tui/mod.rs"), ["tui"]);
        assert!(module_of("src/lib.rs").is_empty());
        assert_eq!(module_of("src/main.rs"), ["main"]);
    }
}

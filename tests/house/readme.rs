//! What README.md and the pages in `docs/` promise, taken out of them.

/// A fenced block: its info string (`sh runs`) and its lines, the first with its line in the file.
pub struct Block<'a> {
    pub info: &'a str,
    pub lines: Vec<(usize, &'a str)>,
}

/// A command of a page that a test can run.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    pub line: usize,
    pub arguments: Vec<String>,
    /// The exit code that the comment beside it gives (`# … exit 1`), else 0.
    pub exit: i32,
}

/// The fenced blocks of a Markdown text.
pub fn blocks(markdown: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in markdown.lines().enumerate() {
        match (line.trim().strip_prefix("```"), open.take()) {
            (Some(info), None) => open = Some(Block { info, lines: Vec::new() }),
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some(mut block)) => {
                block.lines.push((at + 1, line));
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    blocks
}

/// The commands of the blocks marked `sh runs` or `console runs` that do not open the browser. A
/// line that needs a shell is an error, `line: what`.
pub fn commands(markdown: &str) -> Result<Vec<Command>, String> {
    let mut commands = Vec::new();
    for block in blocks(markdown) {
        if !matches!(block.info.split_once(' '), Some(("sh" | "console", "runs"))) {
            continue;
        }
        for (line, text) in block.lines {
            let text = text.trim().trim_start_matches("$ ");
            let ours = text.strip_prefix("jirei").or_else(|| text.strip_prefix("cargo run --release --"));
            let Some(rest) = ours.filter(|rest| rest.is_empty() || rest.starts_with(' ')) else {
                continue;
            };
            let (rest, comment) = rest.split_once(" #").unwrap_or((rest, ""));
            let arguments = words(rest).map_err(|why| format!("{line}: {why}: {text}"))?;
            let exit = comment.rsplit_once("exit ").map_or(Ok(0), |(_, code)| code.trim().parse());
            let exit = exit.map_err(|_| format!("{line}: no exit code after `exit`"))?;
            // A sub-command or an option comes first, unless the line opens the browser.
            if arguments.first().is_some_and(|first| !first.contains(['/', '.', '~'])) {
                commands.push(Command { line, arguments, exit });
            }
        }
    }
    Ok(commands)
}

/// The words of a command, quotes taken away.
fn words(text: &str) -> Result<Vec<String>, &'static str> {
    let mut words: Vec<String> = Vec::new();
    let mut quote = None;
    let mut word: Option<String> = None;
    for letter in text.chars() {
        match (letter, quote) {
            ('"' | '\'', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (end, Some(open)) if end == open => quote = None,
            (' ', None) => words.extend(word.take()),
            ('|' | '>' | '<' | '$' | '&' | ';' | '*' | '`', None) => return Err("needs a shell"),
            (other, _) => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    if quote.is_some() { Err("a quote stays open") } else { Ok(words) }
}

/// The targets of the links and pictures that lie in the repository, without the place in them.
pub fn local_links(markdown: &str) -> Vec<&str> {
    let targets = markdown.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    targets.filter(|target| !target.contains("://") && !target.is_empty()).collect()
}

/// The files and folders below one of these that a text names in backticks, but for patterns (`docs/*.svg`).
pub fn named_paths<'a>(markdown: &'a str, folders: &[&str]) -> Vec<&'a str> {
    let is_path = |words: &&str| {
        let below = words.split_once('/').is_some_and(|(folder, _)| folders.contains(&folder));
        below && words.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter))
    };
    markdown.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).filter(is_path).collect()
}

/// For each item of a list or paragraph: the files that it names, and the names of Rust (`State`, `lay_out`,
/// `App::execute`) in it, the last part of each.
pub fn named_code(markdown: &str) -> Vec<(Vec<&str>, Vec<&str>)> {
    let begins_item =
        |line: &str| line.trim().is_empty() || line.starts_with(|c: char| c.is_ascii_digit() || c == '#');
    let mut items = vec![(Vec::new(), Vec::new())];
    for line in markdown.lines() {
        if begins_item(line) {
            items.push((Vec::new(), Vec::new()));
        }
        let (paths, names) = items.last_mut().unwrap();
        for words in line.split('`').skip(1).step_by(2) {
            let name = words.split(['(', '!']).next().unwrap_or_default();
            let is_code = name.contains(|c: char| c == '_' || c.is_ascii_uppercase())
                && name.chars().all(|c| c.is_ascii_alphabetic() || "_:".contains(c));
            if is_code {
                names.push(name.rsplit("::").next().unwrap_or(name));
            } else if words.contains('/') && words.contains('.') {
                paths.push(words);
            }
        }
    }
    items
}

/// The rows of the tables, cells trimmed.
pub fn table_rows(markdown: &str) -> Vec<Vec<&str>> {
    let rows = markdown.lines().filter_map(|line| line.trim().strip_prefix('|')?.strip_suffix('|'));
    rows.map(|row| row.split('|').map(str::trim).collect()).collect()
}

mod tests {
    use super::*;

    #[test]
    fn commands_are_taken_from_marked_blocks_only() {
        let markdown = "```sh\njirei no\n```\n```sh runs\njirei\ncargo test\n$ jirei list -q 'a b'  # all\njirei seeds/x.txt\n\
                        jirei-not\ncargo run --release -- check # finds, exit 1\n```\njirei no\n";
        let commands = commands(markdown).unwrap();
        assert_eq!(
            commands,
            [
                Command { line: 7, arguments: vec!["list".into(), "-q".into(), "a b".into()], exit: 0 },
                Command { line: 10, arguments: vec!["check".into()], exit: 1 },
            ]
        );
    }

    #[test]
    fn a_line_for_a_shell_is_an_error() {
        assert!(commands("```sh runs\njirei list | head\n```").is_err());
        assert!(commands("```sh runs\njirei list 'a\n```").is_err());
    }

    #[test]
    fn links_and_rows() {
        let links = "[a](b.md) ![c](docs/d.svg) [e](https://f) [g](#h) [i](j.md#k)";
        assert_eq!(local_links(links), ["b.md", "docs/d.svg", "j.md"]);
        assert_eq!(table_rows("| a | `b` |\ntext\n|c|d|"), [["a", "`b`"], ["c", "d"]]);
    }

    #[test]
    fn named_paths_are_those_in_backticks_below_the_folders() {
        let markdown = "`src/a.rs`, src/b.rs, `c/d.rs`, `src/*.rs`\n`src/e/` and `src/f g`";
        assert_eq!(named_paths(markdown, &["src"]), ["src/a.rs", "src/e/"]);
    }
}

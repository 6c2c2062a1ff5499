//! Wraps the help to the width of a terminal.

use crate::text::width::cells;
use crate::text::wrap::wrap_hanging;

/// The minimal width of an explanation beside a line; below that, it is put on lines of its own.
const LEAST: usize = 24;
/// The indent of continued lines in cells.
const FURTHER: usize = 4;
/// The indent of an explanation below its line. A line with a larger indent is an explanation.
const BELOW: usize = 10;

/// Wraps a text to `width` cells. Its lines are examples, each with an explanation after two spaces or
/// more.
#[must_use]
pub fn wrap_help(text: &str, width: usize) -> String {
    text.split('\n').flat_map(|line| wrap_help_line(line, width)).collect::<Vec<_>>().join("\n")
}

/// Wraps a line of the help: an explanation continues in its column, a sentence at its own indent.
fn wrap_help_line(line: &str, width: usize) -> Vec<String> {
    if cells(line) <= width {
        return vec![line.to_owned()];
    }
    let words = line.trim_start();
    let indent = line.len() - words.len();
    if indent > BELOW {
        // A continued explanation in its column.
        let column = if indent + LEAST <= width { indent } else { BELOW };
        return wrap_below(words, column, column, width);
    }
    // A sentence continues at its own indent.
    let further = if indent == 0 { 0 } else { indent + FURTHER };
    let Some((head, tail)) = words.rsplit_once("  ") else {
        return wrap_below(words, indent, further, width);
    };
    let column = cells(line).saturating_sub(cells(tail));
    if column + LEAST <= width {
        let mut lines = wrap_below(tail, column, column, width);
        if let Some(first) = lines.first_mut() {
            let beside = first.trim_start().to_owned();
            *first = format!("{}{beside}", &line[..line.len() - tail.len()]);
        }
        return lines;
    }
    let mut lines = wrap_below(head.trim_end(), indent, further, width);
    lines.extend(wrap_below(tail, BELOW, BELOW, width));
    lines
}

/// Wraps words with an indent of `first` cells for the first line and `rest` for the others.
fn wrap_below(words: &str, first: usize, rest: usize, width: usize) -> Vec<String> {
    let room = |indent: usize| width.saturating_sub(indent).max(1);
    let pieces = wrap_hanging(words, room(first), room(rest)).into_iter();
    let pieces = pieces.filter_map(|range| words.get(range));
    let indented = |(place, piece)| format!("{}{piece}", " ".repeat(if place == 0 { first } else { rest }));
    pieces.enumerate().map(indented).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_explains_a_line_stays_in_its_column_or_goes_below() {
        let line = "  jirei list -q x   in '…' where there is a space";
        assert_eq!(wrap_help(line, 60), line);
        assert_eq!(
            wrap_help(line, 46),
            "  jirei list -q x   in '…' where there is a\n                    space"
        );
        assert_eq!(wrap_help(line, 43), "  jirei list -q x\n          in '…' where there is a space");
        assert_eq!(
            wrap_help("  jirei list [-q QUERY] [PATH…]", 24),
            "  jirei list [-q QUERY]\n      [PATH…]"
        );
        assert_eq!(wrap_help("事例の一覧。\n\n例:", 8), "事例の一\n覧。\n\n例:");
    }

    #[test]
    fn the_help_of_every_command_fits_and_loses_no_word() {
        for lang in [crate::lang::Lang::Ja, crate::lang::Lang::En] {
            let mut command = crate::cli::arguments::command(lang);
            command.build();
            let subs: Vec<_> = command.get_subcommands().cloned().collect();
            for mut command in std::iter::once(command).chain(subs) {
                let help = command.render_help().to_string();
                let plain = |text: &str| text.split_whitespace().collect::<String>();
                for width in [120, 80, 50, 30] {
                    let fitted = wrap_help(&help, width);
                    assert_eq!(plain(&fitted), plain(&help));
                    for line in fitted.lines() {
                        assert!(cells(line) <= width, "{width}: {line}");
                    }
                }
                assert_eq!(wrap_help(&help, usize::MAX), help);
            }
        }
    }
}

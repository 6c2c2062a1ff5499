//! What the terminal answers when it is asked for its background and its widths: at once, late, in
//! pieces, wrongly, or never. Every step waits for a state of the screen.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops by panicking")]
#![allow(dead_code, reason = "the session has more than these tests use")]

mod session;

use portable_pty::CommandBuilder;
use session::{Session, shows};
use vt100::{Color, Screen};

const TRUE_COLOUR: [(&str, &str); 1] = [("COLORTERM", "truecolor")];
const DARK: &str = "\x1B]11;rgb:1e1e/1e1e/1e1e\x1B\\";
const LIGHT: &str = "\x1B]11;rgb:fd/f6/e3\x07";
const ONE_CELL: &str = "\x1B[1;2R";
const TWO_CELLS: &str = "\x1B[1;3R";

/// The colour of the program's name on top: the accent of the theme.
fn accent(screen: &Screen) -> Color {
    screen.cell(0, 1).map_or(Color::Default, vt100::Cell::fgcolor)
}

fn is_light(screen: &Screen) -> bool {
    accent(screen) == Color::Rgb(0x00, 0x68, 0x7a)
}

fn is_dark(screen: &Screen) -> bool {
    accent(screen) == Color::Rgb(0x6c, 0xc3, 0xd5)
}

fn has_own_colours(screen: &Screen) -> bool {
    accent(screen) == Color::Idx(6)
}

/// True where every line of the open pane begins and ends at the screen's edges, in ASCII.
fn is_framed_in_ascii(screen: &Screen) -> bool {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let at =
        |row, column| screen.cell(row, column).map(|cell| cell.contents().to_owned()).unwrap_or_default();
    let is_line =
        |row: u16| [at(row, 0), at(row, columns - 1)].iter().all(|end| matches!(end.as_str(), "-" | "="));
    // The titles of the list and of the case below it, and the rule under its tabs.
    (1..rows - 1).filter(|row| is_line(*row)).count() >= 2 && !screen.contents().contains('─')
}

fn asked(variables: &[(&str, &str)]) -> Session {
    let session = Session::start(variables);
    session.wait_for_bytes("the questions", b"\x1B[H\xE2\x97\x8B\x1B[6n\x1B]11;?\x1B\\\r\x1B[2K");
    session
}

fn quits(mut session: Session) {
    session.send("q");
    assert_eq!(session.ended(), 0);
}

#[test]
fn a_terminal_that_answers_nothing_is_not_waited_for_and_loses_no_key() {
    let mut session = asked(&TRUE_COLOUR);
    // As many bytes at once as an answer has.
    session.send("llllll");
    session.wait_for("section 7", |screen| shows("7/16")(screen) && has_own_colours(screen));
    session.send("\x1B[D\x1B]");
    // ESC and ] are Alt-], which is no command.
    session.wait_for("no command", |screen| shows("6/16")(screen) && shows("Alt-]")(screen));
    session.send("]");
    session.wait_for("the next case", |screen| shows("6/16")(screen) && shows("2/2")(screen));
    session.send("\x1B[A");
    session.wait_for("the first case", shows("1/2"));
    quits(session);
}

#[test]
fn the_background_is_followed_and_one_cell_stays_one() {
    for (answer, follows) in [(DARK, is_dark as fn(&Screen) -> bool), (LIGHT, is_light)] {
        let mut session = asked(&TRUE_COLOUR);
        session.send(&format!("{ONE_CELL}{answer}"));
        session.wait_for("the theme", |screen| follows(screen) && shows("─")(screen));
        session.send("l");
        session.wait_for("section 2", |screen| shows("2/16")(screen) && shows("1/2")(screen));
        quits(session);
    }
}

#[test]
fn two_cells_are_drawn_with_borders_that_hold() {
    for answers in [TWO_CELLS.to_owned(), format!("{TWO_CELLS}{DARK}")] {
        let mut session = asked(&TRUE_COLOUR);
        session.send(&answers);
        session.wait_for("borders of ASCII", is_framed_in_ascii);
        // Section 2 ends with ○, △ and ×: what follows each is put into its column by a move of its own.
        session.send("2\tG");
        session.wait_for("the effects", |screen| shows("○")(screen) && is_framed_in_ascii(screen));
        let written = session.output.lock().unwrap().clone();
        let written = String::from_utf8_lossy(&written);
        let after = written.rsplit("\x1B[2J").next().unwrap();
        for (place, _) in after.match_indices(['○', '△', '×', '…', '—']) {
            let rest = after[place..].chars().nth(1);
            assert_eq!(rest, Some('\x1B'), "{:?}", &after[place..].chars().take(12).collect::<String>());
        }
        quits(session);
    }
}

#[test]
fn the_width_is_heard_too_where_the_page_comes_through_a_pipe() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "cat seeds/mogaminet.txt | \"$0\" -", env!("CARGO_BIN_EXE_jirei")]);
    let mut session = Session::run(command, &[]);
    session.wait_for_bytes("the question", b"\x1B[6n");
    session.send(TWO_CELLS);
    session.wait_for("borders of ASCII", is_framed_in_ascii);
    quits(session);
}

#[test]
fn a_late_answer_is_heard_and_is_no_keys() {
    let mut session = asked(&TRUE_COLOUR);
    // The first key is taken when the wait for the width is over.
    session.send("l");
    session.wait_for("section 2", |screen| shows("2/16")(screen) && has_own_colours(screen));
    session.send(&format!("{TWO_CELLS}{LIGHT}"));
    session.wait_for("what was answered", |screen| is_light(screen) && is_framed_in_ascii(screen));
    session.send("l");
    session.wait_for("section 3", |screen| shows("3/16")(screen) && shows("1/2")(screen));
    quits(session);
}

#[test]
fn an_answer_among_keys_takes_none_of_them() {
    let mut session = asked(&TRUE_COLOUR);
    session.send(&format!("l{ONE_CELL}l{LIGHT}l"));
    session.wait_for("section 4", |screen| shows("4/16")(screen) && is_light(screen));
    quits(session);
}

#[test]
fn rubbish_for_an_answer_is_no_keys() {
    for rubbish in ["\x1B]11;no colour\x1B\\", "\x1B]11;rgb:12/34\x07", "\x1B[1;999999R\x1B]11;?\x07"] {
        let mut session = asked(&TRUE_COLOUR);
        session.send(&format!("{ONE_CELL}{rubbish}l"));
        session.wait_for("section 2", |screen| {
            shows("2/16")(screen) && shows("1/2")(screen) && has_own_colours(screen)
        });
        quits(session);
    }
}

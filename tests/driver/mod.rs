//! The browser's real loop on a screen in memory, driven by a string of keys.

use std::path::{Path, PathBuf};

use jirei::config::state_file::WriteResult;
use jirei::config::{Chord, Kept, KeptChanges, Key, Keymap, StateFileError, ThemeChoice};
use jirei::lang::Lang;
use jirei::source;
use jirei::tui::app::App;
use jirei::tui::clipboard::Copied;
use jirei::tui::effect::{EditRequest, Edited, Outside, Parcel, RawAnswer, RawRequest};
use jirei::tui::input::{Input, Mouse, MouseKind};
use jirei::tui::message::{Message, Tone};
use jirei::tui::state::State;
use jirei::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

/// A world that only takes notes, and keeps what is to be kept in memory; no file can be written where it
/// has a reason, and there is a tmux where that is true; the file that was written last, as it is; no display where
/// that is true; and these editors.
#[derive(Default)]
pub struct Notes(
    pub Vec<String>,
    pub Kept,
    pub Option<std::io::ErrorKind>,
    pub bool,
    pub Vec<u8>,
    pub bool,
    pub Vec<String>,
);

impl Outside for Notes {
    fn can_draw(&mut self) -> bool {
        true
    }

    fn open_url(&mut self, url: String) -> Option<Message> {
        self.0.push(format!("open {url}"));
        Some(Message { text: "opened".into(), tone: Tone::Done })
    }

    fn offered_editors(&self) -> Vec<String> {
        self.6.clone()
    }

    fn has_display(&self) -> bool {
        !self.5
    }

    fn copy_in_tmux(&mut self, parcel: &Parcel) -> bool {
        if self.3 {
            self.0.push(format!("tmux {}", parcel.text));
        }
        self.3
    }

    fn finish_copies(&mut self) {}

    fn copy(&mut self, text: &str) -> std::io::Result<Copied> {
        self.0.push(format!("copy {text}"));
        Ok(Copied::Terminal)
    }

    fn write_file(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, (PathBuf, std::io::Error)> {
        self.0.push(format!("write {name}: {}", String::from_utf8_lossy(bytes)));
        self.4 = bytes.to_vec();
        self.2
            .map_or_else(|| Ok(PathBuf::from(name)), |kind| Err((Path::new("/tmp").join(name), kind.into())))
    }

    fn keep(&mut self, changes: &KeptChanges) -> Result<WriteResult, StateFileError> {
        self.1.merge(changes);
        Ok(WriteResult { kept: self.1.clone(), put_aside: None })
    }

    fn suspend(&mut self) -> std::io::Result<()> {
        self.0.push("suspend".into());
        Ok(())
    }

    fn take_over(&mut self) -> std::io::Result<()> {
        self.0.push("take over".into());
        Ok(())
    }

    fn capture_mouse(&mut self, captured: bool) -> std::io::Result<()> {
        self.0.push(format!("mouse {captured}"));
        Ok(())
    }

    fn stop_reading(&mut self) {
        self.0.push("stop reading".into());
    }

    fn read_again(&mut self, reading: usize, known: source::Known) -> std::io::Result<()> {
        self.0.push(format!("read again {reading}, {} known", known.len()));
        Ok(())
    }

    fn read_raw(&mut self, request: RawRequest) -> Option<RawAnswer> {
        Some(request.answer())
    }

    fn edit(&mut self, request: &EditRequest) -> std::io::Result<Edited> {
        self.0.push(format!("edit {} at {}", request.origin.path.display(), request.line));
        Ok(Edited { message: None, reread: !request.origin.builtin })
    }
}

/// The browser on a screen of its own.
pub struct Browser(pub App<TestBackend, Notes>);

impl Browser {
    /// The built-in pages in Japanese and in colour.
    pub fn open(size: (u16, u16)) -> Self {
        Self::with(size, State::new(source::load(&[]), Lang::Ja, Keymap::built_in()), Theme::new(true))
    }

    /// Anything else.
    pub fn with(size: (u16, u16), mut state: State, theme: Theme) -> Self {
        let colour = theme == Theme::new(true);
        state.look.choice = if colour { ThemeChoice::Ansi } else { ThemeChoice::None };
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        Self(App::open(terminal, state, Notes::default()).unwrap())
    }

    /// Presses keys: letters one by one, `<enter>`, `<resize 80x24>`, `<click 3,4>`,
    /// `<drag 3,4>`, `<paste …>`;
    /// spaces only stand between them.
    pub fn press(&mut self, script: &str) -> &mut Self {
        for input in inputs(script) {
            if let Input::Resize(size) = input {
                self.0.terminal.backend_mut().resize(size.width, size.height);
            }
            assert_eq!(self.0.feed([input]).unwrap(), None);
        }
        // A test screen, other than a terminal, keeps what stood under the right half of a wide
        // letter: the last frame is drawn in full.
        self.0.terminal.clear().unwrap();
        let size = self.0.state.size;
        self.0.feed([Input::Resize(size)]).unwrap();
        self
    }

    /// What is on the screen.
    pub fn buffer(&self) -> &Buffer {
        self.0.terminal.backend().buffer()
    }

    /// The letters on the screen, line by line.
    pub fn screen(&self) -> String {
        text_of(self.buffer())
    }
}

/// What a script presses.
pub fn inputs(script: &str) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut rest = script;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        if letter == '<' {
            let (name, after) = rest.split_once('>').unwrap();
            rest = after;
            inputs.push(named_input(name));
        } else if letter != ' ' {
            inputs.push(Input::Key(Chord::plain(Key::Char(letter))));
        }
    }
    inputs
}

fn named_input(name: &str) -> Input {
    let pair = |words: &str, by: char| -> (u16, u16) {
        let (first, second) = words.split_once(by).unwrap();
        (first.parse().unwrap(), second.parse().unwrap())
    };
    let mouse = |kind, words: &str| {
        let (x, y) = pair(words, ',');
        Input::Mouse(Mouse { kind, at: Position { x, y } })
    };
    match name.split_once(' ') {
        Some(("resize", words)) => {
            let (width, height) = pair(words, 'x');
            Input::Resize(Size { width, height })
        }
        Some(("click", words)) => mouse(MouseKind::Press, words),
        Some(("doubleclick", words)) => mouse(MouseKind::DoublePress, words),
        Some(("drag", words)) => mouse(MouseKind::Drag, words),
        Some(("release", words)) => mouse(MouseKind::Release, words),
        Some(("wheeldown", words)) => mouse(MouseKind::WheelDown, words),
        Some(("wheelup", words)) => mouse(MouseKind::WheelUp, words),
        Some(("paste", words)) => Input::Paste(words.into()),
        _ => Input::Key(Chord::parse(name).unwrap()),
    }
}

/// The letters of a screen, line by line.
fn text_of(buffer: &Buffer) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        let mut line = String::new();
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(jirei::text::width::cells(symbol).max(1)).unwrap();
        }
        writeln!(text, "{}", line.trim_end()).unwrap();
    }
    text
}

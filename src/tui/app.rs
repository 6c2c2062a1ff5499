//! The loop: inputs → actions → state and effects → one frame. Generic over the screen, the inputs
//! and the world outside, so that tests drive the real one.

use ratatui::backend::Backend;
use ratatui::{Frame, Terminal};

use crate::config::{Command, Kept, KeptChanges, StateFileError};
use crate::lang::Reason;
use crate::model::CaseSign;
use crate::text::displayed_address;
use crate::text::number::grouped_count;
use crate::text::shown::shown;

use super::action::{Action, action_of};
use super::clipboard::Copied;
use super::effect::{Effect, Ending, NewFile, Outside, Parcel};
use super::glyphs::Glyphs;
use super::input::{Input, Inputs};
use super::links::link_cells;
use super::message::Message;
use super::scene::{Scene, lay_out};
use super::state::State;
use super::update::field::request_raw_lines;
use super::update::{search, update};
use super::view;

/// At the end the state is saved in so many tries while another run has it.
const SAVING_TRIES: usize = 8;

/// The browser: what it knows, where it draws, what it may do outside.
pub struct App<B: Backend, O: Outside> {
    /// Where it draws.
    pub terminal: Terminal<B>,
    /// What it knows.
    pub state: State,
    /// What it may do outside.
    pub outside: O,
    /// What is on the screen.
    pub scene: Scene,
    /// True while the state may have changed since the scene was laid out.
    stale: bool,
    /// True while a frame waits for the terminal to take the last one.
    undrawn: bool,
    glyphs: Glyphs,
}

impl<B, O> App<B, O>
where
    B: Backend<Error: std::error::Error + Send + Sync + 'static>,
    O: Outside,
{
    /// Creates the browser and draws its first frame.
    ///
    /// # Errors
    /// If the screen cannot be drawn.
    pub fn open(terminal: Terminal<B>, state: State, outside: O) -> anyhow::Result<Self> {
        let (scene, glyphs) = (Scene::default(), Glyphs::default());
        let mut app = Self { terminal, state, outside, scene, stale: true, undrawn: false, glyphs };
        app.draw()?;
        Ok(app)
    }

    /// Processes inputs until one ends the browser; waits in between.
    ///
    /// # Errors
    /// If the screen cannot be drawn.
    pub fn run(&mut self, inputs: &mut impl Inputs) -> anyhow::Result<Ending> {
        loop {
            let Some(first) = inputs.wait() else { return Ok(Ending::InputClosed) };
            // What has queued up meanwhile is drawn as one frame.
            let mut batch = vec![first];
            while let Some(input) = inputs.ready() {
                batch.push(input);
            }
            if let Some(ending) = self.feed(batch)? {
                return Ok(ending);
            }
        }
    }

    /// Processes a batch of inputs and draws once; returns the ending if one of them ends the browser.
    ///
    /// # Errors
    /// If the screen cannot be drawn.
    pub fn feed(&mut self, batch: impl IntoIterator<Item = Input>) -> anyhow::Result<Option<Ending>> {
        let mut changed = false;
        for input in batch {
            #[cfg(debug_assertions)]
            debug_panic(&input);
            changed |= input == Input::Written && self.undrawn;
            let Some(action) = action_of(&self.state, input) else { continue };
            changed = true;
            // What was typed is searched for before anything looks at what was found, not for every letter
            // of a burst.
            if !action.edits_text() {
                self.update_scene()?;
            }
            if let Some(ending) = self.act(action)? {
                return Ok(Some(ending));
            }
        }
        if changed {
            self.draw()?;
        }
        Ok(None)
    }

    /// Applies an action and executes its effects; returns the ending if one of them ends the browser.
    fn act(&mut self, action: Action) -> anyhow::Result<Option<Ending>> {
        self.stale = true;
        for effect in update(&mut self.state, &self.scene, action) {
            if let Some(ending) = self.execute(effect)? {
                return Ok(Some(ending));
            }
        }
        Ok(None)
    }

    /// Executes an effect and shows what came of it as a message; returns the ending if it is one.
    fn execute(&mut self, effect: Effect) -> anyhow::Result<Option<Ending>> {
        let lang = self.state.lang;
        let reason = |error: &std::io::Error| Reason::from(error).words(lang);
        let message = match effect {
            Effect::End(ending) => return Ok(Some(ending)),
            Effect::Command(command) => return self.act(Action::Command(command)),
            Effect::OpenUrl(url) if !self.outside.has_display() => return self.copy_url(url),
            Effect::OpenUrl(url) => self.outside.open_url(url),
            Effect::Copy(parcel) if self.outside.copy_in_tmux(&parcel) => None,
            Effect::Copy(parcel) | Effect::EndCopy(parcel, false) => Some(self.copy(&parcel)),
            Effect::EndCopy(parcel, true) => Some(self.copy_message("message.copied_tmux", &parcel)),
            Effect::WriteFile(file) => Some(self.write_file(&file, "message.written")),
            Effect::KeepSigns(message) => Some(self.keep_signs(message)),
            Effect::Suspend => {
                let suspended = self.outside.suspend();
                self.clear_screen()?;
                suspended.err().map(|error| {
                    Message::problem(lang.fill("message.suspend_failed", &[("problem", &reason(&error))]))
                })
            }
            Effect::DrawAnew => {
                self.clear_screen()?;
                None
            }
            Effect::CaptureMouse(captured) => {
                self.outside.capture_mouse(captured)?;
                None
            }
            Effect::StopReading => {
                self.outside.stop_reading();
                None
            }
            Effect::ReadAgain { reading, known } => {
                let problem = self.outside.read_again(reading, known).err();
                problem.map(|error| Message::problem(reason(&error)))
            }
            Effect::ReadRaw(request) => {
                let answer = self.outside.read_raw(request).map(Action::Raw);
                return answer.map_or(Ok(None), |answer| self.act(answer));
            }
            Effect::Edit(request) => {
                if request.editor.is_none() {
                    let offered = self.outside.offered_editors();
                    if offered.len() > 1 {
                        return self.act(Action::ChooseEditor(offered));
                    }
                }
                let edited = self.outside.edit(&request)?;
                self.clear_screen()?;
                return self.act(Action::Edited(edited));
            }
            Effect::Redraw => {
                self.outside.take_over()?;
                self.clear_screen()?;
                None
            }
        };
        if let Some(message) = message {
            self.state.messages.say(message);
        }
        Ok(None)
    }

    /// Copies an address that no web browser can be opened for.
    fn copy_url(&mut self, url: String) -> anyhow::Result<Option<Ending>> {
        let what = self.state.lang.fill("message.url_instead", &[("url", &displayed_address(&url))]);
        self.execute(Effect::Copy(Parcel { what, text: url, file: "url.txt".to_owned() }))
    }

    /// Copies a text to the terminal's clipboard, or writes it to a file if that is impossible; returns the message.
    fn copy(&mut self, parcel: &Parcel) -> Message {
        let lang = self.state.lang;
        match self.outside.copy(&parcel.text) {
            Ok(Copied::Terminal) => self.copy_message("message.copied", parcel),
            Ok(Copied::TooLong) => self.write_file(&parcel.clone().into(), "message.written_too_long"),
            Ok(Copied::NoClipboard) => {
                self.write_file(&parcel.clone().into(), "message.written_no_clipboard")
            }
            Err(error) => {
                let text = lang.fill("message.not_copied", &[("problem", &Reason::from(&error).words(lang))]);
                Message::problem(text)
            }
        }
    }

    /// Returns the message `id` of a text that was copied.
    fn copy_message(&self, id: &'static str, parcel: &Parcel) -> Message {
        let key = |command| self.state.keymap.all_keys(command).join(" ");
        let (menu, write) = (key(Command::CopyMenu), key(Command::WriteFile));
        let count = grouped_count(parcel.text.chars().count());
        let names: [(&str, &dyn std::fmt::Display); 4] =
            [("what", &parcel.what), ("count", &count), ("menu", &menu), ("write", &write)];
        Message::done(self.state.lang.fill(id, &names))
    }

    /// Waits for the texts that go through tmux: those that it does not take are for the terminal, if that is still
    /// there.
    pub fn finish_copies(&mut self, inputs: &mut impl Inputs) {
        self.outside.finish_copies();
        while let Some(input) = inputs.ready() {
            if let Input::Copied { parcel, in_tmux: false } = input {
                self.copy(&parcel);
            }
        }
    }

    /// Writes a new file; returns the message, `id` on success.
    fn write_file(&mut self, file: &NewFile, id: &'static str) -> Message {
        let lang = self.state.lang;
        match self.outside.write_file(&file.name, &file.bytes) {
            Ok(path) => {
                let path = shown(&path.to_string_lossy()).into_owned();
                let Some(letters) = file.letters else {
                    let names: [(&str, &dyn std::fmt::Display); 2] = [("what", &file.what), ("path", &path)];
                    return Message::done(lang.fill("message.written_whole", &names));
                };
                let count = grouped_count(letters);
                let names: [(&str, &dyn std::fmt::Display); 3] =
                    [("what", &file.what), ("count", &count), ("path", &path)];
                Message::done(lang.fill(id, &names))
            }
            Err((path, error)) => {
                let (path, problem) = (path.to_string_lossy(), Reason::from(&error));
                let names: [(&str, &dyn std::fmt::Display); 2] =
                    [("path", &shown(&path)), ("problem", &problem.words(lang))];
                let text = lang.fill("message.not_written", &names);
                Message::problem(text)
            }
        }
    }

    /// Saves the changed bookmarks and marks and applies those of other runs; returns the message, or why they are not
    /// saved.
    fn keep_signs(&mut self, done: Message) -> Message {
        let lang = self.state.lang;
        let changes = self.state.keeping.unwritten.clone();
        match self.outside.keep(&changes) {
            Ok(written) => {
                self.state.keeping.unwritten = KeptChanges::default();
                // Another run may have set some meanwhile.
                let Kept { bookmarks, marks, .. } = written.kept;
                self.state.catalog.set_signed(CaseSign::Bookmark, bookmarks);
                self.state.catalog.set_signed(CaseSign::Mark, marks);
                self.state.facets.mark_stale();
                if let Some(path) = written.put_aside {
                    let path = shown(&path.to_string_lossy()).into_owned();
                    let text = lang.fill("keep.put_aside", &[("path", &path)]);
                    self.state.messages.say(Message::problem(text));
                }
                done
            }
            Err(trouble) => Message::problem(trouble.message(lang)),
        }
    }

    /// Saves the changes of this run for the next; returns the error or remark to print, if any.
    pub fn save_changes(&mut self) -> Option<String> {
        let changes = self.state.changes();
        if changes == KeptChanges::default() {
            return None;
        }
        let lang = self.state.lang;
        // There is no key to wait for any more: another run that saves too has its time.
        let mut saved = self.outside.keep(&changes);
        for _ in 1..SAVING_TRIES {
            if !matches!(saved, Err(StateFileError::Held { .. })) {
                break;
            }
            saved = self.outside.keep(&changes);
        }
        match saved {
            Ok(written) => written
                .put_aside
                .map(|path| lang.fill("keep.put_aside", &[("path", &shown(&path.to_string_lossy()))])),
            Err(trouble) => Some(trouble.message(lang)),
        }
    }

    /// Clears the screen, so that the next frame is drawn in full.
    fn clear_screen(&mut self) -> anyhow::Result<()> {
        self.terminal.clear().map_err(anyhow::Error::new)
    }

    /// While the state is out of date: runs the search, lays out the scene and requests missing lines of the
    /// page.
    fn update_scene(&mut self) -> anyhow::Result<()> {
        while std::mem::take(&mut self.stale) {
            search::catch_up(&mut self.state, &self.scene);
            self.scene = lay_out(&mut self.state, std::mem::take(&mut self.scene));
            // Which lines are wanted is clear only now, whatever led to the field.
            if let Some(effect) = request_raw_lines(&mut self.state) {
                self.execute(effect)?;
            }
        }
        Ok(())
    }

    /// Draws a frame at the current size of the terminal, once that has taken the last one.
    fn draw(&mut self) -> anyhow::Result<()> {
        self.undrawn = !self.outside.can_draw();
        if self.undrawn {
            return Ok(());
        }
        // Reads the size from the terminal: a resize in the queue may be outdated.
        self.terminal.autoresize().map_err(anyhow::Error::new)?;
        let size = self.terminal.size().map_err(anyhow::Error::new)?;
        self.stale |= size != self.state.size;
        self.state.size = size;
        self.update_scene()?;
        let (state, scene, glyphs) = (&self.state, &self.scene, &mut self.glyphs);
        let draw = |frame: &mut Frame<'_>| {
            view::draw(frame, state, scene);
            glyphs.settle(frame.buffer_mut());
            if let Some(link) = scene.link.as_ref().filter(|_| state.links && !state.is_covered()) {
                link_cells(frame.buffer_mut(), link);
            }
        };
        self.terminal.draw(draw).map_err(anyhow::Error::new)?;
        Ok(())
    }
}

/// Panics on F12 if `JIREI_DEBUG_PANIC` is 1, so that a test sees the terminal restored; not in release
/// builds.
#[cfg(debug_assertions)]
fn debug_panic(input: &Input) {
    use crate::config::{Chord, Key};
    let wanted = std::env::var_os("JIREI_DEBUG_PANIC").is_some_and(|value| value == "1");
    let pressed = *input == Input::Key(Chord::plain(Key::F(12)));
    assert!(!(wanted && pressed), "JIREI_DEBUG_PANIC is set and F12 was pressed");
}

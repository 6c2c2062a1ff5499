//! What is possible now: the palette dims what is not, the footer does not hint at it, and its key says
//! why.

use std::fmt::Display;

use crate::config::{Command, Context};
use crate::model::schema::schema;
use crate::model::{Case, Field};
use crate::text::is_web_address;
use crate::tui::layout::{Bar, Pane};
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;

use super::{Mode, State};

/// Nothing, or the message that says why not.
type Possible = Result<(), Message>;

/// What a command requires of the state and of what is on the screen.
type Requirement = fn(&State, &Scene) -> Possible;

/// The commands that can be impossible, each with what it requires. Those that go to a section by its
/// number are in [`numbered_section`].
const REQUIREMENTS: &[(&[Command], Requirement)] = &[
    (&[Command::Up], |state, scene| line(state, scene, false)),
    (&[Command::Down], |state, scene| line(state, scene, true)),
    (&[Command::Read], |state, _| row(state)),
    (&[Command::NextPane, Command::PreviousPane], |state, _| other_pane(state)),
    (&[Command::VisitBack], |state, _| visit(state, false)),
    (&[Command::VisitForward], |state, _| visit(state, true)),
    (&[Command::PreviousSection], |state, _| neighbour_section(state, false)),
    (&[Command::NextSection], |state, _| neighbour_section(state, true)),
    (&[Command::PreviousCase], |state, _| neighbour_case(state, false)),
    (&[Command::NextCase], |state, _| neighbour_case(state, true)),
    (&[Command::PreviousField], |state, _| neighbour_field(state, false)),
    (&[Command::NextField], |state, _| neighbour_field(state, true)),
    (&[Command::PreviousHit], |state, scene| hit(state, scene, false)),
    (&[Command::NextHit], |state, scene| hit(state, scene, true)),
    (&[Command::Bookmark, Command::CopyMenu], |state, _| case(state).map(drop)),
    (&[Command::WholePage, Command::HideBlanks], |state, _| case(state).map(drop)),
    (&[Command::Sections], |state, _| require(state, state.open_section().is_some(), NO_CASE)),
    (&[Command::EditSource], |state, _| require(state, state.open_origin().is_some(), NO_CASE)),
    (&[Command::Facets], |state, _| require(state, !state.catalog.entries.is_empty(), NO_CASE)),
    (&[Command::OpenField], |state, _| field(state).map(drop)),
    (&[Command::Copy], field_text),
    (&[Command::OpenUrl], |state, _| url(state)),
    (&[Command::Diagnostics], |state, _| diagnostics(state)),
    (&[Command::Reload], |state, _| {
        if state.files.is_reading() { problem(state, "message.still_reading", &[]) } else { Ok(()) }
    }),
    (&[Command::Wider, Command::Narrower], |state, scene| {
        require(state, scene.regions.divider().is_some(), "message.no_divider")
    }),
];

const NO_CASE: &str = "message.no_case";

/// Checks whether a command does something now.
///
/// # Errors
/// The message that says why it does nothing.
pub fn possible(state: &State, scene: &Scene, command: Command) -> Possible {
    if let Some(section) = command.section() {
        return numbered_section(state, section);
    }
    let requirement = REQUIREMENTS.iter().find(|(commands, _)| commands.contains(&command));
    requirement.map_or(Ok(()), |(_, check)| check(state, scene))
}

impl State {
    /// True for a command that does nothing now, and says why.
    pub fn refuses(&mut self, scene: &Scene, command: Command) -> bool {
        let why = possible(self, scene, command).err();
        let refused = why.is_some();
        why.into_iter().for_each(|why| self.messages.say(why));
        refused
    }
}

fn require(state: &State, is_met: bool, id: &'static str) -> Possible {
    if is_met { Ok(()) } else { Err(Message { text: state.lang.text(id).to_owned(), tone: Tone::Done }) }
}

fn problem<T>(state: &State, id: &'static str, values: &[(&str, &dyn Display)]) -> Result<T, Message> {
    Err(Message { text: state.lang.fill(id, values), tone: Tone::Problem })
}

fn row(state: &State) -> Possible {
    require(state, state.list.row().is_some(), NO_CASE)
}

fn case(state: &State) -> Result<&Case, Message> {
    let no_case = || Message { text: state.lang.text(NO_CASE).to_owned(), tone: Tone::Done };
    state.open_case().map(|(_, case)| case).ok_or_else(no_case)
}

fn other_pane(state: &State) -> Possible {
    match state.pane {
        Pane::List => row(state),
        Pane::Fields => Ok(()),
    }
}

/// A line up or down. The end of a list is not worth a message; that of a field in full size leads on to
/// the next field.
fn line(state: &State, scene: &Scene, down: bool) -> Possible {
    let page = scene.regions.bar(Bar::FieldPage);
    let scrolls = page.is_some_and(|bar| if down { bar.top + bar.visible < bar.lines } else { bar.top > 0 });
    if state.context() != Context::Field || scrolls { Ok(()) } else { neighbour_field(state, down) }
}

fn visit(state: &State, forward: bool) -> Possible {
    let id = if forward { "message.nothing_ahead" } else { "message.nothing_behind" };
    require(state, state.visits.has_target(state.spot().as_ref(), forward), id)
}

/// A section by its place in the form; in a popup the numbers choose one of its lines.
fn numbered_section(state: &State, section: usize) -> Possible {
    let is_there = |case: &Case| case.sections.iter().any(|own| own.number() == Some(section + 1));
    if matches!(state.mode, Mode::Popup(_)) || is_there(case(state)?) {
        return Ok(());
    }
    let title = schema().sections.get(section).map_or("", |spec| spec.title);
    problem(state, "message.no_such_section", &[("title", &title)])
}

fn neighbour_section(state: &State, forward: bool) -> Possible {
    let count = case(state)?.sections.len();
    if forward {
        require(state, state.detail.section + 1 < count, "message.last_section")
    } else {
        require(state, state.detail.section > 0, "message.first_section")
    }
}

fn neighbour_case(state: &State, forward: bool) -> Possible {
    row(state)?;
    let id = match (state.catalog.entries.len(), forward) {
        (0 | 1, _) => "message.no_other_case",
        (_, true) => "message.last_case",
        (_, false) => "message.first_case",
    };
    require(state, state.list.neighbour(forward).is_some(), id)
}

fn neighbour_field(state: &State, forward: bool) -> Possible {
    let id = if forward { "message.last_field" } else { "message.first_field" };
    require(state, state.neighbour_field(forward).is_some(), id)
}

/// A field that the search found, in the open case or in one after or before it.
fn hit(state: &State, scene: &Scene, forward: bool) -> Possible {
    let done = |text| Err(Message { text, tone: Tone::Done });
    match state.search.hits() {
        None => {
            let key = state.keymap.first_key(state.context(), Command::Search);
            return done(state.lang.fill("message.no_search", &[("key", &key)]));
        }
        Some([]) => return done(state.nothing_found()),
        Some(_) => {}
    }
    let id = if forward { "message.no_more_hits" } else { "message.no_hits_before" };
    let in_case = state.neighbour_hit(&scene.hits.places, forward).is_some();
    require(state, in_case || state.list.neighbour(forward).is_some(), id)
}

fn field(state: &State) -> Result<&Field, Message> {
    case(state)?;
    state.open_field().map_or_else(|| problem(state, "message.no_field_here", &[]), Ok)
}

fn field_text(state: &State, scene: &Scene) -> Possible {
    case(state)?;
    if scene.regions.detail.is_none() {
        let key = state.keymap.first_key(state.context(), Command::Read);
        return problem(state, "message.no_field_shown", &[("key", &key)]);
    }
    if field(state)?.text.is_empty() { problem(state, "message.nothing_to_copy", &[]) } else { Ok(()) }
}

/// The network's own site. The URL may come from a file: nothing but a web page is opened.
fn url(state: &State) -> Possible {
    let case = case(state)?;
    match &case.url {
        None => problem(state, "message.no_url", &[("name", &case.short_name())]),
        Some(url) if !is_web_address(url) => problem(state, "message.not_web", &[("url", url)]),
        Some(_) => Ok(()),
    }
}

fn diagnostics(state: &State) -> Possible {
    row(state)?;
    require(state, !state.open_diagnostics().is_empty(), "message.no_diagnostics")
}

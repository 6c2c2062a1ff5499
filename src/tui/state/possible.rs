//! What is possible now: the palette dims what is not, the footer does not hint at it, and its key says
//! why.

use crate::config::{Command, Context};
use crate::model::Case;
use crate::model::schema::schema;
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
    (&[Command::Sections], |state, _| state.open_section().map(drop).ok_or_else(|| no_case(state))),
    (&[Command::EditSource], |state, _| state.open_origin().map(drop).ok_or_else(|| no_case(state))),
    (&[Command::Facets], |state, _| require(!state.catalog.entries.is_empty(), || no_case(state))),
    (&[Command::OpenField], |state, _| field(state)),
    (&[Command::Copy], field_text),
    (&[Command::OpenUrl], |state, _| url(state)),
    (&[Command::Diagnostics], |state, _| diagnostics(state)),
    (&[Command::Reload], |state, _| {
        require(!state.files.is_reading(), || problem(state.lang.text("message.still_reading")))
    }),
    (&[Command::Wider, Command::Narrower], |state, scene| {
        require(scene.regions.divider().is_some(), || done(state.lang.text("message.no_divider")))
    }),
];

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

fn require(is_met: bool, why: impl FnOnce() -> Message) -> Possible {
    if is_met { Ok(()) } else { Err(why()) }
}

fn done(text: impl Into<String>) -> Message {
    Message { text: text.into(), tone: Tone::Done }
}

fn problem(text: impl Into<String>) -> Message {
    Message { text: text.into(), tone: Tone::Problem }
}

fn no_case(state: &State) -> Message {
    done(state.lang.text("message.no_case"))
}

fn case(state: &State) -> Result<&Case, Message> {
    state.open_case().map(|(_, case)| case).ok_or_else(|| no_case(state))
}

fn row(state: &State) -> Possible {
    require(state.list.row().is_some(), || no_case(state))
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
    require(state.visits.leads(state.spot().as_ref(), forward), || done(state.lang.text(id)))
}

/// A section by its place in the form; in a popup the numbers choose one of its lines.
fn numbered_section(state: &State, section: usize) -> Possible {
    if matches!(state.mode, Mode::Popup(_)) {
        return Ok(());
    }
    let has = case(state)?.sections.iter().any(|own| own.number() == Some(section + 1));
    let title = schema().sections.get(section).map_or("", |spec| spec.title);
    require(has, || problem(state.lang.fill("message.no_such_section", &[("title", &title)])))
}

fn neighbour_section(state: &State, forward: bool) -> Possible {
    let last = case(state)?.sections.len().saturating_sub(1);
    let (is_there, id) = if forward {
        (state.detail.section < last, "message.last_section")
    } else {
        (state.detail.section > 0, "message.first_section")
    };
    require(is_there, || done(state.lang.text(id)))
}

fn neighbour_case(state: &State, forward: bool) -> Possible {
    row(state)?;
    let id = match (state.catalog.entries.len(), forward) {
        (0 | 1, _) => "message.no_other_case",
        (_, true) => "message.last_case",
        (_, false) => "message.first_case",
    };
    require(state.list.neighbour(forward).is_some(), || done(state.lang.text(id)))
}

fn neighbour_field(state: &State, forward: bool) -> Possible {
    let id = if forward { "message.last_field" } else { "message.first_field" };
    require(state.neighbour_field(forward).is_some(), || done(state.lang.text(id)))
}

/// A field that the search found, in the open case or in one after or before it.
fn hit(state: &State, scene: &Scene, forward: bool) -> Possible {
    let Some(hits) = state.search.hits() else {
        let key = state.keymap.first_key(state.context(), Command::Search);
        return Err(done(state.lang.fill("message.no_search", &[("key", &key)])));
    };
    require(!hits.is_empty(), || done(state.nothing_found()))?;
    let id = if forward { "message.no_more_hits" } else { "message.no_hits_before" };
    let is_there =
        state.neighbour_hit(&scene.hits.places, forward).is_some() || state.list.neighbour(forward).is_some();
    require(is_there, || done(state.lang.text(id)))
}

fn field(state: &State) -> Possible {
    case(state)?;
    require(state.open_field().is_some(), || problem(state.lang.text("message.no_field_here")))
}

fn field_text(state: &State, scene: &Scene) -> Possible {
    case(state)?;
    require(scene.regions.detail.is_some(), || {
        let key = state.keymap.first_key(state.context(), Command::Read);
        problem(state.lang.fill("message.no_field_shown", &[("key", &key)]))
    })?;
    field(state)?;
    let is_blank = state.open_field().is_none_or(|field| field.text.is_empty());
    require(!is_blank, || problem(state.lang.text("message.nothing_to_copy")))
}

/// The network's own site. The URL may come from a file: nothing but a web page is opened.
fn url(state: &State) -> Possible {
    let case = case(state)?;
    let Some(url) = &case.url else {
        return Err(problem(state.lang.fill("message.no_url", &[("name", &case.short_name())])));
    };
    require(is_web_address(url), || problem(state.lang.fill("message.not_web", &[("url", url)])))
}

fn diagnostics(state: &State) -> Possible {
    row(state)?;
    let none = || done(state.lang.text("message.no_diagnostics"));
    require(!state.open_diagnostics().is_empty(), none)
}

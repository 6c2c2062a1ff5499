//! What is possible now: the palette dims what is not, the footer does not hint at it, and its key says
//! why.

use std::fmt::Display;

use crate::config::{Command, Context};
use crate::model::schema::schema;
use crate::model::{Case, CaseSign, Field};
use crate::search::query::Drawing;
use crate::text::ascii_address;
use crate::tui::layout::{Bar, Pane};
use crate::tui::message::Message;
use crate::tui::scene::Scene;

use super::{Mode, State};

/// Nothing, or the message that says why not.
type Possible = Result<(), Message>;

/// What a command requires of the state and of what is on the screen.
type Requirement = fn(&State, &Scene) -> Possible;

/// The commands that can be impossible, each with what it requires. Those that go to a section by its
/// number are in [`numbered_section`].
const REQUIREMENTS: &[(&[Command], Requirement)] = &[
    (&[Command::Up], |state, scene| require_line(state, scene, false)),
    (&[Command::Down], |state, scene| require_line(state, scene, true)),
    (&[Command::Read], |state, _| require_row(state)),
    (&[Command::NextPane, Command::PreviousPane], |state, _| require_other_pane(state)),
    (&[Command::VisitBack], |state, _| require_visit(state, false)),
    (&[Command::VisitForward], |state, _| require_visit(state, true)),
    (&[Command::PreviousSection], |state, _| require_neighbour_section(state, false)),
    (&[Command::NextSection], |state, _| require_neighbour_section(state, true)),
    (&[Command::PreviousCase], |state, _| require_neighbour_case(state, false)),
    (&[Command::NextCase], |state, _| require_neighbour_case(state, true)),
    (&[Command::PreviousField], |state, _| require_neighbour_field(state, false)),
    (&[Command::NextField], |state, _| require_neighbour_field(state, true)),
    (&[Command::PreviousHit], |state, scene| require_hit(state, scene, false)),
    (&[Command::NextHit], |state, scene| require_hit(state, scene, true)),
    (&[Command::Bookmark, Command::CopyMenu], |state, _| require_case(state).map(drop)),
    (&[Command::WholePage, Command::HideBlanks], |state, _| require_case(state).map(drop)),
    (&[Command::Compare], |state, _| require(state, state.compared_entries().len() > 1, "sheet.one_case")),
    (&[Command::Similar, Command::Mark], |state, _| require_case(state).map(drop)),
    (&[Command::History], |state, _| require_other_page(state)),
    (&[Command::ClearMarks], |state, _| {
        require(state, !state.catalog.signed(CaseSign::Mark).is_empty(), "sheet.marks_cleared")
    }),
    (&[Command::Charts, Command::Table], |state, _| {
        require(state, !state.catalog.entries.is_empty(), NO_CASE)
    }),
    (&[Command::Sections], |state, _| require(state, state.open_section().is_some(), NO_CASE)),
    (&[Command::EditSource], |state, _| require(state, state.open_origin().is_some(), NO_CASE)),
    (&[Command::Facets], |state, _| require(state, !state.catalog.entries.is_empty(), NO_CASE)),
    (&[Command::OpenField], |state, _| require_field(state).map(drop)),
    (&[Command::Copy], require_field_text),
    (&[Command::OpenUrl], |state, _| require_url(state)),
    (&[Command::Diagnostics], |state, _| require_diagnostics(state)),
    (&[Command::Reload], |state, _| {
        if state.files.is_reading() { refuse(state, "message.still_reading", &[]) } else { Ok(()) }
    }),
    (&[Command::Wider, Command::Narrower], |state, scene| {
        require(state, scene.regions.divider().is_some(), "message.no_divider")
    }),
];

const NO_CASE: &str = "message.no_case";

/// Checks whether a command does something now.
///
/// # Errors
/// If it does nothing: the message that says why.
pub fn possible(state: &State, scene: &Scene, command: Command) -> Possible {
    if state.context() == Context::Sheet
        && let Some(possible) = possible_in_sheet(state, scene, command)
    {
        return possible;
    }
    if let Some(section) = command.section() {
        return require_numbered_section(state, section);
    }
    let requirement = REQUIREMENTS.iter().find(|(commands, _)| commands.contains(&command));
    requirement.map_or(Ok(()), |(_, check)| check(state, scene))
}

/// What works on the case under the cursor, or on the columns of a table of cases.
const OF_CASES: &[Command] = &[
    Command::Bookmark,
    Command::Mark,
    Command::EditSource,
    Command::OpenUrl,
    Command::Diagnostics,
    Command::ExplainTerm,
    Command::Similar,
    Command::History,
    Command::PreviousCase,
    Command::NextCase,
    Command::WholePage,
    Command::HideBlanks,
    Command::HideSame,
    Command::Sort,
    Command::Columns,
    Command::ColumnSets,
    Command::HideColumn,
    Command::MoveColumnLeft,
    Command::MoveColumnRight,
    Command::Unfold,
    Command::Fold,
    Command::Foot,
    Command::Benchmarks,
    Command::Wider,
    Command::Narrower,
];

/// True if the row under the cursor has a clause that finds its cases.
fn has_clause(state: &State, scene: &Scene) -> bool {
    scene.sheet.own_row(state.sheet.rows.selected).is_some_and(|row| row.clause.is_some())
}

/// True for a table whose rows are fields, with a column a case or page.
fn has_rows_of_fields(drawing: Drawing) -> bool {
    matches!(drawing, Drawing::Comparison | Drawing::History)
}

/// True for one of these that what is no table of cases runs in its own way.
fn is_own(drawing: Drawing, command: Command) -> bool {
    let of_fields = [Command::PreviousCase, Command::NextCase, Command::HideSame];
    match drawing {
        Drawing::Comparison => of_fields.contains(&command),
        Drawing::History => of_fields.contains(&command) || command == Command::History,
        Drawing::Distribution | Drawing::Charts => command == Command::Benchmarks,
        Drawing::List | Drawing::Table | Drawing::Map => false,
    }
}

/// Checks a command that a table runs in its own way; `None` for any other.
fn possible_in_sheet(state: &State, scene: &Scene, command: Command) -> Option<Possible> {
    if command.section().is_some() {
        return Some(Ok(()));
    }
    let columns = scene.sheet.columns.len();
    let drawing = state.drawing();
    let is_of_cases = drawing == Drawing::Table && scene.sheet.own_count().is_none();
    if !is_of_cases && OF_CASES.contains(&command) && !is_own(drawing, command) {
        return Some(refuse(state, "sheet.not_here", &[]));
    }
    let has_columns = drawing == Drawing::Table || has_rows_of_fields(drawing);
    let always = [Command::Up, Command::Down, Command::PreviousSection, Command::NextSection];
    let rest = [Command::Wider, Command::Narrower, Command::PreviousCase, Command::NextCase];
    if always.contains(&command) || rest.contains(&command) {
        Some(Ok(()))
    } else if command == Command::PreviousField {
        Some(require(state, !has_columns || state.sheet.cursor > 0, "sheet.no_column"))
    } else if command == Command::NextField {
        Some(require(state, !has_columns || state.sheet.cursor + 1 < columns, "sheet.no_column"))
    } else if command == Command::Read {
        let can_read = match (scene.sheet.own_count(), drawing) {
            (Some(count), Drawing::Comparison | Drawing::History) => count > 0,
            (None, Drawing::Comparison | Drawing::History) => false,
            (None, _) => state.open_case().is_some(),
            (Some(_), _) => return Some(require(state, has_clause(state, scene), "sheet.no_clause")),
        };
        Some(require(state, can_read, "sheet.no_row"))
    } else if command == Command::Toggle && scene.sheet.own_count().is_some() && !has_rows_of_fields(drawing)
    {
        Some(require(state, has_clause(state, scene), "sheet.no_clause"))
    } else if command == Command::LikenessGroups {
        Some(require(state, scene.sheet.base.is_some(), "sheet.no_likeness"))
    } else if command == Command::Copy {
        Some(require(state, !scene.sheet.lines.is_empty(), "sheet.no_row"))
    } else if matches!(command, Command::NextHit | Command::PreviousHit) && has_rows_of_fields(drawing) {
        Some(Ok(()))
    } else {
        None
    }
}

impl State {
    /// True, with the reason as a message, if a command does nothing now.
    pub fn refuses(&mut self, scene: &Scene, command: Command) -> bool {
        let why = possible(self, scene, command).err();
        let refused = why.is_some();
        why.into_iter().for_each(|why| self.messages.say(why));
        refused
    }
}

/// Returns the message `id` as an error unless `is_met`.
fn require(state: &State, is_met: bool, id: &'static str) -> Possible {
    require_some(state, is_met.then_some(()), id)
}

/// Returns what is there, else the message `id` as an error.
fn require_some<T>(state: &State, found: Option<T>, id: &'static str) -> Result<T, Message> {
    found.ok_or_else(|| Message::done(state.lang.text(id).to_owned()))
}

/// Returns the message `id` as an error, with the tone of a problem.
fn refuse<T>(state: &State, id: &'static str, values: &[(&str, &dyn Display)]) -> Result<T, Message> {
    Err(Message::problem(state.lang.fill(id, values)))
}

/// Checks that the list has a row.
fn require_row(state: &State) -> Possible {
    require(state, state.list.row().is_some(), NO_CASE)
}

/// Returns the open case, or the message that there is none.
fn require_case(state: &State) -> Result<&Case, Message> {
    require_some(state, state.open_case().map(|(_, case)| case), NO_CASE)
}

/// Checks that the selected case has more than one page.
fn require_other_page(state: &State) -> Possible {
    require_case(state)?;
    let entry = state.open_case().and_then(|(entry, _)| state.catalog.entries.get(entry));
    if entry.is_some_and(|entry| !entry.other_pages.is_empty()) {
        return Ok(());
    }
    Err(Message::done(state.one_page_message()))
}

/// Checks that the pane can be changed: from the list only if it has a row.
fn require_other_pane(state: &State) -> Possible {
    match state.pane {
        Pane::List => require_row(state),
        Pane::Fields => Ok(()),
    }
}

/// Checks that the cursor can move by a line; fails only at the last or first field in full size.
fn require_line(state: &State, scene: &Scene, down: bool) -> Possible {
    let page = scene.regions.bar(Bar::FieldPage);
    let scrolls = page.is_some_and(|bar| if down { bar.top + bar.visible < bar.lines } else { bar.top > 0 });
    if state.context() != Context::Field || scrolls { Ok(()) } else { require_neighbour_field(state, down) }
}

/// Checks that there is a location to go back or forward to.
fn require_visit(state: &State, forward: bool) -> Possible {
    let id = if forward { "message.nothing_ahead" } else { "message.nothing_behind" };
    require(state, state.visits.has_target(state.location().as_ref(), forward), id)
}

/// Checks that the case has the section with this index in the form; a popup takes any number.
fn require_numbered_section(state: &State, section: usize) -> Possible {
    if matches!(state.mode, Mode::Popup(_)) || require_case(state)?.section_numbered(section + 1).is_some() {
        return Ok(());
    }
    let title = schema().sections.get(section).map_or("", |spec| spec.title);
    refuse(state, "message.no_such_section", &[("title", &title)])
}

/// Checks that there is a next or previous section.
fn require_neighbour_section(state: &State, forward: bool) -> Possible {
    let count = require_case(state)?.sections.len();
    if forward {
        require(state, state.detail.section + 1 < count, "message.last_section")
    } else {
        require(state, state.detail.section > 0, "message.first_section")
    }
}

/// Checks that there is a next or previous case.
fn require_neighbour_case(state: &State, forward: bool) -> Possible {
    require_row(state)?;
    let id = match (state.catalog.entries.len(), forward) {
        (0 | 1, _) => "message.no_other_case",
        (_, true) => "message.last_case",
        (_, false) => "message.first_case",
    };
    require(state, state.list.neighbour(forward).is_some(), id)
}

/// Checks that the section has a next or previous field that is not hidden.
fn require_neighbour_field(state: &State, forward: bool) -> Possible {
    let id = if forward { "message.last_field" } else { "message.first_field" };
    require(state, state.neighbour_field(forward).is_some(), id)
}

/// Checks that a search is on and that the open case has a next hit or there is a next case.
fn require_hit(state: &State, scene: &Scene, forward: bool) -> Possible {
    let done = |text| Err(Message::done(text));
    match state.search.hits() {
        None => {
            let key = state.keymap.first_key(state.context(), Command::Search);
            return done(state.lang.fill("message.no_search", &[("key", &key)]));
        }
        Some([]) => return done(state.no_hits_message()),
        Some(_) => {}
    }
    let id = if forward { "message.no_more_hits" } else { "message.no_hits_before" };
    let in_case = state.neighbour_hit(&scene.hits.places, forward).is_some();
    require(state, in_case || state.list.neighbour(forward).is_some(), id)
}

/// Returns the field under the cursor, or the message that there is none.
fn require_field(state: &State) -> Result<&Field, Message> {
    require_case(state)?;
    state.open_field().map_or_else(|| refuse(state, "message.no_field_here", &[]), Ok)
}

/// Checks that the field under the cursor is on the screen and has text.
fn require_field_text(state: &State, scene: &Scene) -> Possible {
    require_case(state)?;
    if scene.regions.detail.is_none() {
        let key = state.keymap.first_key(state.context(), Command::Read);
        return refuse(state, "message.no_field_shown", &[("key", &key)]);
    }
    if require_field(state)?.text.is_empty() { refuse(state, "message.nothing_to_copy", &[]) } else { Ok(()) }
}

/// Checks that the case has the URL of a web page; it may come from a file, and nothing else is opened.
fn require_url(state: &State) -> Possible {
    let case = require_case(state)?;
    match &case.url {
        None => refuse(state, "message.no_url", &[("name", &case.short_name())]),
        Some(url) if ascii_address(url).is_none() => refuse(state, "message.not_web", &[("url", url)]),
        Some(_) => Ok(()),
    }
}

/// Checks that there are diagnostics for the selected row.
fn require_diagnostics(state: &State) -> Possible {
    require_row(state)?;
    require(state, !state.open_diagnostics().is_empty(), "message.no_diagnostics")
}

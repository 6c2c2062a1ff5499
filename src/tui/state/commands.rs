//! The commands of the pane that has the keys, and why one would do nothing now.

use crate::config::keymap::contexts_of;
use crate::config::{Command, Group};

use crate::tui::layout::Regions;

use super::State;
use super::palette::{Entry, Palette};

/// The groups of commands, the most wanted first: moving is done with keys.
const GROUPS: [Group; 5] = [Group::Case, Group::Search, Group::Section, Group::Program, Group::Move];
/// Keys of a command that are shown.
const MOST_KEYS: usize = 2;

impl State {
    /// The palette of the commands that work where the keys go now.
    #[must_use]
    pub fn palette(&self, regions: &Regions) -> Palette {
        let context = self.context();
        let of_group = |group: Group| {
            let all = Command::ALL.iter().copied().filter(move |command| command.group() == group);
            let here = all.filter(|command| contexts_of(*command).contains(&context));
            here.filter(|command| *command != Command::Palette)
        };
        let entry = |command| {
            let keys = self.keymap.chords(context, command).map(ToString::to_string);
            let keys: Vec<String> = keys.take(MOST_KEYS).collect();
            Entry::new(command, &keys, idle(self, regions, command), self.lang)
        };
        Palette::new(GROUPS.into_iter().flat_map(of_group).map(entry).collect())
    }
}

/// The id of the words for why a command would do nothing now.
fn idle(state: &State, regions: &Regions, command: Command) -> Option<&'static str> {
    let case = state.open_case().map(|(_, case)| case);
    if let Some(section) = command.section() {
        let Some(case) = case else { return Some("palette.no_case") };
        let has = case.sections.iter().any(|own| own.number() == Some(section + 1));
        return (!has).then_some("palette.no_section");
    }
    let is = |all: &[Command]| all.contains(&command);
    let in_case = [Command::PreviousSection, Command::NextSection, Command::Sections];
    if case.is_none() && (is(&in_case) || is(&[Command::OpenUrl, Command::Copy])) {
        return Some("palette.no_case");
    }
    if is(&[Command::OpenUrl]) {
        case.is_some_and(|case| case.url.is_none()).then_some("palette.no_url")
    } else if is(&[Command::Copy]) && regions.detail.is_none() {
        Some("palette.no_field")
    } else if is(&[Command::Copy]) {
        state.open_field().is_none_or(|field| field.text.is_empty()).then_some("palette.blank")
    } else if is(&[Command::NextHit, Command::PreviousHit]) {
        state.search.hits().is_none().then_some("palette.no_search")
    } else if is(&[Command::PreviousCase, Command::NextCase]) {
        let other = state.list.neighbour(true).or(state.list.neighbour(false));
        other.is_none().then_some("palette.no_other_case")
    } else if is(&[Command::Diagnostics]) {
        state.open_diagnostics().is_empty().then_some("palette.no_notes")
    } else {
        None
    }
}

//! What comes in from reading in the background: the list grows or is read again, and what one was
//! looking at stays.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Command;
use crate::model::{Case, Identity};
use crate::search::PageTexts;
use crate::source::FileRecord;
use crate::text::number::grouped_count;
use crate::text::shown::shown;
use crate::tui::effect::Effect;
use crate::tui::load_report::{LoadReport, LoadedFile, LoadedPart, RecheckedFile};
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::State;
use crate::tui::state::files::{Progress, Stage};
use crate::tui::state::list_anchor::ListAnchor;

/// Applies a report of the loader; ignores one of an earlier reading.
pub fn take_report(state: &mut State, scene: &Scene, report: LoadReport) {
    if report.reading != state.files.reading {
        return;
    }
    let progress = Progress { done: report.done, of: report.of };
    state.files.stage = match state.files.stage {
        _ if report.finished => Stage::Read,
        Stage::Stopped(_) => Stage::Stopped(progress),
        Stage::Read | Stage::Finding | Stage::Reading(_) => Stage::Reading(progress),
    };
    match report.read {
        LoadedPart::More(files) => {
            let places = ListAnchor::capture(state, scene.regions.list_rows());
            append_files(state, files);
            places.restore(state, Some, Some, true, scene.regions.list_rows());
            state.go_back(scene.regions.list_rows());
            if report.finished {
                say_passed_over(state);
            }
        }
        LoadedPart::Again(Some(looked)) => replace_files(state, scene, looked),
        LoadedPart::Again(None) => {}
    }
}

/// Appends files, with their pages and texts, to the catalog and the index.
fn append_files(state: &mut State, files: Vec<LoadedFile>) {
    let State { catalog, index, facets, files: known, .. } = state;
    let (mut pages, mut texts) = (Vec::new(), Vec::new());
    for file in files {
        pages.extend(file.pages);
        texts.extend(file.texts);
        catalog.diagnostics.extend(file.problems);
        catalog.passed_over.extend(file.record.passed_over);
        known.records.push(file.record);
    }
    // Those that came without texts are before those that come with them.
    index.add_new_pages(catalog);
    catalog.add(pages);
    index.add_pages(texts);
    index.update_cases(catalog);
    facets.mark_stale();
    state.catalog_changes += 1;
}

/// Shows how many files were passed over, if any.
fn say_passed_over(state: &mut State) {
    if let Some(text) = state.catalog.passed_over.message(state.lang) {
        state.messages.say(Message::done(text));
    }
}

/// Stops reading and says how far it came; nothing while nothing is read. Pages that were read stay.
pub fn stop(state: &mut State) -> Vec<Effect> {
    let progress = match state.files.stage {
        Stage::Finding => Progress { done: 0, of: 0 },
        Stage::Reading(progress) => progress,
        Stage::Read | Stage::Stopped(_) => return Vec::new(),
    };
    // A second reading replaces everything at its end or nothing at all.
    let again = state.files.reading > 0;
    state.files.stage = if again { Stage::Read } else { Stage::Stopped(progress) };
    state.files.reading += usize::from(again);
    let key = state.keymap.all_keys(Command::Reload).join(" ");
    let (done, of) = (grouped_count(progress.done), grouped_count(progress.of));
    let id = if again { "message.stopped_again" } else { "message.stopped" };
    let text = state.lang.fill(id, &[("done", &done), ("of", &of), ("key", &key)]);
    state.messages.say(Message::done(text));
    state.files.prelude = None;
    vec![Effect::StopReading]
}

/// Starts to read again the files that changed.
pub fn reload(state: &mut State) -> Vec<Effect> {
    state.files.reading += 1;
    state.files.stage = Stage::Finding;
    vec![Effect::ReadAgain { reading: state.files.reading, known: state.files.known() }]
}

/// A file of before: its record, its pages, and the place of the first of them.
struct Before {
    record: FileRecord,
    pages: Vec<(Case, Identity)>,
    texts: Vec<PageTexts>,
    first: usize,
}

/// What a second reading changed.
#[derive(Default)]
struct Changes {
    changed: usize,
    added: usize,
    removed: Vec<PathBuf>,
    /// Files that gave pages and give none now.
    emptied: Vec<PathBuf>,
}

/// Rebuilds the catalog from unchanged and newly read files, restores the selection and reports the changes.
fn replace_files(state: &mut State, scene: &Scene, looked: Vec<RecheckedFile>) {
    let places = ListAnchor::capture(state, scene.regions.list_rows());
    let old_problems: Vec<Arc<str>> =
        state.catalog.diagnostics.iter().map(|problem| Arc::clone(&problem.path)).collect();
    let mut before = take_files(state);
    let by_path: HashMap<PathBuf, usize> = before
        .iter()
        .enumerate()
        .filter_map(|(number, file)| Some((file.as_ref()?.record.path.clone(), number)))
        .collect();
    let mut changes = Changes::default();
    let mut moved: HashMap<usize, usize> = HashMap::new();
    let mut first = 0;
    let mut files = Vec::with_capacity(looked.len());
    for looked in looked {
        let (file, old) = match looked {
            RecheckedFile::Same(number) => match before.get_mut(number).and_then(Option::take) {
                Some(old) => {
                    let span = (old.first, old.record.pages);
                    (
                        LoadedFile {
                            record: old.record,
                            pages: old.pages,
                            texts: old.texts,
                            problems: Vec::new(),
                        },
                        Some(span),
                    )
                }
                None => continue,
            },
            RecheckedFile::New(file) => {
                let old = by_path.get(&file.record.path).and_then(|number| before.get_mut(*number)?.take());
                count_change(&mut changes, &file, old.as_ref());
                (*file, old.map(|old| (old.first, old.record.pages)))
            }
        };
        let count = file.pages.len();
        if let (Some((old_first, old_count)), 1..) = (old, count) {
            // Where a file has fewer pages than before, its last one is in place of those that are gone.
            moved.extend((0..old_count).map(|nth| (old_first + nth, first + nth.min(count - 1))));
        }
        first += count;
        files.push(file);
    }
    let gone = before.into_iter().flatten().map(|file| file.record);
    changes.removed.extend(gone.filter(|gone| gone.passed_over.is_none()).map(|gone| gone.path));
    append_files(state, files);
    let problems: HashMap<&str, usize> =
        state.catalog.diagnostics.iter().enumerate().map(|(at, problem)| (&*problem.path, at)).collect();
    let problem = |old: usize| old_problems.get(old).and_then(|path| problems.get(&**path)).copied();
    let problem: HashMap<usize, usize> =
        (0..old_problems.len()).filter_map(|old| Some((old, problem(old)?))).collect();
    places.restore(
        state,
        |page| moved.get(&page).copied(),
        |old| problem.get(&old).copied(),
        false,
        scene.regions.list_rows(),
    );
    report_reload(state, &changes);
}

/// Takes all files, with their pages and texts, out of the catalog and the index.
fn take_files(state: &mut State) -> Vec<Option<Before>> {
    let records = std::mem::take(&mut state.files.records);
    state.index.add_new_pages(&state.catalog);
    let mut texts = state.index.take_pages().into_iter();
    let mut pages = state.catalog.take_pages().into_iter();
    state.facets.reset();
    state.catalog_changes += 1;
    let mut first = 0;
    let file = |record: FileRecord| {
        let count = record.pages;
        let before = Before {
            pages: pages.by_ref().take(count).collect(),
            texts: texts.by_ref().take(count).collect(),
            first,
            record,
        };
        first += count;
        Some(before)
    };
    records.into_iter().map(file).collect()
}

/// Counts a file that was read again as added, changed, removed or emptied, if a reader would call it that.
fn count_change(changes: &mut Changes, file: &LoadedFile, old: Option<&Before>) {
    let gave = |record: &FileRecord| record.pages > 0;
    match old {
        Some(old) if gave(&old.record) && file.record.problems > 0 && file.record.stamp.is_none() => {
            changes.removed.push(file.record.path.clone());
        }
        Some(old) => {
            let other = old.record.stamp != file.record.stamp || gave(&old.record) != gave(&file.record);
            changes.changed += usize::from(other && (gave(&old.record) || gave(&file.record)));
            if gave(&old.record) && !gave(&file.record) {
                changes.emptied.push(file.record.path.clone());
            }
        }
        None => changes.added += usize::from(file.record.passed_over.is_none()),
    }
}

/// Shows a message with the numbers of changed, added and removed files, and one path of those now gone or
/// empty.
fn report_reload(state: &mut State, changes: &Changes) {
    let lang = state.lang;
    let mut text = lang.fill(
        "message.reloaded",
        &[
            ("changed", &grouped_count(changes.changed)),
            ("added", &grouped_count(changes.added)),
            ("removed", &grouped_count(changes.removed.len())),
        ],
    );
    // A file twice among the arguments is gone once.
    let gone: HashSet<&PathBuf> = changes.removed.iter().collect();
    if let Some(path) = gone.iter().min() {
        let path = path.to_string_lossy();
        let path = shown(&path);
        text += &match gone.len() {
            1 => lang.fill("message.gone", &[("path", &path)]),
            all => lang.fill("message.gone_more", &[("path", &path), ("more", &grouped_count(all - 1))]),
        };
    }
    if let Some(path) = changes.emptied.iter().min() {
        let path = path.to_string_lossy();
        text += &lang.fill("message.emptied", &[("path", &shown(&path))]);
    }
    let before = state.files.prelude.take();
    let tone = if changes.emptied.is_empty() { Tone::Done } else { Tone::Problem };
    let tone = before.as_ref().map_or(tone, |before| before.tone);
    let text = before.map_or(String::new(), |before| before.text + " ") + &text;
    state.messages.say(Message { text, tone });
}

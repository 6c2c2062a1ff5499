//! Every page that was read, and which of them show the same case.

use std::collections::{HashMap, HashSet};

use super::{Case, Diagnostic, base_id, name_hash, same_case_key};

/// Everything that one run reads.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Every page, in the order of the arguments, then of paths, then of places in a file.
    pub pages: Vec<Case>,
    /// The cases that the pages show, each once, in page order.
    pub entries: Vec<CaseEntry>,
    /// What is wrong with files that gave no page.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files of the folders were passed over because they hold no page.
    pub passed_over: usize,
}

/// One case and the pages that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEntry {
    /// Index of the newest page in [`Catalog::pages`].
    pub page: usize,
    /// Indexes of the other pages of the same case.
    pub other_pages: Vec<usize>,
}

impl Catalog {
    /// Settles which pages are one case and gives every page its id.
    #[must_use]
    pub fn new(mut pages: Vec<Case>, diagnostics: Vec<Diagnostic>, passed_over: usize) -> Self {
        let groups = group_pages(&pages);
        assign_ids(&mut pages, &groups);
        let mut entries: Vec<CaseEntry> =
            groups.into_iter().filter_map(|group| entry_of(group, &pages)).collect();
        entries.sort_by_key(|entry| entry.page);
        Self { pages, entries, diagnostics, passed_over }
    }

    /// The cases in page order, each from its newest page.
    pub fn cases(&self) -> impl ExactSizeIterator<Item = &Case> {
        self.entries.iter().map(|entry| &self.pages[entry.page])
    }

    /// The case at a place of [`Catalog::entries`].
    #[must_use]
    pub fn case(&self, entry: usize) -> Option<&Case> {
        self.entries.get(entry).and_then(|entry| self.pages.get(entry.page))
    }
}

/// Indexes of the pages of each case, in page order. A page without a name stands for itself.
fn group_pages(pages: &[Case]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut place_of = HashMap::new();
    for (index, case) in pages.iter().enumerate() {
        let key = same_case_key(&case.name, case.url.as_deref());
        let alone = key.0.is_empty().then_some(index);
        let place = *place_of.entry((key, alone)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(index);
    }
    groups
}

/// Ids that two different cases would share are told apart by 4 digits of the name's hash. A page's
/// id comes from that page, so that the order of the files does not matter.
fn assign_ids(pages: &mut [Case], groups: &[Vec<usize>]) {
    let mut groups_of: HashMap<String, HashSet<usize>> = HashMap::new();
    for (place, group) in groups.iter().enumerate() {
        for &page in group {
            let case = &mut pages[page];
            case.id = base_id(&case.name, case.nickname.as_deref());
            groups_of.entry(case.id.clone()).or_default().insert(place);
        }
    }
    for case in pages {
        if groups_of.get(&case.id).is_some_and(|groups| groups.len() > 1) {
            case.id = format!("{}-{}", case.id, &name_hash(&case.name)[..4]);
        }
    }
}

/// The newest page (file time, then path) stands for the case.
fn entry_of(group: Vec<usize>, pages: &[Case]) -> Option<CaseEntry> {
    let newest = group.iter().copied().max_by(|a, b| {
        let (a_case, b_case) = (&pages[*a], &pages[*b]);
        let by_time = a_case.modified.cmp(&b_case.modified);
        by_time.then_with(|| b_case.source.path.cmp(&a_case.source.path)).then(b.cmp(a))
    })?;
    let other_pages = group.into_iter().filter(|page| *page != newest).collect();
    Some(CaseEntry { page: newest, other_pages })
}

//! The catalog: every page that was read, grouped by case.

use std::collections::HashMap;

use strum::{EnumCount, VariantArray};

use super::identity::form_hash;
use super::{Case, CaseKey, CaseSign, Diagnostic, Identity, PageDate, PassedOver, name_hash};

/// The pages and cases of a run.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Every page, in the order of the arguments, then of paths, then of lines in a file.
    pub pages: Vec<Case>,
    /// The cases of the pages, each once, in page order.
    pub entries: Vec<CaseEntry>,
    /// The diagnostics of files without a page.
    pub diagnostics: Vec<Diagnostic>,
    /// The files in folders that hold no page.
    pub passed_over: PassedOver,
    /// The cases with each sign, including those that are not loaded; the oldest first.
    signed: [Vec<CaseKey>; CaseSign::COUNT],
    groups: Groups,
}

/// A case and its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEntry {
    /// Index of the newest page in [`Catalog::pages`].
    pub page: usize,
    /// Indexes of the other pages of the same case.
    pub other_pages: Vec<usize>,
    signs: [bool; CaseSign::COUNT],
}

impl CaseEntry {
    /// True if the user has set this sign on the case.
    #[must_use]
    pub fn has(&self, sign: CaseSign) -> bool {
        self.signs[sign as usize]
    }
}

/// A page, and its place among the pages of its case.
#[derive(Debug, Clone, Copy)]
pub struct CasePage<'a> {
    /// The page.
    pub case: &'a Case,
    /// The number of pages of its case.
    pub pages: usize,
    /// True if it is the newest of them, which stands for the case.
    pub is_newest: bool,
}

/// The grouping of pages into cases, and the ids that several cases share; grows page by page.
#[derive(Debug, Default)]
struct Groups {
    /// The identity of each page, in page order.
    identities: Vec<Identity>,
    /// The group of each page, in page order.
    of_page: Vec<usize>,
    /// Indexes of the pages of each group.
    pages: Vec<Vec<usize>>,
    by_name: HashMap<String, SameName>,
    by_id: HashMap<String, SameId>,
    /// The index of each group in [`Catalog::entries`].
    entries: Vec<usize>,
}

/// The groups with the same name, by the host of their pages.
#[derive(Debug)]
struct SameName {
    /// The group of the pages without a URL.
    first: usize,
    by_host: HashMap<String, usize>,
}

impl SameName {
    /// Returns the group of a page with this host.
    fn group(&self, host: Option<&str>) -> Option<usize> {
        match host.filter(|_| !self.by_host.is_empty()) {
            Some(host) => self.by_host.get(host).copied(),
            None => Some(self.first),
        }
    }
}

/// The pages with the same id, and whether they belong to several cases.
#[derive(Debug)]
struct SameId {
    group: usize,
    pages: Vec<usize>,
    shared: bool,
}

impl Groups {
    /// Adds the next page to its group. A page without a name has a group of its own.
    fn add_page(&mut self, page: usize, identity: Identity) -> usize {
        let next = self.pages.len();
        let group = self.group_of(&identity.key).unwrap_or(next);
        if group == next {
            self.pages.push(Vec::new());
        }
        self.pages[group].push(page);
        self.of_page.push(group);
        self.identities.push(identity);
        group
    }

    /// Returns the group of a name and a host; a page without a URL belongs to the first with its name.
    fn group_of(&mut self, (name, host): &(String, Option<String>)) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        let next = self.pages.len();
        let new = || SameName { first: next, by_host: HashMap::new() };
        let same_name = self.by_name.entry(name.clone()).or_insert_with(new);
        let group = same_name.group(host.as_deref());
        if let Some(host) = host {
            same_name.by_host.entry(host.clone()).or_insert(group.unwrap_or(next));
        }
        group.filter(|group| *group < next)
    }

    /// Returns 4 digits that distinguish a page's case from others with its id: of the name's hash, or of
    /// the name's and the host's if the names are equal.
    fn hash_digits(&self, page: usize, name: &str) -> String {
        let (key, host) = &self.identities[page].key;
        let is_shared = self.by_name.get(key).is_some_and(|groups| groups.by_host.len() > 1);
        let hash = match host {
            Some(host) if is_shared => name_hash(&format!("{name}\n{host}")),
            Some(_) | None => form_hash(key),
        };
        hash[..4].to_owned()
    }

    /// Returns the pages that need hash digits because this page has the same id.
    fn pages_sharing_id(&mut self, page: usize, group: usize) -> Vec<usize> {
        let id = self.identities[page].id.clone();
        let same = self.by_id.entry(id).or_insert_with(|| SameId { group, pages: Vec::new(), shared: false });
        same.pages.push(page);
        if same.shared {
            return vec![page];
        }
        same.shared = same.group != group;
        if same.shared { same.pages.clone() } else { Vec::new() }
    }
}

impl Catalog {
    /// Groups the pages by case and gives every page its id.
    #[must_use]
    pub fn new(pages: Vec<Case>, diagnostics: Vec<Diagnostic>) -> Self {
        let identified = |case| {
            let identity = Identity::from_case(&case);
            (case, identity)
        };
        let mut catalog = Self { diagnostics, ..Self::default() };
        catalog.add(pages.into_iter().map(identified));
        catalog
    }

    /// Appends pages and gives them their ids. Ids that two different cases would share are
    /// distinguished by 4 digits of the name's hash; a page's id comes from that page alone, so that the
    /// order of the files does not matter: the second case with an id renames the pages of the first.
    pub fn add(&mut self, pages: impl IntoIterator<Item = (Case, Identity)>) {
        let mut renamed = Vec::new();
        let mut moved = false;
        for (mut case, identity) in pages {
            let page = self.pages.len();
            case.id.clone_from(&identity.id);
            self.pages.push(case);
            let group = self.groups.add_page(page, identity);
            renamed.extend(self.groups.pages_sharing_id(page, group));
            moved |= self.add_to_case(page, group);
        }
        for &page in &renamed {
            let case = &mut self.pages[page];
            let digits = self.groups.hash_digits(page, &case.name);
            case.id = format!("{}-{digits}", self.groups.identities[page].id);
        }
        if moved {
            self.sort_entries();
        }
        self.update_signs();
    }

    /// Sets the cases on which the user has set a sign.
    pub fn set_signed(&mut self, sign: CaseSign, cases: Vec<CaseKey>) {
        self.entries.iter_mut().for_each(|entry| entry.signs[sign as usize] = false);
        self.signed[sign as usize] = cases;
        self.update_signs();
    }

    /// Returns the cases with a sign, including those that are not loaded; the oldest first.
    #[must_use]
    pub fn signed(&self, sign: CaseSign) -> &[CaseKey] {
        &self.signed[sign as usize]
    }

    /// Returns the indexes in [`Catalog::entries`] of the loaded cases with a sign, the oldest first.
    #[must_use]
    pub fn signed_entries(&self, sign: CaseSign) -> Vec<usize> {
        self.signed(sign).iter().filter_map(|key| self.find(key)).collect()
    }

    /// Sets a sign on a case or takes it away; returns the key of the case and whether it has it now.
    pub fn toggle_sign(&mut self, sign: CaseSign, entry: usize) -> Option<(CaseKey, bool)> {
        let key = self.case_key(entry)?;
        let entry = self.entries.get_mut(entry)?;
        let has = !entry.has(sign);
        entry.signs[sign as usize] = has;
        let signed = &mut self.signed[sign as usize];
        signed.retain(|known| *known != key);
        if has {
            signed.push(key.clone());
        }
        Some((key, has))
    }

    fn update_signs(&mut self) {
        for sign in CaseSign::VARIANTS {
            for place in self.signed_entries(*sign) {
                self.entries[place].signs[*sign as usize] = true;
            }
        }
    }

    /// Returns the key of the case at an index of [`Catalog::entries`], which is stable between runs.
    #[must_use]
    pub fn case_key(&self, entry: usize) -> Option<CaseKey> {
        let found = self.entries.get(entry)?;
        let pages = || std::iter::once(&found.page).chain(&found.other_pages);
        let name = self.pages.get(found.page)?.name.clone();
        let url = pages().find_map(|page| self.pages.get(*page)?.url.clone());
        let id =
            if name.is_empty() { self.groups.identities.get(found.page)?.id.clone() } else { String::new() };
        Some(CaseKey::new(name, url, id))
    }

    /// Returns the index in [`Catalog::entries`] of the case with this key.
    #[must_use]
    pub fn find(&self, key: &CaseKey) -> Option<usize> {
        let (name, host) = &key.key;
        let group = if name.is_empty() {
            let same = self.groups.by_id.get(&key.id)?;
            let nameless = |page: &&usize| self.groups.identities[**page].key.0.is_empty();
            *self.groups.of_page.get(*same.pages.iter().find(nameless)?)?
        } else {
            self.groups.by_name.get(name)?.group(host.as_deref())?
        };
        self.groups.entries.get(group).copied()
    }

    /// Removes and returns every page with its identity; the signs are kept.
    #[must_use]
    pub fn take_pages(&mut self) -> Vec<(Case, Identity)> {
        let Self { pages, groups, signed, .. } = std::mem::take(self);
        self.signed = signed;
        pages.into_iter().zip(groups.identities).collect()
    }

    /// Adds a new page to a case; true if that moves the case in the list.
    fn add_to_case(&mut self, page: usize, group: usize) -> bool {
        let Some(&place) = self.groups.entries.get(group) else {
            self.groups.entries.push(self.entries.len());
            self.entries.push(CaseEntry { page, other_pages: Vec::new(), signs: Default::default() });
            return false;
        };
        let (pages, entry) = (&self.pages, &mut self.entries[place]);
        let is_moved = is_newer(pages, page, entry.page);
        let other = if is_moved { std::mem::replace(&mut entry.page, page) } else { page };
        let at = entry.other_pages.partition_point(|known| *known < other);
        entry.other_pages.insert(at, other);
        if !pages[entry.page].source.is_own {
            entry.other_pages.retain(|other| !pages[*other].source.is_own);
        }
        is_moved
    }

    /// Sorts the cases into page order.
    fn sort_entries(&mut self) {
        self.entries.sort_by_key(|entry| entry.page);
        for (place, entry) in self.entries.iter().enumerate() {
            self.groups.entries[self.groups.of_page[entry.page]] = place;
        }
    }

    /// Returns the cases in page order, each from its newest page.
    pub fn cases(&self) -> impl ExactSizeIterator<Item = &Case> {
        self.entries.iter().map(|entry| &self.pages[entry.page])
    }

    /// Returns the case at an index of [`Catalog::entries`].
    #[must_use]
    pub fn case(&self, entry: usize) -> Option<&Case> {
        self.entries.get(entry).and_then(|entry| self.pages.get(entry.page))
    }

    /// Returns the other pages of the case of the page at an index of [`Catalog::pages`]: the newest, then the others
    /// in page order.
    pub fn other_pages(&self, page: usize) -> impl Iterator<Item = &Case> {
        let of_case = self.entry_of_page(page).and_then(|entry| self.entries.get(entry));
        let all = of_case.into_iter().flat_map(|entry| [&entry.page].into_iter().chain(&entry.other_pages));
        all.filter(move |other| **other != page).filter_map(|other| self.pages.get(*other))
    }

    /// Returns the newest page of the case at an index of [`Catalog::entries`].
    #[must_use]
    pub fn newest_page(&self, entry: usize) -> Option<CasePage<'_>> {
        self.case_page(self.entries.get(entry)?.page)
    }

    /// Returns the newest pages of the cases at indexes of [`Catalog::entries`].
    #[must_use]
    pub fn newest_pages(&self, entries: &[usize]) -> Vec<CasePage<'_>> {
        entries.iter().filter_map(|entry| self.newest_page(*entry)).collect()
    }

    /// Returns the page at an index of [`Catalog::pages`].
    #[must_use]
    pub fn case_page(&self, page: usize) -> Option<CasePage<'_>> {
        let entry = self.entries.get(self.entry_of_page(page)?)?;
        let case = self.pages.get(page)?;
        Some(CasePage { case, pages: entry.other_pages.len() + 1, is_newest: entry.page == page })
    }

    /// Returns the other pages of its case with which a page is compared: the first ones, and none if it is far
    /// longer than the form is, since a key would wait for that.
    #[must_use]
    pub fn compared_pages(&self, page: usize) -> Vec<&Case> {
        let fields =
            |case: &Case| case.sections.iter().map(|section| section.fields.len() + 1).sum::<usize>();
        let mut left = self.pages.get(page).and_then(|case| MOST_COMPARED.checked_sub(fields(case)));
        let compared = self.other_pages(page).take_while(|other| {
            left = left.and_then(|left| left.checked_sub(fields(other)));
            left.is_some()
        });
        compared.collect()
    }

    /// Returns the index in [`Catalog::entries`] of a page's case.
    #[must_use]
    pub fn entry_of_page(&self, page: usize) -> Option<usize> {
        self.groups.of_page.get(page).and_then(|group| self.groups.entries.get(*group)).copied()
    }
}

/// So many sections and fields are compared at most; a page of the form has 85.
const MOST_COMPARED: usize = 5_000;

/// True if a page is newer (its day, then the time of the file, then the path): the newest represents the case. What
/// jirei itself wrote is older than any page.
fn is_newer(pages: &[Case], page: usize, than: usize) -> bool {
    let (one, other) = (&pages[page], &pages[than]);
    let day = |case: &Case| PageDate::of_page(case).map(|day| day.date);
    let by_time = one.source.modified.cmp(&other.source.modified);
    let is_page = |case: &Case| !case.source.is_own;
    is_page(one)
        .cmp(&is_page(other))
        .then(day(one).cmp(&day(other)))
        .then(by_time)
        .then_with(|| other.source.path.cmp(&one.source.path))
        .then(than.cmp(&page))
        .is_gt()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::model::{LineSpan, PageSource};

    fn page(name: &str, nickname: &str, path: &str, age: u64) -> Case {
        Case {
            id: String::new(),
            name: name.to_owned(),
            nickname: Some(nickname.to_owned()),
            url: None,
            prefectures: Vec::new(),
            source: PageSource {
                path: path.to_owned(),
                encoding: "UTF-8",
                lines: LineSpan::from_line(1),
                modified: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 - age)),
                ..PageSource::default()
            },
            sections: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    fn pages() -> Vec<Case> {
        vec![
            page("甲", "ねっと", "1", 5),
            page("乙", "おつ", "2", 5),
            page("甲", "ねっと", "3", 9),
            page("丙", "ねっと", "4", 5),
            page("乙", "おつ", "5", 1),
            page("", "", "6", 5),
            page("", "", "7", 5),
        ]
    }

    fn seen(catalog: &Catalog) -> (Vec<String>, Vec<(usize, Vec<usize>)>) {
        let entries = catalog.entries.iter().map(|entry| (entry.page, entry.other_pages.clone()));
        (catalog.pages.iter().map(|case| case.id.clone()).collect(), entries.collect())
    }

    #[test]
    fn the_newest_page_stands_for_the_case_in_page_order() {
        let (ids, entries) = seen(&Catalog::new(pages(), Vec::new()));
        assert_eq!(entries, [(0, vec![2]), (3, vec![]), (4, vec![1]), (5, vec![]), (6, vec![])]);
        assert_eq!(ids[0], ids[2]);
        assert_ne!(ids[0], ids[3]);
        assert!(ids[0].starts_with("net-") && ids[3].starts_with("net-"), "{ids:?}");
        assert_eq!(ids[1], "otsu");
    }

    #[test]
    fn a_page_without_a_url_is_the_case_with_its_name_and_two_hosts_are_two_cases() {
        let with = |url: Option<&str>, path| Case {
            url: url.map(str::to_owned),
            ..page("甲", "ねっと", path, 5)
        };
        let catalog = Catalog::new(vec![with(None, "1"), with(Some("http://a.jp/"), "2")], Vec::new());
        assert_eq!(catalog.entries.len(), 1);
        assert!(catalog.pages.iter().all(|case| case.id == "net"));
        let hosts = vec![with(Some("http://a.jp/"), "1"), with(Some("http://b.jp/"), "2")];
        let (ids, entries) = seen(&Catalog::new(hosts, Vec::new()));
        assert_eq!(entries.len(), 2);
        assert_ne!(ids[0], ids[1], "every case has an id of its own");
    }

    #[test]
    fn cases_of_one_name_are_found_by_their_hosts_however_many_there_are() {
        const MANY: usize = 20_000;
        let with = |url: Option<String>| Case { url, ..page("甲", "ねっと", "1", 5) };
        let hosts = (0..MANY).map(|at| with(Some(format!("http://h{at}.jp/"))));
        let again = (0..MANY).map(|at| with(Some(format!("https://h{at}.jp/again"))));
        let catalog = Catalog::new(hosts.chain(again).chain([with(None)]).collect(), Vec::new());
        assert_eq!(catalog.entries.len(), MANY);
        assert_eq!(catalog.entries[0].other_pages, [MANY, 2 * MANY], "one without a URL is of the first");
        assert_eq!(catalog.entry_of_page(2 * MANY - 1), Some(MANY - 1));
        for entry in [0, 1, MANY - 1] {
            assert_eq!(catalog.find(&catalog.case_key(entry).unwrap()), Some(entry));
        }
    }

    #[test]
    fn a_mark_stays_with_its_case_whatever_is_read_after_it() {
        let mut catalog = Catalog::new(pages(), Vec::new());
        let keys: Vec<CaseKey> =
            [1, 3].iter().map(|entry| catalog.toggle_sign(CaseSign::Bookmark, *entry).unwrap().0).collect();
        let marked = |catalog: &Catalog| {
            let names = catalog.entries.iter().filter(|entry| entry.has(CaseSign::Bookmark));
            names.map(|entry| catalog.pages[entry.page].name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(marked(&catalog), ["丙", ""]);
        assert_eq!(catalog.signed(CaseSign::Bookmark), keys);
        // In another run the pages come one by one, in another order.
        let mut grown = Catalog::default();
        grown.set_signed(CaseSign::Bookmark, keys);
        for case in pages().into_iter().rev() {
            let identity = Identity::from_case(&case);
            grown.add([(case, identity)]);
        }
        let mut again = marked(&grown);
        again.sort();
        assert_eq!(again, ["", "丙"]);
        for entry in 0..grown.entries.len() {
            assert!(grown.find(&grown.case_key(entry).unwrap()).is_some());
        }
        let place = grown.entries.iter().position(|entry| grown.pages[entry.page].name == "丙").unwrap();
        assert!(!grown.toggle_sign(CaseSign::Bookmark, place).unwrap().1);
        assert_eq!(marked(&grown), [""]);
        assert_eq!(grown.signed(CaseSign::Bookmark).len(), 1);
    }

    #[test]
    fn page_by_page_gives_what_all_at_once_gives() {
        let whole = Catalog::new(pages(), Vec::new());
        let mut grown = Catalog::default();
        for case in pages() {
            let identity = Identity::from_case(&case);
            grown.add([(case, identity)]);
            for (place, entry) in grown.entries.iter().enumerate() {
                assert_eq!(grown.entry_of_page(entry.page), Some(place));
                assert!(entry.other_pages.iter().all(|page| grown.entry_of_page(*page) == Some(place)));
            }
        }
        assert_eq!(seen(&grown), seen(&whole));
        let taken = grown.take_pages();
        assert!(grown.pages.is_empty() && grown.entries.is_empty());
        grown.add(taken);
        assert_eq!(seen(&grown), seen(&whole));
    }
}

//! The site's own navigation, and what in jirei answers it; from `assets/site_menu.toml`.

use std::sync::LazyLock;

use crate::config::Command;
use crate::lang::Lang;
use crate::text::width::{cells, pad};
use crate::text::wrap::wrapped_lines;

use super::State;
use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// The site's own navigation.
#[derive(Debug)]
pub struct SiteMenu {
    /// The address of the site; the pages do not say those of its parts.
    pub site: String,
    /// Its parts, in their order.
    pub items: Vec<SiteItem>,
}

/// A part of the site.
#[derive(Debug)]
pub struct SiteItem {
    /// The site's own words.
    pub text: String,
    /// The same in English.
    pub en: String,
    /// Where in jirei it leads.
    pub target: SiteTarget,
}

/// Where in jirei a part of the site leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteTarget {
    /// The list of cases.
    List,
    /// The top of the page.
    Top,
    /// The search.
    Search,
    /// The charts.
    Charts,
    /// The glossary.
    Glossary,
    /// The site itself, in a web browser.
    Web,
}

/// The words, English and target of a part.
type SitePart = (&'static str, &'static str, SiteTarget);

/// The address and the parts; made by `build/site_menu.rs`.
const SITE: (&str, &[SitePart]) = include!(concat!(env!("OUT_DIR"), "/site_menu.rs"));

static MENU: LazyLock<SiteMenu> = LazyLock::new(|| {
    let (site, parts) = SITE;
    // What only the site has is behind its address.
    let parts = parts.iter().copied().chain([(site, "", SiteTarget::Web)]);
    let item = |(text, en, target): SitePart| SiteItem { text: text.to_owned(), en: en.to_owned(), target };
    SiteMenu { site: site.to_owned(), items: parts.map(item).collect() }
});

/// Returns the menu of the site's own pages.
#[must_use]
pub fn site_menu() -> &'static SiteMenu {
    &MENU
}

impl SiteTarget {
    /// Returns the command for a part of the site; `None` if there is none.
    #[must_use]
    pub fn command(self) -> Option<Command> {
        match self {
            Self::Top => Some(Command::Top),
            Self::Search => Some(Command::Search),
            Self::Charts => Some(Command::Charts),
            Self::Glossary => Some(Command::ExplainTerm),
            Self::List | Self::Web => None,
        }
    }

    /// Returns the id of its label in `labels.toml`.
    fn label_id(self) -> &'static str {
        match self {
            Self::List => "site.list",
            Self::Top => "site.top",
            Self::Search => "site.search",
            Self::Charts => "site.charts",
            Self::Glossary => "site.glossary",
            Self::Web => "site.web",
        }
    }
}

/// Returns the items of the menu: each part of the site with what opens it here.
#[must_use]
pub fn items(state: &State) -> Vec<PopupItem> {
    let width = usize::from(state.size.width).saturating_sub(6);
    let rows: Vec<(&SiteItem, String, String)> = site_menu()
        .items
        .iter()
        .map(|item| {
            let text = match state.lang {
                Lang::En if !item.en.is_empty() => format!("{}  {}", item.text, item.en),
                Lang::Ja | Lang::En => item.text.clone(),
            };
            (item, text, describe_target(state, item.target))
        })
        .collect();
    // Those of all parts begin in one column.
    let widest = rows.iter().map(|(.., answer)| cells(answer)).max().unwrap_or_default();
    let fits = rows.iter().all(|(_, text, _)| cells(text) + 2 + widest <= width);
    let mut items = Vec::new();
    for (item, text, answer) in rows {
        let line = |text: String| SpanLine::from_text(text, WordStyle::Plain);
        let listed = |lines| {
            let names = vec![item.text.clone(), item.en.clone()];
            PopupItem { names, ..PopupItem::choice(lines) }
        };
        if fits {
            let right = Some(WordSpan::new(pad(&answer, widest), WordStyle::Key));
            items.push(listed(vec![SpanLine { right, ..line(text) }]));
            continue;
        }
        let below = match state.lang {
            Lang::Ja => vec![answer],
            Lang::En => vec![item.en.clone(), answer],
        };
        let mut lines: Vec<SpanLine> =
            wrapped_lines(&item.text, width).map(|piece| line(piece.to_owned())).collect();
        for words in below.iter().filter(|words| !words.is_empty()) {
            let pieces = wrapped_lines(words, width.saturating_sub(2).max(1));
            lines.extend(pieces.map(|piece| line(format!("  {piece}"))));
        }
        items.push(listed(lines));
    }
    items
}

/// Returns what a part opens, with its key.
fn describe_target(state: &State, target: SiteTarget) -> String {
    let words = state.lang.text(target.label_id());
    let key = target.command().and_then(|command| state.keymap.all_keys(command).into_iter().next());
    format!("→ {words}{}", key.map(|key| format!(" {key}")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_is_the_sites_own_word_for_word_and_in_its_order() {
        let menu = site_menu();
        assert!(menu.site.starts_with("http") && menu.items.len() > 5);
        for seed in [include_str!("../../../seeds/tonet.txt"), include_str!("../../../seeds/mogaminet.txt")] {
            // One of the pages writes 苦勞 for 苦労.
            let mut rest = seed.replace('勞', "労");
            for item in menu.items.iter().filter(|item| item.target != SiteTarget::Web) {
                let at = rest.find(&item.text);
                assert!(at.is_some(), "{} is not there, or elsewhere", item.text);
                rest = rest.split_off(at.unwrap_or_default() + item.text.len());
            }
        }
    }
}

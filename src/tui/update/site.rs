//! The network's own site and the site of the pages: to a web browser, or to what answers in jirei.

use crate::config::Command;
use crate::text::displayed_address;
use crate::tui::effect::Effect;
use crate::tui::layout::Pane;
use crate::tui::message::Message;
use crate::tui::scene::Scene;
use crate::tui::state::popup::{Popup, PopupKind};
use crate::tui::state::site_menu::{SiteTarget, site_menu};
use crate::tui::state::{Mode, State};

use super::leaving;
use super::visits::enter_detail;

/// Opens the network's own site in a web browser.
pub fn open_url(state: &mut State) -> Vec<Effect> {
    let url = state.open_case().and_then(|(_, case)| case.url.clone());
    url.map(|url| open_page(state, url)).unwrap_or_default()
}

/// Opens a page in a web browser, with a message that gives way to how that ended.
fn open_page(state: &mut State, url: String) -> Vec<Effect> {
    let text = state.lang.fill("message.opening", &[("url", &displayed_address(&url))]);
    state.messages.say(Message::done(text));
    vec![Effect::OpenUrl(url)]
}

/// Opens what the item of the site menu at this index stands for: a pane, a command or the web page.
pub fn go_to_part(state: &mut State, scene: &Scene, selected: usize) -> Vec<Effect> {
    let menu = site_menu();
    let Some(item) = menu.items.get(selected) else { return Vec::new() };
    match (item.target, item.target.command()) {
        (SiteTarget::List, _) => {
            if state.search.hits().is_some() {
                leaving::leave_search(state, scene);
            }
            state.pane = Pane::List;
        }
        (SiteTarget::Web, _) => return open_page(state, menu.site.clone()),
        (SiteTarget::Glossary, _) => {
            state.mode = Mode::Popup(Popup::new(PopupKind::Glossary { all: true }, 0));
        }
        (SiteTarget::Top, Some(top)) => {
            if !state.refuses(scene, Command::Read) {
                enter_detail(state);
                return vec![Effect::Command(top)];
            }
        }
        (_, Some(command)) => return vec![Effect::Command(command)],
        (_, None) => {}
    }
    Vec::new()
}

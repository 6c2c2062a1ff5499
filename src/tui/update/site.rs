//! The network's own site and the site of the pages: to a web browser, or to what answers in jirei.

use crate::text::is_web_address;
use crate::tui::effect::Effect;
use crate::tui::layout::Pane;
use crate::tui::message::{Message, Tone};
use crate::tui::scene::Scene;
use crate::tui::state::popup::{Popup, PopupKind};
use crate::tui::state::site_menu::{Answer, site_menu};
use crate::tui::state::{Mode, State};

use super::leaving;
use super::visits::enter_detail;

/// Hands the network's own site to a web browser.
pub fn open_url(state: &mut State) -> Vec<Effect> {
    let Some((_, case)) = state.open_case() else {
        state.say("message.no_case", Tone::Done);
        return Vec::new();
    };
    if let Some(url) = case.url.clone() {
        return open_page(state, url);
    }
    let text = state.lang.fill("message.no_url", &[("name", &case.short_name())]);
    state.messages.say(Message { text, tone: Tone::Problem });
    Vec::new()
}

/// Hands a page to a web browser.
fn open_page(state: &mut State, url: String) -> Vec<Effect> {
    // The URL may come from a file: nothing but a web page is handed on.
    let is_web = is_web_address(&url);
    let (id, tone) =
        if is_web { ("message.opening", Tone::Done) } else { ("message.not_web", Tone::Problem) };
    let text = state.lang.fill(id, &[("url", &url)]);
    state.messages.say(Message { text, tone });
    if is_web { vec![Effect::OpenUrl(url)] } else { Vec::new() }
}

/// Goes to what answers a part of the site.
pub fn go_to_part(state: &mut State, scene: &Scene, selected: usize) -> Vec<Effect> {
    let menu = site_menu();
    let Some(item) = menu.items.get(selected) else { return Vec::new() };
    match (item.answer, item.answer.command()) {
        (Answer::List, _) => {
            if state.search.hits().is_some() {
                leaving::leave_search(state, scene);
            }
            state.pane = Pane::List;
        }
        (Answer::Web, _) => return open_page(state, menu.site.clone()),
        (Answer::Glossary, _) => {
            state.mode = Mode::Popup(Popup::new(PopupKind::Glossary { all: true }, 0));
        }
        (Answer::Top, Some(top)) => {
            enter_detail(state);
            return state.list.row().map(|_| Effect::Command(top)).into_iter().collect();
        }
        (_, Some(command)) => return vec![Effect::Command(command)],
        (_, None) => {}
    }
    Vec::new()
}

//! What is drawn, a file a region. Views read the state and the regions, and change nothing.

mod bars;
mod case_header;
mod case_list;
mod completion;
mod detail;
mod facets;
mod field;
mod fields;
mod footer;
mod header;
mod list_columns;
mod notice;
mod palette;
mod popup;
mod rail;
mod rules;
mod selection;
mod sheet;
mod tab_bar;
mod text_box;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::layout::Shape;
use super::scene::Scene;
use super::state::State;
use super::theme::Theme;

/// Draws a frame and sets the cursor to the caret.
pub fn draw(frame: &mut Frame<'_>, state: &State, scene: &Scene) {
    if let Some(caret) = render(frame.buffer_mut(), state, scene, state.theme()) {
        frame.set_cursor_position(caret);
    }
}

/// Draws everything into a buffer; returns the caret's position, if there is one.
pub fn render(buffer: &mut Buffer, state: &State, scene: &Scene, theme: Theme) -> Option<Position> {
    if scene.regions.shape == Shape::TooSmall {
        notice::draw_too_small(buffer, state, scene);
        theme.fill_defaults(buffer);
        return None;
    }
    let caret = header::draw(buffer, state, scene, theme);
    case_list::draw(buffer, state, scene, theme);
    detail::draw(buffer, state, scene, theme);
    sheet::draw(buffer, state, scene, theme);
    rules::draw(buffer, scene, theme);
    completion::draw(buffer, state, scene, theme);
    facets::draw(buffer, state, scene, theme);
    let caret = popup::draw(buffer, state, scene, theme).or(caret);
    let caret = palette::draw(buffer, state, scene, theme).or(caret);
    // A long message lies over the panes and what is open over them.
    footer::draw(buffer, state, scene, theme);
    theme.fill_defaults(buffer);
    caret
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::{Cell, CellWidth};
    use ratatui::layout::{Rect, Size};

    use super::*;
    use crate::config::read::{Folders, read};
    use crate::config::{Chord, Key, Keymap};
    use crate::lang::Lang;
    use crate::model::{Answer, Case, Catalog, Field, FileSort, LineSpan, Section, Value};
    use crate::text::width::cells;
    use crate::tui::action::action_of;
    use crate::tui::fixture;
    use crate::tui::input::{Input, Mouse, MouseKind};
    use crate::tui::scene::lay_out;
    use crate::tui::update::{search, update};

    /// Text as pages have it and as nobody would want it.
    fn odd_text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "もがみ",
            "ｶﾞｷﾞ",
            "か\u{3099}",
            "👩‍👩‍👧",
            "e\u{301}",
            "、",
            "」",
            "「",
            "…",
            "○△×",
            "①α…—",
            " ",
            "\u{200B}",
            "\u{301}",
            "\u{3000}",
            "\u{7}",
            "\u{1B}[31m",
            "\t",
            "abcdefghijklmnopqrstuvwxyz0123456789",
            "🇯🇵",
            "PIXV3・PDQV3",
            "電子カルテ",
            "﷽",
        ]);
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
    }

    fn odd_case() -> impl Strategy<Value = Case> {
        let field = (odd_text(), odd_text()).prop_map(|(label, text)| Field {
            id: None,
            label: label.into(),
            lines: LineSpan::from_line(7),
            answer: {
                let value = if text.is_empty() { Value::Empty } else { Value::Text };
                Answer::new(text, value).into()
            },
        });
        let section = (odd_text(), prop::collection::vec(field, 0..5)).prop_map(|(title, fields)| Section {
            id: None,
            title,
            line: 3,
            fields,
        });
        let known = any::<bool>();
        (odd_text(), prop::option::of(odd_text()), prop::collection::vec(section, 0..18), known).prop_map(
            |(name, nickname, sections, known)| {
                let mut case = fixture::case(&name, "x", "山形", 2013);
                case.nickname = nickname;
                if !known {
                    case.sections = sections;
                } else {
                    case.sections.extend(sections);
                }
                case
            },
        )
    }

    fn any_input() -> impl Strategy<Value = Input> {
        let bound: Vec<Chord> = Keymap::built_in()
            .bindings()
            .iter()
            .flat_map(|binding| binding.keys.chords().to_vec())
            .filter(|chord| *chord != Chord::plain(Key::Char('q')) && !chord.ctrl)
            .collect();
        let typed = prop::sample::select(vec![
            'も', 'が', 'a', 'ｶ', '\u{3099}', '１', '／', 'ｓ', '患', '者', '>', ':', '-', '"', '|',
        ]);
        let kind = prop::sample::select(vec![
            MouseKind::Press,
            MouseKind::DoublePress,
            MouseKind::Drag,
            MouseKind::Drag,
            MouseKind::Release,
            MouseKind::WheelUp,
            MouseKind::WheelDown,
        ]);
        prop_oneof![
            6 => prop::sample::select(bound).prop_map(Input::Key),
            1 => typed.prop_map(|letter| Input::Key(Chord::plain(Key::Char(letter)))),
            1 => odd_text().prop_map(Input::Paste),
            2 => (kind, 0_u16..200, 0_u16..60)
                .prop_map(|(kind, x, y)| Input::Mouse(Mouse { kind, at: Position { x, y } })),
            2 => (0_u16..=200, 0_u16..=60)
                .prop_map(|(width, height)| Input::Resize(Size { width, height })),
        ]
    }

    /// One cell in either width, and nothing that is ever drawn.
    fn sentinel() -> Cell {
        Cell::new("\u{2AC}")
    }

    type View = fn(&mut Buffer, &State, &Scene, Theme);

    /// Draws a view into a larger buffer and sees that it stays in its regions.
    fn stays_inside(state: &State, scene: &Scene, name: &str, regions: &[Rect], view: View) {
        let screen = scene.regions.screen;
        let around = Rect::new(0, 0, screen.width + 4, screen.height + 3);
        let mut buffer = Buffer::filled(around, sentinel());
        view(&mut buffer, state, scene, Theme::new(true));
        for position in around.positions() {
            let inside = regions.iter().any(|region| region.contains(position));
            assert!(inside || buffer[position] == sentinel(), "{name} draws at {position} of {screen}");
            let cell = &buffer[position];
            let reaches = cell.cell_width().saturating_sub(1);
            let last = Position { x: position.x + reaches, ..position };
            assert!(
                cell == &sentinel() || regions.iter().any(|region| region.contains(last)),
                "{name} reaches from {position} over an edge of {screen}: {:?}",
                cell.symbol()
            );
            // What is measured is what is drawn.
            assert!(cell == &sentinel() || usize::from(cell.cell_width()) == cells(cell.symbol()).max(1));
        }
    }

    fn every_view_stays_inside(state: &State, scene: &Scene) {
        let regions = &scene.regions;
        let all = regions.screen;
        let list = regions.list.map(|list| list.outer).unwrap_or_default();
        let detail = regions.detail.map(|detail| detail.outer).unwrap_or_default();
        stays_inside(state, scene, "screen", &[all], |buffer, state, scene, theme| {
            render(buffer, state, scene, theme);
        });
        stays_inside(state, scene, "header", &[regions.header], |buffer, state, scene, theme| {
            header::draw(buffer, state, scene, theme);
        });
        stays_inside(state, scene, "list", &[list], case_list::draw);
        stays_inside(state, scene, "detail", &[detail], detail::draw);
        let sheet = regions.sheet.as_ref().map(|panes| panes.outer).unwrap_or_default();
        stays_inside(state, scene, "sheet", &[sheet], sheet::draw);
        stays_inside(state, scene, "footer", &[regions.footer], footer::draw);
        let completion = regions.completion.map(|pane| pane.outer).unwrap_or_default();
        stays_inside(state, scene, "completion", &[completion.intersection(all)], completion::draw);
        let palette = regions.popup.map(|pane| pane.outer).unwrap_or_default();
        stays_inside(state, scene, "palette", &[palette.intersection(all)], |buffer, state, scene, theme| {
            palette::draw(buffer, state, scene, theme);
        });
        let facets = regions.facets.map(|panes| panes.outer).unwrap_or_default();
        stays_inside(state, scene, "facets", &[facets.intersection(all)], facets::draw);
        if let Some(panes) = &regions.sheet {
            for parts in [[panes.head, panes.head], [panes.rows, panes.foot]] {
                assert!(parts.iter().all(|part| part.is_empty() || part.intersection(sheet) == *part));
            }
        }
        if let Some(pane) = regions.detail {
            let inner = pane.inner;
            // The scrollbar is beside the lines.
            let edge = Rect { x: inner.right(), width: 1, ..inner };
            let table = [pane.table, Rect { x: pane.table.right(), width: 1, ..pane.table }];
            assert!(table[1].is_empty() || table[1].intersection(edge) == table[1]);
            stays_inside(state, scene, "tabs", &[pane.tabs], |buffer, _, scene, theme| {
                let pane = scene.regions.detail.unwrap();
                tab_bar::draw(buffer, &scene.regions.tab_bar, pane.tabs, theme);
            });
            if let Some(panes) = &regions.field {
                stays_inside(state, scene, "field", &[panes.outer], |buffer, state, scene, theme| {
                    field::draw(buffer, state, scene, theme, scene.regions.field.as_ref().unwrap());
                });
            }
            stays_inside(state, scene, "fields", &table, |buffer, state, scene, theme| {
                let pane = scene.regions.detail.unwrap();
                fields::draw(buffer, state, scene, theme, &pane);
            });
        }
    }

    proptest! {
        // `VIEW_CASES=10000` tries more.
        #![proptest_config(ProptestConfig::with_cases(
            std::env::var("VIEW_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96)
        ))]

        #[test]
        fn whatever_is_pressed_nothing_panics_and_nothing_is_drawn_outside(
            cases in prop::collection::vec(odd_case(), 0..5),
            english in any::<bool>(),
            several in any::<bool>(),
            wide in any::<bool>(),
            (width, height) in (0_u16..=200, 0_u16..=60),
            inputs in prop::collection::vec(any_input(), 0..40),
        ) {
            let mut catalog = Catalog::new(cases, fixture::with_problem().diagnostics);
            catalog.passed_over.extend([FileSort::Image]);
            let lang = if english { Lang::En } else { Lang::Ja };
            let keys = if several { "[keys.global]\ntop = 'g g'\nsearch = ['/', 'j / k', 'g n']\n" } else { "" };
            let (settings, _) = read(keys.as_bytes(), &Folders::default());
            let mut state = State::new(catalog, lang, settings.keymap);
            state.size = Size { width, height };
            state.ambiguous_wide = wide;
            let mut scene = lay_out(&mut state, Scene::default());
            every_view_stays_inside(&state, &scene);
            for input in inputs {
                if let Some(action) = action_of(&state, input) {
                    update(&mut state, &scene, action);
                    search::catch_up(&mut state, &scene);
                    scene = lay_out(&mut state, scene);
                }
            }
            every_view_stays_inside(&state, &scene);
        }
    }

    #[test]
    fn hints_are_only_for_what_can_be_done() {
        let mut state = State::new(Catalog::default(), Lang::Ja, Keymap::built_in());
        let scene = lay_out(&mut state, Scene::default());
        let words: Vec<&str> =
            crate::tui::state::hints::hints(&state, &scene).iter().map(|hint| hint.words).collect();
        assert_eq!(words, ["ヘルプ", "終了"]);
    }
}

//! jirei: a terminal browser for the case pages (事例紹介) of Japan's regional medical-information
//! networks.
//!
//! The screen, and the file behind each region (below `src/tui/view/`):
//!
//! ```text
//!  jirei  事例 2 件                          検索 もがみ▏   1/2 件     header.rs
//! ─ 事例（ページ順） ── 1/2 ─┬─ もがみネット ─ mogaminet.txt:67 · 3/16 ─ detail.rs
//! ▌もがみネット         山形 │ 患者 2,708 · 施設 29 · 構築 3,698万円    case_header.rs
//! ▌患者 2,708 · 2013年       │ 山形 · 2013年 導入済み · …
//!  とねっと             埼玉 │ 1 概要  2 目的・地域 ▌3 参加数▐        ›  tab_bar.rs
//!  患者 32,187 · 2012年      │── 3 参加団体数と参加患者数 ────────────
//!                            │▌ 参加団体と参加患者数  病院   7施設 ███  fields.rs
//!  case_list.rs              │
//!  list_columns.rs           rules.rs
//!  ↑↓ 事例  ←→ セクション  / 検索  Enter 読む  ? ヘルプ  q 終了          footer.rs
//! ```
//!
//! From 140 columns on `rail.rs` has the sections in place of the tab bar.
//!
//! What lies over it or in place of it:
//!
//! ```text
//! completion.rs  options for what is typed, under the search box     bars.rs    the scrollbars
//! facets.rs      the answers to choose cases by, over the case       notice.rs  no case, no hit, a file
//! field.rs       a field in full size, in place of the table                    that cannot be read
//! palette.rs     every command by name                               popup.rs   every list over the panes
//! ```
//!
//! The loop of the browser, and the file behind each phase (below `src/tui/`):
//!
//! ```text
//! inputs  ▶ input/mod.rs      keys, mouse, pastes, signals, files that were read: one channel
//! action  ▶ action.rs         what an input means here, by the keymap
//! update  ▶ update/mod.rs     update(&mut state, &scene, action): changes the state, gives effects
//! effects ▶ app.rs            done by `App::execute` through the `Outside` of effect.rs
//! search  ▶ update/search.rs  catch_up(&mut state, &scene): looks for what was typed
//! scene   ▶ scene.rs          lay_out(&mut state, before): regions (layout/), and the lines in them
//! view    ▶ view/mod.rs       draw(frame, &state, &scene): only reads, and leaves the scene as it is
//! ```
//!
//! [`tui::app::App`] owns the state (`state/`) and the scene and goes round; the terminal behind it is
//! `terminal.rs`.
//!
//! Data goes one way: files → [`source`] → [`model`] → [`search`], [`analysis`], [`field_table`] and
//! [`export`] → [`tui`] and [`cli`]; [`text`] and [`lang`] are under all of it, [`config`] under the last two.
//!
//! ```text
//! text, lang ← model ← source, search, field_table ← analysis ← export ← config ← cli, tui ← main
//! ```
//!
//! Rooms import only from rooms to their left; those between commas do not know each other. A test
//! (`tests/house.rs`) reads the sources and holds this.

pub mod analysis;
pub mod cli;
pub mod config;
pub mod export;
pub mod field_table;
pub mod lang;
pub mod model;
pub mod search;
pub mod source;
pub mod text;
pub mod tui;

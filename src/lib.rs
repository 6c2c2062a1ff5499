//! jirei: a terminal browser for the case pages (事例紹介) of Japan's regional
//! medical-information networks.

pub mod cli;
pub mod config;
pub mod export;
pub mod lang;
pub mod model;
pub mod search;
pub mod source;
pub mod text;
pub mod tui;

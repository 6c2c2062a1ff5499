//! jirei: a terminal browser for the case pages (事例紹介) of Japan's regional
//! medical-information networks.

pub mod lang;
pub mod model;
pub mod text;

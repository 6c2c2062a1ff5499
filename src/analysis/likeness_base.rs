//! What cases are compared with: a case, or a network that a query describes.

use strum::EnumCount;

use super::likeness::{FeatureGroup, Likeness, Profile};
use crate::lang::Lang;
use crate::model::Case;
use crate::search::query::{is_list_comma, quote_value, quoted};

/// What cases are compared with: one of them, or a network that has no page yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikenessBase {
    /// The case as an index in [`crate::model::Catalog::entries`], if it is one.
    pub entry: Option<usize>,
    /// The name of the case, or the query that states the features, as typed.
    pub words: String,
    /// What it is called.
    pub name: String,
    /// Its features.
    pub profile: Profile,
    /// The groups of features that are compared.
    pub groups: Vec<FeatureGroup>,
}

impl LikenessBase {
    /// Returns it as a list has it: `もがみネット,規模`, in quotes where it has a comma or a space.
    #[must_use]
    pub fn text(&self) -> String {
        let groups = self.groups.iter().map(|group| group.label(Lang::Ja));
        let groups: Vec<&str> = groups.filter(|_| self.groups.len() < FeatureGroup::COUNT).collect();
        let has_comma = self.words.contains(is_list_comma);
        let words = if has_comma { quoted(&self.words) } else { quote_value(&self.words) };
        [vec![words.as_str()], groups].concat().join(",")
    }

    /// Compares it with a case.
    #[must_use]
    pub fn compare(&self, case: &Case) -> Likeness {
        self.profile.compare(&Profile::of_case(case), &self.groups)
    }
}

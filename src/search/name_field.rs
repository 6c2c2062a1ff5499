//! The names of a case: the texts by which users know it.

use strum::IntoStaticStr;

use crate::model::{Case, Value};

/// The separator of several names.
const SEPARATOR: &str = "、";

/// A name of a case, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum NameField {
    /// The nickname.
    Nickname,
    /// The full name.
    Name,
    /// 代表団体.
    LeadOrganisation,
    /// The prefectures, joined by `、`.
    Prefectures,
    /// The companies, joined by `、`.
    Vendors,
    /// The id.
    Id,
}

impl NameField {
    /// Every name, in the order in which they rank.
    pub const ALL: [Self; 6] =
        [Self::Nickname, Self::Name, Self::LeadOrganisation, Self::Prefectures, Self::Vendors, Self::Id];

    /// Returns its name for scripts.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// True if the text is a list of names, joined by `、`.
    #[must_use]
    pub fn is_list(self) -> bool {
        match self {
            Self::Prefectures | Self::Vendors => true,
            Self::Nickname | Self::Name | Self::LeadOrganisation | Self::Id => false,
        }
    }

    /// Returns the text in a case, `""` if its page does not have it.
    #[must_use]
    pub fn text_in(self, case: &Case) -> String {
        match self {
            Self::Nickname => case.nickname.clone().unwrap_or_default(),
            Self::Name => case.name.clone(),
            Self::LeadOrganisation => case.field_text(LEAD_ORGANISATION).to_owned(),
            Self::Prefectures => case.prefectures.join(SEPARATOR),
            Self::Vendors => {
                let fields = VENDORS.iter().filter_map(|id| case.field(id));
                let named = fields.filter(|field| !field.value.is_blank() && field.value != Value::Empty);
                named.map(|field| field.text.as_str()).collect::<Vec<_>>().join(SEPARATOR)
            }
            Self::Id => case.id.clone(),
        }
    }
}

/// The schema's id of 代表団体.
const LEAD_ORGANISATION: &str = "lead_organisation";

/// The schema's ids of 企業名.
const VENDORS: [&str; 3] = ["vendor_1", "vendor_2", "vendor_3"];

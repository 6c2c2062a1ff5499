//! The parsed value of a field.

use serde::Serialize;
use strum::IntoStaticStr;

/// The answer of the form that chooses nothing.
pub const UNSELECTED: &str = "未選択";

/// A value by kind. In JSON the kind is the member `kind`; unknown members are `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Value {
    /// An empty cell.
    Empty,
    /// The cell is exactly 未選択.
    Unselected,
    /// Free text, or text that does not parse as its kind.
    Text,
    /// One of the form's choices: サービス運用中.
    Choice {
        /// The choice, verbatim.
        choice: String,
    },
    /// Several answers: 救急医療対策、医療連携.
    List {
        /// The answers in page order.
        items: Vec<String>,
    },
    /// Prefectures, without 都府県, in page order, once each; or 全国.
    Prefectures {
        /// The names.
        items: Vec<&'static str>,
    },
    /// 導入済み：2012年.
    StatusYear {
        /// 導入済み.
        status: Option<String>,
        /// Year of the common era.
        year: Option<u32>,
    },
    /// 2018年.
    Year {
        /// Year of the common era.
        year: u32,
    },
    /// 専任1人、兼任2人.
    Staff {
        /// The groups in page order.
        groups: Vec<StaffGroup>,
    },
    /// The marked items of 導入効果.
    Effects {
        /// The items in page order.
        items: Vec<EffectItem>,
    },
    /// 【病院】 実施中：22施設.
    Facilities {
        /// The types of facility in page order.
        items: Vec<FacilityItem>,
    },
    /// A number of people.
    Count {
        /// The number of people.
        count: u64,
    },
    /// 460500（千円）.
    Money {
        /// The number as written, in `unit`.
        amount: u64,
        /// The unit as written.
        unit: MoneyUnit,
        /// The amount in yen.
        yen: u64,
    },
    /// 実施中：有料 月額：86400円 補足：….
    Fee(Box<Fee>),
}

impl Value {
    /// True if there is no answer: an empty cell or 未選択.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Empty | Self::Unselected)
    }

    /// Returns the marked items; empty for other kinds.
    #[must_use]
    pub fn effects(&self) -> &[EffectItem] {
        let Self::Effects { items } = self else { return &[] };
        items
    }

    /// Returns the fee; `None` for other kinds.
    #[must_use]
    pub fn fee(&self) -> Option<&Fee> {
        let Self::Fee(fee) = self else { return None };
        Some(fee)
    }

    /// Returns the charge of a fee: 有料, 無料; `None` for other kinds.
    #[must_use]
    pub fn charge(&self) -> Option<&str> {
        self.fee()?.charge.as_deref()
    }

    /// Returns the number of people; `None` for other kinds.
    #[must_use]
    pub fn people(&self) -> Option<u64> {
        let Self::Count { count } = self else { return None };
        Some(*count)
    }
}

/// A participant's fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fee {
    /// 実施中.
    pub status: Option<String>,
    /// 有料 or 無料.
    pub charge: Option<String>,
    /// Yen a month (月額).
    pub yen_per_month: Option<u64>,
    /// Yen a year (年額).
    pub yen_per_year: Option<u64>,
    /// The text after 補足：.
    pub note: Option<String>,
}

/// A group of the secretariat's staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StaffGroup {
    /// 専任 or 兼任.
    pub basis: Option<String>,
    /// The number of people.
    pub people: u64,
}

/// An item of 導入効果.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EffectItem {
    /// The page's answer.
    pub mark: EffectMark,
    /// The item, verbatim.
    pub text: String,
}

/// The page's answer to an item of 導入効果.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectMark {
    /// (○) 効果あり.
    Effective,
    /// (△) どちらとも言えない.
    Neutral,
    /// (×) 効果なし.
    Ineffective,
    /// () no answer.
    Unanswered,
}

impl EffectMark {
    /// Every mark, in its order.
    pub const ALL: [Self; 4] = [Self::Effective, Self::Neutral, Self::Ineffective, Self::Unanswered];
}

/// The number of participating facilities of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacilityItem {
    /// 病院, 医科診療所, ….
    #[serde(rename = "type")]
    pub facility_type: String,
    /// 実施中.
    pub status: Option<String>,
    /// The number of facilities.
    pub count: Option<u64>,
}

/// The unit of an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, IntoStaticStr)]
#[serde(into = "&str")]
pub enum MoneyUnit {
    /// 1 yen.
    #[strum(serialize = "円")]
    Yen,
    /// 1,000 yen.
    #[strum(serialize = "千円")]
    Thousand,
    /// 10,000 yen.
    #[strum(serialize = "万円")]
    TenThousand,
    /// 1,000,000 yen.
    #[strum(serialize = "百万円")]
    Million,
    /// 100,000,000 yen.
    #[strum(serialize = "億円")]
    HundredMillion,
}

impl MoneyUnit {
    /// Every unit, the longest written form first.
    pub const ALL: [Self; 5] =
        [Self::Million, Self::Thousand, Self::TenThousand, Self::HundredMillion, Self::Yen];

    /// Returns the unit as the page writes it.
    #[must_use]
    pub fn notation(self) -> &'static str {
        self.into()
    }

    /// Returns the unit's value in yen.
    #[must_use]
    pub fn yen(self) -> u64 {
        match self {
            Self::Yen => 1,
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::Million => 1_000_000,
            Self::HundredMillion => 100_000_000,
        }
    }
}

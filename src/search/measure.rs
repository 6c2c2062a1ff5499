//! The numbers that a page states.

use strum::{EnumString, IntoStaticStr};

use crate::model::{Case, EffectMark, FacilityItem, Fee, Value, field_of};

/// The unit of a number, which decides how numbers in a query are parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// 人.
    People,
    /// 施設.
    Facilities,
    /// 円.
    Yen,
    /// 年, of the common era.
    Year,
    /// Things without a unit of their own.
    Items,
    /// A share, written in %.
    Share,
}

/// A number that a page states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Measure {
    /// 登録患者数.
    RegisteredPatients,
    /// 共有患者数.
    SharedPatients,
    /// All facilities of 参加団体と参加患者数, whatever their type; types without a number add nothing.
    Facilities,
    /// 【病院】.
    Hospitals,
    /// 【医科診療所】 and 【歯科診療所】 together.
    Clinics,
    /// 【医科診療所】.
    MedicalClinics,
    /// 【歯科診療所】.
    DentalClinics,
    /// 【薬局】.
    Pharmacies,
    /// 【介護施設】.
    CareFacilities,
    /// 【その他】 of the facilities.
    OtherFacilities,
    /// 構築費用概算.
    BuildCost,
    /// 年間運用費用概算, which on the pages is the whole cost of a year.
    AnnualCost,
    /// 保守費概算.
    MaintenanceCost,
    /// その他年間費用概算.
    OtherAnnualCost,
    /// The year of 運用開始状況.
    Launch,
    /// 運用終了年.
    Ended,
    /// 事務局運営人数, full-time and part-time together.
    SecretariatStaff,
    /// The highest fee a month (月額) that a page states for any participant; 0 where all is 無料.
    MonthlyFee,
    /// The highest fee a year (年額) that a page states for any participant; 0 where all is 無料.
    YearlyFee,
    /// The most that a page states for any participant in a year: 年額, or 月額 × 12; 0 where all is
    /// 無料.
    HighestFeePerYear,
    /// The number of items of 導入効果 marked ○.
    Effects,
    /// The number of items of 導入効果 that have a mark.
    AnsweredEffects,
}

/// The fields of サービス利用・参加料金.
const FEES: [&str; 6] = [
    "fee_hospital_disclosing",
    "fee_hospital_viewing",
    "fee_clinic",
    "fee_pharmacy",
    "fee_care",
    "fee_patient",
];

impl Measure {
    /// Returns the id for scripts and for `assets/names.toml`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Returns the measure with this id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        id.parse().ok()
    }

    /// Returns its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.unit_and_fields().0
    }

    /// True for a cost, which the pages state in 千円.
    #[must_use]
    pub fn is_cost(self) -> bool {
        matches!(self, Self::BuildCost | Self::AnnualCost | Self::MaintenanceCost | Self::OtherAnnualCost)
    }

    /// Returns the ids of the fields that state it.
    #[must_use]
    pub fn fields(self) -> &'static [&'static str] {
        self.unit_and_fields().1
    }

    fn unit_and_fields(self) -> (Unit, &'static [&'static str]) {
        match self {
            Self::RegisteredPatients => (Unit::People, &["registered_patients"]),
            Self::SharedPatients => (Unit::People, &["shared_patients"]),
            Self::Facilities
            | Self::Hospitals
            | Self::Clinics
            | Self::MedicalClinics
            | Self::DentalClinics
            | Self::Pharmacies
            | Self::CareFacilities
            | Self::OtherFacilities => (Unit::Facilities, &["facilities"]),
            Self::BuildCost => (Unit::Yen, &["build_cost"]),
            Self::AnnualCost => (Unit::Yen, &["annual_cost"]),
            Self::MaintenanceCost => (Unit::Yen, &["maintenance_cost"]),
            Self::OtherAnnualCost => (Unit::Yen, &["other_annual_cost"]),
            Self::Launch => (Unit::Year, &["launch"]),
            Self::Ended => (Unit::Year, &["ended"]),
            Self::SecretariatStaff => (Unit::People, &["secretariat_staff"]),
            Self::MonthlyFee | Self::YearlyFee | Self::HighestFeePerYear => (Unit::Yen, &FEES),
            Self::Effects | Self::AnsweredEffects => (Unit::Items, &["effects"]),
        }
    }

    /// Returns the type of facilities that it counts; `None` for any other number.
    #[must_use]
    pub fn facility_type(self) -> Option<&'static str> {
        match self {
            Self::Hospitals => Some("病院"),
            Self::MedicalClinics => Some("医科診療所"),
            Self::DentalClinics => Some("歯科診療所"),
            Self::Pharmacies => Some("薬局"),
            Self::CareFacilities => Some("介護施設"),
            Self::OtherFacilities => Some("その他"),
            Self::RegisteredPatients
            | Self::SharedPatients
            | Self::Facilities
            | Self::Clinics
            | Self::BuildCost
            | Self::AnnualCost
            | Self::MaintenanceCost
            | Self::OtherAnnualCost
            | Self::Launch
            | Self::Ended
            | Self::SecretariatStaff
            | Self::MonthlyFee
            | Self::YearlyFee
            | Self::HighestFeePerYear
            | Self::Effects
            | Self::AnsweredEffects => None,
        }
    }

    /// Returns the number in a case; `None` if its page does not state it.
    #[must_use]
    pub fn value_in(self, case: &Case) -> Option<u64> {
        match self.fields() {
            [field] => self.of_value(&field_of(case, field)?.value),
            fees => self.highest_fee(case, fees),
        }
    }

    /// Returns the highest of the fees that a page states; 0 only where every fee that it states is 無料.
    fn highest_fee(self, case: &Case, fields: &[&str]) -> Option<u64> {
        let values = fields.iter().filter_map(|id| Some(&field_of(case, id)?.value));
        let fees: Vec<&Value> = values.filter(|value| value.fee().is_some()).collect();
        let is_free = |fee: &&Value| fee.charge() == Some("無料");
        let stated = fees.iter().copied().filter(|fee| !is_free(fee)).filter_map(|fee| self.of_value(fee));
        stated.max().or((!fees.is_empty() && fees.iter().all(is_free)).then_some(0))
    }

    /// Returns the number that the value of its field states, or of one of its fields.
    #[must_use]
    pub fn of_value(self, value: &Value) -> Option<u64> {
        match self {
            Self::RegisteredPatients
            | Self::SharedPatients
            | Self::BuildCost
            | Self::AnnualCost
            | Self::MaintenanceCost
            | Self::OtherAnnualCost
            | Self::Launch
            | Self::Ended
            | Self::SecretariatStaff
            | Self::Effects => plain_number(value),
            Self::AnsweredEffects => answered_effects(value),
            Self::Facilities => facilities(value, |_| true),
            Self::Clinics => facilities(value, |name| name.ends_with("診療所")),
            Self::Hospitals
            | Self::MedicalClinics
            | Self::DentalClinics
            | Self::Pharmacies
            | Self::CareFacilities
            | Self::OtherFacilities => facilities(value, |name| self.facility_type() == Some(name)),
            Self::MonthlyFee => value.fee()?.yen_per_month,
            Self::YearlyFee => value.fee()?.yen_per_year,
            Self::HighestFeePerYear => {
                let Fee { yen_per_month, yen_per_year, .. } = value.fee()?;
                yen_per_month.and_then(|month| month.checked_mul(12)).max(*yen_per_year)
            }
        }
    }
}

/// Returns the number of a value that is a single number.
fn plain_number(value: &Value) -> Option<u64> {
    match value {
        Value::StatusYear { year, .. } => year.map(u64::from),
        Value::Year { year } => Some(u64::from(*year)),
        Value::Staff { groups } => groups.iter().try_fold(0u64, |sum, group| sum.checked_add(group.people)),
        Value::Effects { items } => {
            let effective = items.iter().filter(|item| item.mark == EffectMark::Effective);
            u64::try_from(effective.count()).ok()
        }
        Value::Count { count } => Some(*count),
        Value::Money { yen, .. } => Some(*yen),
        Value::Empty
        | Value::Unselected
        | Value::Text
        | Value::Choice { .. }
        | Value::List { .. }
        | Value::Prefectures { .. }
        | Value::Facilities { .. }
        | Value::Fee(_) => None,
    }
}

/// Returns the number of items with a mark; `None` for another kind of value.
fn answered_effects(value: &Value) -> Option<u64> {
    let Value::Effects { items } = value else { return None };
    u64::try_from(items.iter().filter(|item| item.mark != EffectMark::Unanswered).count()).ok()
}

/// Returns the sum over the facilities of some types; `None` if none of them has a number.
fn facilities(value: &Value, is_meant: impl Fn(&str) -> bool) -> Option<u64> {
    let Value::Facilities { items } = value else { return None };
    let count = |item: &FacilityItem| if is_meant(&item.facility_type) { item.count } else { None };
    let mut counts = items.iter().filter_map(count).peekable();
    counts.peek()?;
    counts.try_fold(0u64, u64::checked_add)
}

//! Facts of a page that contradict each other: each of them is read without doubt, and they cannot
//! all be true. A value that does not read as its kind is reported as that and takes no part here.

use std::ops::RangeInclusive;

use crate::model::{Code, Field, MoneyUnit, Section, Value};

/// The years that a network of this form can have begun or ended in.
const YEARS: RangeInclusive<u32> = 1990..=2035;

/// Facts that contradict each other.
#[derive(Debug)]
pub struct Contradiction<'a> {
    /// Which kind of contradiction.
    pub code: Code,
    /// The section of `field`.
    pub section: &'a Section,
    /// The last of the fields, in page order.
    pub field: &'a Field,
    /// The values of the page by the names in the message, except the label of `field`.
    pub values: Vec<(&'static str, String)>,
}

/// Returns the contradictions of a page, by section.
pub fn contradictions(sections: &[Section]) -> Vec<Contradiction<'_>> {
    let page = Facts::from_fields(sections.iter().flat_map(|section| &section.fields));
    let mut found = Vec::new();
    for section in sections {
        let home = Home { here: Facts::from_fields(&section.fields), page };
        let compared = [home.check_cost_sum(), home.check_shared_patients(), home.check_end()].into_iter();
        let alone = section.fields.iter().filter_map(|field| check_fee(field).or_else(|| check_year(field)));
        found.extend(compared.flatten().chain(alone).map(|(code, field, values)| Contradiction {
            code,
            section,
            field,
            values,
        }));
    }
    found
}

/// What a rule finds: its code, the field, and the values that its message names.
type Finding<'a> = Option<(Code, &'a Field, Vec<(&'static str, String)>)>;

/// The fields that are compared with each other.
const COMPARED: [&str; 7] = [
    "operation",
    "ended",
    "registered_patients",
    "shared_patients",
    "annual_cost",
    "maintenance_cost",
    "other_annual_cost",
];

/// How often a field was seen. Of one that is there twice neither is trusted.
#[derive(Clone, Copy)]
enum Seen<'a> {
    Never,
    Once(&'a Field),
    Often,
}

/// The compared fields of a section or page, found in one walk: a page may have very many rows.
#[derive(Clone, Copy)]
struct Facts<'a>([Seen<'a>; COMPARED.len()]);

impl<'a> Facts<'a> {
    /// Collects the compared fields of a section or page.
    fn from_fields(fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let mut seen = [Seen::Never; COMPARED.len()];
        for field in fields {
            if let Some(place) = COMPARED.iter().position(|id| field.id == Some(id)) {
                seen[place] = match seen[place] {
                    Seen::Never => Seen::Once(field),
                    Seen::Once(_) | Seen::Often => Seen::Often,
                };
            }
        }
        Self(seen)
    }

    /// Returns how often a compared field was seen; `Never` for others.
    fn seen(&self, id: &str) -> Seen<'a> {
        COMPARED.iter().position(|known| *known == id).map_or(Seen::Never, |place| self.0[place])
    }
}

/// A section and its page.
#[derive(Clone, Copy)]
struct Home<'a> {
    here: Facts<'a>,
    page: Facts<'a>,
}

impl<'a> Home<'a> {
    /// Returns the field with this id if the section has it once.
    fn once_here(self, id: &str) -> Option<&'a Field> {
        match self.here.seen(id) {
            Seen::Once(field) => Some(field),
            Seen::Never | Seen::Often => None,
        }
    }

    /// Returns the field with this id if the section has it once or, without it there, if the page has: a
    /// title that comes again cuts a table in two.
    fn once_near(self, id: &str) -> Option<&'a Field> {
        match (self.here.seen(id), self.page.seen(id)) {
            (Seen::Once(field), _) | (Seen::Never, Seen::Once(field)) => Some(field),
            (Seen::Often, _) | (Seen::Never, Seen::Never | Seen::Often) => None,
        }
    }

    /// Returns a finding if running cost ≠ maintenance + other and all three are amounts.
    fn check_cost_sum(self) -> Finding<'a> {
        let other_field = self.once_here("other_annual_cost")?;
        let other = Money::from_field(other_field)?;
        let (annual_field, maintenance_field) =
            (self.once_near("annual_cost")?, self.once_near("maintenance_cost")?);
        let (annual, maintenance) = (Money::from_field(annual_field)?, Money::from_field(maintenance_field)?);
        let sum = maintenance.yen.checked_add(other.yen)?;
        let units = [annual.unit, maintenance.unit, other.unit];
        let is_one_unit = units.iter().all(|unit| *unit == annual.unit);
        // An amount in 百万円 is rounded: parts in 千円 need not add up to it exactly.
        let coarsest = units.into_iter().map(MoneyUnit::yen).max().unwrap_or(1);
        let allowed = if is_one_unit { 0 } else { coarsest - 1 };
        let unit = if is_one_unit { annual.unit } else { MoneyUnit::Yen };
        (annual.yen.abs_diff(sum) > allowed).then(|| {
            let sum = format!("{}（{}）", sum / unit.yen(), unit.notation());
            let values = vec![
                ("annual_label", annual_field.label.to_string()),
                ("annual", annual_field.text.clone()),
                ("maintenance_label", maintenance_field.label.to_string()),
                ("maintenance", maintenance_field.text.clone()),
                ("other", other_field.text.clone()),
                ("sum", sum),
            ];
            (Code::CostSum, other_field, values)
        })
    }

    /// Returns a finding if more patients are shared than registered.
    fn check_shared_patients(self) -> Finding<'a> {
        let shared_field = self.once_here("shared_patients")?;
        let Value::Count { count: shared } = shared_field.value else { return None };
        let registered_field = self.once_near("registered_patients")?;
        let Value::Count { count: registered } = registered_field.value else { return None };
        (shared > registered).then(|| {
            let values = vec![
                ("shared", shared_field.text.clone()),
                ("registered_label", registered_field.label.to_string()),
                ("registered", registered_field.text.clone()),
            ];
            (Code::SharedExceedsRegistered, shared_field, values)
        })
    }

    /// Returns a finding if a running service has a year of its end, or an ended one has none.
    fn check_end(self) -> Finding<'a> {
        let field = self.once_here("ended")?;
        let operation_field = self.once_near("operation")?;
        let Value::Choice { choice } = &operation_field.value else { return None };
        let code = match Operation::from_choice(choice)? {
            Operation::Running if matches!(field.value, Value::Year { .. }) => Code::EndedButRunning,
            Operation::Ended if field.value.is_blank() => Code::EndedWithoutYear,
            Operation::Running | Operation::Ended => return None,
        };
        let values = vec![
            ("operation_label", operation_field.label.to_string()),
            ("operation", choice.clone()),
            ("ended", field.text.clone()),
        ];
        Some((code, field, values))
    }
}

/// Returns a finding if a paid fee has no amount by month or year.
fn check_fee(field: &Field) -> Finding<'_> {
    let Value::Fee(fee) = &field.value else {
        return None;
    };
    let has_amount = fee.yen_per_month.or(fee.yen_per_year).is_some();
    (fee.charge.as_deref() == Some("有料") && !has_amount)
        .then(|| (Code::FeeWithoutAmount, field, vec![("fee", field.text.clone())]))
}

/// Returns a finding if a year is before 1990 or after 2035.
fn check_year(field: &Field) -> Finding<'_> {
    let (Value::Year { year } | Value::StatusYear { year: Some(year), .. }) = field.value else {
        return None;
    };
    (!YEARS.contains(&year)).then(|| {
        let values = vec![
            ("year", format!("{year}年")),
            ("first", YEARS.start().to_string()),
            ("last", YEARS.end().to_string()),
        ];
        (Code::YearOutOfRange, field, values)
    })
}

/// An amount, and the unit that it was written in.
struct Money {
    unit: MoneyUnit,
    yen: u64,
}

impl Money {
    /// Returns the amount of a field; `None` if its value is no money.
    fn from_field(field: &Field) -> Option<Self> {
        let Value::Money { unit, yen, .. } = field.value else { return None };
        Some(Self { unit, yen })
    }
}

/// The state of a service by 稼働状況, if that is certain.
#[derive(Clone, Copy)]
enum Operation {
    Running,
    Ended,
}

impl Operation {
    /// Returns what サービス運用中 and サービス終了 say; `None` for a choice that says more (運用中止, 終了予定, 一部終了).
    fn from_choice(choice: &str) -> Option<Self> {
        let ends_with = |ends: &[&str]| ends.iter().any(|end| choice.ends_with(end));
        if ["一部", "予定", "未", "非"].iter().any(|limit| choice.contains(limit)) {
            None
        } else if ends_with(&["運用中", "稼働中"]) {
            Some(Self::Running)
        } else if ends_with(&["終了", "終了済み", "終了済"]) && !choice.contains('中') {
            Some(Self::Ended)
        } else {
            None
        }
    }
}

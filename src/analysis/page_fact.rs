//! What files say of a page beside its answers (its file, which fields are blank), and the parts of answers that
//! are several in one: staff, fees.

use strum::{IntoStaticStr, VariantArray};

use super::cell::CellValue;
use super::kind::ColumnKind;
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::schema::{ValueKind, schema};
use crate::model::{Case, CasePage, Fee, PageDate, Value, field_of, prefecture_code};
use crate::search::quantity::{Number, Unit};

/// A fact of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFact {
    /// Whether it is the newest page of its case.
    Newest,
    /// The prefectures served; none for the whole country.
    Prefectures,
    /// Their codes in JIS X 0401.
    PrefectureCodes,
    /// The status in 運用開始状況.
    LaunchStatus,
    /// The staff of the secretariat of one kind.
    Staff(StaffBasis),
    /// A part of the fee in this field.
    Fee(&'static str, FeePart),
    /// The ids of the form's fields in one state.
    FieldsIn(AnswerState),
    /// What is known of its file.
    Source(SourcePart),
}

/// A kind of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum StaffBasis {
    /// 専任.
    FullTime,
    /// 兼任.
    PartTime,
}

/// A part of a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum FeePart {
    /// 有料 or 無料.
    Charge,
    /// 月額.
    YenPerMonth,
    /// 年額.
    YenPerYear,
    /// 補足.
    Note,
}

/// What is known of the file of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum SourcePart {
    /// Its path.
    Path,
    /// The first line of the page.
    FirstLine,
    /// Its format.
    Format,
    /// Its encoding.
    Encoding,
    /// Its date.
    Date,
    /// Where the date is from.
    DateFrom,
}

/// The states of fields that a file of pages lists: what is in none of them is answered.
pub(super) const LISTED_STATES: [AnswerState; 4] =
    [AnswerState::Blank, AnswerState::Unselected, AnswerState::Missing, AnswerState::Unread];

impl PageFact {
    /// Returns every fact.
    pub fn all() -> impl Iterator<Item = Self> {
        let heads = [Self::Newest, Self::Prefectures, Self::PrefectureCodes, Self::LaunchStatus];
        let staff = StaffBasis::VARIANTS.iter().map(|basis| Self::Staff(*basis));
        let fees = schema().fields().filter(|spec| spec.kind == ValueKind::Fee);
        let fees = fees.flat_map(|spec| FeePart::VARIANTS.iter().map(|part| Self::Fee(spec.id, *part)));
        let states = LISTED_STATES.map(Self::FieldsIn);
        let source = SourcePart::VARIANTS.iter().map(|part| Self::Source(*part));
        heads.into_iter().chain(staff).chain(fees).chain(states).chain(source)
    }

    /// Returns the field of the form that it comes from.
    #[must_use]
    pub fn field(self) -> Option<&'static str> {
        match self {
            Self::Prefectures | Self::PrefectureCodes => Some("area"),
            Self::LaunchStatus => Some("launch"),
            Self::Staff(_) => Some("secretariat_staff"),
            Self::Fee(field, _) => Some(field),
            Self::Newest | Self::FieldsIn(_) | Self::Source(_) => None,
        }
    }

    /// Returns its value on a page.
    #[must_use]
    pub fn value(self, page: CasePage<'_>) -> CellValue<'_> {
        let case = page.case;
        match self {
            Self::Newest => CellValue::Flag(page.is_newest),
            Self::Prefectures => items(prefectures(case).map(|(name, _)| name)),
            Self::PrefectureCodes => items(prefectures(case).map(|(_, code)| code)),
            Self::LaunchStatus => match field_of(case, "launch").map(|field| &field.value) {
                Some(Value::StatusYear { status, .. }) => text(status.as_deref()),
                Some(_) | None => CellValue::None,
            },
            Self::Staff(basis) => staff(case, basis).map_or(CellValue::None, whole),
            Self::Fee(field, part) => {
                let fee = field_of(case, field).and_then(|field| field.value.fee());
                fee.map_or(CellValue::None, |fee| fee_part(fee, part))
            }
            Self::FieldsIn(state) => {
                let fields = schema().fields().map(|spec| spec.id);
                items(fields.filter(|id| AnswerState::of_field(case, id) == state))
            }
            Self::Source(part) => source_part(case, part),
        }
    }

    /// Returns its unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Staff(_) => Unit::People,
            Self::Fee(_, FeePart::YenPerMonth | FeePart::YenPerYear) => Unit::Yen,
            Self::Newest
            | Self::Prefectures
            | Self::PrefectureCodes
            | Self::LaunchStatus
            | Self::Fee(_, _)
            | Self::FieldsIn(_)
            | Self::Source(_) => Unit::Items,
        }
    }

    /// Returns the kind of its values.
    #[must_use]
    pub fn kind(self) -> ColumnKind {
        match self {
            Self::Newest => ColumnKind::Flag,
            Self::Prefectures | Self::PrefectureCodes | Self::FieldsIn(_) => ColumnKind::Items,
            Self::Staff(_) | Self::Source(SourcePart::FirstLine) => ColumnKind::Number,
            Self::Fee(_, FeePart::YenPerMonth | FeePart::YenPerYear) => ColumnKind::Yen,
            Self::Source(SourcePart::Date) => ColumnKind::Date,
            Self::LaunchStatus | Self::Fee(_, _) | Self::Source(_) => ColumnKind::Text,
        }
    }

    /// Returns its id in files.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::Newest => "newest".to_owned(),
            Self::Prefectures => "prefectures".to_owned(),
            Self::PrefectureCodes => "prefecture_codes".to_owned(),
            Self::LaunchStatus => "launch_status".to_owned(),
            Self::Staff(basis) => format!("secretariat_{}", <&str>::from(basis)),
            Self::Fee(field, part) => format!("{field}_{}", <&str>::from(part)),
            Self::FieldsIn(state) => format!("{}_fields", state.id()),
            Self::Source(part) => format!("source_{}", <&str>::from(part)),
        }
    }

    /// Returns its label; `of` is that of the field that it comes from.
    #[must_use]
    pub fn label(self, of: &str, lang: Lang) -> String {
        let part = |id| format!("{of}:{}", lang.text(id));
        match self {
            Self::Newest => lang.text("analysis.newest").to_owned(),
            Self::Prefectures => lang.text("analysis.prefectures").to_owned(),
            Self::PrefectureCodes => lang.text("analysis.prefecture_codes").to_owned(),
            Self::LaunchStatus => part("analysis.launch_status"),
            Self::Staff(StaffBasis::FullTime) => part("analysis.full_time"),
            Self::Staff(StaffBasis::PartTime) => part("analysis.part_time"),
            Self::Fee(_, FeePart::Charge) => part("analysis.charge"),
            Self::Fee(_, FeePart::YenPerMonth) => part("analysis.yen_per_month"),
            Self::Fee(_, FeePart::YenPerYear) => part("analysis.yen_per_year"),
            Self::Fee(_, FeePart::Note) => part("analysis.fee_note"),
            Self::FieldsIn(state) => lang.fill("analysis.fields_in", &[("state", &state.label(lang))]),
            Self::Source(part) => lang
                .text(match part {
                    SourcePart::Path => "analysis.source_path",
                    SourcePart::FirstLine => "analysis.source_first_line",
                    SourcePart::Format => "analysis.source_format",
                    SourcePart::Encoding => "analysis.source_encoding",
                    SourcePart::Date => "analysis.source_date",
                    SourcePart::DateFrom => "analysis.source_date_from",
                })
                .to_owned(),
        }
    }
}

/// Returns the prefectures of a case that are one, with their codes.
fn prefectures(case: &Case) -> impl Iterator<Item = (&'static str, &'static str)> {
    case.prefectures.iter().filter_map(|name| Some((*name, prefecture_code(name)?)))
}

fn items<'a>(items: impl Iterator<Item = &'a str>) -> CellValue<'a> {
    let items: Vec<&str> = items.collect();
    if items.is_empty() { CellValue::None } else { CellValue::Items(items) }
}

fn text(text: Option<&str>) -> CellValue<'_> {
    text.map_or(CellValue::None, CellValue::Text)
}

fn whole<'a>(number: u64) -> CellValue<'a> {
    CellValue::Number(Number::whole(number))
}

/// Returns the people of one kind; `None` if the page has none.
fn staff(case: &Case, basis: StaffBasis) -> Option<u64> {
    let Value::Staff { groups } = &field_of(case, "secretariat_staff")?.value else { return None };
    let word = match basis {
        StaffBasis::FullTime => "専任",
        StaffBasis::PartTime => "兼任",
    };
    let mut people = groups.iter().filter(|group| group.basis.as_deref() == Some(word)).peekable();
    people.peek()?;
    people.try_fold(0_u64, |sum, group| sum.checked_add(group.people))
}

fn fee_part(fee: &Fee, part: FeePart) -> CellValue<'_> {
    match part {
        FeePart::Charge => text(fee.charge.as_deref()),
        FeePart::YenPerMonth => fee.yen_per_month.map_or(CellValue::None, whole),
        FeePart::YenPerYear => fee.yen_per_year.map_or(CellValue::None, whole),
        FeePart::Note => text(fee.note.as_deref()),
    }
}

fn source_part(case: &Case, part: SourcePart) -> CellValue<'_> {
    let source = &case.source;
    let date = || PageDate::of_page(case);
    match part {
        SourcePart::Path => CellValue::Text(&source.path),
        SourcePart::FirstLine if !source.has_lines() => CellValue::None,
        SourcePart::FirstLine => whole(source.lines.first.into()),
        SourcePart::Format => CellValue::Text(source.format.into()),
        SourcePart::Encoding => CellValue::Text(source.encoding),
        SourcePart::Date => date().map_or(CellValue::None, |date| CellValue::Date(date.date)),
        SourcePart::DateFrom => text(date().map(|date| date.source.into())),
    }
}

//! The head of a column: id for files, label, unit, kind, and the formula of a derived one.

use super::assets::{DERIVED, DerivedColumn, MEASURES, MeasureHead};
use super::cell::{Cell, CellValue, NumberFormat};
use super::classes::Class;
use super::column::{Aggregate, Column, ItemColumn, Quality};
use super::kind::ColumnKind;
use crate::lang::Lang;
use crate::model::EffectMark;
use crate::model::schema::{schema, section_of};
use crate::search::names::{find_name, find_quantity, quantity_word};
use crate::search::place::{HeadPart, SearchScope};
use crate::search::quantity::{Measure, Quantity, Unit};

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The id for files; it has the unit where it is money.
    pub id: String,
    /// The label; that of a derived column begins with `=`.
    pub label: String,
    /// The label in English; empty where it is the id.
    pub english: String,
    /// The title of the form's section that it comes from; empty if it is from none.
    pub section: &'static str,
    /// The unit, as it is shown; empty if it has none.
    pub unit: &'static str,
    /// The unit in files, which is never a multiple.
    pub base_unit: &'static str,
    /// The kind of its values.
    pub kind: ColumnKind,
    /// True for a number that has no decimals in any row.
    pub is_whole: bool,
    /// True if the column follows from others and is not on the page.
    pub derived: bool,
    /// The formula of a derived number.
    pub formula: Option<String>,
}

/// Returns a label with a unit behind it: `構築費（千円）`; one that ends so says it itself.
#[must_use]
pub fn label_with_unit(label: &str, unit: &str, lang: Lang) -> String {
    if unit.is_empty() || label.ends_with(unit) {
        return label.to_owned();
    }
    lang.fill("analysis.label_with_unit", &[("label", &label), ("unit", &unit)])
}

impl Column {
    /// Returns its head; the unit of money depends on how the column is shown.
    #[must_use]
    pub fn heading(&self, format: NumberFormat, lang: Lang) -> Heading {
        let label = self.label(lang);
        let derived = self.is_derived();
        Heading {
            id: self.id(),
            label: if derived { format!("={label}") } else { label },
            english: self.label(Lang::En),
            section: self.section(lang),
            unit: self.unit(format, lang),
            base_unit: self.unit(NumberFormat::Whole, lang),
            kind: self.kind(),
            is_whole: self.is_whole(),
            derived,
            formula: self.formula(lang),
        }
    }

    /// Returns how the numbers of the column are shown: money in 1,000 yen where all of it is whole so.
    #[must_use]
    pub fn number_format<'c, 'a: 'c>(&self, cells: impl Iterator<Item = &'c Cell<'a>>) -> NumberFormat {
        match self.kind() {
            ColumnKind::Year => NumberFormat::Year,
            ColumnKind::Share => NumberFormat::Share,
            ColumnKind::Ratio if matches!(self, Self::Likeness(_)) => NumberFormat::Whole,
            ColumnKind::Ratio => NumberFormat::OneDecimal,
            ColumnKind::Yen if !self.is_ratio() => {
                let is_thousands = cells.filter(|cell| cell.value != CellValue::None).all(is_thousands);
                if is_thousands { NumberFormat::ThousandYen } else { NumberFormat::Whole }
            }
            ColumnKind::Yen
            | ColumnKind::Number
            | ColumnKind::Text
            | ColumnKind::Choice
            | ColumnKind::Items
            | ColumnKind::Mark
            | ColumnKind::Flag
            | ColumnKind::Date => NumberFormat::Whole,
        }
    }

    /// Returns the kind of its values.
    #[must_use]
    pub fn kind(&self) -> ColumnKind {
        match self {
            Self::Field(id) => ColumnKind::of_field(id),
            Self::Quantity(quantity) => match (quantity.unit(), quantity) {
                (Unit::Year, _) => ColumnKind::Year,
                (Unit::Yen, _) => ColumnKind::Yen,
                (Unit::Share, _) => ColumnKind::Share,
                (Unit::People | Unit::Facilities | Unit::Items, Quantity::Of(_)) => ColumnKind::Number,
                (Unit::People | Unit::Facilities | Unit::Items, Quantity::Per { .. }) => ColumnKind::Ratio,
            },
            Self::Marks | Self::Effect(_) => ColumnKind::Mark,
            Self::MarkCount(_) | Self::OtherItems { .. } | Self::Quality(_) => ColumnKind::Number,
            Self::Item(_) => ColumnKind::Flag,
            Self::Likeness(_) => ColumnKind::Ratio,
            Self::Fact(fact) => fact.kind(),
            Self::Class(Class::Region) => ColumnKind::Items,
            Self::Head(_) | Self::NameAndYear | Self::Part { .. } | Self::Class(Class::LeadKind) => {
                ColumnKind::Text
            }
            Self::Aggregate { function: Aggregate::Share, .. } => ColumnKind::Share,
            Self::Aggregate { function: Aggregate::Count | Aggregate::Kinds, .. } => ColumnKind::Number,
            Self::Aggregate { of, .. } => {
                let kind = of.as_ref().map(|of| of.kind());
                kind.filter(|kind| kind.is_number()).unwrap_or(ColumnKind::Number)
            }
        }
    }

    /// Returns the title of the form's section that it comes from.
    fn section(&self, lang: Lang) -> &'static str {
        let id = self.fields().first().and_then(|field| section_of(field));
        id.and_then(|id| schema().section(id)).map_or("", |section| match lang {
            Lang::Ja => section.title,
            Lang::En => section.en,
        })
    }

    /// True for a number that has no decimals in any row.
    fn is_whole(&self) -> bool {
        match self {
            Self::Quantity(Quantity::Of(_))
            | Self::MarkCount(_)
            | Self::OtherItems { .. }
            | Self::Quality(_)
            | Self::Aggregate { function: Aggregate::Count | Aggregate::Kinds | Aggregate::Sum, .. } => true,
            Self::Fact(_) => self.kind().is_number(),
            Self::Head(_)
            | Self::Field(_)
            | Self::Quantity(Quantity::Per { .. })
            | Self::Marks
            | Self::Effect(_)
            | Self::Item(_)
            | Self::Class(_)
            | Self::NameAndYear
            | Self::Likeness(_)
            | Self::Part { .. }
            | Self::Aggregate { .. } => false,
        }
    }

    /// Returns the column that a figure sums up, else itself.
    fn summed_up(&self) -> &Self {
        if let Self::Aggregate { of: Some(of), .. } = self { of.summed_up() } else { self }
    }

    fn is_ratio(&self) -> bool {
        matches!(self.summed_up(), Self::Quantity(Quantity::Per { .. }) | Self::Likeness(_))
    }

    fn is_derived(&self) -> bool {
        let of = self.summed_up();
        self.is_ratio() || matches!(of, Self::Class(_) | Self::NameAndYear)
    }

    fn unit(&self, format: NumberFormat, lang: Lang) -> &'static str {
        let is_count = matches!(
            self,
            Self::Aggregate { function: Aggregate::Share | Aggregate::Count | Aggregate::Kinds, .. }
        );
        if is_count {
            return "";
        }
        if let Self::Fact(fact) = self.summed_up() {
            return unit_word(fact.unit(), format, lang);
        }
        let Self::Quantity(quantity) = self.summed_up() else { return "" };
        quantity_unit(*quantity, format, lang)
    }

    /// Returns its id for files.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Head(part) => head_id(*part).to_owned(),
            Self::Field(id) => (*id).to_owned(),
            Self::Quantity(quantity) => quantity_id(*quantity),
            Self::Marks => "effects".to_owned(),
            Self::MarkCount(mark) => format!("effects_{}", mark_id(*mark)),
            Self::Effect(at) => format!("effect_{:02}", at + 1),
            Self::Item(ItemColumn { fields, item, .. }) => format!("{}:{item}", fields.join("+")),
            Self::OtherItems { fields, .. } => format!("{}:other", fields.join("+")),
            Self::Class(Class::Region) => "region".to_owned(),
            Self::Class(Class::LeadKind) => "lead_kind".to_owned(),
            Self::Quality(quality) => <&str>::from(*quality).to_owned(),
            Self::Fact(fact) => fact.id(),
            Self::NameAndYear => "name_and_year".to_owned(),
            Self::Likeness(base) => format!("likeness:{}", base.text()),
            Self::Part { of, part } => format!("{}.{}", of.id(), <&str>::from(*part)),
            Self::Aggregate { function, of } => {
                let function = <&str>::from(*function);
                of.as_ref().map_or_else(|| function.to_owned(), |of| format!("{function}_{}", of.id()))
            }
        }
    }

    /// Returns its label, without the `=` of a derived one.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        let text = |id| lang.text(id).to_owned();
        match self {
            Self::Head(HeadPart::Nickname) => text("analysis.nickname"),
            Self::Head(HeadPart::Name) => text("analysis.name"),
            Self::Head(HeadPart::Id) => "ID".to_owned(),
            Self::Head(HeadPart::Url) => "URL".to_owned(),
            Self::Field(id) => field_label(id, lang),
            Self::Quantity(quantity) => quantity_label(*quantity, lang),
            Self::Marks => text("analysis.effects"),
            Self::MarkCount(mark) => super::cell::mark_sign(*mark).to_owned(),
            Self::Effect(at) => schema().effects.get(*at).map_or_else(String::new, |item| match lang {
                Lang::Ja => item.text.to_owned(),
                Lang::En => item.en.to_owned(),
            }),
            Self::Item(ItemColumn { item, .. }) => item.clone(),
            Self::OtherItems { .. } => text("analysis.other_items"),
            Self::Class(Class::Region) => text("analysis.region"),
            Self::Class(Class::LeadKind) => text("analysis.lead_kind"),
            Self::Quality(quality) => text(quality_label(*quality)),
            Self::Fact(fact) => {
                fact.label(&fact.field().map_or_else(String::new, |id| field_label(id, lang)), lang)
            }
            Self::NameAndYear => text("analysis.name_and_year"),
            Self::Likeness(base) if base.entry.is_some() => {
                format!("{}:{}", lang.text("analysis.likeness"), base.name)
            }
            Self::Likeness(_) => text("analysis.likeness"),
            Self::Part { of, part } => format!("{}.{}", of.label(lang), <&str>::from(*part)),
            Self::Aggregate { function, of: None } => text(aggregate_label(*function)),
            Self::Aggregate { function, of: Some(of) } => {
                format!("{}({})", lang.text(aggregate_label(*function)), of.label(lang))
            }
        }
    }

    fn formula(&self, lang: Lang) -> Option<String> {
        if let Self::Class(class) = self {
            return Some(field_label(class.field(), lang));
        }
        let Self::Quantity(Quantity::Per { measure, per }) = self.summed_up() else { return None };
        let label = |measure| quantity_label(Quantity::Of(measure), lang);
        Some(format!("{} ÷ {}", label(*measure), label(*per)))
    }
}

/// True for an amount that is a whole number of 1,000 yen. A figure over several is shown as they are where it is
/// large enough for the rounding.
fn is_thousands(cell: &Cell<'_>) -> bool {
    if let CellValue::Figure(figure) = cell.value {
        return figure == 0.0 || figure >= LEAST_IN_THOUSANDS;
    }
    cell.number().is_some_and(|number| number.under() == 1 && number.over() % 1_000 == 0)
}

/// A figure over several amounts is shown in 1,000 yen from here on.
const LEAST_IN_THOUSANDS: f64 = 1_000_000.0;

/// Returns the label of a field; that of the prefectures is short, and one that is something else too has its
/// section in front: `料金:診療所`.
fn field_label(id: &str, lang: Lang) -> String {
    if id == "area" {
        return lang.text("analysis.prefecture").to_owned();
    }
    let Some(spec) = schema().field(id) else { return String::new() };
    let label = match lang {
        Lang::Ja => spec.label,
        Lang::En => spec.en,
    };
    let stands_for_it = find_name(spec.label).is_some_and(|named| {
        let SearchScope { fields, sections, heads } = &named.place;
        let is_alone = fields.as_slice() == [id] && sections.iter().all(|own| section_of(id) == Some(own));
        is_alone && heads.is_empty() || sections.len() == 1 && fields.is_empty()
    });
    let section = section_of(id).and_then(|section| schema().section(section));
    match section.filter(|_| !stands_for_it) {
        Some(section) if lang == Lang::Ja => format!("{}:{label}", section.short),
        Some(_) | None => label.to_owned(),
    }
}

fn measure_head(measure: Measure) -> Option<&'static MeasureHead> {
    MEASURES.iter().find(|head| head.measure == measure)
}

/// Returns what tables know of a ratio by themselves.
fn derived_column(quantity: Quantity) -> Option<&'static DerivedColumn> {
    DERIVED.iter().find(|known| find_quantity(known.ratio) == Some(quantity))
}

fn quantity_label(quantity: Quantity, lang: Lang) -> String {
    let head = |measure| {
        measure_head(measure).map_or("", |head| match lang {
            Lang::Ja => head.ja,
            Lang::En => head.en,
        })
    };
    match (quantity, lang) {
        (Quantity::Of(measure), _) => head(measure).to_owned(),
        (Quantity::Per { measure, per }, Lang::En) => format!("{}/{}", head(measure), head(per)),
        (Quantity::Per { measure, per }, Lang::Ja) => {
            let known = derived_column(quantity);
            let word = |measure| quantity_word(measure).unwrap_or_default();
            known.map_or_else(|| format!("{}/{}", word(measure), word(per)), |known| known.ratio.to_owned())
        }
    }
}

fn quantity_id(quantity: Quantity) -> String {
    match quantity {
        Quantity::Of(measure) => measure_head(measure).map_or("", |head| head.file).to_owned(),
        Quantity::Per { measure, per } => {
            if let Some(file) = derived_column(quantity).and_then(|known| known.file) {
                return file.to_owned();
            }
            let one = measure_head(per).map_or("", |head| head.one);
            format!("{}_per_{one}", quantity_id(Quantity::Of(measure)))
        }
    }
}

fn quantity_unit(quantity: Quantity, format: NumberFormat, lang: Lang) -> &'static str {
    let of = match quantity {
        Quantity::Of(measure) | Quantity::Per { measure, .. } => measure.unit(),
    };
    if quantity.unit() == Unit::Share { "" } else { unit_word(of, format, lang) }
}

/// Returns the word for a unit; that of money depends on how it is shown.
fn unit_word(unit: Unit, format: NumberFormat, lang: Lang) -> &'static str {
    match unit {
        Unit::People => lang.text("analysis.unit_people"),
        Unit::Facilities => lang.text("analysis.unit_facilities"),
        Unit::Year => lang.text("analysis.unit_year"),
        Unit::Yen if format == NumberFormat::ThousandYen => lang.text("analysis.unit_thousand_yen"),
        Unit::Yen => lang.text("analysis.unit_yen"),
        Unit::Items | Unit::Share => "",
    }
}

/// Returns the id of a part above the sections.
fn head_id(part: HeadPart) -> &'static str {
    match part {
        HeadPart::Name => "name",
        HeadPart::Nickname => "nickname",
        HeadPart::Id => "id",
        HeadPart::Url => "url",
    }
}

fn mark_id(mark: EffectMark) -> &'static str {
    match mark {
        EffectMark::Effective => "effective",
        EffectMark::Neutral => "neutral",
        EffectMark::Ineffective => "ineffective",
        EffectMark::Unanswered => "unanswered",
    }
}

fn quality_label(quality: Quality) -> &'static str {
    match quality {
        Quality::AnsweredCount => "analysis.answered",
        Quality::BlankCount => "analysis.blank",
        Quality::UnselectedCount => "analysis.unselected",
        Quality::MissingCount => "analysis.missing",
        Quality::UnreadCount => "analysis.unread",
        Quality::Warnings => "analysis.warnings",
        Quality::Pages => "analysis.pages",
    }
}

fn aggregate_label(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Count => "analysis.count",
        Aggregate::Share => "analysis.share",
        Aggregate::Sum => "analysis.sum",
        Aggregate::Mean => "analysis.mean",
        Aggregate::Median => "analysis.median",
        Aggregate::Min => "analysis.min",
        Aggregate::Max => "analysis.max",
        Aggregate::Q1 => "analysis.q1",
        Aggregate::Q3 => "analysis.q3",
        Aggregate::Kinds => "analysis.kinds",
    }
}

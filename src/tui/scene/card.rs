//! The card of a case: the figures that people come for, what it is, and the address of its own site.

use ratatui::layout::Rect;

use crate::analysis::Column;
use crate::analysis::cell::NumberFormat;
use crate::field_table::{Role, Span, fact_lines, key_facts};
use crate::lang::Lang;
use crate::model::Case;
use crate::search::quantity::{Measure, Quantity, Unit};
use crate::text::number::brief_myriads;
use crate::text::width::cells;
use crate::text::{ascii_address, displayed_address};
use crate::tui::layout::{DetailPane, Regions};

/// An address on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenLink {
    /// The whole address in ASCII.
    pub url: String,
    /// Where it is written, line by line.
    pub areas: Vec<Rect>,
}

/// Returns the lines of the card: the figures, below them the key facts with the address.
#[must_use]
pub fn card_lines(case: &Case, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let mut facts = key_facts(case, lang);
    facts.extend(case.url.as_deref().map(|url| vec![Span::new(displayed_address(url), Role::Link)]));
    let mut lines = fact_lines(figures(case, lang), width);
    lines.extend(fact_lines(facts, width));
    lines
}

/// The figures of the card, with their words.
const FIGURES: [(Quantity, &str); 5] = [
    (Quantity::Of(Measure::RegisteredPatients), "browser.card_patients"),
    (Quantity::Of(Measure::Facilities), "browser.card_facilities"),
    (Quantity::Of(Measure::BuildCost), "browser.card_build"),
    (Quantity::Of(Measure::AnnualCost), "browser.card_running"),
    (COST_OF_PATIENT, "browser.card_per_patient"),
];
const COST_OF_PATIENT: Quantity =
    Quantity::Per { measure: Measure::AnnualCost, per: Measure::RegisteredPatients };

/// Returns patients, facilities, costs and the running cost of a patient, those that the page states.
fn figures(case: &Case, lang: Lang) -> Vec<Vec<Span>> {
    let figure = |(quantity, id): (Quantity, &'static str)| {
        let number = brief_number(quantity, case, lang)?;
        let role =
            if quantity == Quantity::Of(Measure::RegisteredPatients) { Role::Text } else { Role::Derived };
        let words = lang.text(id);
        let (before, behind) = words.split_once("{number}").unwrap_or((words, ""));
        let spans = [(before.to_owned(), Role::Plain), (number, role), (behind.to_owned(), Role::Plain)];
        let spans = spans.into_iter().filter(|(text, _)| !text.is_empty());
        Some(spans.map(|(text, role)| Span::new(text, role)).collect())
    };
    FIGURES.into_iter().filter_map(figure).collect()
}

/// Returns a number of a case without its unit: money in myriads of four digits, or whole in English.
fn brief_number(quantity: Quantity, case: &Case, lang: Lang) -> Option<String> {
    let number = quantity.value_in(case)?;
    let whole = quantity.measure().and_then(|measure| measure.value_in(case));
    Some(match (quantity.unit(), whole) {
        (Unit::Yen, Some(yen)) if lang == Lang::Ja => brief_myriads(yen),
        (Unit::Year, _) => NumberFormat::Year.text(number),
        (Unit::Share, _) => NumberFormat::Share.text(number),
        (Unit::Items, None) => NumberFormat::OneDecimal.text(number),
        (Unit::Yen | Unit::People | Unit::Facilities | Unit::Items, _) => NumberFormat::Whole.text(number),
    })
}

/// Returns a number of a case with its unit.
#[must_use]
pub fn brief_figure(quantity: Quantity, case: &Case, lang: Lang) -> Option<String> {
    let number = brief_number(quantity, case, lang)?;
    let id = match quantity.unit() {
        Unit::Yen => "browser.brief_yen",
        Unit::People => "browser.brief_people",
        Unit::Facilities | Unit::Year | Unit::Items | Unit::Share => return Some(number),
    };
    Some(lang.fill(id, &[("number", &number)]))
}

/// Returns a number of a case with the words of the card, else with the name of its column.
#[must_use]
pub fn figure_words(quantity: Quantity, case: &Case, lang: Lang) -> Option<String> {
    let own = FIGURES.into_iter().find(|(figure, _)| *figure == quantity);
    match own {
        Some((_, id)) => Some(lang.fill(id, &[("number", &brief_number(quantity, case, lang)?)])),
        None if quantity == Quantity::Of(Measure::Launch) => {
            Some(lang.fill("browser.brief_year", &[("number", &brief_number(quantity, case, lang)?)]))
        }
        None => {
            let label = Column::Quantity(quantity).label(lang);
            Some(format!("{label} {}", brief_figure(quantity, case, lang)?))
        }
    }
}

/// Returns where the address of the case is on the screen; `None` if it is not, or is no web page.
#[must_use]
pub fn screen_link(
    case: &Case,
    pane: &DetailPane,
    regions: &Regions,
    lines: &[Vec<Span>],
) -> Option<ScreenLink> {
    let url = ascii_address(case.url.as_deref()?)?;
    let card = pane.card;
    let mut areas = Vec::new();
    for (y, line) in (card.y..card.bottom()).zip(lines).filter(|(y, _)| *y < regions.footer.y) {
        let mut x = card.x;
        for span in line {
            let width = u16::try_from(cells(&span.text)).unwrap_or(u16::MAX);
            if span.role == Role::Link {
                areas.push(Rect { x, y, width, height: 1 }.intersection(card));
            }
            x = x.saturating_add(width);
        }
    }
    (!areas.is_empty()).then_some(ScreenLink { url, areas })
}

//! Values of several items: lists, the effects, the facilities.

use super::bars::{BarColumn, bar};
use super::flow::{ValueRow, pack_rows};
use super::locate::{locate_parts, shows_all, trim_range};
use super::span::{BLANK, Role, Span};
use crate::lang::Lang;
use crate::model::schema::english_name;
use crate::model::{EffectItem, EffectMark, FacilityItem};
use crate::text::width::cells;

/// Returns a row with a bullet for each item. Words that a field repeats before its items
/// (医療機関との通信) are kept, as `Plain`. `None` if an item is not in the text.
pub(super) fn list_rows(text: &str, items: &[String]) -> Option<Vec<ValueRow>> {
    let places = locate_parts(text, items.iter().map(String::as_str))?;
    let between = |range| trim_range(text, range, &['、']);
    let repeated = |range| Span::from_page(text, range, Role::Plain);
    let mut from = 0;
    let mut rows = Vec::with_capacity(items.len());
    for place in places {
        let before = between(from..place.start);
        from = place.end;
        let mut body = if before.is_empty() { Vec::new() } else { vec![repeated(before)] };
        body.push(Span::from_page(text, place, Role::Text));
        rows.push(ValueRow::with_lead(vec![Span::new("・", Role::Plain)], body));
    }
    let after = between(from..text.len());
    if let Some(row) = rows.last_mut().filter(|_| !after.is_empty()) {
        row.body.push(repeated(after));
    }
    Some(rows)
}

/// Returns the sign of a mark and its role.
fn mark_sign(mark: EffectMark) -> (&'static str, Role) {
    match mark {
        EffectMark::Effective => ("○", Role::Effective),
        EffectMark::Neutral => ("△", Role::Neutral),
        EffectMark::Ineffective => ("×", Role::Ineffective),
        EffectMark::Unanswered => ("–", Role::Unanswered),
    }
}

/// Returns a tally, then the items after their marks. `None` if the text has words that no item has.
pub(super) fn effect_rows(
    text: &str,
    items: &[EffectItem],
    width: usize,
    lang: Lang,
) -> Option<Vec<ValueRow>> {
    let places = locate_parts(text, items.iter().map(|item| item.text.as_str()))?;
    let own: Vec<Span> = places.into_iter().map(|place| Span::from_page(text, place, Role::Text)).collect();
    let marks = ['(', ')', '（', '）', '○', '〇', '◯', '△', '×', '✕', '、'];
    if !shows_all(text, &own, &marks) {
        return None;
    }
    let english = |item: &EffectItem| match lang {
        Lang::Ja => None,
        Lang::En => english_name(&item.text),
    };
    let widest = own.iter().map(|span| cells(&span.text)).max().unwrap_or_default();
    let widest_english = items.iter().filter_map(english).map(cells).max().unwrap_or_default();
    let beside = widest + widest_english + 4 <= width;
    let mut rows = pack_rows(tally_lines(items, lang), " · ", 0, width);
    for (item, own) in items.iter().zip(own) {
        let (mark, role) = mark_sign(item.mark);
        let used = cells(&own.text);
        let mut row = ValueRow::with_lead(vec![Span::new(format!("{mark} "), role)], vec![own]);
        match english(item) {
            Some(name) if beside => {
                row.body.push(Span::space(widest + 2 - used));
                row.body.push(Span::new(name, Role::English));
                rows.push(row);
            }
            Some(name) => {
                rows.push(row);
                rows.push(ValueRow::with_lead(
                    vec![Span::space(cells(mark) + 1)],
                    vec![Span::new(name, Role::English)],
                ));
            }
            None => rows.push(row),
        }
    }
    Some(rows)
}

/// Returns ○ 効果あり 9 · △ どちらとも言えない 7 · × 効果なし 0.
fn tally_lines(items: &[EffectItem], lang: Lang) -> Vec<Vec<Span>> {
    let all = [
        (EffectMark::Effective, "page.effective"),
        (EffectMark::Neutral, "page.neutral"),
        (EffectMark::Ineffective, "page.ineffective"),
        (EffectMark::Unanswered, "page.unanswered"),
    ];
    let mut parts = Vec::new();
    for (mark, id) in all {
        let count = items.iter().filter(|item| item.mark == mark).count();
        // The form has no empty mark: it is only listed if the page has one.
        if count == 0 && mark == EffectMark::Unanswered {
            continue;
        }
        let (sign, role) = mark_sign(mark);
        let (role, words) = if count == 0 { (Role::Blank, Role::Blank) } else { (role, Role::Derived) };
        parts.push(vec![Span::new(sign, role), Span::new(format!(" {} {count}", lang.text(id)), words)]);
    }
    parts
}

/// The page's words for a type of facility: 病院, 実施中, 22施設.
struct FacilityRow {
    name: Span,
    status: Option<Span>,
    number: Option<Span>,
    count: u64,
}

/// The widths of the columns of facilities.
struct FacilityColumns {
    name: usize,
    /// With the gap behind it; 0 where no type has a status.
    status: usize,
    number: usize,
}

impl FacilityColumns {
    fn of_rows(rows: &[FacilityRow]) -> Self {
        let widest = |part: fn(&FacilityRow) -> Option<&Span>| {
            rows.iter().filter_map(part).map(|span| cells(&span.text)).max().unwrap_or_default()
        };
        let status = widest(|row| row.status.as_ref());
        Self {
            name: widest(|row| Some(&row.name)),
            status: if status == 0 { 0 } else { status + 2 },
            number: widest(|row| row.number.as_ref()).max(cells(BLANK)),
        }
    }

    fn cells(&self) -> usize {
        self.name + 2 + self.status + self.number
    }
}

/// Returns the cells before the bars of facilities; `None` if they have none.
pub(super) fn facility_width(text: &str, items: &[FacilityItem]) -> Option<usize> {
    let rows = parse_facilities(text, items)?;
    rows.iter().any(|row| row.count > 0).then(|| FacilityColumns::of_rows(&rows).cells())
}

/// Returns aligned columns with a bar; if narrower, without bars; if narrower still, the page's own line
/// per item. `None` if the text has words that no item has.
pub(super) fn facility_table(
    text: &str,
    items: &[FacilityItem],
    width: usize,
    bars: BarColumn,
) -> Option<Vec<ValueRow>> {
    let rows = parse_facilities(text, items)?;
    let columns = FacilityColumns::of_rows(&rows);
    let used = columns.cells();
    if used > width {
        return Some(rows.into_iter().flat_map(|row| plain_rows(row, width)).collect());
    }
    let largest = rows.iter().map(|row| row.count).max().unwrap_or_default();
    let aligned = |row: FacilityRow| {
        let mut body = vec![Span::space(columns.name + 2 - cells(&row.name.text))];
        let taken = row.status.as_ref().map_or(0, |span| cells(&span.text));
        body.extend(row.status);
        let shown = row.number.unwrap_or_else(|| Span::new(BLANK, Role::Blank));
        body.push(Span::space(columns.status + columns.number - taken - cells(&shown.text)));
        body.push(shown);
        let bar = bar(row.count, largest, bars.room);
        if let Some(gap) = bars.start.checked_sub(used).filter(|_| !bar.is_empty()) {
            body.push(Span::space(gap));
            body.push(Span::new(bar, Role::Bar));
        }
        body.insert(0, row.name);
        ValueRow::new(body)
    };
    Some(rows.into_iter().map(aligned).collect())
}

/// Returns 病院 実施中 22施設, on as many rows as it needs.
fn plain_rows(row: FacilityRow, width: usize) -> Vec<ValueRow> {
    let blank = row.status.is_none() && row.number.is_none();
    let parts = [Some(row.name), row.status, row.number, blank.then(|| Span::new(BLANK, Role::Blank))];
    pack_rows(parts.into_iter().flatten().map(|part| vec![part]).collect(), " ", 2, width)
}

/// Parses the text, which contains the types in order.
fn parse_facilities(text: &str, items: &[FacilityItem]) -> Option<Vec<FacilityRow>> {
    let separators = ['【', '】', '：', ':', '、'];
    let own = |range| Span::from_page(text, range, Role::Text);
    let places = locate_parts(text, items.iter().map(|item| item.facility_type.as_str()))?;
    let ends = places.iter().skip(1).map(|place| place.start).chain([text.len()]);
    let mut rows = Vec::with_capacity(items.len());
    for ((item, name), end) in items.iter().zip(&places).zip(ends) {
        let mut rest = trim_range(text, name.end..end, &separators);
        let mut status = None;
        if let Some(said) = item.status.as_deref().filter(|said| text[rest.clone()].starts_with(said)) {
            status = Some(own(rest.start..rest.start + said.len()));
            rest = trim_range(text, rest.start + said.len()..rest.end, &separators);
        }
        let number = (!rest.is_empty()).then(|| own(rest));
        rows.push(FacilityRow {
            name: own(name.clone()),
            status,
            number,
            count: item.count.unwrap_or_default(),
        });
    }
    let spans = rows.iter().flat_map(|row| [Some(&row.name), row.status.as_ref(), row.number.as_ref()]);
    shows_all(text, spans.flatten(), &separators).then_some(rows)
}

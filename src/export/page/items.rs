//! Values of several items: lists, the effects, the facilities.

use super::amount::bar;
use super::flow::{Row, packed};
use super::locate::{places, shows_all, trimmed};
use super::span::{BLANK, Role, Span};
use crate::lang::Lang;
use crate::model::schema::english;
use crate::model::{EffectItem, EffectMark, FacilityItem};
use crate::text::width::cells;

/// The longest bar beside a facility.
const LONGEST_BAR: usize = 24;
/// The shortest that still tells the facilities apart.
const SHORTEST_BAR: usize = 6;

/// Bullets, an item each. Words that a field repeats before its items (医療機関との通信) stay, as
/// `Plain`. `None` where an item is not in the text.
pub(super) fn list(text: &str, items: &[String]) -> Option<Vec<Row>> {
    let places = places(text, items.iter().map(String::as_str))?;
    let between = |range| trimmed(text, range, &['、']);
    let repeated = |range| Span::of_page(text, range, Role::Plain);
    let mut from = 0;
    let mut rows = Vec::with_capacity(items.len());
    for place in places {
        let before = between(from..place.start);
        from = place.end;
        let mut body = if before.is_empty() { Vec::new() } else { vec![repeated(before)] };
        body.push(Span::of_page(text, place, Role::Text));
        rows.push(Row::led(vec![Span::new("・", Role::Plain)], body));
    }
    let after = between(from..text.len());
    if let Some(row) = rows.last_mut().filter(|_| !after.is_empty()) {
        row.body.push(repeated(after));
    }
    Some(rows)
}

/// The mark as it is drawn and its role.
fn drawn(mark: EffectMark) -> (&'static str, Role) {
    match mark {
        EffectMark::Effective => ("○", Role::Effective),
        EffectMark::Neutral => ("△", Role::Neutral),
        EffectMark::Ineffective => ("×", Role::Ineffective),
        EffectMark::Unanswered => ("–", Role::Unanswered),
    }
}

/// A tally, then the items behind their marks. `None` where the text has words that no item has.
pub(super) fn effects(text: &str, items: &[EffectItem], width: usize, lang: Lang) -> Option<Vec<Row>> {
    let places = places(text, items.iter().map(|item| item.text.as_str()))?;
    let own: Vec<Span> = places.into_iter().map(|place| Span::of_page(text, place, Role::Text)).collect();
    let marks = ['(', ')', '（', '）', '○', '〇', '◯', '△', '×', '✕', '、'];
    if !shows_all(text, &own, &marks) {
        return None;
    }
    let english = |item: &EffectItem| match lang {
        Lang::Ja => None,
        Lang::En => english(&item.text),
    };
    let widest = own.iter().map(|span| cells(&span.text)).max().unwrap_or_default();
    let widest_english = items.iter().filter_map(english).map(cells).max().unwrap_or_default();
    let beside = widest + widest_english + 4 <= width;
    let mut rows = packed(tally(items, lang), " · ", 0, width);
    for (item, own) in items.iter().zip(own) {
        let (mark, role) = drawn(item.mark);
        let used = cells(&own.text);
        let mut row = Row::led(vec![Span::new(format!("{mark} "), role)], vec![own]);
        match english(item) {
            Some(name) if beside => {
                row.body.push(Span::space(widest + 2 - used));
                row.body.push(Span::new(name, Role::English));
                rows.push(row);
            }
            Some(name) => {
                rows.push(row);
                rows.push(Row::led(vec![Span::space(cells(mark) + 1)], vec![Span::new(name, Role::English)]));
            }
            None => rows.push(row),
        }
    }
    Some(rows)
}

/// ○ 効果あり 9 · △ どちらとも言えない 7 · × 効果なし 0.
fn tally(items: &[EffectItem], lang: Lang) -> Vec<Vec<Span>> {
    let all = [
        (EffectMark::Effective, "page.effective"),
        (EffectMark::Neutral, "page.neutral"),
        (EffectMark::Ineffective, "page.ineffective"),
        (EffectMark::Unanswered, "page.unanswered"),
    ];
    let mut parts = Vec::new();
    for (mark, id) in all {
        let count = items.iter().filter(|item| item.mark == mark).count();
        // The form has no empty mark: it is only worth a word where the page has one.
        if count == 0 && mark == EffectMark::Unanswered {
            continue;
        }
        let (sign, role) = drawn(mark);
        let (role, words) = if count == 0 { (Role::Blank, Role::Blank) } else { (role, Role::Derived) };
        parts.push(vec![Span::new(sign, role), Span::new(format!(" {} {count}", lang.text(id)), words)]);
    }
    parts
}

/// What the page says of one type of facility: 病院, 実施中, 22施設.
struct FacilityRow {
    name: Span,
    status: Option<Span>,
    number: Option<Span>,
    count: u64,
}

/// Aligned columns with a bar; narrower, without bars; narrower still, the page's own line an
/// item. `None` where the text has words that no item has.
pub(super) fn facilities(text: &str, items: &[FacilityItem], width: usize) -> Option<Vec<Row>> {
    let rows = facility_rows(text, items)?;
    let widest = |part: fn(&FacilityRow) -> Option<&Span>| {
        rows.iter().filter_map(part).map(|span| cells(&span.text)).max().unwrap_or_default()
    };
    let name = widest(|row| Some(&row.name));
    let status = widest(|row| row.status.as_ref());
    let number = widest(|row| row.number.as_ref()).max(cells(BLANK));
    let status_gap = if status == 0 { 0 } else { status + 2 };
    let used = name + 2 + status_gap + number;
    if used > width {
        return Some(rows.into_iter().flat_map(|row| own_lines(row, width)).collect());
    }
    let room = if width == usize::MAX { 0 } else { (width - used).saturating_sub(2).min(LONGEST_BAR) };
    let largest = rows.iter().map(|row| row.count).max().unwrap_or_default();
    let aligned = |row: FacilityRow| {
        let mut body = vec![Span::space(name + 2 - cells(&row.name.text))];
        let taken = row.status.as_ref().map_or(0, |span| cells(&span.text));
        body.extend(row.status);
        let shown = row.number.unwrap_or_else(|| Span::new(BLANK, Role::Blank));
        body.push(Span::space(status_gap + number - taken - cells(&shown.text)));
        body.push(shown);
        let bar = bar(row.count, largest, room);
        if room >= SHORTEST_BAR && !bar.is_empty() {
            body.push(Span::space(2));
            body.push(Span::new(bar, Role::Bar));
        }
        body.insert(0, row.name);
        Row::of(body)
    };
    Some(rows.into_iter().map(aligned).collect())
}

/// 病院 実施中 22施設, on as many lines as that needs.
fn own_lines(row: FacilityRow, width: usize) -> Vec<Row> {
    let blank = row.status.is_none() && row.number.is_none();
    let parts = [Some(row.name), row.status, row.number, blank.then(|| Span::new(BLANK, Role::Blank))];
    packed(parts.into_iter().flatten().map(|part| vec![part]).collect(), " ", 2, width)
}

/// Takes the text apart at the types, which stand in it in order.
fn facility_rows(text: &str, items: &[FacilityItem]) -> Option<Vec<FacilityRow>> {
    let separators = ['【', '】', '：', ':', '、'];
    let own = |range| Span::of_page(text, range, Role::Text);
    let places = places(text, items.iter().map(|item| item.facility_type.as_str()))?;
    let ends = places.iter().skip(1).map(|place| place.start).chain([text.len()]);
    let mut rows = Vec::with_capacity(items.len());
    for ((item, name), end) in items.iter().zip(&places).zip(ends) {
        let mut rest = trimmed(text, name.end..end, &separators);
        let mut status = None;
        if let Some(said) = item.status.as_deref().filter(|said| text[rest.clone()].starts_with(said)) {
            status = Some(own(rest.start..rest.start + said.len()));
            rest = trimmed(text, rest.start + said.len()..rest.end, &separators);
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

//! Values that are numbers: years, people, money, fees. Whole numbers with their unit only; about,
//! at least and the like make a value text.

use crate::model::{Fee, MoneyUnit, StaffGroup, Value};
use crate::text::number::parse_whole;

/// Returns the number before exactly this unit; `None` if there is more or less.
pub fn number_before(text: &str, unit: &str) -> Option<u64> {
    parse_whole(text.trim().strip_suffix(unit)?)
}

/// Reads four digits and 年: `2018年`; `None` for anything else.
pub fn parse_year(text: &str) -> Option<u32> {
    let digits = text.trim().strip_suffix('年')?;
    let plain =
        digits.chars().count() == 4 && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '０'..='９'));
    plain.then(|| parse_whole(digits)).flatten().and_then(|year| u32::try_from(year).ok())
}

/// Splits the words before a colon from the number behind it, either of which may be missing.
pub fn split_status(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['：', ':']) {
        Some((status, number)) => (status.trim(), Some(number.trim())),
        None if text.chars().any(char::is_numeric) => ("", Some(text)),
        None => (text, None),
    }
}

/// Reads `導入済み：2012年`, `導入済み`, `2012年`; `None` for a sentence and other numbers.
pub fn parse_status_year(text: &str) -> Option<Value> {
    let (status, year_text) = split_status(text);
    let is_sentence = status.contains(['。', '、']) || status.chars().any(char::is_numeric);
    let year = match year_text.filter(|year| !year.is_empty()) {
        Some(text) => Some(parse_year(text)?),
        None => None,
    };
    let status = (!status.is_empty()).then(|| status.to_owned());
    (!is_sentence).then_some(Value::StatusYear { status, year })
}

/// Reads `専任1人、兼任2人`; `None` if any part is no number of people.
pub fn parse_staff(text: &str) -> Option<Value> {
    let parts =
        text.split(|c: char| c.is_whitespace() || "、，,／/".contains(c)).filter(|part| !part.is_empty());
    let groups: Option<Vec<StaffGroup>> = parts.map(parse_staff_group).collect();
    groups.filter(|groups| !groups.is_empty()).map(|groups| Value::Staff { groups })
}

/// Reads a number of people and its basis, 専任, 兼任 or none; `None` if other words are there.
fn parse_staff_group(part: &str) -> Option<StaffGroup> {
    let basis = ["専任", "兼任"].into_iter().find(|basis| part.starts_with(basis));
    let rest = part[basis.map_or(0, str::len)..].trim_start_matches(['：', ':']);
    let people = number_before(rest, "人").or_else(|| number_before(rest, "名"))?;
    Some(StaffGroup { basis: basis.map(str::to_owned), people })
}

/// Reads `32187`, `32,187人`, `3万2千人`; `None` for anything else.
pub fn parse_count(text: &str) -> Option<Value> {
    let number = text.strip_suffix(['人', '名']).unwrap_or(text);
    parse_whole(number).map(|count| Value::Count { count })
}

/// Reads `460500（千円）`, `460,500千円`, `4億6,050万円`; `None` for anything else.
pub fn parse_money(text: &str) -> Option<Value> {
    let (amount, unit) = match text.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']))
    {
        Some((number, unit)) => {
            let unit = MoneyUnit::ALL.into_iter().find(|known| known.notation() == unit.trim())?;
            (parse_whole(number)?, unit)
        }
        None => parse_amount_and_unit(text)?,
    };
    Some(Value::Money { amount, unit, yen: amount.checked_mul(unit.yen())? })
}

/// Reads the number before the longest unit that leaves plain digits; `4億6,050万円` is in yen.
fn parse_amount_and_unit(text: &str) -> Option<(u64, MoneyUnit)> {
    let is_plain =
        |number: &str| number.chars().all(|c| c.is_numeric() || matches!(c, ',' | '，') || c.is_whitespace());
    let by_unit = MoneyUnit::ALL.into_iter().find_map(|unit| {
        let number = text.strip_suffix(unit.notation()).filter(|number| is_plain(number))?;
        Some((parse_whole(number)?, unit))
    });
    by_unit.or_else(|| Some((number_before(text, "円")?, MoneyUnit::Yen)))
}

/// Reads `実施中：有料 月額：86400円 補足：代表施設が負担`; `None` without 有料 or 無料, or with other words before the note.
pub fn parse_fee(text: &str) -> Option<Value> {
    let (facts, note) = match text.find("補足：").or_else(|| text.find("補足:")) {
        Some(at) => (&text[..at], text[at..].split_once(['：', ':']).map(|(_, note)| note.trim())),
        None => (text, None),
    };
    let (mut status, mut charge, mut month, mut year) = (None, None, None, None);
    for fact in facts.split_whitespace() {
        let (name, amount) = fact.split_once(['：', ':']).unwrap_or(("", fact));
        match name {
            "月額" if month.is_none() => month = Some(number_before(amount, "円")?),
            "年額" if year.is_none() => year = Some(number_before(amount, "円")?),
            _ if charge.is_some() || !matches!(amount, "有料" | "無料") => return None,
            _ => {
                status = (!name.is_empty()).then(|| name.to_owned());
                charge = Some(amount.to_owned());
            }
        }
    }
    charge.as_ref()?;
    let note = note.filter(|note| !note.is_empty()).map(str::to_owned);
    Some(Value::Fee(Box::new(Fee { status, charge, yen_per_month: month, yen_per_year: year, note })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_four_digits_and_its_unit() {
        assert_eq!(parse_year("2018年"), Some(2018));
        assert_eq!(parse_year("２０１８年"), Some(2018));
        for text in ["2018", "平成30年", "2018年度", "2018年頃", "18年"] {
            assert_eq!(parse_year(text), None, "{text}");
        }
    }

    #[test]
    fn a_status_stands_with_or_without_its_year() {
        let read = |text: &str| match parse_status_year(text) {
            Some(Value::StatusYear { status, year }) => Some((status, year)),
            _ => None,
        };
        assert_eq!(read("導入済み：2012年"), Some((Some("導入済み".into()), Some(2012))));
        assert_eq!(read("導入済み:２０１２年"), Some((Some("導入済み".into()), Some(2012))));
        assert_eq!(read("導入済み"), Some((Some("導入済み".into()), None)));
        assert_eq!(read("2012年"), Some((None, Some(2012))));
        for text in ["導入済み：2012", "平成24年から順次", "導入済み：約2012年", "検討しており、未定。"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn staff_come_in_groups() {
        let read = |text: &str| match parse_staff(text) {
            Some(Value::Staff { groups }) => {
                groups.into_iter().map(|group| (group.basis, group.people)).collect()
            }
            _ => Vec::new(),
        };
        assert_eq!(read("専任3人"), [(Some("専任".into()), 3)]);
        assert_eq!(read("専任1人、兼任2人"), [(Some("専任".into()), 1), (Some("兼任".into()), 2)]);
        assert_eq!(read("3人"), [(None, 3)]);
        for text in ["専任約3人", "専任3", "3人程度", "専任1.5人", "専任"] {
            assert!(read(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn money_keeps_its_own_unit_and_is_known_in_yen() {
        let read = |text: &str| match parse_money(text) {
            Some(Value::Money { amount, unit, yen }) => Some((amount, unit.notation(), yen)),
            _ => None,
        };
        assert_eq!(read("460500（千円）"), Some((460_500, "千円", 460_500_000)));
        assert_eq!(read("460,500 千円"), Some((460_500, "千円", 460_500_000)));
        assert_eq!(read("3億円"), Some((3, "億円", 300_000_000)));
        assert_eq!(read("12百万円"), Some((12, "百万円", 12_000_000)));
        assert_eq!(read("4億6,050万円"), Some((460_500_000, "円", 460_500_000)));
        assert_eq!(read("0（千円）"), Some((0, "千円", 0)));
        for text in [
            "460500",
            "約460500（千円）",
            "460500（千円）以上",
            "（千円）",
            "99999999999999999999円",
            "1.5（千円）",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_fee_is_status_charge_amount_and_note() {
        let value = |status: Option<&str>, charge: &str, month, year, note: Option<&str>| {
            Some(Value::Fee(Box::new(Fee {
                status: status.map(str::to_owned),
                charge: Some(charge.to_owned()),
                yen_per_month: month,
                yen_per_year: year,
                note: note.map(str::to_owned),
            })))
        };
        assert_eq!(
            parse_fee("実施中：有料 月額：86400円 補足：代表施設の新庄病院が負担"),
            value(Some("実施中"), "有料", Some(86400), None, Some("代表施設の新庄病院が負担"))
        );
        assert_eq!(
            parse_fee("実施予定：有料 年額：1万2千円"),
            value(Some("実施予定"), "有料", None, Some(12000), None)
        );
        assert_eq!(parse_fee("実施中：無料"), value(Some("実施中"), "無料", None, None, None));
        assert_eq!(parse_fee("無料"), value(None, "無料", None, None, None));
        for text in ["応相談", "実施中：有料 月額：約1000円", "実施中：有料 別途契約"]
        {
            assert_eq!(parse_fee(text), None, "{text}");
        }
    }
}

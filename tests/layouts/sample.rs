//! A case as data, before it is laid out.

use jirei::model::schema::{FieldSpec, ValueKind, schema};

use crate::generator::{self, Dice};

/// What a page is to give.
#[derive(Clone)]
pub struct Sample {
    pub name: String,
    pub nickname: Option<String>,
    pub url: Option<String>,
    /// The values of the 69 fields in the schema's order, `""` for a blank cell.
    pub values: Vec<String>,
}

/// The 69 fields in the schema's order.
pub fn fields() -> impl Iterator<Item = &'static FieldSpec> {
    schema().fields()
}

impl Sample {
    /// A made-up case; the same for the same dice.
    pub fn new(dice: &mut Dice) -> Self {
        let page = generator::page(dice.next() % 100_000);
        let mut head = page.lines().map(|line| line.trim_start_matches(['#', ' '])).filter(|l| !l.is_empty());
        let name = head.by_ref().nth(1).unwrap_or_default().to_owned();
        let nickname = head.next().filter(|_| dice.chance(85)).map(str::to_owned);
        let url = head.next().and_then(|line| Some(line.strip_prefix('<')?.strip_suffix('>')?.to_owned()));
        let rows = page.lines().filter_map(|line| Some(line.split_once('\t')?.1.to_owned()));
        let mut sample = Self { name, nickname, url, values: rows.collect() };
        assert_eq!(sample.values.len(), fields().count());
        for (spec, value) in fields().zip(&mut sample.values) {
            if !value.is_empty() && dice.chance(8) {
                vary(spec, value, dice);
            }
        }
        sample
    }
}

/// What the generator never writes and real pages do.
fn vary(spec: &FieldSpec, value: &mut String, dice: &mut Dice) {
    match spec.kind {
        ValueKind::Text if spec.id.ends_with("issues") || spec.id == "ingenuity" => {
            dice.one(&["特になし。", "・説明会を開催 ・「同意書」を簡素化", "なし"]).clone_into(value);
        }
        ValueKind::Count => value.push('人'),
        ValueKind::List if spec.id.starts_with("shared_") => {
            value.push_str(dice.one(&["、その他", "、検査結果", "、その他(COPD、CKD)"]));
        }
        ValueKind::List if spec.id.starts_with("consent_") => value.insert_str(0, "未選択 "),
        ValueKind::Effects => *value = value.replacen("(△)", "()", 2),
        ValueKind::Text
        | ValueKind::Choice
        | ValueKind::List
        | ValueKind::Prefectures
        | ValueKind::StatusYear
        | ValueKind::Year
        | ValueKind::Staff
        | ValueKind::Facilities
        | ValueKind::Money
        | ValueKind::Fee => {}
    }
}

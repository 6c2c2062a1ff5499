//! Tables that programs write by the numbers of their rows, by columns or a row a document → arrays of
//! rows.

use super::keys::LABELS;
use super::row::labels_in;
use super::tree::{JsonKind, JsonNode, Member};

/// Fewer rows are no table.
const FEWEST: usize = 3;

/// No column has a longer name, in bytes: each row has it again.
const LONGEST_KEY: usize = 300;

/// A table as an array of its rows; anything else as it is.
pub fn rows(node: JsonNode<'_>) -> JsonNode<'_> {
    let JsonNode { line, end, kind, labels } = node;
    match kind {
        JsonKind::Object(members) if are_rows(&members) => {
            container(JsonKind::List(values(members)), line, end)
        }
        JsonKind::Object(members) if are_columns(&members) => {
            container(JsonKind::List(transposed(members, line)), line, end)
        }
        kind @ (JsonKind::Object(_)
        | JsonKind::List(_)
        | JsonKind::Null
        | JsonKind::Bare(_)
        | JsonKind::Text(_)) => JsonNode { line, end, kind, labels },
    }
}

/// The rows that are documents of their own, as one array.
pub fn table(rows: Vec<JsonNode<'_>>) -> Option<JsonNode<'_>> {
    let (line, end) = (rows.first()?.line, rows.last()?.end);
    let is_table = rows.len() >= FEWEST && rows.iter().all(is_row);
    is_table.then(|| container(JsonKind::List(rows), line, end))
}

/// An array or object between these lines, with the labels inside.
fn container(kind: JsonKind<'_>, line: u32, end: u32) -> JsonNode<'_> {
    JsonNode { line, end, labels: labels_in(&kind), kind }
}

fn values(members: Vec<Member<'_>>) -> Vec<JsonNode<'_>> {
    members.into_iter().map(|member| member.value).collect()
}

/// True for members whose keys are the numbers of rows.
fn are_numbered(members: &[Member<'_>]) -> bool {
    let is_number = |(nth, member): (usize, &Member<'_>)| member.key.parse() == Ok(nth);
    members.len() >= FEWEST && members.iter().enumerate().all(is_number)
}

fn are_rows(members: &[Member<'_>]) -> bool {
    are_numbered(members) && members.iter().all(|member| is_row(&member.value))
}

/// True for an object that names a label.
fn is_row(node: &JsonNode<'_>) -> bool {
    node.members().iter().any(|member| is_label_key(member) && member.value.is_scalar())
}

fn is_label_key(member: &Member<'_>) -> bool {
    LABELS.contains(member.key.trim())
}

/// True for columns of one length, one of them that of the labels.
fn are_columns(members: &[Member<'_>]) -> bool {
    let height = |member: &Member<'_>| match &member.value.kind {
        JsonKind::List(items) => items.len(),
        JsonKind::Object(members) if are_numbered(members) => members.len(),
        JsonKind::Object(_) | JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) => 0,
    };
    let first = members.first().map_or(0, height);
    members.len() > 1
        && first >= FEWEST
        && members.iter().all(|member| member.key.len() <= LONGEST_KEY)
        && members.iter().all(|member| height(member) == first)
        && members.iter().any(is_label_key)
}

/// Columns as rows.
fn transposed(columns: Vec<Member<'_>>, line: u32) -> Vec<JsonNode<'_>> {
    let mut rows: Vec<Vec<Member<'_>>> = Vec::new();
    for Member { key, line, value } in columns {
        let cells = match value.kind {
            JsonKind::List(items) => items,
            JsonKind::Object(members) => values(members),
            JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) => Vec::new(),
        };
        rows.resize_with(cells.len(), Vec::new);
        for (row, value) in rows.iter_mut().zip(cells) {
            row.push(Member { key: key.clone(), line, value });
        }
    }
    rows.into_iter().map(|members| row_of(members, line)).collect()
}

/// A row of a table that begins on this line.
fn row_of(members: Vec<Member<'_>>, line: u32) -> JsonNode<'_> {
    let line = members.first().map_or(line, |member| member.value.line);
    container(JsonKind::Object(members), line, line)
}

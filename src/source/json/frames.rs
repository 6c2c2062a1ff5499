//! Tables that programs write by the numbers of their rows, by columns or a row a document → arrays of
//! rows.

use super::keys::LABELS;
use super::row::labels_in;
use super::tree::{JsonKind, JsonNode, Member};

/// Fewer rows are no table.
const FEWEST: usize = 3;

/// No column has a longer name, in bytes: each row has it again.
const LONGEST_KEY: usize = 300;

/// Returns a table of numbered rows or of columns as an array of its rows; any other node as it is.
pub fn table_as_rows(node: JsonNode<'_>) -> JsonNode<'_> {
    let JsonNode { line, end, kind, labels } = node;
    match kind {
        JsonKind::Object(members) if are_rows(&members) => {
            new_container(JsonKind::List(into_values(members)), line, end)
        }
        JsonKind::Object(members) if are_columns(&members) => {
            new_container(JsonKind::List(columns_as_rows(members, line)), line, end)
        }
        kind @ (JsonKind::Object(_)
        | JsonKind::List(_)
        | JsonKind::Null
        | JsonKind::Bare(_)
        | JsonKind::Text(_)) => JsonNode { line, end, kind, labels },
    }
}

/// Returns rows that are documents of their own as one array; `None` if they are few or one is no row.
pub fn rows_as_table(rows: Vec<JsonNode<'_>>) -> Option<JsonNode<'_>> {
    let (line, end) = (rows.first()?.line, rows.last()?.end);
    let is_table = rows.len() >= FEWEST && rows.iter().all(is_row);
    is_table.then(|| new_container(JsonKind::List(rows), line, end))
}

/// Creates an array or object between these lines, with the labels inside.
fn new_container(kind: JsonKind<'_>, line: u32, end: u32) -> JsonNode<'_> {
    JsonNode { line, end, labels: labels_in(&kind), kind }
}

/// Returns the values of members, without their keys.
fn into_values(members: Vec<Member<'_>>) -> Vec<JsonNode<'_>> {
    members.into_iter().map(|member| member.value).collect()
}

/// True for members whose keys are 0, 1, 2 and so on, at least three.
fn are_numbered(members: &[Member<'_>]) -> bool {
    let is_number = |(nth, member): (usize, &Member<'_>)| member.key.parse() == Ok(nth);
    members.len() >= FEWEST && members.iter().enumerate().all(is_number)
}

/// True for numbered members that are all rows.
fn are_rows(members: &[Member<'_>]) -> bool {
    are_numbered(members) && members.iter().all(|member| is_row(&member.value))
}

/// True for an object with a label: a scalar under one of the `LABELS`.
fn is_row(node: &JsonNode<'_>) -> bool {
    node.members().iter().any(|member| is_label_key(member) && member.value.is_scalar())
}

/// True for a member whose key is one of the `LABELS`.
fn is_label_key(member: &Member<'_>) -> bool {
    LABELS.contains(member.key.trim())
}

/// True for several columns of the same length, one of them under a key of the `LABELS`.
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

/// Turns columns into rows, objects with the same keys.
fn columns_as_rows(columns: Vec<Member<'_>>, line: u32) -> Vec<JsonNode<'_>> {
    let mut rows: Vec<Vec<Member<'_>>> = Vec::new();
    for Member { key, line, value } in columns {
        let cells = match value.kind {
            JsonKind::List(items) => items,
            JsonKind::Object(members) => into_values(members),
            JsonKind::Null | JsonKind::Bare(_) | JsonKind::Text(_) => Vec::new(),
        };
        rows.resize_with(cells.len(), Vec::new);
        for (row, value) in rows.iter_mut().zip(cells) {
            row.push(Member { key: key.clone(), line, value });
        }
    }
    rows.into_iter().map(|members| new_row(members, line)).collect()
}

/// Creates a row, which is on the line of its first value or else on this line.
fn new_row(members: Vec<Member<'_>>, line: u32) -> JsonNode<'_> {
    let line = members.first().map_or(line, |member| member.value.line);
    new_container(JsonKind::Object(members), line, line)
}

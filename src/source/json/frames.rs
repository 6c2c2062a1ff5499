//! Tables that programs write by the numbers of their rows, by columns or a row a document → arrays of
//! rows.

use super::keys::LABELS;
use super::row::labels_in;
use super::tree::{Member, Node, NodeKind};

/// Fewer rows are no table.
const FEWEST: usize = 3;

/// No column has a longer name, in bytes: each row has it again.
const LONGEST_KEY: usize = 300;

/// A table as an array of its rows; anything else as it is.
pub fn rows(node: Node<'_>) -> Node<'_> {
    let Node { line, end, kind, labels } = node;
    match kind {
        NodeKind::Object(members) if are_rows(&members) => {
            container(NodeKind::List(values(members)), line, end)
        }
        NodeKind::Object(members) if are_columns(&members) => {
            container(NodeKind::List(transposed(members, line)), line, end)
        }
        kind @ (NodeKind::Object(_)
        | NodeKind::List(_)
        | NodeKind::Null
        | NodeKind::Bare(_)
        | NodeKind::Text(_)) => Node { line, end, kind, labels },
    }
}

/// The rows that are documents of their own, as one array.
pub fn table(rows: Vec<Node<'_>>) -> Option<Node<'_>> {
    let (line, end) = (rows.first()?.line, rows.last()?.end);
    let is_table = rows.len() >= FEWEST && rows.iter().all(is_row);
    is_table.then(|| container(NodeKind::List(rows), line, end))
}

/// An array or object between these lines, with the labels inside.
fn container(kind: NodeKind<'_>, line: u32, end: u32) -> Node<'_> {
    Node { line, end, labels: labels_in(&kind), kind }
}

fn values(members: Vec<Member<'_>>) -> Vec<Node<'_>> {
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
fn is_row(node: &Node<'_>) -> bool {
    node.members().iter().any(|member| is_label_key(member) && member.value.is_scalar())
}

fn is_label_key(member: &Member<'_>) -> bool {
    LABELS.contains(member.key.trim())
}

/// True for columns of one length, one of them that of the labels.
fn are_columns(members: &[Member<'_>]) -> bool {
    let height = |member: &Member<'_>| match &member.value.kind {
        NodeKind::List(items) => items.len(),
        NodeKind::Object(members) if are_numbered(members) => members.len(),
        NodeKind::Object(_) | NodeKind::Null | NodeKind::Bare(_) | NodeKind::Text(_) => 0,
    };
    let first = members.first().map_or(0, height);
    members.len() > 1
        && first >= FEWEST
        && members.iter().all(|member| member.key.len() <= LONGEST_KEY)
        && members.iter().all(|member| height(member) == first)
        && members.iter().any(is_label_key)
}

/// Columns as rows.
fn transposed(columns: Vec<Member<'_>>, line: u32) -> Vec<Node<'_>> {
    let mut rows: Vec<Vec<Member<'_>>> = Vec::new();
    for Member { key, line, value } in columns {
        let cells = match value.kind {
            NodeKind::List(items) => items,
            NodeKind::Object(members) => values(members),
            NodeKind::Null | NodeKind::Bare(_) | NodeKind::Text(_) => Vec::new(),
        };
        rows.resize_with(cells.len(), Vec::new);
        for (row, value) in rows.iter_mut().zip(cells) {
            row.push(Member { key: key.clone(), line, value });
        }
    }
    rows.into_iter().map(|members| row_of(members, line)).collect()
}

/// A row of a table that begins on this line.
fn row_of(members: Vec<Member<'_>>, line: u32) -> Node<'_> {
    let line = members.first().map_or(line, |member| member.value.line);
    container(NodeKind::Object(members), line, line)
}

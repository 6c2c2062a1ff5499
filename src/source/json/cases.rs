//! Which nodes of a document are cases: the document, the items of an array, the members of an object,
//! or the columns and rows of a table.

use super::super::grid::{self, Record};
use super::super::line::Line;
use super::keys::{self, LABELS, NAMES};
use super::row::{CellWords, as_row, is_table};
use super::tree::{JsonNode, Member};

/// A case of a document.
pub enum FoundCase<'n, 'a> {
    /// A node, and the member that it is the value of in an object of cases.
    Node(&'n JsonNode<'a>, Option<&'n Member<'a>>),
    /// The lines of a table of cases.
    Table(Vec<Line<'static>>),
}

/// Returns the cases of a document in order; the whole document if it is no collection.
pub fn cases<'n, 'a>(document: &'n JsonNode<'a>) -> Vec<FoundCase<'n, 'a>> {
    let mut found = Vec::new();
    collect_cases(document, None, &mut found);
    found
}

/// Adds the cases in a node to `found`, or the node itself if it holds no others.
fn collect_cases<'n, 'a>(
    node: &'n JsonNode<'a>,
    key: Option<&'n Member<'a>>,
    found: &mut Vec<FoundCase<'n, 'a>>,
) {
    if is_exported(node) {
        return found.push(FoundCase::Node(node, None));
    }
    let holders = labelled_containers(node);
    if are_cases(&holders) {
        return holders.into_iter().for_each(|(child, key)| collect_cases(child, key, found));
    }
    if let Some(lines) = table_records(node.items()).and_then(|records| grid::lines(&records)) {
        return found.push(FoundCase::Table(lines));
    }
    if let [(child, _)] = holders.as_slice()
        && !has_rows(node)
    {
        let before = found.len();
        collect_cases(child, key, found);
        // A name beside the only container is that of the case inside.
        if found.len() - before > 1 || !has_name(node) {
            return;
        }
        found.truncate(before);
    }
    found.push(FoundCase::Node(node, key));
}

/// True for a case that `export` or `show` wrote: it has `id`, `source` and `sections`.
pub fn is_exported(case: &JsonNode<'_>) -> bool {
    let has = |key: &str| case.members().iter().any(|member| member.key == key);
    has("id") && has("source") && has("sections")
}

/// Returns the children that have labels of the form inside and are no rows, each with its member if it is
/// one.
fn labelled_containers<'n, 'a>(node: &'n JsonNode<'a>) -> Vec<(&'n JsonNode<'a>, Option<&'n Member<'a>>)> {
    let members = node.members().iter().map(|member| (&member.value, Some(member)));
    let items = node.items().iter().map(|item| (item, None));
    members.chain(items).filter(|(child, _)| child.labels.count() > 0 && as_row(child).is_none()).collect()
}

/// True for several untitled containers that each may be a case and that share labels, or that are all named.
fn are_cases(holders: &[(&JsonNode<'_>, Option<&Member<'_>>)]) -> bool {
    let is_case = |(node, member): &&(&JsonNode<'_>, Option<&Member<'_>>)| {
        let is_titled = member.is_some_and(|member| keys::title(&member.key).is_some()) || has_title(node);
        !is_titled && may_be_case(node)
    };
    let whole: Vec<&JsonNode<'_>> = holders.iter().filter(is_case).map(|(node, _)| *node).collect();
    let repeat = |pair: &[&JsonNode<'_>]| {
        let (first, second) = (pair[0].labels, pair[1].labels);
        first.count_shared(second) * 4 >= first.count().min(second.count())
    };
    whole.len() > 1
        && whole.len() == holders.len()
        && (whole.windows(2).any(repeat) || whole.iter().all(|node| has_name(node)))
}

/// True for a node with the label システム名, or with labels of more than one section.
fn may_be_case(node: &JsonNode<'_>) -> bool {
    let system_name = keys::label_set("system_name");
    node.labels.count_shared(system_name) > 0 || keys::sections_in(node.labels) > 1
}

/// True for an object with a name that is no title or label of the form.
fn has_name(node: &JsonNode<'_>) -> bool {
    let is_name = |value: &JsonNode<'_>| {
        value.words().is_some_and(|words| keys::title(words).is_none() && keys::label(words).is_none())
    };
    keys::find_member(node, NAMES, is_name).is_some()
}

/// True for an object with a value that is a title of the form.
fn has_title(node: &JsonNode<'_>) -> bool {
    node.members().iter().any(|member| member.value.words().is_some_and(|words| keys::title(words).is_some()))
}

/// True for a node with labels or titles of the form as keys, with rows as items, or with its own title.
fn has_rows(node: &JsonNode<'_>) -> bool {
    let is_own =
        |member: &Member<'_>| keys::label(&member.key).is_some() || keys::title(&member.key).is_some();
    node.members().iter().any(is_own)
        || node.items().iter().any(|item| as_row(item).is_some())
        || has_title(node)
}

/// Returns the records of a table: an array of arrays, or of objects with the label under one key and cases
/// under the others; `None` for any other array.
pub fn table_records(items: &[JsonNode<'_>]) -> Option<Vec<Record>> {
    let cell = |node: &JsonNode<'_>| CellWords::from_node(node, false).text;
    if is_table(items) {
        let record = |item: &JsonNode<'_>| Record {
            line: item.line,
            cells: item.items().iter().map(cell).collect(),
            ..Record::default()
        };
        return Some(items.iter().map(record).collect());
    }
    let first = items.first()?;
    let is_labelled =
        |item: &JsonNode<'_>| keys::find_member(item, LABELS, |value| value.words().is_some()).is_some();
    let is_table = first.members().len() > 2
        && items.len() > 2
        && items.iter().all(|item| is_labelled(item) && as_row(item).is_none())
        && items.iter().all(|item| item.members().iter().all(|member| member.value.is_scalar()));
    if !is_table {
        return None;
    }
    let keys: Vec<String> = first.members().iter().map(|member| member.key.to_string()).collect();
    let head = Record { line: first.line, cells: keys.clone(), ..Record::default() };
    let cells = |item: &JsonNode<'_>| {
        let value = |key: &String| item.members().iter().find(|member| member.key == *key);
        keys.iter().map(|key| value(key).map_or_else(String::new, |member| cell(&member.value))).collect()
    };
    let records =
        items.iter().map(|item| Record { line: item.line, cells: cells(item), ..Record::default() });
    Some(std::iter::once(head).chain(records).collect())
}

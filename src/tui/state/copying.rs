//! What can be copied out of the open case and of the list, and as what.

use std::borrow::Cow;

use strum::VariantArray;

use crate::export::{json, markdown, text};
use crate::lang::Lang;
use crate::model::{Case, Field, PageSource, Section};
use crate::text::number::grouped_count;

use crate::tui::effect::Parcel;

use super::State;
use super::list_copying::{self, ListFormat, what_is_copied};
use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordStyle, indented};

/// How much is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The field under the cursor.
    Field,
    /// The open section.
    Section,
    /// The case.
    Case,
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// As it reads.
    Text,
    /// Markdown.
    Markdown,
    /// JSON as `jirei show` gives it.
    Json,
}

impl Scope {
    /// Returns the id of its label in `labels.toml`.
    fn label_id(self) -> &'static str {
        match self {
            Self::Field => "copy.field",
            Self::Section => "copy.section",
            Self::Case => "copy.case",
        }
    }
}

impl Writing {
    const ALL: [Self; 3] = [Self::Text, Self::Markdown, Self::Json];

    /// Returns the id of its label in `labels.toml`.
    fn label_id(self) -> &'static str {
        match self {
            Self::Text => "copy.text",
            Self::Markdown => "copy.markdown",
            Self::Json => "copy.json",
        }
    }

    /// Returns the extension of a file in this format.
    fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }
}

/// The open case with as much of it as is open.
struct OpenParts<'a> {
    case: &'a Case,
    others: Vec<&'a PageSource>,
    section: Option<&'a Section>,
    field: Option<&'a Field>,
}

/// Returns the open case, section and field; a blank field is left out. `None` without a case.
fn open_parts(state: &State) -> Option<OpenParts<'_>> {
    let ((entry, case), catalog) = (state.open_case()?, &state.catalog);
    let page = state.detail.page_of(catalog, entry)?;
    let others = catalog.other_pages(page).map(|page| &page.source).collect();
    let (section, field) = (state.open_section(), state.open_field());
    Some(OpenParts { case, others, section, field: field.filter(|field| !field.text.is_empty()) })
}

impl OpenParts<'_> {
    /// Returns the parts that can be copied, the smallest first.
    fn scopes(&self) -> Vec<Scope> {
        let field = self.field.map(|_| Scope::Field);
        let section = self.section.map(|_| Scope::Section);
        field.into_iter().chain(section).chain([Scope::Case]).collect()
    }

    /// Returns the label of the field, the title of the section or the name of the case.
    fn name(&self, scope: Scope) -> Cow<'_, str> {
        match scope {
            Scope::Field => self.field.map_or("", |field| &field.label).into(),
            Scope::Section => self.section.map_or("", |section| &section.title).into(),
            Scope::Case => self.case.short_name(),
        }
    }

    /// Writes a part of the case in a format.
    fn render(&self, scope: Scope, writing: Writing, lang: Lang) -> String {
        let (case, section, others) = (self.case, self.section, &self.others);
        match (scope, section, self.field) {
            (Scope::Field, Some(section), Some(field)) => match writing {
                Writing::Text => field.text.clone(),
                Writing::Markdown => markdown::field(case, section, field, lang),
                Writing::Json => json::part_to_json(case, section, Some(field), others),
            },
            (Scope::Section, Some(section), _) => match writing {
                Writing::Text => text::section(case, section, lang),
                Writing::Markdown => markdown::section(case, section, lang),
                Writing::Json => json::part_to_json(case, section, None, others),
            },
            (Scope::Field | Scope::Section | Scope::Case, ..) => match writing {
                Writing::Text => text::case(case, others, lang),
                Writing::Markdown => markdown::case(case, others, lang),
                Writing::Json => json::case_to_json(case, others),
            },
        }
    }

    /// Returns the name of the file to write: `tonet-patients-registered_patients.txt`. What has no id goes
    /// by its line.
    fn file_name(&self, scope: Scope, writing: Writing) -> String {
        let mut name = self.case.id.clone();
        if let Some(section) = self.section.filter(|_| scope != Scope::Case) {
            name =
                format!("{name}-{}", section.id.map_or_else(|| format!("l{}", section.line), str::to_owned));
        }
        if let Some(field) = self.field.filter(|_| scope == Scope::Field) {
            name = format!(
                "{name}-{}",
                field.id.map_or_else(|| format!("l{}", field.lines.first), str::to_owned)
            );
        }
        format!("{name}.{}", writing.extension())
    }

    /// Returns a part of the case in a format, with its description and its file name.
    fn parcel(&self, scope: Scope, writing: Writing, lang: Lang) -> Parcel {
        Parcel {
            text: self.render(scope, writing, lang),
            what: what_is_copied(scope.label_id(), writing.label_id(), lang),
            file: self.file_name(scope, writing),
        }
    }
}

/// Returns the text of the field under the cursor for copying; `None` if it is blank.
#[must_use]
pub fn field_parcel(state: &State) -> Option<Parcel> {
    let open = open_parts(state)?;
    open.field?;
    Some(open.parcel(Scope::Field, Writing::Text, state.lang))
}

/// Returns what the item of the copy popup with this index copies; `None` if there is no such item.
#[must_use]
pub fn parcel_of_choice(state: &State, choice: usize) -> Option<Parcel> {
    let open = open_parts(state);
    let scopes = open.as_ref().map(OpenParts::scopes).unwrap_or_default();
    let of_list = choice.checked_sub(scopes.len() * Writing::ALL.len());
    if let Some(format) = of_list {
        return list_copying::parcel(state, *ListFormat::VARIANTS.get(format)?);
    }
    let scope = scopes.get(choice / Writing::ALL.len())?;
    let writing = Writing::ALL.get(choice % Writing::ALL.len())?;
    Some(open?.parcel(*scope, *writing, state.lang))
}

/// Returns the items of the copy popup: a heading for each part and for the list, below it the formats.
#[must_use]
pub fn items(state: &State) -> Vec<PopupItem> {
    let mut items = Vec::new();
    if let Some(open) = open_parts(state) {
        let formats = Writing::ALL.map(Writing::label_id);
        for scope in open.scopes() {
            add_scope(&mut items, scope.label_id(), &open.name(scope), &formats, state.lang);
        }
    }
    let count = list_copying::entries(state).len();
    if count > 0 {
        let formats: Vec<&'static str> =
            ListFormat::VARIANTS.iter().map(|format| format.label_id()).collect();
        let name = state.lang.fill("browser.cases", &[("count", &grouped_count(count))]);
        add_scope(&mut items, list_copying::LABEL_ID, &name, &formats, state.lang);
    }
    items
}

/// Adds a heading with the formats below it, numbered on; the tenth has the key 0.
fn add_scope(
    items: &mut Vec<PopupItem>,
    scope_id: &'static str,
    name: &str,
    formats: &[&'static str],
    lang: Lang,
) {
    let scope = lang.text(scope_id);
    let names: [(&str, &dyn std::fmt::Display); 2] = [("scope", &scope), ("name", &name)];
    let heading = SpanLine::from_text(lang.fill("copy.heading", &names), WordStyle::Strong);
    let mut number = items.iter().filter_map(|item| item.number).max().unwrap_or_default();
    items.push(PopupItem::heading(heading));
    for format in formats {
        number += 1;
        let key = if number > 10 { String::from(" ") } else { (number % 10).to_string() };
        let lines = vec![indented(&format!("{key} {}", lang.text(format)))];
        let names = vec![scope.to_owned()];
        items.push(PopupItem { names, number: Some(number), ..PopupItem::choice(lines) });
    }
}

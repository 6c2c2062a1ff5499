//! What can be copied out of the open case, and as what.

use crate::export::{json, markdown, text};
use crate::lang::Lang;
use crate::model::{Case, Field, PageSource, Section};

use crate::tui::effect::Parcel;

use super::State;
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
    fn words(self) -> &'static str {
        match self {
            Self::Field => "copy.field",
            Self::Section => "copy.section",
            Self::Case => "copy.case",
        }
    }
}

impl Writing {
    const ALL: [Self; 3] = [Self::Text, Self::Markdown, Self::Json];

    fn words(self) -> &'static str {
        match self {
            Self::Text => "copy.text",
            Self::Markdown => "copy.markdown",
            Self::Json => "copy.json",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }
}

/// The open case with as much of it as is open.
struct Open<'a> {
    case: &'a Case,
    others: Vec<&'a PageSource>,
    section: Option<&'a Section>,
    field: Option<&'a Field>,
}

fn open(state: &State) -> Option<Open<'_>> {
    let (entry, case) = state.open_case()?;
    let others = state.catalog.other_pages(entry).into_iter().map(|page| &page.source).collect();
    let (section, field) = (state.open_section(), state.open_field());
    Some(Open { case, others, section, field: field.filter(|field| !field.text.is_empty()) })
}

impl Open<'_> {
    /// What there is, the smallest first.
    fn scopes(&self) -> Vec<Scope> {
        let field = self.field.map(|_| Scope::Field);
        let section = self.section.map(|_| Scope::Section);
        field.into_iter().chain(section).chain([Scope::Case]).collect()
    }

    fn name(&self, scope: Scope) -> &str {
        match scope {
            Scope::Field => self.field.map_or("", |field| &field.label),
            Scope::Section => self.section.map_or("", |section| &section.title),
            Scope::Case => self.case.short_name(),
        }
    }

    fn text(&self, scope: Scope, writing: Writing, lang: Lang) -> String {
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

    /// `tonet-patients-registered_patients.txt`; what is not in the form goes by its number.
    fn file(&self, scope: Scope, writing: Writing) -> String {
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

    fn parcel(&self, scope: Scope, writing: Writing, lang: Lang) -> Parcel {
        let names = [
            ("scope", &lang.text(scope.words()) as &dyn std::fmt::Display),
            ("format", &lang.text(writing.words())),
        ];
        Parcel {
            text: self.text(scope, writing, lang),
            what: lang.fill("copy.what", &names),
            file: self.file(scope, writing),
        }
    }
}

/// The text of the field under the cursor; `None` where it is blank.
#[must_use]
pub fn field(state: &State) -> Option<Parcel> {
    let open = open(state)?;
    open.field?;
    Some(open.parcel(Scope::Field, Writing::Text, state.lang))
}

/// What the line of the popup with this number hands over.
#[must_use]
pub fn chosen(state: &State, choice: usize) -> Option<Parcel> {
    let open = open(state)?;
    let scopes = open.scopes();
    let scope = scopes.get(choice / Writing::ALL.len())?;
    let writing = Writing::ALL.get(choice % Writing::ALL.len())?;
    Some(open.parcel(*scope, *writing, state.lang))
}

/// What the popup lists: what there is, and under it how it can be written.
#[must_use]
pub fn items(state: &State) -> Vec<PopupItem> {
    let Some(open) = open(state) else { return Vec::new() };
    let lang = state.lang;
    let mut items = Vec::new();
    let mut number = 0;
    for scope in open.scopes() {
        let names =
            [("scope", &lang.text(scope.words()) as &dyn std::fmt::Display), ("name", &open.name(scope))];
        items.push(PopupItem::heading(SpanLine::plain(lang.fill("copy.heading", &names), WordStyle::Strong)));
        for writing in Writing::ALL {
            number += 1;
            let words = format!("{number} {}", lang.text(writing.words()));
            let names = vec![lang.text(scope.words()).to_owned()];
            let lines = vec![indented(&words)];
            items.push(PopupItem { names, number: Some(number), ..PopupItem::choice(lines) });
        }
    }
    items
}

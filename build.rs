//! What the assets hold, into the program as Rust: parsed and checked once here instead of at every start.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;

fn main() -> Result<(), Box<dyn Error>> {
    write("labels", &labels(&read("labels")?))?;
    write("schema", &schema(&read("schema")?))?;
    write("foldings", &foldings(&read("foldings")?)?)?;
    write("keymap", &keymap(&read("keymap")?))
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T, Box<dyn Error>> {
    let path = format!("assets/{name}.toml");
    println!("cargo::rerun-if-changed={path}");
    toml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{path}: {error}").into())
}

fn write(name: &str, rust: &str) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join(format!("{name}.rs")), rust)?)
}

/// A list of what `item` writes.
fn list<T>(items: impl IntoIterator<Item = T>, item: impl Fn(T) -> String) -> String {
    items.into_iter().fold(String::from("&["), |written, next| written + &item(next) + ",\n") + "]"
}

/// `stays_snake` as `StaysSnake`.
fn variant(name: &str) -> String {
    let upper = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('_').map(upper).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    ja: String,
    en: String,
}

/// Words of the interface: id (`group.name`), Japanese and English, by id.
fn labels(groups: &BTreeMap<String, BTreeMap<String, Words>>) -> String {
    let mut labels: Vec<(String, &Words)> = Vec::new();
    for (group, words) in groups {
        labels.extend(words.iter().map(|(name, words)| (format!("{group}.{name}"), words)));
    }
    labels.sort_by(|(one, _), (other, _)| one.cmp(other));
    list(labels, |(id, Words { ja, en })| format!("({id:?}, {ja:?}, {en:?})"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Schema {
    section: Vec<Section>,
    effect: Vec<Effect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    id: String,
    title: String,
    short: String,
    en: String,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    id: String,
    label: String,
    kind: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Effect {
    text: String,
    en: String,
}

/// What `model::schema` declares.
fn schema(Schema { section: sections, effect: effects }: &Schema) -> String {
    let field = |Field { id, label, kind, en }: &Field| {
        let kind = variant(kind);
        format!("FieldSpec {{ id: {id:?}, label: {label:?}, kind: Kind::{kind}, en: {en:?} }}")
    };
    let section = |Section { id, title, short, en, fields }: &Section| {
        let fields = list(fields, field);
        format!(
            "SectionSpec {{ id: {id:?}, title: {title:?}, short: {short:?}, en: {en:?}, fields: {fields} }}"
        )
    };
    let effect = |Effect { text, en }: &Effect| format!("EffectSpec {{ text: {text:?}, en: {en:?} }}");
    format!("Schema {{ sections: {}, effects: {} }}", list(sections, section), list(effects, effect))
}

/// Words whose last character replaces the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Foldings {
    variants: String,
    old: String,
    twins: String,
    radicals: String,
    marks: String,
}

/// The two tables of `text::fold`: old forms, and with them everything that the search takes for the same.
fn foldings(Foldings { variants, old, twins, radicals, marks }: &Foldings) -> Result<String, String> {
    let table = |texts: &[&String]| {
        let mut pairs = BTreeMap::new();
        for word in texts.iter().flat_map(|text| text.split_whitespace()) {
            let (last, first) = word.chars().next_back().zip(word.chars().next()).ok_or("an empty word")?;
            if first == last {
                return Err(format!("assets/foldings.toml: {word} replaces nothing"));
            }
            for char in word.chars().filter(|char| *char != last) {
                if pairs.insert(char, last).is_some_and(|before| before != last) {
                    return Err(format!("assets/foldings.toml: {char} is replaced by two"));
                }
            }
        }
        Ok(list(pairs, |pair| format!("{pair:?}")))
    };
    Ok(format!("({}, {})", table(&[variants, old])?, table(&[variants, old, twins, radicals, marks])?))
}

/// Context, command and keys, in the order of the contexts' and commands' names.
fn keymap(contexts: &BTreeMap<String, BTreeMap<String, Vec<String>>>) -> String {
    let all = contexts.iter().flat_map(|(context, commands)| {
        commands.iter().map(move |(command, keys)| (variant(context), variant(command), keys))
    });
    list(all, |(context, command, keys)| format!("(Context::{context}, Command::{command}, &{keys:?})"))
}

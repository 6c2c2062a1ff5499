//! What Tab offers: names at the beginning of a clause, operators behind a number, values that occur
//! in the catalog behind a name.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::names::{Name, Named, all, key};
use super::place::Place;
use super::quantity::{Quantity, Unit};
use super::query::{Awaited, BOOKMARKED, IS, Operator, Position, item_key, position, quoted};
use super::tally::{Counted, Tally};
use crate::lang::Lang;
use crate::model::schema::{EffectSpec, schema};
use crate::model::{Catalog, prefecture_rank};

/// Options that are offered at most; nobody reads on beyond them.
const MOST: usize = 100;

/// Letters of a value that is offered; longer ones are prose.
const LONGEST_VALUE: usize = 40;

/// What can stand at a place of a query text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes that an option replaces.
    pub range: Range<usize>,
    /// The options, best first; none where nothing fits.
    pub options: Vec<CompletionOption>,
}

/// One thing that can stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionOption {
    /// What replaces the range.
    pub insert: String,
    /// How it is shown.
    pub label: String,
    /// What it is, or how many cases have it.
    pub note: String,
}

/// What can stand in `text` up to the byte `cursor`, in a stable order.
#[must_use]
pub fn complete(text: &str, cursor: usize, catalog: &Catalog, lang: Lang) -> Completion {
    let mut end = cursor.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let Position { range, typed, awaited } = position(text.get(..end).unwrap_or_default());
    let options = match awaited {
        Awaited::Name => names(&typed, lang),
        Awaited::PlaceName => place_names(&typed, lang),
        Awaited::Value { named, operator } => values(named, operator, &typed, catalog, lang),
        Awaited::State => states(&typed, lang),
        Awaited::Number => Vec::new(),
    };
    Completion { range, options }
}

/// How well a word fits what is typed; less is better.
fn fit(word: &str, typed: &str) -> Option<usize> {
    if word == typed {
        return Some(0);
    }
    if word.starts_with(typed) {
        return Some(1);
    }
    // One letter stands in too many words.
    (typed.chars().nth(1).is_some() && word.contains(typed)).then_some(2)
}

/// The names that fit, each meaning once, by the word that fits best.
fn fitting(typed: &str, lang: Lang) -> Vec<(&'static str, &'static Named)> {
    let typed = key(typed);
    let mut best: BTreeMap<usize, (usize, usize, &'static Name, &'static Named)> = BTreeMap::new();
    for (order, (name, named)) in all().enumerate() {
        let Some(fit) = fit(&name.key, &typed) else { continue };
        // Without a letter typed, the language of the interface tells which of the words is offered.
        if typed.is_empty() && !is_in(lang, name.word) {
            continue;
        }
        let known = best.entry(name.meaning()).or_insert((fit, order, name, named));
        if fit < known.0 {
            *known = (fit, order, name, named);
        }
    }
    let mut best: Vec<_> = best.into_iter().collect();
    best.sort_by_key(|(meaning, (fit, ..))| (*fit, *meaning));
    // What is typed by its reading is written as people write it.
    let shown = |name: &Name, named: &Named| if is_reading(name.word) { named.word } else { name.word };
    best.into_iter().map(|(_, (_, _, name, named))| (shown(name, named), named)).collect()
}

fn is_reading(word: &str) -> bool {
    word.chars().all(|char| matches!(char, 'ぁ'..='ん' | 'ー'))
}

/// True for a word of the language; of those in Latin letters the English ones come first.
fn is_in(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::Ja => !word.is_ascii(),
        Lang::En => word.is_ascii(),
    }
}

/// A name as it is written in a query: English ones without quotes.
fn written(name: &str) -> String {
    if name.is_ascii() { quoted(&name.replace(' ', "_")) } else { quoted(name) }
}

/// Names for the beginning of a clause; a number's name that is typed in full gets its operators.
fn names(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let mut options = Vec::new();
    for (word, named) in fitting(typed, lang) {
        let written = written(word);
        let note = describe(&named.place, lang);
        match named.quantity {
            Some(quantity) if key(word) == key(typed) => options.extend(operators(typed, quantity, lang)),
            Some(_) => options.push(CompletionOption { insert: written, label: word.to_owned(), note }),
            None => options.push(CompletionOption {
                insert: format!("{written}:"),
                label: format!("{word}:"),
                note,
            }),
        }
    }
    let is = IS.iter().filter(|word| fit(word, &key(typed)).is_some());
    options.extend(is.map(|word| CompletionOption {
        insert: format!("{word}:"),
        label: format!("{word}:"),
        note: lang.text("complete.bookmarked").to_owned(),
    }));
    options.truncate(MOST);
    options
}

/// What a case is to the reader, behind is:
fn states(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let typed = key(typed);
    let fits = |word: &&&str| fit(&key(word), &typed).is_some();
    let own = |word: &&&str| is_in(lang, word);
    // Without a letter typed, the language of the interface tells which of the words is offered.
    let word = BOOKMARKED.iter().filter(fits).find(|word| !typed.is_empty() || own(word));
    let note = lang.text("complete.bookmarked").to_owned();
    let option = |word: &&str| CompletionOption { insert: (*word).into(), label: (*word).into(), note };
    word.map(option).into_iter().collect()
}

/// The operators behind a number's name, with what each means.
fn operators(name: &str, quantity: Quantity, lang: Lang) -> Vec<CompletionOption> {
    let sample = sample(quantity.unit(), lang);
    let means = [
        (">=", lang.fill("complete.at_least", &[("sample", &sample)])),
        ("<=", lang.fill("complete.at_most", &[("sample", &sample)])),
        (">", lang.fill("complete.more", &[("sample", &sample)])),
        ("<", lang.fill("complete.less", &[("sample", &sample)])),
        (":", lang.fill("complete.between", &[("sample", &sample)])),
    ];
    let written = written(name);
    let option = |(sign, note): (&str, String)| {
        let text = format!("{written}{sign}");
        CompletionOption { insert: text.clone(), label: text, note }
    };
    means.into_iter().map(option).collect()
}

fn sample(unit: Unit, lang: Lang) -> &'static str {
    match unit {
        Unit::People => lang.text("complete.people"),
        Unit::Facilities => lang.text("complete.facilities"),
        Unit::Yen => lang.text("complete.yen"),
        Unit::Year => lang.text("complete.year"),
        Unit::Items => lang.text("complete.items"),
        Unit::Share => lang.text("complete.share"),
    }
}

/// Names behind 空: and 有:.
fn place_names(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let option = |(word, named): (&'static str, &Named)| CompletionOption {
        insert: written(word),
        label: word.to_owned(),
        note: describe(&named.place, lang),
    };
    fitting(typed, lang).into_iter().take(MOST).map(option).collect()
}

/// What a place is, in the page's own words or in English.
fn describe(place: &Place, lang: Lang) -> String {
    let in_lang = |ja: &'static str, en: &'static str| match lang {
        Lang::Ja => ja,
        Lang::En => en,
    };
    let fields = place.fields.iter().filter_map(|id| schema().field(id));
    let fields = fields.map(|field| in_lang(field.label, field.en));
    let sections = place.sections.iter().filter_map(|id| schema().section(id));
    let sections = sections.map(|section| in_lang(section.title, section.en));
    let mut words: Vec<&str> = Vec::new();
    for word in fields.chain(sections) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(lang.text("complete.and"))
}

/// The values behind a name: most frequent first among those that fit equally well, prefectures north
/// to south.
fn values(
    named: &'static Named,
    operator: Operator,
    typed: &str,
    catalog: &Catalog,
    lang: Lang,
) -> Vec<CompletionOption> {
    if let Some(quantity) = named.quantity {
        return years(quantity, operator, typed, catalog, lang);
    }
    if operator.compares() {
        return Vec::new();
    }
    if named.place.fields == ["effects"] {
        return effects(typed, lang);
    }
    let wanted = item_key(typed);
    let found = Tally::new(catalog, &named.place, LONGEST_VALUE).values.into_iter();
    let found = found.filter(|one| !one.key.is_empty());
    let mut fitting: Vec<(usize, Counted<'_>)> =
        found.filter_map(|one| Some((fit(&one.key, &wanted)?, one))).collect();
    // Prefectures stand from north to south, as everywhere.
    let is_prefecture = named.place.fields == ["area"];
    let north = |text: &str| if is_prefecture { prefecture_rank(text) } else { 0 };
    fitting.sort_by(|(fit, one), (other_fit, other)| {
        let order = (fit, north(one.text), Reverse(one.cases), one.text);
        order.cmp(&(other_fit, north(other.text), Reverse(other.cases), other.text))
    });
    let option = |(_, one): (usize, Counted<'_>)| CompletionOption {
        insert: quoted(one.text),
        label: one.text.to_owned(),
        note: lang.fill("complete.cases", &[("count", &one.cases)]),
    };
    fitting.into_iter().take(MOST).map(option).collect()
}

/// The items of 導入効果, all of which are on every page, and the marks behind one that is typed in full.
fn effects(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let item = typed.split(['=', '＝']).next().unwrap_or_default();
    let wanted = item_key(item);
    let items = schema().effects.iter().filter_map(|item| Some((fit(&item_key(item.text), &wanted)?, item)));
    let mut items: Vec<_> = items.collect();
    items.sort_by_key(|(fit, _)| *fit);
    if let Some((0, item)) = items.first() {
        let option = |mark: &str| {
            let text = format!("{}={mark}", item.text);
            CompletionOption { insert: text.clone(), label: text, note: english(item, lang) }
        };
        return ["○", "△", "×"].into_iter().map(option).collect();
    }
    let option = |(_, item): (usize, &EffectSpec)| CompletionOption {
        insert: quoted(item.text),
        label: item.text.to_owned(),
        note: english(item, lang),
    };
    items.into_iter().map(option).collect()
}

/// The English name of an item of 導入効果, where the interface is English.
fn english(item: &EffectSpec, lang: Lang) -> String {
    match lang {
        Lang::Ja => String::new(),
        Lang::En => item.en.to_owned(),
    }
}

/// The years that occur, ascending; of other numbers there would be as many as cases.
fn years(
    quantity: Quantity,
    operator: Operator,
    typed: &str,
    catalog: &Catalog,
    lang: Lang,
) -> Vec<CompletionOption> {
    if quantity.unit() != Unit::Year {
        return Vec::new();
    }
    // The second end of a range: 2010..20
    let (before, typed) = match typed.rsplit_once("..") {
        Some((before, typed)) if !operator.compares() => (format!("{before}.."), typed),
        Some(_) | None => (String::new(), typed),
    };
    let typed = item_key(typed);
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for year in catalog.cases().filter_map(|case| quantity.of(case)) {
        *counts.entry(year.floor()).or_default() += 1;
    }
    let fitting = counts.into_iter().filter(|(year, _)| year.to_string().starts_with(&typed));
    let option = |(year, count): (u64, usize)| CompletionOption {
        insert: format!("{before}{year}"),
        label: format!("{before}{year}"),
        note: lang.fill("complete.cases", &[("count", &count)]),
    };
    fitting.take(MOST).map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::Query;
    use crate::source::load;
    use crate::text::alphabet::mixed_text;
    use proptest::prelude::*;

    fn inserts(text: &str) -> Vec<String> {
        let completion = complete(text, text.len(), &load(&[]), Lang::Ja);
        completion.options.into_iter().map(|option| option.insert).collect()
    }

    /// The text with the first option in place.
    fn completed(text: &str) -> String {
        let completion = complete(text, text.len(), &load(&[]), Lang::Ja);
        let first = completion.options.first().map_or("", |option| &option.insert);
        format!("{}{first}{}", &text[..completion.range.start], &text[completion.range.end..])
    }

    #[test]
    fn names_are_offered_at_the_beginning_of_a_clause() {
        assert_eq!(completed("もがみ 標"), "もがみ 標準:");
        assert_eq!(completed("-ひょう"), "-標準:");
        assert_eq!(completed("network_m"), "network_medical:");
        assert_eq!(completed("a|きぎ"), "a|企業:");
        assert_eq!(completed("\"lead o"), "lead_organisation:");
        assert_eq!(completed("構築"), "構築費");
        assert!(inserts("").len() > 30);
        assert_eq!(inserts("ほげほげ"), Vec::<String>::new());
    }

    #[test]
    fn operators_are_offered_behind_a_number() {
        assert_eq!(inserts("患者")[..5], ["患者>=", "患者<=", "患者>", "患者<", "患者:"]);
        assert_eq!(inserts("患者>="), Vec::<String>::new());
        assert_eq!(inserts("運用費/患者<"), Vec::<String>::new());
    }

    #[test]
    fn values_that_occur_are_offered_most_frequent_first() {
        assert_eq!(inserts("県:"), ["山形", "埼玉"]);
        assert_eq!(inserts("標準:")[..2], ["\"ICD 10対応標準病名マスター\"", "JAHIS放射線データ交換規約"]);
        assert_eq!(inserts("標準:ss")[0], "\"SS-MIX 2\"");
        assert_eq!(completed("標準:\"ss-mix"), "標準:\"SS-MIX 2\"");
        assert_eq!(inserts("標準:ＳＳ－ｍｉｘ２"), ["\"SS-MIX 2\""]);
        assert_eq!(completed("方式:集中型|クラ"), "方式:集中型|クラウド型");
        assert_eq!(inserts("年:"), ["2012", "2013"]);
        assert_eq!(completed("年:2010..2"), "年:2010..2012");
        assert_eq!(inserts("年>=2013"), ["2013"]);
        assert_eq!(inserts("略称:も"), ["もがみネット"]);
        assert_eq!(inserts("工夫:")[0], "特になし。");
    }

    #[test]
    fn marks_are_offered_behind_an_item() {
        assert_eq!(inserts("効果:医師の負担")[0], "医師の負担軽減");
        let marked = ["医師の負担軽減=○", "医師の負担軽減=△", "医師の負担軽減=×"];
        assert_eq!(inserts("効果:医師の負担軽減"), marked);
        assert_eq!(inserts("効果:医師の負担軽減="), marked);
    }

    #[test]
    fn what_a_case_is_to_the_reader_is_offered_behind_is() {
        assert!(inserts("もがみ i").contains(&"is:".to_owned()));
        assert_eq!(inserts("is:"), ["しおり"]);
        assert_eq!(inserts("is:boo"), ["bookmarked"]);
        assert_eq!(inserts("is:赤"), Vec::<String>::new());
        let completion = complete("is:", 3, &load(&[]), Lang::En);
        assert_eq!(completion.options[0].insert, "bookmarked");
    }

    #[test]
    fn names_are_offered_behind_blank() {
        assert_eq!(completed("空:共有患"), "空:共有患者");
        assert_eq!(completed("有:きぎ"), "有:企業");
    }

    #[test]
    fn english_names_are_offered_in_english() {
        let completion = complete("", 0, &load(&[]), Lang::En);
        let inserts: Vec<&str> = completion.options.iter().map(|option| option.insert.as_str()).collect();
        assert!(inserts.contains(&"prefecture:") && inserts.contains(&"lead:"), "{inserts:?}");
        assert!(inserts.iter().all(|insert| insert.is_ascii()), "{inserts:?}");
        let completion = complete("prefe", 5, &load(&[]), Lang::En);
        assert_eq!(completion.options[0].insert, "prefecture:");
        assert_eq!(completion.options[0].note, "Prefecture served");
    }

    proptest! {
        #[test]
        fn what_is_offered_can_stand_there(text in mixed_text(), head in "(県:|標準=|患者|年:|空:|効果:|\"|-|a )?", cursor in 0usize..40) {
            let text = head + &text;
            let catalog = load(&[]);
            let completion = complete(&text, cursor, &catalog, Lang::Ja);
            prop_assert!(text.get(completion.range.clone()).is_some());
            for option in completion.options.iter().take(3) {
                let mut edited = text.clone();
                edited.replace_range(completion.range.clone(), &option.insert);
                _ = Query::parse(&edited);
            }
            prop_assert_eq!(&completion, &complete(&text, cursor, &catalog, Lang::Ja));
        }
    }
}

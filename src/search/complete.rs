//! Completion by Tab: names at the beginning of a clause, operators after a number, values that occur
//! in the catalog after a name.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use strum::VariantArray;

use super::names::{NameTarget, QueryName, all_names, name_key};
use super::place::SearchScope;
use super::quantity::{Quantity, Unit};
use super::query::{
    Awaited, Drawing, IS, Operator, Position, Query, ViewKind, is_quote, item_key, position, quote_value,
    sign_words,
};
use super::tally::{CountedAnswer, Tally};
use crate::lang::Lang;
use crate::model::schema::{EffectSpec, schema};
use crate::model::{CaseSign, Catalog, prefecture_rank};

/// The maximal number of options; longer lists are not read.
const MOST: usize = 100;

/// The maximal length of an offered value in letters; longer ones are prose.
const LONGEST_VALUE: usize = 40;

/// The completions at a position of a query text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The byte range that an option replaces.
    pub range: Range<usize>,
    /// The options, best first; may be empty.
    pub options: Vec<CompletionOption>,
}

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionOption {
    /// The text that replaces the range.
    pub insert: String,
    /// The displayed text.
    pub label: String,
    /// A description, or the number of cases.
    pub note: String,
}

/// Returns the completions for `text` up to the byte `cursor`, in a stable order.
#[must_use]
pub fn complete(text: &str, cursor: usize, catalog: &Catalog, lang: Lang) -> Completion {
    let mut end = cursor.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if let Some(start) = described_from(text, end) {
        let mut completion = complete(text.get(start..end).unwrap_or_default(), end - start, catalog, lang);
        completion.range = completion.range.start + start..completion.range.end + start;
        // Quotes within quotes are there twice.
        completion.options.iter_mut().for_each(|option| option.insert = option.insert.replace('"', "\"\""));
        return completion;
    }
    let Position { range, typed, awaited } = position(text.get(..end).unwrap_or_default());
    let options = match awaited {
        Awaited::Name => name_options(&typed, lang),
        Awaited::PlaceName => scope_options(&typed, lang),
        Awaited::Value { named, operator } => value_options(named, operator, &typed, catalog, lang),
        Awaited::Drawing => drawing_options(&typed, lang),
        Awaited::State => state_options(&typed, lang),
        Awaited::Number => Vec::new(),
    };
    Completion { range, options }
}

/// Returns where the description of a network begins that the cursor is in: behind `近:"`.
fn described_from(text: &str, cursor: usize) -> Option<usize> {
    let query = Query::parse(text);
    let near = query.view.iter().rfind(|clause| clause.kind == ViewKind::Near)?;
    let quote = text.get(near.span.clone())?.chars().next().filter(|first| is_quote(*first))?;
    let start = near.span.start + quote.len_utf8();
    (start..=near.span.end).contains(&cursor).then_some(start)
}

/// Returns how well a word completes the typed text; less is better.
fn fit_cost(word: &str, typed: &str) -> Option<usize> {
    if word == typed {
        return Some(0);
    }
    if word.starts_with(typed) {
        return Some(1);
    }
    // One letter is in too many words.
    (typed.chars().nth(1).is_some() && word.contains(typed)).then_some(2)
}

/// Returns the names that complete the typed text, each target once, by its best word.
fn fitting_names(typed: &str, lang: Lang) -> Vec<(&'static str, &'static NameTarget)> {
    let typed = name_key(typed);
    let mut best: BTreeMap<usize, (usize, usize, &'static QueryName, &'static NameTarget)> = BTreeMap::new();
    for (order, (name, named)) in all_names().enumerate() {
        let Some(fit) = fit_cost(&name.key, &typed) else { continue };
        // Before a letter is typed, the language of the interface decides which of the words is offered.
        if typed.is_empty() && !is_in_language(lang, name.word) {
            continue;
        }
        let known = best.entry(name.meaning()).or_insert((fit, order, name, named));
        if fit < known.0 {
            *known = (fit, order, name, named);
        }
    }
    let mut best: Vec<_> = best.into_iter().collect();
    best.sort_by_key(|(meaning, (fit, ..))| (*fit, *meaning));
    // A reading is completed to the usual spelling.
    let shown =
        |name: &QueryName, named: &NameTarget| if is_reading(name.word) { named.word } else { name.word };
    best.into_iter().map(|(_, (_, _, name, named))| (shown(name, named), named)).collect()
}

fn is_reading(word: &str) -> bool {
    word.chars().all(|char| matches!(char, 'ぁ'..='ん' | 'ー'))
}

/// True for a word of the language.
fn is_in_language(lang: Lang, word: &str) -> bool {
    match lang {
        Lang::Ja => !word.is_ascii(),
        Lang::En => word.is_ascii(),
    }
}

/// Returns a name as it is written in a query: English ones without quotes.
fn quote_name(name: &str) -> String {
    if name.is_ascii() { quote_value(&name.replace(' ', "_")) } else { quote_value(name) }
}

/// Returns names for the beginning of a clause; after a number's full name, its operators.
fn name_options(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let mut options = Vec::new();
    for (word, named) in fitting_names(typed, lang) {
        let written = quote_name(word);
        let note = scope_description(&named.place, lang);
        match named.quantity {
            Some(quantity) if name_key(word) == name_key(typed) => {
                options.extend(operator_options(typed, quantity, lang))
            }
            Some(_) => options.push(CompletionOption { insert: written, label: word.to_owned(), note }),
            None => options.push(CompletionOption {
                insert: format!("{written}:"),
                label: format!("{word}:"),
                note,
            }),
        }
    }
    let is = IS.iter().filter(|word| fit_cost(word, &name_key(typed)).is_some());
    options.extend(is.map(|word| CompletionOption {
        insert: format!("{word}:"),
        label: format!("{word}:"),
        note: lang.text("complete.signed").to_owned(),
    }));
    options.truncate(MOST);
    options
}

/// Returns the states of a case, after `is:`.
fn state_options(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let typed = name_key(typed);
    let fit = |word: &str| fit_cost(&name_key(word), &typed);
    let fits = |word: &&&str| fit(word).is_some();
    let own = |word: &&&str| is_in_language(lang, word);
    let option = |sign: &CaseSign| {
        // Before a letter is typed, the language of the interface decides which of the words is offered.
        let word = sign_words(*sign).iter().filter(fits).find(|word| !typed.is_empty() || own(word))?;
        let note = match sign {
            CaseSign::Bookmark => lang.text("complete.bookmarked"),
            CaseSign::Mark => lang.text("complete.marked"),
        };
        Some(CompletionOption { insert: (*word).into(), label: (*word).into(), note: note.to_owned() })
    };
    let mut options: Vec<CompletionOption> = CaseSign::VARIANTS.iter().filter_map(option).collect();
    options.sort_by_key(|option| fit(&option.insert));
    options
}

/// Returns the ways to show the cases, after `見:`: each by the word of the language, else by the one that is typed.
fn drawing_options(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let typed = name_key(typed);
    let option = |drawing: &Drawing| {
        let words = drawing.words();
        let own = words.iter().filter(|word| is_in_language(lang, word));
        let mut words = own.chain(&words).filter(|word| fit_cost(&name_key(word), &typed).is_some());
        let word = (*words.next()?).to_owned();
        Some(CompletionOption { insert: word.clone(), label: word, note: String::new() })
    };
    Drawing::VARIANTS.iter().filter_map(option).collect()
}

/// Returns the operators after a number's name, with their descriptions.
fn operator_options(name: &str, quantity: Quantity, lang: Lang) -> Vec<CompletionOption> {
    let sample = sample_number(quantity.unit(), lang);
    let means = [
        (">=", lang.fill("complete.at_least", &[("sample", &sample)])),
        ("<=", lang.fill("complete.at_most", &[("sample", &sample)])),
        (">", lang.fill("complete.more", &[("sample", &sample)])),
        ("<", lang.fill("complete.less", &[("sample", &sample)])),
        (":", lang.fill("complete.between", &[("sample", &sample)])),
    ];
    let written = quote_name(name);
    let option = |(sign, note): (&str, String)| {
        let text = format!("{written}{sign}");
        CompletionOption { insert: text.clone(), label: text, note }
    };
    means.into_iter().map(option).collect()
}

fn sample_number(unit: Unit, lang: Lang) -> &'static str {
    match unit {
        Unit::People => lang.text("complete.people"),
        Unit::Facilities => lang.text("complete.facilities"),
        Unit::Yen => lang.text("complete.yen"),
        Unit::Year => lang.text("complete.year"),
        Unit::Items => lang.text("complete.items"),
        Unit::Share => lang.text("complete.share"),
    }
}

/// Returns the names after 空: and 有:.
fn scope_options(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let option = |(word, named): (&'static str, &NameTarget)| CompletionOption {
        insert: quote_name(word),
        label: word.to_owned(),
        note: scope_description(&named.place, lang),
    };
    fitting_names(typed, lang).into_iter().take(MOST).map(option).collect()
}

/// Describes a scope, in the page's own words or in English.
fn scope_description(place: &SearchScope, lang: Lang) -> String {
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

/// Returns the values after a name: best completions first, then by frequency; prefectures from north
/// to south.
fn value_options(
    named: &'static NameTarget,
    operator: Operator,
    typed: &str,
    catalog: &Catalog,
    lang: Lang,
) -> Vec<CompletionOption> {
    if let Some(quantity) = named.quantity {
        return year_options(quantity, operator, typed, catalog, lang);
    }
    if operator.is_comparison() {
        return Vec::new();
    }
    if named.place.fields == ["effects"] {
        return effect_options(typed, lang);
    }
    let wanted = item_key(typed);
    let found = Tally::new(catalog, &named.place, LONGEST_VALUE).values.into_iter();
    let found = found.filter(|one| !one.key.is_empty());
    let mut fitting: Vec<(usize, CountedAnswer<'_>)> =
        found.filter_map(|one| Some((fit_cost(&one.key, &wanted)?, one))).collect();
    // Prefectures are ordered from north to south, as everywhere.
    let is_prefecture = named.place.fields == ["area"];
    let north = |text: &str| if is_prefecture { prefecture_rank(text) } else { 0 };
    fitting.sort_by(|(fit, one), (other_fit, other)| {
        let order = (fit, north(one.text), Reverse(one.cases), one.text);
        order.cmp(&(other_fit, north(other.text), Reverse(other.cases), other.text))
    });
    let option = |(_, one): (usize, CountedAnswer<'_>)| CompletionOption {
        insert: quote_value(one.text),
        label: one.text.to_owned(),
        note: lang.fill("complete.cases", &[("count", &one.cases)]),
    };
    fitting.into_iter().take(MOST).map(option).collect()
}

/// Returns the items of 導入効果, all of which are on every page; after a full item, the marks.
fn effect_options(typed: &str, lang: Lang) -> Vec<CompletionOption> {
    let item = typed.split(['=', '＝']).next().unwrap_or_default();
    let wanted = item_key(item);
    let items =
        schema().effects.iter().filter_map(|item| Some((fit_cost(&item_key(item.text), &wanted)?, item)));
    let mut items: Vec<_> = items.collect();
    items.sort_by_key(|(fit, _)| *fit);
    if let Some((0, item)) = items.first() {
        let option = |mark: &str| {
            let text = format!("{}={mark}", item.text);
            CompletionOption { insert: text.clone(), label: text, note: english_note(item, lang) }
        };
        return ["○", "△", "×"].into_iter().map(option).collect();
    }
    let option = |(_, item): (usize, &EffectSpec)| CompletionOption {
        insert: quote_value(item.text),
        label: item.text.to_owned(),
        note: english_note(item, lang),
    };
    items.into_iter().map(option).collect()
}

/// Returns the English name of an item of 導入効果 if the interface is English.
fn english_note(item: &EffectSpec, lang: Lang) -> String {
    match lang {
        Lang::Ja => String::new(),
        Lang::En => item.en.to_owned(),
    }
}

/// Returns the years that occur, ascending; other numbers would be as many as cases.
fn year_options(
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
        Some((before, typed)) if !operator.is_comparison() => (format!("{before}.."), typed),
        Some(_) | None => (String::new(), typed),
    };
    let typed = item_key(typed);
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for year in catalog.cases().filter_map(|case| quantity.value_in(case)) {
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
        assert_eq!(inserts("is:boo"), ["bookmarked"]);
        assert_eq!(inserts("is:"), ["しおり", "印"]);
        assert_eq!(inserts("is:mar"), ["marked", "bookmarked"]);
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

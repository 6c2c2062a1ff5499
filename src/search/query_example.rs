//! How queries are written: an example for each form.

use crate::lang::Lang;

/// An example of a query.
#[derive(Debug)]
pub struct QueryExample {
    ja: &'static str,
    en: &'static str,
    /// The id of the words that say what it finds.
    pub label_id: &'static str,
}

impl QueryExample {
    /// Returns the query as one writes it in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// How many of [`EXAMPLES`] are shown where nothing is found: the most used forms come first.
pub const MOST_USED: usize = 3;

/// The forms of queries, the most used first.
pub const EXAMPLES: [QueryExample; 14] = [
    QueryExample { ja: "県:埼玉|群馬", en: "prefecture:Saitama|Gunma", label_id: "query_form.either" },
    QueryExample { ja: "患者>=1万", en: "patients>=10000", label_id: "query_form.number" },
    QueryExample { ja: "標準:SS-MIX", en: "standard:SS-MIX", label_id: "query_form.in_field" },
    QueryExample { ja: "もがみ", en: "mogami", label_id: "query_form.words" },
    QueryExample { ja: "糖尿病 VPN", en: "糖尿病 VPN", label_id: "query_form.both" },
    QueryExample { ja: "-終了", en: "-終了", label_id: "query_form.not" },
    QueryExample { ja: "\"二次医療圏\"", en: "\"二次医療圏\"", label_id: "query_form.exact" },
    QueryExample { ja: "年:2010..2014", en: "year:2010..2014", label_id: "query_form.range" },
    QueryExample {
        ja: "運用費/患者<2000", en: "annual_cost/patients<2000", label_id: "query_form.ratio"
    },
    QueryExample {
        ja: "効果:医師の負担軽減=○", en: "効果:医師の負担軽減=○", label_id: "query_form.effect"
    },
    QueryExample { ja: "空:共有患者数", en: "blank:共有患者数", label_id: "query_form.blank" },
    QueryExample { ja: "is:しおり", en: "is:bookmarked", label_id: "query_form.bookmarks" },
    QueryExample { ja: "順:-患者", en: "sort:-patients", label_id: "query_form.sort" },
    QueryExample { ja: "見:表", en: "view:table", label_id: "query_form.table" },
];

//! Classes that follow from what a page says: the region, and the kind of the lead organisation.

use unicode_normalization::UnicodeNormalization;

use super::assets::{Bilingual, LEADS, OTHER_LEAD, REGIONS};
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::{Case, full_prefecture_names, prefecture_rank};

/// A class of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The regions of the prefectures served.
    Region,
    /// The kind of the lead organisation.
    LeadKind,
}

impl Class {
    /// Returns the field that it follows from.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Region => "area",
            Self::LeadKind => "lead_organisation",
        }
    }

    /// Returns the classes of a case, each once, in their order; none where the field has no answer.
    #[must_use]
    pub fn names(self, case: &Case, lang: Lang) -> Vec<&'static str> {
        match self {
            Self::Region => {
                let ranks = case.prefectures.iter().map(|prefecture| prefecture_rank(prefecture));
                let mut at: Vec<usize> = ranks.filter_map(region_at).collect();
                at.sort_unstable();
                at.dedup();
                at.into_iter().map(|at| REGIONS[at].name.text(lang)).collect()
            }
            Self::LeadKind => {
                let is_answered = AnswerState::of_field(case, self.field()) == AnswerState::Answered;
                let lead = is_answered.then(|| lead_kind(case.field_text(self.field())).text(lang));
                lead.into_iter().collect()
            }
        }
    }

    /// Returns the rank of a class by its name.
    #[must_use]
    pub fn rank(self, name: &str, lang: Lang) -> usize {
        let is_named = |class: &Bilingual| class.text(lang) == name;
        let rank = match self {
            Self::Region => REGIONS.iter().map(|region| region.name).position(|class| is_named(&class)),
            Self::LeadKind => LEADS.iter().map(|kind| kind.name).position(|class| is_named(&class)),
        };
        rank.unwrap_or(usize::MAX)
    }
}

impl Class {
    /// Returns the region of a prefecture by its short name.
    #[must_use]
    pub fn region_name(prefecture: &str, lang: Lang) -> Option<&'static str> {
        region_at(prefecture_rank(prefecture)).map(|at| REGIONS[at].name.text(lang))
    }

    /// Returns the kind of a lead organisation by its name.
    #[must_use]
    pub fn lead_name(organisation: &str, lang: Lang) -> &'static str {
        lead_kind(organisation).text(lang)
    }

    /// Returns the clause that finds a class by its name: a region is any of its prefectures. No clause finds a
    /// kind of organisation.
    #[must_use]
    pub fn clause(self, name: &str, lang: Lang) -> Option<String> {
        match self {
            Self::Region => {
                let at = REGIONS.iter().position(|region| region.name.text(lang) == name)?;
                let of_region = full_prefecture_names().map(|(_, short)| short);
                let of_region = of_region.filter(|short| region_at(prefecture_rank(short)) == Some(at));
                Some(format!("県:{}", of_region.collect::<Vec<_>>().join("|")))
            }
            Self::LeadKind => None,
        }
    }
}

/// Returns the index of the region of a prefecture by its JIS code; `None` for the whole country.
fn region_at(code: usize) -> Option<usize> {
    (1..=47).contains(&code).then(|| REGIONS.partition_point(|region| region.last < code))
}

/// Returns the kind of a lead organisation by its name: the first whose words or endings it has.
fn lead_kind(name: &str) -> Bilingual {
    let name: String = name.nfkc().collect();
    let name = name.trim();
    let fits = |word: &&str| name.contains(word);
    let kind = LEADS.iter().find(|kind| {
        kind.words.iter().any(&fits) || kind.endings.iter().any(|ending| name.ends_with(ending))
    });
    kind.map_or(OTHER_LEAD, |kind| kind.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefecture_has_its_region() {
        let region = |code| region_at(code).map(|at| REGIONS[at].name.text(Lang::Ja));
        assert_eq!(
            [1, 2, 7, 8, 14, 15, 23, 24, 30, 31, 35, 36, 39, 40, 47].map(region).map(Option::unwrap),
            [
                "北海道",
                "東北",
                "東北",
                "関東",
                "関東",
                "中部",
                "中部",
                "近畿",
                "近畿",
                "中国",
                "中国",
                "四国",
                "四国",
                "九州・沖縄",
                "九州・沖縄"
            ]
        );
        assert_eq!([0, 48, usize::MAX].map(region), [None; 3]);
    }

    #[test]
    fn lead_organisations_have_their_kind() {
        let kinds = [
            ("埼玉利根保健医療圏医療連携推進協議会", "協議会"),
            ("山形県最上保健所", "行政"),
            ("○○市医師会立病院", "医師会"),
            ("特定非営利活動法人 天かける", "NPO"),
            ("ＮＰＯ法人あじさい", "NPO"),
            ("一般社団法人 日本海ヘルスケア", "社団法人"),
            ("㈱見本", "企業"),
            ("見本市", "行政"),
            ("独立行政法人国立病院機構", "病院"),
            ("見本の会", "その他"),
        ];
        for (name, kind) in kinds {
            assert_eq!(lead_kind(name).text(Lang::Ja), kind, "{name}");
        }
    }
}

//! Names of companies, with their legal form or without it.

/// 株式会社 as it is written before or behind a name.
const FORMS: [&str; 6] = ["株式会社", "(株)", "（株）", "㈱", "㍿", "株式會社"];

/// Returns a name without 株式会社 before or behind it; a text that has nothing else as it is.
#[must_use]
pub fn without_company(name: &str) -> &str {
    let name = name.trim();
    let stripped = FORMS.iter().find_map(|form| name.strip_prefix(form).or_else(|| name.strip_suffix(form)));
    stripped.map(str::trim).filter(|stripped| !stripped.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_has_one_name_however_its_form_is_written() {
        for name in [
            "株式会社シーエスアイ",
            "シーエスアイ株式会社",
            "（株）シーエスアイ",
            "㈱シーエスアイ",
            "シーエスアイ (株)",
        ] {
            assert_eq!(without_company(name), "シーエスアイ");
        }
        assert_eq!(without_company("株式会社"), "株式会社");
        assert_eq!(without_company("株式会社東 北株式会社西"), "東 北株式会社西");
    }
}

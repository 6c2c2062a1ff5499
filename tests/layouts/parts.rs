//! The parts that a layout is drawn from, as templates. `{}` is the words, `{n}` a number, `{N}` a
//! full-width number, `{en}` the English name, `{l}` and `{v}` a label and its value. The first of
//! each is the usual one.

pub const BULLETS: [&str; 11] =
    ["", "- ", "* ", "・", "• ", "{n}. ", "({n}) ", "  ", "\u{3000}", "□ ", "  - "];

/// What stands before and behind a label.
pub const AROUND: [(&str, &str); 16] = [
    ("", ""),
    ("［", "］"),
    ("[", "]"),
    ("【", "】"),
    ("**", "**"),
    ("**", "：**"),
    ("**", ":**"),
    ("*", "*"),
    ("「", "」"),
    ("＜", "＞"),
    ("`", "`"),
    ("__", "__"),
    ("〔", "〕"),
    ("■", ""),
    (":", ":"),
    ("\"", "\""),
];

/// What stands between a label and its value on one line.
pub const BETWEEN: [&str; 30] = [
    "\t", "：", ": ", ":", "： ", " = ", "=", "| ", " | ", " → ", "→", "⇒", " => ", " -> ", " :: ", " - ",
    " ― ", "……", " ... ", " ／ ", " ", "  ", "\u{3000}", "", "; ", " ： ", "│", "｜", "\t\t", " := ",
];

pub const LABELS: [&str; 5] = ["{}", "{} ({en})", "{}（{en}）", "{} / {en}", "{}/{en}"];

/// Titles; the last has none at all.
pub const TITLES: [&str; 31] = [
    "{}",
    "# {}",
    "## {}",
    "### {}",
    "#### {}",
    "■{}",
    "■ {}",
    "【{}】",
    "== {} ==",
    "{n}. {}",
    "第{n}章 {}",
    "--- {} ---",
    "*{}*",
    "**{}**",
    "{}\n{=}",
    "{}\n{-}",
    "{}\n{～}",
    "▼{}",
    "{N}．{}",
    "<{}>",
    "＜{}＞",
    "{}：",
    "## {} {#s{n}}",
    "◆ {}",
    "[{}]",
    "（{N}）{}",
    "{n}) {}",
    "## {n}. {}",
    "h2. {}",
    "* {}",
    "",
];

/// Titles in HTML; `{}` is put into the title's tag.
pub const HTML_TITLES: [&str; 9] = [
    "<h2>{}</h2>",
    "<h3 class=\"heading\"><span>{}</span></h3>",
    "<h4>{}</h4>",
    "<p><b>{}</b></p>",
    "<p>■{}</p>",
    "<div class=\"title\">{}</div>",
    "<h3 id=\"s{n}\">{n}. {}</h3>",
    "<p>{}</p>",
    "",
];

/// A contents list's lines; the first has none.
pub const CONTENTS: [&str; 8] =
    ["{}", "", "- {}", "{n}. {}", "- [{}](#s{n})", "[{}](#)", "・{}", "{n}. [{}](#{})"];

pub const PREFIXES: [&str; 13] = [
    "",
    "> ",
    "> > ",
    "{n}: ",
    "{n6}\t",
    "pages/1.txt:{n}:",
    "+ ",
    "| ",
    "// ",
    "    ",
    "｜",
    "{n4} | ",
    ">",
];

/// What a writer puts for a blank value.
pub const BLANKS: [&str; 9] = ["", "－", "—", "-", "（記載なし）", "（空欄）", "N/A", "未記入", "ー"];

/// What stands before each item of a value on lines of their own; the first leaves values on one line.
pub const ITEMS: [&str; 5] = ["one line", "", "・", "- ", "  "];

/// What the second and later lines of a value begin with.
pub const HANGING: [&str; 5] = ["", "  ", "\u{3000}\u{3000}", "\t", "    "];

/// Tables and other trees of HTML: before the rows of a section, a row, behind them.
pub const HTML: [(&str, &str, &str); 15] = [
    ("<table>", "<tr><th>{l}</th><td>{v}</td></tr>", "</table>"),
    ("<table><tbody>", "<tr>\n<td>{l}\n<td>{v}", "</table>"),
    ("<dl>", "<dt>{l}</dt><dd>{v}</dd>", "</dl>"),
    ("<dl>", "<div><dt>{l}</dt>\n<dd>{v}</dd></div>", "</dl>"),
    ("", "<div class=\"row\"><div class=\"col-4\">{l}</div><div class=\"col-8\">{v}</div></div>", ""),
    ("", "<p><b>{l}</b>：{v}</p>", ""),
    ("", "<p><strong>{l}</strong><br>{v}</p>", ""),
    ("<ul>", "<li>{l}：{v}</li>", "</ul>"),
    ("<ul>", "<li><span class=\"k\">{l}</span> <span class=\"v\">{v}</span></li>", "</ul>"),
    ("", "<h5>{l}</h5>\n<p>{v}</p>", ""),
    ("", "<p>{l}：{v}</p>", ""),
    ("<p>", "{l}：{v}<br>", "</p>"),
    ("<div>", "<div>{l}</div>\n<div>{v}</div>", "</div>"),
    ("", "<details><summary>{l}</summary>{v}</details>", ""),
    ("<form>", "<p><label>{l}</label> <textarea>{v}</textarea></p>", "</form>"),
];

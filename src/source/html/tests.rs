//! Shapes of HTML that pages come in, each small.

use super::super::line::{Line, LineKind, Mark};
use super::super::read_pages;
use super::{BlockEnds, document, fragment};
use crate::model::Case;
use crate::model::schema::schema;

/// The lines of a piece of HTML, a row as `label=value`, a row without a value cell as `label=-`.
fn said(html: &str) -> Vec<String> {
    let lines = fragment(html, 1).lines;
    lines.iter().map(shown).collect()
}

fn shown(line: &Line<'_>) -> String {
    match &line.kind {
        LineKind::Row { label, value, .. } => format!("{label}={}", value.as_deref().unwrap_or("-")),
        LineKind::Plain { text, mark: Mark::Heading } => format!("# {text}"),
        LineKind::Plain { text, mark: Mark::Bullet } => format!("- {text}"),
        LineKind::Plain { text, mark: Mark::Apart } => format!("! {text}"),
        LineKind::Plain { text, mark: Mark::None | Mark::Definition } => text.to_string(),
        LineKind::Blank | LineKind::Rule => String::new(),
    }
}

fn case(html: &str) -> Case {
    let mut cases = read_pages("page.html", html.as_bytes().to_vec()).unwrap();
    assert_eq!(cases.len(), 1);
    cases.remove(0)
}

#[test]
fn rows_of_th_or_td_and_of_definition_lists_are_labels_and_values() {
    let want = ["疾病=糖尿病", "サービス=", "補足・備考=なし"];
    for html in [
        "<table><tr><th>疾病</th><td>糖尿病</td></tr><tr><th>サービス</th><td></td></tr><tr><th>補足・備考</th><td>なし</td></tr></table>",
        "<TABLE border=1><TR><TD>疾病<TD>糖尿病<TR><TD>サービス<TD><TR><TD>補足・備考<TD>なし</TABLE>",
        "<table><tbody><tr><td>疾病</td><td>糖尿病</td></tr><tr><td>サービス</td><td>&nbsp;</td></tr></tbody><tbody><tr><td><b>補足・備考</b></td><td><font color=red>なし</font></td></table>",
        "<dl><dt>疾病<dd>糖尿病<dt>サービス<dd><dt>補足・備考<dd>なし</dl>",
        "<dl><div><dt>疾病</dt><dd>糖尿病</dd></div><div><dt>サービス</dt><dd></dd></div><div><dt>補足・備考</dt><dd><p>なし</p></dd></div></dl>",
        "<tr><th>疾病<td>糖尿病<tr><th>サービス<td><tr><th>補足・備考<td>なし",
        "<?xml version=\"1.0\"?><table><tr><th>疾病</th><td>糖尿病</td></tr><tr><th>サービス</th><td/></tr><tr><th>補足・備考</th><td>なし</td></tr></table>",
        "<table><tr><th rowspan=1 colspan='1'>疾病</th><td>糖尿病</td></tr><tr><td></td><th>サービス</th><td></td></tr><tr><th>補足・備考</th><td>なし</td><td></td></tr></table>",
    ] {
        assert_eq!(said(html), want, "{html}");
    }
}

#[test]
fn breaks_paragraphs_and_items_in_a_cell_are_items() {
    for html in [
        "<th>参加団体と参加患者数<td>【病院】 実施中：7施設<br>【薬局】",
        "<th>参加団体と参加患者数<td><p>【病院】 実施中：7施設<p>【薬局】",
        "<th>参加団体と参加患者数<td><ul><li>【病院】 実施中：7施設<li>【薬局】</ul>",
        "<th>参加団体と参加患者数<td><div>【病院】\n 実施中：7施設</div><div>【薬局】</div>",
        "<dt>参加団体と参加患者数<dd>【病院】 実施中：7施設<dd>【薬局】",
    ] {
        let lines = said(&html.replace("\n ", " "));
        assert_eq!(lines, ["参加団体と参加患者数=【病院】 実施中：7施設\n【薬局】"], "{html}");
    }
}

#[test]
fn a_table_in_a_value_cell_is_the_value_and_one_in_a_layout_cell_is_the_page() {
    let nested = "<table><tr><th>参加団体と参加患者数<td><table><tr><td>【病院】<td>7施設<tr><td>薬局<td>2施設</table></table>";
    assert_eq!(said(nested), ["参加団体と参加患者数=【病院】 7施設\n薬局 2施設"]);
    let layout =
        "<table><tr><td>ホーム<td><h3>サービスについて</h3><table><tr><th>疾病<td>糖尿病</table></table>";
    assert_eq!(said(layout), ["ホーム", "# サービスについて", "疾病=糖尿病"]);
    let deep = "<table><tr><td><table><tr><td><table><tr><th>疾病<td>糖尿病</table></table></table>";
    assert_eq!(said(deep), ["疾病=糖尿病"]);
    let list = "<dl><dt>サービスについて<dd><dl><dt>疾病<dd>糖尿病</dl></dl>";
    assert_eq!(said(list), ["# サービスについて", "疾病=糖尿病"]);
}

#[test]
fn what_spans_rows_goes_on_in_them() {
    assert_eq!(
        said("<table><tr><th rowspan=2>疾病<td>糖尿病<tr><td>脳卒中</table>"),
        ["疾病=糖尿病\n脳卒中"]
    );
    assert_eq!(
        said("<table><tr><th>疾病<td rowspan=2>なし<tr><th>サービス</table>"),
        ["疾病=なし", "サービス=なし"]
    );
    assert_eq!(
        said(
            "<table><tr><th rowspan=2>予算について<th>構築費用概算<td>1（千円）<tr><th>保守費概算<td>2（千円）</table>"
        ),
        ["# 予算について", "構築費用概算=1（千円）", "保守費概算=2（千円）"]
    );
    let endless =
        format!("<table><tr><td rowspan=65000>{}{}</table>", "長".repeat(10_000), "<tr><td>a".repeat(10_000));
    let bytes: usize = said(&endless).iter().map(String::len).sum();
    assert!(bytes < 5 * endless.len(), "{bytes} bytes said of {}", endless.len());
}

#[test]
fn rows_of_several_fields_and_heads_over_columns_are_read() {
    assert_eq!(
        said("<table><tr><th>登録患者数<td>12<th>共有患者数<td>3</table>"),
        ["登録患者数=12", "共有患者数=3"]
    );
    assert_eq!(
        said("<table><tr><td>登録患者数<td>12<td>共有患者数<td>3</table>"),
        ["登録患者数=12", "共有患者数=3"]
    );
    assert_eq!(
        said("<table><tr><th>登録患者数<th>共有患者数<tr><td>12<td>3</table>"),
        ["登録患者数=12", "共有患者数=3"]
    );
    assert_eq!(said("<table><tr><th>項目<th>内容<tr><th>疾病<td>糖尿病</table>"), ["疾病=糖尿病"]);
    assert_eq!(
        said("<table><tr><th colspan=2>サービスについて<tr><th>疾病<td>糖尿病</table>"),
        ["# サービスについて", "疾病=糖尿病"]
    );
    assert_eq!(
        said(
            "<table><caption>サービスについて</caption><tr><th colspan=2>疾病<tr><td colspan=2>その他</table>"
        ),
        ["# サービスについて", "疾病=その他"]
    );
}

#[test]
fn headings_that_are_labels_have_the_words_below_them_as_value() {
    let html = "<h3>共有できる情報項目</h3><h4>文書</h4><p>サマリ</p><p>その他</p><h4>検査結果</h4><h4>その他</h4>\
                <ul><li>検査結果</ul><h3>共有情報の取得元</h3><h4>共有情報の取得元</h4><p>電子カルテ</p>";
    let want = [
        "# 共有できる情報項目",
        "文書=サマリ\nその他",
        "検査結果=",
        "その他=検査結果",
        "# 共有情報の取得元",
        "共有情報の取得元=電子カルテ",
    ];
    assert_eq!(said(html), want);
}

#[test]
fn what_a_browser_does_not_show_and_the_site_around_a_page_are_left_out() {
    let html = "<nav><ul><li>事例を探す</ul></nav><div id=gnav>データ</div><script>var a='<td>';</script><style>td{}</style>\
                <!-- <td>x --><p hidden>隠<p>見<span style='display: none'>隠<span>も</span></span>える\
                <template><p>型</p></template><ruby>最上<rp>(</rp><rt>もがみ</rt></ruby><footer>著作</footer>";
    assert_eq!(said(html), ["見える最上"]);
}

#[test]
fn hidden_panels_are_read_where_their_labels_are_nowhere_else() {
    let panel = "<div style='display:none'><table><tr><th>サービス<td>紹介</table></div>";
    let seen = "<table><tr><th>疾病<td>糖尿病</table>";
    assert_eq!(said(&format!("{seen}{panel}")), ["疾病=糖尿病", "サービス=紹介"]);
    let twice = "<div hidden><table><tr><th>疾病<td>糖尿病</table></div>";
    assert_eq!(said(&format!("{seen}{twice}")), ["疾病=糖尿病"]);
}

#[test]
fn entities_are_characters_and_white_space_is_folded() {
    assert_eq!(said("<p>A&amp;B &lt;Net4U&gt; &#12354;&hearts;&nbsp;終</p>"), ["A&B <Net4U> あ♥\u{a0}終"]);
    assert_eq!(said("<p>  地域の\n   医療  情報\n IP\n VPN </p>"), ["地域の医療 情報IP VPN"]);
    assert_eq!(
        said("<th>新規の患者さん<td>患者一括同意\n全ての施設毎"),
        ["新規の患者さん=患者一括同意\n全ての施設毎"]
    );
}

#[test]
fn words_after_a_table_are_no_part_of_its_last_value() {
    let html = "<h3>予算について</h3><table><tr><th>保守費概算<td>2（千円）</table><p>※税込</p>\
                <h3>サービスについて</h3><table><tr><th>疾病<td>糖尿病</table><h3>関連リンク</h3><ul><li>一覧</ul>";
    let want = ["# 予算について", "保守費概算=2（千円）", "! ※税込", "# サービスについて", "疾病=糖尿病"];
    assert_eq!(said(html), want);
}

#[test]
fn elements_nested_too_deep_keep_their_words_and_are_reported_once() {
    let tags = [
        "div",
        "b",
        "a",
        "font",
        "span",
        "ul",
        "ul><li",
        "table",
        "td",
        "table><tr><td",
        "p",
        "li",
        "dl><dd",
        "svg><g",
    ];
    for (tag, closed) in tags.into_iter().flat_map(|tag| [(tag, true), (tag, false)]) {
        let ends = if closed { format!("</{}>", tag.split('>').next_back().unwrap()) } else { String::new() };
        let html =
            format!("<p>前</p>\n{}中{}<p>後</p>", format!("<{tag}>").repeat(20_000), ends.repeat(20_000));
        let read = document(&html);
        let words: String = read.lines.iter().map(shown).collect::<Vec<_>>().concat();
        // What a drawing holds is none of the page's words.
        let kept = if tag.starts_with("svg") { "前" } else { "前中後" };
        assert!(kept.chars().all(|word| words.contains(word)), "{tag}: {words}");
        let is_flat = matches!(tag, "table" | "td" | "p" | "li");
        assert_eq!(read.too_deep, if is_flat { None } else { Some(2) }, "{tag}");
    }
    let rows = "<table><tr><th>疾病<td>糖尿病</table>";
    assert_eq!(said(&format!("{}{rows}", "<div>".repeat(600))), ["疾病=糖尿病"]);
}

#[test]
fn what_stands_wrong_is_read_as_browsers_read_it() {
    for (html, want) in [
        // Words in a table but in none of its cells stand before it.
        ("<table>※税込<tr><th>疾病<td>糖尿病</table>", vec!["※税込", "疾病=糖尿病"]),
        (
            "<table><tr><th>疾病<td>糖尿病</tr><h3>予算について</h3></table>",
            vec!["# 予算について", "疾病=糖尿病"],
        ),
        // Looks that are left open, or end one in the other, move no words.
        (
            "<table><tr><th><b>疾病<td><font color=red>糖尿病<i></b></i><tr><th>サービス<td>紹介</table>",
            vec!["疾病=糖尿病", "サービス=紹介"],
        ),
        ("<p><b>疾病<p>サ<i>ー<b>ビ</i>ス</b>です", vec!["疾病", "サービスです"]),
        // An end tag in a cell ends nothing outside it.
        ("<div><table><tr><th>疾病<td>糖</div></p></li>尿病</table>", vec!["疾病=糖\n尿病"]),
        (
            "<table><tr><th>疾病<td>糖尿病</tr></tr></td><tr><th>サービス</table>",
            vec!["疾病=糖尿病", "サービス=-"],
        ),
        // A heading ends with any heading's end tag, a list item not in a list within it.
        ("<h3>予算について</h4><p>無料", vec!["# 予算について", "無料"]),
        ("<ul><li>甲<ul><li>乙</ul>丙<li>丁</ul>", vec!["- 甲", "- 乙", "- 丙", "- 丁"]),
        // Comments, scripts and what is too old to be anything stand between no letters.
        (
            "<p>病<!-- \n -->院<script>x</script>は <blink>無</blink>料<plaintext>です",
            vec!["病院は 無料です"],
        ),
    ] {
        assert_eq!(said(html), want, "{html}");
    }
}

#[test]
fn words_know_their_lines_wherever_the_tree_puts_them() {
    let places = |html: &str| -> Vec<(String, u32)> {
        fragment(html, 1).lines.iter().map(|line| (shown(line), line.number)).collect()
    };
    let html = "<table>\n<tr><th>疾病\n<td>\n糖尿病\n</tr>\n※\n税込</table>\n\n後";
    assert_eq!(places(html), [("※税込".into(), 6), ("疾病=糖尿病".into(), 2), ("! 後".into(), 9)]);
    let html = "<p>\n前<!--\n\n-->後\n<pre>\n\n一\n二</pre>";
    assert_eq!(places(html), [("前後".into(), 2), (String::new(), 6), ("一".into(), 7), ("二".into(), 8)]);
    let lines = fragment("<th>工夫した点<td>甲<!--\n\n--><br>乙&amp;\n丙", 1).lines;
    assert_eq!(lines[0].parts, [(0, 1), ("甲\n".len(), 3), ("甲\n乙&".len(), 4)]);
    let script = "<script>\n'</td>' + '</scripts>'\n</SCRIPT ><th>疾病<td>糖<style>\n</style>\n尿病<title>\n";
    assert_eq!(places(script), [("疾病=糖\n尿病".into(), 3)]);
    assert_eq!(fragment(script, 1).lines[0].parts, [(0, 3), ("糖".len(), 5)]);
    let image = "<th>システム導入効果<td>\n<img alt='○'> 甲";
    assert_eq!(fragment(image, 1).lines[0].parts, [(0, 2)]);
}

#[test]
fn a_document_begins_whatever_the_one_before_it_left_open() {
    let one = "<!DOCTYPE html><html><body><table><tr><th>疾病<td><div hidden>";
    assert_eq!(said(&format!("{one}\n{one}</div>糖尿病")), ["疾病=", "疾病=糖尿病"]);
}

#[test]
fn time_does_not_grow_faster_than_a_hostile_page() {
    for html in [
        "<font a=1><p>".repeat(20_000),
        (0..20_000).map(|n| format!("<p><font size={n}><a name={n}>x")).collect(),
        "<table><b hidden>x".repeat(10_000),
        format!("{}{}", "<div>".repeat(511), "<p></div></p></b>x".repeat(10_000)),
        "</b></p></table></div>".repeat(20_000),
        format!("<p {}>後", "a=1 ".repeat(60_000)),
        format!("<p {}>後", (0..50_000).map(|n| format!("a{n} ")).collect::<String>()),
        format!("&<svg><a href='&' {}>後", (0..50_000).map(|n| format!("a{n} ")).collect::<String>()),
        format!("&<a href='&' {}>後", (0..50_000).map(|n| format!("a{n} ")).collect::<String>()),
        "<svg><a href='&'".repeat(50_000),
        "<svg><![CDATA[".repeat(50_000),
        "<!doctype &".repeat(50_000),
        format!("<!--{}", "--".repeat(200_000)),
        "<script></".repeat(50_000),
        "<table><tr><td>".repeat(10_000),
        "<dl><dt><dd>".repeat(10_000),
        "<table><tr><td rowspan=9999 colspan=9999>x".repeat(5_000),
        "<tr><td rowspan=9999>x".repeat(20_000),
        "<p>".repeat(60_000),
        "<".repeat(200_000),
        "<!--".repeat(60_000),
        "&".repeat(200_000),
        format!("<td>{}", "長".repeat(200_000)),
    ] {
        document(&html);
    }
}

#[test]
fn the_head_keeps_name_and_nickname_and_finds_the_address() {
    let rest = "<h3>サービスについて</h3><table><tr><th>疾病<td>糖<tr><th>サービス<td>紹<tr><th>補足・備考<td>なし</table>\
                <h3>ログインセキュリティ</h3><p>";
    let head = |head: &str| {
        let case = case(&format!("<html><body><h2>事例紹介</h2>{head}{rest}"));
        (case.name, case.nickname, case.url)
    };
    let want = ("名".to_owned(), Some("愛称".to_owned()), Some("http://a.jp/b_c".to_owned()));
    for html in [
        "<h3>名</h3><p>愛称</p><p><a href='http://a.jp/b_c' target=_blank>http://a.jp/…</a></p>",
        "<h3>名</h3><p>愛称</p><p><a href='http://a.jp/b_c'>公式サイト</a></p>",
        "<h3><a href=http://a.jp/b_c>名</a></h3><p>愛称</p>",
        "<h3>名</h3><p><a href=' HTTP://a.jp/b_c'>愛称</a></p>".replace("HTTP", "http").as_str(),
        "<h3>名</h3><p>愛称</p><p>URL：http://a.jp/b_c</p>",
        "<h3>名<br>愛称</h3>http://a.jp/b_c".replace("<br>", "</h3><h3>").as_str(),
    ] {
        assert_eq!(head(html), want, "{html}");
    }
    assert_eq!(head("<h3>名</h3>"), ("名".to_owned(), None, None));
}

#[test]
fn documents_one_after_another_in_a_file_are_pages_of_their_own() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/tonet.table.html"))
        .unwrap();
    let both = format!("{page}\n{}", page.replace("とねっと", "となりねっと"));
    let cases = read_pages("both.html", both.into_bytes()).unwrap();
    let names: Vec<_> = cases.iter().map(|case| case.nickname.as_deref().unwrap_or_default()).collect();
    assert_eq!(names, ["とねっと", "となりねっと"]);
    for case in &cases {
        assert_eq!(
            case.sections.iter().map(|section| section.fields.len()).sum::<usize>(),
            schema().fields().count()
        );
        assert_eq!(case.diagnostics.len(), 2, "{:#?}", case.diagnostics);
    }
}

#[test]
fn lines_are_those_of_the_file() {
    let html = "<table>\r\n<tr>\r\n<th>システム導入効果\r\n<br><span>凡例：(○) 効果あり</span></th>\r\n<td>(○) 甲<br>\r\n(△) 乙</td>\r\n</tr><tr><th>工夫\r\nした点<td>\r\nなし";
    let lines = fragment(&html.replace("\r\n", "\n"), 11).lines;
    let places: Vec<_> = lines.iter().map(|line| (line.number, line.parts.clone())).collect();
    assert_eq!(places[0], (13, vec![(0, 15), ("(○) 甲\n".len(), 16)]));
    assert_eq!(places[1], (17, vec![(0, 19)]));
    let crlf = fragment(html, 11).lines;
    assert_eq!(crlf.iter().map(|line| line.number).collect::<Vec<_>>(), [13, 17]);
}

#[test]
fn blocks_of_html_end_where_as_many_are_closed_as_were_opened() {
    let lines = [
        "<table>",
        "<TABLE><tr>",
        "</table>",
        "x",
        "</Table>",
        "<dl><dt></dl>",
        "</table>",
        "<table>",
        "<dl>",
    ];
    let ends = BlockEnds::new(&lines);
    let found: Vec<Option<usize>> = (0..lines.len()).map(|at| ends.end(at)).collect();
    let want = [Some(5), Some(3), None, None, None, Some(6), None, None, None];
    assert_eq!(found, want);
}

#[test]
fn a_hidden_label_is_read_unless_it_begins_a_row_or_is_a_line() {
    let hidden = "<p hidden>疾病</p><p hidden>運用開始状況</p>";
    let shown = "<table><tr><th>疾病凡例</th><td>糖尿病</td></tr></table><p>運用開始状況</p>";
    assert!(!said(&format!("{hidden}{shown}")).contains(&"疾病".to_owned()));
    assert!(said(hidden).contains(&"疾病".to_owned()));
}

#[test]
fn cells_beyond_what_a_table_has_go_on_in_the_last() {
    let html = format!("<table><tr><th>疾病</th>{}</tr></table>", "<td>x</td>".repeat(3_000));
    assert_eq!(said(&html), [format!("疾病={}", vec!["x"; 3_000].join(" "))]);
}

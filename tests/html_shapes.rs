//! HTML that holds labels and values in other elements than tables and lists of definitions.

#![expect(clippy::unwrap_used, reason = "a page of the tests that cannot be read is a failure")]

use jirei::model::Case;
use jirei::source::read_pages;
use serde_json::Value;

const EXPECTED: &str = include_str!("golden/expected.json");

const LEGEND: &str = "凡例：(○) 効果あり、 (△) どちらとも言えない、 (×) 効果なし";

/// A label, with the legend where it has one, and its value.
type Fields = [(String, String)];

/// A page of one of the known cases, each section written by `section`.
fn page(id: &str, section: fn(&str, &Fields) -> String) -> (String, Value) {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let case = expected[id].clone();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let (name, url) = (word(&case["name"]), word(&case["url"]));
    let sections = case["sections"].as_array().unwrap();
    let listed: String = sections
        .iter()
        .map(|section| format!("<li><a href='#s'>{}</a></li>", word(&section["title"])))
        .collect();
    let mut html = format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body><nav>▶ FAQ</nav>\
         <div id=main><h2>事例紹介</h2>\n<h3>{name}</h3><p>{}</p><p><a href='{url}'>{url}</a></p><ul>{listed}</ul>\n",
        word(&case["nickname"]),
    );
    for found in sections {
        let fields = found["fields"].as_array().unwrap().iter();
        let fields = fields.map(|field| {
            let label = word(&field["label"]);
            let legend = if label == "システム導入効果" {
                format!("<br><small>{LEGEND}</small>")
            } else {
                String::new()
            };
            (label + &legend, word(&field["text"]))
        });
        html += &section(&word(&found["title"]), &fields.collect::<Vec<_>>());
    }
    (html + "</div><p><a href='#'>← 事例一覧へ戻る</a></p></body></html>", case)
}

/// Each field through `field`, below the section's title.
fn titled(title: &str, fields: &Fields, field: impl Fn(&str, &str) -> String) -> String {
    let fields: String = fields.iter().map(|(label, value)| field(label, value)).collect();
    format!("<h3>{title}</h3>\n{fields}\n")
}

fn assert_shape(shape: &str, section: fn(&str, &Fields) -> String) {
    for id in ["tonet", "mogaminet"] {
        let (html, want) = page(id, section);
        let mut cases = read_pages("page.html", html.into_bytes()).unwrap();
        assert_eq!(cases.len(), 1, "{shape} {id}");
        let case = cases.remove(0);
        assert_eq!(case.name, want["name"].as_str().unwrap(), "{shape} {id}");
        assert_eq!(case.nickname.as_deref(), want["nickname"].as_str(), "{shape} {id}");
        assert_eq!(case.url.as_deref(), want["url"].as_str(), "{shape} {id}");
        let sections = want["sections"].as_array().unwrap().iter();
        let fields = sections.flat_map(|section| section["fields"].as_array().unwrap());
        let want = fields.map(|field| (field["label"].as_str().unwrap(), field["text"].as_str().unwrap()));
        let want: Vec<_> = want.collect();
        let have: Vec<_> = texts(&case);
        for (have, want) in have.iter().zip(&want) {
            assert_eq!(have, want, "{shape} {id}: left what is read");
        }
        assert_eq!(have.len(), want.len(), "{shape} {id}");
    }
}

fn texts(case: &Case) -> Vec<(&str, &str)> {
    let fields = case.sections.iter().flat_map(|section| &section.fields);
    fields.map(|field| (field.label.as_ref(), field.text.as_str())).collect()
}

#[test]
fn neighbouring_elements_are_labels_and_values() {
    assert_shape("spans in paragraphs", |title, fields| {
        titled(title, fields, |label, value| format!("<p><span>{label}</span><span>{value}</span></p>"))
    });
    assert_shape("spans in lines", |title, fields| {
        let lines =
            titled("", fields, |label, value| format!("<span>{label}</span><span>{value}</span><br>\n"));
        format!("<h3>{title}</h3><p>{}</p>", lines.trim_start_matches("<h3></h3>\n"))
    });
    assert_shape("spans without lines", |title, fields| {
        let spans = titled("", fields, |label, value| {
            format!("<span>{}</span><span>{value}</span>", label.replace("<br>", ""))
        });
        format!("<h3>{title}</h3><div>{}</div>", spans.trim_start_matches("<h3></h3>\n"))
    });
    assert_shape("emphasis and a colon", |title, fields| {
        titled(title, fields, |label, value| format!("<p><b>{label}</b>：{value}</p>"))
    });
    assert_shape("emphasis and a space", |title, fields| {
        let items = titled("", fields, |label, value| format!("<li><strong>{label}</strong> {value}</li>"));
        format!("<h3>{title}</h3><ul>{}</ul>", items.trim_start_matches("<h3></h3>\n"))
    });
    assert_shape("a link, a colon and a value", |title, fields| {
        titled(title, fields, |label, value| {
            format!("<div><a href='#g'>{label}</a><span>：</span><span>{value}</span></div>")
        })
    });
    assert_shape("elements of a page's own", |title, fields| {
        titled(title, fields, |label, value| {
            format!("<app-row><app-label>{label}</app-label><app-value>{value}</app-value></app-row>")
        })
    });
    assert_shape("spans in a table that lays the page out", |title, fields| {
        let spans =
            titled(title, fields, |label, value| format!("<p><span>{label}</span><span>{value}</span></p>"));
        format!("<table><tr><td>{spans}</td></tr></table>")
    });
}

#[test]
fn boxes_and_roles_make_rows() {
    assert_shape("a box a row", |title, fields| {
        titled(title, fields, |label, value| {
            format!("<div class=row>\n <div>\n<p>{label}</p></div>\n <div>\n<p>{value}</p></div>\n</div>\n")
        })
    });
    assert_shape("a grid", |title, fields| {
        let boxes = titled("", fields, |label, value| format!("<div>{label}</div><div>{value}</div>"));
        format!("<div><div>{title}</div>{}</div>", boxes.trim_start_matches("<h3></h3>\n"))
    });
    assert_shape("roles of a table", |title, fields| {
        let rows = titled("", fields, |label, value| {
            format!("<div role=row><span role=rowheader>{label}</span><span role=cell>{value}</span></div>")
        });
        format!("<h3>{title}</h3><div role=table>{}</div>", rows.trim_start_matches("<h3></h3>\n"))
    });
    assert_shape("roles of definitions", |title, fields| {
        titled(title, fields, |label, value| {
            format!("<div role=term>{label}</div><div role=definition>{value}</div>")
        })
    });
    assert_shape("style of a table", |title, fields| {
        titled(title, fields, |label, value| {
            format!(
                "<div style='display: table-row'><div style='width:9em;display:table-cell'>{label}</div>\
                 <div style='display:table-cell'>{value}</div></div>"
            )
        })
    });
    assert_shape("rows without a table", |title, fields| {
        let rows = titled(title, fields, |label, value| format!("<tr><th>{label}</th><td>{value}</td></tr>"));
        format!("<section>{rows}</section>")
    });
}

#[test]
fn controls_hold_values() {
    assert_shape("labels and inputs", |title, fields| {
        let lines = titled("", fields, |label, value| {
            format!("<p><label for=f>{label}</label> <input id=f value=\"{value}\"></p>")
        });
        format!("<fieldset><legend>{title}</legend>{}</fieldset>", lines.trim_start_matches("<h3></h3>\n"))
    });
    assert_shape("inputs in labels", |title, fields| {
        titled(title, fields, |label, value| format!("<label>{label} <input value=\"{value}\"></label><br>"))
    });
    assert_shape("selects in cells", |title, fields| {
        let rows = titled("", fields, |label, value| {
            format!(
                "<tr><th>{label}<td><select><option>無<option selected>{value}</select><input type=hidden value=z>\
                 <input type=submit value=変更>"
            )
        });
        format!("<h3>{title}</h3><table>{}</table>", rows.trim_start_matches("<h3></h3>\n"))
    });
    assert_shape("areas below labels", |title, fields| {
        titled(title, fields, |label, value| {
            format!("<div><label>{label}</label></div><div><textarea rows=2>\n{value}</textarea></div>")
        })
    });
    assert_shape("inputs below headings", |title, fields| {
        titled(title, fields, |label, value| {
            format!("<h4>{label}</h4><p><input type=text value=\"{value}\"></p>")
        })
    });
    assert_shape("images of words", |title, fields| {
        let rows = titled("", fields, |label, value| {
            let label = label.split('<').next().unwrap();
            format!("<tr><th><img alt=\"{label}\"><td><img alt=\"{value}\">")
        });
        format!("<h3><img alt='{title}'></h3><table>{}</table>", rows.trim_start_matches("<h3></h3>\n"))
    });
}

#[test]
fn a_table_on_its_side_and_ruby_are_read() {
    assert_shape("heads across", |title, fields| {
        let row = |tag: &str, cell: fn(&(String, String)) -> &String| {
            fields.iter().map(|field| format!("<{tag}>{}</{tag}>", cell(field))).collect::<String>()
        };
        let (heads, cells) = (row("th", |field| &field.0), row("td", |field| &field.1));
        format!("<h3>{title}</h3><table><tr>{heads}</tr><tr>{cells}</tr></table>")
    });
    assert_shape("cells across", |title, fields| {
        let row = |cell: fn(&(String, String)) -> &String| {
            fields.iter().map(|field| format!("<td>{}</td>", cell(field))).collect::<String>()
        };
        let (heads, cells) = (row(|field| &field.0), row(|field| &field.1));
        format!("<h3>{title}</h3><table><tr>{heads}</tr><tr>{cells}</tr></table>")
    });
    assert_shape("ruby", |title, fields| {
        let rows = titled("", fields, |label, value| {
            format!(
                "<tr><th><ruby>{label}<rp>(</rp><rt>よみ</rt><rp>)</rp></ruby><td><ruby>{value}<rt>み</ruby>"
            )
        });
        format!(
            "<h3><ruby>{title}<rt>よみ</ruby></h3><table>{}</table>",
            rows.trim_start_matches("<h3></h3>\n")
        )
    });
}

/// The cases of a small page.
fn cases(body: &str) -> Vec<Case> {
    let html = format!("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>");
    read_pages("page.html", html.into_bytes()).unwrap()
}

/// The labels and texts of a small page, whose head and first section are added.
fn small(body: &str) -> Vec<(String, String)> {
    let head = "<h2>事例紹介</h2><h3>見本ネットワーク</h3><p>みほん</p>\
                <h3>予算について</h3><table><tr><th>保守費概算<td>1</table><h3>サービスについて</h3>\
                <table><tr><th>疾病<td>糖尿病<tr><th>サービス<td>紹介<tr><th>補足・備考<td>なし</table>";
    let case = cases(&format!("{head}{body}")).remove(0);
    let texts = texts(&case).into_iter().skip(4);
    texts.map(|(label, text)| (label.to_owned(), text.to_owned())).collect()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.into_iter().map(|(label, text)| (label.to_owned(), text.to_owned())).collect()
}

#[test]
fn what_is_chosen_is_a_value_and_what_is_not_is_none() {
    let title = "<h3>システムの概要</h3>";
    for area in [
        "<dl><dt>提供地域<dd><label><input type=checkbox>北海道</label> <label><input type=checkbox checked>埼玉</label> <label><input type=checkbox checked>山形</label></dl>",
        "<table><tr><th>提供地域<td><input type=checkbox id=a><label for=a>北海道</label><input type=checkbox id=b checked><label for=b>埼玉</label><input type=checkbox id=c checked><label for=c>山形</label></table>",
        "<table><tr><th>提供地域<td><input type=checkbox> 北海道 <input type=checkbox checked> 埼玉 <input type=checkbox checked> 山形</table>",
        "<table><tr><th>提供地域<td><select multiple><option>北海道<option selected>埼玉<option selected>山形</select></table>",
        "<p><span>提供地域</span><label><input type=checkbox>北海道</label><label><input type=checkbox checked>埼玉</label><label><input type=checkbox checked>山形</label></p>",
    ] {
        assert_eq!(small(&format!("{title}{area}")), pairs([("提供地域", "埼玉 山形")]), "{area}");
    }
    for status in [
        "<table><tr><th>稼働状況<td><select><option>サービス運用中<option>サービス終了</select></table>",
        "<table><tr><th>稼働状況<td><input type=radio name=s checked value=a>サービス運用中<input type=radio name=s value=b>サービス終了</table>",
        "<table><tr><th>稼働状況<td><textarea>サービス運用中</textarea><button>変更</button></table>",
        "<table><tr><th>稼働状況<td><input type=button value=変更><input value=サービス運用中></table>",
    ] {
        assert_eq!(small(&format!("{title}{status}")), pairs([("稼働状況", "サービス運用中")]), "{status}");
    }
    let none = "<dl><dt>提供地域<dd><label><input type=checkbox>北海道</label><label><input type=checkbox>その他</label></dl>";
    assert_eq!(small(&format!("{title}{none}")), pairs([("提供地域", "")]));
    let typed = "<table><tr><th>代表団体<td><textarea>\n見本&amp;市\n<b>医師会\n</textarea></table>";
    assert_eq!(small(&format!("{title}{typed}")), pairs([("代表団体", "見本&市 <b>医師会")]));
}

#[test]
fn hidden_rows_are_left_out_as_a_browser_does() {
    let title = "<h3>システムの概要</h3>";
    for hidden in ["hidden", "style='display:none'", "style='visibility: collapse'"] {
        let table = format!("<table><tr><th>代表団体<td>甲<tr {hidden}><th>稼働状況<td>乙</table>");
        assert_eq!(small(&format!("{title}{table}")), pairs([("代表団体", "甲")]), "{hidden}");
    }
    let shown = "<table aria-hidden=true><tr><th>代表団体<td>甲</table><details><summary>詳細</summary>\
                 <table><tr><th>稼働状況<td>乙</table></details>";
    assert!(small(&format!("{title}{shown}")).contains(&("稼働状況".to_owned(), "乙".to_owned())));
}

#[test]
fn remarks_behind_the_last_table_and_unknown_first_rows_are_kept() {
    assert_eq!(small("<h4>備考</h4><p>迷子</p>"), pairs([("備考", "迷子")]));
    assert_eq!(small("<p>迷子</p>"), pairs([("", "迷子")]));
    assert_eq!(small("<ul><li>迷子<li>二人</ul>"), pairs([("", "迷子 二人")]));
    for of_site in [
        "<h4>関連リンク</h4><ul><li>一覧</ul>",
        "<h4>他の事例</h4><ul><li><a href='/a'>甲</a><li><a href='/b'>乙</a></ul>",
        "<ul><li><a href='#'>FAQ</a></ul>",
    ] {
        assert_eq!(small(of_site), [], "{of_site}");
    }
    let title = "<h3>システムの概要</h3>";
    for cells in ["<th>独自項目<td>", "<td>独自項目<td>"] {
        let table = format!("{title}<table><tr>{cells}<tr><th>代表団体<td>甲</table>");
        assert_eq!(small(&table), pairs([("独自項目", ""), ("代表団体", "甲")]), "{cells}");
    }
    let lone = "<ul><li>注</ul><table><tr><th>代表団体<td>甲</table>";
    assert!(small(&format!("{title}{lone}")).contains(&("代表団体".to_owned(), "甲".to_owned())));
    let sentence = "<p><b>サービス</b>の内容は<b>その他</b>と同じ</p>";
    assert_eq!(small(sentence), pairs([("", "サービスの内容はその他と同じ")]));
}

#[test]
fn unknown_titles_are_one_line() {
    let head = "<h2>事例紹介</h2><h3>見本ネットワーク</h3><h3>サービスについて</h3>\
                <table><tr><th>疾病<td>糖尿病<tr><th>サービス<td>紹介<tr><th>補足・備考<td>なし</table>";
    for title in ["<h3>独自の<br>項目</h3>", "<table><caption>独自の<br>項目</caption></table>"] {
        let case = cases(&format!("{head}{title}<table><tr><th>独自<td>甲</table><h3>予算について</h3><table><tr><th>保守費概算<td>1</table>")).remove(0);
        let titles: Vec<_> = case.sections.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, ["サービスについて", "独自の項目", "予算について"], "{title}");
    }
}

#[test]
fn a_case_a_row_gives_a_page_a_row() {
    let table = "<h2>事例紹介</h2><table><tr><th>システム名<th>代表団体<th>運用開始状況<th>提供地域<th>疾病<th>サービス<th>登録患者数\
                 <tr><td>甲ネットワーク<td>甲医師会<td>導入済み：2012年<td>埼玉<td>糖尿病<td>紹介<td>12\
                 <tr><td>乙ネットワーク<td>乙医師会<td>導入済み：2013年<td>山形<td><td>画像<td>34</table>";
    let cases = cases(table);
    let names: Vec<_> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["甲ネットワーク", "乙ネットワーク"]);
    let texts: Vec<_> = cases.iter().map(|case| texts(case).last().unwrap().1.to_owned()).collect();
    assert_eq!(texts, ["12", "34"]);
    assert_eq!(cases[1].sections.len(), 3);
}

#[test]
fn the_address_of_a_page_in_a_web_archive_is_the_original_one() {
    let rest = "<h3>サービスについて</h3><table><tr><th>疾病<td>糖尿病<tr><th>サービス<td>紹介<tr><th>補足・備考<td>なし</table>\
                <h3>予算について</h3><table><tr><th>保守費概算<td>1</table>";
    for href in [
        "https://web.archive.org/web/20220102030405/https://mihon.example.jp/a",
        "/web/20220102030405/https://mihon.example.jp/a",
        "https://warp.da.ndl.go.jp/info:ndljp/pid/12345/https://mihon.example.jp/a",
    ] {
        for words in ["https://mihon.example.jp/a", href, "公式サイト"] {
            let bar = "<div id=wm-ipp-base><p>The Wayback Machine</p><ul><li>12 captures</ul></div>";
            let head = format!(
                "{bar}<h2>事例紹介</h2><h3>見本</h3><p>みほん</p><p><a href='{href}'>{words}</a></p>"
            );
            let case = cases(&(head + rest)).remove(0);
            assert_eq!(case.url.as_deref(), Some("https://mihon.example.jp/a"), "{href} {words}");
            assert_eq!((case.name.as_str(), case.nickname.as_deref()), ("見本", Some("みほん")));
        }
    }
}

#[test]
fn items_of_facilities_in_paragraphs_below_their_row_are_its_value() {
    let row = "<p><span>参加団体と参加患者数</span><span>&nbsp;&nbsp;&nbsp; </span><span>【病院】 実施中：22施設</span></p>";
    let items = "<p>【薬局】 実施中：29施設</p><p>【介護施設】</p>";
    let fields = small(&format!("<h3>参加団体数と参加患者数</h3>{row}{items}"));
    assert_eq!(
        fields,
        pairs([("参加団体と参加患者数", "【病院】 実施中：22施設 【薬局】 実施中：29施設 【介護施設】")])
    );
}

#[test]
fn two_labels_in_boxes_are_two_fields_without_values() {
    let boxes = "<div class=t><p>情報共有している患者状況</p></div><div class=t><p>共有患者数</p></div>";
    let fields = small(&format!("<h3>参加団体数と参加患者数</h3>{boxes}"));
    assert_eq!(fields, pairs([("情報共有している患者状況", ""), ("共有患者数", "")]));
}

#[test]
fn struck_words_and_marks_of_footnotes_are_no_digits() {
    let rows = "<h3>参加団体数と参加患者数</h3><table><tr><th>登録患者数<td><del>5000</del><ins>6789</ins>\
                <tr><th>情報共有している患者状況<td><span style='text-decoration: line-through'>概算数</span>実績数\
                <tr><th>共有患者数<td>12345<sup>1</sup></table>";
    let wanted = [("登録患者数", "6789"), ("情報共有している患者状況", "実績数"), ("共有患者数", "12345 1")];
    assert_eq!(small(rows), pairs(wanted));
}

/// A label and a value as a field of XML.
type Field<'f> = &'f dyn Fn(&str, &str) -> String;

/// XML of a case, its fields written so.
fn xml(field: impl Fn(&str, &str) -> String) -> String {
    let mut xml = "<?xml version=\"1.0\"?>\n<cases><case name=\"甲地域医療ネットワーク\">\n".to_owned();
    for (title, fields) in [
        ("参加団体数と参加患者数", vec![("登録患者数", "6789"), ("共有患者数", "12345")]),
        ("通信ネットワーク", vec![("医療機関等との通信", "IP-VPN")]),
    ] {
        xml += &format!("<section title=\"{title}\">");
        fields.iter().for_each(|(label, value)| xml += &field(label, value));
        xml += "</section>\n";
    }
    xml + "</case></cases>\n"
}

#[test]
fn words_in_the_attributes_of_xml_are_titles_labels_and_values() {
    let wanted = pairs([("登録患者数", "6789"), ("共有患者数", "12345"), ("医療機関等との通信", "IP-VPN")]);
    let shapes: [Field; 3] = [
        &|label, value| format!("<field label=\"{label}\">{value}</field>"),
        &|label, value| format!("<field id='3' label='{label}' value='{value}'/>"),
        &|label, value| format!("<field><label>{label}</label><value>{value}</value></field>"),
    ];
    for shape in shapes {
        let case = jirei::source::read_pages("page.xml", xml(shape).into_bytes()).unwrap().remove(0);
        let read: Vec<(String, String)> =
            texts(&case).into_iter().map(|(label, text)| (label.to_owned(), text.to_owned())).collect();
        assert_eq!((case.name.as_str(), read), ("甲地域医療ネットワーク", wanted.clone()));
    }
}

#[test]
fn elements_of_xml_that_are_named_after_the_form_are_titles_labels_and_values() {
    let shapes = [
        "<事例><名称>甲網</名称><費用の負担について><実施中システム構築費の負担>国の負担</実施中システム構築費の負担>\
         </費用の負担について><参加の同意方法について><介護施設その他>同意書</介護施設その他><患者さん/>\
         </参加の同意方法について><共有情報の取得元><共有情報の取得元>病院</共有情報の取得元></共有情報の取得元></事例>",
        "<case><name>甲網</name><cost_bearing><build_borne_now>国の負担</build_borne_now></cost_bearing>\
         <consent><consent_care>同意書</consent_care><consent_patient></consent_patient></consent>\
         <sources><data_sources>病院</data_sources></sources></case>",
        "<case><name>甲網</name><cost_bearing title=\"費用の負担について\"><build_borne_now value=\"国の負担\"/></cost_bearing>\
         <consent><consent_care label=\"介護施設・その他\">同意書</consent_care><consent_patient/></consent>\
         <sources><data_sources><文書>病院</文書></data_sources></sources></case>",
    ];
    let wanted = [
        ("実施中システム構築費の負担", "国の負担"),
        ("介護施設・その他", "同意書"),
        ("患者さん", ""),
        ("共有情報の取得元", "病院"),
    ];
    for shape in shapes {
        let xml = format!("<?xml version=\"1.0\"?>\n{}", shape.replace("><", ">\n<"));
        let case = jirei::source::read_pages("page.xml", xml.into_bytes()).unwrap().remove(0);
        assert_eq!(texts(&case), wanted);
    }
}

#[test]
fn cases_side_by_side_in_tables_are_cases_of_their_own() {
    let row = |cells: [&str; 3]| cells.map(|cell| format!("<td>{cell}</td>")).concat();
    let table =
        |rows: &[[&str; 3]]| rows.iter().map(|cells| format!("<tr>{}</tr>", row(*cells))).collect::<String>();
    let head = ["項目", "甲ネット", "乙ネット"];
    let first = [
        head,
        ["システム名", "甲地域医療ネットワーク", "乙地域医療ネットワーク"],
        ["代表団体", "甲協議会", "乙協議会"],
    ];
    let second = [head, ["登録患者数", "6789", "12"], ["共有患者数", "", "7"]];
    let body = format!(
        "<h3>システムの概要</h3><table>{}</table><h3>参加団体数と参加患者数</h3><table>{}</table>",
        table(&first),
        table(&second)
    );
    let cases = cases(&body);
    let read: Vec<Vec<(&str, &str)>> = cases.iter().map(texts).collect();
    let wanted = |name, organisation, registered, shared| {
        vec![
            ("システム名", name),
            ("代表団体", organisation),
            ("登録患者数", registered),
            ("共有患者数", shared),
        ]
    };
    assert_eq!(
        read,
        [
            wanted("甲地域医療ネットワーク", "甲協議会", "6789", ""),
            wanted("乙地域医療ネットワーク", "乙協議会", "12", "7")
        ]
    );
}

/// The title of a section in a cell beside its rows, once or in each of them.
fn beside(title: &str, fields: &Fields, once: bool, cell: &str) -> String {
    let row = |(nth, (label, value)): (usize, &(String, String))| {
        let title = match (once, nth) {
            (true, 0) => format!("<{cell} rowspan={}>{title}</{cell}>", fields.len()),
            (true, _) => String::new(),
            (false, _) => format!("<{cell}>{title}</{cell}>"),
        };
        format!("<tr>{title}<td>{label}</td><td>{value}</td></tr>")
    };
    format!("<table>{}</table>", fields.iter().enumerate().map(row).collect::<String>())
}

#[test]
fn the_title_of_a_section_may_stand_beside_its_rows() {
    assert_shape("a head beside all rows", |title, fields| beside(title, fields, true, "th"));
    assert_shape("a cell beside all rows", |title, fields| beside(title, fields, true, "td"));
    assert_shape("a head in each row", |title, fields| beside(title, fields, false, "th"));
    assert_shape("a cell in each row", |title, fields| beside(title, fields, false, "td"));
}

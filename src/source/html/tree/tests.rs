//! What the scanner reads is what html5ever reads.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::arrange;
use super::super::walk::{Hidden, Walked};
use super::tokens::Tokens;
use super::{Node, Tree, scan};

/// What was read.
struct Read {
    trees: Vec<Tree>,
    too_deep: Option<u32>,
}

fn read(text: &str, first_line: u32) -> Read {
    let mut trees = Vec::new();
    let too_deep = super::read(text, first_line, &mut |tree| trees.push(tree));
    Read { trees, too_deep }
}

/// The text as html5ever's tokenizer reads it from its first byte to its last.
fn read_by_html5ever(text: &str, first_line: u32) -> Read {
    let text = scan::normalized(text);
    let mut trees = Vec::new();
    let mut take = |tree| trees.push(tree);
    let tokens = Tokens::new(&text, &mut take);
    tokens.lines_before.set(first_line - 1);
    let tokenizer = Tokenizer::new(&tokens, Default::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&text));
    while !queue.is_empty() {
        if let TokenizerResult::Script(name) = tokenizer.feed(&queue) {
            let rest = std::iter::from_fn(|| queue.pop_front().map(String::from)).collect::<String>();
            let end = scan::find_end_tag(&rest, 0, &name);
            if &*name == "textarea" {
                typed(&tokens, &rest[..end], first_line + lines_in(&text[..text.len() - rest.len()]));
            }
            let lines = lines_in(&rest[..end]);
            let before = &tokens.lines_before;
            before.set(before.get() + lines);
            queue.push_back(StrTendril::from_slice(&rest[end..]));
        }
    }
    tokenizer.end();
    drop(tokenizer);
    let too_deep = tokens.finish();
    Read { trees, too_deep }
}

fn lines_in(text: &str) -> u32 {
    text.matches('\n').count() as u32
}

/// What stands in a `textarea` that begins on this line.
fn typed(tokens: &Tokens, text: &str, line: u32) {
    let before = tokens.lines_before.replace(line - 1);
    let initial_state = Some(State::RawData(RawKind::Rcdata));
    let tokenizer =
        Tokenizer::new(tokens, TokenizerOpts { discard_bom: false, initial_state, ..Default::default() });
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokens.lines_before.set(before);
}

/// Everything that is read of a tree, and the lines that the page has of it.
fn shown(read: &Read) -> Vec<String> {
    let mut shown = Vec::new();
    for tree in &read.trees {
        for node in tree.all_nodes() {
            let parent = node.parent().map(|node| node.id());
            let what = match node.value() {
                Node::Text(text, _) => format!("{:?}", tree.text_pieces(node, text).collect::<Vec<_>>()),
                Node::Element(element, _) => {
                    let attributes =
                        element.attrs.iter().map(|attribute| (&attribute.name, &*attribute.value));
                    format!("{:?} {:?}", element.name, attributes.collect::<Vec<_>>())
                }
                Node::Document | Node::Fragment | Node::Unread => format!("{:?}", node.value()),
            };
            shown.push(format!("{:?} in {parent:?}: {what}", node.id()));
        }
    }
    for hidden in [Hidden::Left, Hidden::Read] {
        let mut walked = Walked::new(1_000_000, hidden);
        read.trees.iter().for_each(|tree| walked.read_tree(tree));
        let (blocks, hidden_words) = walked.finish();
        shown.extend(hidden_words);
        shown.extend(arrange::lines(blocks).iter().map(|line| format!("{line:?}")));
    }
    shown.push(format!("{:?}", read.too_deep));
    shown
}

/// The text, but for the line ends that html5ever counts wrong: after `=` not at all, after `<` too soon.
fn countable(text: &str) -> String {
    let mut pieces = text.split('=').map(|piece| {
        let words = piece.trim_start();
        if piece[..piece.len() - words.len()].contains('\n') { words } else { piece }
    });
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + "=" + piece).replace("<\n", "< \n")
}

fn assert_same(text: &str) {
    let text = &countable(text);
    let (ours, theirs) = (shown(&read(text, 7)), shown(&read_by_html5ever(text, 7)));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs, "{text:?}");
    }
    assert_eq!(ours.len(), theirs.len(), "{text:?}");
}

/// What the rules of HTML have a word on.
#[rustfmt::skip]
const PIECES: [&str; 118] = [
    "<", ">", "/", "=", "\"", "'", "!", "-", "--", "&", "#", ";", "?", "]", " ", "\n", "\t", "\u{c}", "\0",
    "</", "/>", "=\"", "='", "\">", "'>", "<!", "<!-", "<!--", "-->", "--!>", "->", "--->", "<!-->", "<!--->",
    "<!--<!-->", "--!-->", "<?", "?>", "<?xml version='1.0'?>", "</>", "</ ", "< ", "<1", "</1", "<=", "<é",
    "<![CDATA[", "]]>", "]]", "<![cdata[", "<!doctype html>", "<!DOCTYPE", "<!DoctYpe html PUBLIC \"-//W3C\" '>'>",
    "&amp;", "&amp", "&am", "&copy=", "&notit;", "&#65;", "&#x41", "&#", "&#x", "&#13;", "&#0;", "&nbsp;", "&bogus;",
    "<table>", "</table>", "<tr>", "<TD>", "<td ", "<th rowspan=2 ", "</td>", "<p>", "</p>", "<div ", "</div>",
    "<dl><dt>", "<dd>", "<li>", "<br>", "<br/>", "<pre>", "<pre>\n", "</pre>", "<a href=x", "<b>", "</b>",
    "<svg>", "</svg>", "<svg/>", "<math>", "<mi>", "<foreignObject>", "<annotation-xml encoding=text/html>",
    "<desc>", "<font color=red>", "<script>", "</script>", "<style>", "</style >", "<textarea>", "</textarea>",
    "<title>", "</title>", "<plaintext>", "<xmp>", "</xmp>", "<noscript>", "<template>", "<select>", "<option>",
    "<image alt=○ ", "<input type=hidden ", "<html>", "<body ", "疾病", "糖尿病 a",
];

/// Attributes as they are and are not written.
const ATTRIBUTES: [&str; 24] = [
    "hidden",
    " hidden ",
    " HIDDEN='",
    " style=display:none",
    " style=\"display : none\"",
    " Style = 'visibility:hidden' ",
    " class=nav",
    " class=\"a\" class=\"nav\"",
    " id='footer'",
    " role = navigation ",
    " rowspan=2",
    " colspan = \"3\"",
    " COLSPAN=3/",
    " href=http://a.example/?a=1&amp;b=2",
    " href='https://b.example/>'",
    " href=\"http://c.example/?x&copy=1\"",
    " alt='○'",
    " alt=&#9675;",
    " =x",
    " =\"",
    "/",
    " a/b=c",
    " type=hidden",
    " data-x=\"<td>\n\"",
];

fn piece() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => select(&PIECES[..]), 1 => select(&ATTRIBUTES[..])]
}

/// Small pages, each with what the others have not.
const PAGES: [&str; 3] = [
    "<!DOCTYPE html>\n<html lang=ja><head><title>a &lt; b</title><style>td > p { color: red }</style>\n\
     <script>if (a < b && '</td>') { document.write(\"<table>\"); }</script></head>\n<body class='page'>\n\
     <!-- <table> -->\n<nav><ul class=gnav><li><a href='/a?b=1&amp;c=2'>事例</a></ul></nav>\n\
     <table border=1>\n<tr><th rowspan=\"2\">疾病<td>糖尿病<br>\n脳卒中&nbsp;\n<tr><td hidden>なし</td></tr>\n\
     <tr><th colspan=2><img src=a.png alt=\"○\"></th></tr></table>\n<p style='display:none'>隠し</p></body></html>\n",
    "<dl><dt>システムの導入主体<dd>協議会 &amp; 医師会<dd><svg viewBox=\"0 0 1 1\"><title>図</title><path d='M0 0'/>\
     <![CDATA[<td>]]></svg><dt><a name=x href=\"https://a.example/\">参加 < 団体</a>\n<dd><textarea>\n<b></textarea>\
     <math><mi>x</mi></math></dl><footer id=foot>Copyright &copy; 2020</footer>",
    "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><div class=\"side_bar main\"/>\
     <h2>事例紹介</h2><p>一\n<p>二<![CDATA[ 三 ]]><pre>\n\n四  五\n</pre><form><input type=hidden value=\"<p>\">\
     <select><option>a<option>b</select></form><p class=x / id=y>六</ p></p><!----!><p>七<!--> 八 --></p>",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn heaps_of_pieces_are_read_alike(pieces in vec(piece(), 0..40)) {
        assert_same(&pieces.concat());
    }

    #[test]
    fn damaged_pages_are_read_alike(
        page in select(&PAGES[..]),
        damages in vec((any::<prop::sample::Index>(), 0_usize..12, piece(), any::<bool>()), 1..6),
    ) {
        let mut text: Vec<char> = page.chars().collect();
        for (place, cut, piece, puts) in damages {
            let at = place.index(text.len() + 1);
            let end = (at + cut).min(text.len());
            text.splice(at..end, piece.chars().filter(|_| puts));
        }
        assert_same(&text.into_iter().collect::<String>());
    }
}

#[test]
fn line_ends_of_every_kind_and_a_byte_order_mark_change_nothing() {
    for page in PAGES {
        assert_same(page);
        let want = shown(&read(page, 1));
        for other in [page.replace('\n', "\r\n"), page.replace('\n', "\r"), format!("\u{feff}{page}")] {
            assert_eq!(shown(&read(&other, 1)), want);
        }
    }
}

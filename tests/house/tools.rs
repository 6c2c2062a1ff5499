//! Holds the tools that tests and benches share: the generator of pages and the painter of pictures.

#[allow(dead_code, reason = "others use the rest of it")]
#[path = "../generator/mod.rs"]
mod generator;
#[path = "../picture/mod.rs"]
mod picture;

use std::collections::HashSet;

use jirei::model::schema::schema;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// FNV-1a, to hold the bytes of a page by one number.
fn fingerprint(page: &str) -> u64 {
    page.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[test]
fn a_seed_gives_one_page_on_every_machine() {
    assert_eq!(generator::page(7), generator::page(7));
    assert_ne!(generator::page(7), generator::page(8));
    // Changes only with the generator, on purpose: figures of older benches no longer compare then.
    assert_eq!(fingerprint(&generator::page(7)), 14248808597335066481);
    assert_eq!(fingerprint(&generator::damaged_page(7)), 10352545681722708043);
}

#[test]
fn a_page_is_as_long_as_real_ones_and_its_name_is_its_own() {
    let mut names = HashSet::new();
    for seed in 0..2_000 {
        let page = generator::page(seed);
        assert!((6_000..=9_000).contains(&page.len()), "{seed}: {} bytes", page.len());
        let name = page.lines().filter(|line| !line.is_empty()).nth(1).unwrap();
        assert!(names.insert(name.trim_start_matches('#').trim().to_owned()), "{seed}: {name}");
    }
}

#[test]
fn a_page_has_every_title_twice_and_every_label_once_in_order() {
    for seed in 0..50 {
        let page = generator::page(seed);
        let bare = |line: &str| line.trim_start_matches('#').trim().to_owned();
        for section in schema().sections {
            let titles = page.lines().filter(|line| !line.contains('\t') && bare(line) == section.title);
            assert_eq!(titles.count(), 2, "{seed}: {}", section.title);
        }
        let labels: Vec<&str> = page.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        let fields = schema().fields();
        assert_eq!(labels, fields.map(|field| field.label).collect::<Vec<_>>(), "{seed}");
    }
}

#[test]
fn the_damages_all_come_up() {
    let pages: String = (0..50).map(generator::damaged_page).collect();
    for damage in ["\n\n\t", " 凡例：", "<p>【", "----------\t", "\n\n負担\n", "() "] {
        assert!(pages.contains(damage), "{damage:?}");
    }
}

#[test]
fn pages_are_written_to_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    generator::write_pages(folder.path(), 3).unwrap();
    let page = std::fs::read_to_string(folder.path().join("case-00002.txt")).unwrap();
    assert_eq!(page, generator::page(2));
}

#[test]
fn a_picture_has_a_box_for_every_character_and_its_colours() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 2));
    buffer.set_string(0, 0, "事例<&", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
    buffer.set_string(7, 0, "ok", Style::new().add_modifier(Modifier::REVERSED));
    buffer.set_string(0, 1, "x", Style::new().bg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::DIM));
    let svg = picture::svg(&buffer, "an example");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    assert!(svg.contains("<title>an example</title>"), "{svg}");
    assert!(svg.contains("textLength=\"36\"") && svg.contains(">事例</text>"), "{svg}");
    assert!(svg.contains(">&lt;&amp;</text>") && svg.contains("font-weight=\"bold\""), "{svg}");
    assert!(svg.contains("#010203") && svg.contains("opacity"), "{svg}");
    assert_eq!(svg, picture::svg(&buffer, "an example"));
}

#[test]
fn lines_and_blocks_reach_the_edges_of_their_cells() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
    buffer.set_string(0, 0, "┌─█▌", Style::new());
    let svg = picture::svg(&buffer, "");
    assert!(!svg.contains("<text"), "{svg}");
    assert!(svg.contains("M16.5 22H21M16.5 22V32M21 22H30"), "{svg}");
    assert!(svg.contains("width=\"9\" height=\"20\"") && svg.contains("width=\"4.5\""), "{svg}");
}

#[test]
fn a_picture_is_held_or_found_stale() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.svg");
    let buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
    std::fs::write(&path, picture::svg(&buffer, "a")).unwrap();
    picture::hold(&path, &buffer, "a", false);
    if std::env::var_os("UPDATE_PICTURES").is_none() {
        assert!(std::panic::catch_unwind(|| picture::hold(&path, &buffer, "b", false)).is_err());
    }
}

#[test]
fn a_hidden_or_blank_cell_paints_no_letter() {
    let mut buffer = Buffer::empty(Rect::new(3, 2, 4, 1));
    assert!(!picture::svg(&buffer, "").contains("<text"));
    buffer.set_string(3, 2, "abc", Style::new().add_modifier(Modifier::HIDDEN));
    assert!(!picture::svg(&buffer, "").contains("<text"));
}

//! Saved pages of a case.

/// A folder of the built-in page of もがみネット as it was on some days, each with some fields changed.
pub fn saved_pages(pages: &[(&str, &[(&str, &str)])]) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    for (name, changes) in pages {
        let mut page = std::fs::read_to_string("seeds/mogaminet.txt").unwrap();
        for (from, to) in *changes {
            assert!(page.contains(from), "{from}");
            page = page.replace(from, to);
        }
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, page).unwrap();
    }
    folder
}

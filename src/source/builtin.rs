//! The case pages that ship inside the program.

/// Path and bytes of each page, as in the repository.
pub const PAGES: [(&str, &[u8]); 2] = [
    ("seeds/mogaminet.txt", include_bytes!("../../seeds/mogaminet.txt")),
    ("seeds/tonet.txt", include_bytes!("../../seeds/tonet.txt")),
];

//! The pages that ship inside the program stay as people found them, byte for byte.

use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hex.
fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn tonet_is_as_it_was_found() {
    let digest = "5b0230d58c1346711610b45e2cf1997076fa294826602f0a441db255167c7270";
    assert_eq!(sha256_hex(include_bytes!("../seeds/tonet.txt")), digest);
}

#[test]
fn mogaminet_is_as_it_was_found() {
    let digest = "ecab555f1e2dda66e613fbb3c6949a88f36cd79a30bbf3ef87e78b1df2a91598";
    assert_eq!(sha256_hex(include_bytes!("../seeds/mogaminet.txt")), digest);
}

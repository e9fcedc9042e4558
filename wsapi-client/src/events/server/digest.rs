//! Hashes that hide the text of a key.

use sha2::{Digest, Sha256};

/// Returns the first 16 bytes of the SHA-256 hash, in hexadecimal.
pub(in crate::events) fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

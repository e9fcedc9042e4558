//! Keys that do not show their text.

use sha2::{Digest, Sha256};

/// The first 16 bytes of the hash, in hexadecimal.
pub(in crate::events) fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

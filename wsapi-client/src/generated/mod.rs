//! Placeholder: `cargo xtask regen` writes this folder.

//! What maintainers run. The only code that touches the disk for them; it never depends on `wsapi-client`, so that
//! deleting the generated files loses nothing.

pub mod bench;
pub mod compile;
pub mod files;
pub mod regen;
pub mod rustfmt;
pub mod workspace;

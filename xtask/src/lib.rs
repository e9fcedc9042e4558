//! The maintainer's commands. The only code that touches the disk for them; it never depends on `wsapi-client`, so that
//! deleting the generated files loses nothing.

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "they panic if the reader closes the pipe: use `report`")]

pub mod bench;
mod cargo;
pub mod compile;
pub mod corpus;
pub mod diff;
pub mod export;
pub mod fetch;
pub mod files;
mod git;
pub mod inputs;
pub mod regen;
pub mod release;
pub mod report;
pub mod rustfmt;
mod table;
mod tokens;
pub mod workspace;

//! The maintainer's commands. Only this package reads and writes files for them; the generator does not. It never
//! depends on `wsapi-client`, so the commands still build if the generated files are deleted.

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
pub mod words;
pub mod workspace;

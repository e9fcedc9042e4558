//! Reads the OpenAPI documents of WSAPI and prints the Rust of its SDK.

pub mod api;
pub mod check;
pub mod document;
mod lower;
mod names;
pub mod node;
mod normalize;
pub mod overlay;
pub mod problem;
mod schema;
mod types;
mod unite;

pub use overlay::Strictness;

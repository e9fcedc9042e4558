//! The structure of the code: what each part may know, and in which direction modules import.

mod generator;
mod runtime;
mod sources;

//! The structure of the code: what each part may depend on, and in which direction modules import.

mod generator;
mod runtime;
mod simulator;
mod sources;

//! Requests, and the responses that a WSAPI server must give.
//!
//! The suite uses only HTTP. CI runs it on the simulator, and you can run it on a real server. Inferred behaviour of
//! the service is not asserted.
//!
//! - `cases/` has handwritten requests, one file per resource, in the order in which they are sent.
//! - `derived` derives invalid requests from the valid ones and from the documents in `openapi/`.
//! - `order` creates requests that violate several rules at once, for every operation.
//!
//! [`run`] sends them, and [`Report`] prints a table of the results.

mod case;
mod derived;
mod document;
mod exchange;
mod expected;
mod files;
mod order;
mod report;
mod resource;
mod run;
mod send;
mod target;
mod variables;

pub use self::{
    case::Case,
    document::{Access, Operation, operations},
    exchange::{Exchange, Sent},
    report::{Failure, Kind, Outcome, Report, Verdict},
    run::run,
    target::{GIVEN, Mode, Permission, Target},
};

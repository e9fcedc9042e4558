//! Requests, and the responses that a server of WSAPI must give to them.
//!
//! The suite sees a server only through HTTP. It runs on the simulator in CI, and on a real server by hand. What is
//! only inferred about the service is not asserted.
//!
//! - `cases/` has requests that are written by hand, one file for each resource, in the order in which they are sent.
//! - `derived` makes invalid requests from the valid ones and from the documents in `openapi/`.
//! - `order` makes the requests that break several rules at once, for every operation.
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

//! Requests: what a call becomes when it is sent, and how it is sent.

mod attempts;
mod complete;
mod path;
mod query;

pub(crate) use self::{attempts::send, complete::Request, path::Path, query::Query};

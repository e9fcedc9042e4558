//! Requests: a call becomes one when it is sent.

mod attempts;
mod complete;
mod path;
mod query;

pub(crate) use self::{attempts::send, complete::Request, path::Path, query::Query};

//! The health check.

use wsapi_client::operations;

use super::{Behaviour, session};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![Behaviour::of::<operations::HealthCheck>(|_, ()| Ok(session::ack()))]
}

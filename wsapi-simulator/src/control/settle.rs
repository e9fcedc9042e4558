//! Waiting for the delivery of events.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::{Problem, Reply, ok};
use crate::{
    Simulator,
    kit::delivery::{settled, start},
};

/// The events to wait for, and the timeout.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Settle {
    /// The id of an instance. The default is all instances.
    instance: Option<String>,
    timeout_seconds: Option<f64>,
}

impl Settle {
    /// Returns the timeout, in real time. The default exceeds the timeout of a webhook.
    fn limit(&self) -> Result<Duration, Problem> {
        const MOST: Duration = Duration::from_secs(300);
        let seconds = self.timeout_seconds.unwrap_or(15.0);
        let limit = Duration::try_from_secs_f64(seconds).ok();
        let problem = || format!("timeoutSeconds: expected a number from 0 to {}, found {seconds}", MOST.as_secs());
        limit.filter(|limit| *limit <= MOST).ok_or_else(|| Problem::new(400, problem()))
    }
}

pub(super) async fn settle(simulator: &Simulator, settle: Settle) -> Reply {
    let (limit, shared) = (settle.limit()?, &simulator.shared);
    let instance = settle.instance.as_deref();
    if let Some(unknown) = instance.filter(|id| !shared.world().instances.contains_key(*id)) {
        return Err(Problem::new(404, format!("there is no instance `{unknown}`")));
    }
    start(shared);
    let is_settled = tokio::time::timeout(limit, settled(shared, instance)).await.is_ok();
    let settling = shared.settling.borrow();
    let waiting = settling.waiting().into_iter().map(|(id, events)| json!({ "instanceId": id, "events": events }));
    ok(&json!({ "isSettled": is_settled, "waiting": waiting.collect::<Vec<_>>() }))
}

//! Events that become due as time passes, such as those of a login that takes some seconds.

use std::{
    sync::{Arc, Mutex, Weak},
    time::SystemTime,
};

use tokio::{runtime::Handle, task::AbortHandle};
use wsapi_client::Clock;

use super::start;
use crate::kit::shared::{Shared, lock};

/// Publishes events when they are due.
#[derive(Debug, Default)]
pub(crate) struct Alarm(Mutex<Option<Task>>);

/// A task that sleeps until events are due. Dropping it aborts the task.
#[derive(Debug)]
struct Task {
    due: SystemTime,
    handle: AbortHandle,
}

impl Alarm {
    /// Sets the time at which the next events are due, if there are any.
    pub(super) fn set(&self, due: Option<SystemTime>, shared: &Arc<Shared>, runtime: &Handle) {
        let mut task = lock(&self.0);
        // The task also ends when its runtime is dropped.
        if task.as_ref().filter(|task| !task.handle.is_finished()).map(|task| task.due) == due {
            return;
        }
        // Time that only `advance` moves needs no task: `advance` publishes the events.
        *task = due.filter(|_| shared.clock.passes()).map(|due| {
            let task = runtime.spawn(ring(due, Arc::downgrade(shared)));
            Task { due, handle: task.abort_handle() }
        });
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.handle.abort();
    }
}

async fn ring(due: SystemTime, shared: Weak<Shared>) {
    while let Some(shared) = shared.upgrade() {
        let left = due.duration_since(shared.clock.now()).unwrap_or_default();
        if left.is_zero() {
            start(&shared);
            shared.changed.notify();
            return;
        }
        let sleep = shared.clock.sleep(left);
        drop(shared);
        sleep.await;
    }
}

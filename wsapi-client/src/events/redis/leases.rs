//! The leases of a worker, and its heartbeat.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use ::redis::cmd;
use tokio::time::{Instant, sleep};

use super::{lease::Lease, script, worker::Worker};
use crate::events::server::{RENEW, RedisError};

/// The maximum number of leases that one command takes or renews.
pub(super) const CHUNK: usize = 500;

/// The longest time between two renewals.
const TICK: Duration = Duration::from_secs(1);

/// The leases that a worker holds.
pub(super) struct Leases {
    worker: Arc<Worker>,
    held: Arc<Mutex<Vec<Weak<Lease>>>>,
}

impl Leases {
    pub(super) fn new(worker: Arc<Worker>) -> Self {
        Self { worker, held: Arc::default() }
    }

    /// Records the worker's heartbeat, and returns the live workers.
    pub(super) async fn beat(&self) -> Result<Vec<String>, RedisError> {
        let mut call = script::BEAT.key(self.worker.settings.workers_key());
        self.worker.commands.script(call.arg(&self.worker.id).arg(millis(&self.worker))).await
    }

    /// Removes the worker from the live workers.
    pub(super) async fn retire(&self) -> Result<(), RedisError> {
        let mut command = cmd("ZREM");
        command.arg(self.worker.settings.workers_key()).arg(&self.worker.id);
        self.worker.commands.command(&command).await.map(|_: i64| ())
    }

    /// Takes up to `wanted` free leases of at most [`CHUNK`] streams, and returns them with their streams. If the
    /// response is lost, the next call takes the same leases again.
    pub(super) async fn take(
        &self,
        streams: &[String],
        wanted: usize,
    ) -> Result<Vec<(String, Arc<Lease>)>, RedisError> {
        let keys: Vec<_> = streams.iter().map(|stream| self.worker.settings.lease_key(stream)).collect();
        let mut call = script::TAKE.prepare_invoke();
        call.key(&keys).arg(&self.worker.id).arg(millis(&self.worker)).arg(wanted);
        let expiry = Instant::now() + self.worker.settings.lease;
        let places: HashSet<usize> = self.worker.commands.script::<Vec<usize>>(&call).await?.into_iter().collect();
        let taken = streams.iter().zip(keys).enumerate().filter(|(place, _)| places.contains(place));
        let taken: Vec<_> =
            taken.map(|(_, (stream, key))| (stream.clone(), Arc::new(Lease::new(key, expiry)))).collect();
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend(taken.iter().map(|(_, lease)| Arc::downgrade(lease)));
        Ok(taken)
    }

    /// Renews the leases until it is dropped. It runs in a separate task, on a separate connection.
    pub(super) fn renewal(&self) -> impl Future<Output = ()> + Send + use<> {
        let (worker, held) = (self.worker.clone(), self.held.clone());
        async move {
            loop {
                sleep(tick(&worker)).await;
                let leases = {
                    let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
                    held.retain(|lease| lease.upgrade().is_some_and(|lease| lease.is_held()));
                    held.iter().filter_map(Weak::upgrade).collect::<Vec<_>>()
                };
                for leases in leases.chunks(CHUNK) {
                    if let Err(error) = renew(&worker, leases).await {
                        worker.reporter.report(&error);
                    }
                }
            }
        }
    }
}

async fn renew(worker: &Worker, leases: &[Arc<Lease>]) -> Result<(), RedisError> {
    let mut call = RENEW.prepare_invoke();
    call.arg(millis(worker));
    for lease in leases {
        call.key(&lease.key).arg(&worker.id);
    }
    let expiry = Instant::now() + worker.settings.lease;
    let held: Vec<i64> = worker.renewing.script(&call).await?;
    for (lease, held) in leases.iter().zip(held) {
        if held == 1 { lease.extend(expiry) } else { lease.lose() }
    }
    Ok(())
}

/// Returns how long to wait between two checks of the leases.
pub(super) fn tick(worker: &Worker) -> Duration {
    TICK.min(worker.settings.lease / 6)
}

fn millis(worker: &Worker) -> String {
    worker.settings.lease.as_millis().to_string()
}

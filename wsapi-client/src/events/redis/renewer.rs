//! Makes leases last longer, whatever else there is to do.

use std::{
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::{task::JoinSet, time::sleep};

use super::{lease::Lease, leases, worker::Worker};

/// The most time between two looks at one's leases.
const TICK: Duration = Duration::from_secs(1);

/// Renews leases for as long as somebody else has them, by a task and a connection of its own, so that a server that is
/// merely slow with other commands costs none.
pub(super) struct Renewer {
    leases: Arc<Leases>,
    _task: JoinSet<()>,
}

type Leases = Mutex<Vec<Weak<Lease>>>;

impl Renewer {
    pub(super) fn new(worker: Arc<Worker>) -> Self {
        let leases = Arc::new(Leases::default());
        let mut task = JoinSet::new();
        task.spawn(renew(worker, leases.clone()));
        Self { leases, _task: task }
    }

    pub(super) fn add(&self, lease: &Arc<Lease>) {
        self.leases.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(lease));
    }
}

async fn renew(worker: Arc<Worker>, leases: Arc<Leases>) {
    loop {
        sleep(tick(&worker)).await;
        let held = held(&leases);
        if let Err(error) = leases::renew(&worker, &held).await {
            worker.server_failed(&error);
        }
    }
}

/// Those that are held, and forgets the others.
fn held(leases: &Leases) -> Vec<Arc<Lease>> {
    let mut leases = leases.lock().unwrap_or_else(PoisonError::into_inner);
    let held: Vec<_> = leases.iter().filter_map(Weak::upgrade).filter(|lease| lease.is_held()).collect();
    *leases = held.iter().map(Arc::downgrade).collect();
    held
}

/// How long to wait between two looks.
pub(super) fn tick(worker: &Worker) -> Duration {
    TICK.min(worker.settings.lease / 3)
}

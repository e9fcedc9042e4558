//! The leases of a worker, and who else is there.

use tokio::time::Instant;

use super::{
    RedisError,
    lease::Lease,
    script,
    worker::{Worker, random},
};

/// How many leases one command concerns.
const CHUNK: usize = 500;

/// Says that the worker is alive, and learns who is.
pub(super) async fn beat(worker: &Worker) -> Result<Vec<String>, RedisError> {
    let mut call = script::BEAT.key(worker.settings.workers_key());
    worker.link.script(call.arg(&worker.id).arg(millis(worker))).await
}

/// Says that the worker takes no more.
pub(super) async fn retire(worker: &Worker) -> Result<(), RedisError> {
    let mut command = ::redis::cmd("ZREM");
    worker.link.command(command.arg(worker.settings.workers_key()).arg(&worker.id)).await
}

/// Takes some of the streams that are free.
pub(super) async fn take(
    worker: &Worker,
    streams: Vec<String>,
    wanted: usize,
) -> Result<Vec<(String, Lease)>, RedisError> {
    let mut taken = Vec::new();
    for streams in streams.chunks(CHUNK) {
        let tokens: Vec<_> = streams.iter().map(|_| random()).collect();
        let mut call = script::TAKE.prepare_invoke();
        call.arg(millis(worker)).arg(wanted - taken.len());
        for (stream, token) in streams.iter().zip(&tokens) {
            call.key(worker.settings.lease_key(stream)).arg(token);
        }
        let since = Instant::now();
        let places: Vec<usize> = worker.link.script(&call).await?;
        for place in places {
            if let (Some(stream), Some(token)) = (streams.get(place), tokens.get(place)) {
                let key = worker.settings.lease_key(stream);
                taken.push((stream.clone(), Lease::new(key, token.clone(), since + worker.settings.lease)));
            }
        }
        if taken.len() >= wanted {
            break;
        }
    }
    Ok(taken)
}

/// Makes them last longer, and notes which are lost.
pub(super) async fn renew(worker: &Worker, leases: &[std::sync::Arc<Lease>]) -> Result<(), RedisError> {
    for leases in leases.chunks(CHUNK) {
        let mut call = script::RENEW.prepare_invoke();
        call.arg(millis(worker));
        for lease in leases {
            call.key(&lease.key).arg(&lease.token);
        }
        let since = Instant::now();
        let held: Vec<i64> = worker.link.script(&call).await?;
        for (lease, held) in leases.iter().zip(held) {
            if held == 1 { lease.extend(since + worker.settings.lease) } else { lease.lose() }
        }
    }
    Ok(())
}

fn millis(worker: &Worker) -> String {
    worker.settings.lease.as_millis().to_string()
}

//! The leases of a worker, and who else is there.

use std::collections::HashSet;

use tokio::time::Instant;

use super::{
    RedisError,
    lease::Lease,
    script,
    worker::{Worker, random},
};

/// How many leases one command concerns.
pub(super) const CHUNK: usize = 500;

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

/// What was asked for and not answered yet: a stream, and the token of a lease that may have been given.
pub(super) type Asked = Vec<(String, String)>;

/// Takes some of the streams that are free. If this fails or is dropped, it leaves behind what has to be released.
pub(super) async fn take(
    worker: &Worker,
    streams: &[String],
    wanted: usize,
    asked: &mut Asked,
) -> Result<Vec<(String, Lease)>, RedisError> {
    let mut call = script::TAKE.prepare_invoke();
    call.arg(millis(worker)).arg(wanted);
    for stream in streams {
        let token = random();
        call.key(worker.settings.lease_key(stream)).arg(&token);
        asked.push((stream.clone(), token));
    }
    let since = Instant::now();
    let places: HashSet<usize> = worker.link.script::<Vec<usize>>(&call).await?.into_iter().collect();
    let answered = std::mem::take(asked).into_iter().enumerate();
    let taken = answered.filter(|(place, _)| places.contains(place)).map(|(_, (stream, token))| {
        let key = worker.settings.lease_key(&stream);
        (stream, Lease::new(key, token, since + worker.settings.lease))
    });
    Ok(taken.collect())
}

/// Gives back what may have been taken.
pub(super) async fn release(worker: &Worker, asked: &mut Asked) -> Result<(), RedisError> {
    if asked.is_empty() {
        return Ok(());
    }
    let mut call = script::RELEASE.prepare_invoke();
    for (stream, token) in &*asked {
        call.key(worker.settings.lease_key(stream)).arg(token);
    }
    worker.link.script::<i64>(&call).await?;
    asked.clear();
    Ok(())
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
        let held: Vec<i64> = worker.renewing.script(&call).await?;
        for (lease, held) in leases.iter().zip(held) {
            if held == 1 { lease.extend(since + worker.settings.lease) } else { lease.lose() }
        }
    }
    Ok(())
}

fn millis(worker: &Worker) -> String {
    worker.settings.lease.as_millis().to_string()
}

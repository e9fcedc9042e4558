//! Replies to messages with a fleet of workers, which share the events of several instances through Redis streams:
//!
//! ```sh
//! cargo run -p wsapi-client --example redis_fleet --features redis,webhook
//! ```
//!
//! Without configuration, a simulator in this process posts the events of a short chat, and the workers run in this
//! process too. It needs a Redis server: `REDIS_URL` without a database, such as `redis://127.0.0.1:6379`, or else the
//! program `redis-server`, which it starts on a free port. It shows:
//!
//! - Worker A owns the streams of all instances. It dies while it handles an event. When its leases have expired,
//!   workers B and C share the streams, and one of them handles the event again.
//! - An event that fails in each attempt becomes a dead letter. `replay` adds it to the end of its stream again.
//! - A shutdown finishes the events in flight, releases the streams and prints the statistics.
//!
//! If `WSAPI_API_KEY` is set, each copy of the program is a worker, and also stores the events that the service posts
//! to `/wsapi` at its address. `REDIS_URL` and `WSAPI_SIGNING_SECRET` are required, and `WSAPI_BASE_URL` is read too:
//!
//! ```sh
//! redis_fleet 0.0.0.0:8080 sales support         # the instances; start as many copies as you like
//! redis_fleet replay sales                       # after the cause of the dead letters is gone
//! ```
//!
//! For production:
//!
//! - A self-hosted server can add the events to the streams itself. Then remove the receiver.
//! - Let Redis write to its disk (`appendonly yes`). The streams hold the only copy of an event.
//! - Look at the dead letters that `replay` leaves: `Fleet::replay` says which these are.
//! - Keep the default lease of ten seconds. A shorter one is lost in a short pause of a worker.
//! - Send the statistics to your monitoring, and watch for `failed`, `leases lost` and `server errors`.
//! - A worker that dies after it has sent a reply and before it has acknowledged the event causes a second reply. If
//!   that is worse than no reply, skip events with `Attempt::is_redelivery`.

mod fleet;
mod redis_server;
mod running;
#[cfg(test)]
mod tests;

use std::{env, time::Duration};

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::{Client, events::BoxError, operations::SendText};
use wsapi_simulator::{Builder, NewInstance, Server, Simulator};

use self::{
    fleet::{Fleet, LEASE, MAX_ATTEMPTS},
    redis_server::RedisServer,
    running::Running,
};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    if env::var_os("WSAPI_API_KEY").is_none() {
        return run_on_simulator().await;
    }
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is missing or not UTF-8"));
    let fleet = |instances: &[String]| -> Result<Fleet, BoxError> {
        Ok(Fleet {
            redis: variable("REDIS_URL")?,
            secret: variable("WSAPI_SIGNING_SECRET")?,
            instances: instances.to_vec(),
            client: Client::from_env()?,
            lease: LEASE,
        })
    };
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [command, instances @ ..] if command == "replay" => {
            println!("moved {} dead letters back to their streams", fleet(instances)?.replay().await?);
            Ok(())
        }
        [address, instances @ ..] => run(&fleet(instances)?, TcpListener::bind(address).await?).await,
        [] => Err("expected an address such as `0.0.0.0:8080`, or `replay`, and the ids of instances".into()),
    }
}

/// Runs one worker until it is stopped.
async fn run(fleet: &Fleet, listener: TcpListener) -> Result<(), BoxError> {
    let receiver = fleet.receiver()?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    let app = Router::new().route_service("/wsapi", receiver.service());
    tokio::spawn(async { axum::serve(listener, app).await });
    let worker = fleet.worker(&std::process::id().to_string())?;
    println!("{}", worker.run_until(stopped()).await?);
    println!("{}", receiver.shutdown().await);
    Ok(())
}

/// The lease where a worker dies and others wait for its streams.
const SHORT_LEASE: Duration = Duration::from_secs(1);

const INSTANCES: [&str; 3] = ["shop", "support", "billing"];

/// The workers handle only messages, so the service posts no other events.
fn simulator() -> Builder {
    let instances = INSTANCES.map(|id| NewInstance::named(id).event_filters(["message"]));
    instances.into_iter().fold(Simulator::builder(), Builder::instance)
}

async fn run_on_simulator() -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let redis = RedisServer::from_env()?;
    // Other ids in each run, because the Redis server may remember the events of the last one.
    let sim = simulator().seed(fastrand::u64(..)).serve().await;
    let fleet = connect(&sim, redis.url(), SHORT_LEASE).await?;
    let ada = sim.person("+49 170 1234567").named("Ada");
    let writes = async |text: &str| {
        for instance in &fleet.instances {
            ada.writes(text).in_chat(&sim.instance(instance).phone()).await;
        }
    };
    let replies =
        || fleet.instances.iter().map(|id| ada.inbox_in(&sim.instance(id).phone()).texts().len()).sum::<usize>();

    println!("\nWorker A owns all streams.");
    let a = Running::start(fleet.worker("A")?);
    writes("Hello").await;
    sim.until(|| replies() == 3).await;

    println!("\nWorker A dies while it handles an event. B and C wait for its leases to expire.");
    sim.on::<SendText>().once().retry_after(Duration::from_secs(20)).fails(429);
    ada.writes("Are you there?").await;
    sim.until(|| sim.attempts::<SendText>().len() == 4).await;
    a.dies().await;
    let (b, c) = (Running::start(fleet.worker("B")?), Running::start(fleet.worker("C")?));
    sim.until(|| replies() == 4 && b.owns_a_stream() && c.owns_a_stream()).await;
    writes("Thanks").await;
    sim.until(|| replies() == 7).await;

    println!("\nThe service rejects each attempt to reply. The event becomes a dead letter, and is replayed later.");
    sim.on::<SendText>().times(MAX_ATTEMPTS).fails(403);
    ada.writes("Bye").await;
    sim.until(|| b.failed() + c.failed() == 1).await;
    println!("moved {} dead letter back to its stream", fleet.replay().await?);
    sim.until(|| replies() == 8).await;

    println!("\nA shutdown.");
    println!("worker B: {}\nworker C: {}", b.shuts_down().await?, c.shuts_down().await?);
    Ok(())
}

/// Creates the fleet of a simulator, which posts its events to a receiver that stores them in Redis.
async fn connect(sim: &Server, redis: &str, lease: Duration) -> Result<Fleet, BoxError> {
    let fleet = Fleet {
        redis: redis.to_owned(),
        secret: "whsec_example".to_owned(),
        instances: INSTANCES.map(str::to_owned).to_vec(),
        client: sim.client(),
        lease,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    for instance in &fleet.instances {
        sim.instance(instance).set_webhook(&format!("http://{}/wsapi", listener.local_addr()?), &fleet.secret);
    }
    let app = Router::new().route_service("/wsapi", fleet.receiver()?.service());
    tokio::spawn(async { axum::serve(listener, app).await });
    Ok(fleet)
}

/// Waits for Ctrl+C, or for SIGTERM, which containers and service managers send.
async fn stopped() {
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).expect("signals can be handled").recv().await
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}

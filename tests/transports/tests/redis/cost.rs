//! The load that a consumer of many streams puts on its server.

use redis::{cmd, pipe};
use wsapi_client::events::redis::Streams;
use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, Tracker, consumer};

const STREAMS: usize = 500;
const EVENTS: usize = 300;

/// The limit for the bytes that the server receives for one event.
const LIMIT: u64 = 12 * 1024;

#[tokio::test]
async fn server_input_per_event_is_bounded_with_many_streams() {
    let Some(server) = RedisServer::start().await else { return };
    let first = (0..STREAMS).map(|instance| {
        let id = format!("first-{instance}");
        (format!("stream:{instance}"), entry(&id, &instance.to_string(), ANNA, &id))
    });
    server.add_all(first).await;
    let tracker = Tracker::default();
    let consumer = consumer(&server, tracker.clone()).streams(Streams::with_prefix("stream:"));
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(STREAMS).await;
    eventually("all streams wait", async || {
        let stats = running.stats();
        stats.leases_acquired == STREAMS as u64 && stats.events.in_flight == 0
    })
    .await;

    // One connection adds all events, so that adding them costs little.
    let mut connection = server.connection().await;
    let (input, reads) = (server.statistic("total_net_input_bytes").await, server.calls("xread").await);
    for number in 0..EVENTS {
        let (id, instance) = (number.to_string(), fastrand::usize(..STREAMS).to_string());
        let mut command = cmd("XADD");
        command.arg(format!("stream:{instance}")).arg("*");
        for (name, value) in entry(&id, &instance, ANNA, &id).fields() {
            command.arg(name).arg(value);
        }
        pipe().add_command(command).ignore().query_async::<()>(&mut connection).await.expect("the entry is added");
        eventually("the event is handled", async || tracker.ids().len() > STREAMS + number).await;
    }
    let input = (server.statistic("total_net_input_bytes").await - input) / EVENTS as u64;
    let reads = (server.calls("xread").await - reads) as f64 / EVENTS as f64;
    println!("{STREAMS} streams: the server receives {input} bytes and {reads:.1} XREADs for each event");
    assert!(input < LIMIT, "the server receives {input} bytes for each event");
    running.stop().await;
}

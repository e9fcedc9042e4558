//! The events of a webhook in Redis streams.

use wsapi_client::events::{
    SignedEvent, Verifier,
    webhook::{DurableQueue, Receiver, RedisQueue, RejectionReason},
};
use wsapi_transport_tests::{Poster, Recorder, RedisServer, SECRET, message, serve, sign, until};

use crate::support::{ANNA, DEAD, consumer};

fn receiver(queue: RedisQueue) -> Receiver {
    let builder = Receiver::builder(Verifier::new(SECRET).expect("a secret"));
    builder.durable_queue(queue).build().expect("a receiver")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_events_are_handled_by_a_consumer() {
    let Some(server) = RedisServer::start().await else { return };
    let queue = RedisQueue::new(server.url()).expect("a queue");
    let mut poster = Poster::new(serve(&receiver(queue.clone())).await);
    for id in ["evt_1", "evt_2"] {
        assert_eq!(poster.post(&message(id, "sales", ANNA, id)).await, 200, "it is acknowledged");
    }
    // The service does not format JSON like this today, but the event is signed.
    let odd = message("evt_3", "sales", ANNA, "evt_3").replace(":{", " : {\n");
    let event = SignedEvent::new(odd.clone(), Some(&sign(odd.as_bytes())));
    queue.append(event).await.expect("it is appended");

    let recorder = Recorder::default();
    let consumer = consumer(&server, recorder.clone()).build().expect("a consumer");
    let stats = consumer.run_until(until(|| recorder.handled().len() == 3)).await;
    let stats = stats.expect("the server accepts the consumer").events;
    assert_eq!(recorder.handled(), ["evt_1", "evt_2", "evt_3"], "in order");
    assert_eq!(stats.failed, 0, "all are signed");
    assert!(server.entries(DEAD).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn event_that_redis_does_not_store_is_not_acknowledged() {
    let Some(mut server) = RedisServer::start().await else { return };
    let receiver = receiver(RedisQueue::new(server.url()).expect("a queue"));
    let mut poster = Poster::new(serve(&receiver).await);
    assert_eq!(poster.post(&message("evt_1", "sales", ANNA, "evt_1")).await, 200);
    server.stop();
    assert_eq!(poster.post(&message("evt_2", "sales", ANNA, "evt_2")).await, 503);
    assert_eq!(receiver.stats().rejected(RejectionReason::NotStored), 1);
    server.start_again().await;
    assert_eq!(poster.post(&message("evt_3", "sales", ANNA, "evt_3")).await, 200, "the queue reconnects");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn first_event_after_a_restart_of_redis_is_stored() {
    let Some(mut server) = RedisServer::start().await else { return };
    let receiver = receiver(RedisQueue::new(server.url()).expect("a queue"));
    let mut poster = Poster::new(serve(&receiver).await);
    for id in ["evt_1", "evt_2", "evt_3"] {
        assert_eq!(poster.post(&message(id, "sales", ANNA, id)).await, 200, "{id}");
        server.stop();
        server.start_again().await;
    }
    assert_eq!(server.entries("stream:sales").await.len(), 3);
}

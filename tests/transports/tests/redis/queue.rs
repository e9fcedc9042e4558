//! What a webhook has acknowledged is in Redis, and a consumer handles it.

use wsapi_client::events::{
    Verifier,
    redis::RedisQueue,
    webhook::{DurableQueue, Reason, Receiver, SignedEvent},
};
use wsapi_transport_tests::{Poster, Recorder, RedisServer, SECRET, message, serve, sign, until};

use super::support::{ANNA, consumer};

fn receiver(queue: RedisQueue) -> Receiver {
    Receiver::builder(Verifier::new(SECRET).expect("a secret")).durable_queue(queue).build()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_handled_by_a_consumer() {
    let Some(server) = RedisServer::start().await else { return };
    let queue = RedisQueue::new(server.url()).expect("an address");
    let mut poster = Poster::new(serve(&receiver(queue.clone())).await);
    for id in ["evt_1", "evt_2"] {
        assert_eq!(poster.post(&message(id, "sales", ANNA, id)).await, 200, "it is acknowledged");
    }
    // Printed in another way than the service's of today, and signed all the same.
    let odd = message("evt_3", "sales", ANNA, "evt_3").replace(":{", " : {\n");
    let event = SignedEvent::new(odd.clone(), Some(&sign(odd.as_bytes())));
    queue.append(event).await.expect("it is in Redis");

    let recorder = Recorder::default();
    let consumer = consumer(&server, recorder.clone()).build().expect("it is complete");
    let counts = consumer.run_until(until(|| recorder.handled().len() == 3)).await.expect("Redis is there");
    assert_eq!(recorder.handled(), ["evt_1", "evt_2", "evt_3"], "in order");
    assert_eq!(counts.bad_signatures, 0, "each is still signed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_redis_does_not_take_is_not_acknowledged() {
    let Some(mut server) = RedisServer::start().await else { return };
    let receiver = receiver(RedisQueue::new(server.url()).expect("an address"));
    let mut poster = Poster::new(serve(&receiver).await);
    assert_eq!(poster.post(&message("evt_1", "sales", ANNA, "evt_1")).await, 200);
    server.stop();
    assert_eq!(poster.post(&message("evt_2", "sales", ANNA, "evt_2")).await, 503);
    assert_eq!(receiver.counts().refused(Reason::NotStored), 1);
    server.start_again().await;
    assert_eq!(poster.post(&message("evt_3", "sales", ANNA, "evt_3")).await, 200, "it comes back by itself");
}

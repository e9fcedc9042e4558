//! Handlers that misbehave. The result does not depend on the transport.

mod calls;
mod events;
mod expected;
mod handlers;
mod journal;
mod log;
mod redis_streams;
mod scenario;
mod sse;
mod transport;
mod webhook;
mod witness;

use self::{
    handlers::{Failing, FailingOnce, Misbehaving, NeverEnding, Panicking, Slow},
    redis_streams::RedisStreams,
    scenario::run,
    sse::EventStream,
    webhook::Webhook,
};

async fn run_behind_each_transport<H: Misbehaving>() {
    run::<H, Webhook>().await;
    run::<H, EventStream>().await;
    run::<H, RedisStreams>().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_handler_holds_up_only_its_chat() {
    run_behind_each_transport::<Slow>().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failing_handler_is_retried_until_its_event_has_failed() {
    run_behind_each_transport::<Failing>().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn panicking_handler_is_retried_until_its_event_has_failed() {
    run_behind_each_transport::<Panicking>().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn never_ending_handler_is_cancelled_by_shutdown() {
    run_behind_each_transport::<NeverEnding>().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handler_that_fails_once_is_retried_before_the_next_event_of_its_chat() {
    run_behind_each_transport::<FailingOnce>().await;
}

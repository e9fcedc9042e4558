//! Handlers that misbehave. The result does not depend on the transport.

mod calls;
mod events;
mod expected;
mod handlers;
mod journal;
mod log;
mod logged;
mod redis_streams;
mod scenario;
mod sse;
mod transport;
mod webhook;
mod witness;

/// Declares a test for each handler and each transport.
macro_rules! behind_each_transport {
    ($($name:ident: $handler:ident;)*) => {
        $(mod $name {
            use crate::{
                handlers::$handler, redis_streams::RedisStreams, scenario::run, sse::EventStream, webhook::Webhook,
            };

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn behind_webhook() {
                run::<$handler, Webhook>().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn behind_event_stream() {
                run::<$handler, EventStream>().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn behind_redis() {
                run::<$handler, RedisStreams>().await;
            }
        })*
    };
}

behind_each_transport! {
    slow_handler_holds_up_only_its_chat: Slow;
    failing_handler_is_retried_until_its_event_has_failed: Failing;
    panicking_handler_is_retried_until_its_event_has_failed: Panicking;
    never_ending_handler_is_cancelled_by_shutdown: NeverEnding;
    handler_that_fails_once_is_retried_before_the_next_event_of_its_chat: FailingOnce;
}

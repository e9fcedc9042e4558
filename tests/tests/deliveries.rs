//! The delivery of a call of several attempts, and the time that an attempt needs to leave no doubt about it.

use std::time::Duration;

use tokio::time::Instant;
use wsapi_client::{Client, Delivery, Error, Jid, Pacing, operations::SendText, types::SendTextRequest};
use wsapi_simulator::Simulator;

fn text() -> SendTextRequest {
    SendTextRequest::new(Jid::phone("+49 170 1234567").expect("a number"), "Hello")
}

fn paced(sim: &Simulator, pacing: Pacing) -> Client {
    sim.instance("default").client_builder().pacing(pacing).build().expect("a valid configuration")
}

#[tokio::test(start_paused = true)]
async fn rejection_by_the_service_is_not_forgotten_when_later_attempts_find_no_connection() {
    let sim = Simulator::new();
    sim.on::<SendText>().once().retry_after(Duration::from_secs(1)).fails(429);
    sim.on::<SendText>().breaks_connection();
    let error = sim.client().messages().send_text(text()).await.expect_err("no attempt succeeds");
    assert!(error.is_connect());
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Rejected, 3));
}

#[tokio::test(start_paused = true)]
async fn message_is_not_sent_again_with_too_little_time_left() {
    // A second attempt would be cut short after a second, and nobody would know whether it sent the message.
    let sim = Simulator::new();
    sim.on::<SendText>().once().retry_after(Duration::from_secs(59)).fails(429);
    let start = Instant::now();
    let call = sim.client().messages().send_text(text()).timeout(Duration::from_secs(60));
    let error = call.await.expect_err("it is rejected");
    assert!(error.is_too_many_requests());
    assert_eq!((error.delivery(), error.attempts(), start.elapsed().as_secs()), (Delivery::Rejected, 1, 0));

    sim.on::<SendText>().once().retry_after(Duration::from_secs(29)).fails(429);
    sim.client().messages().send_text(text()).timeout(Duration::from_secs(60)).await.expect("half of it is enough");
}

#[tokio::test(start_paused = true)]
async fn pacing_never_leaves_a_message_in_doubt() {
    let sim = Simulator::new();
    sim.on::<SendText>().delays(Duration::from_secs(5));
    let client = paced(&sim, Pacing::every(Duration::from_secs(3)));
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.messages().send_text(text()).into_future())).collect();
    let mut sent = 0;
    for call in calls {
        match call.await.expect("no panic") {
            Ok(_) => sent += 1,
            Err(error) => {
                assert!(error.is_timeout(), "{error}");
                assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
            }
        }
    }
    // The call has 240 s, of which an attempt needs 100: turns from 0 s to 138 s.
    assert_eq!((sent, sim.attempts::<SendText>().len()), (47, 47));
}

#[tokio::test(start_paused = true)]
async fn paced_call_that_nobody_polls_holds_up_no_other() -> Result<(), Error> {
    let sim = Simulator::new();
    let client = paced(&sim, Pacing::per_minute(20));
    client.messages().send_text(text()).await?;
    client.messages().send_text(text()).await?;
    let mut unpolled = Box::pin(client.messages().send_text(text()).into_future());
    tokio::select! {
        biased;
        _ = &mut unpolled => panic!("it waits for its turn"),
        () = std::future::ready(()) => {}
    }
    let start = Instant::now();
    client.messages().send_text(text()).timeout(Duration::from_secs(20)).await?;
    assert!(start.elapsed() < Duration::from_secs(20));
    unpolled.await.map(drop)
}

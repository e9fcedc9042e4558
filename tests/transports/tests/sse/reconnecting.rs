//! Lost connections.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use super::{
    Act, Clock, Server, connected, disconnected, frame, gap, next, next_event,
    server::{open, response, stream},
};
use tokio::sync::Notify;
use wsapi_client::{
    Backoff,
    events::sse::{Gap, StreamItem},
};
use wsapi_transport_tests::until;

#[tokio::test]
async fn complete_events_precede_disconnection_and_incomplete_one_is_in_gap() {
    let half = frame("evt_half");
    let (half, rest) = half.split_at(half.len() - 1);
    let first = format!("{}{}{half}", frame("evt_1"), frame("evt_2"));
    let cut = [stream(first), vec![Act::Reset]].concat();
    let server = Server::new([cut, open(rest.to_owned() + &frame("evt_3"))]).await;
    let begin = SystemTime::now();
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    assert_eq!(next_event(&mut events).await, "evt_1");
    assert_eq!(next_event(&mut events).await, "evt_2");
    let lost = disconnected(&mut events).await;
    assert!(lost.error.is_transport() && lost.failures == 1, "{lost:?}");
    connected(&mut events).await;
    let Gap { since, until, .. } = gap(&mut events).await;
    assert!(begin <= since && since <= until && until <= SystemTime::now());
    assert_eq!(next_event(&mut events).await, "evt_3", "halves from two connections are not an event");
}

#[tokio::test]
async fn gap_lasts_from_last_byte_to_next_connection() {
    let server = Server::new([stream(frame("evt_1")), stream(""), response("503 Busy", "", ""), open("")]).await;
    let mut events = server.events(&Clock::new());
    connected(&mut events).await;
    assert_eq!(next_event(&mut events).await, "evt_1");
    disconnected(&mut events).await;
    connected(&mut events).await;
    let first = gap(&mut events).await;
    disconnected(&mut events).await;
    assert_eq!(disconnected(&mut events).await.error.status(), Some(503));
    connected(&mut events).await;
    let second = gap(&mut events).await;
    // Nothing arrived on the connection between them. The two clocks may differ a little.
    let between = first.until.duration_since(second.since).expect("the gaps leave nothing out");
    assert!(between < Duration::from_secs(1), "{between:?}");
    assert!(second.since < second.until);
    assert_eq!(server.headers("last-event-id"), [None, None, None, None]);
}

#[tokio::test]
async fn silent_connection_is_given_up_after_idle_timeout() {
    let event = Arc::new(Notify::new());
    let acts = vec![Act::WaitFor(event.clone()), Act::Write(frame("evt_1").into_bytes()), Act::Hold];
    let server = Server::new([[stream(""), acts].concat(), open(frame("evt_2"))]).await;
    let clock = Clock::new();
    let mut events = server.events(&clock);
    connected(&mut events).await;
    let before = SystemTime::now();
    event.notify_one();
    assert_eq!(next_event(&mut events).await, "evt_1");
    let after = SystemTime::now();
    clock.pass_idle_timeout();
    let lost = disconnected(&mut events).await;
    assert!(lost.error.is_timeout() && lost.failures == 1, "{lost:?}");
    connected(&mut events).await;
    let Gap { since, until, .. } = gap(&mut events).await;
    assert!(before <= since && since <= after && after <= until, "the gap starts at the last byte");
    assert_eq!(next_event(&mut events).await, "evt_2");
}

#[tokio::test]
async fn comment_resets_idle_timeout() {
    let (comment, event) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let acts = vec![
        Act::WaitFor(comment.clone()),
        Act::Write(b": still here\n".to_vec()),
        Act::WaitFor(event.clone()),
        Act::Write(frame("evt_1").into_bytes()),
        Act::Hold,
    ];
    let server = Server::new([[stream(""), acts].concat()]).await;
    let clock = Clock::new();
    let mut events = server.events(&clock);
    connected(&mut events).await;
    let waiting = tokio::spawn(async move { next_event(&mut events).await });
    until(|| clock.idle_limits() == 1).await;
    comment.notify_one();
    until(|| clock.idle_limits() == 2).await;
    event.notify_one();
    assert_eq!(waiting.await.expect("no panic"), "evt_1");
}

#[tokio::test]
async fn retry_field_sets_delay_until_it_changes() {
    let busy = response("503 Service Unavailable", "", "");
    let server = Server::new([stream("retry: 5000\n"), busy, stream("retry: 1000\n\n"), open("")]).await;
    let clock = Clock::new();
    let mut events = server.events(&clock);
    let (mut waits, mut connections) = (Vec::new(), 0);
    while connections < 3 {
        match next(&mut events).await {
            StreamItem::Disconnected(lost) => waits.push(lost.retry_in),
            StreamItem::Connected => connections += 1,
            _ => {}
        }
    }
    let asked = [5, 5, 1].map(Duration::from_secs);
    assert_eq!(waits.len(), 3);
    assert!(waits.iter().zip(asked).all(|(wait, asked)| asked <= *wait && *wait <= asked + Duration::from_secs(2)));
    assert_eq!(clock.delays(), waits, "the delays are on the clock of the client");
}

#[tokio::test]
async fn numbered_events_resume_without_gap() {
    let numbered = |id: &str, event: &str| format!("id: {id}\n{}", frame(event));
    let server = Server::new([
        stream(numbered("1", "evt_1") + &numbered("a b", "evt_2") + "id: half\ndata: {}"),
        response("503 Busy", "", ""),
        stream(": nothing new\n\n"),
        stream(numbered("grün", "evt_3")),
        stream(numbered(&"9".repeat(5_000), "evt_4")),
        stream("id\n\n"),
        open(numbered("2", "evt_5")),
    ])
    .await;
    let mut events = server.events(&Clock::new());
    let (mut ids, mut gaps) = (Vec::new(), Vec::new());
    while ids.len() < 5 {
        match next(&mut events).await {
            StreamItem::Event(event) => ids.push(event.expect("it can be read").event_id),
            StreamItem::Gap(_) => gaps.push(server.requests().len()),
            _ => {}
        }
    }
    assert_eq!(ids, ["evt_1", "evt_2", "evt_3", "evt_4", "evt_5"]);
    let sent = server.headers("last-event-id");
    let sent: Vec<_> = sent.iter().map(Option::as_deref).collect();
    let same = Some("a b");
    assert_eq!(sent, [None, same, same, same, None, None, None], "an id that a header cannot contain is not sent");
    assert_eq!(gaps, [5, 6, 7]);
}

#[tokio::test]
async fn failures_are_counted_until_an_event_arrives() {
    let hello = stream(": hello\n\n");
    let server = Server::new([
        hello.clone(),
        hello.clone(),
        response("503 Busy", "", ""),
        hello,
        stream(frame("evt_1")),
        response("503 Busy", "", ""),
        open(""),
    ])
    .await;
    let clock = Clock::new();
    let backoff = Backoff::new(Duration::from_secs(1)).max_delay(Duration::from_secs(4));
    let mut events = server.events(&clock).reconnect_backoff(backoff);
    let (mut failures, mut connections) = (Vec::new(), 0);
    while connections < 5 {
        match next(&mut events).await {
            StreamItem::Disconnected(lost) => failures.push(lost.failures),
            StreamItem::Connected => connections += 1,
            _ => {}
        }
    }
    assert_eq!(failures, [1, 2, 3, 4, 1, 2]);
    let limits = [1, 2, 4, 4, 1, 2].map(Duration::from_secs);
    assert!(clock.delays().iter().zip(limits).all(|(wait, limit)| *wait <= limit), "{:?}", clock.delays());
}

#[tokio::test]
async fn connection_that_lasted_long_resets_failures_even_if_quiet() {
    let close = Arc::new(Notify::new());
    let hello = [stream(": hello\n\n"), vec![Act::WaitFor(close.clone())]].concat();
    let server = Server::new([hello]).await;
    let clock = Clock::new();
    let mut events = server.events(&clock);
    connected(&mut events).await;
    for (seconds, failures) in [(31, 1), (0, 2), (29, 3), (31, 1), (31, 1), (0, 2)] {
        clock.advance(Duration::from_secs(seconds));
        close.notify_one();
        assert_eq!(disconnected(&mut events).await.failures, failures, "after {seconds} s");
        connected(&mut events).await;
        gap(&mut events).await;
    }
}

#[tokio::test]
async fn gap_is_as_long_as_the_steady_clock_says() {
    let server = Server::new([stream(""), open("")]).await;
    let clock = Clock::new();
    let mut events = server.events(&clock);
    connected(&mut events).await;
    disconnected(&mut events).await;
    clock.advance(Duration::from_secs(3600));
    connected(&mut events).await;
    let Gap { since, until, .. } = gap(&mut events).await;
    let length = until.duration_since(since).expect("a gap does not end before it starts");
    assert!((Duration::from_secs(3600)..Duration::from_secs(3660)).contains(&length), "{length:?}");
}

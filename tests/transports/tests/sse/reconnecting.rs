//! What happens when a connection is lost.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use super::{
    Act, Clock, Server, connected, disconnected, frame, gap, next, next_event,
    server::{answer, open, stream},
};
use tokio::sync::Notify;
use wsapi_client::events::{Gap, Incoming};

#[tokio::test]
async fn what_is_complete_is_brought_before_the_loss_is_told_and_what_is_not_is_part_of_the_gap() {
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
    assert_eq!(next_event(&mut events).await, "evt_3", "two halves of two connections are no event");
}

#[tokio::test]
async fn each_loss_has_its_gap_from_the_last_byte_to_the_next_connection() {
    let server = Server::new([stream(frame("evt_1")), stream(""), answer("503 Busy", "", ""), open("")]).await;
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
    assert_eq!(first.until, second.since, "nothing came on the connection between them");
    assert!(second.since < second.until);
    assert_eq!(server.headers("last-event-id"), [None, None, None, None]);
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_given_up() {
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
    clock.run_out();
    let lost = disconnected(&mut events).await;
    assert!(lost.error.is_timeout() && lost.failures == 1, "{lost:?}");
    connected(&mut events).await;
    let Gap { since, until, .. } = gap(&mut events).await;
    assert!(before <= since && since <= after && after <= until, "from the last byte on");
    assert_eq!(next_event(&mut events).await, "evt_2");
}

#[tokio::test]
async fn a_comment_is_a_sign_of_life() {
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
    let witness = clock.clone();
    let waiting = tokio::spawn(async move { next_event(&mut events).await });
    until(|| witness.idle_limits() == 1).await;
    comment.notify_one();
    until(|| witness.idle_limits() == 2).await;
    event.notify_one();
    assert_eq!(waiting.await.expect("no panic"), "evt_1");
}

async fn until(condition: impl Fn() -> bool) {
    let met = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(super::LONG, met).await.expect("it happens");
}

#[tokio::test]
async fn the_service_says_how_long_to_stay_away_and_it_stays_said() {
    let busy = answer("503 Service Unavailable", "", "");
    let server = Server::new([stream("retry: 5000\n"), busy, stream("retry: 1000\n\n"), open("")]).await;
    let clock = Clock::new();
    let mut events = server.events(&clock);
    let (mut waits, mut connections) = (Vec::new(), 0);
    while connections < 3 {
        match next(&mut events).await {
            Incoming::Disconnected(lost) => waits.push(lost.retry_in),
            Incoming::Connected => connections += 1,
            _ => {}
        }
    }
    let asked = [5, 5, 1].map(Duration::from_secs);
    assert!(waits.iter().zip(asked).all(|(wait, asked)| asked <= *wait && *wait <= asked + Duration::from_secs(2)));
    assert_eq!(clock.waits(), waits, "and it is waited by the clock of the transport");
}

#[tokio::test]
async fn what_is_numbered_is_resumed_and_leaves_no_gap() {
    let numbered = |id: &str, event: &str| format!("id: {id}\n{}", frame(event));
    let server = Server::new([
        stream(numbered("1", "evt_1") + &numbered("a b", "evt_2") + "id: half\ndata: {}"),
        answer("503 Busy", "", ""),
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
            Incoming::Event(event) => ids.push(event.expect("it can be read").event_id),
            Incoming::Gap(_) => gaps.push(server.requests().len()),
            _ => {}
        }
    }
    assert_eq!(ids, ["evt_1", "evt_2", "evt_3", "evt_4", "evt_5"]);
    let sent = server.headers("last-event-id");
    let sent: Vec<_> = sent.iter().map(Option::as_deref).collect();
    let same = Some("a b");
    assert_eq!(sent, [None, same, same, same, None, None, None], "what no header carries is as good as none");
    assert_eq!(gaps, [5, 6, 7]);
}

#[tokio::test]
async fn failures_are_counted_until_an_event_has_come() {
    let hello = stream(": hello\n\n");
    let server = Server::new([
        hello.clone(),
        hello.clone(),
        answer("503 Busy", "", ""),
        hello,
        stream(frame("evt_1")),
        answer("503 Busy", "", ""),
        open(""),
    ])
    .await;
    let clock = Clock::new();
    let mut events = server.events(&clock).base_delay(Duration::from_secs(1)).max_delay(Duration::from_secs(4));
    let (mut failures, mut connections) = (Vec::new(), 0);
    while connections < 5 {
        match next(&mut events).await {
            Incoming::Disconnected(lost) => failures.push(lost.failures),
            Incoming::Connected => connections += 1,
            _ => {}
        }
    }
    assert_eq!(failures, [1, 2, 3, 4, 1, 2]);
    let limits = [1, 2, 4, 4, 1, 2].map(Duration::from_secs);
    assert!(clock.waits().iter().zip(limits).all(|(wait, limit)| *wait <= limit), "{:?}", clock.waits());
}

#[tokio::test]
async fn a_connection_that_stood_for_long_was_good_even_if_it_was_quiet() {
    let hello = stream(": hello\n\n");
    let server = Server::new([hello.clone(), hello.clone(), hello, open("")]).await;
    // Every connection stands longer than no time at all.
    let mut events = server.events(&Clock::new()).max_delay(Duration::ZERO);
    connected(&mut events).await;
    for _ in 0..3 {
        assert_eq!(disconnected(&mut events).await.failures, 1);
        connected(&mut events).await;
        gap(&mut events).await;
    }
}

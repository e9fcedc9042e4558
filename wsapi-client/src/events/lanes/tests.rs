//! Order within a lane, lanes beside each other, room, and the end.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, atomic::AtomicBool, atomic::Ordering},
};

use tokio::{sync::Barrier, task::JoinSet};

use super::Lanes;

async fn push(lanes: &Lanes<u32>, lane: &str, item: u32) {
    let room = lanes.room().await.expect("it is open");
    lanes.push(room, lane.to_owned(), item).expect("it is open");
}

/// What is handed out at once, as long as nothing of it is dropped.
async fn taken(lanes: &Arc<Lanes<u32>>, count: usize) -> Vec<super::Turn<u32>> {
    let mut turns = Vec::new();
    for _ in 0..count {
        turns.push(lanes.next().await.expect("there is one"));
    }
    turns
}

/// Whether somebody who asks for the next item has to wait.
async fn is_nothing_ready(lanes: &Arc<Lanes<u32>>) -> bool {
    let mut next = std::pin::pin!(lanes.next());
    std::future::poll_fn(|context| std::task::Poll::Ready(next.as_mut().poll(context).is_pending())).await
}

#[tokio::test]
async fn the_next_of_a_lane_waits_for_the_one_before_and_other_lanes_do_not() {
    let lanes = Lanes::new(9);
    for (lane, item) in [("a", 1), ("a", 2), ("b", 3), ("b", 4), ("c", 5)] {
        push(&lanes, lane, item).await;
    }
    let turns = taken(&lanes, 3).await;
    assert_eq!(turns.iter().map(|turn| turn.item).collect::<Vec<_>>(), [1, 3, 5]);
    assert!(is_nothing_ready(&lanes).await);
    drop(turns);
    let turns = taken(&lanes, 2).await;
    assert_eq!(turns.iter().map(|turn| turn.item).collect::<Vec<_>>(), [2, 4]);
    assert!(is_nothing_ready(&lanes).await);
}

#[tokio::test]
async fn an_item_that_comes_while_its_lane_is_in_work_waits_as_well() {
    let lanes = Lanes::new(9);
    push(&lanes, "a", 1).await;
    let turn = lanes.next().await.expect("there is one");
    push(&lanes, "a", 2).await;
    assert!(is_nothing_ready(&lanes).await);
    drop(turn);
    assert_eq!(lanes.next().await.expect("there is one").item, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_workers_keep_the_order_of_each_lane() {
    const WORKERS: usize = 16;
    const LANES: u32 = 12;
    const ITEMS: u32 = 2_400;
    let lanes = Lanes::new(50);
    let seen = Arc::new(Mutex::new(HashMap::<u32, Vec<u32>>::new()));
    let busy: Arc<Vec<AtomicBool>> = Arc::new((0..LANES).map(|_| AtomicBool::new(false)).collect());
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        let (lanes, seen, busy) = (lanes.clone(), seen.clone(), busy.clone());
        workers.spawn(async move {
            while let Some(turn) = lanes.next().await {
                let lane = turn.item % LANES;
                assert!(!busy[lane as usize].swap(true, Ordering::SeqCst), "two are at work in one lane");
                for _ in 0..turn.item % 7 {
                    tokio::task::yield_now().await;
                }
                seen.lock().expect("no panic").entry(lane).or_default().push(turn.item);
                busy[lane as usize].store(false, Ordering::SeqCst);
            }
        });
    }
    for item in 0..ITEMS {
        push(&lanes, &(item % LANES).to_string(), item).await;
    }
    lanes.close();
    while let Some(worker) = workers.join_next().await {
        worker.expect("no panic");
    }
    let seen = seen.lock().expect("no panic");
    assert_eq!(seen.len(), LANES as usize);
    for (lane, items) in seen.iter() {
        let sent: Vec<_> = (0..ITEMS).filter(|item| item % LANES == *lane).collect();
        assert_eq!(*items, sent);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_workers_are_woken_for_lanes_beside_each_other() {
    const WORKERS: usize = 8;
    let lanes = Lanes::new(WORKERS);
    let together = Arc::new(Barrier::new(WORKERS));
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        let (lanes, together) = (lanes.clone(), together.clone());
        workers.spawn(async move {
            while let Some(_turn) = lanes.next().await {
                // Nobody gets on before all are here, each with an item.
                together.wait().await;
            }
        });
    }
    for round in 0..20 {
        for lane in 0..WORKERS {
            push(&lanes, &lane.to_string(), round).await;
        }
    }
    lanes.close();
    while let Some(worker) = workers.join_next().await {
        worker.expect("no panic");
    }
}

#[tokio::test]
async fn there_is_room_for_so_many_until_their_work_is_over() {
    let lanes = Lanes::new(2);
    push(&lanes, "a", 1).await;
    push(&lanes, "a", 2).await;
    let mut room = std::pin::pin!(lanes.room());
    let is_full = std::future::poll_fn(|context| std::task::Poll::Ready(room.as_mut().poll(context).is_pending()));
    assert!(is_full.await);
    let turn = lanes.next().await.expect("there is one");
    let is_full = std::future::poll_fn(|context| std::task::Poll::Ready(room.as_mut().poll(context).is_pending()));
    assert!(is_full.await, "what is in work has its room still");
    drop(turn);
    assert!(room.await.is_some());
    assert!(Lanes::<u32>::new(0).room().await.is_some(), "without any room nothing would ever be done");
}

#[tokio::test]
async fn what_waits_is_handed_out_after_the_end_and_nothing_more_is_taken() {
    let lanes = Lanes::new(3);
    push(&lanes, "a", 1).await;
    push(&lanes, "a", 2).await;
    let room = lanes.room().await.expect("it is open");
    assert!(!lanes.is_closed());
    lanes.close();
    assert!(lanes.is_closed());
    assert!(lanes.room().await.is_none());
    assert_eq!(lanes.push(room, "b".to_owned(), 3), Err(3), "nobody would ever look for it");
    for item in [1, 2] {
        assert_eq!(lanes.next().await.map(|turn| turn.item), Some(item));
    }
    assert!(lanes.next().await.is_none());
    assert!(lanes.next().await.is_none(), "and so for each worker");
}

#[tokio::test]
async fn who_waits_is_told_of_the_end() {
    let lanes = Lanes::<u32>::new(1);
    let mut waiting = JoinSet::new();
    for _ in 0..4 {
        let lanes = lanes.clone();
        waiting.spawn(async move { lanes.next().await.is_none() });
    }
    let room = lanes.room().await.expect("it is open");
    let queued = tokio::spawn({
        let lanes = lanes.clone();
        async move { lanes.room().await.is_none() }
    });
    tokio::task::yield_now().await;
    lanes.close();
    while let Some(is_over) = waiting.join_next().await {
        assert!(is_over.expect("no panic"));
    }
    assert!(queued.await.expect("no panic"));
    drop(room);
}

#[tokio::test]
async fn a_worker_that_dies_frees_its_lane() {
    let lanes = Lanes::new(2);
    push(&lanes, "a", 1).await;
    push(&lanes, "a", 2).await;
    let worker = tokio::spawn({
        let lanes = lanes.clone();
        async move {
            let _turn = lanes.next().await;
            panic!("a bug in the work")
        }
    });
    assert!(worker.await.is_err());
    assert_eq!(lanes.next().await.map(|turn| turn.item), Some(2));
    assert!(lanes.room().await.is_some());
}

#[tokio::test]
async fn what_is_abandoned_is_dropped_at_once_and_what_is_in_work_goes_on() {
    let lanes = Lanes::new(9);
    let items: Vec<_> = (0..3).map(Arc::new).collect();
    for item in &items {
        let room = lanes.room().await.expect("it is open");
        lanes.push(room, "a".to_owned(), item.clone()).expect("it is open");
    }
    let turn = lanes.next().await.expect("there is one");
    lanes.abandon();
    assert_eq!(items.iter().map(Arc::strong_count).collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(*turn.item, 0);
    drop(turn);
    assert!(lanes.next().await.is_none());
}

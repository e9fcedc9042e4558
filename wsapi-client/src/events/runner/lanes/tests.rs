//! Order within a lane, concurrency between lanes, and closing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, atomic::AtomicBool, atomic::Ordering},
};

use tokio::{sync::Barrier, task::JoinSet};

use super::Lanes;

fn push<T: std::fmt::Debug>(lanes: &Lanes<T>, lane: &str, item: T) {
    lanes.push(lane.to_owned(), item, |item| item).expect("the lanes are open");
}

/// Takes items without dropping any of them.
async fn taken(lanes: &Arc<Lanes<u32>>, count: usize) -> Vec<super::Turn<u32>> {
    let mut turns = Vec::new();
    for _ in 0..count {
        turns.push(lanes.next().await.expect("an item"));
    }
    turns
}

/// Returns whether no item is ready.
async fn is_nothing_ready(lanes: &Arc<Lanes<u32>>) -> bool {
    let mut next = std::pin::pin!(lanes.next());
    std::future::poll_fn(|context| std::task::Poll::Ready(next.as_mut().poll(context).is_pending())).await
}

#[tokio::test]
async fn item_waits_for_the_one_before_it_in_its_lane() {
    let lanes = Lanes::new();
    for (lane, item) in [("a", 1), ("a", 2), ("b", 3), ("b", 4), ("c", 5)] {
        push(&lanes, lane, item);
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
async fn item_pushed_while_its_lane_is_processed_waits() {
    let lanes = Lanes::new();
    push(&lanes, "a", 1);
    let turn = lanes.next().await.expect("an item");
    push(&lanes, "a", 2);
    assert!(is_nothing_ready(&lanes).await);
    drop(turn);
    assert_eq!(lanes.next().await.expect("an item").item, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_workers_keep_the_order_of_each_lane() {
    const WORKERS: usize = 16;
    const LANES: u32 = 12;
    const ITEMS: u32 = 2_400;
    let lanes = Lanes::new();
    let seen = Arc::new(Mutex::new(HashMap::<u32, Vec<u32>>::new()));
    let busy: Arc<Vec<AtomicBool>> = Arc::new((0..LANES).map(|_| AtomicBool::new(false)).collect());
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        let (lanes, seen, busy) = (lanes.clone(), seen.clone(), busy.clone());
        workers.spawn(async move {
            while let Some(turn) = lanes.next().await {
                let lane = turn.item % LANES;
                assert!(!busy[lane as usize].swap(true, Ordering::SeqCst), "two workers process one lane");
                for _ in 0..turn.item % 7 {
                    tokio::task::yield_now().await;
                }
                seen.lock().expect("no panic").entry(lane).or_default().push(turn.item);
                busy[lane as usize].store(false, Ordering::SeqCst);
            }
        });
    }
    for item in 0..ITEMS {
        push(&lanes, &(item % LANES).to_string(), item);
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
async fn every_worker_is_woken_for_a_ready_lane() {
    const WORKERS: usize = 8;
    let lanes = Lanes::new();
    let together = Arc::new(Barrier::new(WORKERS));
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        let (lanes, together) = (lanes.clone(), together.clone());
        workers.spawn(async move {
            while let Some(_turn) = lanes.next().await {
                // No worker continues before all of them have an item.
                together.wait().await;
            }
        });
    }
    for round in 0..20 {
        for lane in 0..WORKERS {
            push(&lanes, &lane.to_string(), round);
        }
    }
    lanes.close();
    while let Some(worker) = workers.join_next().await {
        worker.expect("no panic");
    }
}

#[tokio::test]
async fn closed_lanes_return_waiting_items_and_accept_no_more() {
    let lanes = Lanes::new();
    push(&lanes, "a", 1);
    push(&lanes, "a", 2);
    lanes.close();
    assert_eq!(lanes.push("b".to_owned(), 3, |item| item), Err(3));
    for item in [1, 2] {
        assert_eq!(lanes.next().await.map(|turn| turn.item), Some(item));
    }
    assert!(lanes.next().await.is_none());
    assert!(lanes.next().await.is_none(), "every worker gets the same result");
}

#[tokio::test]
async fn closing_wakes_waiting_workers() {
    let lanes = Lanes::<u32>::new();
    let mut waiting = JoinSet::new();
    for _ in 0..4 {
        let lanes = lanes.clone();
        waiting.spawn(async move { lanes.next().await.is_none() });
    }
    tokio::task::yield_now().await;
    lanes.close();
    while let Some(is_over) = waiting.join_next().await {
        assert!(is_over.expect("no panic"));
    }
}

#[tokio::test]
async fn cleared_lane_drops_only_its_items() {
    let lanes = Lanes::new();
    for (lane, item) in [("a", 1), ("a", 2), ("b", 3)] {
        push(&lanes, lane, item);
    }
    let turn = lanes.next().await.expect("an item");
    assert_eq!(turn.item, 1);
    turn.place.clear_lane();
    lanes.close();
    assert_eq!(lanes.next().await.map(|turn| turn.item), Some(3));
    assert!(lanes.next().await.is_none());
}

#[tokio::test]
async fn panicking_worker_frees_its_lane() {
    let lanes = Lanes::new();
    push(&lanes, "a", 1);
    push(&lanes, "a", 2);
    let worker = tokio::spawn({
        let lanes = lanes.clone();
        async move {
            let _turn = lanes.next().await;
            panic!("a bug")
        }
    });
    assert!(worker.await.is_err());
    assert_eq!(lanes.next().await.map(|turn| turn.item), Some(2));
}

#[tokio::test]
async fn cleared_lanes_drop_waiting_items_and_keep_processed_item() {
    let lanes = Lanes::new();
    let items: Vec<_> = (0..3).map(Arc::new).collect();
    for item in &items {
        push(&lanes, "a", item.clone());
    }
    let turn = lanes.next().await.expect("an item");
    lanes.clear();
    assert_eq!(items.iter().map(Arc::strong_count).collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(*turn.item, 0);
    drop(turn);
    assert!(lanes.next().await.is_none());
}

//! Work on all cores.

use std::{
    panic,
    sync::{Mutex, PoisonError},
    thread::{self, ScopedJoinHandle},
};

use crate::problem::Problems;

/// Processes the items independently, on all cores. The results, problems included, are in the order of the items.
pub(crate) fn each<I: Send, O: Send>(
    items: impl IntoIterator<Item = I>,
    problems: &mut Problems,
    work: impl Fn(I, &mut Problems) -> O + Sync,
) -> Vec<O> {
    let items: Vec<I> = items.into_iter().collect();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let items = Mutex::new(items.into_iter().enumerate());
    let take = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = || {
        let mut done = Vec::new();
        while let Some((index, item)) = take() {
            let mut found = Problems::default();
            let output = work(item, &mut found);
            done.push((index, output, found));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        others.into_iter().for_each(|other| done.extend(join(other)));
        done
    });
    done.sort_by_key(|(index, ..)| *index);
    let collect = |(_, output, found)| {
        problems.extend(found);
        output
    };
    done.into_iter().map(collect).collect()
}

/// Waits for a thread; its panic becomes one of this thread.
pub(crate) fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
}

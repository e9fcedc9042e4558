//! Faults for future calls or events.

use std::{borrow::Cow, collections::VecDeque};

/// A fault, and the calls or events to which it applies.
#[derive(Clone, Debug)]
pub(crate) struct Stub<T> {
    /// The operation of the calls, or the type of the events; `None` for all.
    pub(crate) subject: Option<Cow<'static, str>>,
    /// The number of times that it still applies; `None` for always.
    pub(crate) times: Option<u32>,
    /// The probability that it applies, from 0 to 1.
    pub(crate) probability: f64,
    pub(crate) fault: T,
}

/// Returns `true` for a number from 0 to 1.
pub(crate) fn is_probability(number: f64) -> bool {
    (0.0..=1.0).contains(&number)
}

/// Numbered faults, in the order in which they were added.
#[derive(Debug)]
pub(crate) struct Stubs<T> {
    stubs: VecDeque<(u64, Stub<T>)>,
    last: u64,
    seed: u64,
    random: fastrand::Rng,
}

impl<T: Clone> Stubs<T> {
    /// Creates an empty list, with the seed of the simulator.
    pub(super) fn new(seed: u64) -> Self {
        Self { stubs: VecDeque::new(), last: 0, seed, random: fastrand::Rng::with_seed(seed) }
    }

    /// Adds a fault, and returns its number.
    pub(crate) fn add(&mut self, stub: Stub<T>) -> u64 {
        self.last += 1;
        if stub.times != Some(0) {
            self.stubs.push_back((self.last, stub));
        }
        self.last
    }

    /// Removes a fault. Returns `true` if it existed.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let index = self.stubs.iter().position(|(other, _)| *other == number);
        index.and_then(|index| self.stubs.remove(index)).is_some()
    }

    /// Removes all faults. Faults that are added later select the same calls or events as in a new list.
    pub(crate) fn clear(&mut self) {
        self.stubs.clear();
        self.random = fastrand::Rng::with_seed(self.seed);
    }

    /// Iterates over the faults with their numbers.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u64, &Stub<T>)> {
        self.stubs.iter().map(|(number, stub)| (*number, stub))
    }

    /// Takes the fault of the next call or event, with its number.
    pub(super) fn next(&mut self, subject: Option<&str>) -> Option<(u64, T)> {
        self.next_that(subject, |_| true)
    }

    /// Takes the fault of the next call or event, among those that can apply.
    pub(super) fn next_that(&mut self, subject: Option<&str>, can_apply: impl Fn(&T) -> bool) -> Option<(u64, T)> {
        let Self { stubs, random, .. } = self;
        let applies = |(_, stub): &(u64, Stub<T>)| {
            let is_meant = stub.subject.is_none() || stub.subject.as_deref() == subject;
            is_meant && can_apply(&stub.fault) && (stub.probability >= 1.0 || random.f64() < stub.probability)
        };
        let index = stubs.iter().position(applies)?;
        let (number, stub) = &mut stubs[index];
        let taken = (*number, stub.fault.clone());
        if let Some(times) = &mut stub.times {
            *times -= 1;
        }
        if stub.times == Some(0) {
            stubs.remove(index);
        }
        Some(taken)
    }
}

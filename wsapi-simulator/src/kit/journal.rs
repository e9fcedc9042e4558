//! A bounded log.

use std::{collections::VecDeque, sync::Arc};

/// The maximum number of entries. The oldest are dropped.
const MOST_ENTRIES: usize = 10_000;

/// The maximum total size of the entries in bytes.
const MOST_BYTES: usize = 64 << 20;

/// Numbered entries, oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Journal<T> {
    entries: VecDeque<Arc<T>>,
    /// The number of the oldest entry.
    first: u64,
    bytes: usize,
    changes: u64,
}

/// An entry of a journal.
pub(crate) trait Entry: Clone {
    /// Returns the approximate size in bytes, without the fixed size of an entry.
    fn size(&self) -> usize;
}

impl<T> Default for Journal<T> {
    fn default() -> Self {
        Self { entries: VecDeque::new(), first: 1, bytes: 0, changes: 0 }
    }
}

impl<T: Entry> Journal<T> {
    /// Adds an entry, and returns its number.
    pub(crate) fn add(&mut self, entry: T) -> u64 {
        self.changes += 1;
        self.bytes += entry.size();
        self.entries.push_back(Arc::new(entry));
        self.forget_oldest();
        self.first + self.entries.len() as u64 - 1
    }

    fn forget_oldest(&mut self) {
        while self.entries.len() > MOST_ENTRIES || (self.bytes > MOST_BYTES && self.entries.len() > 1) {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.bytes -= oldest.size();
            self.first += 1;
        }
    }

    /// Changes an entry, unless it was dropped.
    pub(crate) fn change(&mut self, number: u64, change: impl FnOnce(&mut T)) {
        let index = number.checked_sub(self.first).and_then(|index| usize::try_from(index).ok());
        if let Some(entry) = index.and_then(|index| self.entries.get_mut(index)) {
            let before = entry.size();
            change(Arc::make_mut(entry));
            self.bytes = self.bytes + entry.size() - before;
            self.changes += 1;
            self.forget_oldest();
        }
    }

    /// Returns the entry with a number, unless it was dropped.
    #[cfg(feature = "server")]
    pub(crate) fn get(&self, number: u64) -> Option<Arc<T>> {
        self.entries.get(usize::try_from(number.checked_sub(self.first)?).ok()?).cloned()
    }

    /// Returns the number of changes so far.
    #[cfg(feature = "server")]
    pub(crate) fn changes(&self) -> u64 {
        self.changes
    }

    /// Iterates over the entries with their numbers. A clone of an entry is cheap, and needs no lock.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &Arc<T>)> {
        self.entries.iter().enumerate().map(|(index, entry)| (self.first + index as u64, entry))
    }

    /// Removes all entries. Their numbers are not reused.
    pub(crate) fn clear(&mut self) {
        self.first += self.entries.len() as u64;
        self.entries.clear();
        self.bytes = 0;
        self.changes += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Journal, MOST_BYTES, MOST_ENTRIES};

    impl Entry for usize {
        fn size(&self) -> usize {
            *self
        }
    }

    #[test]
    fn oldest_entries_are_dropped() {
        let mut journal = Journal::default();
        for number in 1..=MOST_ENTRIES + 5 {
            assert_eq!(journal.add(0_usize), number as u64);
        }
        assert_eq!(journal.iter().count(), MOST_ENTRIES);
        assert_eq!(journal.iter().next().map(|(number, _)| number), Some(6));
        journal.change(1, |_| panic!("the entry was dropped"));
    }

    #[test]
    fn large_entries_evict_older_ones_but_the_newest_is_kept() {
        let mut journal = Journal::default();
        journal.add(1_usize);
        journal.add(MOST_BYTES + 1);
        assert_eq!(journal.iter().map(|(number, size)| (number, **size)).collect::<Vec<_>>(), [(2, MOST_BYTES + 1)]);
        journal.clear();
        assert_eq!(journal.add(3), 3);
    }
}

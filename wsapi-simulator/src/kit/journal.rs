//! A record of the past that does not grow.

use std::collections::VecDeque;

/// The most entries that are kept. The oldest are forgotten.
const MOST_ENTRIES: usize = 10_000;

/// The most bytes that the entries may have together.
const MOST_BYTES: usize = 64 << 20;

/// Entries with the numbers under which they were added, the oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Journal<T> {
    entries: VecDeque<T>,
    /// The number of the oldest entry.
    first: u64,
    bytes: usize,
}

/// Something that a journal keeps.
pub(crate) trait Entry {
    /// About how many bytes it takes, besides what every entry takes. It never changes.
    fn size(&self) -> usize;
}

impl<T> Default for Journal<T> {
    fn default() -> Self {
        Self { entries: VecDeque::new(), first: 1, bytes: 0 }
    }
}

impl<T: Entry> Journal<T> {
    /// Adds an entry, and returns its number.
    pub(crate) fn add(&mut self, entry: T) -> u64 {
        self.bytes += entry.size();
        self.entries.push_back(entry);
        while self.entries.len() > MOST_ENTRIES || (self.bytes > MOST_BYTES && self.entries.len() > 1) {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.bytes -= oldest.size();
            self.first += 1;
        }
        self.first + self.entries.len() as u64 - 1
    }

    /// Changes an entry, unless it was forgotten.
    pub(crate) fn change(&mut self, number: u64, change: impl FnOnce(&mut T)) {
        let index = number.checked_sub(self.first).and_then(|index| usize::try_from(index).ok());
        if let Some(entry) = index.and_then(|index| self.entries.get_mut(index)) {
            change(entry);
        }
    }

    /// The entries with their numbers.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &T)> {
        self.entries.iter().enumerate().map(|(index, entry)| (self.first + index as u64, entry))
    }

    /// Forgets all entries. Their numbers are not used again.
    pub(crate) fn clear(&mut self) {
        self.first += self.entries.len() as u64;
        self.entries.clear();
        self.bytes = 0;
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
    fn oldest_entries_are_forgotten() {
        let mut journal = Journal::default();
        for number in 1..=MOST_ENTRIES + 5 {
            assert_eq!(journal.add(0_usize), number as u64);
        }
        assert_eq!(journal.iter().count(), MOST_ENTRIES);
        assert_eq!(journal.iter().next().map(|(number, _)| number), Some(6));
        journal.change(1, |_| panic!("it was forgotten"));
    }

    #[test]
    fn large_entries_displace_older_ones_but_the_newest_is_kept() {
        let mut journal = Journal::default();
        journal.add(1_usize);
        journal.add(MOST_BYTES + 1);
        assert_eq!(journal.iter().collect::<Vec<_>>(), [(2, &(MOST_BYTES + 1))]);
        journal.clear();
        assert_eq!(journal.add(3), 3);
    }
}

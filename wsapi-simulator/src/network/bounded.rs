//! Bounded maps and sets: the oldest entries are dropped.

use std::hash::Hash;

use indexmap::{IndexMap, IndexSet};

/// Adds an entry as the newest one. If there are more than `most` entries, the oldest is dropped.
pub(crate) fn insert<K: Hash + Eq, V>(map: &mut IndexMap<K, V>, key: K, value: V, most: usize) {
    map.shift_remove(&key);
    if map.len() >= most {
        map.shift_remove_index(0);
    }
    map.insert(key, value);
}

/// Adds a value as the newest one. If there are more than `most` values, the oldest is dropped.
pub(crate) fn add<K: Hash + Eq>(set: &mut IndexSet<K>, value: K, most: usize) {
    set.shift_remove(&value);
    if set.len() >= most {
        set.shift_remove_index(0);
    }
    set.insert(value);
}

#[cfg(test)]
mod tests {
    use indexmap::{IndexMap, IndexSet};

    #[test]
    fn entry_that_is_set_again_is_the_newest() {
        let (mut map, mut set) = (IndexMap::new(), IndexSet::new());
        for key in [1, 2, 1, 3] {
            super::insert(&mut map, key, (), 2);
            super::add(&mut set, key, 2);
        }
        assert_eq!(map.keys().collect::<Vec<_>>(), [&1, &3]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [&1, &3]);
    }
}

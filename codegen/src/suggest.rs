//! Suggests corrections of misspelled words, and lists what is allowed.

use std::borrow::Borrow;

/// The candidate closest to a word, if one is close enough to be worth a hint.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distances = candidates.into_iter().filter_map(|candidate| {
        let longest = word.chars().count().max(candidate.chars().count());
        // No key or name worth a hint is longer, and the cost grows with the product of the lengths.
        if longest > 64 {
            return None;
        }
        let distance = strsim::osa_distance(&word.to_lowercase(), &candidate.to_lowercase());
        (distance <= (longest / 3).min(3)).then_some((distance, candidate))
    });
    distances.min_by_key(|(distance, _)| *distance).map(|(_, near)| near)
}

/// A hint that suggests the closest candidate, or else the other hint.
pub(crate) fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, other: &str) -> String {
    nearest(word, candidates).map_or_else(|| other.to_owned(), |near| format!("did you mean `{near}`?"))
}

/// Joins words as in a sentence: "a, b or c". `last` precedes the last word.
pub fn listed<T: Borrow<str>>(words: &[T], last: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.borrow().to_owned(),
        [others @ .., word] => format!("{} {last} {}", others.join(", "), word.borrow()),
    }
}

/// Joins names like [`listed`], each in backticks.
pub(crate) fn names(names: &[&str], last: &str) -> String {
    listed(&Vec::from_iter(names.iter().map(|name| format!("`{name}`"))), last)
}

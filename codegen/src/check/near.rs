//! Finds the word that was probably meant.

/// The candidate nearest to a word, if one is near enough to be worth a hint.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let distances = candidates.into_iter().map(|candidate| (distance(word, candidate), candidate));
    distances.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance).map(|(_, near)| near)
}

/// A hint that asks whether the nearest candidate was meant, or else the other hint.
pub(super) fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, other: &str) -> String {
    match nearest(word, candidates) {
        Some(near) => format!("did you mean `{near}`?"),
        None => other.to_owned(),
    }
}

/// How many characters must be put in, taken out or replaced (Levenshtein), whatever their case.
fn distance(from: &str, to: &str) -> usize {
    // No key or name worth a hint is longer, and the cost grows with the product of the lengths.
    const LONGEST: usize = 64;
    let [from, to] = [from, to].map(|word| word.to_lowercase().chars().take(LONGEST).collect::<Vec<_>>());
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, have) in from.iter().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        row[0] = left;
        for (cell, want) in row[1..].iter_mut().zip(&to) {
            let replaced = diagonal + usize::from(have != want);
            diagonal = *cell;
            left = replaced.min(left + 1).min(diagonal + 1);
            *cell = left;
        }
    }
    row[to.len()]
}

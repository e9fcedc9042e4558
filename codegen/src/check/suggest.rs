//! Suggests the word that was probably meant.

/// The candidate nearest to a word, if one is near enough to be worth a hint.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distances = candidates.into_iter().filter_map(|candidate| {
        let longest = word.chars().count().max(candidate.chars().count());
        let distance = distance(word, candidate);
        (distance <= (longest / 3).min(3)).then_some((distance, candidate))
    });
    distances.min_by_key(|(distance, _)| *distance).map(|(_, near)| near)
}

/// A hint that asks whether the nearest candidate was meant, or else the other hint.
pub(super) fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, other: &str) -> String {
    match nearest(word, candidates) {
        Some(near) => format!("did you mean `{near}`?"),
        None => other.to_owned(),
    }
}

/// How many characters must be put in, taken out, replaced or swapped with their neighbour, whatever their case.
fn distance(from: &str, to: &str) -> usize {
    // No key or name worth a hint is longer, and the cost grows with the product of the lengths.
    const LONGEST: usize = 64;
    let [from, to] = [from, to].map(|word| word.to_lowercase().chars().take(LONGEST).collect::<Vec<_>>());
    let mut rows = vec![(0..=to.len()).collect::<Vec<usize>>()];
    for i in 1..=from.len() {
        let mut row = vec![i];
        for j in 1..=to.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

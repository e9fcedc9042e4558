//! Work on all cores.

use rayon::prelude::*;

use crate::problem::Problems;

/// Processes the items independently, on all cores. The results, problems included, are in the order of the items.
pub(crate) fn each<I: Send, O: Send>(
    items: impl IntoIterator<Item = I>,
    problems: &mut Problems,
    work: impl Fn(I, &mut Problems) -> O + Sync,
) -> Vec<O> {
    let strictness = problems.strictness;
    let work = |item| {
        let mut found = Problems::new(strictness);
        (work(item, &mut found), found)
    };
    let done: Vec<_> = Vec::from_iter(items).into_par_iter().map(work).collect();
    let (outputs, found): (Vec<_>, Vec<_>) = done.into_iter().unzip();
    found.into_iter().for_each(|found| problems.extend(found));
    outputs
}

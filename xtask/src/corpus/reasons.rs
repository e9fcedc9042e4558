//! The most frequent reasons why operations are skipped.

use std::collections::BTreeMap;

use super::{
    Row,
    child::{self, Outcome},
};
use crate::table::Table;

/// The number of reasons in the table.
const MOST: usize = 20;

/// The number of times that a reason occurs.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    operations: usize,
    documents: usize,
}

/// A table of reasons, the most frequent ones first; `None` if nothing was skipped.
pub(super) fn print(rows: &[Row]) -> Option<String> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for row in rows {
        let Outcome::Generated(measured) = &row.outcome else { continue };
        let place = format!("{}:", child::name(&row.document.path));
        let mut here: BTreeMap<String, usize> = BTreeMap::new();
        for reason in &measured.skipped {
            *here.entry(general(reason, &place)).or_default() += 1;
        }
        for (reason, operations) in here {
            let count = counts.entry(reason).or_default();
            count.operations += operations;
            count.documents += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    // The sort is stable: reasons with the same count remain in alphabetical order.
    counts.sort_by(|(_, one), (_, other)| other.cmp(one));
    let mut table = Table::new(&["operations", "documents", "reason"]);
    for (reason, Count { operations, documents }) in counts.iter().take(MOST) {
        table.add([operations.to_string(), documents.to_string()], reason.as_str());
    }
    (!counts.is_empty()).then(|| table.print())
}

/// The message without the names and places of one document: `…` replaces a place, and everything in backticks.
fn general(message: &str, place: &str) -> String {
    let without_place = message.split_once(place).map(|(before, _)| format!("{before}…"));
    let message = without_place.as_deref().unwrap_or(message);
    // The odd parts are in backticks, except for an unclosed one.
    let parts: Vec<&str> = message.split('`').collect();
    let last = parts.len() - 1;
    let general = |(index, part): (usize, &&str)| match index % 2 == 1 && index < last {
        true => "…".to_owned(),
        false => (*part).to_owned(),
    };
    parts.iter().enumerate().map(general).collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::general;

    #[test]
    fn names_and_places_do_not_make_reasons_different() {
        let general = |message| general(message, "pets.yaml:");
        assert_eq!(general("the parameter `id` is in `cookie`"), "the parameter `…` is in `…`");
        assert_eq!(general("`a` is already at pets.yaml:7: /paths"), "`…` is already at …");
        assert_eq!(general("no end of ` this"), "no end of ` this");
        assert_eq!(general("plain"), "plain");
    }
}

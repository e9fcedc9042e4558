//! Parses the output of `cargo semver-checks`.

use std::collections::BTreeSet;

use serde::Serialize;

/// A change that breaks code, according to the program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Break {
    /// The id of its lint: `inherent_method_missing`.
    pub(crate) lint: String,
    /// The title of the lint: `pub method removed or renamed`.
    pub(crate) title: String,
    /// The item and its location: `Groups::list, previously in file …`.
    pub(crate) item: String,
}

impl Break {
    /// Returns the identifiers that name the item.
    pub(super) fn words(&self) -> BTreeSet<&str> {
        let item = self.item.split(", previously in").next().unwrap_or_default();
        let names = item.split_whitespace().filter(|word| !word.contains(['/', '\\']));
        names.flat_map(|word| word.split(|char: char| char != '_' && !char.is_alphanumeric())).collect()
    }

    /// Returns whether a whole type is gone, and with it everything in it.
    pub(super) fn is_missing_type(&self) -> bool {
        ["struct_missing", "enum_missing"].contains(&self.lint.as_str())
    }
}

/// Returns the breaks in the standard output. Each lint has a line `--- failure ID: TITLE ---`, a description, the line
/// `Failed in:`, and one indented line for each item. Warnings have `warning` instead of `failure` and are left out.
pub(super) fn breaks(text: &str) -> Vec<Break> {
    let mut breaks = Vec::new();
    for section in sections(text) {
        let Some((lint, title)) = section[0].strip_prefix("--- failure ").and_then(|head| head.split_once(": ")) else {
            continue;
        };
        let title = title.trim_end_matches(" ---");
        let items = section.iter().skip_while(|line| **line != "Failed in:").skip(1);
        let mut items: Vec<&str> = items.filter_map(|line| line.strip_prefix("  ")).map(str::trim).collect();
        if items.is_empty() {
            // A failed lint is never left out, even if its items cannot be parsed.
            items.push("");
        }
        let one = |item: &str| Break { lint: lint.to_owned(), title: title.to_owned(), item: item.to_owned() };
        breaks.extend(items.into_iter().map(one));
    }
    breaks.sort();
    breaks
}

/// Returns the lines of each lint, starting with its heading.
fn sections(text: &str) -> Vec<Vec<&str>> {
    let mut sections: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        match sections.last_mut() {
            _ if line.starts_with("--- ") && line.ends_with(" ---") => sections.push(vec![line]),
            Some(section) => section.push(line),
            None => {}
        }
    }
    sections
}

/// Returns the errors in the standard error, or else its last line. Errors with a code come from the compiler and
/// explain the others, so they are preferred.
pub(super) fn reason(text: &str) -> String {
    let errors = |start: &str| {
        let lines = text.lines().map(str::trim).filter(|line| line.starts_with(start)).take(5);
        lines.collect::<Vec<_>>().join("\n")
    };
    let last = || text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default().to_owned();
    [errors("error["), errors("error"), last()].into_iter().find(|reason| !reason.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{breaks, reason};

    #[test]
    fn failures_are_reported_and_warnings_are_not() {
        let text = "\n\
            --- failure inherent_method_missing: pub method removed or renamed ---\n\n\
            Description:\nA publicly-visible method is gone.\n        ref: https://doc.rust-lang.org\n\n\
            Failed in:\n  \
            Groups::list, previously in file /old/groups.rs:57\n  \
            Call::limit, previously in file /old/groups.rs:90\n\n\
            --- warning partial_ord_enum_variants_reordered: variants reordered ---\n\n\
            Failed in:\n  State::Open in /new/state.rs:7\n";
        let items: Vec<_> = breaks(text).into_iter().map(|one| (one.lint, one.item)).collect();
        let expected =
            ["Call::limit, previously in file /old/groups.rs:90", "Groups::list, previously in file /old/groups.rs:57"];
        assert_eq!(items, expected.map(|item| ("inherent_method_missing".to_owned(), item.to_owned())));
    }

    #[test]
    fn failure_without_a_list_of_items_is_reported() {
        let found = breaks("--- failure feature_missing: package feature removed ---\n\nFailed in:\n{ \"name\": 1 }\n");
        assert_eq!((found.len(), found[0].title.as_str()), (1, "package feature removed"));
    }

    #[test]
    fn words_are_the_identifiers_without_the_location() {
        let text =
            "--- failure a: b ---\nFailed in:\n  wsapi_client::types::Page::new takes 1 parameters in /x/pets.rs:1\n";
        let found = breaks(text);
        let words = found[0].words();
        assert!(words.contains("Page") && words.contains("new") && !words.contains("pets"), "{words:?}");
    }

    #[test]
    fn reason_is_the_error_lines_or_the_last_line() {
        let text = "note\nerror: running cargo-doc failed\nerror[E0425]: not found\n --> x\nerror: aborting\n";
        assert_eq!(reason(text), "error[E0425]: not found");
        assert_eq!(reason("note\nerror: unsupported format\nnote\n"), "error: unsupported format");
        assert_eq!(reason("first\nlast\n\n"), "last");
    }
}

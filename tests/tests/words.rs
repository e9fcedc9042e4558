//! The documentation of the SDK: its size, and sentences that recur.

use xtask::{
    words::{WORDS, measure},
    workspace,
};

#[test]
fn documentation_of_resources_is_short() {
    let words = measure(&workspace::root()).unwrap().words;
    assert!(WORDS.contains(&words), "expected {WORDS:?} words, found {words}; `cargo xtask words` shows more");
}

#[test]
fn no_sentence_recurs_in_the_documentation() {
    let recurring = measure(&workspace::root()).unwrap().recurring;
    assert!(recurring.is_empty(), "{recurring:#?}");
}

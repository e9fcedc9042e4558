//! The golden cases of the generator: each folder below `tests/cases` is a test with the name of its folder.
//!
//! An `ok` case compares the generated files with `expected.rs` and the warnings with `warnings.txt`. The documents are
//! read as `regen` reads foreign ones. Without a `warnings.txt`, no warnings are expected. Most documents name neither a
//! class nor a credential, so the two warnings about that are compared only in the case `keys-and-classes`.
//!
//! An `err` case compares the problems with `expected.txt`. The documents are read as `regen` reads the committed ones.
//!
//! With `UPDATE_EXPECT=1` in the environment, the files are rewritten.

mod broken;
mod case;
mod compiled;
mod golden;
mod output;
mod update;

use libtest_mimic::{Arguments as Options, Failed, Trial};

use crate::case::{Case, Kind};

fn main() {
    let ok = Case::all(Kind::Ok).into_iter().map(|case| trial(case, golden::ok));
    let err = Case::all(Kind::Err).into_iter().map(|case| trial(case, golden::err));
    let others = [
        Trial::test("generated_code_passes_clippy", compiled::generated_code_passes_clippy),
        Trial::test("document_prose_survives_rustdoc", compiled::document_prose_survives_rustdoc),
        Trial::test("truncated_document_does_not_panic", broken::truncated_document_does_not_panic),
        Trial::test("unexpected_value_does_not_panic", broken::unexpected_value_does_not_panic),
    ];
    // The slowest tests are started first.
    let trials = others.into_iter().chain(ok).chain(err).collect();
    libtest_mimic::run(&Options::from_args(), trials).exit();
}

fn trial(case: Case, test: fn(&Case) -> Result<(), Failed>) -> Trial {
    Trial::test(case.name(), move || test(&case))
}

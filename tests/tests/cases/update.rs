//! Expected files: compared, or rewritten with `UPDATE_EXPECT=1`.

use std::{env, fs, io, path::Path};

use libtest_mimic::Failed;
use similar::TextDiff;
use xtask::workspace;

use crate::case::Case;

/// The comparison of one case with the files in its folder.
#[derive(Debug)]
pub(crate) struct Comparison<'a> {
    case: &'a Case,
    differences: String,
}

impl<'a> Comparison<'a> {
    pub(crate) fn of(case: &'a Case) -> Self {
        Self { case, differences: String::new() }
    }

    /// Compares a file with the text that was found. A missing file equals an empty one.
    pub(crate) fn compare(&mut self, file: &str, found: &str) {
        let path = self.case.folder.join(file);
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected == found {
            return;
        }
        if env::var_os("UPDATE_EXPECT").is_some() {
            write(&path, found).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            return;
        }
        let diff = TextDiff::from_lines(expected.as_str(), found);
        let diff = diff.unified_diff().header(&workspace::shown(&path), "found").to_string();
        self.differences.push_str(&diff);
    }

    /// Fails with all differences, and with the command that accepts them.
    pub(crate) fn conclude(self) -> Result<(), Failed> {
        if self.differences.is_empty() {
            return Ok(());
        }
        let name = self.case.name();
        let remedy = format!(
            "review the difference, and accept it with\n    \
             UPDATE_EXPECT=1 cargo test -p wsapi-tests --test cases -- --exact {name}"
        );
        Err(format!("{}\n{remedy}", self.differences).into())
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if text.is_empty() { fs::remove_file(path) } else { fs::write(path, text) }
}

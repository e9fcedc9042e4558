//! Compiles the output of all documents, each as its own crate.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    compile::{self, Judge, Tree},
    files, report,
};

/// The number of crates that one run of cargo compiles. Only their files are in memory at once.
const GROUP: usize = 8;

/// The output of one document, which becomes a crate.
#[derive(Debug)]
pub(super) struct Output {
    /// The name of the crate.
    pub(super) name: String,
    pub(super) folder: PathBuf,
}

/// The first error of each output, or `None` if it compiles, in the order of the outputs.
pub(super) fn first_errors(outputs: &[Output]) -> Result<Vec<Option<String>>> {
    let mut errors = Vec::new();
    for group in outputs.chunks(GROUP) {
        report::warn(&format!("compiling {} to {} of {}", errors.len() + 1, errors.len() + group.len(), outputs.len()));
        let trees = group.iter().map(Output::tree).collect::<Result<Vec<_>>>()?;
        match check(&trees) {
            None => errors.extend(group.iter().map(|_| None)),
            // Crates that have compiled are not compiled again. If a run has one crate, all errors are in that crate.
            Some(_) => errors.extend(trees.chunks(1).map(check)),
        }
    }
    Ok(errors)
}

impl Output {
    fn tree(&self) -> Result<Tree> {
        Ok(Tree { name: self.name.clone(), files: files::read(&self.folder)?.into_iter().collect() })
    }
}

fn check(trees: &[Tree]) -> Option<String> {
    let error = compile::check("corpus", trees, Judge::Check).err()?;
    Some(first_error(&format!("{error:#}")))
}

/// The first error of the compiler and its place.
fn first_error(text: &str) -> String {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("error"));
    let Some(message) = lines.next() else { return text.lines().next().unwrap_or_default().to_owned() };
    match lines.next().and_then(|line| line.trim_start().strip_prefix("--> ")) {
        Some(place) => format!("{message} ({place})"),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::first_error;

    #[test]
    fn first_error_has_its_message_and_place() {
        let text = "the generated code does not compile (exit status: 101):\nwarning: unused\n --> a.rs:1:1\n\n\
                    error[E0308]: mismatched types\n  --> pets/src/generated/types.rs:3:9\n   |\n\nerror: other\n";
        assert_eq!(first_error(text), "error[E0308]: mismatched types (pets/src/generated/types.rs:3:9)");
    }

    #[test]
    fn failure_without_an_error_of_the_compiler_is_shown_as_it_is() {
        assert_eq!(first_error("running cargo: not found"), "running cargo: not found");
    }
}

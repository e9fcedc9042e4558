//! `cargo xtask words`: the size of the documentation of the resources, and sentences that recur in the documentation.

mod attributes;
pub mod markdown;
pub mod source;
mod text;

use std::{
    collections::BTreeMap,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail, ensure};
use clap::Args;

use crate::{report, workspace};

/// The crates with documentation for users.
const CRATES: [&str; 2] = ["wsapi-client", "wsapi-simulator"];

/// The folder of the resources.
const RESOURCES: &str = "wsapi-client/src/generated/resources";

/// The fewest and the most words that the documentation of the resources may have. Fewer would mean that some were not
/// counted.
pub const WORDS: RangeInclusive<usize> = 3_000..=7_000;

/// The most words of a sentence that may recur, and the most places in which a longer one may appear.
const SHORT: usize = 8;
const MOST_PLACES: usize = 10;

/// The options of the command
#[derive(Debug, Args)]
pub struct Options {
    /// The root of another copy of the repository
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// The measured documentation.
#[derive(Debug)]
pub struct Measured {
    /// The words of the resources, without examples.
    pub words: usize,
    /// Those in sections about errors.
    pub words_about_errors: usize,
    /// Each sentence that is too long to be in so many places.
    pub recurring: Vec<Recurring>,
}

/// A sentence, and the files that contain it.
#[derive(Debug)]
pub struct Recurring {
    /// The text without links and emphasis.
    pub sentence: String,
    /// The number of places.
    pub places: usize,
    /// The files, without duplicates.
    pub files: Vec<String>,
}

/// Prints the measured numbers, and fails if one is too large.
pub fn words(options: &Options) -> Result<()> {
    let measured = measure(options.root.as_deref().unwrap_or(&workspace::root()))?;
    let Measured { words, words_about_errors, .. } = measured;
    report::say(&format!("the resources have {words} words, {words_about_errors} of them in sections about errors"));
    for Recurring { sentence, places, files } in &measured.recurring {
        report::say(&format!("in {places} places: {sentence}\n    {}", files.join("\n    ")));
    }
    let (fewest, most) = (WORDS.start(), WORDS.end());
    ensure!(WORDS.contains(&words), "expected {fewest} to {most} words in the resources, found {words}");
    if !measured.recurring.is_empty() {
        bail!("{} recur in the documentation", report::counted(measured.recurring.len(), "sentence"));
    }
    Ok(())
}

/// Measures the documentation of all crates below the root of a repository.
pub fn measure(root: &Path) -> Result<Measured> {
    let mut sentences: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    let (mut words, mut words_about_errors) = (0, 0);
    for name in CRATES {
        for block in source::read(root, name)? {
            let parsed = text::parse(&block.text);
            ensure!(!parsed.is_truncated, "{}: a code block has no end", block.file);
            if block.file.starts_with(RESOURCES) {
                words += parsed.words;
                words_about_errors += parsed.words_about_errors;
            }
            for sentence in parsed.sentences {
                sentences.entry(sentence).or_default().push((block.file.clone(), block.places));
            }
        }
    }
    let is_long = |sentence: &str| text::words(sentence) > SHORT;
    let recurring = sentences.into_iter().filter(|(sentence, _)| is_long(sentence)).map(|(sentence, found)| {
        let places = found.iter().map(|(_, places)| places).sum();
        let mut files = Vec::from_iter(found.into_iter().map(|(file, _)| file));
        files.dedup();
        Recurring { sentence, places, files }
    });
    let recurring = recurring.filter(|recurring| recurring.places > MOST_PLACES).collect();
    Ok(Measured { words, words_about_errors, recurring })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::measure;

    /// Measures two crates whose roots have the given docs.
    fn measured(first: &str, second: &str) -> anyhow::Result<Vec<(String, usize)>> {
        let folder = tempfile::tempdir()?;
        for (name, text) in [("wsapi-client", first), ("wsapi-simulator", second)] {
            fs::create_dir_all(folder.path().join(name).join("src"))?;
            fs::write(folder.path().join(name).join("src/lib.rs"), text)?;
        }
        let recurring = measure(folder.path())?.recurring.into_iter();
        Ok(recurring.map(|recurring| (recurring.sentence, recurring.places)).collect())
    }

    #[test]
    fn sentences_of_both_crates_are_counted_together() {
        let sentence = "This sentence has more than eight words, so it may not recur.";
        let items =
            |count| (0..count).map(|index| format!("/// {sentence}\npub struct S{index};\n")).collect::<String>();
        assert!(measured(&items(5), &items(5)).unwrap().is_empty());
        assert_eq!(measured(&items(5), &items(6)).unwrap(), [(sentence.to_owned(), 11)]);
    }

    #[test]
    fn code_block_without_an_end_is_an_error() {
        let error = measured("//! One.\n//! ```\n//! let x = 1;\n", "").unwrap_err();
        assert_eq!(error.to_string(), "wsapi-client/src/lib.rs: a code block has no end");
    }
}

//! A case: a folder with documents.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use wsapi_codegen::{Input, Source, Strictness};

/// The file names of documents, in the order in which they are read.
const DOCUMENTS: [&str; 3] = ["spec.yaml", "spec.json", "second.yaml"];

/// The kind of result that a case shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The generated files.
    Ok,
    /// The problems.
    Err,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ok => "ok",
            Self::Err => "err",
        })
    }
}

/// The documents in a folder.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) kind: Kind,
    /// The name of the folder.
    pub(crate) title: String,
    pub(crate) folder: PathBuf,
    pub(crate) input: Input,
}

impl Case {
    /// The cases of a kind, sorted by name.
    pub(crate) fn all(kind: Kind) -> Vec<Self> {
        let entries = fs::read_dir(root().join("cases").join(kind.to_string())).expect("the cases can be listed");
        let folders = entries.map(|entry| entry.expect("the cases can be listed").path());
        let mut cases: Vec<Self> = folders.map(|folder| Self::read(kind, folder)).collect();
        cases.sort_by(|a, b| a.title.cmp(&b.title));
        cases
    }

    /// A large document that has nothing to do with WSAPI.
    pub(crate) fn foreign() -> Self {
        Self::read(Kind::Ok, root().join("foreign"))
    }

    fn read(kind: Kind, folder: PathBuf) -> Self {
        let read = |name: &str| {
            let text = fs::read_to_string(folder.join(name)).ok()?;
            Some(Source { name: name.to_owned(), text })
        };
        let documents: Vec<Source> = DOCUMENTS.into_iter().filter_map(read).collect();
        assert!(!documents.is_empty(), "{} has none of {}", folder.display(), DOCUMENTS.join(", "));
        let strictness = match kind {
            Kind::Ok => Strictness::Lenient,
            Kind::Err => Strictness::Strict,
        };
        let input = Input { documents, overlay: read("overlay.yaml"), strictness, ..Input::default() };
        let title = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { kind, title, folder, input }
    }

    /// The name of the test.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.kind, self.title)
    }
}

/// The folder of the package.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

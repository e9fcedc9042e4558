//! One of the two versions that are compared.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use wsapi_codegen::{
    Input, Source, Strictness, Unsupported,
    api::Api,
    problem::{NOT_REVIEWED, Problem, Report},
};

use crate::{
    fetch,
    git::Git,
    inputs::{self, OVERLAY},
    report, workspace,
};

/// The prefix of a revision, which is required if a file or a folder has the same name.
const REVISION: &str = "git:";

/// A version of the documents.
#[derive(Clone, Debug)]
pub struct Version {
    /// The name that the caller gave.
    pub name: String,
    /// The API that its documents describe.
    pub api: Api,
    /// Problems of overlay actions that match or change nothing in it.
    pub overlay: Vec<Problem>,
    /// The warnings, including those that a strict run rejects.
    pub(crate) warnings: Vec<Problem>,
    /// The git revision, if it is one.
    pub(super) revision: Option<String>,
    /// Its documents and the overlay.
    pub(super) input: Input,
}

/// The texts of a version.
struct Texts {
    name: String,
    documents: Vec<Source>,
    overlay: Option<Source>,
    revision: Option<String>,
    /// `true` if the caller named a single document.
    is_file: bool,
}

impl Texts {
    /// Reads a file, a folder or a git revision. A name with the prefix `git:` is always a revision.
    fn read(name: &str) -> Result<Self> {
        let path = Path::new(name);
        let is_revision = name.starts_with(REVISION);
        let is_file = !is_revision && path.is_file();
        if is_revision || !(is_file || path.is_dir()) {
            return Self::of_revision(name.strip_prefix(REVISION).unwrap_or(name));
        }
        let git = Git::new(workspace::root());
        if git.code(&["rev-parse", "--quiet", "--verify", "--end-of-options", &format!("{name}^{{commit}}")]) == Some(0)
        {
            let noun = if is_file { "file" } else { "folder" };
            report::warn(&format!(
                "warning: `{name}` is a {noun} and a git revision: for the revision, use `git:{name}`"
            ));
        }
        let (documents, overlay) = if is_file { (vec![inputs::source(path)?], None) } else { in_folder(path)? };
        Ok(Self { name: name.to_owned(), documents, overlay, revision: None, is_file })
    }

    fn of_revision(revision: &str) -> Result<Self> {
        let (documents, overlay) = in_revision(revision)?;
        let name = revision.to_owned();
        Ok(Self { revision: Some(name.clone()), name, documents, overlay, is_file: false })
    }

    fn committed() -> Result<Self> {
        let (documents, overlay) = in_folder(&workspace::documents())?;
        Ok(Self { name: "openapi".to_owned(), documents, overlay, revision: None, is_file: false })
    }

    /// If the other version is a single file, keeps only the document with its name. The others are not reported as
    /// removed.
    fn narrow(&mut self, other: &Self) -> Result<()> {
        let [only] = &other.documents[..] else { return Ok(()) };
        if !other.is_file || self.documents.len() < 2 {
            return Ok(());
        }
        let name = file_name(&only.name);
        let known: Vec<_> = self.documents.iter().map(|document| file_name(&document.name).to_owned()).collect();
        self.documents.retain(|document| file_name(&document.name) == name);
        let (known, version) = (known.join(", "), &self.name);
        ensure!(
            !self.documents.is_empty(),
            "{version} has no document `{name}` to compare {} with: rename it to one of {known}, or name a folder",
            other.name
        );
        self.name = format!("{version} (only {name})");
        Ok(())
    }

    fn version(self) -> Result<Version> {
        let version = Version::of(&self.name, self.documents, self.overlay)?;
        // The effect that such a hint had is not compared.
        let is_hint = |problem: &&Problem| problem.is_unfit && problem.message.starts_with("unknown hint ");
        version.warnings.iter().filter(is_hint).for_each(|problem| report::warn(&problem.to_string()));
        Ok(Version { revision: self.revision, ..version })
    }
}

/// Returns the file name of a document: `wsapi-api.yaml` for `v0.1.0:openapi/wsapi-api.yaml`.
pub(super) fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

impl Version {
    /// Reads two versions: files, folders or git revisions. The second defaults to the committed documents. If one is a
    /// single document, only the document with the same name is kept in the other.
    pub fn pair(old: &str, new: Option<&str>) -> Result<(Self, Self)> {
        let (mut old, mut new) = (Texts::read(old)?, new.map_or_else(Texts::committed, Texts::read)?);
        old.narrow(&new)?;
        new.narrow(&old)?;
        Ok((old.version()?, new.version()?))
    }

    /// Reads a git revision, even if a file or a folder has its name.
    pub fn of_revision(revision: &str) -> Result<Self> {
        Texts::of_revision(revision)?.version()
    }

    /// Reads the committed documents.
    pub fn committed() -> Result<Self> {
        Texts::committed()?.version()
    }

    /// Reads documents with an overlay, which defaults to the committed one.
    pub fn of(name: &str, documents: Vec<Source>, overlay: Option<Source>) -> Result<Self> {
        let overlay = overlay.map_or_else(|| inputs::source(&workspace::documents().join(OVERLAY)), Ok)?;
        let overlay_name = overlay.name.clone();
        let mut input = Input {
            documents,
            overlay: Some(overlay),
            strictness: Strictness::Strict,
            unsupported: Unsupported::Reject,
        };
        let is_stale = |problem: &Problem| *problem.place.at.document == *overlay_name;
        let (api, problems, warnings) = match wsapi_codegen::api(&input) {
            Ok(described) => (described.api, described.warnings.clone(), described.warnings),
            Err(report) => {
                // An overlay that no longer fits is not an error here.
                input.strictness = Strictness::Lenient;
                let described = wsapi_codegen::api(&input).map_err(|report| report::error(&without_review(report)));
                let described = described.with_context(|| format!("the generator rejects {name}"))?;
                (described.api, report.problems, described.warnings)
            }
        };
        let overlay = problems.into_iter().filter(is_stale).collect();
        Ok(Self { name: name.to_owned(), api, overlay, warnings, revision: None, input })
    }
}

/// Returns a report without the marks `x-review`: prose is not compared, and rejected documents are not edited.
fn without_review(mut report: Report) -> Report {
    report.problems.retain(|problem| problem.message != NOT_REVIEWED);
    report
}

fn in_folder(folder: &Path) -> Result<(Vec<Source>, Option<Source>)> {
    let nested = folder.join("openapi");
    let folder = if nested.is_dir() { nested } else { folder.to_path_buf() };
    let names = inputs::names(&folder)?;
    let known: Vec<_> = names.iter().map(|name| folder.join(name)).collect();
    let documents = known.iter().filter(|path| path.is_file()).map(|path| inputs::source(path));
    let documents: Vec<_> = documents.collect::<Result<_>>()?;
    ensure!(!documents.is_empty(), "{} has none of {}", folder.display(), names.join(", "));
    let overlay = folder.join(OVERLAY);
    Ok((documents, overlay.is_file().then(|| inputs::source(&overlay)).transpose()?))
}

fn in_revision(revision: &str) -> Result<(Vec<Source>, Option<Source>)> {
    // The revision's own list counts: documents may have been added or removed since.
    let list = show(revision, fetch::LIST)?;
    let names = list.map_or_else(|| inputs::names(&workspace::documents()), fetch::files)?;
    let documents = names.iter().map(|name| show(revision, name));
    let documents: Vec<_> = documents.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    ensure!(!documents.is_empty(), "the revision {revision} has no documents in `openapi/`");
    Ok((documents, show(revision, OVERLAY)?))
}

/// Returns whether the documents are unchanged since the last commit. Without a commit, they count as unchanged.
pub(super) fn is_committed() -> bool {
    // Without git, or outside a repository, no change is known.
    Git::new(workspace::root()).code(&["diff", "--quiet", "HEAD", "--", "openapi"]) != Some(1)
}

/// Returns a file of `openapi/` in a revision, or `None` if the revision does not have it.
fn show(revision: &str, name: &str) -> Result<Option<Source>> {
    let git = Git::new(workspace::root());
    if git.exact(&["rev-parse", "--quiet", "--verify", &format!("{revision}^{{commit}}")])?.is_none() {
        bail!("`{revision}` is not a file, a folder or a git revision");
    }
    let object = format!("{revision}:openapi/{name}");
    let text = git.exact(&["show", &object, "--"])?;
    Ok(text.map(|text| Source { name: object, text }))
}

//! One of the two versions that are compared.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use wsapi_codegen::{
    Described, Input, Source, Strictness, Unsupported,
    api::Api,
    problem::{Problem, Severity},
};

use crate::{
    fetch,
    git::Git,
    inputs::{self, OVERLAY},
    report, workspace,
};

/// What precedes the name of a revision, if a file or a folder has the same name.
const REVISION: &str = "git:";

/// A version of the documents.
#[derive(Clone, Debug)]
pub struct Version {
    /// What the caller named it.
    pub name: String,
    /// The API that its documents describe.
    pub api: Api,
    /// The actions of the overlay that match nothing in it, or that change nothing.
    pub overlay: Vec<Problem>,
    /// The warnings about it, those included that a strict run rejects.
    pub(crate) warnings: Vec<Problem>,
}

impl Version {
    /// Reads a file, a folder or a git revision. After `git:`, the name is always that of a revision.
    pub fn read(name: &str) -> Result<Self> {
        if let Some(revision) = name.strip_prefix(REVISION) {
            return Self::of_revision(revision);
        }
        let path = Path::new(name);
        let (documents, overlay) = if path.is_dir() {
            in_folder(path)?
        } else if path.is_file() {
            (vec![inputs::source(path)?], None)
        } else {
            in_revision(name)?
        };
        Self::of(name, documents, overlay)
    }

    /// Reads a git revision, even if a file or a folder has its name.
    pub fn of_revision(revision: &str) -> Result<Self> {
        let (documents, overlay) = in_revision(revision)?;
        Self::of(revision, documents, overlay)
    }

    /// Reads the committed documents.
    pub fn committed() -> Result<Self> {
        let (documents, overlay) = in_folder(&workspace::documents())?;
        Self::of("openapi", documents, overlay)
    }

    /// Reads documents with an overlay, or else with the committed one.
    pub fn of(name: &str, documents: Vec<Source>, overlay: Option<Source>) -> Result<Self> {
        let overlay = overlay.map_or_else(|| inputs::source(&workspace::documents().join(OVERLAY)), Ok)?;
        let overlay_name = overlay.name.clone();
        let mut input = Input {
            documents,
            overlay: Some(overlay),
            strictness: Strictness::Strict,
            unsupported: Unsupported::Reject,
        };
        let problems = match wsapi_codegen::api(&input) {
            Ok(Described { api, warnings, .. }) => {
                return Ok(Self { name: name.to_owned(), api, overlay: Vec::new(), warnings });
            }
            Err(report) => report.problems,
        };
        // An overlay that does not fit is not an error here.
        input.strictness = Strictness::Lenient;
        let described = wsapi_codegen::api(&input).map_err(|problems| report::error(&problems));
        let described = described.with_context(|| format!("the generator rejects {name}"))?;
        let is_stale =
            |problem: &Problem| problem.severity == Severity::Error && *problem.place.at.document == *overlay_name;
        let overlay = problems.into_iter().filter(is_stale).collect();
        Ok(Self { name: name.to_owned(), api: described.api, overlay, warnings: described.warnings })
    }
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
    // A document that was added or removed since is in one of the two lists only.
    let list = show(revision, fetch::LIST)?;
    let names = list.map_or_else(|| inputs::names(&workspace::documents()), fetch::files)?;
    let documents = names.iter().map(|name| show(revision, name));
    let documents: Vec<_> = documents.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    ensure!(!documents.is_empty(), "the revision {revision} has no documents in `openapi/`");
    Ok((documents, show(revision, OVERLAY)?))
}

/// Returns whether the documents are those of the last commit, or there is no commit to compare them with.
pub(super) fn is_committed() -> bool {
    // Without git, or outside a repository, nothing is known to have changed.
    Git::new(workspace::root()).code(&["diff", "--quiet", "HEAD", "--", "openapi"]) != Some(1)
}

/// A file of `openapi/` in a revision, if the revision has it.
fn show(revision: &str, name: &str) -> Result<Option<Source>> {
    let git = Git::new(workspace::root());
    if git.exact(&["rev-parse", "--quiet", "--verify", &format!("{revision}^{{commit}}")])?.is_none() {
        bail!("`{revision}` is neither a file nor a folder nor a git revision");
    }
    let object = format!("{revision}:openapi/{name}");
    let text = git.exact(&["show", &object, "--"])?;
    Ok(text.map(|text| Source { name: object, text }))
}

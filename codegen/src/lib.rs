//! Reads the OpenAPI documents of WSAPI and prints the Rust of its SDK.
//!
//! [`api()`] and [`print()`] name the stages in order. Each reports into one collector, and the run stops after a stage
//! that found an error. The crate does no IO.

pub mod api;
pub mod check;
pub mod document;
mod emit;
mod export;
mod judge;
mod lower;
pub mod names;
pub mod node;
mod normalize;
pub mod overlay;
mod parallel;
pub mod problem;
mod render;
mod schema;
mod skip;
pub mod suggest;
mod unite;

use api::Api;
pub use emit::markdown;
pub use export::export;
use node::Node;
pub use problem::Strictness;
use problem::{Problem, Problems, Report};

/// A document as text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that problems show.
    pub name: String,
    /// YAML or JSON.
    pub text: String,
}

/// The input of a run.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// REST and event documents, which decide the order of types and operations.
    pub documents: Vec<Source>,
    /// Corrections and hints.
    pub overlay: Option<Source>,
    /// Strict if every action must match, and every operation must have a class and a credential.
    pub strictness: Strictness,
    /// The handling of operations that cannot be printed.
    pub unsupported: Unsupported,
}

/// The handling of operations that cannot be printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unsupported {
    /// They are errors.
    #[default]
    Reject,
    /// They are left out, and listed.
    Skip,
}

/// An operation that was left out.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// The HTTP method, in capitals; `WEBHOOK` for an event.
    pub method: String,
    /// The path, or the name of the event.
    pub path: String,
    /// Why it cannot be printed.
    pub reason: Problem,
}

/// An API, and the problems of its documents.
#[derive(Clone, Debug)]
pub struct Described {
    /// The API as plain data.
    pub api: Api,
    /// The warnings.
    pub warnings: Vec<Problem>,
    /// The operations that were left out.
    pub skipped: Vec<Skipped>,
}

/// Files: path relative to the folder of generated code, and text, sorted by path.
pub type Files = Vec<(String, String)>;

/// The output of a run.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The SDK.
    pub files: Files,
    /// The API that the files were printed from, and its warnings.
    pub described: Described,
}

/// Generates the SDK.
///
/// # Errors
///
/// All problems of the stage that found the first error, and those of the stages before it.
pub fn generate(input: &Input) -> Result<Generated, Report> {
    let described = api(input)?;
    Ok(Generated { files: print(&described.api)?, described })
}

/// Reads the documents and describes their API.
///
/// # Errors
///
/// Like [`generate`].
pub fn api(input: &Input) -> Result<Described, Report> {
    let problems = &mut Problems::new(input.strictness);
    let documents = document::read_all(&input.documents, problems);
    let overlay = input.overlay.as_ref().and_then(|overlay| document::parse(&overlay.name, &overlay.text, problems));
    let mut documents = problems.seam(documents)?;
    if let Some(overlay) = overlay {
        overlay::apply(&mut documents, &overlay, problems);
    }
    problems.seam(())?;
    let mut skipped = Vec::new();
    loop {
        let mut found = problems.clone();
        match lowered(&documents, &mut found) {
            Ok(api) => return Ok(Described { api, warnings: found.report().problems, skipped }),
            Err(report) => {
                let may_skip = input.unsupported == Unsupported::Skip;
                if !may_skip || !skip::remove(&mut documents, &report, &mut skipped, problems) {
                    return Err(report);
                }
            }
        }
    }
}

/// The stages after the overlay.
fn lowered(documents: &[Node], problems: &mut Problems) -> Result<Api, Report> {
    parallel::each(documents, problems, check::check);
    problems.seam(())?;
    let united = unite::unite(documents, problems);
    let united = problems.seam(united)?;
    let normalized = normalize::normalize(united, problems);
    let normalized = problems.seam(normalized)?;
    let api = lower::lower(&normalized, problems);
    problems.seam(api)
}

/// Prints the API as Rust.
///
/// # Errors
///
/// A bug in the generator: progenitor prints a different type, or the output is not Rust.
pub fn print(api: &Api) -> Result<Files, Report> {
    let problems = &mut Problems::default();
    let emitter = emit::Emitter::new(api);
    let print = |file: emit::OutputFile<'_>, problems: &mut Problems| {
        let bug = |error| problems.bug("generated code", "", format!("{}: {error}", file.path));
        emitter.items(&file).map(|items| (file.path.clone(), render::text(&file.about, items))).map_err(bug)
    };
    // Printing and judging are independent, and take about as long as each other.
    let (files, judgement) =
        rayon::join(|| parallel::each(emitter.files(), problems, print), || judge::judge(api, &export::export(api)));
    judgement.into_iter().for_each(|message| problems.bug("exported document", "", message));
    let mut files: Vec<_> = problems.seam(files)?.into_iter().flatten().collect();
    files.sort();
    Ok(files)
}

/// Prints the routes of the API and the rules for its requests, for the simulator; and the document that its page
/// shows.
///
/// # Errors
///
/// A bug in the generator: the output is not Rust, or the document cannot be printed.
pub fn print_simulator(api: &Api) -> Result<Files, Report> {
    let problems = &mut Problems::default();
    let print = |file: emit::OutputFile<'_>, problems: &mut Problems| {
        let bug = |error| problems.bug("code of the simulator", "", format!("{}: {error}", file.path));
        file.parsed().map(|items| (file.path.clone(), render::text(&file.about, items))).map_err(bug)
    };
    let files = parallel::each(emit::simulator::files(api), problems, print);
    let document = serde_json::to_string_pretty(&export::export(api));
    let document = document.map_err(|error| problems.bug("document of the simulator's page", "", error.to_string()));
    let mut files: Vec<_> = problems.seam(files)?.into_iter().flatten().collect();
    files.extend(document.map(|text| ("reference.json".to_owned(), text + "\n")));
    files.sort();
    Ok(files)
}

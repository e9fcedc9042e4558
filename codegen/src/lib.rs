//! Reads the OpenAPI documents of WSAPI and prints the Rust of its SDK.
//!
//! [`generate`] names the stages in order; each reports into one collector, and the run stops at the seam after a stage
//! that found an error. The crate does no IO.

pub mod api;
pub mod check;
pub mod document;
mod emit;
mod lower;
mod names;
pub mod node;
mod normalize;
pub mod overlay;
pub mod problem;
mod render;
mod schema;
mod types;
mod unite;

use api::{Api, Type};
pub use overlay::Strictness;
use problem::{At, Place, Problem, Problems, Report};

/// A document as text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that problems show.
    pub name: String,
    /// YAML or JSON.
    pub text: String,
}

/// What a run reads.
#[derive(Clone, Debug)]
pub struct Input {
    /// REST and event documents, in the order in which types and operations shall stand.
    pub documents: Vec<Source>,
    /// Corrections and hints.
    pub overlay: Option<Source>,
    /// Whether every action must match and every operation be classified.
    pub strictness: Strictness,
}

/// What a run gives.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Path relative to the folder of generated code, and text, sorted by path.
    pub files: Vec<(String, String)>,
    /// The API as plain data.
    pub api: Api,
    /// What the reader should know.
    pub warnings: Vec<Problem>,
}

/// Generates the SDK.
///
/// # Errors
///
/// All problems of the stage that found the first error, and those of the stages before it.
pub fn generate(input: &Input) -> Result<Generated, Report> {
    let problems = &mut Problems::default();
    let (mut documents, overlay) = read(input, problems);
    problems.seam(())?;
    if let Some(overlay) = overlay {
        overlay::apply(&mut documents, &overlay, input.strictness, problems);
    }
    problems.each(&documents, check::check);
    problems.seam(())?;
    let united = unite::unite(&documents, problems);
    problems.seam(())?;
    let normalized = normalize::normalize(united, input.strictness, problems);
    let normalized = problems.seam(normalized)?.ok_or_else(|| problems.report())?;
    let api = lower::lower(&normalized.openapi);
    let field_types = field_types(&api, &normalized, problems);
    let field_types = problems.seam(field_types)?;
    let files = print(&api, &field_types, problems);
    let files = problems.seam(files)?;
    Ok(Generated { files, api, warnings: problems.report().problems })
}

fn read(input: &Input, problems: &mut Problems) -> (Vec<node::Node>, Option<node::Node>) {
    let documents = input.documents.iter().map(|source| (source, document::read as document::Reader));
    let overlay = input.overlay.iter().map(|source| (source, document::parse as document::Reader));
    let read =
        problems.each(documents.chain(overlay), |(source, read), problems| read(&source.name, &source.text, problems));
    let mut documents: Vec<_> = read.into_iter().flatten().collect();
    let overlay = input.overlay.as_ref().and_then(|_| documents.pop());
    (documents, overlay)
}

fn field_types(api: &Api, normalized: &normalize::Normalized, problems: &mut Problems) -> types::FieldTypes {
    let (mut structs, mut enums) = (Vec::new(), Vec::new());
    for ty in &api.types {
        match ty {
            Type::Struct(one) => structs.push(one),
            Type::Enum(one) => enums.push(one.name.as_str()),
        }
    }
    types::field_types(&structs, &enums, &normalized.places, problems)
}

fn print(api: &Api, field_types: &types::FieldTypes, problems: &mut Problems) -> Vec<(String, String)> {
    let placement = emit::Placement::of(api);
    let defaults = emit::defaults(api);
    let texts = problems.each(emit::pages(api, &placement), |page, problems| {
        let text = render::text(page.file(api, field_types, &placement, &defaults));
        text.map_err(|message| {
            let place = Place { at: At { document: "generated code".into(), line: 1 }, pointer: String::new() };
            let hint = "this is a bug of the generator; please report it with the document";
            problems.error(place, message).hint(hint);
        })
    });
    let mut texts: Vec<_> = texts.into_iter().flatten().collect();
    texts.sort();
    texts
}

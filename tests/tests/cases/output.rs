//! The output of the generator. Each `ok` case is generated once, and all tests share the result.

use std::{collections::BTreeMap, panic, sync::LazyLock};

use wsapi_codegen::{
    Generated, Input,
    problem::{Problem, Report},
};
use xtask::{compile::Tree, rustfmt};

use crate::case::{Case, Kind};

/// The output of one case, formatted.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    /// Path and text, sorted by path.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) warnings: Vec<Problem>,
}

/// The output of the `ok` case with this title, or the reason why there is none.
pub(crate) fn of(title: &str) -> Result<&'static Output, &'static str> {
    let output = OUTPUTS.get(title).ok_or("there is no such case")?;
    output.as_ref().map_err(String::as_str)
}

/// The outputs of all `ok` cases and of the foreign document, as crates.
pub(crate) fn trees() -> Result<Vec<Tree>, String> {
    let tree = |(title, output): (&String, &Result<Output, String>)| match output {
        Ok(output) => Ok(Tree { name: title.clone(), files: output.files.clone() }),
        Err(error) => Err(format!("{title}: {error}")),
    };
    OUTPUTS.iter().map(tree).collect()
}

/// Generates. A panic becomes an error too, so that it fails only its own case.
pub(crate) fn generate(input: &Input) -> Result<Result<Generated, Report>, String> {
    panic::catch_unwind(|| wsapi_codegen::generate(input)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        format!("the generator panicked: {}", text.unwrap_or_default())
    })
}

static OUTPUTS: LazyLock<BTreeMap<String, Result<Output, String>>> = LazyLock::new(|| {
    let cases = Case::all(Kind::Ok).into_iter().chain([Case::foreign()]);
    let mut outputs: BTreeMap<_, _> = cases.map(|case| (case.title, unformatted(&case.input))).collect();
    if let Err(error) = format(&mut outputs) {
        outputs.values_mut().for_each(|output| *output = Err(error.clone()));
    }
    outputs
});

fn unformatted(input: &Input) -> Result<Output, String> {
    match generate(input)? {
        Ok(Generated { files, described }) => Ok(Output { files, warnings: described.warnings }),
        Err(report) => Err(format!("the document was rejected:\n{report}")),
    }
}

/// Formats the files of all cases in one run of rustfmt, in which each case has a folder.
fn format(outputs: &mut BTreeMap<String, Result<Output, String>>) -> Result<(), String> {
    let generated = || outputs.iter().filter_map(|(title, output)| Some((title, output.as_ref().ok()?)));
    let files = generated().flat_map(|(title, output)| {
        output.files.iter().map(move |(path, text)| (format!("{title}/{path}"), text.clone()))
    });
    let formatted = rustfmt::format(files.collect()).map_err(|error| format!("{error:#}"))?;
    // The files are returned in the same order.
    let mut texts = formatted.into_iter().map(|(_, text)| text);
    for (_, text) in outputs.values_mut().flatten().flat_map(|output| &mut output.files) {
        *text = texts.next().ok_or("rustfmt returned fewer files than it was given")?;
    }
    Ok(())
}

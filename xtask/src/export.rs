//! `cargo xtask export`: writes all inputs as one corrected OpenAPI 3.0 document, or as a table of operations.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use wsapi_codegen::{Described, Input, api::Api};

use crate::{
    inputs::Inputs,
    report::{self, counted, say, warn},
    workspace,
};

/// The input, and the file to write.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The file to write; its extension selects JSON, YAML or a Markdown table of operations, and `-` writes YAML to
    /// standard output
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The input.
    #[command(flatten)]
    pub inputs: Inputs,
}

/// The format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
    /// A table of the operations.
    Markdown,
}

/// Writes the document and prints one line about it.
pub fn export(options: &Options) -> Result<()> {
    let path = &options.file;
    let is_stdout = path.as_os_str() == "-";
    let format = if is_stdout { Format::Yaml } else { Format::of(path)? };
    let input = options.inputs.read()?;
    let described = wsapi_codegen::api(&input).map_err(|report| report::error(&report))?;
    report::show(&described.warnings, &described.skipped);
    let text = format.text(&described.api)?;
    if is_stdout {
        report::write(&text);
        // Only the document goes to standard output.
        warn(&summary(&input, &described, "standard output"));
    } else {
        fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
        say(&summary(&input, &described, &workspace::shown(path)));
    }
    Ok(())
}

fn summary(input: &Input, described: &Described, target: &str) -> String {
    let Described { api, skipped, .. } = described;
    let (operations, types) = (report::operations(input, api, skipped), counted(api.types.len(), "type"));
    format!("wrote {target}: {operations}, {types} from {}", report::names(input))
}

impl Format {
    fn of(path: &Path) -> Result<Self> {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Ok(Self::Json),
            Some("yaml" | "yml") => Ok(Self::Yaml),
            Some("md") => Ok(Self::Markdown),
            _ => bail!("expected a file name that ends in .json, .yaml, .yml or .md, found {}", path.display()),
        }
    }

    fn text(self, api: &Api) -> Result<String> {
        match self {
            Self::Json => Ok(serde_json::to_string_pretty(&wsapi_codegen::export(api))? + "\n"),
            Self::Yaml => Ok(serde_yaml::to_string(&wsapi_codegen::export(api))?),
            Self::Markdown => Ok(wsapi_codegen::markdown(api)),
        }
    }
}

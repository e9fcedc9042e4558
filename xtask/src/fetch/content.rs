//! Parses and validates a text that should be an OpenAPI document.

use anyhow::{Context, Result, anyhow, bail};
use wsapi_codegen::{document, node::Node, problem::Problems};

use crate::report;

/// A document as text and as a tree.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// YAML or JSON.
    pub(super) text: String,
    /// The value, before any conversion.
    pub(super) root: Node,
}

impl Document {
    /// Reads a document that came from `origin`.
    pub(super) fn read(origin: &str, bytes: Vec<u8>) -> Result<Self> {
        let text = String::from_utf8(bytes).map_err(|error| anyhow!("{origin} is not text: {error}"))?;
        let beginning = text.trim_start_matches('\u{feff}').trim_start();
        if beginning.is_empty() {
            bail!("{origin} is empty");
        }
        if beginning.starts_with('<') {
            let title = title(beginning).map(|title| format!(" with the title \u{201c}{title}\u{201d}"));
            let title = title.unwrap_or_default();
            bail!("{origin}: expected an OpenAPI document, found an HTML or XML page{title}: check the address");
        }
        let problems = &mut Problems::default();
        let root = document::parse(origin, &text, problems);
        let root = problems.seam(root).map_err(|report| report::error(&report));
        let root = root.with_context(|| format!("{origin} is neither YAML nor JSON, or it was truncated"))?;
        // Only this stage checks the OpenAPI version.
        document::read(origin, &text, problems);
        problems.seam(()).map_err(|report| report::error(&report))?;
        Ok(Self { text, root: root.with_context(|| format!("{origin} has no content"))? })
    }
}

fn title(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("<title>")?;
    let (title, _) = rest.split_once("</title>")?;
    let words: Vec<_> = title.split_whitespace().collect();
    Some(words.join(" ").chars().take(80).collect())
}

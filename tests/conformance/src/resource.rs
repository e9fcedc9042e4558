//! The cases of a resource.

use anyhow::{Context, Result};

use crate::{Case, files::FILES};

/// The cases of a resource, in the order in which they are sent.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) name: &'static str,
    pub(crate) cases: Vec<Case>,
}

/// Returns all resources, in order.
pub(crate) fn resources() -> Result<Vec<Resource>> {
    let read = |(name, text): &(&'static str, &str)| {
        let cases = serde_saphyr::from_str(text).with_context(|| format!("cannot read the cases of {name}"))?;
        Ok(Resource { name, cases })
    };
    FILES.iter().map(read).collect()
}

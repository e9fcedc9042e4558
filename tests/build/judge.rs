//! The client that progenitor generates on its own. It judges independently what is sent.

use std::error::Error;

use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::Value;

/// The whole client, in builder style.
pub(crate) fn client(document: &Value) -> Result<syn::File, Box<dyn Error>> {
    let document = serde_json::from_value(document.clone())?;
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    Ok(syn::parse2(tokens)?)
}

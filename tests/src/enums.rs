//! All enums of the SDK as one list.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wsapi_client::types;

/// An enum that has to take any text.
#[derive(Clone, Copy, Debug)]
pub struct OpenEnum {
    /// Its Rust name.
    pub name: &'static str,
    /// The values that the documents know.
    pub values: &'static [&'static str],
    /// What `From<&str>` makes of a text.
    pub read: fn(&str) -> Reading,
    /// Decodes a JSON text: `as_str` of it, and what it encodes to.
    pub survive: fn(&str) -> serde_json::Result<(String, String)>,
}

/// What `From<&str>` made of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The variant of this value.
    Known,
    /// `Unknown`, with its text.
    Unknown(String),
    /// The variant of another value.
    Mistaken,
}

include!(concat!(env!("OUT_DIR"), "/enums.rs"));

fn survive<T: DeserializeOwned + Serialize + ToString>(json: &str) -> serde_json::Result<(String, String)> {
    let read: T = serde_json::from_str(json)?;
    let owned: T = serde_json::from_value(serde_json::from_str::<Value>(json)?)?;
    assert_eq!(read.to_string(), owned.to_string(), "borrowed and owned texts are read alike");
    Ok((read.to_string(), serde_json::to_string(&read)?))
}

//! All enums of the SDK as one list.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wsapi_client::types;

/// An enum that must accept any string.
#[derive(Clone, Copy, Debug)]
pub struct OpenEnum {
    /// Its Rust name.
    pub name: &'static str,
    /// The values that the documents list.
    pub values: &'static [&'static str],
    /// Converts a string with `From<&str>`.
    pub read: fn(&str) -> Reading,
    /// Decodes JSON. Returns the value as a string, and encoded again.
    pub survive: fn(&str) -> serde_json::Result<(String, String)>,
}

/// The result of `From<&str>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The variant of this value.
    Known,
    /// `Unknown`, with its string.
    Unknown(String),
    /// The variant of another value.
    Mistaken,
}

include!(concat!(env!("OUT_DIR"), "/enums.rs"));

fn survive<T: DeserializeOwned + Serialize + ToString>(json: &str) -> serde_json::Result<(String, String)> {
    let read: T = serde_json::from_str(json)?;
    let owned: T = serde_json::from_value(serde_json::from_str::<Value>(json)?)?;
    assert_eq!(read.to_string(), owned.to_string(), "borrowed and owned strings are read as the same value");
    Ok((read.to_string(), serde_json::to_string(&read)?))
}

//! A request with the expected response.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    Mode, Permission,
    expected::{Expected, Texts},
};

/// A request with the expected response. Strings that begin with `$` are [variables](crate::GIVEN).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The operation, by its id in the documents.
    pub operation: Option<String>,
    /// The method and the path, if there is no operation.
    pub request: Option<String>,
    /// The name of the case.
    #[serde(default)]
    pub name: String,
    /// The path parameters.
    #[serde(default)]
    pub path: BTreeMap<String, String>,
    /// The query parameters.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The body, as JSON.
    pub body: Option<Value>,
    /// Text to send after the body.
    #[serde(default)]
    pub suffix: String,
    /// The media type of the body, if it is not JSON.
    pub content_type: Option<String>,
    /// The key to send. The default is the right one.
    #[serde(default)]
    pub key: Key,
    /// The instance in the header. The default is the right one.
    #[serde(default)]
    pub instance: Instance,
    /// The required permissions.
    #[serde(default)]
    pub may: Vec<Permission>,
    /// The modes in which it is sent. The default is all.
    pub modes: Option<Vec<Mode>>,
    /// `true` if it requires an instance that is not paired.
    #[serde(default)]
    pub unpaired: bool,
    /// `true` if it requires a paired instance. All operations except those of a session do anyway.
    #[serde(default)]
    pub paired: bool,
    /// `true` if its success unpairs the instance.
    #[serde(default)]
    pub unpairs: bool,
    /// Members of the body that the documents require, but the server does not.
    #[serde(default)]
    pub lenient: Vec<String>,
    /// The possible statuses.
    pub status: Statuses,
    /// The possible details of an error. They are not checked on the hosted service.
    pub detail: Option<Texts>,
    /// The beginning of the error detail.
    pub detail_starts: Option<String>,
    /// Members of the response body; `*` matches any value.
    pub json: Option<Value>,
    /// The media type of the response.
    pub media_type: Option<String>,
    /// Variables to set from the response, as JSON pointers.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
}

/// The key to send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// The right one.
    #[default]
    Right,
    /// A key that nobody has.
    Wrong,
    /// None.
    Missing,
    /// The instance key, regardless of the operation.
    Instance,
}

/// The instance in the header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instance {
    /// The right one.
    #[default]
    Right,
    /// An instance that does not exist.
    Unknown,
    /// None.
    Missing,
}

/// One or several statuses.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Statuses {
    /// One.
    One(u16),
    /// Several.
    Many(Vec<u16>),
}

impl Case {
    /// Returns `true` if the request is expected to succeed.
    pub fn is_valid(&self) -> bool {
        self.statuses().iter().any(|status| (200..300).contains(status))
    }

    /// Returns the expected response.
    pub(crate) fn expected(&self) -> Expected {
        Expected {
            statuses: self.statuses().to_vec(),
            detail: self.detail.clone(),
            detail_starts: self.detail_starts.clone(),
            json: self.json.clone(),
            media_type: self.media_type.clone(),
        }
    }

    fn statuses(&self) -> &[u16] {
        match &self.status {
            Statuses::One(status) => std::slice::from_ref(status),
            Statuses::Many(statuses) => statuses,
        }
    }
}

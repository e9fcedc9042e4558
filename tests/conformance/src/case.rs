//! A request with the response that is expected.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    Mode, Permission,
    expected::{Expected, Texts},
};

/// A request with the response that is expected. Texts that begin with `$` are [variables](crate::GIVEN).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The operation, by its id in the documents.
    pub operation: Option<String>,
    /// Without an operation: the method and the path.
    pub request: Option<String>,
    /// What is special about it.
    #[serde(default)]
    pub name: String,
    /// The parameters in the path.
    #[serde(default)]
    pub path: BTreeMap<String, String>,
    /// The parameters in the query.
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// The body, as JSON.
    pub body: Option<Value>,
    /// What is sent after the body.
    #[serde(default)]
    pub suffix: String,
    /// The media type of the body, if it is not JSON.
    pub content_type: Option<String>,
    /// The key that is sent; the right one by default.
    #[serde(default)]
    pub key: Key,
    /// The instance in the header; the right one by default.
    #[serde(default)]
    pub instance: Instance,
    /// The permissions it needs.
    #[serde(default)]
    pub may: Vec<Permission>,
    /// The servers it is for; all by default.
    pub modes: Option<Vec<Mode>>,
    /// Whether it is for an instance that is not paired.
    #[serde(default)]
    pub unpaired: bool,
    /// Whether it is for an instance that is paired. Of operations that are not of a session, all are.
    #[serde(default)]
    pub paired: bool,
    /// Whether the instance is not paired any more if it succeeds.
    #[serde(default)]
    pub unpairs: bool,
    /// Members of the body that the documents require, and the server does not.
    #[serde(default)]
    pub lenient: Vec<String>,
    /// The status, or those that are possible.
    pub status: Statuses,
    /// The whole explanation of an error, or those that are possible. On the hosted service, it is not known.
    pub detail: Option<Texts>,
    /// The beginning of the explanation.
    pub detail_starts: Option<String>,
    /// Members of the body of the response; `*` is any value.
    pub json: Option<Value>,
    /// The media type of the response.
    pub media_type: Option<String>,
    /// Variables that the response gives, as JSON pointers.
    #[serde(default)]
    pub save: BTreeMap<String, String>,
}

/// The key that is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// The right one.
    #[default]
    Right,
    /// One that nobody has.
    Wrong,
    /// None.
    Missing,
    /// The key of the instance, whatever the operation takes.
    Instance,
}

/// The instance in the header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instance {
    /// The right one.
    #[default]
    Right,
    /// One that does not exist.
    Unknown,
    /// None.
    Missing,
}

/// One status, or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Statuses {
    /// One.
    One(u16),
    /// Several.
    Many(Vec<u16>),
}

impl Case {
    /// Whether the request is one that succeeds.
    pub fn is_valid(&self) -> bool {
        self.statuses().iter().any(|status| (200..300).contains(status))
    }

    /// What the response must be.
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

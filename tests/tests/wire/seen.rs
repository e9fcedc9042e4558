//! The parts of a request that are compared.

use std::collections::BTreeMap;

use serde_json::Value;
use wsapi_tests::Request;

/// A request without what is not compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    /// The method.
    pub method: String,
    /// The path, byte by byte: self-hosted servers do not decode it.
    pub path: String,
    /// The query, decoded and sorted.
    pub query: Vec<(String, String)>,
    /// The headers that the document declares.
    pub headers: BTreeMap<String, Option<String>>,
    /// The type of the body.
    pub media_type: Option<String>,
    /// The body.
    pub body: Option<Value>,
}

impl Seen {
    /// Returns the compared parts of a request.
    pub(crate) fn new(request: &Request, headers: &[&str]) -> Self {
        let header = |name: &&str| ((*name).to_owned(), request.header(name).map(str::to_owned));
        Self {
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query_pairs(),
            headers: headers.iter().map(header).collect(),
            media_type: request.media_type().map(str::to_owned),
            body: request.json(),
        }
    }
}

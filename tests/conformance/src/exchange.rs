//! A request that was sent, with its response.

use serde_json::Value;

/// A request that was sent, with its response.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The operation, if the request is one.
    pub operation: Option<String>,
    /// The request.
    pub sent: Sent,
    /// The status of the response.
    pub status: u16,
    /// The media type of the response, without parameters.
    pub media_type: Option<String>,
    /// The body of the response.
    pub body: Vec<u8>,
}

/// A request as it was sent, without the key.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The path and the query.
    pub path: String,
    /// The body.
    pub body: Option<String>,
}

impl Exchange {
    /// Returns the body of the response, if it is JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

//! Sends requests, and reads responses.

use std::time::Duration;

use anyhow::{Context, Result};
use reqwest::{Client, Method, redirect::Policy};

use crate::{Exchange, Sent};

/// The timeout of a request. The server's own time limit is 90 seconds.
const TIMEOUT: Duration = Duration::from_secs(100);

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) operation: Option<String>,
    pub(crate) method: String,
    /// The path and the query.
    pub(crate) path: String,
    pub(crate) key: Option<String>,
    pub(crate) instance: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) content_type: Option<String>,
}

/// Sends requests to one server.
#[derive(Debug)]
pub(crate) struct Sender {
    client: Client,
    url: String,
}

impl Sender {
    pub(crate) fn new(url: &str) -> Result<Self> {
        let client = Client::builder().redirect(Policy::none()).timeout(TIMEOUT).no_proxy().build()?;
        Ok(Self { client, url: url.trim_end_matches('/').to_owned() })
    }

    /// Sends a request. Fails only if there is no response.
    pub(crate) async fn send(&self, request: Request) -> Result<Exchange> {
        let Request { operation, method, path, key, instance, body, content_type } = request;
        let verb = Method::from_bytes(method.as_bytes())?;
        let mut call = self.client.request(verb, format!("{}{path}", self.url));
        let headers = [("X-Api-Key", key), ("X-Instance-Id", instance)];
        for (name, value) in headers {
            if let Some(value) = value {
                call = call.header(name, value);
            }
        }
        if let Some(body) = &body {
            let media_type = content_type.as_deref().unwrap_or("application/json");
            call = call.header("Content-Type", media_type).body(body.clone());
        }
        let response = call.send().await.with_context(|| format!("{method} {path}"))?;
        let status = response.status().as_u16();
        let media_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
        let media_type = media_type.and_then(|value| value.split(';').next()).map(|value| value.trim().to_owned());
        let bytes = response.bytes().await.with_context(|| format!("cannot read the body of {method} {path}"))?;
        let sent = Sent { method, path, body };
        Ok(Exchange { operation, sent, status, media_type, body: bytes.to_vec() })
    }
}

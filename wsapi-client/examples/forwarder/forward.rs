//! Posts events to the endpoint.

use std::time::Duration;

use reqwest::{Url, header::CONTENT_TYPE, redirect::Policy};
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler, UnreadableEvent, Verifier},
};

/// Posts each event once for each attempt. The receiver makes the attempts, and keeps the order within a chat.
pub(crate) struct Forwarder {
    http: reqwest::Client,
    url: Url,
    /// The endpoint verifies requests with this secret, which is not that of the service.
    signer: Verifier,
}

impl Forwarder {
    pub(crate) fn new(url: &str, secret: &str) -> Result<Self, BoxError> {
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        // Without the URL, which may contain a password.
        let url = url.ok_or("FORWARD_URL: expected a URL that starts with http:// or https://")?;
        // An endpoint that does not respond must not block a chat. A redirected POST would become a GET.
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).redirect(Policy::none()).build()?;
        Ok(Self { http, url, signer: Verifier::new(secret)? })
    }

    async fn post(&self, event_id: &str, body: Vec<u8>) -> Result<(), BoxError> {
        let request = self
            .http
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", event_id)
            .header("X-Signature", self.signer.sign(&body).unwrap_or_default())
            .body(body);
        // The URL may contain a password, and the error is logged.
        let response = request.send().await.map_err(reqwest::Error::without_url)?;
        match response.status() {
            status if status.is_success() => Ok(()),
            status => Err(format!("the endpoint responded with {status}").into()),
        }
    }
}

impl Handler for Forwarder {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        self.post(&event.event_id, serde_json::to_vec(&event)?).await
    }

    /// Forwards the JSON as received: the endpoint may be able to read it.
    async fn handle_unreadable(&self, event: UnreadableEvent, _: Attempt) -> Result<(), BoxError> {
        let Some(id) = event.event_id() else { return Err(event.into()) };
        self.post(id, event.json().to_vec()).await
    }
}

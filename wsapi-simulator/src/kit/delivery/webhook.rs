//! Webhooks: one POST per event, without retries.

use std::{error::Error, io, iter::successors, sync::OnceLock, time::Duration};

use http::{HeaderMap, HeaderValue, StatusCode, Uri, header, uri::Authority};
use reqwest::{Client, Proxy};
use wsapi_client::{BoxFuture, Clock, events::BoxError};

use super::{Ending, Receiver};
use crate::{clock::WorldClock, events::Published};

/// The timeout of a webhook.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Posts the events of each instance to its URL.
pub(crate) struct Webhook {
    /// Created on first use, because creating it reads the certificates of the system.
    client: OnceLock<Result<Client, String>>,
    proxy: Option<Proxy>,
    clock: WorldClock,
}

impl Webhook {
    /// Creates the transport, with the proxy of the server if it has one.
    pub(crate) fn new(clock: WorldClock, proxy: Option<&str>) -> Result<Self, reqwest::Error> {
        let proxy = proxy.map(Proxy::all).transpose()?;
        Ok(Self { client: OnceLock::new(), proxy, clock })
    }

    fn client(&self) -> Result<&Client, String> {
        let client = self.client.get_or_init(|| {
            let builder = Client::builder().no_proxy();
            let builder = match &self.proxy {
                Some(proxy) => builder.proxy(proxy.clone()),
                None => builder,
            };
            builder.build().map_err(|error| error.to_string())
        });
        client.as_ref().map_err(Clone::clone)
    }

    async fn post(&self, event: &Published, headers: HeaderMap) -> Result<StatusCode, BoxError> {
        let request = self.client()?.post(&event.webhook_url).headers(headers).body(event.json.clone());
        let response = request.send().await.map_err(|error| failure(error, &event.webhook_url))?;
        Ok(response.status())
    }

    /// Posts an event, and waits for the response.
    async fn attempt(&self, event: &Published, headers: HeaderMap) -> Ending {
        let mut ending = Ending { headers: Some(headers.clone()), ..Ending::default() };
        tokio::select! {
            result = self.post(event, headers) => match result {
                Ok(status) => {
                    ending.status = Some(status);
                    ending.error = (!status.is_success()).then(|| format!("the webhook responded with {status}").into());
                }
                Err(error) => ending.error = Some(error),
            },
            () = self.clock.sleep(TIMEOUT) => ending.error = Some("the webhook did not respond within 10 s".into()),
        }
        ending
    }
}

/// Describes why the request was not sent, and names the host. The path of the URL may contain a secret.
fn failure(error: reqwest::Error, url: &str) -> BoxError {
    let error = error.without_url();
    let host = url.parse::<Uri>().ok().and_then(|url| url.authority().map(|authority| host_of(authority).to_owned()));
    let to = host.map_or_else(String::new, |host| format!(" to {host}"));
    match successors(error.source(), |&error| error.source()).last() {
        Some(cause) if error.is_connect() => format!("cannot connect{to}: {}", described(cause)).into(),
        Some(cause) => format!("cannot send the request{to}: {}", described(cause)).into(),
        None => format!("cannot send the request{to}: {error}").into(),
    }
}

/// The host and the port, without credentials.
fn host_of(authority: &Authority) -> &str {
    let text = authority.as_str();
    text.rsplit_once('@').map_or(text, |(_, host)| host)
}

/// The message of an error, without the error number of the system.
fn described(error: &(dyn Error + 'static)) -> String {
    let text = error.to_string();
    let text = text.split_once(" (os error").map_or(&*text, |(text, _)| text);
    match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => "connection refused".to_owned(),
        Some(io::ErrorKind::ConnectionReset) => "connection reset".to_owned(),
        _ => text.to_owned(),
    }
}

/// Returns the headers that the service sends with an event. The HTTP client adds its own.
fn headers(event: &Published) -> Result<HeaderMap, BoxError> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("x-instance-id", HeaderValue::from_str(&event.instance)?);
    if let Some(signature) = &event.signature {
        headers.insert("x-webhook-signature", HeaderValue::from_str(signature)?);
    }
    Ok(headers)
}

impl Receiver for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    fn wants(&self, event: &Published) -> bool {
        !event.webhook_url.is_empty()
    }

    fn target(&self, event: &Published) -> Option<String> {
        Some(event.webhook_url.clone())
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Ending> {
        Box::pin(async move {
            match headers(event) {
                Ok(headers) => self.attempt(event, headers).await,
                Err(error) => Err(error).into(),
            }
        })
    }
}

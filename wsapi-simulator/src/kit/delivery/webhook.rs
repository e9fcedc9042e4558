//! Webhooks: one POST for each event, and no retry.

use std::{sync::OnceLock, time::Duration};

use http::{StatusCode, header};
use reqwest::{Client, Proxy};
use wsapi_client::{BoxFuture, Clock, events::BoxError};

use super::Receiver;
use crate::{clock::WorldClock, events::Published};

/// The time after which a webhook has failed.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Posts the events of each instance to its URL.
pub(crate) struct Webhook {
    /// It is made when it is needed, because that reads the certificates of the system.
    client: OnceLock<Result<Client, String>>,
    proxy: Option<Proxy>,
    clock: WorldClock,
}

impl Webhook {
    /// With the proxy of the server, if it has one.
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

    async fn post(&self, event: &Published) -> Result<StatusCode, BoxError> {
        let request = self.client()?.post(&event.webhook_url);
        let request = request.header(header::CONTENT_TYPE, "application/json").header("X-Instance-Id", &event.instance);
        let request = match &event.signature {
            Some(signature) => request.header("X-Webhook-Signature", signature),
            None => request,
        };
        // The URL may contain a secret.
        let response = request.body(event.json.clone()).send().await.map_err(reqwest::Error::without_url)?;
        Ok(response.status())
    }
}

impl Receiver for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    fn wants(&self, event: &Published) -> bool {
        !event.webhook_url.is_empty()
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            let status = tokio::select! {
                status = self.post(event) => status?,
                () = self.clock.sleep(TIMEOUT) => return Err("the webhook did not respond within 10 s".into()),
            };
            if status.is_success() { Ok(()) } else { Err(format!("the webhook responded with {status}").into()) }
        })
    }
}

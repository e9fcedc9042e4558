//! The client that progenitor generates from the unchanged documents, driven by operation id.

use crate::Arguments;

/// The client of progenitor. It has no key.
#[derive(Clone, Debug)]
pub struct Theirs {
    client: judge::Client,
}

impl Theirs {
    /// Creates a client for a server.
    pub fn new(url: &str) -> Self {
        Self::over(url, reqwest::Client::builder().no_proxy().build().expect("a client without TLS"))
    }

    /// Creates a client for a server over a reqwest client, which may add a key.
    pub fn over(url: &str, client: reqwest::Client) -> Self {
        Self { client: judge::Client::new_with_client(url, client) }
    }

    /// Sends the operation and waits for any response.
    ///
    /// # Errors
    ///
    /// Fails if nothing could be sent.
    pub async fn call(&self, arguments: &Arguments) -> Result<(), String> {
        judge::call(&self.client, &arguments.operation, arguments).await
    }

    /// Sends a text message as a user would, and returns the id.
    ///
    /// # Errors
    ///
    /// Returns the error of progenitor.
    pub async fn send_text(&self, instance: &str, to: &str, text: &str) -> Result<Option<String>, String> {
        let call = self.client.send_text().x_instance_id(instance).body_map(|body| body.to(to).text(text));
        call.send().await.map(|response| response.into_inner().id).map_err(|error| error.to_string())
    }
}

#[allow(warnings, reason = "progenitor generates it")]
mod judge {
    use super::sent;
    use crate::{Arguments, In};

    include!(concat!(env!("OUT_DIR"), "/judge.rs"));
    include!(concat!(env!("OUT_DIR"), "/theirs.rs"));
}

fn sent<T, E>(result: Result<judge::ResponseValue<T>, judge::Error<E>>) -> Result<(), String>
where
    judge::Error<E>: std::fmt::Display,
{
    match result {
        Err(
            error @ (judge::Error::InvalidRequest(_) | judge::Error::CommunicationError(_) | judge::Error::Custom(_)),
        ) => Err(error.to_string()),
        _ => Ok(()),
    }
}

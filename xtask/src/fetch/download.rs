//! Downloads over HTTP.

use std::{io::Read, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use reqwest::{
    StatusCode, Url,
    blocking::{Client, Response},
    header::TRANSFER_ENCODING,
    redirect::{Attempt, Policy},
};

use super::progress::Progress;

/// The size limit of a document. The largest committed one has a quarter of a megabyte.
const MAX_SIZE: usize = 32 << 20;

/// The maximum number of redirects.
const MAX_REDIRECTS: usize = 5;

/// The timeout for a connection.
const CONNECT: Duration = Duration::from_secs(20);

/// The timeout for a whole download.
const WHOLE: Duration = Duration::from_secs(180);

/// Downloads a file completely.
pub(super) fn get(url: &Url, progress: &Progress) -> Result<Vec<u8>> {
    ensure_secure(url)?;
    let client = Client::builder().redirect(Policy::custom(redirect)).connect_timeout(CONNECT).timeout(WHOLE);
    let client = client.user_agent(concat!("wsapi-", env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));
    let client = if is_loopback(url) { client.no_proxy() } else { client };
    let response = client.build()?.get(url.clone()).send().map_err(|error| {
        let hint = if error.is_connect() || error.is_timeout() { ": try again, or use `--from DIR`" } else { "" };
        anyhow::Error::new(error.without_url()).context(format!("no response{hint}"))
    })?;
    let hint = match response.status() {
        StatusCode::OK => return body(response, progress),
        StatusCode::NOT_FOUND | StatusCode::GONE => ": if the document has moved, change its `url` in sources.toml",
        status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => ": try again later",
        _ => "",
    };
    bail!("the server responded with {}{hint}", response.status())
}

/// Reads a body, and fails if it is truncated.
fn body(mut response: Response, progress: &Progress) -> Result<Vec<u8>> {
    let expected = response.content_length();
    ensure!(
        expected.is_some() || response.headers().contains_key(TRANSFER_ENCODING),
        "the response has no `Content-Length`, so a truncated download would go unnoticed: \
         download the file by other means, and use `--from DIR`"
    );
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        progress.show(bytes.len(), expected);
        let of = expected.map(|expected| format!(" of {expected}")).unwrap_or_default();
        let read = response.read(&mut buffer);
        let read =
            read.with_context(|| format!("the download was truncated after {}{of} bytes: try again", bytes.len()))?;
        if read == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(&buffer[..read]);
        ensure!(bytes.len() <= MAX_SIZE, "the file is larger than {} MB, so it is not the document", MAX_SIZE >> 20);
    }
}

/// Follows a redirect, unless there are too many or it leaves TLS.
fn redirect(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    if attempt.previous().len() > MAX_REDIRECTS {
        return attempt.error(format!("more than {MAX_REDIRECTS} redirects, which is probably a cycle"));
    }
    let was_secure = attempt.previous().last().is_some_and(|url| url.scheme() == "https");
    match ensure_secure(attempt.url()) {
        Err(error) => attempt.error(format!("{error:#}")),
        Ok(()) if was_secure && attempt.url().scheme() != "https" => attempt.error("a redirect from https to http"),
        Ok(()) => attempt.follow(),
    }
}

/// Fails if anyone on the network path could change the content of the URL.
fn ensure_secure(url: &Url) -> Result<()> {
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => bail!("{} is not secure: use `https` (`http` is for this computer only)", shown(url)),
        scheme => bail!("`{scheme}:` is not supported: use `https:` or `file:`"),
    }
}

/// Returns a URL for messages, without user name and password.
pub(super) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Both calls fail for a URL that cannot have credentials.
    _ = url.set_username("");
    _ = url.set_password(None);
    url.to_string()
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

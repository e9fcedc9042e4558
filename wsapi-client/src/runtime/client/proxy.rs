//! The URL of a proxy.

use reqwest::{Proxy, Url};

const EXPECTED: &str = "invalid proxy URL: expected a URL such as `http://proxy.example:3128`";
const SOCKS: &str = "unsupported proxy URL: expected `http://` or `https://`; a SOCKS proxy requires the feature \
                     `socks` of reqwest, and is set on the builder of a `ReqwestTransport`";
const TLS: &str = "the proxy URL begins with `https://`, which requires the feature `rustls` or `native-tls`";

/// Parses the URL of a proxy, and returns its host and port too. reqwest would ignore a proxy with an unknown scheme.
/// Neither the host nor the error contains the login of the URL.
pub(super) fn parse(text: &str) -> Result<(Proxy, String), &'static str> {
    let url = Url::parse(text).map_err(|_| EXPECTED)?;
    match url.scheme() {
        "http" => {}
        "https" if cfg!(any(feature = "rustls", feature = "native-tls")) => {}
        "https" => return Err(TLS),
        scheme if scheme.starts_with("socks") => return Err(SOCKS),
        _ => return Err(EXPECTED),
    }
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return Err(EXPECTED) };
    let server = format!("{host}:{port}");
    let proxy = Proxy::all(url).map_err(|_| EXPECTED)?;
    Ok((proxy, server))
}

//! Converts the URL of a request into reqwest's type, for requests to the same host.
//!
//! An `http::Uri` becomes a `reqwest::Url` by printing and parsing it. Most of that work is for the host, which is
//! always the same. So the first parsed URL is kept, and later paths and queries are set on a copy. This saves about
//! one of the few microseconds that the SDK spends on a call.

use std::{fmt, sync::OnceLock};

use http::Uri;
use reqwest::Url;

/// The URL of the first request.
#[derive(Default)]
pub(crate) struct Origin(OnceLock<First>);

struct First {
    uri: Uri,
    /// Without path and query, which may contain personal data.
    url: Url,
}

impl Origin {
    /// Returns the URL, if its scheme and authority are those of the first one.
    pub(crate) fn url(&self, uri: &Uri) -> Option<Url> {
        let first = self.0.get()?;
        let mut url = (place(uri) == place(&first.uri)).then(|| first.url.clone())?;
        url.set_path(uri.path());
        url.set_query(uri.query());
        Some(url)
    }

    /// Keeps the URL if it is the first.
    pub(crate) fn keep(&self, uri: Uri, url: &Url) {
        self.0.get_or_init(|| {
            let mut url = url.clone();
            url.set_path("");
            url.set_query(None);
            First { uri, url }
        });
    }
}

/// Returns scheme and authority. They are compared exactly, because the authority may contain a password.
fn place(uri: &Uri) -> (Option<&str>, Option<&str>) {
    (uri.scheme_str(), uri.authority().map(|authority| authority.as_str()))
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Origin(…)")
    }
}

#[cfg(test)]
mod tests {
    use http::Uri;
    use reqwest::Url;

    use super::Origin;

    fn parsed(uri: &Uri) -> Url {
        Url::parse(&uri.to_string()).expect("a URL")
    }

    #[test]
    fn url_of_the_first_host_equals_the_parsed_one() {
        let origin = Origin::default();
        let first = Uri::from_static("https://user:Password@EXAMPLE.com:443/a?b=c");
        assert_eq!(origin.url(&first), None);
        origin.keep(first.clone(), &parsed(&first));
        for path in ["/", "/a/b?c=d&e=%20", "?a", "/?", "", "/a//b/", "//a", "/a/./b/../c", "/%2e%2E/ü\\'|", "/@:+,;=!"]
        {
            let uri: Uri = format!("https://user:Password@EXAMPLE.com:443{path}").parse().expect("a URI");
            assert_eq!(origin.url(&uri), Some(parsed(&uri)), "{path}");
        }
        assert_eq!(parsed(&first).as_str(), "https://user:Password@example.com/a?b=c");
    }

    #[test]
    fn url_of_another_host_is_left_to_the_parser() {
        let origin = Origin::default();
        let first = Uri::from_static("https://user:Password@example.com/");
        origin.keep(first.clone(), &parsed(&first));
        for other in [
            "http://user:Password@example.com/",
            "https://user:password@example.com/",
            "https://example.com/",
            "https://user:Password@example.com:444/",
            "/",
        ] {
            let other = Uri::from_static(other);
            origin.keep(other.clone(), &parsed(&first));
            assert_eq!(origin.url(&other), None, "{other}");
        }
    }
}

//! A request that is complete, and can be sent any number of times.

use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Uri,
    header::{ACCEPT, CONTENT_TYPE, USER_AGENT},
};

use super::{Body, content::Content, credentials::Credentials};

/// Downloads answer with the medium's own type, all else with JSON.
const ACCEPTED: HeaderValue = HeaderValue::from_static("application/json, */*;q=0.5");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const USER_AGENT_VALUE: HeaderValue = HeaderValue::from_static(concat!("wsapi-client/", env!("CARGO_PKG_VERSION")));

/// Room for the headers that each request has, and for those that HTTP adds, host and length. A map that has to grow
/// on the way costs more than one that is roomy.
const USUAL_HEADERS: usize = 8;

pub(super) struct Prepared {
    pub(super) method: Method,
    pub(super) url: Uri,
    /// Those of this call only. A later one replaces an earlier one of its name.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) credentials: Credentials,
    pub(super) content: Content,
}

impl Prepared {
    /// The request of one attempt, with its body. Most calls have one attempt, so that its headers are put together
    /// here: if they were kept, each would be copied.
    pub(super) fn with(&self, body: Body) -> Request<Body> {
        let mut headers = HeaderMap::with_capacity(self.headers.len() + USUAL_HEADERS);
        // First, so that the caller's own can replace the one, and an operation's the other.
        headers.insert(USER_AGENT, USER_AGENT_VALUE);
        headers.insert(ACCEPT, ACCEPTED);
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if !matches!(self.content, Content::None) {
            headers.insert(CONTENT_TYPE, JSON);
        }
        // Last, so that no parameter can take their place.
        self.credentials.add_to(&mut headers);

        let mut request = Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.url.clone();
        *request.headers_mut() = headers;
        request
    }
}

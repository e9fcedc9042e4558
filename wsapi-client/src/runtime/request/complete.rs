//! A complete request.

use http::{
    HeaderMap, HeaderName, HeaderValue, Uri,
    header::{ACCEPT, CONTENT_TYPE, USER_AGENT},
};

use crate::runtime::{
    client::Client, content::Content, operation::OperationInfo, policy::Options, response::Expects, transport::Body,
};

/// Downloads have other types, everything else is JSON.
const ACCEPTED: HeaderValue = HeaderValue::from_static("application/json, */*;q=0.5");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const USER_AGENT_VALUE: HeaderValue =
    HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")));

/// The capacity for the headers of a typical request and those that HTTP adds. Growing the map costs more than
/// reserving too much.
const USUAL_HEADERS: usize = 8;

/// A complete request, which can be sent any number of times.
pub(crate) struct Request {
    pub(crate) client: Client,
    pub(crate) operation: OperationInfo,
    pub(crate) url: Uri,
    /// The caller's headers, then the headers that the operation declares.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) content: Content,
    pub(crate) options: Options,
    pub(crate) expects: Expects,
}

impl Request {
    /// Returns the HTTP request of an attempt. The key is added last, so that nothing replaces it.
    pub(super) fn http(&self, body: Body) -> http::Request<Body> {
        let mut request = http::Request::new(body);
        *request.method_mut() = self.operation.method.clone();
        *request.uri_mut() = self.url.clone();
        let mut headers = HeaderMap::with_capacity(USUAL_HEADERS + self.headers.len());
        // Inserted first, so that the caller can replace `User-Agent`, and an operation can replace the media types.
        headers.insert(USER_AGENT, USER_AGENT_VALUE);
        headers.insert(ACCEPT, ACCEPTED);
        if !matches!(self.content, Content::None) {
            headers.insert(CONTENT_TYPE, JSON);
        }
        for (name, value) in &self.headers {
            headers.insert(name.clone(), value.clone());
        }
        self.client.credentials(self.operation.credential).add_to(&mut headers);
        *request.headers_mut() = headers;
        request
    }
}

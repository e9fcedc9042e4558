//! A call without its type: what was set so far, made into a request when it is sent.
//!
//! A setter cannot fail, since setters are chained. The first problem is kept and reported when the call
//! is awaited, before anything is sent.

use bytes::Bytes;
use http::{
    HeaderName, HeaderValue, Request, Uri,
    header::{ACCEPT, CONTENT_TYPE, HeaderMap, USER_AGENT},
};

use super::{Body, Client, Error, Key, OperationInfo, Response, headers, path::Path, query::Query};

/// Downloads answer with the medium's own type, all else with JSON.
const ACCEPTED: HeaderValue = HeaderValue::from_static("application/json, */*;q=0.5");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const USER_AGENT_VALUE: HeaderValue = HeaderValue::from_static(concat!("wsapi-client/", env!("CARGO_PKG_VERSION")));

pub(super) struct Draft {
    client: Client,
    operation: &'static OperationInfo,
    path: Path,
    pub(super) query: Query,
    headers: HeaderMap,
    body: Option<Bytes>,
    problem: Option<Error>,
}

impl Draft {
    pub(super) fn new(client: &Client, operation: &'static OperationInfo) -> Self {
        Self {
            client: client.clone(),
            operation,
            path: Path::new(operation.path),
            query: Query::default(),
            headers: HeaderMap::new(),
            body: None,
            problem: None,
        }
    }

    pub(super) fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    pub(super) fn fill_path(&mut self, value: &str) {
        // After a first problem the names of the template no longer fit the values.
        if self.problem.is_none() {
            let filled = self.path.fill(value);
            self.note(filled);
        }
    }

    pub(super) fn set_header(&mut self, name: &'static str, value: &str) {
        let parsed = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| format!("`{name}` is not the name of a header"))
            .and_then(|key| Ok((key, headers::value(&format!("the header `{name}`"), value)?)));
        match parsed {
            Ok((key, value)) => _ = self.headers.insert(key, value),
            Err(problem) => self.note(Err(problem)),
        }
    }

    pub(super) fn set_body(&mut self, body: serde_json::Result<Option<Bytes>>) {
        match body {
            Ok(body) => self.body = body,
            // The text of the error may repeat a value of the body, so only the fact is told.
            Err(_) => self.note(Err("the body cannot be written as JSON".to_owned())),
        }
    }

    /// Sends the request and waits for the whole answer. Any status but 2xx is an error.
    pub(super) async fn send(self) -> Result<Response, Error> {
        let operation = self.operation;
        let client = self.client.clone();
        let request = self.into_request()?;
        let answer = client.transport().send(request).await;
        let (head, body) = answer.map_err(|error| Error::transport(operation.id, None, error))?.into_parts();
        let body = body.bytes().await.map_err(|error| Error::transport(operation.id, Some(head.status), error))?;
        if head.status.is_success() {
            Ok(Response::new(operation, head, body))
        } else {
            Err(Error::refused(operation.id, head.status, body))
        }
    }

    fn into_request(self) -> Result<Request<Body>, Error> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let invalid = |message| Error::invalid_input(self.operation.id, message);
        let mut url = self.client.base_url().join(&self.path.finish().map_err(invalid)?);
        self.query.write_to(&mut url);
        let url = Uri::try_from(url).map_err(|_| invalid("the path and query are too long for a URL".to_owned()))?;

        let mut request = Request::new(self.body.map_or_else(Body::empty, Body::from));
        *request.method_mut() = self.operation.method.into();
        *request.uri_mut() = url;
        let has_body = !request.body().is_empty();
        let headers = request.headers_mut();
        *headers = self.headers;
        headers.insert(ACCEPT, ACCEPTED);
        headers.insert(USER_AGENT, USER_AGENT_VALUE);
        if has_body {
            headers.insert(CONTENT_TYPE, JSON);
        }
        add_key(&self.client, self.operation, headers)?;
        Ok(request)
    }

    fn note(&mut self, result: Result<(), String>) {
        if let (Err(message), None) = (result, &self.problem) {
            self.problem = Some(Error::invalid_input(self.operation.id, message));
        }
    }
}

/// Adds the key that the operation takes, and no other. Last, so that no parameter can take its place.
fn add_key(client: &Client, operation: &OperationInfo, headers: &mut HeaderMap) -> Result<(), Error> {
    let keys = client.keys();
    let (key, required) = match operation.key {
        Key::Instance => (&keys.instance, false),
        Key::Account => (&keys.account, true),
        Key::Admin => (&keys.admin, true),
        Key::None => return Ok(()),
    };
    match key {
        Some(key) => _ = headers.insert(headers::API_KEY, key.clone()),
        None if required => return Err(Error::missing_key(operation.id, operation.key)),
        None => {}
    }
    if let (Key::Instance, Some(id)) = (operation.key, client.instance_header()) {
        headers.insert(headers::INSTANCE_ID, id.clone());
    }
    Ok(())
}

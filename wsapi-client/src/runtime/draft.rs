//! A call without its type: what was set so far, made into a request when it is sent.
//!
//! A setter cannot fail, since setters are chained. The first problem is kept and reported when the call
//! is awaited, before anything is sent.

use http::{
    HeaderName, HeaderValue, Uri,
    header::{ACCEPT, CONTENT_TYPE, HeaderMap, USER_AGENT},
};

use super::{
    Client, Error, Key, OperationInfo, Response,
    client::{Header, Scope},
    clock::{Clock, Deadline},
    content::Content,
    headers,
    options::Options,
    path::Path,
    query::Query,
    send::{IsStreamed, Prepared},
};

/// Downloads answer with the medium's own type, all else with JSON.
const ACCEPTED: HeaderValue = HeaderValue::from_static("application/json, */*;q=0.5");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const USER_AGENT_VALUE: HeaderValue = HeaderValue::from_static(concat!("wsapi-client/", env!("CARGO_PKG_VERSION")));

#[derive(Clone)]
pub(super) struct Draft {
    client: Client,
    operation: &'static OperationInfo,
    path: Path,
    pub(super) query: Query,
    headers: HeaderMap,
    pub(super) options: Options,
    content: Content,
    problem: Option<String>,
}

impl Draft {
    pub(super) fn new(client: &Client, operation: &'static OperationInfo) -> Self {
        Self {
            client: client.clone(),
            operation,
            path: Path::new(operation.path),
            query: Query::default(),
            headers: HeaderMap::new(),
            options: Options::default(),
            content: Content::None,
            problem: None,
        }
    }

    pub(super) fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    pub(super) fn clock(&self) -> Clock {
        Clock::of(&self.client.scope.shared.transport)
    }

    pub(super) fn end_by(&mut self, deadline: Deadline) {
        let limit = self.options.total_timeout.unwrap_or(self.client.scope.shared.defaults.total_timeout);
        self.options.total_timeout = Some(deadline.cap(limit));
    }

    pub(super) fn fill_path(&mut self, value: Result<String, &str>) {
        // After a first problem the names of the template no longer fit the values.
        if self.problem.is_none() {
            let filled = self.path.fill(value);
            self.note(filled);
        }
    }

    /// A header that the operation declares.
    pub(super) fn set_header(&mut self, name: &'static str, value: &str) {
        let parsed = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| format!("`{name}` is not the name of a header"))
            .and_then(|key| Ok((key, headers::value(&format!("the header `{name}`"), value)?)));
        match parsed {
            Ok((key, value)) => _ = self.headers.insert(key, value),
            Err(problem) => self.note(Err(problem)),
        }
    }

    /// A header of the caller's own.
    pub(super) fn add_header(&mut self, name: &str, value: &str) {
        let added = self.options.add_header(name, value);
        self.note(added);
    }

    pub(super) fn set_content(&mut self, content: Result<Content, String>) {
        match content {
            Ok(content) => self.content = content,
            Err(problem) => self.note(Err(problem)),
        }
    }

    /// Sends the request, again if need be, and waits for the answer. Any status but 2xx is an error.
    pub(super) async fn send(self, is_streamed: IsStreamed) -> Result<Response, Error> {
        let Self { client, operation, path, query, headers: declared, mut options, content, problem } = self;
        let invalid = |message| Error::invalid_input(operation.id, message);
        if let Some(problem) = problem {
            return Err(invalid(problem));
        }
        let mut url = client.scope.shared.base_url.join(&path.finish().map_err(invalid)?);
        query.write_to(&mut url);
        let url = Uri::try_from(url).map_err(|_| invalid("the path and query are too long for a URL".to_owned()))?;

        let mut headers = std::mem::take(&mut options.headers);
        headers.extend(declared);
        headers.insert(ACCEPT, ACCEPTED);
        headers.entry(USER_AGENT).or_insert(USER_AGENT_VALUE);
        if !matches!(content, Content::None) {
            headers.insert(CONTENT_TYPE, JSON);
        }
        add_key(&client.scope, operation, &mut headers)?;
        let request = Prepared { method: operation.method.into(), url, headers, content };
        request.send(&client, operation, &options, is_streamed).await
    }

    fn note(&mut self, result: Result<(), String>) {
        if let (Err(message), None) = (result, &self.problem) {
            self.problem = Some(message);
        }
    }
}

/// Adds the key that the operation takes, and no other. Last, so that no parameter can take its place.
fn add_key(scope: &Scope, operation: &OperationInfo, headers: &mut HeaderMap) -> Result<(), Error> {
    let missing = || Error::missing_key(operation.id, operation.key);
    let checked = |header: &Header| header.clone().map_err(|problem| Error::invalid_input(operation.id, problem));
    match operation.key {
        Key::Account => {
            headers.insert(headers::API_KEY, scope.shared.account_key.clone().ok_or_else(missing)?);
        }
        Key::Admin => {
            headers.insert(headers::API_KEY, scope.shared.admin_key.clone().ok_or_else(missing)?);
        }
        Key::Instance => {
            if let Some(key) = &scope.api_key {
                headers.insert(headers::API_KEY, checked(key)?);
            }
            if let Some(id) = &scope.instance_id {
                headers.insert(headers::INSTANCE_ID, checked(id)?);
            }
        }
        Key::None => {}
    }
    Ok(())
}

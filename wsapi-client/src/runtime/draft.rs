//! A call without its type: what was set so far, made into a request when it is sent.
//!
//! A setter cannot fail, since setters are chained. The first problem is kept and reported when the call
//! is awaited, before anything is sent.

use http::{HeaderName, HeaderValue, Uri};

use super::{
    BoxFuture, Client, Error, OperationInfo, Response,
    clock::{Clock, Deadline},
    content::Content,
    credentials::Credentials,
    headers,
    options::Options,
    path::Path,
    prepared::Prepared,
    query::Query,
    send::{IsStreamed, Ready},
};

#[derive(Clone)]
pub(super) struct Draft {
    client: Client,
    operation: &'static OperationInfo,
    path: Path,
    pub(super) query: Query,
    /// Those of the caller's own.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Those that the operation declares.
    declared: Vec<(HeaderName, HeaderValue)>,
    pub(super) options: Options,
    problem: Option<String>,
}

impl Draft {
    pub(super) fn new(client: &Client, operation: &'static OperationInfo) -> Self {
        Self {
            client: client.clone(),
            operation,
            path: Path::new(&client.scope.shared.base_url, operation.path),
            query: Query::default(),
            headers: Vec::new(),
            declared: Vec::new(),
            options: Options::default(),
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
        let added = headers::of_operation(name, value).map(|header| self.declared.push(header));
        self.note(added);
    }

    /// A header of the caller's own.
    pub(super) fn add_header(&mut self, name: &str, value: &str) {
        let added = headers::of_caller(name, value).map(|header| self.headers.push(header));
        self.note(added);
    }

    /// Sends the request, again if need be, and waits for the answer. Any status but 2xx is an error.
    pub(super) fn send(
        self,
        content: Result<Content, String>,
        is_streamed: IsStreamed,
    ) -> BoxFuture<'static, Result<Response, Error>> {
        match self.ready(content, is_streamed) {
            Ok(ready) => ready.send(),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn ready(self, content: Result<Content, String>, is_streamed: IsStreamed) -> Result<Ready, Error> {
        let Self { client, operation, path, query, mut headers, declared, options, problem } = self;
        let invalid = |message| Error::invalid_input(operation.id, message);
        if let Some(problem) = problem {
            return Err(invalid(problem));
        }
        let content = content.map_err(invalid)?;
        let mut url = path.finish().map_err(invalid)?;
        query.write_to(&mut url);
        let url = Uri::try_from(url).map_err(|_| invalid("the path and query are too long for a URL".to_owned()))?;
        headers.extend(declared);
        let credentials = Credentials::of(&client.scope, operation)?;
        let request = Prepared { method: operation.method.into(), url, headers, credentials, content };
        Ok(Ready { client, operation, request, options, is_streamed })
    }

    fn note(&mut self, result: Result<(), String>) {
        if let (Err(message), None) = (result, &self.problem) {
            self.problem = Some(message);
        }
    }
}

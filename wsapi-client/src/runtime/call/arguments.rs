//! The arguments of a call, independent of its operation.
//!
//! A setter cannot fail, because setters are chained. The first problem is kept and reported when the call is awaited,
//! before anything is sent.

use http::{HeaderName, HeaderValue, Uri};

use crate::runtime::{
    client::{Client, headers},
    content::Content,
    error::Error,
    operation::OperationInfo,
    policy::Options,
    request::{Path, Query, Request},
    response::Expects,
};

#[derive(Clone)]
pub(super) struct Arguments {
    pub(super) client: Client,
    path: Path,
    pub(super) query: Query,
    /// The headers of the caller.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The headers that the operation declares.
    declared: Vec<(HeaderName, HeaderValue)>,
    pub(super) options: Options,
    problem: Option<String>,
}

impl Arguments {
    pub(super) fn new(client: &Client, path: &'static str) -> Self {
        Self {
            client: client.clone(),
            path: Path::new(&client.shared().base_url, path),
            query: Query::default(),
            headers: Vec::new(),
            declared: Vec::new(),
            options: Options::default(),
            problem: None,
        }
    }

    /// Sets the next parameter of the path.
    pub(super) fn fill_path(&mut self, value: Result<String, &str>) {
        // After the first problem, the names in the template no longer match the values.
        if self.problem.is_none() {
            let filled = self.path.fill(value);
            self.note(filled);
        }
    }

    /// Adds a header that the operation declares.
    pub(super) fn declare_header(&mut self, name: &'static str, value: &str) {
        let added = headers::of_operation(name, value).map(|header| self.declared.push(header));
        self.note(added);
    }

    /// Adds a header that the operation declares as a list. For an empty list, no header is sent.
    pub(super) fn declare_joined_header(&mut self, name: &'static str, values: impl Iterator<Item = String>) {
        let values: Vec<String> = values.collect();
        if values.iter().any(|value| value.contains(',')) {
            self.note(Err(format!("a value in the list of the header `{name}` must not contain a comma")));
        } else if !values.is_empty() {
            self.declare_header(name, &values.join(","));
        }
    }

    /// Adds a header of the caller.
    pub(super) fn add_header(&mut self, name: &str, value: &str) {
        let service = self.client.shared().service;
        let added = headers::of_caller(service, name, value).map(|header| self.headers.push(header));
        self.note(added);
    }

    /// Completes the request.
    pub(super) fn into_request(
        self,
        operation: OperationInfo,
        content: Result<Content, String>,
        expects: Expects,
    ) -> Result<Request, Error> {
        let Self { client, path, query, mut headers, declared, options, problem } = self;
        let invalid = |message| Error::invalid_input(operation.id, message);
        if let Some(problem) = problem {
            return Err(invalid(problem));
        }
        let content = content.map_err(invalid)?;
        let mut url = path.finish().map_err(invalid)?;
        query.write_to(&mut url);
        let url = Uri::try_from(url)
            .map_err(|_| invalid("the path and query are too long: the limit of a URL is 65534 bytes".to_owned()))?;
        headers.extend(declared);
        client.check_credentials(&operation)?;
        Ok(Request { client, operation, url, headers, content, options, expects })
    }

    pub(super) fn note(&mut self, result: Result<(), String>) {
        if let (Err(message), None) = (result, &self.problem) {
            self.problem = Some(message);
        }
    }
}

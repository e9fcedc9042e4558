//! Sends the key that an operation takes, and no other.

use http::{HeaderMap, HeaderValue};

use super::{Client, HeaderText};
use crate::runtime::{
    error::Error,
    operation::{Credential, OperationInfo},
    service::Service,
};

/// The headers that identify the caller.
pub(crate) struct Credentials<'a> {
    service: &'static Service,
    key: Option<&'a HeaderValue>,
    /// The instance that the call is for.
    pub(crate) instance_id: Option<&'a HeaderValue>,
}

impl Client {
    /// Fails if the client lacks the key that the operation takes, or if a header of the call is invalid.
    pub(crate) fn check_credentials(&self, operation: &OperationInfo) -> Result<(), Error> {
        let scope = &self.scope;
        if operation.credential == Credential::Instance {
            for header in [&scope.api_key, &scope.instance_id] {
                if let Some(Err(problem)) = header {
                    return Err(Error::invalid_input(operation.id, problem.clone()));
                }
            }
        }
        let needs_key = operation.credential != Credential::None && !self.shared().without_authentication;
        match self.credentials(operation.credential).key {
            None if needs_key => Err(Error::missing_credential(operation.id, operation.credential)),
            _ => Ok(()),
        }
    }

    /// Returns the headers for operations that take this credential.
    pub(crate) fn credentials(&self, credential: Credential) -> Credentials<'_> {
        fn valid(header: &Option<HeaderText>) -> Option<&HeaderValue> {
            header.as_ref()?.as_ref().ok()
        }
        let (scope, shared) = (&self.scope, self.shared());
        let (key, instance_id) = match credential {
            Credential::Account => (shared.account_key.as_ref(), None),
            Credential::Admin => (shared.admin_key.as_ref(), None),
            Credential::Instance => (valid(&scope.api_key), valid(&scope.instance_id)),
            Credential::None => (None, None),
        };
        Credentials { service: shared.service, key, instance_id }
    }
}

impl Credentials<'_> {
    /// Replaces the headers of these names.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        if let Some(key) = self.key {
            headers.insert(self.service.key_header.clone(), key.clone());
        }
        if let Some(id) = self.instance_id {
            headers.insert(self.service.instance_header.clone(), id.clone());
        }
    }
}

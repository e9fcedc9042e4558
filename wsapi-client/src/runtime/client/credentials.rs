//! The key that an operation takes, and no other.

use http::{HeaderMap, HeaderValue};

use super::{Client, HeaderText};
use crate::runtime::{
    error::Error,
    operation::{Credential, OperationInfo},
    service::Service,
};

/// The headers that identify the caller.
#[derive(Clone)]
pub(crate) struct Credentials {
    service: &'static Service,
    key: Option<HeaderValue>,
    /// The instance that the call is for.
    pub(crate) instance_id: Option<HeaderValue>,
}

impl Credentials {
    /// Returns the client's headers for the operation. Fails if the client lacks the key.
    pub(crate) fn of(client: &Client, operation: &OperationInfo) -> Result<Self, Error> {
        let (scope, shared) = (&client.scope, client.shared());
        let checked =
            |header: &HeaderText| header.clone().map_err(|problem| Error::invalid_input(operation.id, problem));
        let (key, instance_id) = match operation.credential {
            Credential::Account => (shared.account_key.clone(), None),
            Credential::Admin => (shared.admin_key.clone(), None),
            Credential::Instance => {
                (scope.api_key.as_ref().map(checked).transpose()?, scope.instance_id.as_ref().map(checked).transpose()?)
            }
            Credential::None => (None, None),
        };
        if key.is_none() && operation.credential != Credential::None && !shared.without_authentication {
            return Err(Error::missing_credential(operation.id, operation.credential));
        }
        Ok(Self { service: shared.service, key, instance_id })
    }

    /// Replaces the headers of these names.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        if let Some(key) = &self.key {
            headers.insert(self.service.key_header.clone(), key.clone());
        }
        if let Some(id) = &self.instance_id {
            headers.insert(self.service.instance_header.clone(), id.clone());
        }
    }
}

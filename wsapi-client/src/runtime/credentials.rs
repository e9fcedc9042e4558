//! Who is asking: the key that an operation takes, and no other.

use http::{HeaderMap, HeaderValue};

use super::{
    Error, Key, OperationInfo,
    client::{Header, Scope},
    headers,
};

/// The headers that say who is asking.
pub(super) struct Credentials {
    key: Option<HeaderValue>,
    /// Whom the call is for.
    pub(super) instance_id: Option<HeaderValue>,
}

impl Credentials {
    /// What the client has for the operation, or that it lacks the key.
    pub(super) fn of(scope: &Scope, operation: &OperationInfo) -> Result<Self, Error> {
        let missing = || Error::missing_key(operation.id, operation.key);
        let checked = |header: &Header| header.clone().map_err(|problem| Error::invalid_input(operation.id, problem));
        let (key, instance_id) = match operation.key {
            Key::Account => (Some(scope.shared.account_key.clone().ok_or_else(missing)?), None),
            Key::Admin => (Some(scope.shared.admin_key.clone().ok_or_else(missing)?), None),
            Key::Instance => {
                (scope.api_key.as_ref().map(checked).transpose()?, scope.instance_id.as_ref().map(checked).transpose()?)
            }
            Key::None => (None, None),
        };
        Ok(Self { key, instance_id })
    }

    /// Replaces what stands in their place.
    pub(super) fn add_to(&self, headers: &mut HeaderMap) {
        if let Some(key) = &self.key {
            headers.insert(headers::API_KEY, key.clone());
        }
        if let Some(id) = &self.instance_id {
            headers.insert(headers::INSTANCE_ID, id.clone());
        }
    }
}

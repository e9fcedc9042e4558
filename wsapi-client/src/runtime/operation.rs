//! The facts about an operation, on which sending, retrying and reading responses depend.

use http::Method;

/// The facts about an operation, as listed in its documentation.
///
/// ```
/// use wsapi_client::operations::OPERATIONS;
///
/// for operation in OPERATIONS {
///     println!("{:<40} {:<6} {}", operation.id, operation.method, operation.path);
/// }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The operation id in the service's document, such as `sendText`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, such as `/messages/{messageId}/reaction`.
    pub path: &'static str,
    /// The credential that it takes.
    pub credential: Credential,
    /// The effect of sending it twice.
    pub class: Class,
    /// The documented statuses of success: 2xx, or a redirection if that is the only documented result. An empty list
    /// means every 2xx.
    pub success: &'static [u16],
    /// The documented statuses of failure. Others are possible too.
    pub errors: &'static [u16],
}

/// Returns whether a status of success (2xx) is one of those that the operation documents.
pub(crate) fn is_documented(success: &[u16], status: u16) -> bool {
    success.is_empty() || success.contains(&status)
}

/// The credential that an operation takes. A call sends no other credential.
///
/// ```
/// use wsapi_client::{Credential, operations::OPERATIONS};
///
/// let admin = OPERATIONS.iter().filter(|operation| operation.credential == Credential::Admin);
/// println!("{} operations need the admin key", admin.count());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Credential {
    /// The API key of an instance.
    Instance,
    /// The account key of a customer.
    Account,
    /// The admin key of a self-hosted server.
    Admin,
    /// No key, and no instance either.
    None,
}

/// The effect of sending an operation twice. It determines which failed calls may be retried.
///
/// ```
/// use wsapi_client::{Class, Operation, operations::SendText};
///
/// assert_eq!(SendText::INFO.class, Class::Effectful);
/// ```
#[doc(alias("idempotency", "idempotent"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// It only reads (RFC 9110: safe).
    Safe,
    /// Sending it twice has the same effect as sending it once (RFC 9110: idempotent).
    Idempotent,
    /// Sending it twice has the effect twice: two messages, two groups.
    Effectful,
}

//! What the runtime has to know of an operation before it sends it.
//!
//! Everything that differs between two operations is data in [`OperationInfo`] and the types of two bodies.
//! So sending is written, and compiled, once for all of them.

use super::{Answer, Payload};

/// One operation of the service, such as "send a text message".
///
/// The generated operations implement it on types without values, so that `Call<SendText>` names what it
/// will do. It is not meant to be implemented by hand: items may be added in any release.
///
/// ```
/// use wsapi_client::{Class, Operation};
///
/// fn may_be_repeated<O: Operation>() -> bool {
///     O::INFO.class != Class::Effectful
/// }
/// ```
pub trait Operation: 'static {
    /// What the request holds.
    type Body: Payload;

    /// What a successful answer holds.
    type Answer: Answer;

    /// The facts about the operation.
    const INFO: OperationInfo;
}

/// What a successful call returns.
///
/// ```
/// use wsapi_client::{Call, Error, Operation, Output};
///
/// async fn send<O: Operation>(call: Call<O>) -> Result<Output<O>, Error> {
///     call.await
/// }
/// ```
pub type Output<O> = <<O as Operation>::Answer as Answer>::Output;

/// The facts about an operation: the same that its documentation states.
///
/// ```
/// fn label(info: &wsapi_client::OperationInfo) -> String {
///     format!("{} ({} {})", info.id, info.method, info.path)
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The name that the service's document gives it, such as `sendText`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, such as `/messages/{messageId}/reaction`.
    pub path: &'static str,
    /// The kind of key it takes.
    pub key: Key,
    /// What happens when it is sent twice.
    pub class: Class,
    /// The statuses of success that are documented.
    pub success: &'static [u16],
    /// The statuses of failure that are documented. Others may come too.
    pub errors: &'static [u16],
}

/// An HTTP method.
///
/// ```
/// assert_eq!(wsapi_client::Method::Post.to_string(), "POST");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the variants are the methods, and nothing more can be said")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The method as it stands in a request, such as `POST`.
    ///
    /// ```
    /// assert_eq!(wsapi_client::Method::Get.as_str(), "GET");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Put => Self::PUT,
            Method::Post => Self::POST,
            Method::Delete => Self::DELETE,
            Method::Options => Self::OPTIONS,
            Method::Head => Self::HEAD,
            Method::Patch => Self::PATCH,
            Method::Trace => Self::TRACE,
        }
    }
}

/// The kind of key that an operation takes. A call never carries a key of another kind.
///
/// ```
/// use wsapi_client::{Key, Operation};
///
/// fn is_for_administrators<O: Operation>() -> bool {
///     O::INFO.key == Key::Admin
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Key {
    /// The key of one instance. It may be left out for a server that asks for none.
    Instance,
    /// The customer's key for the account.
    Account,
    /// The key of a self-hosted server's administrator.
    Admin,
    /// No key at all, and no instance either.
    None,
}

/// What happens when an operation is sent twice: the base of every decision to repeat it.
///
/// ```
/// use wsapi_client::{Class, Operation};
///
/// fn changes_nothing<O: Operation>() -> bool {
///     O::INFO.class == Class::Safe
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// It reads only.
    Safe,
    /// Twice leaves the service as once does.
    Idempotent,
    /// Twice does it twice: two messages go out, two groups are made.
    Effectful,
}

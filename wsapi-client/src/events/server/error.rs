//! Errors of a Redis server.

use std::{error::Error as StdError, fmt, sync::Arc, time::Duration};

use ::redis::ErrorKind;

/// Messages about missing permissions, from several releases of Redis.
const PERMISSIONS: [&str; 3] = ["no permissions", "user executing the script can't", "ACL failure"];

/// Messages that contain no keys or arguments.
const HARMLESS: [&str; 4] =
    ["Authentication required", "DB index is out of range", "max number of clients reached", "unknown command"];

/// The error of a Redis server that could not be reached, did not respond or rejected a command. Requires the feature
/// `redis`.
///
/// The message names the server, the command and the cause. It contains no passwords, and no keys or arguments, which
/// can contain ids of people. Since it contains the cause, [`source`](StdError::source) returns `None`.
///
/// ```
/// use wsapi_client::events::redis::{Consumer, RedisError};
///
/// async fn run(consumer: Consumer) -> Result<(), RedisError> {
///     consumer.run_until(std::future::pending()).await.map(drop).inspect_err(|error| {
///         if error.is_rejected() {
///             eprintln!("check the user and its permissions at {}: {error}", error.address());
///         }
///     })
/// }
/// ```
#[derive(Clone)]
pub struct RedisError(Arc<Inner>);

struct Inner {
    address: Arc<str>,
    /// The name of the command, or `None` for an attempt to connect.
    command: Option<String>,
    cause: Cause,
}

pub(in crate::events) enum Cause {
    Timeout(Duration),
    Redis(::redis::RedisError),
    /// The commands and keys that the user may not use.
    NotPermitted(Vec<&'static str>),
}

impl RedisError {
    pub(in crate::events) fn new(address: &Arc<str>, command: Option<String>, cause: Cause) -> Self {
        Self(Arc::new(Inner { address: address.clone(), command, cause }))
    }

    /// Returns the host and the port of the server, or the name under which sentinels monitor it.
    pub fn address(&self) -> &str {
        &self.0.address
    }

    /// Returns whether the server was reached but does not accept the user, the password or the database, or does not
    /// permit the command. Retrying does not help.
    pub fn is_rejected(&self) -> bool {
        match &self.0.cause {
            Cause::Timeout(_) => false,
            Cause::NotPermitted(_) => true,
            Cause::Redis(error) => {
                error.kind() == ErrorKind::AuthenticationFailed
                    || matches!(error.code(), Some("NOAUTH" | "WRONGPASS"))
                    || self.is_permission()
                    || is_rejected_database(error)
            }
        }
    }

    /// Returns whether the user may not run the command or a command of the script, or may not access one of its keys.
    pub(in crate::events) fn is_permission(&self) -> bool {
        // The code is `ERR` for commands in a script, and while connecting.
        self.code() == Some("NOPERM") || PERMISSIONS.iter().any(|text| self.detail().contains(text))
    }

    /// Returns whether the user may run the command, but may not access one of its keys.
    pub(in crate::events) fn is_key_permission(&self) -> bool {
        self.is_permission() && ["to access", "can't access"].iter().any(|text| self.detail().contains(text))
    }

    /// Returns whether the stream or the group does not exist.
    pub(in crate::events) fn is_no_group(&self) -> bool {
        self.code() == Some("NOGROUP")
    }

    /// Returns whether the group already exists.
    pub(in crate::events) fn is_busy_group(&self) -> bool {
        self.code() == Some("BUSYGROUP")
    }

    /// Returns whether another connection is needed: there is none, it is broken, or its server is a replica.
    pub(in crate::events) fn needs_connection(&self) -> bool {
        match &self.0.cause {
            Cause::Timeout(_) => true,
            Cause::NotPermitted(_) => false,
            Cause::Redis(error) => {
                self.0.command.is_none()
                    || error.is_unrecoverable_error()
                    || error.is_io_error()
                    || matches!(error.code(), Some("READONLY" | "MASTERDOWN" | "UNBLOCKED" | "NOAUTH"))
            }
        }
    }

    fn redis(&self) -> Option<&::redis::RedisError> {
        match &self.0.cause {
            Cause::Redis(error) => Some(error),
            Cause::Timeout(_) | Cause::NotPermitted(_) => None,
        }
    }

    /// Returns the first word of the server's message, which names the kind of error.
    fn code(&self) -> Option<&str> {
        self.redis()?.code()
    }

    /// Returns the rest of the server's message.
    fn detail(&self) -> &str {
        self.redis().and_then(|error| error.detail()).unwrap_or_default()
    }
}

/// Returns whether the server rejected the database, which is selected while connecting. This is also how a missing
/// password is noticed, without an error code.
fn is_rejected_database(error: &::redis::RedisError) -> bool {
    let is_crowded = error.detail().is_some_and(|detail| detail.contains("max number of clients"));
    !is_crowded && error.to_string().starts_with("Redis server refused to switch database")
}

impl fmt::Display for RedisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { address, command, cause } = &*self.0;
        let command = command.as_deref();
        let error = match (cause, command) {
            (Cause::Redis(error), _) => error,
            (Cause::NotPermitted(missing), _) => {
                return write!(f, "the user lacks permissions for Redis at {address}: {}", missing.join(", "));
            }
            (Cause::Timeout(limit), Some(name)) => {
                return write!(f, "no response from Redis at {address} to {name} within {limit:?}");
            }
            (Cause::Timeout(limit), None) => return write!(f, "cannot reach Redis at {address} within {limit:?}"),
        };
        match (error.kind(), error.code(), command) {
            (ErrorKind::AuthenticationFailed, ..) => write!(f, "Redis at {address} rejected the user or the password"),
            (ErrorKind::Parse | ErrorKind::UnexpectedReturnType, ..) => {
                write!(f, "unexpected response from Redis at {address} to {}", command.unwrap_or("a new connection"))
            }
            (_, Some(code), _) => {
                let connecting = if is_rejected_database(error) { "SELECT" } else { "the connection" };
                write!(f, "Redis at {address} rejected {}: ", command.unwrap_or(connecting))?;
                match HARMLESS.iter().find(|text| self.detail().contains(**text)) {
                    _ if self.is_key_permission() => f.write_str("NOPERM for a key"),
                    _ if self.is_permission() => f.write_str("NOPERM"),
                    Some(text) => write!(f, "{code} {text}"),
                    None => f.write_str(code),
                }
            }
            (_, None, Some(name)) => {
                write!(f, "lost the connection to Redis at {address} during {name}: {}", cause_of(error))
            }
            (_, None, None) => write!(f, "cannot reach Redis at {address}: {}", cause_of(error)),
        }
    }
}

/// Returns the message of the system, or of the Redis client without its details.
fn cause_of(error: &::redis::RedisError) -> String {
    let text = error.to_string();
    let text = if error.is_io_error() { &text } else { text.split(" - ").next().unwrap_or_default() };
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), chars.as_str()))
}

impl fmt::Debug for RedisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedisError({self})")
    }
}

impl StdError for RedisError {}

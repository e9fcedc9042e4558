//! What a Redis server refused.

use std::{error::Error as StdError, fmt};

use ::redis::{ErrorKind, ServerErrorKind};

/// A Redis server could not be reached, or refused what it was asked for.
///
/// ```
/// use wsapi_client::events::redis::RedisError;
///
/// fn report(error: &RedisError) {
///     if error.is_refused() {
///         eprintln!("look at the user and the password: {error}");
///     }
/// }
/// ```
pub struct RedisError(Box<Cause>);

#[derive(Debug)]
enum Cause {
    Server(::redis::RedisError),
    Silence,
}

impl RedisError {
    /// No answer came in time.
    pub(super) fn silence() -> Self {
        Self(Box::new(Cause::Silence))
    }

    /// Whether the server was reached and does not let this user in. Waiting does not help.
    ///
    /// ```
    /// # use wsapi_client::events::redis::RedisError;
    /// fn is_worth_waiting(error: &RedisError) -> bool {
    ///     !error.is_refused()
    /// }
    /// ```
    pub fn is_refused(&self) -> bool {
        match &*self.0 {
            Cause::Server(error) => {
                let kinds = [ErrorKind::AuthenticationFailed, ErrorKind::Server(ServerErrorKind::NoPerm)];
                kinds.contains(&error.kind())
                    || matches!(error.code(), Some("NOAUTH" | "WRONGPASS" | "NOPERM"))
                    || is_database_refused(error)
            }
            Cause::Silence => false,
        }
    }

    /// Whether the group of the stream, or the stream, does not exist.
    pub(super) fn is_no_group(&self) -> bool {
        self.code() == Some("NOGROUP")
    }

    /// Whether a group is there already.
    pub(super) fn is_busy_group(&self) -> bool {
        self.code() == Some("BUSYGROUP")
    }

    /// Whether another connection may fare better: this one is broken, or leads to a server that is none to write to.
    pub(super) fn needs_connection(&self) -> bool {
        match &*self.0 {
            Cause::Server(error) => {
                error.is_unrecoverable_error()
                    || error.is_io_error()
                    || matches!(error.code(), Some("READONLY" | "MASTERDOWN" | "UNBLOCKED" | "NOAUTH"))
            }
            Cause::Silence => true,
        }
    }

    /// The first word of what the server said, which names the kind of error.
    fn code(&self) -> Option<&str> {
        match &*self.0 {
            Cause::Server(error) => error.code(),
            Cause::Silence => None,
        }
    }
}

/// A database is chosen when a connection is opened. Without a password that fails first, and its error has no code.
fn is_database_refused(error: &::redis::RedisError) -> bool {
    let is_crowded = error.detail().is_some_and(|detail| detail.contains("max number of clients"));
    !is_crowded && error.to_string().starts_with("Redis server refused to switch database")
}

impl From<::redis::RedisError> for RedisError {
    fn from(error: ::redis::RedisError) -> Self {
        Self(Box::new(Cause::Server(error)))
    }
}

/// Names the kind of the error. What the server said can repeat a key, and so the id of an instance or a person.
impl fmt::Display for RedisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Silence => f.write_str("the Redis server did not answer in time"),
            Cause::Server(error) => match error.code() {
                Some(code) => write!(f, "the Redis server refused a command: {code}"),
                None => write!(f, "the Redis server was not reached: {}", error.category()),
            },
        }
    }
}

impl fmt::Debug for RedisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedisError({self})")
    }
}

impl StdError for RedisError {}

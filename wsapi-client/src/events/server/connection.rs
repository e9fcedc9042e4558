//! A connection that is reopened after it breaks.

use std::{sync::Arc, time::Duration};

use ::redis::{
    Arg, AsyncConnectionConfig, Cmd, FromRedisValue, RedisResult, ScriptInvocation, aio::MultiplexedConnection,
};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use super::{
    config::RedisConfig,
    error::{Cause, RedisError},
};
use crate::Error;

/// A connection that commands share. It is opened on demand, and reopened after it breaks.
pub(in crate::events) struct Connection {
    config: RedisConfig,
    address: Arc<str>,
    /// The time limit for connecting, and for each response.
    timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    open: Option<MultiplexedConnection>,
    /// The number of the connection, counted from 1.
    number: u64,
    /// The last failure to connect. A command that waited for that attempt fails too, and does not make another one.
    failure: Option<(Instant, RedisError)>,
}

impl Connection {
    /// Creates a connection, which is opened by the first command. Fails if the configuration is invalid.
    pub(in crate::events) fn new(config: &RedisConfig, timeout: Duration) -> Result<Self, Error> {
        let address = config.address()?.into();
        Ok(Self { config: config.clone(), address, timeout, state: Mutex::default() })
    }

    /// Creates another connection to the same server.
    pub(in crate::events) fn with_timeout(&self, timeout: Duration) -> Self {
        Self { config: self.config.clone(), address: self.address.clone(), timeout, state: Mutex::default() }
    }

    pub(in crate::events) async fn command<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        let (mut connection, number) = self.open().await?;
        let response = self.limited(command.query_async(&mut connection)).await;
        self.check(response, number, || name(command)).await
    }

    pub(in crate::events) async fn script<T: FromRedisValue>(
        &self,
        script: &ScriptInvocation<'_>,
    ) -> Result<T, RedisError> {
        let (mut connection, number) = self.open().await?;
        let response = self.limited(script.invoke_async(&mut connection)).await;
        self.check(response, number, || "EVALSHA".to_owned()).await
    }

    /// Creates the error of a user that lacks permissions.
    pub(in crate::events) fn not_permitted(&self, missing: Vec<&'static str>) -> RedisError {
        RedisError::new(&self.address, None, Cause::NotPermitted(missing))
    }

    /// Closes the connection after an error that a new connection may fix, such as a missing response.
    async fn check<T>(
        &self,
        response: Result<T, Cause>,
        number: u64,
        name: impl FnOnce() -> String,
    ) -> Result<T, RedisError> {
        let error = match response {
            Ok(value) => return Ok(value),
            Err(cause) => RedisError::new(&self.address, Some(name()), cause),
        };
        if error.needs_connection() {
            let mut state = self.state.lock().await;
            if state.number == number {
                state.open = None;
            }
        }
        Err(error)
    }

    async fn open(&self) -> Result<(MultiplexedConnection, u64), RedisError> {
        let since = Instant::now();
        let mut state = self.state.lock().await;
        if let Some(connection) = &state.open {
            return Ok((connection.clone(), state.number));
        }
        if let Some((time, error)) = &state.failure
            && *time >= since
        {
            return Err(error.clone());
        }
        match self.limited(Box::pin(self.connect())).await {
            Ok(connection) => {
                state.number += 1;
                state.open = Some(connection.clone());
                Ok((connection, state.number))
            }
            Err(cause) => {
                let error = RedisError::new(&self.address, None, cause);
                state.failure = Some((Instant::now(), error.clone()));
                Err(error)
            }
        }
    }

    async fn connect(&self) -> RedisResult<MultiplexedConnection> {
        let config = AsyncConnectionConfig::new().set_connection_timeout(None).set_response_timeout(None);
        self.config.client().await?.get_multiplexed_async_connection_with_config(&config).await
    }

    async fn limited<T>(&self, response: impl Future<Output = RedisResult<T>>) -> Result<T, Cause> {
        match timeout(self.timeout, response).await {
            Ok(response) => response.map_err(Cause::Redis),
            Err(_) => Err(Cause::Timeout(self.timeout)),
        }
    }
}

/// Makes a call that is safe to make twice. A connection that turns out to be broken is replaced at once.
pub(in crate::events) async fn retried<T, F>(call: impl Fn() -> F) -> Result<T, RedisError>
where
    F: Future<Output = Result<T, RedisError>>,
{
    match call().await {
        Err(error) if error.needs_connection() => call().await,
        result => result,
    }
}

/// Returns the name of a command, without its arguments.
fn name(command: &Cmd) -> String {
    let mut words = command.args_iter().filter_map(|argument| match argument {
        Arg::Simple(bytes) => Some(String::from_utf8_lossy(bytes)),
        _ => None,
    });
    let name = words.next().unwrap_or_default();
    match (&*name, words.next()) {
        ("SCRIPT" | "XGROUP" | "XINFO", Some(subcommand)) => format!("{name} {subcommand}"),
        _ => name.into_owned(),
    }
}

//! A connection that comes back after it broke.

use std::time::Duration;

use ::redis::{AsyncConnectionConfig, Cmd, FromRedisValue, ScriptInvocation, aio::MultiplexedConnection};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use super::{RedisError, Server, server::Finder};
use crate::Error;

/// How long a connection may take, and how long an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection that is opened when it is needed, and opened anew after it broke. Commands share it.
pub(super) struct Link {
    finder: Finder,
    /// How long a command may wait at the server beyond the usual.
    block: Duration,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    connection: Option<MultiplexedConnection>,
    /// How many connections there were.
    count: u64,
    /// When the last attempt failed: who waited for it meanwhile does not begin another.
    failed: Option<Instant>,
}

impl Link {
    pub(super) fn new(server: &Server) -> Result<Self, Error> {
        Ok(Self { finder: server.finder()?, block: Duration::ZERO, open: Mutex::default() })
    }

    /// For commands that wait at the server.
    pub(super) fn blocking(server: &Server, block: Duration) -> Result<Self, Error> {
        Ok(Self { block, ..Self::new(server)? })
    }

    pub(super) async fn command<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        let (mut connection, count) = self.connection().await?;
        let answer = command.query_async(&mut connection).await.map_err(RedisError::from);
        self.judge(answer, count).await
    }

    pub(super) async fn script<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, RedisError> {
        let (mut connection, count) = self.connection().await?;
        let answer = script.invoke_async(&mut connection).await.map_err(RedisError::from);
        self.judge(answer, count).await
    }

    /// Gives a connection up that no answer will come from.
    async fn judge<T>(&self, answer: Result<T, RedisError>, count: u64) -> Result<T, RedisError> {
        if let Err(error) = &answer
            && error.needs_connection()
        {
            let mut open = self.open.lock().await;
            if open.count == count {
                open.connection = None;
            }
        }
        answer
    }

    async fn connection(&self) -> Result<(MultiplexedConnection, u64), RedisError> {
        let since = Instant::now();
        let mut open = self.open.lock().await;
        if let Some(connection) = &open.connection {
            return Ok((connection.clone(), open.count));
        }
        if open.failed.is_some_and(|failed| failed >= since) {
            return Err(RedisError::silence());
        }
        let connection = match timeout(PATIENCE, self.connect()).await {
            Ok(connection) => connection,
            Err(_) => Err(RedisError::silence()),
        };
        let connection = connection.inspect_err(|_| open.failed = Some(Instant::now()))?;
        open.count += 1;
        open.connection = Some(connection.clone());
        Ok((connection, open.count))
    }

    async fn connect(&self) -> Result<MultiplexedConnection, RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE + self.block));
        let client = self.finder.find().await?;
        Ok(client.get_multiplexed_async_connection_with_config(&config).await?)
    }
}

//! Redis streams.

use std::{fmt, time::Duration};

use redis::{
    Client, ConnectionAddr, ConnectionInfo, IntoConnectionInfo, RedisConnectionInfo, RedisResult, TlsMode,
    aio::MultiplexedConnection,
    cmd,
    sentinel::{SentinelClient, SentinelNodeConnectionInfo, SentinelServerType},
};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::{sync::Mutex, time::timeout};
use wsapi_client::{BoxFuture, events::BoxError};

use super::{Ending, Receiver};
use crate::events::Published;

/// The timeout after which Redis is considered down.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The Redis server whose streams receive the events. Requires the feature `redis`.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct RedisSettings {
    /// The `host:port` of the server, or of each Sentinel.
    pub addresses: Vec<String>,
    /// The name of the master; `None` if the address is the server's own and not that of Sentinels.
    pub master: Option<String>,
    /// The password of the server.
    pub password: Option<String>,
    /// The password of the Sentinels.
    pub sentinel_password: Option<String>,
    /// The number of the database.
    pub database: i64,
    /// The stream of all instances. If it is `None`, each instance has its own: `stream:<instance id>`.
    pub stream: Option<String>,
    /// Connects with TLS.
    pub tls: bool,
    /// Accepts any certificate.
    pub tls_insecure: bool,
}

/// Adds events to Redis streams.
pub(crate) struct RedisStream {
    settings: RedisSettings,
    connection: Mutex<Option<MultiplexedConnection>>,
}

/// The envelope, with its data exactly as serialized.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    received_at: String,
    #[serde(borrow)]
    event_data: &'a RawValue,
}

impl RedisStream {
    /// Creates the transport. Does not connect yet: Redis may be down when the server starts.
    pub(crate) fn new(settings: RedisSettings) -> RedisResult<Self> {
        for address in &settings.addresses {
            settings.info(address, None)?;
        }
        Ok(Self { settings, connection: Mutex::new(None) })
    }

    /// Returns the key of the stream for an event.
    fn key(&self, event: &Published) -> String {
        self.settings.stream.clone().unwrap_or_else(|| format!("stream:{}", event.instance))
    }

    async fn add(&self, event: &Published) -> Result<(), BoxError> {
        let fields: Fields<'_> = serde_json::from_slice(&event.json)?;
        let mut command = cmd("XADD");
        command.arg(self.key(event)).arg("*").arg("eventId").arg(&event.id).arg("instanceId").arg(&event.instance);
        command.arg("eventType").arg(&event.kind).arg("receivedAt").arg(&fields.received_at);
        command.arg("eventData").arg(fields.event_data.get());
        if let Some(signature) = &event.signature {
            command.arg("signature").arg(signature);
        }
        let mut connection = self.connection.lock().await;
        // A failed connection is not reused.
        let mut open = match connection.take() {
            Some(open) => open,
            None => self.settings.connect().await?,
        };
        command.query_async::<String>(&mut open).await?;
        *connection = Some(open);
        Ok(())
    }
}

impl Receiver for RedisStream {
    fn name(&self) -> &'static str {
        "redis"
    }

    fn target(&self, event: &Published) -> Option<String> {
        Some(self.key(event))
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Ending> {
        Box::pin(async move {
            let result = timeout(TIMEOUT, self.add(event)).await;
            result.unwrap_or_else(|_| Err("Redis did not respond in time".into())).into()
        })
    }
}

impl RedisSettings {
    /// Configures a single server at `host:port`.
    pub fn new(address: impl Into<String>) -> Self {
        Self { addresses: vec![address.into()], ..Self::default() }
    }

    async fn connect(&self) -> RedisResult<MultiplexedConnection> {
        let Some(master) = &self.master else {
            let address = self.addresses.first().map_or("127.0.0.1:6379", String::as_str);
            return Client::open(self.info(address, self.password.as_deref())?)?
                .get_multiplexed_async_connection()
                .await;
        };
        let sentinels = self.addresses.iter().map(|address| {
            let info = self.info(address, self.sentinel_password.as_deref())?;
            // Sentinels have no databases.
            Ok(info.clone().set_redis_settings(info.redis_settings().clone().set_db(0)))
        });
        let sentinels = sentinels.collect::<RedisResult<Vec<_>>>()?;
        let mut node = SentinelNodeConnectionInfo::default().set_redis_connection_info(self.login(&self.password));
        if self.tls {
            node = node.set_tls_mode(if self.tls_insecure { TlsMode::Insecure } else { TlsMode::Secure });
        }
        let mut client = SentinelClient::build(sentinels, master.clone(), Some(node), SentinelServerType::Master)?;
        client.get_async_connection().await
    }

    fn login(&self, password: &Option<String>) -> RedisConnectionInfo {
        let login = RedisConnectionInfo::default().set_db(self.database);
        match password.as_deref().filter(|password| !password.is_empty()) {
            Some(password) => login.set_password(password),
            None => login,
        }
    }

    fn info(&self, address: &str, password: Option<&str>) -> RedisResult<ConnectionInfo> {
        let parsed = format!("redis://{address}").into_connection_info()?;
        let addr = match parsed.addr().clone() {
            ConnectionAddr::Tcp(host, port) if self.tls => {
                ConnectionAddr::TcpTls { host, port, insecure: self.tls_insecure, tls_params: None }
            }
            addr => addr,
        };
        Ok(parsed.set_addr(addr).set_redis_settings(self.login(&password.map(str::to_owned))))
    }
}

impl fmt::Debug for RedisSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisSettings")
            .field("addresses", &self.addresses)
            .field("master", &self.master)
            .field("database", &self.database)
            .field("stream", &self.stream)
            .finish_non_exhaustive()
    }
}

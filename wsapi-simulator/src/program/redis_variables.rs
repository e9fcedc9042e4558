//! The environment variables of Redis.

use wsapi_client::events::BoxError;

use super::variables::Variables;
use crate::serve::PublishVia;

impl Variables {
    /// Returns the transport for Redis streams.
    #[cfg(feature = "redis")]
    pub(super) fn redis(&self) -> Result<PublishVia, BoxError> {
        let addresses = self.get("REDIS_URL").ok_or("missing WSAPI_REDIS_URL: set it to host:port")?;
        let master = match self.get("REDIS_MODE") {
            None | Some("standalone") => None,
            Some("sentinel") => Some(self.text("REDIS_MASTER_NAME").unwrap_or_else(|| "mymaster".to_owned())),
            Some(other) => {
                return Err(format!("WSAPI_REDIS_MODE: expected standalone or sentinel, found `{other}`").into());
            }
        };
        Ok(PublishVia::Redis(crate::RedisSettings {
            addresses: addresses.split(',').map(|address| address.trim().to_owned()).collect(),
            master,
            password: self.text("REDIS_PASSWORD"),
            sentinel_password: self.text("REDIS_SENTINEL_PASSWORD"),
            database: self.parsed("REDIS_DB", 0)?,
            stream: self.text("REDIS_STREAM_NAME"),
            tls: self.flag("REDIS_TLS").unwrap_or_default(),
            tls_insecure: self.flag("REDIS_TLS_INSECURE").unwrap_or_default(),
        }))
    }

    /// Fails, because the program was built without the feature `redis`.
    #[cfg(not(feature = "redis"))]
    #[expect(clippy::unused_self, reason = "with the feature `redis` it reads variables")]
    pub(super) fn redis(&self) -> Result<PublishVia, BoxError> {
        Err("WSAPI_PUBLISH_VIA: redis requires a build with `--features redis`".into())
    }
}

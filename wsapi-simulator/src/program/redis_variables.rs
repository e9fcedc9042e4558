//! The variables about Redis.

use wsapi_client::events::BoxError;

use super::variables::Variables;
use crate::serve::PublishVia;

impl Variables {
    /// Events in Redis streams.
    #[cfg(feature = "redis")]
    pub(super) fn redis(&self) -> Result<PublishVia, BoxError> {
        let addresses = self.get("REDIS_URL").ok_or("WSAPI_REDIS_URL: expected host:port, found nothing")?;
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

    /// This program was built without Redis.
    #[cfg(not(feature = "redis"))]
    #[expect(clippy::unused_self, reason = "with the feature `redis` it reads variables")]
    pub(super) fn redis(&self) -> Result<PublishVia, BoxError> {
        Err("WSAPI_PUBLISH_VIA: redis requires a build with `--features redis`".into())
    }
}

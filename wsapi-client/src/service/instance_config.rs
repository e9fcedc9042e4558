//! Changes single settings of an instance, although the service replaces all of them at once.

use crate::{
    Error, Secret,
    resources::Instances,
    types::{InstanceConfig, SetInstanceConfigRequest},
};

impl Instances {
    /// Reads the configuration of an instance, changes it, and writes all of it back.
    ///
    /// The service replaces a configuration as a whole: a setting that a request leaves out is reset to the server's
    /// default, and without a default key the instance accepts every caller. This method preserves every setting that
    /// `change` does not change, including those that this release does not know, which are in
    /// [`other`](SetInstanceConfigRequest::other). If the key or the signing secret is empty, the call fails before
    /// anything is written, unless it is [`Secret::server_default`].
    ///
    /// A new API key applies at once. The webhook URL, the signing secret, the event filters and the history sync do
    /// not change how events are published until the instance is [restarted](Self::restart).
    ///
    /// If two programs update the configuration concurrently, the last one to write wins, and the changes of the other
    /// are lost.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let hook = "https://hooks.example.com/wsapi";
    /// client.instances().update_config("sales", |config| config.webhook_url = hook.to_owned()).await?;
    /// client.instances().restart("sales").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`get`](Self::get) and [`set_config`](Self::set_config) do.
    #[doc(alias("webhook_url", "signing_secret"))]
    pub async fn update_config(
        &self,
        instance_id: &str,
        change: impl FnOnce(&mut SetInstanceConfigRequest),
    ) -> Result<(), Error> {
        let mut config = SetInstanceConfigRequest::from(self.get(instance_id).await?.config);
        change(&mut config);
        self.set_config(instance_id, config).await
    }
}

/// Preserves all settings, including those that this release does not know. A key or secret that is not set becomes
/// [`Secret::server_default`].
impl From<InstanceConfig> for SetInstanceConfigRequest {
    fn from(config: InstanceConfig) -> Self {
        let mut request = Self::new(
            config.api_key.unwrap_or_else(Secret::server_default),
            config.webhook_url,
            config.signing_secret.unwrap_or_else(Secret::server_default),
            config.event_filters,
            config.history_sync,
            config.publish_events,
        );
        request.other = config.other;
        request
    }
}

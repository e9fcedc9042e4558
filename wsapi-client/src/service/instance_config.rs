//! Changing one setting of an instance, where the service replaces all of them at once.

use crate::{
    Error, Secret,
    resources::Instances,
    types::{InstanceConfig, SetInstanceConfigRequest},
};

impl Instances {
    /// Reads the configuration of an instance, changes it, and writes all of it back.
    ///
    /// The service replaces a configuration as a whole: what a request leaves out goes back to the server's
    /// default, and without a default key the instance is open to everyone. Here only what `change` changes is
    /// another afterwards. An empty key or signing secret is refused before anything is written, unless it is
    /// [`Secret::server_default`]. A setting that the server has and this release does not know is written back as it was
    /// read, in [`other`](SetInstanceConfigRequest::other).
    ///
    /// Between reading and writing, another writer's change is lost.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let hook = "https://hooks.example.com/wsapi";
    /// client.instances().update_config("sales", |config| config.webhook_url = hook.to_owned()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`get`](Self::get) and [`set_config`](Self::set_config).
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

/// Takes all settings over as they are, those that this release does not know included. What is not set stays so.
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

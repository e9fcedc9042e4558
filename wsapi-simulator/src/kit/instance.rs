//! An instance as a test sees it.

use wsapi_client::{Client, ClientBuilder, Jid};

use super::{Acting, Person, Simulator};
use crate::server::Instance;

/// A handle to an instance of the simulated server.
#[derive(Clone, Debug)]
pub struct InstanceHandle {
    pub(super) simulator: Simulator,
    pub(super) id: String,
}

impl InstanceHandle {
    /// The id of the instance.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A client of the instance, with its key, and with the account's and the admin key.
    ///
    /// # Panics
    ///
    /// Never: the configuration of the client is valid.
    pub fn client(&self) -> Client {
        self.client_builder()
            .base_url("https://simulator.invalid")
            .transport(self.simulator.transport())
            .clock(self.simulator.shared.clock.clone())
            .build()
            .expect("the configuration is valid")
    }

    /// The key; empty if the server accepts any.
    #[cfg(feature = "program")]
    pub(crate) fn key(&self) -> String {
        let world = self.simulator.shared.world();
        let own = world.instances.get(&self.id).and_then(|instance| instance.config.key.clone());
        own.filter(|key| !key.is_empty()).unwrap_or_else(|| world.settings.default_key.clone())
    }

    /// A client with all keys. Where the server accepts any key, so does it.
    pub(crate) fn client_builder(&self) -> ClientBuilder {
        let world = self.simulator.shared.world();
        let own = world.instances.get(&self.id).and_then(|instance| instance.config.key.clone());
        let key = own.unwrap_or_else(|| world.settings.default_key.clone());
        let or_any = |key: &str| if key.is_empty() { "any".to_owned() } else { key.to_owned() };
        Client::builder()
            .instance_id(&self.id)
            .api_key(or_any(&key))
            .account_key(or_any(&world.settings.account_key))
            .admin_key(or_any(&world.settings.admin_key))
    }

    /// The phone of the instance's account. What it does arrives as events with `isMe`.
    ///
    /// # Panics
    ///
    /// Panics if the instance is not paired.
    pub fn phone(&self) -> Person {
        let jid = self.account().unwrap_or_else(|| panic!("the instance {} is not paired", self.id));
        Person { simulator: self.simulator.clone(), jid }
    }

    /// Sets the webhook of the instance, and the secret that signs its events, without a restart; an empty text removes
    /// either. Only a simulator on a socket posts events.
    pub fn set_webhook(&self, url: &str, secret: &str) {
        self.simulator.shared.world().configure(&self.id, |config| {
            url.clone_into(&mut config.webhook_url);
            config.signing_secret = Some(secret.to_owned());
        });
    }

    /// The account of the instance, if it is paired.
    pub fn account(&self) -> Option<Jid> {
        self.simulator.shared.world().instances.get(&self.id)?.account().cloned()
    }

    /// Whether it has a device.
    pub fn is_paired(&self) -> bool {
        self.account().is_some()
    }

    /// Loses its socket to WhatsApp. It stays logged in, and what asks WhatsApp something fails.
    pub fn loses_connection(&self) {
        self.change(|instance| instance.has_socket = false);
    }

    /// Opens its socket again. What happened in the meantime arrives now.
    pub fn reconnects(&self) -> Acting<'_> {
        Acting::new(&self.simulator, |world| {
            if let Some(instance) = world.instances.get_mut(&self.id) {
                instance.has_socket = instance.is_paired();
            }
        })
    }

    /// Stops. Every request is refused with 503.
    pub fn goes_down(&self) {
        self.change(|instance| instance.is_up = false);
    }

    /// Starts again, with its newest configuration.
    pub fn comes_up(&self) -> Acting<'_> {
        Acting::new(&self.simulator, |world| {
            if let Some(instance) = world.instances.get_mut(&self.id) {
                instance.restart();
            }
        })
    }

    fn change(&self, change: impl FnOnce(&mut Instance)) {
        if let Some(instance) = self.simulator.shared.world().instances.get_mut(&self.id) {
            change(instance);
        }
    }
}

//! The view of an instance in tests.

use wsapi_client::{Client, ClientBuilder, EventData, Jid};

use super::{Acting, NewInstance, Person, Simulator, in_full::debug_in_full, possible};
use crate::{network::Rejected, server::Instance, world::World};

/// A handle to an instance of the simulated server. [`Simulator::instance`] returns it.
///
/// ```
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let sim = Simulator::new();
/// let instance = sim.instance("default");
///
/// instance.goes_down();
/// let error = sim.client().chats().list().await.expect_err("the instance is down");
/// assert_eq!(error.status(), Some(503));
///
/// instance.comes_up().await;
/// sim.client().chats().list().await.expect("the instance is up");
/// # }
/// ```
#[derive(Clone)]
pub struct InstanceHandle {
    pub(super) simulator: Simulator,
    pub(super) id: String,
}

debug_in_full!(InstanceHandle { id });

impl InstanceHandle {
    /// Returns the id of the instance.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns a client of the instance, with the instance key, the account key and the admin key.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist.
    #[track_caller]
    pub fn client(&self) -> Client {
        self.client_builder().build().expect("the configuration is valid")
    }

    /// Returns a builder for a client like that of [`client`](Self::client), for example to set another
    /// [`RetryPolicy`]. Its base URL is `https://simulator.invalid`, which errors and traces show. Its requests go to
    /// the simulator directly, and never to this URL.
    ///
    /// [`RetryPolicy`]: wsapi_client::RetryPolicy
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist.
    #[track_caller]
    pub fn client_builder(&self) -> ClientBuilder {
        possible(self.known(|_| ()));
        self.in_process_builder()
    }

    /// Returns a builder for a client of the instance, which need not exist.
    pub(super) fn in_process_builder(&self) -> ClientBuilder {
        let (transport, clock) = (self.simulator.transport(), self.simulator.shared.clock.clone());
        self.builder_with_keys().base_url("https://simulator.invalid").transport(transport).clock(clock)
    }

    /// Returns the API key; empty if the server accepts any key.
    pub(crate) fn key(&self) -> String {
        let world = self.simulator.shared.world();
        let settings = &world.settings;
        let own = world.instances.get(&self.id).map(|instance| settings.key_of(&instance.config));
        own.unwrap_or(&settings.default_key).to_owned()
    }

    /// Returns a builder for a client with all keys. It uses a placeholder if the server accepts any key.
    pub(crate) fn builder_with_keys(&self) -> ClientBuilder {
        let key = self.key();
        let world = self.simulator.shared.world();
        let or_any = |key: &str| if key.is_empty() { "any".to_owned() } else { key.to_owned() };
        Client::builder()
            .instance_id(&self.id)
            .api_key(or_any(&key))
            .account_key(or_any(&world.settings.account_key))
            .admin_key(or_any(&world.settings.admin_key))
    }

    /// Returns the phone of the instance's account. Its acts arrive as events with `isMe`.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist or is not paired.
    #[track_caller]
    pub fn phone(&self) -> Person {
        let jid = possible(self.simulator.shared.world().paired_account(&self.id));
        Person { simulator: self.simulator.clone(), jid }
    }

    /// Sets the webhook URL of the instance and the secret that signs its events, without a restart. An empty string
    /// removes the value. Only a served simulator posts events.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist.
    #[track_caller]
    pub fn set_webhook(&self, url: &str, secret: &str) {
        possible(self.try_set_webhook(url, Some(secret)));
    }

    /// Sets the webhook. Without a secret, the present one is kept.
    pub(crate) fn try_set_webhook(&self, url: &str, secret: Option<&str>) -> Result<(), Rejected> {
        let world = &mut *self.simulator.shared.world();
        world.known_instance(&self.id)?;
        world.configure(&self.id, |config| {
            url.clone_into(&mut config.webhook_url);
            if let Some(secret) = secret {
                config.signing_secret = Some(secret.to_owned());
            }
        });
        Ok(())
    }

    /// Returns the account of the instance, if it is paired.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist.
    #[track_caller]
    pub fn account(&self) -> Option<Jid> {
        possible(self.known(|instance| instance.account().cloned()))
    }

    /// Returns `true` if the instance is paired.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist.
    #[track_caller]
    pub fn is_paired(&self) -> bool {
        self.account().is_some()
    }

    /// Loses the connection to WhatsApp. The instance remains logged in, but calls that need WhatsApp fail.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist or is not paired.
    #[track_caller]
    pub fn loses_connection(&self) {
        possible(self.try_loses_connection());
    }

    pub(crate) fn try_loses_connection(&self) -> Result<(), Rejected> {
        self.change_paired(&mut self.simulator.shared.world(), |instance| instance.has_socket = false)
    }

    /// Reconnects to WhatsApp. The events from the meantime arrive now.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the instance does not exist or is not paired.
    pub fn reconnects(&self) -> Acting<'_> {
        Acting::new(&self.simulator, |world| self.change_paired(world, |instance| instance.has_socket = true))
    }

    /// Stops the instance. Every request to it is rejected with 503.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist.
    #[track_caller]
    pub fn goes_down(&self) {
        possible(self.try_goes_down());
    }

    pub(crate) fn try_goes_down(&self) -> Result<(), Rejected> {
        self.simulator.shared.world().known_instance_mut(&self.id).map(|instance| instance.is_up = false)
    }

    /// Starts the instance again, with its latest configuration.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the instance does not exist.
    pub fn comes_up(&self) -> Acting<'_> {
        Acting::new(&self.simulator, |world| world.known_instance_mut(&self.id).map(Instance::restart))
    }

    /// Publishes an event as if something had happened, and returns the id of the event. The event filters of the
    /// instance do not apply. Nothing else changes: a message does not appear in a chat.
    ///
    /// Use it for events that no act of a [`Person`] causes.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the instance does not exist.
    pub fn publishes(&self, data: EventData) -> Acting<'_, String> {
        Acting::new(&self.simulator, move |world| {
            let config = world.known_instance(&self.id)?.publishing().clone();
            Ok(world.announce(&self.id, &data, &config))
        })
    }

    /// Publishes an event, and returns its id and the names of the transports that deliver it.
    #[cfg(feature = "server")]
    pub(crate) fn try_publishes(&self, data: EventData) -> Result<(String, Vec<&'static str>), Rejected> {
        let act = Acting::new(&self.simulator, move |world| {
            let config = world.known_instance(&self.id)?.publishing().clone();
            let id = world.announce(&self.id, &data, &config);
            let receivers = world.outbox.back().map(|event| self.simulator.shared.receivers.wanting(event));
            Ok((id, receivers.iter().flat_map(|all| all.iter()).map(|receiver| receiver.name()).collect()))
        });
        act.attempt()
    }

    /// Reads the instance, which must exist.
    fn known<T>(&self, read: impl FnOnce(&Instance) -> T) -> Result<T, Rejected> {
        self.simulator.shared.world().known_instance(&self.id).map(read)
    }

    fn change_paired(&self, world: &mut World, change: impl FnOnce(&mut Instance)) -> Result<(), Rejected> {
        world.paired_account(&self.id)?;
        world.known_instance_mut(&self.id).map(change)
    }
}

impl Simulator {
    /// Adds an instance: an id, or a [`NewInstance`].
    ///
    /// # Panics
    ///
    /// Panics if the id is already taken, or if a server in single mode would have an instance other than `default`.
    #[track_caller]
    pub fn add_instance(&self, instance: impl Into<NewInstance>) -> InstanceHandle {
        possible(self.try_add_instance(instance.into()))
    }

    pub(crate) fn try_add_instance(&self, instance: NewInstance) -> Result<InstanceHandle, Rejected> {
        let id = instance.add_to(&mut self.shared.world())?;
        Ok(self.instance(&id))
    }

    /// Returns the account of an instance, if the instance exists and is paired.
    pub(crate) fn account_of(&self, instance: &str) -> Option<Jid> {
        self.shared.world().instances.get(instance)?.account().cloned()
    }

    /// Returns the account of the first instance, if that instance exists and is paired.
    pub(super) fn first_account(&self) -> Option<Jid> {
        self.account_of(&self.instance)
    }
}

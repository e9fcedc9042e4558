//! The simulator itself.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use wsapi_client::{Client, Jid, Operation, events::Handler};

use super::{
    Attempt, Builder, DeliveryAttempt, InstanceHandle, Person, When, WhenEvents, attempt, delivery,
    expectations::Expectations,
    last_handle::LastHandle,
    shared::{Shared, lock},
    transport::SimulatedTransport,
};
use crate::{server::Mode, world::World};

/// A server of WSAPI with the people it talks to, in this process.
///
/// It is a handle: a clone is the same simulator.
#[derive(Clone, Debug)]
pub struct Simulator {
    pub(crate) shared: Arc<Shared>,
    /// The instance of [`client`](Self::client).
    pub(crate) instance: String,
    _last: Option<Arc<LastHandle>>,
}

impl Simulator {
    /// A simulator of the hosted service, with one instance that is paired and ready to send.
    ///
    /// # Panics
    ///
    /// Never: the default configuration is valid.
    #[expect(clippy::new_without_default, reason = "a world is not an empty value")]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A simulator that fails the test on every call that the test has not announced with [`on`](Self::on).
    ///
    /// The call gets a response with status 501 that names the operations that were announced. The test panics when the
    /// last handle of the simulator is dropped.
    ///
    /// ```
    /// # use wsapi_client::{Jid, operations::SendText, types::SendTextRequest};
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wsapi_client::Error> {
    /// let sim = Simulator::strict();
    /// sim.on::<SendText>().once().passes();
    /// let to = Jid::phone("+49 170 1234567")?;
    /// sim.client().messages().send_text(SendTextRequest::new(to, "Hello")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn strict() -> Self {
        Self::builder().strict().build()
    }

    /// Configures a simulator.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn from_world(world: World, instance: String, expectations: Expectations) -> Self {
        let shared = Arc::new(Shared::new(world, expectations));
        Self { _last: Some(Arc::new(LastHandle(shared.clone()))), shared, instance }
    }

    /// A handle that does not keep the simulator from ending.
    #[cfg(feature = "server")]
    pub(crate) fn background(&self) -> Self {
        Self { _last: None, ..self.clone() }
    }

    /// A client of the first instance, with its key. Requests go to the simulator directly, without a socket.
    pub fn client(&self) -> Client {
        self.instance(&self.instance).client()
    }

    /// A handle to an instance.
    pub fn instance(&self, id: &str) -> InstanceHandle {
        InstanceHandle { simulator: self.clone(), id: id.to_owned() }
    }

    /// Calls the handler for every event that an instance publishes from now on. The events of an instance are handled
    /// one at a time and in order, each with one attempt.
    ///
    /// The handler is dropped with the last handle of the simulator, such as a [`Simulator`] or a [`Person`]. A client is
    /// not a handle, so the handler can have one.
    ///
    /// # Panics
    ///
    /// Panics outside of a tokio runtime.
    pub fn deliver_to(&self, handler: impl Handler) {
        self.shared.receivers.add_handler(handler);
    }

    /// A person on WhatsApp, by phone number as people write it. The same number is the same person.
    ///
    /// # Panics
    ///
    /// Panics if the text is not a phone number with a country code.
    pub fn person(&self, phone: &str) -> Person {
        let jid = Jid::phone(phone).unwrap_or_else(|error| panic!("{error}"));
        self.person_at(jid)
    }

    /// The person with this address.
    pub(crate) fn person_at(&self, jid: Jid) -> Person {
        self.shared.world().network.register(&jid);
        Person { simulator: self.clone(), jid }
    }

    /// The address of a phone number that is not on WhatsApp.
    ///
    /// # Panics
    ///
    /// Panics if the text is not a phone number with a country code, or if it is the number of a person or an instance.
    pub fn stranger(&self, phone: &str) -> Jid {
        let jid = Jid::phone(phone).unwrap_or_else(|error| panic!("{error}"));
        assert!(self.shared.world().network.account(&jid).is_none(), "{phone} is on WhatsApp");
        jid
    }

    /// Decides what the next calls of an operation meet.
    pub fn on<O: Operation>(&self) -> When<'_, O> {
        When::new(&self.shared)
    }

    /// Decides what the next events meet on their way to handlers, webhooks, event streams and Redis.
    pub fn on_events(&self) -> WhenEvents<'_> {
        WhenEvents::new(&self.shared)
    }

    /// The attempts to deliver events, in order: the last 10,000.
    pub fn deliveries(&self) -> Vec<DeliveryAttempt> {
        lock(&self.shared.deliveries).iter().map(|(_, attempt)| attempt.clone()).collect()
    }

    /// The attempts to call an operation, in order. Each retry is an attempt of its own.
    /// The last 10,000 requests are kept, as far as they fit in 64 MiB.
    ///
    /// # Panics
    ///
    /// Panics if a body is not one of this operation, which only a request that the SDK did not write can have.
    pub fn attempts<O: Operation>(&self) -> Vec<Attempt<O>> {
        attempt::of::<O>(&self.shared)
    }

    /// Moves the time forward. What waits on the clock of the simulator, such as a retry or a time limit, ends as if
    /// the time had passed.
    pub fn advance(&self, duration: Duration) {
        self.shared.clock.advance(duration);
        self.shared.world().publish();
        delivery::start(&self.shared);
    }

    /// Waits until the handlers have returned for all events, including the events that they caused.
    pub async fn settle(&self) {
        delivery::settle(&self.shared).await;
    }

    /// The errors that handlers returned, in order.
    pub fn handler_errors(&self) -> Vec<String> {
        self.shared.settling.borrow().errors.iter().cloned().collect()
    }

    /// The kind of server that is simulated.
    pub fn mode(&self) -> Mode {
        self.shared.mode
    }

    /// Puts a file at an address. A request with this `url` sends it; at any other address the server finds an empty
    /// file. Nothing is fetched.
    ///
    /// ```
    /// # use wsapi_client::{Media, types::SendMediaRequest};
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wsapi_client::Error> {
    /// let sim = Simulator::new();
    /// let ada = sim.person("+49 170 1234567");
    /// sim.file_at("https://shop.example/logo.png", "a logo");
    ///
    /// let logo = SendMediaRequest::new(ada.jid(), Media::url("https://shop.example/logo.png"));
    /// sim.client().messages().send_image(logo).await?;
    ///
    /// let chat = ada.chat(&sim.instance("default").phone());
    /// assert_eq!(chat.last().unwrap().file.as_ref().unwrap().bytes, "a logo");
    /// # Ok(())
    /// # }
    /// ```
    pub fn file_at(&self, url: &str, bytes: impl Into<Bytes>) {
        self.shared.world().web.insert(url.to_owned(), bytes.into());
    }

    pub(super) fn transport(&self) -> SimulatedTransport {
        SimulatedTransport(self.shared.clone())
    }
}

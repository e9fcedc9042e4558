//! The simulator itself.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use wsapi_client::{Client, Jid, Operation, events::Handler};

use super::{
    Builder, CallAttempt, DeliveryAttempt, InstanceHandle, Person, When, WhenEvents, attempt, delivery,
    expectations::Expectations,
    owner::Owner,
    possible,
    shared::{Shared, lock},
    transport::SimulatedTransport,
};
use crate::{server::Mode, world::World};

/// A simulated WSAPI server and the people it talks to.
///
/// A test has four steps: give a [client](Self::client) to the code under test, [deliver](Self::deliver_to) events to
/// its handler, let [people](Self::person) act, and check their chats and the [attempts](Self::attempts) of the client.
///
/// ```
/// # use wsapi_client::{Jid, operations::SendText, types::SendTextRequest};
/// use wsapi_simulator::Simulator;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// let ada = sim.person("+49 170 1234567").named("Ada");
///
/// sim.client().messages().send_text(SendTextRequest::new(&ada, "Hello")).await?;
///
/// assert_eq!(ada.inbox().last_text(), Some("Hello"));
/// assert_eq!(sim.attempts::<SendText>()[0].body.text, "Hello");
/// # Ok(())
/// # }
/// ```
///
/// A clone is a handle to the same simulator, as a [`Person`] is. A handler can own handles to act with, and a test can
/// keep them in any place, but the simulator that [`new`](Self::new) or [`Builder::build`] returned must outlive the
/// test: when it is dropped, handlers are removed, event streams are closed, and nothing is delivered any more. Clients
/// still work. An act panics if there were handlers, so that a test cannot miss their events. If a test panics, its
/// seed is printed, if one was set.
#[derive(Debug)]
pub struct Simulator {
    pub(crate) shared: Arc<Shared>,
    /// The instance of [`client`](Self::client).
    pub(crate) instance: String,
    /// `None` if this is a clone.
    _owner: Option<Owner>,
}

impl Clone for Simulator {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone(), instance: self.instance.clone(), _owner: None }
    }
}

impl Simulator {
    /// Creates a simulator of the hosted service, with one instance that is paired and ready to send.
    ///
    /// # Panics
    ///
    /// Never: the default configuration is valid.
    #[expect(clippy::new_without_default, reason = "a default value would suggest an empty simulator")]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// Creates a simulator that fails the test on every call that the test does not expect. [`on`](Self::on) sets
    /// expectations.
    ///
    /// An unexpected call gets a response with status 405 that names the expected operations. The test panics when this
    /// simulator is dropped; its clones do not count. An expected call that never happens does not fail the test: check
    /// [`attempts`](Self::attempts).
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

    /// Returns a builder to configure a simulator.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn from_world(world: World, instance: String, expectations: Expectations) -> Self {
        let shared = Arc::new(Shared::new(world, expectations));
        Self { _owner: Some(Owner(shared.clone())), shared, instance }
    }

    /// Returns a client of the first instance, with its API key. Requests go to the simulator directly, without a
    /// socket.
    ///
    /// # Panics
    ///
    /// Never: the configuration of the client is valid.
    pub fn client(&self) -> Client {
        // The first instance may be deleted. The client can still call the operations of the account.
        let builder = self.instance(&self.instance).in_process_builder();
        builder.build().expect("the configuration is valid")
    }

    /// Returns the phone of the first instance's account. [`InstanceHandle::phone`] returns that of another instance.
    ///
    /// # Panics
    ///
    /// Panics if the first instance is not paired.
    #[track_caller]
    pub fn phone(&self) -> Person {
        self.instance(&self.instance).phone()
    }

    /// Returns a handle to an instance, which may be created later. The methods of the handle panic while the instance
    /// does not exist.
    pub fn instance(&self, id: &str) -> InstanceHandle {
        InstanceHandle { simulator: self.clone(), id: id.to_owned() }
    }

    /// Calls the handler for every event that is published from now on. The events of an instance are handled one at a
    /// time and in order, each with one attempt. An error of the handler is recorded in
    /// [`handler_errors`](Self::handler_errors), and does not fail the test by itself.
    ///
    /// ```
    /// # use std::sync::{Arc, Mutex};
    /// # use wsapi_client::{Event, events::{Attempt, BoxError, Handler}};
    /// # use wsapi_simulator::Simulator;
    /// struct Recorder(Mutex<Vec<Event>>);
    ///
    /// impl Handler for Recorder {
    ///     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
    ///         self.0.lock().unwrap().push(event);
    ///         Ok(())
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let sim = Simulator::new();
    /// let recorder = Arc::new(Recorder(Mutex::default()));
    /// sim.deliver_to(recorder.clone()); // an `Arc` of a handler is a handler
    ///
    /// sim.person("+49 170 1234567").writes("Hello").await;
    /// assert_eq!(recorder.0.lock().unwrap().len(), 1);
    /// # }
    /// ```
    ///
    /// As on the real service, a message that the client sends is not reported to its own instance. Only messages that
    /// the account sends from elsewhere, such as its [phone](InstanceHandle::phone), arrive with `isMe`.
    ///
    /// A [duplicated](WhenEvents::are_duplicated) event reaches the handler twice, and a failed one is not retried.
    /// The transports of the SDK skip duplicates and retry. To test deduplication, deliver to a
    /// [`Dispatcher`](wsapi_client::events::Dispatcher) with the handler. To test retries and timeouts too, run a
    /// subscriber of the event stream with `sim.client().events()`, which also works without a socket.
    ///
    /// ```
    /// # use std::sync::{Arc, atomic::{AtomicU32, Ordering}};
    /// # use wsapi_client::{Event, events::{BoxError, Dispatcher}};
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let (sim, count) = (Simulator::new(), Arc::new(AtomicU32::new(0)));
    /// let counter = count.clone();
    /// sim.deliver_to(Dispatcher::new(move |_: Event| {
    ///     counter.fetch_add(1, Ordering::Relaxed);
    ///     async { Ok::<(), BoxError>(()) }
    /// }));
    /// sim.on_events().once().are_duplicated();
    /// sim.person("+49 170 1234567").writes("ping").await;
    /// assert_eq!((sim.deliveries().len(), count.load(Ordering::Relaxed)), (2, 1));
    /// # }
    /// ```
    ///
    /// The handler is dropped with the simulator, but not with its clones, so the handler can own a clone, a [`Person`]
    /// or a client.
    ///
    /// Inside a handler, an act or [`settle`](Self::settle) returns without waiting for handlers, because the handler
    /// would wait for itself. The events are delivered after it has returned. A task that the handler spawns is
    /// independent of it: nothing waits for the task, but an act in it does wait for handlers, so a handler must not
    /// wait for such a task. Use [`until`](Self::until) to wait for the effect of a task.
    ///
    /// Handlers run on the tokio runtime in which the event was published.
    ///
    /// # Panics
    ///
    /// Panics if this is a clone of a simulator that was dropped.
    pub fn deliver_to(&self, handler: impl Handler) {
        // The events so far are not for this handler.
        delivery::start(&self.shared);
        self.shared.receivers.add_handler(handler);
    }

    /// Returns the person with a phone number such as `+49 170 1234567`. The same number is the same person.
    ///
    /// Nothing is sent to a real phone. Use numbers that nobody has anyway.
    ///
    /// # Panics
    ///
    /// Panics if the text is not a phone number with a country code.
    #[track_caller]
    pub fn person(&self, phone: &str) -> Person {
        self.person_at(possible(Jid::phone(phone)))
    }

    /// Returns the person with this address.
    pub(crate) fn person_at(&self, jid: Jid) -> Person {
        self.shared.world().network.register(&jid);
        Person { simulator: self.clone(), jid }
    }

    /// Returns the address of a phone number that is not on WhatsApp.
    ///
    /// # Panics
    ///
    /// Panics if the text is not a phone number with a country code, or if the number belongs to a person or an
    /// instance.
    #[track_caller]
    pub fn unregistered_number(&self, phone: &str) -> Jid {
        let jid = possible(Jid::phone(phone));
        assert!(self.shared.world().network.account(&jid).is_none(), "{phone} is on WhatsApp");
        jid
    }

    /// Sets the outcome of the next calls of an operation: a fault, a fixed response, or the normal response. See
    /// [`When`].
    pub fn on<O: Operation>(&self) -> When<'_, O> {
        When::new(&self.shared)
    }

    /// Injects a fault into the delivery of the next events to handlers, webhooks, event streams and Redis.
    pub fn on_events(&self) -> WhenEvents<'_> {
        WhenEvents::new(&self.shared)
    }

    /// Returns the last 10,000 attempts to deliver events, in order. An event that was dropped because 10,000 other
    /// events of its instance were queued counts as a failed attempt.
    pub fn deliveries(&self) -> Vec<DeliveryAttempt> {
        lock(&self.shared.deliveries).iter().map(|(_, delivery)| delivery.attempt.clone()).collect()
    }

    /// Returns the attempts to call an operation, in order. Each retry is an attempt of its own. See [`CallAttempt`].
    /// Only the last 10,000 requests, up to 64 MiB in total, are recorded.
    ///
    /// # Panics
    ///
    /// Panics if a request body cannot be decoded as that of the operation. This cannot happen with requests of the
    /// SDK.
    #[track_caller]
    pub fn attempts<O: Operation>(&self) -> Vec<CallAttempt<O>> {
        possible(attempt::of::<O>(&self.shared))
    }

    /// Moves the time forward. Everything that waits on the clock of the simulator, such as a retry or a timeout of a
    /// client, or a [delayed](WhenEvents::are_delayed) event, completes as if the time had passed. Timers of tokio,
    /// such as those of the bot, do not. With a paused tokio runtime, both also follow its time, which advances by
    /// itself while all tasks wait, for example for a `tokio::time::sleep` of the test.
    ///
    /// Outside of a tokio runtime, the events that this causes are delivered by the next act or call inside one.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::types::Expiry;
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let sim = Simulator::new();
    /// let (ada, bob) = (sim.person("+49 170 1234567"), sim.person("+49 170 7654321"));
    /// ada.writes("A secret").in_chat(&bob).disappearing_after(Expiry::Hours24).await;
    ///
    /// sim.advance(Duration::from_secs(24 * 60 * 60));
    /// assert!(bob.chat(&ada).messages.is_empty());
    /// # }
    /// ```
    pub fn advance(&self, duration: Duration) {
        self.shared.clock.advance(duration);
        delivery::start(&self.shared);
    }

    /// Waits until the handlers have returned for all events that are due, including the events that they caused,
    /// except for those that a [fault](Self::on_events) delays or holds back. The acts of a [`Person`] do this by
    /// themselves; a test needs it after its own calls of the API. It has no timeout: if time is not paused and a
    /// handler waits for an hour, so does this, unless another task [advances](Self::advance) the time.
    ///
    /// # Panics
    ///
    /// Panics outside of a tokio runtime if there is an event to deliver, and if the simulator was dropped with
    /// handlers.
    pub async fn settle(&self) {
        delivery::settle(&self.shared).await;
    }

    /// Returns the number of clients that are connected to the event stream, over a socket or in process.
    ///
    /// ```
    /// # use wsapi_client::events::sse::StreamItem;
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wsapi_client::Error> {
    /// let sim = Simulator::new();
    /// let mut events = sim.client().events();
    /// assert!(matches!(events.next().await, Some(Ok(StreamItem::Connected))));
    /// assert_eq!(sim.open_streams(), 1);
    ///
    /// sim.person("+49 170 1234567").writes("ping").await;
    /// let Some(Ok(StreamItem::Event(Ok(event)))) = events.next().await else { panic!("expected an event") };
    /// assert_eq!(event.as_message().unwrap().text.as_deref(), Some("ping"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn open_streams(&self) -> usize {
        self.shared.streams.count()
    }

    /// Closes the open event streams, as a restart of the service does. Clients reconnect.
    pub fn close_streams(&self) {
        self.shared.streams.close();
    }

    /// Returns the errors that handlers returned, and the texts of their panics, in order.
    pub fn handler_errors(&self) -> Vec<String> {
        self.shared.settling.borrow().errors.iter().cloned().collect()
    }

    /// Returns the mode of the simulated server.
    pub fn mode(&self) -> Mode {
        self.shared.mode
    }

    /// Places a file at a URL. A request with this `url` sends the file; at any other URL, the server finds an empty
    /// file. The simulator never fetches anything.
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
    /// let chat = ada.chat(&sim.phone());
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

//! Faults for the next events.

use std::time::Duration;

use super::EventFault;
use crate::{
    kit::{
        shared::{Shared, lock},
        stubs::{Stub, is_probability},
    },
    server::is_event_type,
};

/// Injects a fault into the delivery of the next events. [`Simulator::on_events`](crate::Simulator::on_events) returns
/// it.
///
/// ```
/// # use std::sync::{Arc, Mutex};
/// # use wsapi_client::{Event, events::{Attempt, BoxError, Handler}};
/// # use wsapi_simulator::Simulator;
/// # #[derive(Clone, Default)]
/// # struct Recorder(Arc<Mutex<Vec<String>>>);
/// # impl Handler for Recorder {
/// #     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
/// #         let text = event.as_message().and_then(|message| message.text.clone());
/// #         self.0.lock().unwrap().extend(text);
/// #         Ok(())
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let sim = Simulator::new();
/// let bot = Recorder::default(); // a handler that records the text of each message
/// sim.deliver_to(bot.clone());
/// sim.on_events().once().are_reordered();
/// sim.on_events().of_type("message").once().are_duplicated();
///
/// let ada = sim.person("+49 170 1234567");
/// ada.writes("one").await;
/// ada.writes("two").await;
/// assert_eq!(*bot.0.lock().unwrap(), ["two", "two", "one"]);
/// # }
/// ```
///
/// If several faults match an event, the one that was set first applies.
#[derive(Debug)]
#[must_use = "it has no effect until a fault is chosen, for example with `are_duplicated`"]
pub struct WhenEvents<'a> {
    shared: &'a Shared,
    event_type: Option<String>,
    times: Option<u32>,
    probability: f64,
}

impl<'a> WhenEvents<'a> {
    pub(in crate::kit) fn new(shared: &'a Shared) -> Self {
        Self { shared, event_type: None, times: None, probability: 1.0 }
    }

    /// Applies only to events of this type, such as `message`.
    ///
    /// # Panics
    ///
    /// Panics if no event has this type.
    #[track_caller]
    pub fn of_type(mut self, event_type: &str) -> Self {
        assert!(is_event_type(event_type), "unknown event type `{event_type}`");
        self.event_type = Some(event_type.to_owned());
        self
    }

    /// Applies only to the next event, or to the next one of the type if [`of_type`](Self::of_type) sets one.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Applies only to the next `times` events. The default is all events, or all of the type if
    /// [`of_type`](Self::of_type) sets one.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Applies to each event with this probability, from 0 to 1. Every run of a test selects the same events.
    ///
    /// # Panics
    ///
    /// Panics if the probability is not a number from 0 to 1.
    #[track_caller]
    pub fn with_probability(mut self, probability: f64) -> Self {
        assert!(is_probability(probability), "expected a probability from 0 to 1, found {probability}");
        self.probability = probability;
        self
    }

    /// Delivers each event twice.
    pub fn are_duplicated(self) {
        self.decide(EventFault::Duplicate);
    }

    /// Delivers each event after a delay on the simulator's clock. Later events of the instance wait for it.
    ///
    /// Acts and [`settle`](crate::Simulator::settle) do not wait for a delayed event:
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::{Event, events::BoxError};
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let sim = Simulator::new();
    /// sim.deliver_to(|_: Event| async { Ok::<(), BoxError>(()) });
    /// sim.on_events().once().are_delayed(Duration::from_secs(3600));
    /// sim.person("+49 170 1234567").writes("ping").await;
    /// assert!(sim.deliveries().is_empty());
    ///
    /// sim.advance(Duration::from_secs(3600));
    /// sim.settle().await;
    /// assert_eq!(sim.deliveries().len(), 1);
    /// # }
    /// ```
    pub fn are_delayed(self, delay: Duration) {
        self.decide(EventFault::Delay(delay));
    }

    /// Delivers each event after the next event of its instance, and holds it back until then.
    pub fn are_reordered(self) {
        self.decide(EventFault::Reorder);
    }

    /// Loses each event, as if the handler, the webhook, the event stream or Redis were down. There is no retry.
    pub fn are_lost(self) {
        self.decide(EventFault::Lose);
    }

    fn decide(self, fault: EventFault) {
        let Self { shared, event_type, times, probability } = self;
        let stub = Stub { subject: event_type.map(Into::into), times, probability, fault };
        lock(&shared.event_faults).stubs.add(stub);
    }
}

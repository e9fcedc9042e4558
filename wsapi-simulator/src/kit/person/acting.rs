//! The acts of a person.

use std::{fmt, panic::Location, time::SystemTime};

use wsapi_client::{BoxFuture, Jid};

use super::Person;
use crate::{
    kit::{Simulator, delivery},
    network::{Actor, Network, Rejected},
    world::World,
};

/// An act, such as that of a person. It happens when it is awaited. The future completes when the handlers have
/// [settled](Simulator::settle), or, inside a handler, as soon as the act has happened.
///
/// # Panics
///
/// Awaiting it panics if the act is impossible, for example because WhatsApp rejects it. The message contains the
/// location of the `.await`.
#[must_use = "an act happens when it is awaited"]
pub struct Acting<'a, T = ()> {
    simulator: &'a Simulator,
    /// The person who acts, if there is one.
    person: Option<&'a Jid>,
    act: Act<'a, T>,
}

type Act<'a, T> = Box<dyn FnOnce(&mut World) -> Result<T, Rejected> + Send + 'a>;

impl<'a, T> Acting<'a, T> {
    /// Creates an act that no person performs on a phone.
    pub(in crate::kit) fn new(
        simulator: &'a Simulator,
        act: impl FnOnce(&mut World) -> Result<T, Rejected> + Send + 'a,
    ) -> Self {
        Self { simulator, person: None, act: Box::new(act) }
    }

    /// Performs the act immediately, unless it is rejected, and starts to deliver its events.
    pub(crate) fn attempt(self) -> Result<T, Rejected> {
        let shared = &self.simulator.shared;
        let result = {
            let mut world = shared.world();
            let result = (self.act)(&mut world);
            world.publish();
            result
        };
        delivery::start(shared);
        shared.changed.notify();
        result
    }
}

impl<'a, T: Send + 'a> IntoFuture for Acting<'a, T> {
    type Output = T;
    type IntoFuture = BoxFuture<'a, T>;

    #[track_caller]
    fn into_future(self) -> Self::IntoFuture {
        let location = Location::caller();
        Box::pin(async move {
            let (simulator, person) = (self.simulator, self.person);
            let result = self.attempt().unwrap_or_else(|rejected| match person {
                Some(person) => panic!("{location}: WhatsApp rejects this act of {person}: {rejected}"),
                None => panic!("{location}: {rejected}"),
            });
            delivery::settle(&simulator.shared).await;
            result
        })
    }
}

impl<T> fmt::Debug for Acting<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acting").finish_non_exhaustive()
    }
}

impl Person {
    /// Creates an act of the person on the phone.
    pub(in crate::kit) fn acts<'a, T>(
        &'a self,
        act: impl FnOnce(&mut Network, &Actor, SystemTime) -> T + Send + 'a,
    ) -> Acting<'a, T> {
        self.attempts(move |network, actor, now| Ok(act(network, actor, now)))
    }

    /// Creates an act of the person on the phone that WhatsApp may reject.
    pub(in crate::kit) fn attempts<'a, T>(
        &'a self,
        act: impl FnOnce(&mut Network, &Actor, SystemTime) -> Result<T, Rejected> + Send + 'a,
    ) -> Acting<'a, T> {
        self.attempts_in_world(move |world| {
            let now = world.clock.now();
            act(&mut world.network, &Actor::phone(&self.jid), now)
        })
    }

    /// Creates an act of the person on the phone that needs the instances.
    pub(in crate::kit) fn attempts_in_world<'a, T>(
        &'a self,
        act: impl FnOnce(&mut World) -> Result<T, Rejected> + Send + 'a,
    ) -> Acting<'a, T> {
        Acting { person: Some(&self.jid), ..Acting::new(&self.simulator, act) }
    }

    /// Creates an act of the person in a chat. The default is the chat with the account of the simulator's first
    /// instance.
    pub(super) fn attempts_in_chat<'a, T>(
        &'a self,
        chat: Option<Jid>,
        act: impl FnOnce(&mut Network, &Actor, &Jid, SystemTime) -> Result<T, Rejected> + Send + 'a,
    ) -> Acting<'a, T> {
        self.attempts_in_world(move |world| {
            let chat = chat.map_or_else(|| world.paired_account(&self.simulator.instance), Ok)?;
            let now = world.clock.now();
            act(&mut world.network, &Actor::phone(&self.jid), &chat, now)
        })
    }
}

//! What a person is about to do.

use std::{fmt, time::SystemTime};

use wsapi_client::{BoxFuture, Jid};

use super::Person;
use crate::{
    kit::{Simulator, delivery},
    network::{Actor, Network, Refused},
    world::World,
};

/// Something that is about to happen, such as what a person does. It happens when it is awaited, which returns when the
/// handlers have settled.
#[must_use = "it happens when it is awaited"]
pub struct Acting<'a, T = ()> {
    simulator: &'a Simulator,
    act: Box<dyn FnOnce(&mut World) -> T + Send + 'a>,
}

impl<'a, T> Acting<'a, T> {
    pub(in crate::kit) fn new(simulator: &'a Simulator, act: impl FnOnce(&mut World) -> T + Send + 'a) -> Self {
        Self { simulator, act: Box::new(act) }
    }
}

impl<'a, T: Send + 'a> IntoFuture for Acting<'a, T> {
    type Output = T;
    type IntoFuture = BoxFuture<'a, T>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let result = {
                let mut world = self.simulator.shared.world();
                let result = (self.act)(&mut world);
                world.publish();
                result
            };
            delivery::settle(&self.simulator.shared).await;
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
    /// What the person does on the phone.
    pub(crate) fn acts<'a, T>(
        &'a self,
        act: impl FnOnce(&mut Network, &Actor, SystemTime) -> T + Send + 'a,
    ) -> Acting<'a, T> {
        Acting::new(&self.simulator, move |world| {
            let now = world.clock.now();
            act(&mut world.network, &Actor::phone(&self.jid), now)
        })
    }

    /// What the person does on the phone. Awaiting it panics if WhatsApp refuses it.
    pub(in crate::kit) fn attempts<'a, T>(
        &'a self,
        act: impl FnOnce(&mut Network, &Actor, SystemTime) -> Result<T, Refused> + Send + 'a,
    ) -> Acting<'a, T> {
        self.acts(move |network, actor, now| {
            let result = act(network, actor, now);
            result.unwrap_or_else(|refused| panic!("WhatsApp refuses what {} does: {}", self.jid, refused.0))
        })
    }

    /// The chat with the account of the simulator's first instance.
    pub(super) fn usual_chat(&self) -> Jid {
        let simulator = &self.simulator;
        simulator.instance(&simulator.instance).account().expect("the simulator's first instance is paired")
    }
}

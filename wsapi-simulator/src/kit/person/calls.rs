//! Calls.

use wsapi_client::{BoxFuture, Jid};

use super::{Acting, Person};
use crate::{
    kit::{Simulator, in_full::debug_in_full},
    network::CallState,
};

/// An outgoing call of a person. The phone of the callee rings when it is awaited.
///
/// # Panics
///
/// Awaiting it panics if the callee is not on WhatsApp.
#[derive(Debug)]
#[must_use = "the phone rings when it is awaited"]
pub struct Calling<'a> {
    person: &'a Person,
    callee: Option<Jid>,
    is_video: bool,
}

/// A call made by a person.
///
/// ```
/// # use wsapi_client::types::RejectCallRequest;
/// # use wsapi_simulator::{CallState, Simulator};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// let ada = sim.person("+49 170 1234567");
///
/// let call = ada.calls().with_video().await;
/// assert_eq!(call.state(), CallState::Ringing);
/// sim.client().calls().reject(call.id(), RejectCallRequest::new(ada.jid())).await?;
/// assert_eq!(call.state(), CallState::Rejected);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct PhoneCall {
    simulator: Simulator,
    id: String,
    caller: Jid,
}

debug_in_full!(PhoneCall { id, caller });

impl Person {
    /// Calls the account of the simulator's first instance.
    pub fn calls(&self) -> Calling<'_> {
        Calling { person: self, callee: None, is_video: false }
    }

    /// Ends a call, whether it was answered or is still ringing.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the call has ended, or if the person does not take part in it.
    pub fn hangs_up<'a>(&'a self, call: &'a PhoneCall) -> Acting<'a> {
        self.attempts(|network, actor, now| network.end_call(&actor.account, &call.id, now))
    }

    /// Answers a call on the phone. The linked devices stop ringing.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the call is not ringing for this person.
    pub fn answers<'a>(&'a self, call: &'a PhoneCall) -> Acting<'a> {
        self.attempts(|network, actor, now| network.answer_call(&actor.account, &call.id, now))
    }

    /// Rejects a call on the phone.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the call is not ringing for this person.
    pub fn rejects<'a>(&'a self, call: &'a PhoneCall) -> Acting<'a> {
        self.attempts(|network, actor, now| network.reject_call(actor, &call.caller, &call.id, now))
    }
}

impl<'a> Calling<'a> {
    /// Calls another person.
    pub fn to(mut self, callee: impl Into<Jid>) -> Self {
        self.callee = Some(callee.into());
        self
    }

    /// Makes it a video call.
    pub fn with_video(mut self) -> Self {
        self.is_video = true;
        self
    }

    pub(crate) fn into_act(self) -> Acting<'a, PhoneCall> {
        let Self { person, callee, is_video } = self;
        person.attempts_in_chat(callee, move |network, actor, callee, now| {
            let id = network.call(&actor.account, callee, is_video, now)?;
            Ok(PhoneCall { simulator: person.simulator.clone(), id, caller: person.jid.clone() })
        })
    }
}

impl<'a> IntoFuture for Calling<'a> {
    type Output = PhoneCall;
    type IntoFuture = BoxFuture<'a, PhoneCall>;

    #[track_caller]
    fn into_future(self) -> Self::IntoFuture {
        self.into_act().into_future()
    }
}

impl PhoneCall {
    /// Returns the call with this id, unless it was dropped to make room for newer calls.
    #[cfg(feature = "server")]
    pub(crate) fn find(simulator: &Simulator, id: &str) -> Option<Self> {
        let caller = simulator.shared.world().network.find_call(id)?.caller.clone();
        Some(Self { simulator: simulator.clone(), id: id.to_owned(), caller })
    }

    /// Returns the id of the call, as used in events.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the address of the caller.
    pub fn caller(&self) -> &Jid {
        &self.caller
    }

    /// Returns the state of the call. A call that was dropped to make room for newer calls has ended.
    pub fn state(&self) -> CallState {
        let world = self.simulator.shared.world();
        world.network.find_call(&self.id).map_or(CallState::Ended, |call| call.state)
    }
}

//! Calls.

use wsapi_client::{BoxFuture, Jid};

use super::{Acting, Person};
use crate::{kit::Simulator, network::CallState};

/// A call that a person is about to make. The phone rings when it is awaited.
#[derive(Debug)]
#[must_use = "the phone rings when it is awaited"]
pub struct Calling<'a> {
    person: &'a Person,
    callee: Option<Jid>,
    is_video: bool,
}

/// A call that a person has made.
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
#[derive(Clone, Debug)]
pub struct PhoneCall {
    simulator: Simulator,
    id: String,
    caller: Jid,
}

impl Person {
    /// Calls the account of the simulator's first instance.
    pub fn calls(&self) -> Calling<'_> {
        Calling { person: self, callee: None, is_video: false }
    }

    /// Hangs up, or gives up if nobody has answered.
    pub fn hangs_up<'a>(&'a self, call: &'a PhoneCall) -> Acting<'a> {
        self.acts(|network, actor, now| network.end_call(&actor.account, &call.id, now))
    }

    /// Answers a call on the phone. It stops ringing on the linked devices.
    pub fn answers<'a>(&'a self, call: &'a PhoneCall) -> Acting<'a> {
        self.acts(|network, actor, now| network.answer_call(&actor.account, &call.id, now))
    }

    /// Rejects a call on the phone.
    pub fn rejects<'a>(&'a self, call: &'a PhoneCall) -> Acting<'a> {
        self.acts(|network, actor, now| network.reject_call(actor, &call.caller, &call.id, now))
    }
}

impl Calling<'_> {
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
}

impl<'a> IntoFuture for Calling<'a> {
    type Output = PhoneCall;
    type IntoFuture = BoxFuture<'a, PhoneCall>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { person, callee, is_video } = self;
        let callee = callee.unwrap_or_else(|| person.usual_chat());
        let call = person.acts(move |network, actor, now| {
            let id = network.call(&actor.account, &callee, is_video, now);
            PhoneCall { simulator: person.simulator.clone(), id, caller: person.jid.clone() }
        });
        call.into_future()
    }
}

impl PhoneCall {
    /// The id of the call, as events have it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The address of the caller.
    pub fn caller(&self) -> &Jid {
        &self.caller
    }

    /// How far the call has come. A call that was forgotten because of many others has ended.
    pub fn state(&self) -> CallState {
        self.simulator.shared.world().network.call_state(&self.id).unwrap_or(CallState::Ended)
    }
}

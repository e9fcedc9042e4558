//! Calls. They ring until they are answered, rejected or ended.

use std::time::SystemTime;

use serde::Serialize;
use wsapi_client::{
    EventData, Jid,
    types::{CallAccept, CallOffer, CallTerminate, CallTerminateReason},
};

use super::{Actor, Network, Rejected, bounded, notice};

/// The maximum number of calls. The oldest are dropped.
const MOST_CALLS: usize = 1_000;

/// A call between two people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) caller: Jid,
    pub(crate) callee: Jid,
    pub(crate) is_video: bool,
    pub(crate) state: CallState,
}

/// The state of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum CallState {
    /// The call is ringing.
    Ringing,
    /// The callee answered on the phone.
    Answered,
    /// The callee rejected it, on the phone or through the API.
    Rejected,
    /// One of the two hung up.
    Ended,
}

impl Network {
    /// Starts a call, and returns its id. The call does not ring if the callee has blocked the caller.
    pub(crate) fn call(
        &mut self,
        caller: &Jid,
        callee: &Jid,
        is_video: bool,
        at: SystemTime,
    ) -> Result<String, Rejected> {
        let callee = self.on_whatsapp(callee).filter(|callee| callee != caller);
        let callee = callee.ok_or_else(|| Rejected::because("expected a callee on WhatsApp other than the caller"))?;
        let id = self.ids.call();
        let offer = |network: &Self| {
            let mut event = CallOffer::new();
            event.id.clone_from(&id);
            event.caller = network.identity(caller);
            event.chat_id = caller.clone();
            event.time = notice::seconds(at);
            event.is_video = is_video;
            EventData::CallOffer(Box::new(event))
        };
        if !self.is_blocked(&callee, caller) {
            self.notify_account(&callee, None, offer);
        }
        let call = Call { caller: caller.clone(), callee, is_video, state: CallState::Ringing };
        bounded::insert(&mut self.calls, id.clone(), call, MOST_CALLS);
        Ok(id)
    }

    /// Returns the call with this id, unless it was dropped to make room for newer calls.
    pub(crate) fn find_call(&self, id: &str) -> Option<&Call> {
        self.calls.get(id)
    }

    /// Returns the calls with their ids, oldest first.
    #[cfg(feature = "server")]
    pub(crate) fn calls(&self) -> impl Iterator<Item = (&str, &Call)> {
        self.calls.iter().map(|(id, call)| (&**id, call))
    }

    /// Answers a call on the phone. The linked devices of the callee stop ringing, and those of the caller are notified
    /// that the call was accepted.
    pub(crate) fn answer_call(&mut self, callee: &Jid, id: &str, at: SystemTime) -> Result<(), Rejected> {
        let call = self.ringing(callee, id)?;
        call.state = CallState::Answered;
        let call = call.clone();
        self.notify_of_end(callee, None, id, &call.caller, CallTerminateReason::Ended, at);
        self.notify_account(&call.caller, None, |network| {
            let mut event = CallAccept::new();
            id.clone_into(&mut event.id);
            event.caller = network.identity(&call.caller);
            event.time = notice::seconds(at);
            EventData::CallAccept(Box::new(event))
        });
        Ok(())
    }

    /// Rejects a ringing call. Fails if the call has another caller.
    pub(crate) fn reject_call(
        &mut self,
        callee: &Actor,
        caller: &Jid,
        id: &str,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let caller = self.canonical(caller);
        let call = self.ringing(&callee.account, id)?;
        if call.caller != caller {
            return Err(Rejected::because("the call has another caller"));
        }
        call.state = CallState::Rejected;
        let except = callee.instance.as_deref();
        self.notify_of_end(&callee.account, except, id, &caller, CallTerminateReason::Rejected, at);
        self.notify_of_end(&caller, None, id, &caller, CallTerminateReason::Rejected, at);
        Ok(())
    }

    /// Ends a call, whether it was answered or is still ringing.
    pub(crate) fn end_call(&mut self, person: &Jid, id: &str, at: SystemTime) -> Result<(), Rejected> {
        let call = self.call_of(person, id)?;
        let was_ringing = match call.state {
            CallState::Ringing => true,
            CallState::Answered => false,
            CallState::Rejected | CallState::Ended => return Err(Rejected::because("the call has ended")),
        };
        call.state = CallState::Ended;
        let call = call.clone();
        // The linked devices were already notified when the call was answered on the phone.
        if was_ringing && !self.is_blocked(&call.callee, &call.caller) {
            self.notify_of_end(&call.callee, None, id, &call.caller, CallTerminateReason::NotStated, at);
        }
        Ok(())
    }

    /// Returns a call in which a person takes part.
    fn call_of(&mut self, person: &Jid, id: &str) -> Result<&mut Call, Rejected> {
        let call = self.calls.get_mut(id).filter(|call| call.caller == *person || call.callee == *person);
        call.ok_or_else(|| Rejected::because(format!("the person is not in the call `{id}`")))
    }

    /// Returns a call that is ringing for the callee.
    fn ringing(&mut self, callee: &Jid, id: &str) -> Result<&mut Call, Rejected> {
        let call = self.call_of(callee, id)?;
        match call.state {
            _ if call.callee != *callee => Err(Rejected::because("the person is the caller")),
            CallState::Ringing => Ok(call),
            CallState::Answered => Err(Rejected::because("the call was answered")),
            CallState::Rejected | CallState::Ended => Err(Rejected::because("the call has ended")),
        }
    }

    fn notify_of_end(
        &mut self,
        account: &Jid,
        except: Option<&str>,
        id: &str,
        caller: &Jid,
        reason: CallTerminateReason,
        at: SystemTime,
    ) {
        self.notify_account(account, except, |network| {
            let mut event = CallTerminate::new(reason.clone());
            id.clone_into(&mut event.id);
            event.caller = network.identity(caller);
            event.time = notice::seconds(at);
            EventData::CallTerminate(Box::new(event))
        });
    }
}

//! Calls. They ring, and then they are answered, rejected or given up.

use std::time::SystemTime;

use wsapi_client::{
    EventData, Jid,
    types::{CallAccept, CallOffer, CallTerminate, CallTerminateReason},
};

use super::{Actor, Network, notice};

/// The most calls that are remembered. The oldest are forgotten.
const MOST_CALLS: usize = 1_000;

/// A call between two people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) caller: Jid,
    pub(crate) callee: Jid,
    pub(crate) state: CallState,
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallState {
    /// Nobody has answered yet.
    Ringing,
    /// The callee has answered on the phone.
    Answered,
    /// The callee has rejected it, on the phone or through the API.
    Rejected,
    /// Somebody has hung up.
    Ended,
}

impl Network {
    /// Calls somebody, and returns the id of the call. It does not ring for somebody who has blocked the caller.
    pub(crate) fn call(&mut self, caller: &Jid, callee: &Jid, is_video: bool, at: SystemTime) -> String {
        let (id, callee) = (self.ids.call(), self.canonical(callee));
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
            self.tell_account(&callee, None, offer);
        }
        if self.calls.len() == MOST_CALLS {
            self.calls.shift_remove_index(0);
        }
        self.calls.insert(id.clone(), Call { caller: caller.clone(), callee, state: CallState::Ringing });
        id
    }

    pub(crate) fn call_state(&self, id: &str) -> Option<CallState> {
        self.calls.get(id).map(|call| call.state)
    }

    /// Answers a call on the phone: the linked devices of the callee stop to ring. A linked device of the caller learns
    /// that the call was accepted.
    pub(crate) fn answer_call(&mut self, callee: &Jid, id: &str, at: SystemTime) {
        let ringing = |call: &Call| call.callee == *callee && call.state == CallState::Ringing;
        let Some(call) = self.calls.get_mut(id).filter(|call| ringing(call)) else { return };
        call.state = CallState::Answered;
        let call = call.clone();
        self.tell_end(callee, None, id, &call.caller, CallTerminateReason::Ended, at);
        self.tell_account(&call.caller, None, |network| {
            let mut event = CallAccept::new();
            id.clone_into(&mut event.id);
            event.caller = network.identity(&call.caller);
            event.time = notice::seconds(at);
            EventData::CallAccept(Box::new(event))
        });
    }

    /// Rejects a call that rings. Any other call is left alone.
    pub(crate) fn reject_call(&mut self, callee: &Actor, caller: &Jid, id: &str, at: SystemTime) {
        let caller = self.canonical(caller);
        let named = |call: &Call| call.callee == callee.account && call.caller == caller;
        let ringing = |call: &Call| named(call) && call.state == CallState::Ringing;
        let Some(call) = self.calls.get_mut(id).filter(|call| ringing(call)) else { return };
        call.state = CallState::Rejected;
        let except = callee.instance.as_deref();
        self.tell_end(&callee.account, except, id, &caller, CallTerminateReason::Rejected, at);
        self.tell_end(&caller, None, id, &caller, CallTerminateReason::Rejected, at);
    }

    /// Hangs up, or gives up if nobody has answered.
    pub(crate) fn end_call(&mut self, person: &Jid, id: &str, at: SystemTime) {
        let open = |call: &Call| matches!(call.state, CallState::Ringing | CallState::Answered);
        let takes_part = |call: &Call| call.caller == *person || call.callee == *person;
        let Some(call) = self.calls.get_mut(id).filter(|call| open(call) && takes_part(call)) else { return };
        let was_ringing = call.state == CallState::Ringing;
        call.state = CallState::Ended;
        let call = call.clone();
        // The linked devices of somebody who has answered on the phone know already.
        if was_ringing && !self.is_blocked(&call.callee, &call.caller) {
            self.tell_end(&call.callee, None, id, &call.caller, CallTerminateReason::NotStated, at);
        }
    }

    fn tell_end(
        &mut self,
        account: &Jid,
        except: Option<&str>,
        id: &str,
        caller: &Jid,
        reason: CallTerminateReason,
        at: SystemTime,
    ) {
        self.tell_account(account, except, |network| {
            let mut event = CallTerminate::new(reason.clone());
            id.clone_into(&mut event.id);
            event.caller = network.identity(caller);
            event.time = notice::seconds(at);
            EventData::CallTerminate(Box::new(event))
        });
    }
}

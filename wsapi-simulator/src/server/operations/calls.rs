//! Calls.

use wsapi_client::{operations, types::RejectCallRequest};

use super::{Behaviour, Output};
use crate::server::{Context, recipient};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![Behaviour::of::<operations::RejectCall>(reject)]
}

/// Rejects a call. Has no effect on a call that is not ringing.
fn reject(context: &mut Context<'_>, body: RejectCallRequest) -> Output<operations::RejectCall> {
    let caller = recipient::in_body("callerId", &body.caller_id)?;
    let (actor, now, id) = (context.actor(), context.now(), context.path("callId"));
    // The server does not learn whether WhatsApp knows the call.
    let _ = context.whatsapp()?.reject_call(&actor, &caller, id, now);
    Ok(())
}

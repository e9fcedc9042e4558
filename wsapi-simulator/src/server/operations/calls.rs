//! Calls.

use wsapi_client::{operations, types::RejectCallRequest};

use super::{Behaviour, Output};
use crate::server::{Context, recipient};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![Behaviour::of::<operations::RejectCall>(reject)]
}

/// Rejects a call. A call that does not ring is left alone.
fn reject(context: &mut Context<'_>, body: RejectCallRequest) -> Output<operations::RejectCall> {
    let caller = recipient::in_body("callerId", &body.caller_id)?;
    let (actor, now, id) = (context.actor(), context.now(), context.path("callId"));
    context.world.network.reject_call(&actor, &caller, id, now);
    Ok(())
}

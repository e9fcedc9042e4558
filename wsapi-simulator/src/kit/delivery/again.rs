//! Redeliveries on request.

use std::sync::Arc;

use super::{Delivery, lanes, queued::Queued, start};
use crate::{kit::shared::Shared, network::Rejected};

/// Delivers the event of an attempt again, by the same transport. The current webhook and secret of the instance apply.
pub(crate) fn deliver_again(shared: &Arc<Shared>, delivery: &Delivery) -> Result<(), Rejected> {
    {
        let (world, attempt) = (shared.world(), &delivery.attempt);
        let event = delivery.event(world.known_instance(&attempt.instance_id)?.publishing());
        let wanting = shared.receivers.wanting(&event);
        let receivers: Arc<[_]> = wanting.iter().filter(|other| other.name() == attempt.transport).cloned().collect();
        if receivers.is_empty() {
            let problem = format!("the transport `{}` has no receiver for this event", attempt.transport);
            return Err(Rejected::because(problem));
        }
        lanes::add(shared, [Queued { event, receivers }]);
    }
    start(shared);
    Ok(())
}

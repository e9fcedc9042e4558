//! From a request to its answer.

use std::sync::Arc;

use http::{HeaderValue, Request, Response, StatusCode, header::ALLOW};
use http_body::Body;
use tokio::time::{Instant, timeout_at};

use super::{
    Reason, SignedEvent,
    check::check,
    core::{Acknowledge, Core, Work},
    delivery::Delivery,
    ledger::Verdict,
    visit::Visit,
};
use crate::{Event, events::UnreadableEvent};

/// Answers a request. All waiting within it ends at one deadline, for the sender waits for all of it at once.
pub(super) async fn receive<B: Body>(core: Arc<Core>, request: Request<B>) -> Response<String> {
    let visit = Visit::new(core.ledger.clone());
    let begun = Instant::now();
    let deadline = begun + core.limits.answer_timeout;
    let body_deadline = deadline.min(begun + core.limits.body_timeout);
    if core.lanes.is_closed() {
        return answer(visit.refuse(Reason::ShuttingDown));
    }
    answer(match check(&core.verifier, request, core.limits.body, body_deadline).await {
        Ok(signed) => hand_over(&core, signed, visit, deadline).await,
        Err(reason) => visit.refuse(reason),
    })
}

async fn hand_over(core: &Core, signed: SignedEvent, visit: Visit, deadline: Instant) -> Verdict {
    let room = match timeout_at(deadline, core.lanes.room()).await {
        Ok(Some(room)) => room,
        Ok(None) => return visit.refuse(Reason::ShuttingDown),
        Err(_) => return visit.refuse(Reason::QueueFull),
    };
    let (delivery, lane, late) = delivery(core, signed);
    let Some(late) = late else {
        let delivery = Box::new(delivery);
        return match core.ledger.take_in(true, || core.lanes.push(room, lane, delivery)) {
            Ok(()) => visit.accepted(),
            Err(delivery) => closed(*delivery, visit),
        };
    };
    let (delivery, end) = delivery.waited_for();
    let delivery = Box::new(delivery);
    match core.ledger.take_in(false, || core.lanes.push(room, lane, delivery)) {
        Ok(()) => visit.wait(end, deadline, late).await,
        Err(delivery) => closed(*delivery, visit),
    }
}

/// What is done with the event, in which lane, and, if the answer waits for that, why it fails when that takes too long.
fn delivery(core: &Core, signed: SignedEvent) -> (Delivery, String, Option<Reason>) {
    let ledger = core.ledger.clone();
    match &core.work {
        Work::Handle(_, acknowledge) => {
            let event = Event::from_json(&signed.body);
            let lane = lane(&event);
            let late = match acknowledge {
                Acknowledge::WhenQueued => None,
                Acknowledge::WhenHandled => Some(Reason::Overtime),
            };
            (Delivery::of(signed, event, ledger), lane, late)
        }
        // Nothing is known of its chat, and nothing has to wait for it: a lane of its own.
        Work::Store(_) => {
            (Delivery::stored(signed, ledger), format!("{:032x}", fastrand::u128(..)), Some(Reason::NotStored))
        }
    }
}

fn closed(delivery: Delivery, visit: Visit) -> Verdict {
    delivery.dismiss();
    visit.refuse(Reason::ShuttingDown)
}

/// One lane for each chat of each instance, and one for the instance itself.
fn lane(event: &Result<Event, UnreadableEvent>) -> String {
    let (instance, chat) = match event {
        Ok(event) => (event.instance_id.as_str(), event.chat_id().map(|chat| chat.as_str()).unwrap_or_default()),
        Err(event) => (event.instance_id().unwrap_or_default(), ""),
    };
    format!("{}:{instance}:{chat}", instance.len())
}

fn answer(verdict: Verdict) -> Response<String> {
    let mut response = Response::new(String::new());
    if let Err(reason) = verdict {
        *response.status_mut() = reason.status().unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        if reason == Reason::Method {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        }
    }
    response
}

//! A stream of what has changed, for pages that show the simulator as it is.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderValue, header};
use serde_json::json;
use tokio::sync::{
    mpsc::{self, Sender},
    watch,
};

use super::{Control, Problem, access};
use crate::{
    kit::{
        delivery::Frames,
        shared::{Shared, lock},
    },
    server::Request,
};

/// The shortest time between two events of the stream: many changes at once are one event.
const PAUSE: Duration = Duration::from_millis(50);

/// The longest time without an event, so that a client that is gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Opens a stream of server-sent events. Each has numbers that grow when something changes, and an epoch that differs
/// once the earlier requests, deliveries and faults are gone.
pub(crate) fn changes(control: &Control, request: &Request) -> Result<http::Response<Frames>, Problem> {
    access::check(control.token.as_deref(), request)?;
    let (frames, queue) = mpsc::channel(1);
    tokio::spawn(report(control.simulator.shared.clone(), control.run, frames, control.stopping.clone()));
    let mut response = http::Response::new(Frames::new(queue));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn report(shared: Arc<Shared>, run: u64, frames: Sender<(u64, Bytes)>, mut stopping: watch::Receiver<bool>) {
    let mut changes = shared.changed.subscribe();
    loop {
        let state = *changes.borrow_and_update();
        let epoch = format!("{run:016x}-{}", shared.epoch.load(Ordering::SeqCst));
        let (requests, deliveries) = (lock(&shared.journal).changes(), lock(&shared.deliveries).changes());
        let event = json!({ "epoch": epoch, "state": state, "requests": requests, "deliveries": deliveries });
        if frames.send((0, format!("data: {event}\n\n").into())).await.is_err() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
        tokio::select! {
            result = changes.changed() => if result.is_err() { return },
            () = tokio::time::sleep(HEARTBEAT) => {}
            () = frames.closed() => return,
            _ = stopping.wait_for(|is_stopping| *is_stopping) => return,
        }
    }
}

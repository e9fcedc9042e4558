//! The body of a request, within its limits.

use std::{future::poll_fn, pin::pin};

use bytes::{BufMut, Bytes, BytesMut};
use http_body::Body;
use tokio::time::{Instant, timeout_at};

use super::Reason;

/// The most that is set aside for a body before any of it has arrived: what a stranger announces is no reason to.
const AHEAD: usize = 64 * 1024;

/// Reads a body. One that says beforehand that it is too large is not begun.
pub(super) async fn read<B: Body>(body: B, limit: usize, deadline: Instant) -> Result<Bytes, Reason> {
    let least = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if least > limit {
        return Err(Reason::TooLarge);
    }
    let bytes = BytesMut::with_capacity(least.min(AHEAD));
    timeout_at(deadline, collect(body, bytes, limit)).await.unwrap_or(Err(Reason::TooSlow))
}

async fn collect<B: Body>(body: B, mut bytes: BytesMut, limit: usize) -> Result<Bytes, Reason> {
    let mut body = pin!(body);
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        // Trailers say nothing about an event.
        let Ok(data) = frame.map_err(|_| Reason::BrokenOff)?.into_data() else { continue };
        if bytes::Buf::remaining(&data) > limit - bytes.len() {
            return Err(Reason::TooLarge);
        }
        bytes.put(data);
    }
    Ok(bytes.freeze())
}

//! Reads the body of a request, within limits.

use std::{future::poll_fn, pin::pin};

use bytes::{Buf, BufMut, Bytes, BytesMut};
use http_body::Body;
use tokio::time::{Instant, timeout_at};

use super::reason::RejectionReason;

/// The maximum memory that is allocated for a body before any of it arrives, for any announced length.
const MAX_RESERVED: usize = 64 * 1024;

/// Reads a body. A body that is announced as too large is not read at all.
pub(super) async fn read<B: Body>(body: B, limit: usize, deadline: Instant) -> Result<Bytes, RejectionReason> {
    let least = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if least > limit {
        return Err(RejectionReason::TooLarge);
    }
    let bytes = BytesMut::with_capacity(least.min(MAX_RESERVED));
    timeout_at(deadline, collect(body, bytes, limit)).await.unwrap_or(Err(RejectionReason::BodyTimeout))
}

async fn collect<B: Body>(body: B, mut bytes: BytesMut, limit: usize) -> Result<Bytes, RejectionReason> {
    let mut body = pin!(body);
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        // Trailers are not part of an event.
        let Ok(data) = frame.map_err(|_| RejectionReason::BodyIncomplete)?.into_data() else { continue };
        if data.remaining() > limit - bytes.len() {
            return Err(RejectionReason::TooLarge);
        }
        bytes.put(data);
    }
    Ok(bytes.freeze())
}

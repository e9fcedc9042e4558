//! Checks that a request is an event from the service.

use std::time::Duration;

use http::{HeaderMap, Method, Request};
use http_body::Body;
use tokio::time::Instant;

use super::{body, reason::RejectionReason};
use crate::events::{SignedEvent, Verifier};

/// The header with the signature.
const SIGNATURE: &str = "x-webhook-signature";

/// The default size limit of a body. A history sync has up to 500 messages.
pub(super) const BODY_LIMIT: usize = 5 * 1024 * 1024;

/// The time limit for the arrival of a body.
pub(super) const BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads a request and verifies its signature. The body is not read if the head is already invalid.
pub(super) async fn check<B: Body>(
    verifier: &Verifier,
    request: Request<B>,
    limit: usize,
    deadline: Instant,
) -> Result<SignedEvent, RejectionReason> {
    let (head, body) = request.into_parts();
    if head.method != Method::POST {
        return Err(RejectionReason::Method);
    }
    let signature = signature(&head.headers)?;
    verifier.verify_form(signature)?;
    let body = body::read(body, limit, deadline).await?;
    verifier.verify(&body, signature)?;
    Ok(SignedEvent::new(body, signature))
}

/// Returns the signature, if there is one. Two signatures are rejected, because it is unclear which one counts.
fn signature(headers: &HeaderMap) -> Result<Option<&str>, RejectionReason> {
    let mut all = headers.get_all(SIGNATURE).iter();
    match (all.next(), all.next()) {
        (None, _) => Ok(None),
        (Some(only), None) => only.to_str().map(Some).map_err(|_| RejectionReason::MalformedSignature),
        (Some(_), Some(_)) => Err(RejectionReason::MalformedSignature),
    }
}

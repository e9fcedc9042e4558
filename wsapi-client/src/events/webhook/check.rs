//! Whether a request brings an event of the service.

use std::time::Duration;

use http::{HeaderMap, Method, Request};
use http_body::Body;
use tokio::time::Instant;

use super::{Reason, SignedEvent, body};
use crate::events::{SignatureError, Verifier};

/// The header that has the signature.
const SIGNATURE: &str = "x-webhook-signature";

/// The largest body that is read, unless another limit is set. A history sync has up to 500 messages.
pub(super) const BODY_LIMIT: usize = 5 * 1024 * 1024;

/// How long a body may take to arrive, unless another limit is set.
pub(super) const BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads a request and checks its signature. What can be told from its head is not read to the end.
pub(super) async fn check<B: Body>(
    verifier: &Verifier,
    request: Request<B>,
    limit: usize,
    deadline: Instant,
) -> Result<SignedEvent, Reason> {
    let (head, body) = request.into_parts();
    if head.method != Method::POST {
        return Err(Reason::Method);
    }
    let signature = signature(&head.headers)?;
    // Whether there is a signature that deserves the name does not depend on the body.
    match verifier.verify(&[], signature) {
        Err(error @ (SignatureError::Missing | SignatureError::Malformed)) => return Err(error.into()),
        Ok(()) | Err(SignatureError::Mismatch | SignatureError::Stale) => {}
    }
    let body = body::read(body, limit, deadline).await?;
    verifier.verify(&body, signature)?;
    Ok(SignedEvent::new(body, signature))
}

/// The signature, if there is one. Of two, nobody can say which one counts.
fn signature(headers: &HeaderMap) -> Result<Option<&str>, Reason> {
    let mut all = headers.get_all(SIGNATURE).iter();
    match (all.next(), all.next()) {
        (None, _) => Ok(None),
        (Some(only), None) => only.to_str().map(Some).map_err(|_| Reason::MalformedSignature),
        (Some(_), Some(_)) => Err(Reason::MalformedSignature),
    }
}

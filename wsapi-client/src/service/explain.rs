//! Explains the error responses of WSAPI.

use http::StatusCode;
use serde_json::Value;

use crate::runtime::{
    delivery::Delivery,
    json::from_slice,
    service::{ErrorResponse, Explanation},
};

/// Reads an error response.
pub(super) fn explain(response: &ErrorResponse<'_>) -> Explanation {
    let mut body = Value::Null;
    if from_slice(response.body, &mut body).is_err() {
        body = Value::Null;
    }
    let detail = body["detail"].as_str().map(str::to_owned);
    let is_own = is_own_form(&body, response.status);
    let own_detail = body["detail"].as_str().filter(|_| is_own).unwrap_or_default();
    let delivery = match response.status.as_u16() {
        // A 503 from a proxy says nothing about the server behind it.
        503 if is_own => Delivery::Rejected,
        // The server returns 400 for every failure that has no status of its own.
        400 if precedes_any_effect(own_detail) => Delivery::Rejected,
        _ => Delivery::of_status(response.status),
    };
    let hint = hint(response, detail.as_deref().unwrap_or_default());
    Explanation { detail, delivery, is_transient: own_detail == "websocket not connected", hint }
}

/// Returns whether the service wrote the body: the status of the response, a detail, and nothing else. Gateways also
/// send a `detail`, in another form (RFC 9457), which proves nothing about the server behind them.
fn is_own_form(body: &Value, status: StatusCode) -> bool {
    body.as_object().is_some_and(|members| members.len() == 2)
        && body["status"].as_u64() == Some(status.as_u16().into())
        && body["detail"].is_string()
}

/// The details of the 400s that the server returns before it does anything; `…` matches any text.
const BEFORE_ANY_EFFECT: [&str; 22] = [
    "validation error…",
    "invalid request body…",
    "invalid phone number…",
    "invalid JID…",
    "invalid … JID…",
    "invalid base64…",
    "invalid url…",
    "invalid URL…",
    "missing X-Instance-Id header",
    "missing required query parameter…",
    "either data or url is required",
    "provide either data or url, not both",
    "illegal base64 data…",
    "failed to download from URL: …",
    "failed to upload media: …",
    "file size … exceeds limit…",
    "file exceeds size limit",
    "failed to create request",
    "failed to read response body",
    "websocket not connected",
    "device already registered",
    "instance … already exists",
];

fn precedes_any_effect(detail: &str) -> bool {
    // `flush-history` reports this one with 400.
    detail == "device not paired" || BEFORE_ANY_EFFECT.iter().any(|pattern| matches(pattern, detail))
}

/// Returns whether the text matches the pattern.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = parts.next().and_then(|start| text.strip_prefix(start)) else { return false };
    let mut is_open = false;
    for part in parts {
        is_open = part.is_empty();
        match rest.find(part) {
            Some(start) => rest = &rest[start + part.len()..],
            None => return false,
        }
    }
    is_open || rest.is_empty()
}

fn hint(response: &ErrorResponse<'_>, detail: &str) -> Option<&'static str> {
    Some(match (response.status.as_u16(), detail) {
        (400, "missing X-Instance-Id header") => {
            "set the instance id with `ClientBuilder::instance_id` or `Client::for_instance`"
        }
        (401, _) => "check the key: it is missing or wrong for this instance, account or server",
        (403, _) => "use another key: this one does not permit the operation",
        (404, "" | "not found") if response.operation == "streamEvents" => {
            "only the hosted service has an event stream; a self-hosted server publishes to a webhook or to Redis"
        }
        (404, "not found") => {
            "no such path: check the base URL, and whether the server has this operation; a self-hosted server \
             lacks some that the hosted service has"
        }
        (404, "instance not found") => {
            "check the instance id and the key: no instance with this id is visible to this key"
        }
        (409, _) => {
            "pair the device with `client.session().pairing()`, which returns QR codes and waits until it is logged in \
             and connected, or request a code to type with `client.session().pair_code(..)`"
        }
        (429, _) => "send more slowly: see `ClientBuilder::pacing`",
        (500, "") => "the server failed without giving a reason; it may have carried out the call",
        (502 | 503, "") => "the response came from a proxy in front of the service, which may be down",
        (503, "instance not available") => "the instance is starting; try again shortly",
        (504, _) => "the server got no response from WhatsApp in time; it may have carried out the call",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::precedes_any_effect;

    #[test]
    fn only_known_details_prove_rejection() {
        for detail in [
            "validation error: Key: 'SendTextRequest.To' Error:Field validation for 'To' failed on the 'required' tag",
            "invalid request body: unexpected EOF",
            "invalid phone number format",
            "invalid JID \"abc\"",
            "invalid group JID: invalid JID \"123%40g.us\"",
            "missing required query parameter: id",
            "failed to download from URL: status 404",
            "file size 60000000 exceeds limit",
            "instance sales already exists",
            "websocket not connected",
            "device not paired",
        ] {
            assert!(precedes_any_effect(detail), "{detail}");
        }
        for detail in [
            "",
            "invalid response from WhatsApp server",
            "invalid",
            "failed to join group",
            "failed to create request for something",
            "either data or url is required now",
            "instance sales already exists and was changed",
            "server returned error 500",
        ] {
            assert!(!precedes_any_effect(detail), "{detail}");
        }
    }
}

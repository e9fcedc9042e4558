//! Error statuses of the service, of a proxy and of a gateway, and what each says about the delivery.

use super::{always, each_of, retried_unless_effectful, summaries};
use crate::{
    Delivery::{Rejected, Unknown},
    Error,
    tests::{json, respond},
};

#[tokio::test]
async fn internal_server_error_is_not_retried_and_leaves_delivery_unknown() {
    let outcomes = each_of(&[respond("500 Internal Server Error", "", "")]).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown));
    for outcome in &outcomes {
        assert!(outcome.error().status() == Some(500) && outcome.error().is_server_error());
        assert_eq!((outcome.error().status(), outcome.error().body()), (Some(500), Some(&b""[..])));
    }
}

#[tokio::test]
async fn error_of_a_proxy_leaves_delivery_unknown() {
    type Predicate = fn(&Error) -> bool;
    let html = "<html><body>upstream failed</body></html>";
    let statuses: [(&str, Predicate); 3] = [
        ("502 Bad Gateway", |error: &Error| error.status() == Some(502)),
        ("503 Service Unavailable", |error: &Error| error.status() == Some(503)),
        ("504 Gateway Timeout", |error: &Error| error.status() == Some(504)),
    ];
    for (status, predicate) in statuses {
        let outcomes = each_of(&[respond(status, "content-type: text/html\r\n", html)]).await;
        assert_eq!(summaries(&outcomes), retried_unless_effectful(Unknown), "{status}");
        for outcome in &outcomes {
            assert!(predicate(outcome.error()) && outcome.error().is_server_error(), "{status}");
            assert_eq!((outcome.error().detail(), outcome.error().body()), (None, Some(html.as_bytes())));
        }
    }
}

#[tokio::test]
async fn service_unavailable_is_a_rejection_only_in_the_form_of_the_service() {
    let own = r#"{"status":503,"detail":"instance not available"}"#;
    let outcomes = each_of(&[json("503 Service Unavailable", own)]).await;
    assert_eq!(summaries(&outcomes), always(3, Rejected));
    for outcome in &outcomes {
        assert!(outcome.error().status() == Some(503) && outcome.error().hint().is_some());
        assert_eq!(outcome.error().detail(), Some("instance not available"));
    }
    let others = [
        r#"{"detail":"no upstream"}"#,
        r#"{"status":503}"#,
        r#"["status","detail"]"#,
        "",
        // The form of RFC 9457, in which a gateway describes its own errors.
        r#"{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"upstream reset"}"#,
        r#"{"status":500,"detail":"instance not available"}"#,
    ];
    for body in others {
        let outcomes = each_of(&[json("503 Service Unavailable", body)]).await;
        assert_eq!(summaries(&outcomes), retried_unless_effectful(Unknown), "{body}");
    }
}

#[tokio::test]
async fn gateway_timeout_of_the_service_leaves_delivery_unknown() {
    let body = r#"{"status":504,"detail":"no acknowledgement in time"}"#;
    let outcomes = each_of(&[json("504 Gateway Timeout", body)]).await;
    assert_eq!(summaries(&outcomes), retried_unless_effectful(Unknown));
    assert!(outcomes.iter().all(|outcome| outcome.error().status() == Some(504) && !outcome.error().is_timeout()));
}

#[tokio::test]
async fn bad_request_is_a_rejection_only_for_known_details() {
    for (detail, delivery) in [
        ("validation error: text is required", Rejected),
        ("invalid JID", Rejected),
        ("failed to send message", Unknown),
        ("the message is invalid ", Unknown),
        ("invalidated", Unknown),
        ("", Unknown),
    ] {
        let body = format!(r#"{{"status":400,"detail":"{detail}"}}"#);
        let outcomes = each_of(&[json("400 Bad Request", &body)]).await;
        assert_eq!(summaries(&outcomes), always(1, delivery), "{detail}");
        assert!(outcomes.iter().all(|outcome| outcome.error().is_bad_request()));
    }
    let outcomes = each_of(&[json("400 Bad Request", r#"{"detail":"invalid header"}"#)]).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown), "it is not known who speaks");
}

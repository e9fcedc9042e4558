//! Events posted to webhooks.
#![cfg(feature = "server")]

mod webhook;

use std::time::Duration;

use axum::{Router, body::Bytes, http::StatusCode, routing::post};
use tokio::net::TcpListener;
use wsapi_client::{Event, events::Verifier, types::UpdateAccountInstanceSettingsRequest};
use wsapi_simulator::{Server, Simulator, without_waiting};

use self::webhook::Webhook;

async fn server(webhook: &Webhook) -> Server {
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook(&webhook.url, "whsec_test");
    server
}

#[tokio::test]
async fn events_are_posted_with_the_headers_of_the_service() {
    let webhook = Webhook::start(StatusCode::NO_CONTENT, 2).await;
    let server = server(&webhook).await;
    let ada = server.person("+49 170 1234567");
    ada.writes("<&>").await;
    server.instance("default").set_webhook(&webhook.url, "");
    ada.writes("unsigned").await;

    let posts = webhook.posts();
    let (headers, body) = &posts[0];
    let header = |name: &str| headers.get(name).map(|value| value.to_str().expect("text"));
    assert_eq!((header("content-type"), header("x-instance-id")), (Some("application/json"), Some("default")));
    let verifier = Verifier::new("whsec_test").expect("a secret");
    verifier.verify(body, header("x-webhook-signature")).expect("the signature is valid");
    assert!(String::from_utf8_lossy(body).contains(r#""text":"\u003c\u0026\u003e""#));
    assert!(posts[1].0.get("x-webhook-signature").is_none());
}

#[tokio::test]
async fn failed_event_is_not_posted_again() {
    let webhook = Webhook::start(StatusCode::SERVICE_UNAVAILABLE, 2).await;
    let server = server(&webhook).await;
    let ada = server.person("+49 170 1234567");
    ada.writes("one").await;
    ada.writes("two").await;
    assert_eq!(webhook.count(), 2);
    let errors: Vec<_> = server.deliveries().into_iter().filter_map(|delivery| delivery.error).collect();
    assert_eq!(errors, ["the webhook responded with 503 Service Unavailable"; 2]);
}

#[tokio::test]
async fn slow_webhook_fails_after_ten_seconds_and_delays_the_next_event() {
    let webhook = Webhook::start(StatusCode::OK, 0).await;
    let server = server(&webhook).await;
    let ada = server.person("+49 170 1234567");
    let both = async { tokio::join!(ada.writes("one").into_future(), ada.writes("two").into_future()) };
    let time = async {
        server.until(|| webhook.count() == 1).await;
        server.advance(Duration::from_secs(9));
        // The second event waits for the first.
        assert_eq!((webhook.count(), server.deliveries().len()), (1, 0));
        server.advance(Duration::from_secs(1));
        server.until(|| server.deliveries().len() == 1).await;
        webhook.permits.add_permits(2);
    };
    tokio::join!(both, time);
    let errors: Vec<_> = server.deliveries().into_iter().map(|delivery| delivery.error).collect();
    assert_eq!(errors, [Some("the webhook did not respond within 10 s".to_owned()), None]);
    assert_eq!(webhook.count(), 2);
}

#[tokio::test]
async fn instance_in_pull_mode_posts_nothing() {
    let webhook = Webhook::start(StatusCode::NO_CONTENT, 2).await;
    let server = server(&webhook).await;
    let account = server.client().account();
    let settings = UpdateAccountInstanceSettingsRequest::new(false, true, false).webhook_url(&webhook.url);
    account.update_instance_settings("default", settings).await.expect("it is valid");
    account.restart_instance("default").await.expect("it is known");
    server.person("+49 170 1234567").writes("ping").await;
    assert_eq!(webhook.count(), 0);
    assert!(server.deliveries().is_empty());
}

#[tokio::test]
async fn restore_drops_the_event_of_a_hanging_webhook() {
    let webhook = Webhook::start(StatusCode::OK, 0).await;
    let server = server(&webhook).await;
    let ada = server.person("+49 170 1234567");
    let start = server.snapshot();
    let restore = async {
        server.until(|| webhook.count() == 1).await;
        server.restore(&start);
    };
    // The act no longer waits for the webhook.
    tokio::join!(ada.writes("one").into_future(), restore);
    webhook.permits.add_permits(2);
    ada.writes("two").await;
    let errors: Vec<_> = server.deliveries().into_iter().map(|delivery| delivery.error).collect();
    assert_eq!((errors, webhook.count()), (vec![None], 2));
}

#[tokio::test]
async fn webhook_in_the_same_process_acts_without_waiting_for_itself() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook(&url, "");
    let grace = server.person("+49 170 7654321");
    let handler = move |body: Bytes| async move {
        let event = Event::from_json(&body).expect("an event");
        if event.as_message().is_some_and(|message| message.text.as_deref() == Some("ping")) {
            without_waiting(grace.writes("pong")).await;
        }
    };
    tokio::spawn(async { axum::serve(listener, Router::new().route("/", post(handler))).await });
    server.person("+49 170 1234567").writes("ping").await;
    let errors: Vec<_> = server.deliveries().into_iter().map(|delivery| delivery.error).collect();
    assert_eq!(errors, [None, None]);
}

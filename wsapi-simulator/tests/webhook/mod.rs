//! A receiver of webhooks.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use tokio::{net::TcpListener, sync::Semaphore};

/// A webhook that responds only with a permit.
#[derive(Clone)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    posts: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    pub(crate) permits: Arc<Semaphore>,
}

impl Webhook {
    /// Listens on a free port. It responds with the status, once per permit.
    pub(crate) async fn start(status: StatusCode, permits: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let webhook = Self {
            url: format!("http://{}/wsapi", listener.local_addr().expect("an address")),
            posts: Arc::default(),
            permits: Arc::new(Semaphore::new(permits)),
        };
        let state = webhook.clone();
        let handler = move |headers: HeaderMap, body: Bytes| async move {
            state.posts.lock().expect("the lock is not poisoned").push((headers, body));
            state.permits.acquire().await.expect("it is open").forget();
            status
        };
        tokio::spawn(async { axum::serve(listener, Router::new().route("/wsapi", post(handler))).await });
        webhook
    }

    /// Returns the headers and bodies of the received requests, in order.
    pub(crate) fn posts(&self) -> Vec<(HeaderMap, Bytes)> {
        self.posts.lock().expect("the lock is not poisoned").clone()
    }

    /// Returns the number of received requests.
    pub(crate) fn count(&self) -> usize {
        self.posts.lock().expect("the lock is not poisoned").len()
    }
}

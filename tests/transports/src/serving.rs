//! Servers on loopback sockets. They stop with the runtime of the test.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::events::webhook::Receiver;

/// Serves a receiver with axum, at `/wsapi`.
pub async fn serve(receiver: &Receiver) -> SocketAddr {
    serve_app(Router::new().route_service("/wsapi", receiver.service())).await
}

/// Serves an axum app.
pub async fn serve_app(app: Router) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a loopback port");
    let address = listener.local_addr().expect("a bound port");
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

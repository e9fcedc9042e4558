//! One connection.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, sync::watch};
use wsapi_client::BoxFuture;

use super::{
    Site,
    outgoing::Outgoing,
    respond::{Broken, respond},
    socket::Socket,
};

/// The time limit for reading a request.
pub(super) const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Serves the requests of a connection, one after another.
pub(super) async fn serve(stream: TcpStream, site: Arc<Site>, mut stopping: watch::Receiver<bool>) {
    let (socket, is_broken) = (Socket::new(stream), Arc::new(AtomicBool::new(false)));
    let service = service_fn({
        let (socket, is_broken) = (socket.clone(), is_broken.clone());
        move |request| responding(site.clone(), socket.clone(), is_broken.clone(), request)
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIMEOUT)
        // A client that has closed its write side may still read. `Socket::closed_by_client` detects a client that is
        // gone.
        .half_close(true)
        .serve_connection(TokioIo::new(socket), service);
    let mut is_stopping = *stopping.borrow_and_update();
    if is_stopping {
        Pin::new(&mut connection).graceful_shutdown();
    }
    let result = loop {
        tokio::select! {
            result = poll_fn(|context| connection.poll_without_shutdown(context)) => break result,
            _ = stopping.changed(), if !is_stopping => {
                is_stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "a connection failed");
    }
    if is_broken.load(Ordering::Relaxed) {
        connection.into_parts().io.into_inner().reset_on_drop();
    }
}

/// Responds to a request, and notes if the connection must break.
fn responding(
    site: Arc<Site>,
    socket: Socket,
    is_broken: Arc<AtomicBool>,
    request: hyper::Request<Incoming>,
) -> BoxFuture<'static, Result<hyper::Response<Outgoing>, Broken>> {
    Box::pin(async move {
        let result = respond(&site, &socket, request).await;
        if result.is_err() {
            is_broken.store(true, Ordering::Relaxed);
        }
        result
    })
}

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

use super::{Site, outgoing::Outgoing, respond::Broken, respond::respond};

/// The time in which a request must arrive.
pub(super) const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Serves the requests of a connection, one after the other.
pub(super) async fn serve(stream: TcpStream, site: Arc<Site>, mut stopping: watch::Receiver<bool>) {
    let is_broken = Arc::new(AtomicBool::new(false));
    let service = service_fn({
        let is_broken = is_broken.clone();
        move |request: hyper::Request<Incoming>| -> BoxFuture<'static, Result<hyper::Response<Outgoing>, Broken>> {
            let (site, is_broken) = (site.clone(), is_broken.clone());
            Box::pin(async move {
                let result = respond(&site, request).await;
                if result.is_err() {
                    is_broken.store(true, Ordering::Relaxed);
                }
                result
            })
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READ_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
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
        tracing::debug!(%error, "a connection ended");
    }
    if is_broken.load(Ordering::Relaxed) {
        reset(&connection.into_parts().io.into_inner());
    }
}

/// Lets the client see a reset once the stream is dropped, as from a process that died.
fn reset(stream: &TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        tracing::debug!(%error, "the connection ends without a reset");
    }
}

//! The program `wsapi-simulator`.

mod announcement;
mod logging;
mod options;
mod redis_variables;
mod start;
mod variables;

use std::{io, net::SocketAddr, process::ExitCode};

use clap::Parser;
use tokio::net::TcpListener;
use wsapi_client::events::BoxError;

use self::{options::ProgramOptions, start::Start, variables::Variables};
use crate::serve::Options;

/// Runs until it is interrupted.
pub fn main() -> ExitCode {
    let options = ProgramOptions::parse();
    let result =
        tokio::runtime::Runtime::new().map_err(BoxError::from).and_then(|runtime| runtime.block_on(run(options)));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: ProgramOptions) -> Result<(), BoxError> {
    let variables = Variables::of_process()?;
    logging::start(&variables);
    let start = match &options.state {
        Some(path) => Start::read(path)?,
        None => Start::default(),
    };
    let address = SocketAddr::new(options.host, options.port.unwrap_or(variables.port));
    let token = options.token(address.ip());
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let simulator = start.simulator(options.seed, variables.settings(options.hosted))?;
    let serving = Options { publish_via: variables.publish_via()?, token: token.clone() };
    let server = simulator.serve_on(listener, serving)?;
    // A program that has read the announcement may stop this one at once.
    let interruption = interruption()?;
    announcement::print(&server, token.as_deref());
    interruption.await;
    eprintln!("stopping");
    server.stop().await;
    Ok(())
}

/// Listens for Ctrl+C and for the signal by which containers are stopped, and returns a future that waits for them.
#[cfg(unix)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupted, mut terminated) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Returns a future that waits for Ctrl+C.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // If there is no handler, the system ends the process itself.
        let _ = tokio::signal::ctrl_c().await;
    })
}

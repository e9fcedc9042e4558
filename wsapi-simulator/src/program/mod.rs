//! The program `wsapi-simulator`.
//!
//! It is configured by the `WSAPI_*` variables of the self-hosted server. The server's `config.yaml` is not read,
//! because its keys are not known. Variables that have no effect here, such as those of the database, are accepted.

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
    for name in variables.unknown() {
        tracing::warn!("unknown variable {name}: it has no effect");
    }
    let start = match &options.state {
        Some(path) => Start::read(path)?,
        None => Start::default(),
    };
    let address = SocketAddr::new(options.host, options.port.unwrap_or(variables.port));
    let token = options.token(address.ip());
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let simulator = start.simulator(options.seed, variables.settings(options.hosted)?)?;
    let serving = Options { publish_via: variables.publish_via()?, token: token.clone(), has_page: true };
    let server = simulator.serve_on(listener, serving)?;
    // A parent process may stop this one as soon as it has read the output, so signals are handled before it is
    // printed.
    let interruption = interruption()?;
    announcement::print(&server, token.as_deref());
    interruption.await;
    eprintln!("stopping");
    server.stop().await;
    Ok(())
}

/// Handles Ctrl+C, and SIGTERM, which stops containers. Returns a future that waits for either.
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
#[expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // If the handler cannot be installed, this returns immediately, and the program stops.
        let _ = tokio::signal::ctrl_c().await;
    })
}

//! The log: one line for each request, on standard error.

use std::io;

use tracing::level_filters::LevelFilter;

use super::variables::Variables;

/// Starts logging, unless the process already has a global subscriber.
pub(super) fn start(variables: &Variables) {
    let level = match variables.get("LOG_LEVEL").unwrap_or("info") {
        "trace" => LevelFilter::TRACE,
        "debug" => LevelFilter::DEBUG,
        "warn" => LevelFilter::WARN,
        "error" => LevelFilter::ERROR,
        _ => LevelFilter::INFO,
    };
    let builder = tracing_subscriber::fmt().with_max_level(level).with_target(false).with_writer(io::stderr);
    let result = match variables.get("LOG_FORMAT") {
        Some("json") => builder.json().try_init(),
        _ => builder.with_ansi(false).try_init(),
    };
    if let Err(error) = result {
        eprintln!("warning: cannot configure the log: {error}");
    }
}

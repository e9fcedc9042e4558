//! Measures the simulator: `cargo xtask bench simulator`.
//!
//! The results are rows in JSON, which xtask prints. All goals are limits of our own: there is no peer.

mod bots;
mod calls;
mod connection;
mod memory;
mod options;
mod program;
mod row;

use options::Options;

fn main() {
    let options = Options::parse();
    calls::measure(&options);
    bots::measure(&options);
    program::measure(&options);
}

/// A runtime as `#[tokio::test]` makes it.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

//! Compares a call with other ways to send it, and measures the sending of a large file: `cargo xtask bench runtime`.
//!
//! The server is a process of its own, so that only the client is measured. Within a round the sides take many short
//! turns, so that other load on the machine affects all of them. The results are rows in JSON, which xtask prints.

mod calls;
mod cost;
mod file;
mod options;
mod python;
mod row;
mod server;

use std::{env, process::Command};

use options::Options;
use server::Server;

const KEY: &str = "key";
const INSTANCE: &str = "sales";
const TO: &str = "491701234567@s.whatsapp.net";
const TEXT: &str = "Hello";
const AGENT: &str = concat!("wsapi-client/", env!("CARGO_PKG_VERSION"));

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    match arguments[..] {
        ["serve"] => runtime.block_on(server::serve()),
        ["send", how, url, file] => runtime.block_on(file::send(how, url, file)),
        _ => {
            let (options, server) = (Options::parse(&arguments), Server::start());
            runtime.block_on(calls::compare(&options, &server.url));
            file::compare(&options, &server.url);
        }
    }
}

/// A command that starts this program again.
fn this() -> Command {
    Command::new(env::current_exe().expect("this program has a path"))
}

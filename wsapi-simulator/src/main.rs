//! The simulator as a program: `wsapi-simulator --help` explains its options.

use std::process::ExitCode;

fn main() -> ExitCode {
    wsapi_simulator::program::main()
}

//! The options on the command line.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

use clap::Parser;

/// A simulator of WSAPI, the HTTP API for WhatsApp: for tests, without an account.
///
/// It reads the `WSAPI_*` variables of the self-hosted server, such as WSAPI_PORT, WSAPI_INSTANCE_MODE,
/// WSAPI_DEFAULT_API_KEY and WSAPI_DEFAULT_WEBHOOK_URL.
#[derive(Parser)]
#[command(name = "wsapi-simulator", version)]
pub(super) struct ProgramOptions {
    /// Simulates the hosted service, with account operations and the event stream
    #[arg(long)]
    pub(super) hosted: bool,
    /// The address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(super) host: IpAddr,
    /// The port to listen on, instead of WSAPI_PORT; 0 for a free one
    #[arg(long)]
    pub(super) port: Option<u16>,
    /// A YAML file with the instances, people and chats at the start
    #[arg(long, value_name = "FILE")]
    pub(super) state: Option<PathBuf>,
    /// The number from which ids are made
    #[arg(long, default_value_t = 0)]
    pub(super) seed: u64,
    /// The token of the control API, instead of WSAPI_SIMULATOR_TOKEN; beyond this machine one is made if there is none
    #[arg(long)]
    control_token: Option<String>,
}

impl ProgramOptions {
    /// The token of the control API, if it needs one.
    pub(super) fn token(&self, address: IpAddr) -> Option<String> {
        let variable = || std::env::var("WSAPI_SIMULATOR_TOKEN").ok();
        let token = self.control_token.clone().or_else(variable).filter(|token| !token.is_empty());
        let random = || format!("{:016x}{:016x}", random_number(), random_number());
        token.or_else(|| (!address.is_loopback()).then(random))
    }
}

/// A number that cannot be guessed: the keys of `RandomState` come from the system.
fn random_number() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

/// Does not show the token.
impl fmt::Debug for ProgramOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgramOptions").field("host", &self.host).field("hosted", &self.hosted).finish_non_exhaustive()
    }
}

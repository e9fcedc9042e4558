//! The command-line options.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
};

use clap::Parser;

/// A simulator of WSAPI, the HTTP API for WhatsApp, for tests without an account.
///
/// It reads the `WSAPI_*` variables of the self-hosted server, such as WSAPI_PORT, WSAPI_INSTANCE_MODE,
/// WSAPI_DEFAULT_API_KEY and WSAPI_DEFAULT_WEBHOOK_URL, but not its config.yaml.
#[derive(Parser)]
#[command(name = "wsapi-simulator", version)]
pub(super) struct ProgramOptions {
    /// Simulates the hosted service, with account operations and the event stream
    #[arg(long)]
    pub(super) hosted: bool,
    /// The address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(super) host: IpAddr,
    /// The port to listen on; overrides WSAPI_PORT; 0 selects a free port
    #[arg(long)]
    pub(super) port: Option<u16>,
    /// A YAML file with the initial instances, people, chats, groups, communities and newsletters
    #[arg(long, value_name = "FILE")]
    pub(super) state: Option<PathBuf>,
    /// The seed from which ids are generated
    #[arg(long, default_value_t = 0)]
    pub(super) seed: u64,
    /// The token of the control API; overrides WSAPI_SIMULATOR_TOKEN; generated if unset and the host is not loopback
    #[arg(long)]
    control_token: Option<String>,
}

impl ProgramOptions {
    /// Returns the token of the control API, if it needs one.
    pub(super) fn token(&self, address: IpAddr) -> Option<String> {
        let variable = || std::env::var("WSAPI_SIMULATOR_TOKEN").ok();
        let token = self.control_token.clone().or_else(variable).filter(|token| !token.is_empty());
        let random = || format!("{:016x}{:016x}", random_number(), random_number());
        token.or_else(|| (!address.is_loopback()).then(random))
    }
}

/// Returns an unpredictable number: the keys of `RandomState` are random.
fn random_number() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

/// Hides the token.
impl fmt::Debug for ProgramOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgramOptions").field("host", &self.host).field("hosted", &self.hosted).finish_non_exhaustive()
    }
}

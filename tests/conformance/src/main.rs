//! Runs the suite on a server, and prints a table. `--help` explains the options.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use wsapi_conformance::{GIVEN, Mode, Permission, Target, run};

/// Checks that a WSAPI server responds as the service does.
///
/// Without permissions and values, it only sends read requests. The keys are read from the environment, so that they do
/// not appear in the list of processes.
#[derive(Parser)]
#[command(after_help = values())]
struct Options {
    /// The base URL of the server
    url: String,
    /// The mode of the server
    #[arg(long, value_enum)]
    mode: Mode,
    /// The instance
    #[arg(long, env = "WSAPI_INSTANCE_ID", default_value = "default")]
    instance: String,
    /// The key of the instance
    #[arg(long, env = "WSAPI_API_KEY", default_value = "", hide_env_values = true)]
    key: String,
    /// The key of the hosted account
    #[arg(long, env = "WSAPI_ACCOUNT_KEY", hide_env_values = true)]
    account_key: Option<String>,
    /// The admin key
    #[arg(long, env = "WSAPI_ADMIN_API_KEY", hide_env_values = true)]
    admin_key: Option<String>,
    /// The instance is paired; otherwise, cases that need a device are skipped
    #[arg(long)]
    paired: bool,
    /// Another instance, with the same key, that is not paired
    #[arg(long)]
    unpaired: Option<String>,
    /// A permission to change something; can be repeated
    #[arg(long, value_enum)]
    may: Vec<Permission>,
    /// A value that only exists on this server; can be repeated
    #[arg(long = "given", value_name = "NAME=VALUE")]
    given: Vec<String>,
}

fn values() -> String {
    let lines = GIVEN.iter().map(|(name, what)| format!("  {name:<18} {what}\n"));
    format!("Values that can be given:\n{}", lines.collect::<String>())
}

fn main() -> ExitCode {
    let options = Options::parse();
    match check(options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Returns `true` if all cases that were sent passed.
fn check(options: Options) -> Result<bool> {
    let given = options.given.iter().map(|pair| {
        let (name, value) = pair.split_once('=').with_context(|| format!("expected NAME=VALUE, found `{pair}`"))?;
        if !GIVEN.iter().any(|(known, _)| *known == name) {
            bail!("unknown value `{name}`; --help lists the known values");
        }
        Ok((name.to_owned(), value.to_owned()))
    });
    let target = Target {
        given: given.collect::<Result<_>>()?,
        url: options.url,
        mode: options.mode,
        instance: options.instance,
        key: options.key,
        account_key: options.account_key,
        admin_key: options.admin_key,
        is_paired: options.paired,
        unpaired: options.unpaired,
        may: options.may.into_iter().collect(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(run(&target))?;
    print!("{report}");
    Ok(report.failed() == 0)
}

//! Prints what the tests compare, into `OUT_DIR`:
//!
//! - `documents.json`: the REST documents, merged into one but otherwise unchanged, and that of the events;
//! - `judge.rs`: the client that progenitor makes of them, and `theirs.rs`, which calls its operations by id;
//! - `ours.rs`: the same for the SDK; `bodies.rs`, which builds its request bodies; `enums.rs`: all its enums; `kit.rs`,
//!   which reads requests and writes responses as a test kit does.

mod bodies;
mod documents;
mod enums;
mod judge;
mod kit;
mod ours;
mod stale;
mod theirs;

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use proc_macro2::TokenStream;
use serde_json::json;
use wsapi_codegen::{Generated, Input, Source};

const REST: [&str; 2] = ["openapi/wsapi-api.yaml", "openapi/wsapi-server.yaml"];
const EVENTS: &str = "openapi/wsapi-events.yaml";
const OVERLAY: &str = "openapi/overlay.yaml";
const SDK: &str = "wsapi-client/src/generated";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let manifest = env::var("CARGO_MANIFEST_DIR")?;
    let workspace = Path::new(&manifest).parent().ok_or("the package has no workspace around it")?;
    for path in REST.iter().chain([&EVENTS, &OVERLAY, &SDK]) {
        println!("cargo::rerun-if-changed={}", workspace.join(path).display());
    }
    println!("cargo::rerun-if-changed=build");

    let generated = generate(workspace)?;
    let rest = documents::united(&documents::read(workspace, REST[0])?, &documents::read(workspace, REST[1])?);
    let events = documents::read(workspace, EVENTS)?;
    let judge = judge::client(&rest)?;
    write("documents.json", &json!({ "rest": rest, "events": events }).to_string())?;
    write("theirs.rs", &print(theirs::driver(&rest, &judge)?)?)?;
    write("judge.rs", &prettyplease::unparse(&judge))?;
    let api = &generated.described.api;
    println!("cargo::rustc-check-cfg=cfg(stale_sdk)");
    let drivers = match stale::is_stale(&generated.files, &workspace.join(SDK)) {
        false => [
            ("ours.rs", ours::driver(api)),
            ("bodies.rs", bodies::driver(api)),
            ("enums.rs", enums::list(api)),
            ("kit.rs", kit::driver(api)),
        ],
        true => {
            println!("cargo::rustc-cfg=stale_sdk");
            [
                ("ours.rs", ours::stale()),
                ("bodies.rs", bodies::stale()),
                ("enums.rs", enums::stale()),
                ("kit.rs", kit::stale()),
            ]
        }
    };
    for (name, driver) in drivers {
        write(name, &print(driver)?)?;
    }
    Ok(())
}

fn generate(workspace: &Path) -> Result<Generated, Box<dyn Error>> {
    let source = |name: &str| -> Result<Source, Box<dyn Error>> {
        Ok(Source { name: name.to_owned(), text: documents::text(workspace, name)? })
    };
    let documents = REST.into_iter().chain([EVENTS]).map(source).collect::<Result<Vec<_>, _>>()?;
    let input = Input { documents, overlay: Some(source(OVERLAY)?), ..Input::default() };
    wsapi_codegen::generate(&input).map_err(|report| report.to_string().into())
}

fn print(tokens: TokenStream) -> Result<String, Box<dyn Error>> {
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

fn write(name: &str, text: &str) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join(name), text)?)
}

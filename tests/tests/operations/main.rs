//! Every operation over a real socket, as a separate test: what the SDK sends, and how it reads each response.

mod failures;
mod foreign;
mod kit;
mod nulls;
mod requests;
mod responses;

use std::collections::BTreeSet;

use libtest_mimic::{Arguments as Options, Failed, Trial};
use serde_json::Value;
use tokio::runtime::Builder;
use wsapi_client::{Error, operations::OPERATIONS as INFOS};
use wsapi_tests::{Arguments, OPERATIONS, Operation, Ours, Request, Response, Server, instance_id, operations};

fn main() {
    let mut trials: Vec<Trial> = operations().into_iter().map(trial).collect();
    trials.push(Trial::test(format!("the SDK has the {OPERATIONS} operations of the documents"), || {
        the_sdk_has_the_operations_of_the_documents();
        Ok(())
    }));
    trials.extend(foreign::trials().chain(kit::trials()));
    trials.extend(nulls::trials());
    trials.push(Trial::test("lists are found in the documents", nulls::lists_are_found));
    libtest_mimic::run(&Options::from_args(), trials).exit();
}

fn trial(operation: Operation) -> Trial {
    Trial::test(operation.id.clone(), move || run(examine(&operation))).with_kind("operation")
}

fn run(test: impl Future<Output = Findings>) -> Result<(), Failed> {
    Builder::new_current_thread().enable_all().build()?.block_on(test).conclude()
}

async fn examine(operation: &Operation) -> Findings {
    let (stage, mut findings) = (Stage::new().await, Findings::default());
    requests::examine(operation, &stage, &mut findings).await;
    responses::examine(operation, &stage, &mut findings).await;
    responses::validate(operation, &mut findings);
    failures::examine(operation, &stage, &mut findings).await;
    findings
}

fn the_sdk_has_the_operations_of_the_documents() {
    let facts = |id: &str, method: &str, path: &str| format!("{id} {method} {path}");
    let documents = operations().into_iter().map(|one| facts(&one.id, &one.method, &one.path)).collect::<BTreeSet<_>>();
    let sdk = INFOS.iter().map(|info| facts(info.id, info.method.as_str(), info.path)).collect::<BTreeSet<_>>();
    assert_eq!(sdk, documents);
    assert_eq!([INFOS.len(), sdk.len(), operations().len()], [OPERATIONS; 3]);
}

/// The SDK and a server.
struct Stage {
    server: Server,
    sdk: Ours,
}

impl Stage {
    async fn new() -> Self {
        let server = Server::start().await;
        let sdk = Ours::new(server.url(), &instance_id());
        Self { server, sdk }
    }

    /// Makes the call. Returns the request that arrived, and the output of the SDK.
    async fn call(&self, arguments: &Arguments, response: Response) -> (Request, Result<Value, Error>) {
        self.server.respond_with(response);
        let result = self.sdk.call(arguments).await;
        (self.server.request(), result)
    }
}

/// The findings about an operation.
#[derive(Default)]
struct Findings {
    problems: Vec<String>,
}

impl Findings {
    /// Notes a difference.
    fn expect<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, found: T, expected: T) {
        if found != expected {
            self.problems.push(format!("{what}:\n  found    {found:?}\n  expected {expected:?}"));
        }
    }

    /// Fails with all differences at once.
    fn conclude(self) -> Result<(), Failed> {
        match self.problems.len() {
            0 => Ok(()),
            count => Err(format!("{count} problems:\n{}", self.problems.join("\n")).into()),
        }
    }
}

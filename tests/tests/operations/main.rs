//! Every operation over a real socket: what the SDK sends, and what it makes of each answer.

mod answers;
mod failures;
mod requests;

use std::collections::BTreeSet;

use serde_json::Value;
use wsapi_client::{Error, operations::OPERATIONS as INFOS};
use wsapi_tests::{Answer, Arguments, OPERATIONS, Operation, Ours, Request, Server, instance_id, operations};

#[test]
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

    /// Makes the call; gives what arrived and what the SDK makes of the answer.
    async fn call(&self, arguments: &Arguments, answer: Answer) -> (Request, Result<Value, Error>) {
        self.server.answer(answer);
        let result = self.sdk.call(arguments).await;
        (self.server.request(), result)
    }
}

/// What was found out about all operations.
#[derive(Default)]
struct Findings {
    operations: BTreeSet<String>,
    problems: Vec<String>,
}

impl Findings {
    /// Notes a difference.
    fn expect<T: PartialEq + std::fmt::Debug>(&mut self, operation: &Operation, what: &str, found: T, expected: T) {
        self.operations.insert(operation.id.clone());
        if found != expected {
            let id = &operation.id;
            self.problems.push(format!("{id}: {what}:\n  found    {found:?}\n  expected {expected:?}"));
        }
    }

    /// Fails with all differences at once, or when an operation was missed.
    fn conclude(self, what: &str) {
        assert!(self.problems.is_empty(), "{} problems:\n{}", self.problems.len(), self.problems.join("\n"));
        assert_eq!(self.operations.len(), OPERATIONS, "operations were missed");
        println!("{what}: {} operations", self.operations.len());
    }
}

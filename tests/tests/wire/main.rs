//! The requests on the wire: for every operation, the SDK and progenitor's own client get the same arguments, the
//! documents' examples, and must send the same request.

mod rules;
mod seen;

use std::collections::{BTreeMap, BTreeSet};

use rules::RULES;
use seen::Seen;
use wsapi_client::Error;
use wsapi_tests::{Arguments, In, OPERATIONS, Operation, Ours, Response, Server, Theirs, instance_id, operations};

#[tokio::test]
async fn both_clients_send_the_same() {
    let server = Server::start().await;
    // A response that neither client needs to read.
    server.respond_with(Response::empty(418));
    let (ours, theirs) = (Ours::new(server.url(), &instance_id()), Theirs::new(server.url()));
    let (mut compared, mut needed, mut differences) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    let operations = operations();
    for arguments in operations.iter().flat_map(Operation::arguments) {
        let (ours, theirs) = both(&server, &ours, &theirs, &arguments).await;
        let differ = |without| {
            let (ours, theirs) = after_rules(&ours, &theirs, without);
            (ours != theirs).then(|| format!("{}:\n  ours   {ours:?}\n  theirs {theirs:?}", arguments.operation))
        };
        for rule in RULES.iter().filter(|rule| differ(Some(rule.name)).is_some()) {
            needed.entry(rule.name).or_insert_with(BTreeSet::new).insert(arguments.operation.clone());
        }
        differences.extend(differ(None));
        compared.insert(arguments.operation);
    }
    println!("{} operations compared", compared.len());
    assert!(differences.is_empty(), "{} operations differ:\n{}", differences.len(), differences.join("\n"));
    for rule in &RULES {
        let users = needed.remove(rule.name).unwrap_or_default();
        println!("the rule `{}` is needed by {} operations: {users:?}", rule.name, users.len());
        assert!(!users.is_empty(), "no operation needs the rule `{}` ({}): remove it", rule.name, rule.reason);
    }
    assert_eq!([compared.len(), operations.len()], [OPERATIONS; 2]);
}

async fn both(server: &Server, ours: &Ours, theirs: &Theirs, arguments: &Arguments) -> (Seen, Seen) {
    let id = &arguments.operation;
    let result = ours.call(arguments).await;
    let status = result.as_ref().err().and_then(Error::status);
    assert_eq!(status, Some(418), "{id}: our call got no response: {result:?}");
    let ours = server.request();
    let sent = theirs.call(arguments).await;
    assert_eq!(sent, Ok(()), "{id}: their call was not sent");
    let declared = arguments.parameters.iter().filter(|(place, ..)| *place == In::Header);
    // An operation without the parameter must not name an instance either.
    let headers: Vec<_> = declared.map(|(_, name, _)| name.as_str()).chain(["X-Instance-Id"]).collect();
    (Seen::new(&ours, &headers), Seen::new(&server.request(), &headers))
}

/// Both requests after all rules but the one left out.
fn after_rules(ours: &Seen, theirs: &Seen, without: Option<&str>) -> (Seen, Seen) {
    let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
    for rule in RULES.iter().filter(|rule| Some(rule.name) != without) {
        (rule.apply)(&mut ours, &mut theirs);
    }
    (ours, theirs)
}

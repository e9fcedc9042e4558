//! What goes over the wire: for every operation the SDK and progenitor's own client get the same arguments, the
//! documents' examples, and have to send the same request.

mod rules;
mod seen;

use std::collections::BTreeMap;

use rules::RULES;
use seen::Seen;
use wsapi_tests::{Answer, In, OPERATIONS, Operation, Ours, Server, Theirs, instance_id, operations};

#[tokio::test]
async fn both_clients_send_the_same() {
    let server = Server::start().await;
    // An answer that neither client has to read.
    server.answer(Answer::empty(418));
    let (ours, theirs) = (Ours::new(server.url(), &instance_id()), Theirs::new(server.url()));
    let (mut needed, mut differences) = (BTreeMap::new(), Vec::new());
    let operations = operations();
    for operation in &operations {
        let (ours, theirs) = both(&server, &ours, &theirs, operation).await;
        for rule in RULES.iter().filter(|rule| equalized(&ours, &theirs, Some(rule.name)).is_err()) {
            needed.entry(rule.name).or_insert_with(Vec::new).push(operation.id.as_str());
        }
        if let Err((ours, theirs)) = equalized(&ours, &theirs, None) {
            differences.push(format!("{}:\n  ours   {ours:?}\n  theirs {theirs:?}", operation.id));
        }
    }
    println!("{} operations compared", operations.len());
    assert!(differences.is_empty(), "{} operations differ:\n{}", differences.len(), differences.join("\n"));
    for rule in &RULES {
        let users = needed.get(rule.name).map(Vec::as_slice).unwrap_or_default();
        println!("{}: {} operations: {}: {users:?}", rule.name, users.len(), rule.reason);
        assert!(!users.is_empty(), "no operation needs the rule `{}`: take it out", rule.name);
    }
    assert_eq!(operations.len(), OPERATIONS);
}

async fn both(server: &Server, ours: &Ours, theirs: &Theirs, operation: &Operation) -> (Seen, Seen) {
    let arguments = operation.arguments();
    let answer = ours.call(&operation.id, &arguments).await;
    let status = answer.as_ref().err().and_then(wsapi_client::Error::status);
    assert_eq!(status, Some(418), "{}: our call was not answered: {answer:?}", operation.id);
    let ours = server.request();
    let sent = theirs.call(&operation.id, &arguments).await;
    assert_eq!(sent, Ok(()), "{}: their call was not sent", operation.id);
    let declared = operation.parameters.iter().filter(|parameter| parameter.place == In::Header);
    // An operation without the parameter must not name an instance either.
    let headers: Vec<_> = declared.map(|parameter| parameter.name.as_str()).chain(["X-Instance-Id"]).collect();
    (Seen::new(&ours, &headers), Seen::new(&server.request(), &headers))
}

/// Both requests after all rules but the one left out; an error if they still differ.
fn equalized(ours: &Seen, theirs: &Seen, without: Option<&str>) -> Result<(), (Seen, Seen)> {
    let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
    for rule in RULES.iter().filter(|rule| Some(rule.name) != without) {
        (rule.apply)(&mut ours, &mut theirs);
    }
    if ours == theirs { Ok(()) } else { Err((ours, theirs)) }
}

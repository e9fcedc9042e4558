//! Nothing private that a caller passes or the service returns appears in a log.
//!
//! Every operation is called, with success and with every kind of failure, while a subscriber records everything at the
//! finest level: spans and events, the logs of libraries, and the `Debug` and `Display` output of bodies, responses and
//! errors.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;
use wsapi_tests::{Arguments, Operation, Ours, Response, Server, built, instance_id, keys, operations};

/// A phone number and a token, in the forms in which the service repeats them.
const DETAIL: &str = "invalid JID \"491709990001@s.whatsapp.net\": get \"https://a.example/b?token=canary-token\": no";
const IN_DETAIL: [&str; 2] = ["491709990001", "canary-token"];

#[tokio::test]
async fn keys_numbers_and_texts_are_not_logged() {
    let heard = Heard::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(heard.clone());
    tracing::subscriber::set_global_default(subscriber.finish()).expect("there is no other logger in this process");
    tracing_log::LogTracer::init().expect("there is no other logger in this process");

    let server = Server::start().await;
    let sdk = Ours::new(server.url(), &instance_id());
    let mut leaks = Vec::new();
    let mut calls = 0;
    for operation in operations() {
        for arguments in operation.arguments() {
            for response in responses(&operation) {
                let private = private(&arguments, &response);
                server.respond_with(response);
                let result = sdk.call(&arguments).await;
                let shown =
                    result.err().map(|error| format!("{error} {error:?} {:?}", error.hint())).unwrap_or_default();
                _ = built(&arguments);
                let said = heard.take() + &shown;
                calls += 1;
                assert!(said.contains(&operation.id), "{} is in the log", operation.id);
                leaks.extend(private.iter().filter(|text| said.contains(*text)).map(|text| {
                    let line = said.lines().find(|line| line.contains(text)).unwrap_or_default();
                    format!("{}: `{text}` in: {line}", operation.id)
                }));
            }
        }
    }
    assert!(calls > 121 * 5, "only {calls} calls were made");
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// A success with its example, a success that cannot be read, and failures in the service's form and in others.
fn responses(operation: &Operation) -> Vec<Response> {
    let example = operation.successes().next().and_then(|success| {
        let content = success.content.as_ref()?.example.clone()?;
        Some(Response::json(success.status, &content))
    });
    let status = operation.successes().next().map_or(200, |success| success.status);
    let rejected = |status: u16| Response::failure(status, DETAIL);
    let unreadable = json!({ "id": [{ "canary-token": "491709990001" }], "canary-token": 491_709_990_001_u64 });
    let unreadable = Response::json(status, &unreadable);
    let html = Response::of(502, "text/html", "<p>canary-token 491709990001</p>");
    example
        .into_iter()
        .chain([unreadable, html, Response::empty(500)])
        .chain([400, 401, 404, 409, 429].map(rejected))
        .collect()
}

/// The private texts of the call: keys, numbers, names, messages, addresses. Values that only a program uses, such as
/// `24h`, are not private.
fn private(arguments: &Arguments, response: &Response) -> BTreeSet<String> {
    let keys = [keys::INSTANCE, keys::ACCOUNT, keys::ADMIN];
    let mut texts: BTreeSet<String> = keys.iter().chain(&IN_DETAIL).map(|text| (*text).to_owned()).collect();
    let parameters = arguments.parameters.iter().map(|(_, _, value)| value);
    let body = serde_json::from_slice(&response.body).unwrap_or_default();
    parameters.chain(&arguments.body).chain([&body]).for_each(|value| collect(value, &mut texts));
    texts.remove(DETAIL);
    // The id of a message may be shown, even an invented one.
    if let Some(id) = arguments.body.as_ref().and_then(|body| body["replyTo"].as_str()) {
        texts.remove(id);
    }
    texts
}

fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if is_private(text) => _ = texts.insert(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, texts)),
        _ => {}
    }
}

/// A time, a message id and an enum's value may be shown.
fn is_private(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_time = text.ends_with('Z') && text.contains("T") && text.contains(':');
    let is_id = text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let is_somebodys = text.contains([' ', '@', '+']) || text.contains("://") || digits >= 7;
    is_somebodys && !is_time && !is_id
}

/// Everything that was logged since the last call.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.0.lock().expect("no listener panics"));
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no listener panics").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Heard {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

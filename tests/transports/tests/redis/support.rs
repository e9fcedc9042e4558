//! What these tests have in common.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use redis::{Value, cmd};
use wsapi_client::{
    Event,
    events::{
        Handler, HandlerError, Verifier,
        redis::{Consumer, ConsumerBuilder},
    },
};
use wsapi_transport_tests::{RedisServer, SECRET, entry, eventually};

/// The stream of the instance that most tests use.
pub(crate) const STREAM: &str = "stream:sales";

/// Two chats.
pub(crate) const ANNA: &str = "491701234567@s.whatsapp.net";
pub(crate) const BERT: &str = "491707654321@s.whatsapp.net";

/// A consumer that loses no time.
pub(crate) fn consumer(server: &RedisServer, handler: impl Handler) -> ConsumerBuilder {
    consumer_at(server.url(), handler)
}

/// The same for an address.
pub(crate) fn consumer_at(address: String, handler: impl Handler) -> ConsumerBuilder {
    Consumer::builder(address, Verifier::new(SECRET).expect("a secret"))
        .group("bot")
        .handler(handler)
        .discovery(Duration::from_millis(100))
        .backoff(Duration::from_millis(20), Duration::from_millis(50))
}

/// Adds a message to the stream of the instance `sales`; its id as an event is its id as a message.
pub(crate) async fn add(server: &RedisServer, chat: &str, id: &str) -> String {
    server.add(STREAM, &entry(id, "sales", chat, id)).await
}

/// Notes each try, and fails those that it is told to.
#[derive(Clone, Default)]
pub(crate) struct Notes(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    tries: Vec<String>,
    failures: HashMap<String, u32>,
}

impl Notes {
    /// Lets the first tries of an event fail.
    pub(crate) fn fail(self, id: &str, times: u32) -> Self {
        self.state(|state| state.failures.insert(id.to_owned(), times));
        self
    }

    /// The ids of the events, once for each try.
    pub(crate) fn tries(&self) -> Vec<String> {
        self.state(|state| state.tries.clone())
    }

    pub(crate) async fn until(&self, number: usize) {
        eventually("all were tried", async || self.tries().len() >= number).await;
    }

    fn state<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Handler for Notes {
    async fn handle(&self, event: Event) -> Result<(), HandlerError> {
        self.state(|state| {
            state.tries.push(event.event_id.clone());
            match state.failures.get_mut(&event.event_id) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    Err("not this time".into())
                }
                _ => Ok(()),
            }
        })
    }
}

/// How many entries of the stream the group has read and not acknowledged.
pub(crate) async fn pending(server: &RedisServer, stream: &str) -> i64 {
    let answer = cmd("XPENDING").arg(stream).arg("bot").query_async(&mut server.connection().await).await;
    match answer {
        Ok(Value::Array(parts)) => match parts.first() {
            Some(Value::Int(number)) => *number,
            other => panic!("not a number: {other:?}"),
        },
        other => panic!("not what is pending: {other:?}"),
    }
}

pub(crate) async fn nothing_pending(server: &RedisServer, stream: &str) {
    eventually("all is acknowledged", async || pending(server, stream).await == 0).await;
}

/// The fields of the entries of a stream.
pub(crate) async fn entries(server: &RedisServer, stream: &str) -> Vec<HashMap<String, Vec<u8>>> {
    let mut command = cmd("XRANGE");
    let entries: Vec<(String, HashMap<String, Vec<u8>>)> = command
        .arg(stream)
        .arg("-")
        .arg("+")
        .query_async(&mut server.connection().await)
        .await
        .expect("the server answers");
    entries.into_iter().map(|(_, fields)| fields).collect()
}

/// Runs a command that is written with blanks.
pub(crate) async fn run(server: &RedisServer, command: &str) -> Value {
    let mut words = command.split(' ');
    let mut command = cmd(words.next().expect("a command"));
    words.for_each(|word| {
        command.arg(word);
    });
    command.query_async(&mut server.connection().await).await.expect("the server does it")
}

//! The other system: an endpoint that fails from time to time.

use std::{
    collections::{HashMap, VecDeque},
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use tokio::{net::TcpListener, sync::Notify};
use wsapi_client::events::Verifier;

#[derive(Clone)]
pub(crate) struct Crm {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// A fault of the CRM, for one request.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    /// It is not stored, and the response is an error.
    Rejects,
    /// It is stored, and the response is an error.
    StoresAndFails,
    /// It is stored when [`Crm::resume`] is called.
    #[cfg_attr(not(test), allow(dead_code, reason = "only the tests need it"))]
    Stalls,
}

struct Shared {
    verifier: Verifier,
    resumed: Notify,
    state: Mutex<Data>,
}

#[derive(Default)]
struct Data {
    /// The idempotency keys and the texts.
    stored: Vec<(String, String)>,
    faults: HashMap<String, VecDeque<Fault>>,
    requests: usize,
}

impl Crm {
    pub(crate) async fn start(secret: &str) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let verifier = Verifier::new(secret).map_err(io::Error::other)?;
        let shared = Arc::new(Shared { verifier, resumed: Notify::new(), state: Mutex::default() });
        let app = Router::new().route("/events", post(receive)).with_state(shared.clone());
        tokio::spawn(async { axum::serve(listener, app).await });
        Ok(Self { address, shared })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/events", self.address)
    }

    /// Sets the faults of the next requests with this text.
    pub(crate) fn fails(&self, text: &str, faults: impl IntoIterator<Item = Fault>) {
        self.shared.state().faults.insert(text.to_owned(), faults.into_iter().collect());
    }

    /// Returns the texts that are stored, in order.
    pub(crate) fn stored(&self) -> Vec<String> {
        self.shared.state().stored.iter().map(|(_, text)| text.clone()).collect()
    }
}

#[cfg(test)]
impl Crm {
    pub(crate) fn resume(&self) {
        self.shared.resumed.notify_one();
    }

    pub(crate) fn requests(&self) -> usize {
        self.shared.state().requests
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, Data> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn receive(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Ok(Ok(event)), Some(key)) = (shared.verifier.read(&body, header("x-signature")), header("idempotency-key"))
    else {
        return StatusCode::BAD_REQUEST;
    };
    let text = event.as_message().and_then(|message| message.text_or_caption());
    let text = text.unwrap_or(event.data.event_type());
    let fault = {
        let mut data = shared.state();
        data.requests += 1;
        data.faults.get_mut(text).and_then(VecDeque::pop_front)
    };
    let (status, what) = match fault {
        Some(Fault::Rejects) => (StatusCode::SERVICE_UNAVAILABLE, "not stored"),
        Some(Fault::StoresAndFails) => (StatusCode::INTERNAL_SERVER_ERROR, shared.store(key, text)),
        Some(Fault::Stalls) => {
            shared.resumed.notified().await;
            (StatusCode::OK, shared.store(key, text))
        }
        None => (StatusCode::OK, shared.store(key, text)),
    };
    println!("CRM: {text:<24} {what}, {status}");
    status
}

impl Shared {
    fn store(&self, key: &str, text: &str) -> &'static str {
        let mut data = self.state();
        if data.stored.iter().any(|(stored, _)| stored == key) {
            return "was already stored";
        }
        data.stored.push((key.to_owned(), text.to_owned()));
        "stored"
    }
}

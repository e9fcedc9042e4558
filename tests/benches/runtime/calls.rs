//! The same call, sent in several ways.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::json;
use wsapi_client::{Body, Client, Jid, ReqwestTransport, Transport, http, types::SendTextRequest};
use wsapi_tests::Theirs;

use super::{
    AGENT, INSTANCE, KEY, TEXT, TO,
    cost::{Cost, cpu_time},
    options::Options,
    python::PythonSdk,
    row,
};

const TURNS: usize = 50;
const CALLS_PER_TURN: usize = 200;
const CALLS: usize = TURNS * CALLS_PER_TURN;
const BODY: &str = r#"{"to":"491701234567@s.whatsapp.net","text":"Hello"}"#;

/// Prints a row of time and one of CPU time for each peer.
pub(crate) async fn compare(options: &Options, url: &str) {
    let mut sides = Sides::new(url, options.python.as_deref());
    // The first round warms up.
    sides.round().await;
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); sides.all.len()];
    for round in 1..=options.rounds {
        eprintln!("calls: round {round} of {}", options.rounds);
        costs.iter_mut().zip(sides.round().await).for_each(|(all, cost)| all.push(cost));
    }
    for (side, theirs) in sides.all.iter().zip(&costs).skip(1) {
        let name = sides.name(*side);
        print("a call, CPU", &costs[0], *side, &name, theirs, |cost| cost.cpu);
        print("a call, time", &costs[0], *side, &name, theirs, |cost| cost.wall);
    }
}

fn print(compared: &str, ours: &[Cost], side: Side, peer: &str, theirs: &[Cost], of: fn(&Cost) -> Duration) {
    let seconds = |costs: &[Cost]| costs.iter().map(|cost| of(cost).as_secs_f64() / CALLS as f64).collect::<Vec<_>>();
    let more = match side {
        Side::ByHand => json!({ "goal": { "ratio": 1.02 } }),
        Side::Bare => json!({ "detail": true }),
        _ => json!({}),
    };
    row::print(compared, "seconds", &seconds(ours), peer, &seconds(theirs), more);
}

/// A client that sends a text message.
#[derive(Clone, Copy)]
enum Side {
    Sdk,
    ByHand,
    Progenitor,
    Bare,
    Python,
}

/// The request is the same in all ways, including the headers, because each header has a cost. All but the bare
/// transport have a timeout.
struct Sides {
    all: Vec<Side>,
    client: Client,
    transport: ReqwestTransport,
    reqwest: reqwest::Client,
    theirs: Theirs,
    python: Option<PythonSdk>,
    url: String,
}

/// The request without the SDK.
#[derive(Serialize, Deserialize)]
pub(crate) struct ByHand<'a> {
    pub(crate) to: &'a str,
    pub(crate) text: &'a str,
}

#[derive(Deserialize)]
struct Created {
    id: String,
}

impl Sides {
    fn new(url: &str, python: Option<&str>) -> Self {
        let builder = || reqwest::Client::builder().no_proxy();
        let usual = || builder().user_agent(AGENT).timeout(Duration::from_secs(100));
        // progenitor's client has no setting for the key, so its reqwest adds it.
        let key = http::HeaderMap::from_iter([("x-api-key".parse().expect("a name"), KEY.parse().expect("a value"))]);
        let mut all = vec![Side::Sdk, Side::ByHand, Side::Progenitor, Side::Bare];
        all.extend(python.is_some().then_some(Side::Python));
        Self {
            all,
            client: Client::builder().base_url(url).api_key(KEY).instance_id(INSTANCE).build().expect("valid"),
            transport: ReqwestTransport::new(builder().user_agent(AGENT)).expect("a transport"),
            reqwest: usual().build().expect("a client"),
            theirs: Theirs::over(url, usual().default_headers(key).build().expect("a client")),
            python: python.map(|python| PythonSdk::start(python, url)),
            url: format!("{url}/messages/text"),
        }
    }

    fn name(&self, side: Side) -> String {
        match side {
            Side::Sdk => "the SDK".to_owned(),
            Side::ByHand => "reqwest and serde by hand".to_owned(),
            Side::Progenitor => "progenitor's client".to_owned(),
            Side::Bare => "the bare transport".to_owned(),
            Side::Python => self.python.as_ref().map(|python| python.name.clone()).unwrap_or_default(),
        }
    }

    /// The cost of all calls of a round, for each side. The side that runs first has colder caches, so it changes.
    async fn round(&mut self) -> Vec<Cost> {
        let count = self.all.len();
        let mut costs = vec![Cost::default(); count];
        for turn in 0..TURNS {
            for next in 0..count {
                let index = (turn + next) % count;
                costs[index] += self.turn(self.all[index]).await;
            }
        }
        costs
    }

    async fn turn(&mut self, side: Side) -> Cost {
        if let (Side::Python, Some(python)) = (side, &mut self.python) {
            return python.turn(CALLS_PER_TURN);
        }
        let (wall, cpu) = (Instant::now(), cpu_time());
        for _ in 0..CALLS_PER_TURN {
            let length = match side {
                Side::Sdk => self.sdk().await,
                Side::ByHand => self.by_hand().await,
                Side::Progenitor => self.progenitor().await,
                Side::Bare | Side::Python => self.bare().await,
            };
            assert_ne!(length, 0);
        }
        Cost { wall: wall.elapsed(), cpu: cpu_time() - cpu }
    }

    async fn sdk(&self) -> usize {
        let to: Jid = TO.parse().expect("a JID");
        let sent = self.client.messages().send_text(SendTextRequest::new(to, TEXT)).await.expect("an id");
        sent.id.as_str().len()
    }

    /// As a careful caller writes it, who also reads the body of an error response.
    async fn by_hand(&self) -> usize {
        let body = serde_json::to_vec(&ByHand { to: TO, text: TEXT }).expect("JSON");
        let request = self.reqwest.post(&self.url).header("x-api-key", KEY).header("x-instance-id", INSTANCE);
        let request = request.header("content-type", "application/json").body(body);
        let response = request.send().await.expect("a response");
        let status = response.status();
        let bytes = response.bytes().await.expect("a body");
        assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice::<Created>(&bytes).expect("an id").id.len()
    }

    async fn progenitor(&self) -> usize {
        let id = self.theirs.send_text(INSTANCE, TO, TEXT).await.expect("a response");
        id.expect("an id").len()
    }

    /// The transport alone: one request with a body that is already encoded.
    async fn bare(&self) -> usize {
        let request = http::Request::post(&self.url).header("x-api-key", KEY).header("x-instance-id", INSTANCE);
        let request = request.header("content-type", "application/json");
        let response =
            self.transport.send(request.body(Body::from(BODY)).expect("a request")).await.expect("a response");
        assert!(response.status().is_success());
        response.into_body().bytes().await.expect("a body").len()
    }
}

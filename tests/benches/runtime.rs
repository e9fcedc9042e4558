//! What a call costs beside other ways to send it, and what sending a large file costs: `cargo xtask bench runtime`.
//!
//! The server is a process of its own, so that only the client is measured. Within a round the sides take many short
//! turns, so that whatever else the machine does meets all of them.

use std::{
    env, fs,
    io::{self, BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use http_body_util::{BodyExt, Full};
use hyper::{StatusCode, body::Bytes, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use wsapi_client::{
    Body, Client, Jid, Media, ReqwestTransport, Transport, http,
    types::{SendMediaRequest, SendTextRequest},
};
use wsapi_tests::Theirs;

const ROUNDS: usize = 5;
const TURNS: usize = 50;
const CALLS_A_TURN: usize = 200;
const CALLS: usize = TURNS * CALLS_A_TURN;
const FILE_SIZE: usize = 50 << 20;
const AGENT: &str = concat!("wsapi-client/", env!("CARGO_PKG_VERSION"));
const KEY: &str = "key";
const INSTANCE: &str = "sales";
const TO: &str = "491701234567@s.whatsapp.net";
const TEXT: &str = "Hello";
const BODY: &str = r#"{"to":"491701234567@s.whatsapp.net","text":"Hello"}"#;
const ANSWER: &str = r#"{"id":"3EB0C431C26A1916E07A"}"#;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    match arguments[..] {
        ["serve"] => runtime.block_on(serve()),
        ["send", how, url, file] => runtime.block_on(send(how, url, file)),
        _ => runtime.block_on(compare()),
    }
}

/// Answers every request with an id, once its body has been read. A text message has to be the one that all sides send.
async fn serve() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
    println!("http://{}", listener.local_addr().expect("a bound port"));
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| async {
            let (head, mut body) = request.into_parts();
            let status = if head.uri.path() == "/messages/text" {
                text_message(&head.headers, &body.collect().await?.to_bytes())
            } else {
                while let Some(frame) = body.frame().await {
                    frame?;
                }
                StatusCode::CREATED
            };
            let answer = hyper::Response::builder().status(status).header("content-type", "application/json");
            Ok::<_, hyper::Error>(answer.body(Full::new(Bytes::from_static(ANSWER.as_bytes()))).expect("an answer"))
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

fn text_message(headers: &http::HeaderMap, body: &[u8]) -> StatusCode {
    let has = |name, value: &str| headers.get(name).is_some_and(|header| header == value);
    let is_expected = has("x-api-key", KEY)
        && has("x-instance-id", INSTANCE)
        && has("content-type", "application/json")
        && has("user-agent", AGENT)
        && headers.contains_key("accept")
        && serde_json::from_slice(body).is_ok_and(|ByHand { to, text }| (to, text) == (TO, TEXT));
    if is_expected { StatusCode::CREATED } else { StatusCode::BAD_REQUEST }
}

/// A server in a process of its own, which ends with it.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start() -> Self {
        let mut child = this().arg("serve").stdout(Stdio::piped()).spawn().expect("this program runs");
        let mut url = String::new();
        let said = child.stdout.take().expect("its output is read");
        BufReader::new(said).read_line(&mut url).expect("it says where it listens");
        Self { child, url: url.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn this() -> Command {
    Command::new(env::current_exe().expect("this program has a path"))
}

async fn compare() {
    let server = Server::start();
    let sides = Sides::new(&server.url);
    // The first round warms up.
    sides.round().await;
    let mut costs: [Vec<Cost>; 4] = Default::default();
    for _ in 0..ROUNDS {
        costs.iter_mut().zip(sides.round().await).for_each(|(all, cost)| all.push(cost));
    }
    println!("{ROUNDS} interleaved rounds of {CALLS} calls, one after the other, to a process on loopback\n");
    println!("{:<32}{:>30}{:>30}", "", "calls a second", "µs of CPU a call");
    for (side, costs) in Side::ALL.iter().zip(&costs) {
        let rates: Vec<f64> = costs.iter().map(|cost| CALLS as f64 / cost.wall.as_secs_f64()).collect();
        let cpu: Vec<f64> = costs.iter().map(|cost| cost.cpu.as_secs_f64() * 1e6 / CALLS as f64).collect();
        println!("{:<32}{:>30}{:>30}", side.name(), spread(&rates), spread(&cpu));
    }
    let [sdk, by_hand, ..] = &costs;
    let ratio = |of: fn(&Cost) -> Duration| {
        let pairs = sdk.iter().zip(by_hand);
        middle(&pairs.map(|(one, other)| of(one).as_secs_f64() / of(other).as_secs_f64()).collect::<Vec<_>>())
    };
    let (time, cpu) = (ratio(|cost| cost.wall), ratio(|cost| cost.cpu));
    println!("\nthe SDK beside reqwest by hand, round by round: time {time:.3}, CPU {cpu:.3}; bound 1.02\n");
    compare_files(&server.url);
}

/// A way to send a text message.
#[derive(Clone, Copy)]
enum Side {
    Sdk,
    ByHand,
    Progenitor,
    Bare,
}

impl Side {
    const ALL: [Self; 4] = [Self::Sdk, Self::ByHand, Self::Progenitor, Self::Bare];

    fn name(self) -> &'static str {
        match self {
            Self::Sdk => "the SDK",
            Self::ByHand => "reqwest and serde by hand",
            Self::Progenitor => "progenitor's client",
            Self::Bare => "the bare transport",
        }
    }
}

/// The same request in all ways, headers included, since each of them costs some. All but the bare transport have a limit
/// of time.
struct Sides {
    client: Client,
    transport: ReqwestTransport,
    reqwest: reqwest::Client,
    theirs: Theirs,
    url: String,
}

#[derive(Serialize, Deserialize)]
struct ByHand<'a> {
    to: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
struct Created {
    id: String,
}

impl Sides {
    fn new(url: &str) -> Self {
        let builder = || reqwest::Client::builder().no_proxy();
        let usual = || builder().user_agent(AGENT).timeout(Duration::from_secs(100));
        // progenitor's client knows no key, so that its reqwest has to.
        let key = http::HeaderMap::from_iter([("x-api-key".parse().expect("a name"), KEY.parse().expect("a value"))]);
        Self {
            client: Client::builder().base_url(url).api_key(KEY).instance_id(INSTANCE).build().expect("valid"),
            transport: ReqwestTransport::new(builder().user_agent(AGENT)).expect("a transport"),
            reqwest: usual().build().expect("a client"),
            theirs: Theirs::over(url, usual().default_headers(key).build().expect("a client")),
            url: format!("{url}/messages/text"),
        }
    }

    /// What the calls of a round cost each side. Whoever comes second finds warmer caches, so that the first changes.
    async fn round(&self) -> [Cost; 4] {
        let mut costs: [Cost; 4] = Default::default();
        for turn in 0..TURNS {
            for next in 0..Side::ALL.len() {
                let index = (turn + next) % Side::ALL.len();
                costs[index].add(self.turn(Side::ALL[index]).await);
            }
        }
        costs
    }

    async fn turn(&self, side: Side) -> Cost {
        let (wall, cpu) = (Instant::now(), cpu_time());
        for _ in 0..CALLS_A_TURN {
            let length = match side {
                Side::Sdk => self.sdk().await,
                Side::ByHand => self.by_hand().await,
                Side::Progenitor => self.progenitor().await,
                Side::Bare => self.bare().await,
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

    /// As a careful caller writes it, who wants to know what a refusal says.
    async fn by_hand(&self) -> usize {
        let body = serde_json::to_vec(&ByHand { to: TO, text: TEXT }).expect("JSON");
        let request = self.reqwest.post(&self.url).header("x-api-key", KEY).header("x-instance-id", INSTANCE);
        let request = request.header("content-type", "application/json").body(body);
        let response = request.send().await.expect("an answer");
        let status = response.status();
        let bytes = response.bytes().await.expect("a body");
        assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice::<Created>(&bytes).expect("an id").id.len()
    }

    async fn progenitor(&self) -> usize {
        let id = self.theirs.send_text(INSTANCE, TO, TEXT).await.expect("an answer");
        id.expect("an id").len()
    }

    /// What is left of the call without the SDK above its transport: one request with a body that is ready, one answer.
    async fn bare(&self) -> usize {
        let request = http::Request::post(&self.url).header("x-api-key", KEY).header("x-instance-id", INSTANCE);
        let request = request.header("content-type", "application/json");
        let response =
            self.transport.send(request.body(Body::from(BODY)).expect("a request")).await.expect("an answer");
        assert!(response.status().is_success());
        response.into_body().bytes().await.expect("a body").len()
    }
}

#[derive(Default)]
struct Cost {
    wall: Duration,
    cpu: Duration,
}

impl Cost {
    fn add(&mut self, other: Self) {
        self.wall += other.wall;
        self.cpu += other.cpu;
    }
}

/// What this thread has had of a processor, to the nanosecond. All of the client runs on it.
fn cpu_time() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells how long a thread has run");
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).expect("a number"))
}

/// Sends a file in a process of its own and prints by how much its peak memory rose, and how long it took.
async fn send(how: &str, url: &str, file: &str) {
    let client = Client::builder().base_url(url).api_key(KEY).instance_id(INSTANCE).build().expect("valid");
    let to: Jid = TO.parse().expect("a JID");
    client.messages().send_text(SendTextRequest::new(&to, TEXT)).await.expect("an id");
    let (before, start) = (peak_memory(), Instant::now());
    if how == "stream" {
        let request = SendMediaRequest::new(&to, Media::path(file)).mime_type("video/mp4");
        client.messages().send_video(request).await.expect("an id");
    } else {
        let data = BASE64_STANDARD.encode(fs::read(file).expect("the file"));
        let body = serde_json::to_vec(&serde_json::json!({ "to": TO, "data": data, "mimeType": "video/mp4" }));
        let request = reqwest::Client::builder().no_proxy().build().expect("a client");
        let request = request.post(format!("{url}/messages/video")).body(body.expect("JSON"));
        assert!(request.send().await.expect("an answer").status().is_success());
    }
    println!("{} {}", peak_memory() - before, start.elapsed().as_micros());
}

/// VmHWM, in KiB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells the peak of memory");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("VmHWM is there");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

fn compare_files(url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("film.mp4");
    fs::write(&file, vec![7_u8; FILE_SIZE]).expect("room for the file");
    let (mut stream, mut naive) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        stream.push(in_child("stream", url, &file).expect("the child says what it measured"));
        naive.push(in_child("naive", url, &file).expect("the child says what it measured"));
    }
    println!("{:<32}{:>30}{:>30}", "50 MB from a file", "MB of peak memory more", "MB a second");
    for (name, rounds) in [("the SDK", stream), ("read, encoded and sent whole", naive)] {
        let memory: Vec<f64> = rounds.iter().map(|(kib, _)| *kib / 1024.0).collect();
        let rate: Vec<f64> = rounds.iter().map(|(_, micros)| FILE_SIZE as f64 / *micros).collect();
        println!("{name:<32}{:>30}{:>30}", spread(&memory), spread(&rate));
    }
    println!("\nbound of the SDK's memory: 1 MB");
}

fn in_child(how: &str, url: &str, file: &Path) -> io::Result<(f64, f64)> {
    let output = this().args(["send", how, url]).arg(file).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().filter_map(|number| number.parse().ok());
    numbers.next().zip(numbers.next()).ok_or_else(|| io::Error::other("the child failed"))
}

fn spread(values: &[f64]) -> String {
    let (min, max) = (values.iter().copied().fold(f64::INFINITY, f64::min), values.iter().copied().fold(0.0, f64::max));
    format!("{:.1} ({min:.1}..{max:.1})", middle(values))
}

fn middle(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

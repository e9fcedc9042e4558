//! What a call costs above the bare network, and what sending a large file costs: `cargo xtask bench runtime`.
//!
//! The server is a process of its own, so that only the client is measured. The sides take turns in each round, so that
//! whatever else the machine does meets all of them.

use std::{
    env, fs,
    io::{self, BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use http_body_util::{BodyExt, Full};
use hyper::{body::Bytes, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use wsapi_client::{
    Body, Client, Jid, Media, ReqwestTransport, Transport, http,
    types::{SendMediaRequest, SendTextRequest},
};

const ROUNDS: usize = 5;
const CALLS: u32 = 4_000;
const FILE_SIZE: usize = 50 << 20;
const TO: &str = "491701234567@s.whatsapp.net";
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

/// Answers every request with an id, once its body has been read.
async fn serve() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
    println!("http://{}", listener.local_addr().expect("a bound port"));
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| async {
            let mut body = request.into_body();
            while let Some(frame) = body.frame().await {
                frame?;
            }
            let answer = hyper::Response::builder().status(201).header("content-type", "application/json");
            Ok::<_, hyper::Error>(answer.body(Full::new(Bytes::from_static(ANSWER.as_bytes()))).expect("an answer"))
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
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
    let mut costs: [Vec<Cost>; 3] = Default::default();
    let sides = Sides::new(&server.url);
    for round in 0..=ROUNDS {
        let measured = [cost(|| sides.sdk()).await, cost(|| sides.by_hand()).await, cost(|| sides.bare()).await];
        // The first round warms up.
        if round > 0 {
            costs.iter_mut().zip(measured).for_each(|(all, one)| all.push(one));
        }
    }
    println!("{ROUNDS} interleaved rounds of {CALLS} calls, one after the other, to a process on loopback\n");
    println!("{:<32}{:>30}{:>30}", "", "calls a second", "µs of CPU a call");
    for (name, costs) in ["the SDK", "reqwest and serde by hand", "the bare transport"].iter().zip(&costs) {
        let rates: Vec<f64> = costs.iter().map(|cost| f64::from(CALLS) / cost.wall.as_secs_f64()).collect();
        let cpu: Vec<f64> = costs.iter().map(|cost| cost.cpu.as_secs_f64() * 1e6 / f64::from(CALLS)).collect();
        println!("{name:<32}{:>30}{:>30}", spread(&rates), spread(&cpu));
    }
    let ratio = |of: fn(&Cost) -> Duration| median(costs[0].iter().map(of)) / median(costs[1].iter().map(of));
    println!(
        "\nthe SDK beside reqwest by hand: time {:.3}, CPU {:.3}; bound 1.05\n",
        ratio(|c| c.wall),
        ratio(|c| c.cpu)
    );
    compare_files(&server.url);
}

/// The same call in three ways.
struct Sides {
    client: Client,
    transport: ReqwestTransport,
    reqwest: reqwest::Client,
    url: String,
}

#[derive(Serialize)]
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
        Self {
            client: Client::builder().base_url(url).api_key("key").instance_id("sales").build().expect("valid"),
            transport: ReqwestTransport::new(builder()).expect("a transport"),
            reqwest: builder().timeout(Duration::from_secs(100)).build().expect("a client"),
            url: format!("{url}/messages/text"),
        }
    }

    async fn sdk(&self) -> usize {
        let to: Jid = TO.parse().expect("a JID");
        let sent = self.client.messages().send_text(SendTextRequest::new(to, "Hello")).await.expect("an id");
        sent.id.to_string().len()
    }

    async fn by_hand(&self) -> usize {
        let body = serde_json::to_vec(&ByHand { to: TO, text: "Hello" }).expect("JSON");
        let request = self.reqwest.post(&self.url).header("x-api-key", "key").header("x-instance-id", "sales");
        let request = request.header("content-type", "application/json").body(body);
        let response = request.send().await.expect("an answer").error_for_status().expect("a success");
        let bytes = response.bytes().await.expect("a body");
        serde_json::from_slice::<Created>(&bytes).expect("an id").id.len()
    }

    async fn bare(&self) -> usize {
        let request =
            http::Request::post(&self.url).body(Body::from(r#"{"to":"","text":"Hello"}"#)).expect("a request");
        let response = self.transport.send(request).await.expect("an answer");
        response.into_body().bytes().await.expect("a body").len()
    }
}

struct Cost {
    wall: Duration,
    cpu: Duration,
}

async fn cost<F: Future<Output = usize>>(call: impl Fn() -> F) -> Cost {
    let (wall, cpu) = (Instant::now(), cpu_time());
    for _ in 0..CALLS {
        assert_ne!(call().await, 0);
    }
    Cost { wall: wall.elapsed(), cpu: cpu_time() - cpu }
}

/// What this thread has had of a processor, to the nanosecond. All of the client runs on it.
fn cpu_time() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells how long a thread has run");
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).expect("a number"))
}

/// Sends a file in a process of its own and prints by how much its peak memory rose, and how long it took.
async fn send(how: &str, url: &str, file: &str) {
    let client = Client::builder().base_url(url).build().expect("valid");
    let to: Jid = TO.parse().expect("a JID");
    client.messages().send_text(SendTextRequest::new(&to, "Hello")).await.expect("an id");
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
    println!("\nbound of the SDK's memory: 4 MB");
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

fn median(times: impl Iterator<Item = Duration>) -> f64 {
    middle(&times.map(|time| time.as_secs_f64()).collect::<Vec<_>>())
}

fn middle(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

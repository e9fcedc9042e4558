//! The time and the memory that sending a large file takes.

use std::{
    fs, io,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use wsapi_client::{
    Client, Jid, Media,
    types::{SendMediaRequest, SendTextRequest},
};

use super::{INSTANCE, KEY, TEXT, TO, options::Options, row, this};

const FILE_SIZE: usize = 50 << 20;
const PEER: &str = "read, encoded and sent whole";

/// Prints a row of memory and one of time.
pub(crate) fn compare(options: &Options, url: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("film.mp4");
    fs::write(&file, vec![7_u8; FILE_SIZE]).expect("room for the file");
    let (mut stream, mut naive) = (Vec::new(), Vec::new());
    for round in 1..=options.rounds {
        eprintln!("media: round {round} of {}", options.rounds);
        stream.push(in_child("stream", url, &file).expect("the child prints its numbers"));
        naive.push(in_child("naive", url, &file).expect("the child prints its numbers"));
    }
    let memory = |rounds: &[(f64, f64)]| rounds.iter().map(|(kib, _)| kib * 1024.0).collect::<Vec<_>>();
    let time = |rounds: &[(f64, f64)]| {
        rounds.iter().map(|(_, micros)| Duration::from_micros(*micros as u64).as_secs_f64()).collect::<Vec<_>>()
    };
    let goal = json!({ "goal": { "ours": 1024 * 1024 } });
    row::print("media of 50 MiB, more peak memory", "bytes", &memory(&stream), PEER, &memory(&naive), goal);
    row::print("media of 50 MiB, time", "seconds", &time(&stream), PEER, &time(&naive), json!({}));
}

/// Sends a file in its own process, and prints the increase of its peak memory and the duration.
pub(crate) async fn send(how: &str, url: &str, file: &str) {
    let client = Client::builder().base_url(url).api_key(KEY).instance_id(INSTANCE).build().expect("valid");
    let to: Jid = TO.parse().expect("a JID");
    client.messages().send_text(SendTextRequest::new(&to, TEXT)).await.expect("an id");
    let (before, start) = (peak_memory(), Instant::now());
    if how == "stream" {
        let request = SendMediaRequest::new(&to, Media::path(file)).mime_type("video/mp4");
        client.messages().send_video(request).await.expect("an id");
    } else {
        let data = BASE64_STANDARD.encode(fs::read(file).expect("the file"));
        let body = serde_json::to_vec(&json!({ "to": TO, "data": data, "mimeType": "video/mp4" }));
        let request = reqwest::Client::builder().no_proxy().build().expect("a client");
        let request = request.post(format!("{url}/messages/video")).body(body.expect("JSON"));
        assert!(request.send().await.expect("a response").status().is_success());
    }
    println!("{} {}", peak_memory() - before, start.elapsed().as_micros());
}

/// VmHWM, in KiB.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux reports the peak of memory");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("VmHWM is there");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

fn in_child(how: &str, url: &str, file: &Path) -> io::Result<(f64, f64)> {
    let output = this().args(["send", how, url]).arg(file).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().filter_map(|number| number.parse().ok());
    numbers.next().zip(numbers.next()).ok_or_else(|| io::Error::other("the child failed"))
}

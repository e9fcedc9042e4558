//! The program: its start, its throughput, and its memory.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Instant,
};

use crate::{
    connection::Connection,
    memory::{FLAT, resident},
    options::Options,
    row, runtime,
};

/// The time limit for the first response of the program: 100 ms.
const START: f64 = 0.1;

/// The time limit for a request: 5,000 requests per second, with the load generator on the same cores.
const REQUEST: f64 = 1.0 / 5_000.0;

const CONNECTIONS: usize = 8;
const REQUESTS: usize = 40_000;
/// The number of warm-up requests, after which the journal and the chat are full.
const FIRST: usize = 200_000;

/// The program, on a free port. It ends when it is dropped.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wsapi-simulator"));
        command.args(["--hosted", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("WSAPI_")) {
            command.env_remove(name);
        }
        let mut child = command.spawn().expect("the program starts");
        let output = BufReader::new(child.stdout.take().expect("its output is a pipe"));
        let mut lines = output.lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.split_once("listens on http://")?.1.to_owned()));
        let program = Self { child, address: address.expect("it prints its address") };
        // Later output must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        program
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The program may have exited by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn measure(options: &Options) {
    let starts: Vec<_> = (0..options.rounds.max(3)).map(|_| start()).collect();
    row::print("start of the program, first response included", "seconds", &starts, START);
    let program = Program::start();
    load(&program, FIRST);
    let before = resident(Some(program.child.id()));
    let rounds: Vec<_> = (0..options.rounds).map(|_| load(&program, REQUESTS)).collect();
    row::print("a request to the program, 8 at a time", "seconds", &rounds, REQUEST);
    load(&program, options.requests.saturating_sub(options.rounds * REQUESTS));
    let growth = (resident(Some(program.child.id())) - before).max(0.0);
    let compared = format!("growth of the program's memory in {} requests", options.requests);
    row::print(&compared, "bytes", &[growth], FLAT);
}

fn start() -> f64 {
    let start = Instant::now();
    let program = Program::start();
    runtime().block_on(async { Connection::open(&program.address).await.request(&status()).await });
    start.elapsed().as_secs_f64()
}

/// Sends requests over several connections, and returns the time of one.
fn load(program: &Program, requests: usize) -> f64 {
    let start = Instant::now();
    runtime().block_on(async {
        let tasks = (0..CONNECTIONS).map(|number| {
            let address = program.address.clone();
            tokio::spawn(async move {
                let mut connection = Connection::open(&address).await;
                for index in 0..requests / CONNECTIONS {
                    let request = if index % 2 == 0 { text(number) } else { status() };
                    connection.request(&request).await;
                }
            })
        });
        // All tasks are spawned before the first one is awaited.
        for task in tasks.collect::<Vec<_>>() {
            task.await.expect("a task that does not panic");
        }
    });
    start.elapsed().as_secs_f64() / requests as f64
}

fn status() -> Vec<u8> {
    request("GET /session/status", "")
}

/// Returns the request for a text to one of a few people.
fn text(person: usize) -> Vec<u8> {
    request("POST /messages/text", &format!(r#"{{"to":"49170123456{}","text":"hello"}}"#, person % 4))
}

fn request(line: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "{line} HTTP/1.1\r\nhost: localhost\r\nx-instance-id: default\r\nx-api-key: instance-key\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

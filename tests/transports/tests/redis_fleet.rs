//! A fleet of workers whose members are killed and paused, at a server that is restarted: nothing is lost, and what is new comes in
//! order.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    hash::{BuildHasher, RandomState},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use redis::{Value, cmd, pipe};
use tokio::time::sleep;
use wsapi_transport_tests::{RedisServer, entry, eventually};

const INSTANCES: usize = 12;
const EVENTS: usize = 20_000;
const CHATS: usize = 5;
const WORKERS: usize = 3;

/// How many events are added at once, how long to wait then, and after how many such steps a worker is killed.
const STEP: usize = 200;
const PAUSE: Duration = Duration::from_millis(100);
const STEPS_TO_A_KILL: usize = 8;

/// How long a worker owns a stream without being heard of.
const LEASE: Duration = Duration::from_millis(1_500);

/// The workers that live.
struct Fleet<'a> {
    server: String,
    notes: &'a Path,
    workers: Vec<Child>,
    killed: usize,
}

impl Fleet<'_> {
    fn add_worker(&mut self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redis-worker"));
        let command = command
            .arg(&self.server)
            .arg(self.notes)
            .arg(LEASE.as_millis().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        self.workers.push(command.spawn().expect("a worker starts"));
    }

    /// Kills one of them at random, and starts another.
    fn replace_one(&mut self) {
        let mut victim = self.workers.swap_remove(random(self.workers.len()));
        victim.kill().expect("it can be killed");
        victim.wait().expect("it is dead");
        self.killed += 1;
        self.add_worker();
    }

    /// Pauses one of them for longer than its leases last, so that it goes on beside those who took over.
    async fn pause_one(&mut self) {
        let worker = self.workers[random(self.workers.len())].id().to_string();
        let signal = |name: &str| Command::new("kill").args([name, &worker]).status().expect("there are signals");
        assert!(signal("-STOP").success());
        sleep(LEASE * 2).await;
        assert!(signal("-CONT").success());
    }

    /// Ends them in peace, and returns what they say about themselves.
    fn end(&mut self) -> String {
        let ends = self.workers.drain(..).map(|worker| {
            // This closes its standard input.
            let output = worker.wait_with_output().expect("it ends");
            assert!(output.status.success(), "it ends in peace");
            String::from_utf8(output.stdout).expect("text")
        });
        ends.collect()
    }
}

impl Drop for Fleet<'_> {
    fn drop(&mut self) {
        for worker in &mut self.workers {
            let _ = worker.kill();
            let _ = worker.wait();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_what_is_new_comes_in_order_whoever_dies() {
    let Some(mut server) = RedisServer::start().await else { return };
    let begun = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let notes = folder.path().join("notes");
    let mut fleet = Fleet { server: server.url(), notes: &notes, workers: Vec::new(), killed: 0 };
    (0..WORKERS).for_each(|_| fleet.add_worker());
    let steps = EVENTS / STEP;
    for step in 0..steps {
        add(&server, step * STEP..(step + 1) * STEP).await;
        if step == steps / 2 {
            server.stop();
            sleep(PAUSE).await;
            server.start_again().await;
        }
        if step % STEPS_TO_A_KILL == STEPS_TO_A_KILL - 1 {
            fleet.replace_one();
        }
        if step == steps / 4 {
            fleet.pause_one().await;
        }
        sleep(PAUSE).await;
    }
    eventually("every event was handled", async || Seen::read(&notes).first.len() == EVENTS).await;
    for instance in 0..INSTANCES {
        eventually("nothing is pending", async || pending(&server, instance).await == 0).await;
    }
    let counts = fleet.end();
    let seen = Seen::read(&notes);
    println!(
        "{EVENTS} events of {INSTANCES} instances in {:.1} s; {} workers killed, one paused, the server restarted once; {} handlings, \
         {} of them repeats, by {} workers; the last ones: {counts}",
        begun.elapsed().as_secs_f64(),
        fleet.killed,
        seen.handlings,
        seen.handlings - seen.first.len(),
        seen.workers.len(),
    );
    assert!(fleet.killed > 10);
    for (chat, numbers) in seen.chats {
        assert!(numbers.is_sorted(), "the events of {chat} in the order of their first handling: {numbers:?}");
    }
}

/// What the workers have noted.
#[derive(Default)]
struct Seen {
    /// The events.
    first: BTreeSet<usize>,
    /// Their numbers by chat, in the order of their first handling.
    chats: BTreeMap<String, Vec<usize>>,
    handlings: usize,
    workers: BTreeSet<String>,
}

impl Seen {
    fn read(notes: &Path) -> Self {
        let mut seen = Self::default();
        for line in fs::read_to_string(notes).unwrap_or_default().lines() {
            let [instance, chat, event, worker] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let number = event.parse().expect("a number");
            seen.handlings += 1;
            seen.workers.insert(worker.to_owned());
            if seen.first.insert(number) {
                seen.chats.entry(format!("{chat} of {instance}")).or_default().push(number);
            }
        }
        seen
    }
}

/// Adds events to the streams in turn.
async fn add(server: &RedisServer, numbers: std::ops::Range<usize>) {
    let mut pipe = pipe();
    for number in numbers {
        let instance = (number % INSTANCES).to_string();
        let chat = format!("49170123456{}@s.whatsapp.net", number / INSTANCES % CHATS);
        let id = number.to_string();
        let command = pipe.cmd("XADD").arg(format!("stream:{instance}")).arg("*");
        for (name, value) in entry(&id, &instance, &chat, &id).fields() {
            command.arg(name).arg(value);
        }
        command.ignore();
    }
    pipe.query_async::<()>(&mut server.connection().await).await.expect("they are added");
}

async fn pending(server: &RedisServer, instance: usize) -> i64 {
    let mut command = cmd("XPENDING");
    command.arg(format!("stream:{instance}")).arg("bot");
    let answer: Vec<Value> = command.query_async(&mut server.connection().await).await.expect("the server answers");
    match answer.first() {
        Some(Value::Int(number)) => *number,
        other => panic!("not a number: {other:?}"),
    }
}

/// A number below this one.
fn random(below: usize) -> usize {
    usize::try_from(RandomState::new().hash_one(0_u8) % below as u64).expect("it is small")
}

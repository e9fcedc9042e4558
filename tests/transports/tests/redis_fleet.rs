//! A fleet of workers that are killed and paused, on a server that is restarted.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    hash::{BuildHasher, RandomState},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tokio::time::sleep;
use wsapi_transport_tests::{RedisServer, entry, eventually};

const INSTANCES: usize = 12;
const EVENTS: usize = 20_000;
const CHATS: usize = 5;
const WORKERS: usize = 3;

/// The events of a step, the pause after it, and the number of steps before a worker is killed.
const STEP: usize = 200;
const PAUSE: Duration = Duration::from_millis(100);
const STEPS_TO_A_KILL: usize = 8;

const LEASE: Duration = Duration::from_millis(1_500);

/// The running workers.
struct Fleet<'a> {
    server: String,
    records: &'a Path,
    workers: Vec<Child>,
    killed: usize,
}

impl Fleet<'_> {
    fn add_worker(&mut self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redis-worker"));
        let command = command
            .arg(&self.server)
            .arg(self.records)
            .arg(LEASE.as_millis().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        self.workers.push(command.spawn().expect("a worker starts"));
    }

    /// Kills a random worker, and starts another.
    fn replace_one(&mut self) {
        let mut victim = self.workers.swap_remove(random(self.workers.len()));
        victim.kill().expect("it can be killed");
        victim.wait().expect("it ends");
        self.killed += 1;
        self.add_worker();
    }

    /// Pauses a random worker for longer than its leases last. Then it runs concurrently with the new owners.
    async fn pause_one(&mut self) {
        let worker = self.workers[random(self.workers.len())].id().to_string();
        let signal = |name: &str| Command::new("kill").args([name, &worker]).status().expect("`kill` runs");
        assert!(signal("-STOP").success());
        sleep(LEASE * 2).await;
        assert!(signal("-CONT").success());
    }

    /// Shuts the workers down, and returns the statistics that they print.
    fn shut_down(&mut self) -> Vec<String> {
        let ends = self.workers.drain(..).map(|worker| {
            // This closes the worker's standard input.
            let output = worker.wait_with_output().expect("it ends");
            assert!(output.status.success(), "a worker failed: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("text").trim_end().to_owned()
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
async fn no_event_is_lost_and_each_chat_is_first_handled_in_order() {
    let Some(mut server) = RedisServer::start().await else { return };
    let start = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records");
    let mut fleet = Fleet { server: server.url(), records: &records, workers: Vec::new(), killed: 0 };
    (0..WORKERS).for_each(|_| fleet.add_worker());
    let steps = EVENTS / STEP;
    for step in 0..steps {
        server.add_all((step * STEP..(step + 1) * STEP).map(event)).await;
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
    eventually("every event was handled", async || Seen::read(&records).events.len() == EVENTS).await;
    eventually("no entry is pending", async || {
        let streams = (0..INSTANCES).map(|instance| format!("stream:{instance}"));
        server.pending_of(streams).await.iter().all(|pending| *pending == 0)
    })
    .await;
    let stats = fleet.shut_down();
    let seen = Seen::read(&records);
    println!(
        "{EVENTS} events of {INSTANCES} instances in {:.1} s; {} workers were killed, one was paused, the server was \
         restarted once; {} handlings by {} workers, {} of them again; the last workers:\n{}",
        start.elapsed().as_secs_f64(),
        fleet.killed,
        seen.handlings,
        seen.workers.len(),
        seen.handlings - seen.events.len(),
        stats.join("\n"),
    );
    assert!(fleet.killed > 10);
    assert!(stats.iter().all(|stats| stats.contains("received ") && stats.lines().count() == 1), "{stats:?}");
    for (chat, numbers) in seen.chats {
        assert!(numbers.is_sorted(), "the events of {chat} are first handled in order: {numbers:?}");
    }
}

/// The records of the workers.
#[derive(Default)]
struct Seen {
    events: BTreeSet<usize>,
    /// The numbers of the events of each chat, in the order in which they were first handled.
    chats: BTreeMap<String, Vec<usize>>,
    handlings: usize,
    workers: BTreeSet<String>,
}

impl Seen {
    fn read(records: &Path) -> Self {
        let mut seen = Self::default();
        for line in fs::read_to_string(records).unwrap_or_default().lines() {
            let [instance, chat, event, worker] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let number = event.parse().expect("a number");
            seen.handlings += 1;
            seen.workers.insert(worker.to_owned());
            if seen.events.insert(number) {
                seen.chats.entry(format!("{chat} of {instance}")).or_default().push(number);
            }
        }
        seen
    }
}

/// The stream and the entry of an event. Consecutive events belong to different instances.
fn event(number: usize) -> (String, wsapi_client::events::StreamEntry) {
    let instance = (number % INSTANCES).to_string();
    let chat = format!("49170123456{}@s.whatsapp.net", number / INSTANCES % CHATS);
    let id = number.to_string();
    (format!("stream:{instance}"), entry(&id, &instance, &chat, &id))
}

/// A number below the limit.
fn random(limit: usize) -> usize {
    usize::try_from(RandomState::new().hash_one(0_u8) % limit as u64).expect("it is small")
}

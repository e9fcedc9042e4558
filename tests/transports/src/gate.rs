//! A proxy between a consumer and its server that makes their connections fail.

use std::{
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{ReadHalf, WriteHalf},
    },
    sync::watch,
    time::sleep,
};

/// The fault of a gate.
#[derive(Clone, Debug)]
pub enum Fault {
    /// All bytes are forwarded.
    None,
    /// The first response to a command that names this key is lost, and its connection is closed. A response that asks
    /// for a script is forwarded, because the command had no effect.
    LosesResponse(String),
    /// After a command that names this key, each response on its connection is delayed by this time.
    DelaysResponses(String, Duration),
    /// Each connection passes this many bytes of responses per second.
    Throttles(usize),
}

/// Forwards the bytes between a Redis server and its clients.
#[derive(Debug)]
pub struct Gate {
    url: String,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    /// The port of the server.
    port: u16,
    fault: Mutex<Fault>,
    /// The number of times that the gate was frozen.
    frozen: watch::Sender<u32>,
    /// The number of connections that forward bytes.
    open: AtomicUsize,
}

impl Gate {
    /// Opens a gate to the server with this port.
    pub async fn open(port: u16, fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("redis://{}/", listener.local_addr().expect("a bound port"));
        let (fault, frozen, open) = (Mutex::new(fault), watch::Sender::new(0), AtomicUsize::new(0));
        let state = Arc::new(State { port, fault, frozen, open });
        let accepting = state.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = accepting.clone();
                let frozen = state.frozen.subscribe();
                tokio::spawn(async move { state.pass(client, frozen).await });
            }
        });
        Self { url, state }
    }

    /// The address that a client connects to.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Replaces the fault.
    pub fn set(&self, fault: Fault) {
        *self.state.fault() = fault;
    }

    /// Stops forwarding bytes on all connections that are open now, without closing them. Later connections work.
    /// Returns the number of connections.
    pub fn freeze(&self) -> usize {
        let open = self.state.open.swap(0, Ordering::SeqCst);
        self.state.frozen.send_modify(|count| *count += 1);
        open
    }
}

impl State {
    async fn pass(&self, mut client: TcpStream, mut frozen: watch::Receiver<u32>) -> io::Result<()> {
        let mut server = TcpStream::connect(("127.0.0.1", self.port)).await?;
        self.open.fetch_add(1, Ordering::SeqCst);
        let is_named = AtomicBool::new(false);
        let ((from_client, to_client), (from_server, to_server)) = (client.split(), server.split());
        tokio::select! {
            biased;
            Ok(()) = frozen.changed() => {}
            end = self.pass_commands(from_client, to_server, &is_named) => return self.end(end),
            end = self.pass_responses(from_server, to_client, &is_named) => return self.end(end),
        }
        // The sockets stay open.
        std::future::pending().await
    }

    fn end(&self, end: io::Result<()>) -> io::Result<()> {
        self.open.fetch_sub(1, Ordering::SeqCst);
        end
    }

    async fn pass_commands(
        &self,
        mut client: ReadHalf<'_>,
        mut server: WriteHalf<'_>,
        is_named: &AtomicBool,
    ) -> io::Result<()> {
        let mut buffer = vec![0; 65_536];
        loop {
            let count = client.read(&mut buffer).await?;
            if count == 0 {
                return Ok(());
            }
            if let Fault::LosesResponse(key) | Fault::DelaysResponses(key, _) = &*self.fault()
                && contains(&buffer[..count], key)
            {
                is_named.store(true, Ordering::SeqCst);
            }
            server.write_all(&buffer[..count]).await?;
        }
    }

    async fn pass_responses(
        &self,
        mut server: ReadHalf<'_>,
        mut client: WriteHalf<'_>,
        is_named: &AtomicBool,
    ) -> io::Result<()> {
        let mut buffer = vec![0; 65_536];
        loop {
            let count = server.read(&mut buffer).await?;
            if count == 0 {
                return Ok(());
            }
            let fault = self.fault().clone();
            match fault {
                Fault::LosesResponse(_) if is_named.swap(false, Ordering::SeqCst) => {
                    if !contains(&buffer[..count], "NOSCRIPT") {
                        *self.fault() = Fault::None;
                        return Ok(());
                    }
                }
                Fault::DelaysResponses(_, time) if is_named.load(Ordering::SeqCst) => sleep(time).await,
                Fault::Throttles(bytes) => sleep(Duration::from_secs(1).mul_f64(count as f64 / bytes as f64)).await,
                Fault::None | Fault::LosesResponse(_) | Fault::DelaysResponses(..) => {}
            }
            client.write_all(&buffer[..count]).await?;
        }
    }

    fn fault(&self) -> MutexGuard<'_, Fault> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

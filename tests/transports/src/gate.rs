//! What stands between a consumer and its server, and makes their connection a bad one.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    time::sleep,
};

/// Passes on what a Redis server and its clients say, in one of these ways.
#[derive(Clone, Debug)]
pub enum Gate {
    /// The answer to the command that names this key for the second time is lost, with its connection. The first time the
    /// server may not know the script yet.
    Losing(String),
    /// Once a command has named this key, answers by its connection take so long.
    Late(String, Duration),
    /// Each connection takes a second for so many bytes of answers.
    Slow(usize),
}

impl Gate {
    /// Opens it before the server with this port, and returns its address.
    pub async fn open(self, port: u16) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let named = Arc::new(AtomicUsize::new(0));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (gate, named) = (self.clone(), named.clone());
                tokio::spawn(async move { gate.pass(client, port, &named).await });
            }
        });
        format!("redis://{address}/")
    }

    async fn pass(&self, client: TcpStream, port: u16, named: &AtomicUsize) -> io::Result<()> {
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = TcpStream::connect(("127.0.0.1", port)).await?.into_split();
        let is_late = AtomicBool::new(false);
        tokio::select! {
            biased;
            end = self.ask(from_client, to_server, named, &is_late) => end,
            end = self.answer(from_server, to_client, &is_late) => end,
        }
    }

    async fn ask(
        &self,
        mut client: OwnedReadHalf,
        mut server: OwnedWriteHalf,
        named: &AtomicUsize,
        is_late: &AtomicBool,
    ) -> io::Result<()> {
        let mut buffer = vec![0; 65_536];
        loop {
            let count = client.read(&mut buffer).await?;
            if count == 0 {
                return Ok(());
            }
            let is_named = |key: &String| buffer[..count].windows(key.len()).any(|window| window == key.as_bytes());
            if matches!(self, Self::Late(key, _) if is_named(key)) {
                is_late.store(true, Ordering::SeqCst);
            }
            server.write_all(&buffer[..count]).await?;
            if matches!(self, Self::Losing(key) if is_named(key)) && named.fetch_add(1, Ordering::SeqCst) == 1 {
                return Ok(());
            }
        }
    }

    async fn answer(
        &self,
        mut server: OwnedReadHalf,
        mut client: OwnedWriteHalf,
        is_late: &AtomicBool,
    ) -> io::Result<()> {
        let mut buffer = vec![0; 65_536];
        loop {
            let count = server.read(&mut buffer).await?;
            if count == 0 {
                return Ok(());
            }
            match self {
                Self::Slow(bytes) => sleep(Duration::from_secs(1).mul_f64(count as f64 / *bytes as f64)).await,
                Self::Late(_, time) if is_late.load(Ordering::SeqCst) => sleep(*time).await,
                Self::Late(..) | Self::Losing(_) => {}
            }
            client.write_all(&buffer[..count]).await?;
        }
    }
}

//! The simulator on a socket.

mod connection;
mod outgoing;
mod respond;

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr},
    ops::Deref,
    sync::Arc,
    time::Duration,
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use wsapi_client::Client;

use crate::{
    Builder, Mode, Simulator,
    control::Control,
    kit::delivery::{EventStreams, Receiver, Webhook},
};

/// The time that requests have to end when the server is stopped.
const SHUTDOWN: Duration = Duration::from_secs(10);

/// A simulator that also listens on a socket, for clients in any language. It is a [`Simulator`], and stops when it is
/// dropped.
///
/// It posts events to the webhooks of its instances, and the hosted service streams them.
/// A test in another language uses the [control API](Self::control_url) in place of this crate.
///
/// Sockets need real time: in a test whose runtime has paused its clock, timeouts end at once.
pub struct Server {
    simulator: Simulator,
    address: SocketAddr,
    streams: Arc<EventStreams>,
    stop: watch::Sender<bool>,
    listening: JoinHandle<()>,
}

/// What the connections share.
pub(crate) struct Site {
    pub(crate) simulator: Simulator,
    pub(crate) streams: Arc<EventStreams>,
    pub(crate) control: Control,
}

/// What only a simulator on a socket needs to know.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) publish_via: PublishVia,
    /// The token that the control API demands.
    pub(crate) token: Option<String>,
}

/// The transport of events, besides the event stream of the hosted service.
#[derive(Debug)]
pub(crate) enum PublishVia {
    Webhook {
        /// The proxy of outgoing requests.
        proxy: Option<String>,
    },
    #[cfg(feature = "redis")]
    Redis(crate::RedisSettings),
    #[cfg_attr(not(feature = "program"), allow(dead_code, reason = "only the program can be configured so"))]
    Nothing,
}

impl Default for PublishVia {
    fn default() -> Self {
        Self::Webhook { proxy: None }
    }
}

impl PublishVia {
    fn receiver(&self, simulator: &Simulator) -> io::Result<Option<Arc<dyn Receiver>>> {
        Ok(match self {
            Self::Webhook { proxy } => {
                let clock = simulator.shared.clock.clone();
                Some(Arc::new(Webhook::new(clock, proxy.as_deref()).map_err(io::Error::other)?))
            }
            #[cfg(feature = "redis")]
            Self::Redis(settings) => {
                Some(Arc::new(crate::kit::delivery::RedisStream::new(settings.clone()).map_err(io::Error::other)?))
            }
            Self::Nothing => None,
        })
    }
}

impl Builder {
    /// Creates the simulator, and listens on a free port of this machine that other machines cannot reach. Many can run
    /// in one process.
    ///
    /// # Panics
    ///
    /// Panics if the system has no free port, and outside of a tokio runtime.
    pub async fn serve(self) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.unwrap_or_else(|error| panic!("cannot listen on a loopback port: {error}"));
        let options = Options {
            publish_via: match () {
                #[cfg(feature = "redis")]
                () if self.redis.is_some() => PublishVia::Redis(self.redis.clone().unwrap_or_default()),
                () => PublishVia::Webhook { proxy: None },
            },
            token: None,
        };
        self.build().serve_on(listener, options).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Simulator {
    /// Serves this simulator.
    pub(crate) fn serve_on(self, listener: TcpListener, options: Options) -> io::Result<Server> {
        let address = listener.local_addr()?;
        let streams = Arc::new(EventStreams::default());
        if self.mode() == Mode::Hosted {
            self.shared.receivers.add(streams.clone());
        }
        if let Some(receiver) = options.publish_via.receiver(&self)? {
            self.shared.receivers.add(receiver);
        }
        let control = Control::new(&self, options.token);
        let site = Arc::new(Site { simulator: self.background(), streams: streams.clone(), control });
        let (stop, stopping) = watch::channel(false);
        let listening = tokio::spawn(listen(listener, site, stopping));
        Ok(Server { simulator: self, address, streams, stop, listening })
    }
}

impl Server {
    /// The base URL for clients, such as `http://127.0.0.1:40123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The base URL of the control API, by which programs in other languages act as people, inject faults, and read
    /// what arrived. `openapi.json` below it describes it.
    pub fn control_url(&self) -> String {
        format!("http://{}/_sim", self.address)
    }

    /// The address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A client of the first instance that uses the socket, with its key.
    /// [`Simulator::client`] returns one that does not.
    ///
    /// # Panics
    ///
    /// Panics if TLS cannot be set up, which the client needs for other servers.
    pub fn client(&self) -> Client {
        let handle = self.simulator.instance(&self.simulator.instance);
        let builder = handle.client_builder().base_url(self.url());
        let client = builder.clock(self.simulator.shared.clock.clone()).build();
        client.unwrap_or_else(|error| panic!("cannot make a client: {error}"))
    }

    /// The number of clients that are connected to the event stream.
    pub fn open_streams(&self) -> usize {
        self.streams.count()
    }

    /// Ends the open event streams, as a restart of the service does. Clients connect again.
    pub fn close_streams(&self) {
        self.streams.close();
    }

    /// Stops to listen, and waits up to ten seconds for requests to end.
    pub async fn stop(mut self) {
        self.streams.close();
        self.stop.send_replace(true);
        // The task ends by itself in time, and never panics.
        let _ = (&mut self.listening).await;
    }
}

impl Deref for Server {
    type Target = Simulator;

    fn deref(&self) -> &Simulator {
        &self.simulator
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Accepts connections. They end with this task.
async fn listen(listener: TcpListener, site: Arc<Site>, mut stopping: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(prepared(stream), site.clone(), stopping.clone()));
                }
                // The system has no room for the connection. The next one may fit.
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            // The results of connections that ended are of no use.
            Some(_) = connections.join_next() => {}
            _ = stopping.changed() => break,
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(SHUTDOWN, async { while connections.join_next().await.is_some() {} }).await;
}

/// Small responses leave at once.
fn prepared(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "the socket keeps its delay");
    }
    stream
}

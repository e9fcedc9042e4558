//! The simulator on a socket.

mod connection;
mod log_line;
mod outgoing;
mod respond;
mod socket;

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
    Builder, Simulator,
    control::Control,
    kit::delivery::{Receiver, Webhook},
};

/// The time for requests in flight to complete when the server is stopped.
const SHUTDOWN: Duration = Duration::from_secs(10);

/// A simulator that also listens on a socket, for clients in any language. It dereferences to [`Simulator`], and stops
/// when it is dropped.
///
/// It posts events to the webhooks of its instances. In hosted mode, it also streams them. Tests in other languages use
/// the [control API](Self::control_url) instead of this crate.
///
/// ```
/// # use wsapi_client::{Client, types::SendTextRequest};
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::builder().serve().await;
/// let ada = sim.person("+49 170 1234567");
///
/// // A program under test would use these settings.
/// let client = Client::builder().base_url(sim.url()).api_key("instance-key").instance_id("default").build()?;
/// client.messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await?;
/// assert_eq!(ada.inbox().last_text(), Some("Hello"));
/// # Ok(())
/// # }
/// ```
///
/// Sockets need real time: on a runtime with paused time, timeouts elapse at once.
pub struct Server {
    simulator: Simulator,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    listening: JoinHandle<()>,
}

/// The state that the connections share.
struct Site {
    simulator: Simulator,
    control: Control,
    /// `true` if the page is served at `/`.
    #[cfg(feature = "program")]
    has_page: bool,
}

/// The options of a simulator on a socket.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) publish_via: PublishVia,
    /// The token that the control API requires.
    pub(crate) token: Option<String>,
    /// `true` if the page is served at `/`.
    #[cfg(feature = "program")]
    pub(crate) has_page: bool,
}

/// The transport of events, in addition to the event stream of the hosted service.
#[derive(Debug)]
pub(crate) enum PublishVia {
    Webhook {
        /// The proxy for outgoing requests.
        proxy: Option<String>,
    },
    #[cfg(feature = "redis")]
    Redis(crate::RedisSettings),
    #[cfg_attr(not(feature = "program"), allow(dead_code, reason = "only the program sets it"))]
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
    /// Builds the simulator, and listens on a free port of the loopback interface. Many can run in one process.
    ///
    /// A person's act waits for the responses of the webhooks. If a webhook in the same process acts before it
    /// responds, it must do so in [`without_waiting`](crate::without_waiting); otherwise, the act waits until the
    /// webhook times out after ten seconds.
    ///
    /// Events have simulated times, from 2026 on, so that every run of a test has the same ids, times and signatures. A
    /// program that rejects old events, as with `Verifier::max_age` of the SDK, needs [`real_time`](Self::real_time).
    ///
    /// # Panics
    ///
    /// Panics if no port is free, or outside of a tokio runtime.
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
            #[cfg(feature = "program")]
            has_page: false,
        };
        self.build().serve_on(listener, options).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Simulator {
    /// Serves this simulator on a listener.
    pub(crate) fn serve_on(self, listener: TcpListener, options: Options) -> io::Result<Server> {
        let address = listener.local_addr()?;
        if let Some(receiver) = options.publish_via.receiver(&self)? {
            self.shared.receivers.add(receiver);
        }
        let (stop, stopping) = watch::channel(false);
        let control = Control::new(self.clone(), options.token, stopping.clone());
        let site = Arc::new(Site {
            simulator: self.clone(),
            control,
            #[cfg(feature = "program")]
            has_page: options.has_page,
        });
        let listening = tokio::spawn(listen(listener, site, stopping));
        Ok(Server { simulator: self, address, stop, listening })
    }
}

impl Server {
    /// Returns the base URL for clients, such as `http://127.0.0.1:40123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the base URL of the control API. Programs in other languages use it to act as people, inject faults, and
    /// read requests and deliveries. `openapi.json` under it is its OpenAPI document.
    pub fn control_url(&self) -> String {
        format!("http://{}/_sim", self.address)
    }

    /// Returns the address on which the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns a client of the first instance that uses the socket, with its API key. The client of
    /// [`Simulator::client`] does not use the socket.
    ///
    /// # Panics
    ///
    /// Panics if TLS cannot be set up. The client needs it for other servers.
    pub fn client(&self) -> Client {
        self.socket_client(&self.simulator.instance)
    }

    /// Returns a client of an instance that uses the socket, with the API key of the instance. The client of
    /// [`InstanceHandle::client`](crate::InstanceHandle::client) does not use the socket.
    ///
    /// # Panics
    ///
    /// Panics if the instance does not exist, or if TLS cannot be set up. The client needs it for other servers.
    #[track_caller]
    pub fn client_of(&self, instance: &str) -> Client {
        // Panics if the instance does not exist.
        self.simulator.instance(instance).account();
        self.socket_client(instance)
    }

    fn socket_client(&self, instance: &str) -> Client {
        let handle = self.simulator.instance(instance);
        let builder = handle.builder_with_keys().base_url(self.url());
        let client = builder.clock(self.simulator.shared.clock.clone()).build();
        client.unwrap_or_else(|error| panic!("cannot build a client: {error}"))
    }

    /// Stops listening, and waits up to ten seconds for requests in flight.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        self.close_streams();
        // The task ends within the timeout and never panics.
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

/// Accepts connections. They are closed when this task ends.
async fn listen(listener: TcpListener, site: Arc<Site>, mut stopping: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(prepared(stream), site.clone(), stopping.clone()));
                }
                // The system is out of resources for this connection. The next one may succeed.
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            // Reaps connections that have ended.
            Some(_) = connections.join_next() => {}
            _ = stopping.changed() => break,
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(SHUTDOWN, async { while connections.join_next().await.is_some() {} }).await;
}

/// Disables Nagle's algorithm, so that small responses are sent at once.
fn prepared(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot set TCP_NODELAY");
    }
    stream
}

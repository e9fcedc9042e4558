//! Pairing: one QR code after another, until a phone has scanned one.

mod in_flight;
mod qr_code;

#[cfg(feature = "qr")]
mod picture;

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use self::in_flight::InFlightCall;
pub use self::qr_code::QrCode;
use crate::{
    CallFuture, Clock, Error, Operation, WithResponseFuture,
    operations::{GetQrText, GetSessionStatus},
    resources::Session,
    runtime::clock::Deadline,
    types::SessionStatus,
};

const POLL_INTERVAL: Duration = Duration::from_secs(2);
/// WhatsApp accepts the first code of a connection for a minute. Fetching a code makes a new connection, so each code
/// is a first one. Fetching one too early is worse than too late, because it would interrupt someone who scans in the
/// last seconds.
const CODE_LIFETIME: Duration = Duration::from_secs(60);
/// Long enough to find the phone, and for five codes.
const TIMEOUT: Duration = Duration::from_secs(300);

impl Session {
    /// Pairs the device: returns QR codes to show, and waits until a phone has scanned one. Prefer it to
    /// [`qr`](Self::qr) and [`qr_text`](Self::qr_text).
    ///
    /// Nothing is sent until a code is requested. See [`Pairing`].
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = wsapi_client::Client::builder().api_key("the key of the instance").build()?;
    /// let pairing = client.session().pairing();
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("login", "link_device"))]
    pub fn pairing(&self) -> Pairing {
        Pairing {
            session: self.clone(),
            clock: Arc::clone(self.client.clock()),
            poll_interval: POLL_INTERVAL,
            timeout: TIMEOUT,
            started: None,
            responded: None,
            issued: None,
            status: InFlightCall::default(),
            code: InFlightCall::default(),
        }
    }
}

/// The pairing of a device. Created by [`Session::pairing`].
///
/// To pair with a QR code, show each one that [`next_code`](Self::next_code) returns:
///
/// ```no_run
/// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
/// let mut pairing = client.session().pairing();
/// while let Some(code) = pairing.next_code().await? {
///     show(code.text());
/// }
/// println!("paired");
/// # Ok(())
/// # }
/// # fn show(_: &str) {}
/// ```
///
/// To pair with a code that is typed on the phone, use [`wait_for_login`](Self::wait_for_login).
///
/// Fetching a code restarts the connection to WhatsApp, and the previous code stops working. So a new code is fetched
/// only when it is needed. Until then, the pairing polls the status of the session.
///
/// The device counts as paired when it is logged in and connected: from then on other operations no longer fail with
/// 409. If the device is paired but not connected yet, the pairing waits and returns no code.
///
/// Its futures are cancel-safe, so `select!` may drop them. A call that is in flight at that point is completed by the
/// next future. So no code is fetched twice, and the status is not polled too early. After an error, the pairing can
/// continue until its time limit passes.
#[doc(alias("login", "link", "qr"))]
#[must_use = "nothing is sent until `next_code` or `wait_for_login` is awaited"]
pub struct Pairing {
    session: Session,
    clock: Arc<dyn Clock>,
    poll_interval: Duration,
    timeout: Duration,
    started: Option<Instant>,
    /// The time of the last response.
    responded: Option<Instant>,
    /// The time at which the last code was issued.
    issued: Option<Instant>,
    status: InFlightCall<CallFuture<GetSessionStatus>>,
    code: InFlightCall<WithResponseFuture<GetQrText>>,
}

/// Time limits.
impl Pairing {
    /// Sets the delay between two polls of the status, 2 s by default.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = interval;
        self
    }

    /// Sets the time limit of the pairing, 5 minutes by default. It starts when `next_code` or `wait_for_login` is
    /// first awaited. When it has passed, both fail with an error for which [`is_timeout`](Error::is_timeout) is true.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }
}

impl Pairing {
    /// Returns the next code to show, or `None` once the device is logged in.
    ///
    /// The first code is returned as soon as there is one. After that it waits until the device is logged in, or until
    /// the last code has expired and there is a new one. A code can be scanned for 60 s. If the device is already
    /// paired, no code is returned.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// if let Some(code) = client.session().pairing().next_code().await? {
    ///     println!("the text of the QR code has {} characters", code.text().len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`Session::status`] and [`Session::qr_text`] do, with two exceptions: the 400 of a device that has just
    /// been paired, and the 504 if WhatsApp issued no code in time, which is retried. Also fails if the time limit
    /// passes ([`Error::is_timeout`]), or if the text is too long for a QR code ([`Error::is_decode`]).
    pub async fn next_code(&mut self) -> Result<Option<QrCode>, Error> {
        loop {
            if !self.code.is_in_flight() {
                match self.state().await? {
                    State::LoggedIn => return Ok(None),
                    State::Unpaired if !self.has_valid_code() => {}
                    State::Unpaired | State::Paired => continue,
                }
            }
            match self.fetch().await {
                Ok(Some(code)) => return Ok(Some(code)),
                Ok(None) => {}
                Err(error) if error.status() == Some(504) => {}
                Err(error) if error.is_bad_request() => {
                    // A device that has just been paired responds with this. Poll the status at once.
                    self.responded = None;
                    match self.state().await? {
                        State::LoggedIn => return Ok(None),
                        State::Paired => {}
                        State::Unpaired => return Err(error),
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits until the device is logged in. Use it to pair with a code that is typed on the phone, or with QR codes
    /// that you show by other means. It fetches no QR codes.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let code = client.session().pair_code("+491701234567").await?.code;
    /// println!("type {code} on the phone, under linked devices");
    /// client.session().pairing().wait_for_login().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`Session::status`] does. Also fails if the time limit passes ([`Error::is_timeout`]).
    pub async fn wait_for_login(&mut self) -> Result<(), Error> {
        while self.state().await? != State::LoggedIn {}
        Ok(())
    }

    /// Polls the status once the interval has passed.
    async fn state(&mut self) -> Result<State, Error> {
        let deadline = self.deadline();
        if !self.status.is_in_flight() {
            let wait = self.wait(deadline);
            if !wait.is_zero() {
                self.clock.sleep(wait).await;
            }
            if deadline.is_over(self.clock.now()) {
                return Err(self.overdue());
            }
        }
        let call = || self.session.status().with_deadline(deadline).into_future();
        let output = self.status.finish(&*self.clock, call).await.output;
        self.responded = Some(self.clock.now());
        output.map(|status| State::of(&status))
    }

    /// Fetches a code. Returns `None` if the code arrived while no future waited for it, because it may have expired.
    async fn fetch(&mut self) -> Result<Option<QrCode>, Error> {
        let deadline = self.deadline();
        let call = || self.session.qr_text().with_deadline(deadline).with_response().into_future();
        let finished = self.code.finish(&*self.clock, call).await;
        let now = self.clock.now();
        self.responded = Some(now);
        let (head, link) = finished.output?.into_parts();
        let code = QrCode::new(link.code);
        let code = code.map_err(|error| Error::unusable(GetQrText::INFO.id, head, error.to_string()))?;
        self.issued = Some(finished.unseen_since.unwrap_or(now));
        Ok((finished.unseen_since.is_none() || self.has_valid_code()).then_some(code))
    }

    /// Returns the time until the status may be polled again, or until the code expires, unless it had expired when the
    /// service last responded.
    fn wait(&self, deadline: Deadline) -> Duration {
        let Some(responded) = self.responded else { return Duration::ZERO };
        let now = self.clock.now();
        let wait = Deadline::after(responded, self.poll_interval).left(now).min(deadline.left(now));
        match self.issued {
            Some(issued) if responded.saturating_duration_since(issued) < CODE_LIFETIME => {
                Deadline::after(issued, CODE_LIFETIME).left(now).min(wait)
            }
            _ => wait,
        }
    }

    fn has_valid_code(&self) -> bool {
        self.issued.is_some_and(|issued| !Deadline::after(issued, CODE_LIFETIME).is_over(self.clock.now()))
    }

    fn deadline(&mut self) -> Deadline {
        let start = *self.started.get_or_insert_with(|| self.clock.now());
        Deadline::after(start, self.timeout)
    }

    fn overdue(&self) -> Error {
        let limit = self.timeout;
        let message = format!("the device was not logged in and connected within {limit:?} (`Pairing::timeout`)");
        Error::overdue(GetSessionStatus::INFO.id, message)
    }
}

impl fmt::Debug for Pairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairing")
            .field("poll_interval", &self.poll_interval)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// The state of a device.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unpaired,
    /// A phone has scanned the code, and the server is reconnecting.
    Paired,
    LoggedIn,
}

impl State {
    fn of(status: &SessionStatus) -> Self {
        match status {
            SessionStatus { is_logged_in: true, is_connected: true, .. } => Self::LoggedIn,
            SessionStatus { is_logged_in: true, .. } => Self::Paired,
            SessionStatus { device_id, .. } if !device_id.as_str().is_empty() => Self::Paired,
            _ => Self::Unpaired,
        }
    }
}

//! Pairing: one QR code after the other, until a phone has scanned one.

mod qr_code;
mod underway;

#[cfg(feature = "qr")]
mod picture;

use std::{
    fmt,
    time::{Duration, Instant},
};

pub use self::qr_code::QrCode;
use self::underway::Underway;
use crate::{
    CallFuture, Error, Operation, WithResponseFuture,
    operations::{GetQrText, GetSessionStatus},
    resources::Session,
    runtime::{Clock, Deadline},
    types::SessionStatus,
};

const POLL_INTERVAL: Duration = Duration::from_secs(2);
/// WhatsApp gives the first code of a connection a minute. To fetch a code makes a new connection, so it is always the
/// first one. Earlier would be worse than late: it would cut off who scanned the code in its last seconds.
const CODE_LIFETIME: Duration = Duration::from_secs(60);
/// Time for a phone that has to be found, and for five codes.
const TIMEOUT: Duration = Duration::from_secs(300);

impl Session {
    /// Pairs the device: gives QR codes to show, and waits until a phone has scanned one.
    ///
    /// Nothing is sent yet. See [`Pairing`].
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = wsapi_client::Client::builder().api_key("the key of the instance").build()?;
    /// let pairing = client.session().pairing();
    /// # Ok(())
    /// # }
    /// ```
    pub fn pairing(&self) -> Pairing {
        Pairing {
            session: self.clone(),
            clock: self.status().clock(),
            poll_interval: POLL_INTERVAL,
            code_lifetime: CODE_LIFETIME,
            timeout: TIMEOUT,
            started: None,
            answered: None,
            issued: None,
            status: Underway::default(),
            code: Underway::default(),
        }
    }
}

/// A device on its way to being paired. Made by [`Session::pairing`].
///
/// With a QR code, show each that [`next_code`](Self::next_code) gives:
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
/// With a code to type on the phone, [`wait_for_login`](Self::wait_for_login) does the waiting.
///
/// To fetch a code restarts the connection to WhatsApp, and the code before stops working. So a code is fetched
/// when it is needed, and in between only the status of the session is asked for.
///
/// The device counts as paired when it is logged in and connected: from then on other operations do not answer
/// 409 any more. If it is paired and only not connected yet, it is waited for, and no code is given.
///
/// Its futures can be dropped at any time, as `select!` does. What is on its way by then is waited for by the next
/// one, so no code is fetched twice, and no poll comes early. After an error it can go on too, until time is over.
#[must_use = "nothing is sent until a code or the login is waited for"]
pub struct Pairing {
    session: Session,
    clock: Clock,
    poll_interval: Duration,
    code_lifetime: Duration,
    timeout: Duration,
    started: Option<Instant>,
    /// When the service last answered.
    answered: Option<Instant>,
    /// When the last code was issued.
    issued: Option<Instant>,
    status: Underway<CallFuture<GetSessionStatus>>,
    code: Underway<WithResponseFuture<GetQrText>>,
}

/// How long it takes.
impl Pairing {
    /// How long to wait before the status is asked for again, 2 s unless set.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: wsapi_client::Client) {
    /// let pairing = client.session().pairing().poll_interval(Duration::from_secs(5));
    /// # }
    /// ```
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = interval;
        self
    }

    /// How long a code can be scanned, 60 s unless set. After that the next one is fetched. WhatsApp takes a code
    /// that is freshly fetched for a minute.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: wsapi_client::Client) {
    /// let pairing = client.session().pairing().code_lifetime(Duration::from_secs(50));
    /// # }
    /// ```
    pub fn code_lifetime(mut self, lifetime: Duration) -> Self {
        self.code_lifetime = lifetime;
        self
    }

    /// The longest time for all of it, 5 minutes unless set, counted from when a code or the login is first waited
    /// for. After that there are only errors that are [`is_timeout`](Error::is_timeout).
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: wsapi_client::Client) {
    /// let pairing = client.session().pairing().timeout(Duration::from_secs(120));
    /// # }
    /// ```
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }
}

impl Pairing {
    /// The next code to show, or `None` once the device is logged in.
    ///
    /// The first time it gives a code as soon as there is one. After that it waits: until the device is logged in, or
    /// until the last code can no longer be scanned and there is a new one. A device that is paired already gets no
    /// code.
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
    /// Those of [`Session::status`] and [`Session::qr_text`], but neither the 400 of a device that has just been
    /// paired, nor the 504 when WhatsApp issued no code in time, which is asked for again. [`Error::is_decode`] for a
    /// text that no QR code can hold. [`Error::is_timeout`] when time is over, and [`Error::is_invalid_input`] when
    /// there is no clock to wait by: see [`Transport::sleep`](crate::Transport::sleep).
    pub async fn next_code(&mut self) -> Result<Option<QrCode>, Error> {
        loop {
            if !self.code.is_underway() {
                match self.state().await? {
                    State::LoggedIn => return Ok(None),
                    State::Unpaired if !self.has_valid_code() => {}
                    State::Unpaired | State::Paired => continue,
                }
            }
            match self.fetch().await {
                Ok(Some(code)) => return Ok(Some(code)),
                Ok(None) => {}
                Err(error) if error.is_gateway_timeout() => {}
                Err(error) if error.is_bad_request() => {
                    // So answers a device that has been paired meanwhile. Whether it has is asked at once.
                    self.answered = None;
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

    /// Waits until the device is logged in, for those who pair with a code to type on the phone, or show the QR code
    /// by other means. It fetches no QR code.
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
    /// Those of [`Session::status`]. [`Error::is_timeout`] when time is over, and [`Error::is_invalid_input`] when
    /// there is no clock to wait by: see [`Transport::sleep`](crate::Transport::sleep).
    pub async fn wait_for_login(&mut self) -> Result<(), Error> {
        while self.state().await? != State::LoggedIn {}
        Ok(())
    }

    /// Asks for the status, when it is time to.
    async fn state(&mut self) -> Result<State, Error> {
        let deadline = self.deadline();
        if !self.status.is_underway() {
            let wait = self.wait(deadline);
            if !wait.is_zero() {
                self.clock.sleep(wait).ok_or_else(no_clock)?.await;
            }
            if deadline.is_over() {
                return Err(self.overdue());
            }
        }
        let call = || self.session.status().by(deadline).into_future();
        let answer = self.status.answer(call).await.output;
        self.answered = Some(Instant::now());
        answer.map(|status| State::of(&status))
    }

    /// Fetches a code; `None` if it came while nobody waited, and may be too old by now.
    async fn fetch(&mut self) -> Result<Option<QrCode>, Error> {
        let deadline = self.deadline();
        let call = || self.session.qr_text().by(deadline).with_response().into_future();
        let answer = self.code.answer(call).await;
        let now = Instant::now();
        self.answered = Some(now);
        let (head, link) = answer.output?.into_parts();
        let code = QrCode::new(link.code);
        let code = code.map_err(|error| Error::unusable(GetQrText::INFO.id, head, error.to_string()))?;
        self.issued = Some(answer.unseen_since.unwrap_or(now));
        Ok((answer.unseen_since.is_none() || self.has_valid_code()).then_some(code))
    }

    /// How long until the status may be asked for again, or until the code ends, unless it was over when the service
    /// last answered.
    fn wait(&self, deadline: Deadline) -> Duration {
        let Some(answered) = self.answered else { return Duration::ZERO };
        let wait = Deadline::since(answered, self.poll_interval).cap(deadline.cap(Duration::MAX));
        match self.issued {
            Some(issued) if answered.saturating_duration_since(issued) < self.code_lifetime => {
                Deadline::since(issued, self.code_lifetime).cap(wait)
            }
            _ => wait,
        }
    }

    fn has_valid_code(&self) -> bool {
        self.issued.is_some_and(|issued| !Deadline::since(issued, self.code_lifetime).is_over())
    }

    fn deadline(&mut self) -> Deadline {
        Deadline::since(*self.started.get_or_insert_with(Instant::now), self.timeout)
    }

    fn overdue(&self) -> Error {
        let limit = self.timeout;
        let message = format!("the device was not logged in and connected within {limit:?}; see `Pairing::timeout`");
        Error::overdue(GetSessionStatus::INFO.id, message)
    }
}

fn no_clock() -> Error {
    let message = "waiting for the device needs a clock, and the transport has none here; see `Transport::sleep`";
    Error::invalid_input(GetSessionStatus::INFO.id, message.to_owned())
}

impl fmt::Debug for Pairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pairing")
            .field("poll_interval", &self.poll_interval)
            .field("code_lifetime", &self.code_lifetime)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// How far a device has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unpaired,
    /// A phone has scanned the code. The server connects anew then, and is not up again yet.
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

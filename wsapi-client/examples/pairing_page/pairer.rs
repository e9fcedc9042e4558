//! Pairs one instance, for everyone who has its page open.

use std::{convert::Infallible, time::Duration};

use tokio::{
    select,
    sync::{mpsc, watch},
    time::sleep,
};
use wsapi_client::{Client, Error, Pairing, types::SessionStatus};

use crate::view::{State, View};

/// The delay between two requests for the state of a paired instance.
const INTERVAL: Duration = Duration::from_secs(5);

/// A handle of the task that pairs an instance.
#[derive(Clone)]
pub(crate) struct Pairer {
    commands: mpsc::Sender<Command>,
    view: watch::Sender<View>,
}

enum Command {
    /// Somebody has opened the page.
    Open,
    /// Somebody wants to type a code on the phone with this number, or to scan QR codes again if it is empty.
    Pair(String),
}

impl Pairer {
    /// Starts the task, which ends with its last handle.
    pub(crate) fn start(client: Client) -> Self {
        let (commands, receiver) = mpsc::channel(8);
        let view = watch::Sender::default();
        let pairing = client.session().pairing();
        tokio::spawn(Task { client, pairing, is_typed: false, view: view.clone() }.run(receiver));
        Self { commands, view }
    }

    /// Returns the views, beginning with the current one. Drop it when the page is closed.
    pub(crate) async fn open(&self) -> watch::Receiver<View> {
        let mut view = self.view.subscribe();
        view.mark_changed();
        self.send(Command::Open).await;
        view
    }

    /// Shows a code to type on the phone, or QR codes again if the number is empty.
    pub(crate) async fn pair(&self, phone: String) {
        self.send(Command::Pair(phone)).await;
    }

    async fn send(&self, command: Command) {
        // It fails only if the task has panicked.
        _ = self.commands.send(command).await;
    }

    /// Waits for a state.
    pub(crate) async fn until(&self, is_wanted: impl Fn(&State) -> bool) -> State {
        let mut view = self.view.subscribe();
        let view = view.wait_for(|view| is_wanted(&view.state)).await.expect("the sender is in `self`");
        view.state.clone()
    }
}

struct Task {
    client: Client,
    pairing: Pairing,
    /// `true` if a code is typed on the phone. A QR code would then invalidate it.
    is_typed: bool,
    view: watch::Sender<View>,
}

impl Task {
    async fn run(mut self, mut commands: mpsc::Receiver<Command>) {
        let mut command = commands.recv().await;
        while let Some(received) = command {
            if let Command::Pair(phone) = received {
                self.change(phone.trim()).await;
            }
            command = select! {
                next = commands.recv() => next,
                () = self.show() => commands.recv().await,
            };
        }
    }

    async fn change(&mut self, phone: &str) {
        if phone.is_empty() {
            self.is_typed = false;
            return;
        }
        match self.client.session().pair_code(phone).await {
            Ok(link) => {
                self.restart(true);
                self.view.send_replace(View { state: State::PairCode(link.code), problem: None });
            }
            Err(error) => self.view.send_modify(|view| view.problem = Some(error.to_string())),
        }
    }

    /// Shows the state until nobody has the page open, or until an error occurs. Both futures are cancel-safe: a
    /// pairing continues when the page is opened again, with the same code if it is still valid.
    async fn show(&mut self) {
        let view = self.view.clone();
        select! {
            () = view.closed() => {}
            Err(error) = self.follow() => {
                self.restart(false);
                view.send_modify(|view| view.problem = Some(format!("{error}. Reload the page to try again.")));
            }
        }
    }

    async fn follow(&mut self) -> Result<Infallible, Error> {
        loop {
            let state = match self.client.session().status().await? {
                SessionStatus { is_logged_in: true, is_connected: true, device_id, .. } => State::Connected(device_id),
                SessionStatus { is_logged_in: true, .. } => State::Paired,
                _ if self.is_typed => {
                    self.pairing.wait_for_login().await?;
                    continue;
                }
                _ => match self.pairing.next_code().await? {
                    Some(code) => State::QrCode(code),
                    None => continue,
                },
            };
            let is_paired = state.is_paired();
            self.view.send_replace(View { state, problem: None });
            if is_paired {
                self.restart(false);
                sleep(INTERVAL).await;
            }
        }
    }

    /// Begins a new pairing, with its own time limit.
    fn restart(&mut self, is_typed: bool) {
        self.pairing = self.client.session().pairing();
        self.is_typed = is_typed;
    }
}

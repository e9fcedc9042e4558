//! A campaign: one text for everyone who gave consent.

use std::{fmt, time::Duration};

use tokio::time::MissedTickBehavior;
use wsapi_client::{Client, Delivery, events::BoxError, types::SendTextRequest};

use crate::journal::{Entry, Journal, Recipient, State};

/// The number of messages in a row with an unknown delivery after which a campaign stops.
const MAX_UNKNOWN: usize = 3;

pub(crate) struct Campaign {
    pub(crate) name: String,
    pub(crate) text: String,
    /// The time between two messages.
    pub(crate) pause: Duration,
}

/// The result of a campaign for everyone who had consent when it was started last. Earlier runs are included.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) sent: usize,
    pub(crate) opted_out: usize,
    /// The recipients in whose chats a person must look for the message.
    pub(crate) unknown: Vec<Recipient>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sent, opted_out, unknown) = (self.sent, self.opted_out, self.unknown.len());
        write!(f, "{sent} sent, {opted_out} opted out during the campaign, {unknown} unknown")?;
        self.unknown.iter().try_for_each(|person| write!(f, "\n  look at the chat with {}", person.id.as_str()))
    }
}

impl Campaign {
    /// Sends the text to all recipients who do not have it yet.
    ///
    /// # Errors
    ///
    /// Fails at the first rejection, after [`MAX_UNKNOWN`] messages in a row with an unknown delivery, and if the
    /// journal cannot be written.
    pub(crate) async fn send(&self, client: &Client, journal: &Journal) -> Result<Summary, BoxError> {
        let (recipients, mut summary) = (journal.recipients(), Summary::default());
        // `Pacing` would also delay the confirmations of STOP, and would wait after the check of the consent.
        let mut turns = tokio::time::interval(self.pause);
        turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut unknown = 0;
        for (number, to) in recipients.iter().enumerate() {
            let mut state = journal.state(&self.name, to);
            if state.is_none() {
                turns.tick().await;
                // During the pause, a START may have shown that an earlier recipient is the same person.
                state = journal.state(&self.name, to);
            }
            if state.is_none() {
                if !journal.has_consent(to) {
                    summary.opted_out += 1;
                    continue;
                }
                let sent = self.send_to(to, client, journal).await?;
                println!("{}: {} of {}: {sent:?}", self.name, number + 1, recipients.len());
                unknown = if sent == State::Unknown { unknown + 1 } else { 0 };
                if unknown == MAX_UNKNOWN {
                    return Err(format!("it is unknown whether the last {unknown} messages were sent").into());
                }
                state = Some(sent);
            }
            match state {
                Some(State::Unknown) => summary.unknown.push(to.clone()),
                _ => summary.sent += 1,
            }
        }
        Ok(summary)
    }

    async fn send_to(&self, to: &Recipient, client: &Client, journal: &Journal) -> Result<State, BoxError> {
        let campaign = || self.name.clone();
        journal.record(Entry::Sending { campaign: campaign(), to: to.clone() })?;
        let Err(error) = client.messages().send_text(SendTextRequest::new(&to.id, &self.text)).await else {
            journal.record(Entry::Sent { campaign: campaign(), to: to.clone() })?;
            return Ok(State::Sent);
        };
        match error.delivery() {
            Delivery::Accepted => {
                journal.record(Entry::Sent { campaign: campaign(), to: to.clone() })?;
                Ok(State::Sent)
            }
            // The entry `Sending` remains the last one, as after a crash.
            Delivery::Unknown => {
                eprintln!("{error}");
                Ok(State::Unknown)
            }
            Delivery::NotSent | Delivery::Rejected => {
                journal.record(Entry::NotSent { campaign: campaign(), to: to.clone() })?;
                Err(error.into())
            }
        }
    }
}

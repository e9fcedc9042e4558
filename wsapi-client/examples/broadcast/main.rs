//! Sends a text to everyone who gave consent, slowly and never twice to the same address.
//!
//! ```sh
//! cargo run -p wsapi-client --example broadcast --features sse -- spring-sale "Everything in blue is half price."
//! ```
//!
//! Without configuration, it runs on a simulator in this process. Five people opt in, one of them opts out, a response
//! is lost, and the process stops in the middle and starts again. With `WSAPI_API_KEY` and `WSAPI_INSTANCE_ID`, it runs
//! on the hosted service with the journal `broadcast.jsonl`, and ends when the campaign is sent. Without arguments, it
//! only handles consent, until Ctrl+C. If it stops earlier, it fails, and the same command continues.
//!
//! The example shows:
//!
//! - consent from events (`consent.rs`). "START" opts in and "STOP" opts out, and the program confirms both. It checks
//!   the consent after the pause, right before the message, so that STOP takes effect at once.
//! - a journal (`journal.rs`). One entry precedes each message and another one follows it. If the second one is
//!   missing, because the process died or the response was lost, the message may have been sent. The program never
//!   sends it again.
//! - a campaign (`campaign.rs`) that stops at the first rejection, because the service would probably reject the rest
//!   too. It also stops after three messages in a row with an unknown delivery: otherwise, an outage would leave a
//!   whole list of chats to look at. The same command continues where it stopped.
//!
//! If a recipient is listed as unknown, look at the chat on the phone of the account. If the message is not there, add
//! a line `{"not_sent":…}` with the content of the line `{"sending":…}` to the journal, and run the command again. If
//! the service rejects the same recipient each time, add a line `{"sent":…}` in the same way to skip the recipient.
//! End it with a line break: a line without one counts as incomplete, and is removed.
//!
//! For production:
//!
//! - A phone number and a LID count as one person once a message of START or STOP contained both. Until then, nothing
//!   shows that they belong together: the person could get the text twice, and a STOP from one address would not end
//!   the consent that was given from the other.
//! - Use a database with the same two entries, if several processes send or if the journal gets large.
//! - The event stream loses the events that happen while the program is not connected. Use a webhook with a durable
//!   queue, so that no STOP is lost.
//! - Check the laws on consent where your recipients live, and keep the messages that prove the consent.

mod campaign;
mod consent;
mod journal;
#[cfg(test)]
mod tests;

use std::{env, path::Path, sync::Arc, time::Duration};

use tokio::sync::Notify;
use wsapi_client::{
    Client,
    events::{
        BoxError,
        sse::{StreamItem, Subscriber},
    },
    operations::SendText,
};
use wsapi_simulator::{Person, Simulator};

use campaign::Campaign;
use consent::Consent;
use journal::Journal;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let mut arguments = env::args().skip(1);
    let campaign = arguments.next().map(|name| Campaign {
        name,
        text: arguments.next().unwrap_or_default(),
        pause: Duration::from_secs(3),
    });
    if env::var_os("WSAPI_API_KEY").is_none() {
        return run_on_simulator(campaign).await;
    }
    if campaign.as_ref().is_some_and(|campaign| campaign.text.is_empty()) {
        return Err("missing text: pass the name of the campaign and its text".into());
    }
    run(Client::from_env()?, Path::new("broadcast.jsonl"), campaign.as_ref(), tokio::signal::ctrl_c()).await
}

/// Handles consent until the campaign is sent, or without a campaign until `shutdown` is ready.
async fn run(
    client: Client,
    journal: &Path,
    campaign: Option<&Campaign>,
    shutdown: impl Future,
) -> Result<(), BoxError> {
    let (journal, connected) = (Arc::new(Journal::open(journal)?), Arc::new(Notify::new()));
    let subscriber = Subscriber::builder(client.events())
        .handler(Consent { client: client.clone(), journal: journal.clone() })
        .on_notice({
            let connected = connected.clone();
            move |notice| match notice {
                StreamItem::Connected => connected.notify_one(),
                other => eprintln!("{other:?}"),
            }
        })
        .on_failed(|failed| eprintln!("{failed:#}"))
        .build()?;
    // Remains if the campaign is interrupted.
    let mut result = Err("stopped early: run the same command again to continue".into());
    let work = async {
        let sending = async {
            connected.notified().await; // Nothing is sent before a STOP can arrive.
            match campaign {
                Some(campaign) => campaign.send(&client, &journal).await.map(|summary| println!("{summary}")),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            sent = sending => result = sent,
            _ = shutdown => if campaign.is_none() { result = Ok(()) },
        }
    };
    subscriber.run_until(work).await?;
    result
}

async fn run_on_simulator(campaign: Option<Campaign>) -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let (sim, folder) = (Simulator::new(), tempfile::tempdir()?);
    let (name, text) = campaign.map_or_else(Default::default, |campaign| (campaign.name, campaign.text));
    let campaign = Campaign {
        name: if name.is_empty() { "spring-sale".to_owned() } else { name },
        text: if text.is_empty() { "Everything in blue is half price.".to_owned() } else { text },
        pause: Duration::from_millis(100),
    };
    let journal = folder.path().join("broadcast.jsonl");
    let names = ["Ada", "Bob", "Cem", "Dan", "Eve"];
    let people: Vec<_> =
        (1..).zip(names).map(|(digit, name)| sim.person(&format!("+49 170 000000{digit}")).named(name)).collect();
    let [ada, bob, cem, dan, eve] = &people[..] else { unreachable!("there are five people") };

    let opting_in = async {
        sim.until(|| sim.open_streams() == 1).await;
        for person in [ada, bob, cem, dan, eve] {
            person.writes("Start").await;
            sim.until(|| person.inbox().texts().len() == 1).await;
        }
    };
    run(sim.client(), &journal, None, opting_in).await?;

    println!("\nfirst run: the response to the second message is lost, and the process stops during the third");
    sim.on::<SendText>().once().passes();
    sim.on::<SendText>().once().loses_response();
    sim.on::<SendText>().once().stalls();
    let until_the_crash = async {
        sim.until(|| has_received(cem, &campaign)).await;
        dan.writes("stop").await;
        sim.until(|| dan.inbox().texts().len() == 2).await;
    };
    if let Err(error) = run(sim.client(), &journal, Some(&campaign), until_the_crash).await {
        println!("{error}");
    }

    println!("\nsecond run: meanwhile, Dan has opted out");
    run(sim.client(), &journal, Some(&campaign), std::future::pending::<()>()).await?;
    println!();
    for (name, person) in names.iter().zip(&people) {
        println!("{name} received: {:?}", person.inbox().texts());
    }
    Ok(())
}

fn has_received(person: &Person, campaign: &Campaign) -> bool {
    person.inbox().last_text() == Some(&campaign.text)
}

//! Reacts to each message with a thumbs up. The events come from the event stream of the hosted service:
//!
//! ```sh
//! cargo run -p wsapi-client --example bot_stream --features sse
//! ```
//!
//! If `WSAPI_API_KEY` is set, the events are those of `WSAPI_INSTANCE_ID`; `WSAPI_BASE_URL` is read too. Otherwise, an
//! in-process simulator streams the events of a short chat.

use std::env;

use wsapi_client::{
    Client, Event,
    events::{
        Attempt, BoxError, Handler,
        sse::{StreamItem, Subscriber},
    },
    types::SendReactionRequest,
};
use wsapi_simulator::Simulator;

struct Bot(Client);

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
        if message.text_or_caption().is_none() {
            return Ok(()); // A reaction, for example, is also a message.
        }
        // After an error, the event is handled again. That is harmless: a second reaction replaces the first one.
        let reaction = SendReactionRequest::new(&message.chat_id, message.to_ref().sender, "👍");
        self.0.messages().send_reaction(&message.id, reaction).await?;
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    match env::var_os("WSAPI_API_KEY") {
        Some(_) => run(Client::from_env()?, tokio::signal::ctrl_c()).await,
        None => run_on_simulator().await,
    }
}

/// Runs the bot until `shutdown` is ready.
async fn run(client: Client, shutdown: impl Future) -> Result<(), BoxError> {
    let subscriber = Subscriber::builder(client.events())
        .handler(Bot(client))
        .on_notice(|notice| match notice {
            StreamItem::Gap(gap) => eprintln!("no events since {:?}", gap.since),
            other => eprintln!("{other:?}"),
        })
        .on_failed(|failed| eprintln!("{failed:#}"))
        .build()?;
    println!("{}", subscriber.run_until(async { drop(shutdown.await) }).await?);
    Ok(())
}

/// Runs the bot until Ada has its reaction.
async fn run_on_simulator() -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let sim = Simulator::builder().serve().await;
    let (bot, ada) = (sim.instance("default").phone().named("Bot"), sim.person("+49 170 1234567").named("Ada"));
    let chat = async {
        sim.until(|| sim.open_streams() == 1).await;
        ada.writes("Is the shop open?").await;
        sim.until(|| ada.chat(&bot).last().is_some_and(|message| message.reaction_of(&bot).is_some())).await;
    };
    run(sim.client(), chat).await?;
    println!("The chat on Ada's phone:\n{}", ada.chat(&bot));
    Ok(())
}

//! What people do and see.

use serde::Deserialize;
use serde_json::json;
use wsapi_client::{Jid, MessageId};

use super::{Problem, Reply, nothing, ok};
use crate::{
    Person, Simulator,
    network::{Content, Draft, Refused, Target},
};

/// A person to add.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPerson {
    phone: String,
    name: Option<String>,
}

/// Something that a person does. A message names its chat, or the instance whose account the person writes to; without
/// both that is the account of the first instance.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum Act {
    Writes { text: String, chat: Option<Jid>, instance: Option<String> },
    Reacts { message: MessageId, emoji: String },
}

pub(super) fn add(simulator: &Simulator, new: NewPerson) -> Reply {
    let person = person(simulator, &new.phone)?;
    let person = match &new.name {
        Some(name) => person.named(name),
        None => person,
    };
    let reply = ok(&json!({ "id": person.jid() }));
    simulator.shared.changed();
    reply
}

pub(super) async fn act(simulator: &Simulator, phone: &str, act: Act) -> Reply {
    let person = person(simulator, phone)?;
    match act {
        Act::Writes { text, chat, instance } => {
            let chat = chat_of(simulator, chat, instance)?;
            let draft = Draft { content: Content::text(text), ..Draft::default() };
            let write = person.acts(move |network, actor, now| {
                network.may_write(&actor.account, &chat)?;
                Ok(network.post(actor, &chat, draft, now))
            });
            let id = write.await.map_err(|refused: Refused| Problem::new(409, refused.0))?;
            Ok((201, json!({ "id": id })))
        }
        Act::Reacts { message, emoji } => {
            let react = person.acts(move |network, actor, now| {
                let found = network.find(&actor.account, &message);
                let (chat, target) = found.map(|(place, message)| (place.chat(&actor.account), Target::of(message)))?;
                Some(network.react(actor, &chat, &target, &emoji, now))
            });
            let id = react.await;
            id.ok_or_else(|| Problem::new(404, "the person does not see a message with this id"))
                .and_then(|_| nothing())
        }
    }
}

pub(super) fn inbox(simulator: &Simulator, phone: &str) -> Reply {
    let jid = number(phone)?;
    if simulator.shared.world().network.account(&jid).is_none() {
        return Err(Problem::new(404, "nobody with this number is on WhatsApp"));
    }
    let inbox = simulator.person_at(jid).inbox();
    let messages = inbox
        .messages
        .iter()
        .map(|message| json!({ "id": message.id, "sender": message.sender, "text": message.text }));
    ok(&json!({ "messages": messages.collect::<Vec<_>>() }))
}

/// The person with this number, who is on WhatsApp from now on.
fn person(simulator: &Simulator, phone: &str) -> Result<Person, Problem> {
    number(phone).map(|jid| simulator.person_at(jid))
}

fn number(phone: &str) -> Result<Jid, Problem> {
    let phone = phone.replace("%2B", "+").replace("%2b", "+");
    let phone = if phone.starts_with('+') { phone } else { format!("+{phone}") };
    Jid::phone(&phone).map_err(|_| Problem::new(400, "expected a phone number with a country code"))
}

fn chat_of(simulator: &Simulator, chat: Option<Jid>, instance: Option<String>) -> Result<Jid, Problem> {
    if let Some(chat) = chat {
        return Ok(chat);
    }
    let instance = instance.unwrap_or_else(|| simulator.instance.clone());
    let account = simulator.instance(&instance).account();
    account.ok_or_else(|| Problem::new(409, format!("the instance `{instance}` is not paired")))
}

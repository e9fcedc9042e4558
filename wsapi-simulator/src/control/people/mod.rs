//! People: their acts, and their chats.

mod chats;

pub(super) use self::chats::{chat, chats, file, inbox, statuses};

use serde::Deserialize;
use serde_json::{Value, json};
use wsapi_client::Jid;

use super::{
    Problem, Reply,
    acts::{CommunityAct, GroupAct, On, Outcome, PersonAct},
    nothing, ok, places,
};
use crate::{
    Person, Simulator,
    kit::{Address, Number},
};

/// A person to add, or the new profile of an existing one. Nobody is notified.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewPerson {
    phone: Number,
    name: Option<String>,
    about: Option<String>,
    picture: Option<super::acts::Base64>,
    #[serde(default)]
    hides_profile: bool,
}

impl NewPerson {
    /// Adds the person.
    pub(crate) fn add_to(self, simulator: &Simulator) -> Person {
        let mut person = simulator.person_at(self.phone.0);
        if let Some(name) = &self.name {
            person = person.named(name);
        }
        if let Some(about) = &self.about {
            person = person.with_about(about);
        }
        if let Some(picture) = self.picture {
            person = person.with_picture(picture.0);
        }
        match self.hides_profile {
            true => person.with_hidden_profile(),
            false => person,
        }
    }
}

pub(super) fn add(simulator: &Simulator, new: NewPerson) -> Reply {
    let person = new.add_to(simulator);
    simulator.shared.changed.notify();
    ok(&json!({ "id": person.jid() }))
}

pub(super) fn show(simulator: &Simulator, phone: &str) -> Reply {
    let person = known(simulator, phone)?;
    let is_online = person.sees_online(&person);
    ok(&json!({ "id": person.jid(), "name": person.name(), "about": person.about(), "isOnline": is_online }))
}

/// Performs an act of a person, who is registered with WhatsApp if necessary.
pub(super) fn act(simulator: &Simulator, phone: &str, act: PersonAct) -> Reply {
    let person = person(simulator, phone)?;
    reply(act.perform(&On { simulator, person: &person, place: &() }))
}

pub(super) fn act_in_group(simulator: &Simulator, (phone, id): (&str, &str), act: GroupAct) -> Reply {
    let (person, group) = (person(simulator, phone)?, places::known_group(simulator, id)?);
    reply(act.perform(&On { simulator, person: &person, place: &group }))
}

pub(super) fn act_in_community(simulator: &Simulator, (phone, id): (&str, &str), act: CommunityAct) -> Reply {
    let (person, community) = (person(simulator, phone)?, places::known_community(simulator, id)?);
    reply(act.perform(&On { simulator, person: &person, place: &community }))
}

fn reply(outcome: Outcome) -> Reply {
    match outcome? {
        Value::Null => nothing(),
        made => Ok((201, made)),
    }
}

/// Returns the person with this number, who is registered with WhatsApp if necessary.
fn person(simulator: &Simulator, phone: &str) -> Result<Person, Problem> {
    number(phone).map(|jid| simulator.person_at(jid))
}

/// Returns the person with this number.
fn known(simulator: &Simulator, phone: &str) -> Result<Person, Problem> {
    let jid = number(phone)?;
    if simulator.shared.world().network.account(&jid).is_none() {
        return Err(Problem::new(404, "there is no person with this number"));
    }
    Ok(simulator.person_at(jid))
}

fn number(phone: &str) -> Result<Jid, Problem> {
    Number::parse(phone).map(|number| number.0).map_err(|problem| Problem::new(400, problem))
}

fn address(chat: &str) -> Result<Jid, Problem> {
    Address::parse(chat).map(|address| address.0).map_err(|problem| Problem::new(400, problem))
}

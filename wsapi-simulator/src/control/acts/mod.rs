//! The acts of people, by name. Each act calls the method of the test kit with the same name.

mod community;
mod group;
mod person;
mod sending;
mod value;

pub(super) use self::{
    community::CommunityAct,
    group::GroupAct,
    person::PersonAct,
    value::{Base64, Known},
};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wsapi_client::Jid;

use super::Problem;
use crate::{
    Person, Simulator,
    kit::{Acting, Address, Number},
};

/// The output of an act, such as the sent message with its id; `Null` if there is none.
pub(super) type Outcome = Result<Value, Problem>;

/// The person who acts, and the group or community in which they act.
#[derive(Debug)]
pub(super) struct On<'a, T = ()> {
    pub(super) simulator: &'a Simulator,
    pub(super) person: &'a Person,
    pub(super) place: &'a T,
}

impl<T> On<'_, T> {
    fn person_with(&self, number: Number) -> Person {
        self.simulator.person_at(number.0)
    }

    /// Returns the chat of an act. The default is the chat with the account of `instance`, which defaults to the first
    /// instance.
    fn chat(&self, chat: Option<Address>, instance: Option<String>) -> Result<Jid, Problem> {
        match (chat, instance) {
            (Some(_), Some(_)) => Err(Problem::new(400, "expected `chat` or `instance`, found both")),
            (Some(chat), None) => Ok(chat.0),
            (None, instance) => {
                let instance = instance.as_ref().unwrap_or(&self.simulator.instance);
                Ok(self.simulator.shared.world().paired_account(instance)?)
            }
        }
    }

    fn people_with(&self, numbers: Vec<Number>) -> Vec<Person> {
        numbers.into_iter().map(|number| self.person_with(number)).collect()
    }
}

/// Defines an enum of acts, with the members and the implementation of each.
macro_rules! acts {
    (
        $(#[$about:meta])* pub enum $name:ident($on:ident: $place:ty);
        $( $act:ident($value:ident: $members:ty) => $perform:expr; )*
    ) => {
        $(#[$about])*
        #[derive(::serde::Deserialize)]
        #[serde(tag = "act", rename_all = "camelCase")]
        pub(in crate::control) enum $name {
            $( $act($members), )*
        }

        impl $name {
            /// The names of the variants.
            #[cfg(test)]
            pub(in crate::control) const NAMES: &[&str] = &[$(stringify!($act)),*];

            pub(in crate::control) fn perform(
                self,
                $on: &$crate::control::acts::On<'_, $place>,
            ) -> $crate::control::acts::Outcome {
                match self {
                    $( Self::$act($value) => $perform, )*
                }
            }
        }
    };
}
use acts;

/// An act without members.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Nothing {}

/// A group, a community or a newsletter, by its id.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct NewPlace {
    name: String,
    #[serde(default)]
    people: Vec<Number>,
}

/// An act on another person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct WithPerson {
    person: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Text {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Name {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct Picture {
    data: Base64,
}

fn done(acting: Acting<'_>) -> Outcome {
    acting.attempt()?;
    Ok(Value::Null)
}

fn made(acting: Acting<'_, impl Serialize>) -> Outcome {
    Ok(serde_json::to_value(acting.attempt()?).expect("the output of an act can be serialized"))
}

fn made_with_id<T>(acting: Acting<'_, T>, id: impl FnOnce(&T) -> &str) -> Outcome {
    Ok(json!({ "id": id(&acting.attempt()?) }))
}

fn founded<T>(acting: Acting<'_, T>) -> Outcome
where
    for<'t> Jid: From<&'t T>,
{
    Ok(json!({ "id": Jid::from(&acting.attempt()?) }))
}

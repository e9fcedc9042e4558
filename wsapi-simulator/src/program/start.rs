//! The state at the start, from a YAML file.

use std::{path::Path, time::Duration};

use serde::Deserialize;
use wsapi_client::{Jid, events::BoxError, types::EventFilter};

use crate::{
    Builder, Simulator,
    network::{Actor, Content, Draft},
    server::{Config, Settings},
    world::World,
};

/// The id of the instance if the file names none.
const DEFAULT: &str = "default";

/// The state at the start.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Start {
    #[serde(default = "default_instances")]
    instances: Vec<NewInstance>,
    #[serde(default)]
    people: Vec<NewPerson>,
    #[serde(default)]
    chats: Vec<NewChat>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewInstance {
    id: String,
    /// The number of its account. Without it, the instance is not paired.
    phone: Option<String>,
    /// The name of its account.
    name: Option<String>,
    key: Option<String>,
    webhook_url: Option<String>,
    signing_secret: Option<String>,
    event_filters: Option<Vec<String>>,
    publish_events: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewPerson {
    phone: String,
    name: Option<String>,
    about: Option<String>,
}

/// A private chat.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewChat {
    /// The instance; the first one by default.
    instance: Option<String>,
    /// The number of the other person.
    with: String,
    messages: Vec<NewMessage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewMessage {
    from: From,
    text: String,
    #[serde(default)]
    minutes_ago: u32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum From {
    /// The phone of the instance's account.
    Me,
    /// The other person.
    Them,
}

fn default_instances() -> Vec<NewInstance> {
    let (id, phone) = (DEFAULT.to_owned(), Some("+49 155 50000001".to_owned()));
    let (name, key, webhook_url, signing_secret) = (None, None, None, None);
    vec![NewInstance { id, phone, name, key, webhook_url, signing_secret, event_filters: None, publish_events: None }]
}

/// One paired instance, and one person.
impl Default for Start {
    fn default() -> Self {
        let person = NewPerson { phone: "+49 170 1234567".to_owned(), name: Some("Ada".to_owned()), about: None };
        Self { instances: default_instances(), people: vec![person], chats: Vec::new() }
    }
}

impl Start {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, BoxError> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(&text).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    fn parse(text: &str) -> Result<Self, BoxError> {
        Ok(serde_saphyr::from_str(text)?)
    }

    /// A simulator in this state, in real time.
    pub(super) fn simulator(self, seed: u64, settings: Settings) -> Result<Simulator, BoxError> {
        let first = self.instances.first().ok_or("instances: expected at least one")?.id.clone();
        let mut builder = Builder::default().settings(settings).seed(seed).real_time();
        for instance in &self.instances {
            builder = builder.instance(instance.configured()?);
        }
        let simulator = builder.try_build().map_err(|problem| format!("instances: {problem}"))?;
        {
            let world = &mut *simulator.shared.world();
            self.instances.iter().for_each(|instance| instance.name_account(world));
            for person in self.people {
                person.add(world)?;
            }
            for chat in self.chats {
                chat.add(world, &first)?;
            }
            // The instances have seen this, and it was published long ago.
            world.publish();
            world.outbox.clear();
        }
        Ok(simulator)
    }
}

impl NewInstance {
    fn configured(&self) -> Result<crate::NewInstance, BoxError> {
        let filters = self.event_filters.iter().flatten().map(|name| EventFilter::from(&**name));
        let config = Config {
            key: self.key.clone(),
            webhook_url: self.webhook_url.clone().unwrap_or_default(),
            signing_secret: self.signing_secret.clone(),
            event_filters: filters.collect(),
            publish_events: self.publish_events,
            ..Config::default()
        };
        Ok(crate::NewInstance::with_config(&self.id, self.phone.as_deref().map(jid).transpose()?, config))
    }

    fn name_account(&self, world: &mut World) {
        let account = world.instances.get(&self.id).and_then(|instance| instance.account()).cloned();
        if let (Some(account), Some(name)) = (account, &self.name) {
            world.network.set_push_name(&account, name);
        }
    }
}

impl NewPerson {
    fn add(self, world: &mut World) -> Result<(), BoxError> {
        let account = world.network.register(&jid(&self.phone)?);
        account.push_name = self.name.unwrap_or_default();
        account.about = self.about.unwrap_or_default();
        Ok(())
    }
}

impl NewChat {
    fn add(self, world: &mut World, first: &str) -> Result<(), BoxError> {
        let id = self.instance.as_deref().unwrap_or(first);
        let account = world.instances.get(id).and_then(|instance| instance.account().cloned());
        let account = account.ok_or_else(|| format!("chats: the instance `{id}` is unknown or not paired"))?;
        let other = jid(&self.with)?;
        world.network.register(&other);
        for message in self.messages {
            let (author, chat) = match message.from {
                From::Me => (&account, &other),
                From::Them => (&other, &account),
            };
            let draft = Draft { content: Content::text(message.text), ..Draft::default() };
            let at = world.clock.now() - Duration::from_secs(60 * u64::from(message.minutes_ago));
            world.network.post(&Actor::phone(author), chat, draft, at);
        }
        Ok(())
    }
}

fn jid(phone: &str) -> Result<Jid, BoxError> {
    // The number is not repeated: it may be real.
    Jid::phone(phone).map_err(|_| "expected a phone number with `+` and a country code".into())
}

#[cfg(test)]
mod tests {
    use super::{super::variables::Variables, Start};

    const STATE: &str = "
instances:
  - id: default
    phone: +49 155 50000002
    name: The shop
    webhookUrl: http://127.0.0.1:9/wsapi
people:
  - phone: +49 170 1234567
    name: Ada
chats:
  - with: +49 170 1234567
    messages:
      - { from: them, text: Is the shop open?, minutesAgo: 5 }
      - { from: me, text: 'Yes.', minutesAgo: 4 }
";

    #[test]
    fn file_decides_about_instances_people_and_chats() {
        let settings = Variables::of_process().expect("variables").settings(true);
        let simulator = Start::parse(STATE).expect("it is valid").simulator(0, settings).expect("it is valid");
        let ada = simulator.person("+49 170 1234567");
        assert_eq!(ada.inbox().texts(), ["Yes."]);
        assert_eq!(simulator.instance("default").account().expect("it is paired").user(), "4915550000002");
        assert!(simulator.deliveries().is_empty());
    }

    #[test]
    fn unknown_field_is_refused_with_its_place() {
        let error = Start::parse("people:\n  - phon: 1\n").expect_err("it is invalid").to_string();
        assert!(error.contains("phon") && error.contains('2'), "{error}");
    }

    #[test]
    fn state_without_instances_or_with_a_wrong_number_is_refused() {
        for text in ["instances: []", "people: [{ phone: nobody }]", "chats: [{ with: '+1', messages: [] }]"] {
            let settings = Variables::of_process().expect("variables").settings(true);
            assert!(Start::parse(text).expect("it can be read").simulator(0, settings).is_err(), "{text}");
        }
    }
}

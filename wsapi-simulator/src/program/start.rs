//! The initial state, from a YAML file.
//!
//! It has the same parts as the control API: instances, people, groups, communities and newsletters. A private chat
//! belongs to an instance, by default to the first one. In a chat, `me` is the phone of that instance's account, and
//! `them` is the other person.

use std::path::Path;

use serde::Deserialize;
use serde_saphyr::Spanned;
use wsapi_client::events::BoxError;

use crate::{
    Builder, Simulator,
    control::{NewInstance, NewPerson},
    kit::{Author, NewCommunity, NewGroup, NewMessage, NewNewsletter, Number},
    network::Rejected,
    server::Settings,
    world::World,
};

/// The state without a file: one paired instance, and one person.
const DEFAULT: &str = r#"people: [{ phone: "+49 170 1234567", name: Ada }]"#;

/// The default instances.
const DEFAULT_INSTANCES: &str = r#"[{ id: default, phone: "+49 155 50000001" }]"#;

/// The initial state.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Start {
    #[serde(default = "default_instances")]
    instances: Vec<Spanned<NewInstance>>,
    #[serde(default)]
    people: Vec<NewPerson>,
    #[serde(default)]
    chats: Vec<Spanned<NewChat>>,
    #[serde(default)]
    groups: Vec<Spanned<NewGroup>>,
    #[serde(default)]
    communities: Vec<Spanned<NewCommunity>>,
    #[serde(default)]
    newsletters: Vec<Spanned<NewNewsletter>>,
    /// The name of the file, for messages.
    #[serde(skip)]
    file: String,
}

/// A private chat.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewChat {
    /// The instance; the first one by default.
    instance: Option<String>,
    /// The other person.
    with: Number,
    messages: Vec<NewMessage>,
}

fn default_instances() -> Vec<Spanned<NewInstance>> {
    serde_saphyr::from_str(DEFAULT_INSTANCES).expect("the default is valid")
}

impl Default for Start {
    fn default() -> Self {
        Self::parse(DEFAULT, "").expect("the default is valid")
    }
}

impl Start {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, BoxError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))?;
        Self::parse(&text, &file)
    }

    fn parse(text: &str, file: &str) -> Result<Self, BoxError> {
        let start: Self = serde_saphyr::from_str(text).map_err(|error| {
            let error = error.to_string();
            // The program itself begins with this word.
            format!("{file}: {}", error.strip_prefix("error: ").unwrap_or(&error))
        })?;
        Ok(Self { file: file.to_owned(), ..start })
    }

    /// Creates a simulator with this state, in real time.
    pub(super) fn simulator(self, seed: u64, settings: Settings) -> Result<Simulator, BoxError> {
        let Self { instances, people, chats, groups, communities, newsletters, file } = self;
        let mut instances = instances.into_iter();
        let first = instances.next().ok_or_else(|| format!("{file}: instances: expected at least one"))?.value;
        let builder = Builder::default().settings(settings).seed(seed).real_time();
        let builder = builder.instance(first.described());
        let simulator = builder.try_build().map_err(|problem| format!("{file}: instances: {problem}"))?;
        first.name_account(&simulator);
        add_all(&file, ("instances", 1), instances, |instance| instance.add_to(&simulator).map(drop))?;
        people.into_iter().for_each(|person| drop(person.add_to(&simulator)));
        add_all(&file, ("chats", 0), chats, |chat| {
            simulator.shared.world().quietly(|world| chat.add_to(world, &first.id))
        })?;
        add_all(&file, ("groups", 0), groups, |group| group.create(&simulator).map(drop))?;
        add_all(&file, ("communities", 0), communities, |community| community.create(&simulator).map(drop))?;
        add_all(&file, ("newsletters", 0), newsletters, |newsletter| newsletter.create(&simulator).map(drop))?;
        Ok(simulator)
    }
}

/// Adds the items of a list, whose first item has this index. An error names the file, the line and the index.
fn add_all<T>(
    file: &str,
    (list, first): (&str, usize),
    parts: impl IntoIterator<Item = Spanned<T>>,
    add: impl Fn(T) -> Result<(), Rejected>,
) -> Result<(), String> {
    for (index, part) in parts.into_iter().enumerate() {
        let line = part.referenced.line();
        let problem = |rejected: Rejected| format!("{file}:{line}: {list}[{}]: {}", first + index, rejected.0);
        add(part.value).map_err(problem)?;
    }
    Ok(())
}

impl NewChat {
    fn add_to(self, world: &mut World, first: &str) -> Result<(), Rejected> {
        let account = world.paired_account(self.instance.as_deref().unwrap_or(first))?;
        let other = self.with.0;
        world.network.register(&other);
        for (index, message) in self.messages.into_iter().enumerate() {
            let (author, chat) = match message.from {
                Author::Me => (&account, &other),
                Author::Them => (&other, &account),
                Author::Person(person) if person == other => (&other, &account),
                Author::Person(_) => {
                    return Err(Rejected::because(format!("messages[{index}].from: expected `me` or `them`")));
                }
            };
            world.wrote_before(author, chat, message.text, message.minutes_ago);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::variables::Variables, Start};
    use crate::{Mode, Simulator};

    fn simulated(text: &str) -> Result<Simulator, String> {
        let settings = Variables::of_process().expect("variables").settings(true).expect("variables");
        Start::parse(text, "state.yaml")
            .and_then(|start| start.simulator(0, settings))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn documented_example_is_loaded() {
        let simulator = simulated(include_str!("state.yaml")).expect("it is valid");
        assert_eq!(simulator.mode(), Mode::Hosted);
        let (ada, bob) = (simulator.person("+49 170 1234567"), simulator.person("+49 170 7654321"));
        assert_eq!((ada.name(), ada.about()), ("Ada".to_owned(), "At work".to_owned()));
        assert_eq!(ada.inbox().texts(), ["Yes, until six."]);
        let names = |person: &crate::Person| {
            let mut names: Vec<_> = person.chats().into_iter().map(|chat| chat.name).collect();
            names.sort();
            names
        };
        assert_eq!(names(&ada), ["Bakery", "Choir", "Football", "The gazette", "The shop", "The village"]);
        let choir = bob.chats().into_iter().find(|chat| chat.name == "Choir").expect("a group");
        assert_eq!(bob.chat(&choir.id).texts(), ["At eight?", "Yes."]);
        assert!(simulated("instances: [{ id: default }, { id: support }]").is_ok());
        assert!(simulator.deliveries().is_empty());
        assert!(simulator.shared.world().outbox.is_empty());
    }

    #[test]
    fn error_has_file_line_and_field() {
        for (text, expected) in [
            ("people:\n  - phon: 1\n", ["phon", "line 2"]),
            ("people:\n  - phone: nobody\n", ["phone number with a country code", "line 2"]),
            ("instances: []", ["instances: expected at least one", ""]),
            ("chats:\n  - with: '+1'\n    messages: []\n", ["phone number", "line 2"]),
            (
                "chats:\n  - instance: x\n    with: '+49 170 1234567'\n    messages: []\n",
                [":2: chats[0]: there is no instance `x`", ""],
            ),
            (
                "groups:\n  - name: A\n  - name: B\n    messages: [{ from: them, text: x }]\n",
                [":3: groups[1]: messages[0].from", ""],
            ),
            ("groups: [{ members: [] }]", [":1: groups[0]: name: expected a name", ""]),
            (
                "communities:\n  - { name: A, account: none }\n",
                [":2: communities[0]: a group without the account requires", ""],
            ),
            ("newsletters: [{ name: A, follower: 1 }]", ["follower", "line 1"]),
            ("instances: [{ id: a }, { id: a }]", [":1: instances[1]: two instances have the id `a`", ""]),
        ] {
            let problem = simulated(text).expect_err(text);
            assert!(problem.starts_with("state.yaml") && !problem.contains("error: "), "{problem}");
            assert!(expected.iter().all(|part| problem.contains(part)), "{text}: {problem}");
        }
    }
}

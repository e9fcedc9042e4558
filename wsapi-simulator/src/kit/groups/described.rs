//! Existing groups, communities and newsletters, as described by requests and state files.

use serde::Deserialize;
use wsapi_client::Jid;

use super::{
    Community, CommunityBuilder, Group, GroupBuilder, Newsletter, NewsletterBuilder,
    builder::{Account, People},
};
use crate::{
    kit::{Number, Simulator},
    network::{Rejected, Role, Rules},
};

/// A group. If it has no owner, its creator is the account of the first instance.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct NewGroup {
    name: String,
    description: String,
    owner: Option<Number>,
    admins: Vec<Number>,
    members: Vec<Number>,
    account: AccountPart,
    only_admins_write: bool,
    only_admins_edit: bool,
    only_admins_add: bool,
    requires_approval: bool,
    pub(crate) messages: Vec<NewMessage>,
}

/// A community, with the groups in it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct NewCommunity {
    name: String,
    owner: Option<Number>,
    admins: Vec<Number>,
    members: Vec<Number>,
    account: AccountPart,
    /// The names of its groups, without the announcement group.
    groups: Vec<String>,
    /// The messages in the announcement group.
    pub(crate) messages: Vec<NewMessage>,
}

/// A newsletter. If it has no owner, its owner is the account of the first instance.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct NewNewsletter {
    name: String,
    description: String,
    owner: Option<Number>,
    followers: Vec<Number>,
    followed_by_account: bool,
    pub(crate) messages: Vec<NewPost>,
}

/// The role of the account of the first instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum AccountPart {
    /// It is a member, or the creator if there is no owner.
    #[default]
    Member,
    Admin,
    /// It is not in the group.
    None,
}

/// An earlier message.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewMessage {
    pub(crate) from: Author,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) minutes_ago: u32,
}

/// An earlier post of the owner of a newsletter.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewPost {
    text: String,
    #[serde(default)]
    minutes_ago: u32,
}

/// The author of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Author {
    /// The phone of the instance's account.
    Me,
    /// The other person in a private chat.
    Them,
    /// Another member of a group.
    Person(Jid),
}

impl<'de> Deserialize<'de> for Author {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match &*String::deserialize(deserializer)? {
            "me" => Ok(Self::Me),
            "them" => Ok(Self::Them),
            number => {
                let problem =
                    |_| serde::de::Error::custom("expected `me`, `them`, or a phone number with a country code");
                Number::parse(number).map(|number| Self::Person(number.0)).map_err(problem)
            }
        }
    }
}

/// The author, the text, and the age in minutes.
type Written = (Jid, String, u32);

impl NewGroup {
    /// Creates the group with its messages.
    pub(crate) fn create(self, simulator: &Simulator) -> Result<Group, Rejected> {
        let people = people(simulator, self.owner, (self.admins, self.members), self.account);
        let written = people.written(simulator, &self.messages)?;
        let rules = Rules {
            is_announce: self.only_admins_write,
            is_locked: self.only_admins_edit,
            only_admins_add: self.only_admins_add,
            needs_approval: self.requires_approval,
            ..Rules::default()
        };
        let builder = simulator.group(&named(self.name)?).description(&self.description);
        let group = GroupBuilder { people, rules, ..builder }.try_create()?;
        simulator.wrote_before(&group.jid, written);
        Ok(group)
    }
}

impl NewCommunity {
    /// Creates the community with its groups and messages.
    pub(crate) fn create(self, simulator: &Simulator) -> Result<Community, Rejected> {
        let people = people(simulator, self.owner, (self.admins, self.members), self.account);
        let written = people.written(simulator, &self.messages)?;
        let builder = simulator.community(&named(self.name)?);
        let community = CommunityBuilder { people, groups: self.groups, ..builder }.try_create()?;
        simulator.wrote_before(community.announcements().jid(), written);
        Ok(community)
    }
}

impl NewNewsletter {
    /// Creates the newsletter with its posts.
    pub(crate) fn create(self, simulator: &Simulator) -> Result<Newsletter, Rejected> {
        let owner = self.owner.map(|owner| simulator.person_at(owner.0).jid);
        let followers = self.followers.into_iter().map(|follower| simulator.person_at(follower.0).jid).collect();
        let builder = simulator.newsletter(&named(self.name)?).description(&self.description);
        let is_followed_by_account = self.followed_by_account;
        let newsletter = NewsletterBuilder { owner, followers, is_followed_by_account, ..builder }.try_create()?;
        let owner = newsletter.owner();
        let posts = self.messages.into_iter().map(|post| (owner.clone(), post.text, post.minutes_ago));
        simulator.wrote_before(&newsletter.jid, posts.collect());
        Ok(newsletter)
    }
}

impl People {
    /// Resolves the authors of the messages, who must all be members.
    fn written(&self, simulator: &Simulator, messages: &[NewMessage]) -> Result<Vec<Written>, Rejected> {
        let (owner, others) = self.of(simulator)?;
        let account = simulator.first_account();
        let author = |(index, message): (usize, &NewMessage)| {
            let author = match &message.from {
                Author::Person(person) => Some(person.clone()),
                Author::Me => account.clone(),
                Author::Them => None,
            };
            let is_member = |author: &Jid| *author == owner || others.iter().any(|(other, _)| other == author);
            let problem = || Rejected::because(format!("messages[{index}].from: expected a member of the group"));
            let author = author.filter(is_member).ok_or_else(problem)?;
            Ok((author, message.text.clone(), message.minutes_ago))
        };
        messages.iter().enumerate().map(author).collect()
    }
}

impl Simulator {
    /// Adds earlier messages, without events.
    fn wrote_before(&self, chat: &Jid, messages: Vec<Written>) {
        self.shared.world().quietly(|world| {
            for (author, text, minutes) in messages {
                world.wrote_before(&author, chat, text, minutes);
            }
        });
    }
}

fn people(
    simulator: &Simulator,
    owner: Option<Number>,
    (admins, members): (Vec<Number>, Vec<Number>),
    account: AccountPart,
) -> People {
    let address = |number: Number| simulator.person_at(number.0).jid;
    let admins = admins.into_iter().map(|admin| (address(admin), Role::Admin));
    let others = members.into_iter().map(|member| (address(member), Role::Member)).chain(admins).collect();
    let account = match account {
        AccountPart::Member => Account::In,
        AccountPart::Admin => Account::Admin,
        AccountPart::None => Account::Out,
    };
    People { owner: owner.map(address), others, account }
}

fn named(name: String) -> Result<String, Rejected> {
    if name.is_empty() { Err(Rejected::because("name: expected a name")) } else { Ok(name) }
}

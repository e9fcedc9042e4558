//! Groups, communities and newsletters that exist before a test begins.

use wsapi_client::Jid;

use super::{Community, Group, Newsletter};
use crate::{
    kit::{Person, Simulator},
    network::{APPROVAL_MODE, Role, Rules},
};

/// Creates a group that has existed for a while: no event reports it.
///
/// The account of the simulator's first instance created it, unless another owner is set.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until `create` is called"]
pub struct GroupBuilder {
    simulator: Simulator,
    name: String,
    description: String,
    people: People,
    rules: Rules,
}

/// Creates a community that has existed for a while: no event reports it.
///
/// The account of the simulator's first instance created it, unless another owner is set.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until `create` is called"]
pub struct CommunityBuilder {
    simulator: Simulator,
    name: String,
    people: People,
    groups: Vec<String>,
}

/// Creates a newsletter that has existed for a while: no event reports it.
///
/// The account of the simulator's first instance owns it, unless another owner is set.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until `create` is called"]
pub struct NewsletterBuilder {
    simulator: Simulator,
    name: String,
    description: String,
    owner: Option<Jid>,
    followers: Vec<Jid>,
}

/// Who is in a new group.
#[derive(Clone, Debug, Default)]
struct People {
    owner: Option<Jid>,
    others: Vec<(Jid, Role)>,
    account: Account,
}

/// The part that the account of the first instance has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Account {
    /// The creator, or a member if somebody else is the creator.
    #[default]
    In,
    Admin,
    Out,
}

impl People {
    /// The creator, and the others with their roles.
    fn of(&self, simulator: &Simulator) -> (Jid, Vec<(Jid, Role)>) {
        let account = simulator.instance(&simulator.instance).account().filter(|_| self.account != Account::Out);
        let first = self.others.iter().max_by_key(|(_, role)| *role).map(|(person, _)| person);
        let owner = self.owner.as_ref().or(account.as_ref()).or(first).cloned();
        let owner = owner.expect("a group without the account has an owner, or at least one member");
        let role = if self.account == Account::Admin { Role::Admin } else { Role::Member };
        let others = self.others.iter().cloned().chain(account.map(|account| (account, role)));
        let others = others.filter(|(person, _)| *person != owner).collect();
        (owner, others)
    }
}

impl Simulator {
    /// Describes a group that exists before the test begins.
    ///
    /// ```
    /// # use wsapi_simulator::Simulator;
    /// let sim = Simulator::new();
    /// let ada = sim.person("+49 170 1234567").named("Ada");
    /// let bob = sim.person("+49 170 7654321").named("Bob");
    /// let choir = sim.group("Choir").owned_by(&ada).member(&bob).locked().create();
    ///
    /// assert_eq!(choir.admins(), [ada.jid().clone()]);
    /// ```
    pub fn group(&self, name: &str) -> GroupBuilder {
        GroupBuilder {
            simulator: self.clone(),
            name: name.to_owned(),
            description: String::new(),
            people: People::default(),
            rules: Rules::default(),
        }
    }

    /// Describes a community that exists before the test begins.
    pub fn community(&self, name: &str) -> CommunityBuilder {
        let people = People::default();
        CommunityBuilder { simulator: self.clone(), name: name.to_owned(), people, groups: Vec::new() }
    }

    /// Describes a newsletter that exists before the test begins.
    pub fn newsletter(&self, name: &str) -> NewsletterBuilder {
        NewsletterBuilder {
            simulator: self.clone(),
            name: name.to_owned(),
            description: String::new(),
            owner: None,
            followers: Vec::new(),
        }
    }
}

impl GroupBuilder {
    /// Sets the person who created the group. The account of the first instance is then an ordinary member.
    pub fn owned_by(mut self, person: &Person) -> Self {
        self.people.owner = Some(person.jid.clone());
        self
    }

    /// Adds a member.
    pub fn member(mut self, person: &Person) -> Self {
        self.people.others.push((person.jid.clone(), Role::Member));
        self
    }

    /// Adds members.
    pub fn members<'a>(mut self, people: impl IntoIterator<Item = &'a Person>) -> Self {
        self.people.others.extend(people.into_iter().map(|person| (person.jid.clone(), Role::Member)));
        self
    }

    /// Adds an admin.
    pub fn admin(mut self, person: &Person) -> Self {
        self.people.others.push((person.jid.clone(), Role::Admin));
        self
    }

    /// Makes the account of the first instance an admin, even if somebody else created the group.
    pub fn account_is_admin(mut self) -> Self {
        self.people.account = Account::Admin;
        self
    }

    /// Leaves the account of the first instance out. Without an owner, the first admin or member created the group.
    pub fn without_account(mut self) -> Self {
        self.people.account = Account::Out;
        self
    }

    /// Sets the description.
    pub fn description(mut self, text: &str) -> Self {
        text.clone_into(&mut self.description);
        self
    }

    /// Permits only admins to write.
    pub fn only_admins_write(mut self) -> Self {
        self.rules.is_announce = true;
        self
    }

    /// Permits only admins to change the name, the description and the picture.
    pub fn locked(mut self) -> Self {
        self.rules.is_locked = true;
        self
    }

    /// Requires that an admin approves people who join by link.
    pub fn with_approval(mut self) -> Self {
        self.rules.needs_approval = true;
        self
    }

    /// Permits only admins to add members.
    pub fn only_admins_add(mut self) -> Self {
        self.rules.only_admins_add = true;
        self
    }

    /// Creates the group.
    ///
    /// # Panics
    ///
    /// Panics if the group has no member at all.
    pub fn create(self) -> Group {
        let (owner, others) = self.people.of(&self.simulator);
        let jid = {
            let mut world = self.simulator.shared.world();
            let now = world.clock.now();
            let group = world.network.found_group(&owner, &self.name, now);
            (group.description, group.rules) = (self.description, self.rules);
            let id = group.id.clone();
            world.network.seat(&id, &others);
            id
        };
        Group { simulator: self.simulator, jid }
    }
}

impl CommunityBuilder {
    /// Sets the person who created the community. The account of the first instance is then an ordinary member.
    pub fn owned_by(mut self, person: &Person) -> Self {
        self.people.owner = Some(person.jid.clone());
        self
    }

    /// Adds a member.
    pub fn member(mut self, person: &Person) -> Self {
        self.people.others.push((person.jid.clone(), Role::Member));
        self
    }

    /// Adds an admin.
    pub fn admin(mut self, person: &Person) -> Self {
        self.people.others.push((person.jid.clone(), Role::Admin));
        self
    }

    /// Makes the account of the first instance an admin, even if somebody else created the community.
    pub fn account_is_admin(mut self) -> Self {
        self.people.account = Account::Admin;
        self
    }

    /// Leaves the account of the first instance out.
    pub fn without_account(mut self) -> Self {
        self.people.account = Account::Out;
        self
    }

    /// Adds a group with all members of the community, besides the announcement group that every community has.
    pub fn group(mut self, name: &str) -> Self {
        self.groups.push(name.to_owned());
        self
    }

    /// Creates the community.
    ///
    /// # Panics
    ///
    /// Panics if the community has no member at all.
    pub fn create(self) -> Community {
        let (owner, others) = self.people.of(&self.simulator);
        let jid = {
            let mut world = self.simulator.shared.world();
            let now = world.clock.now();
            let id = world.network.found_community(&owner, &self.name, APPROVAL_MODE, now);
            let announcements = world.network.announcement_group(&id);
            for group in announcements.iter().chain([&id]) {
                world.network.seat(group, &others);
            }
            for name in &self.groups {
                let group = world.network.found_group_in(&id, &owner, name, now);
                world.network.seat(&group, &others);
            }
            id
        };
        Community { simulator: self.simulator, jid }
    }
}

impl NewsletterBuilder {
    /// Sets the person who owns the newsletter. The account of the first instance is then a guest.
    pub fn owned_by(mut self, person: &Person) -> Self {
        self.owner = Some(person.jid.clone());
        self
    }

    /// Adds a follower.
    pub fn follower(mut self, person: &Person) -> Self {
        self.followers.push(person.jid.clone());
        self
    }

    /// Lets the account of the first instance follow the newsletter.
    pub fn followed_by_account(mut self) -> Self {
        self.followers.extend(self.simulator.instance(&self.simulator.instance).account());
        self
    }

    /// Sets the description.
    pub fn description(mut self, text: &str) -> Self {
        text.clone_into(&mut self.description);
        self
    }

    /// Creates the newsletter.
    ///
    /// # Panics
    ///
    /// Panics if no owner is set and the first instance is not paired.
    pub fn create(self) -> Newsletter {
        let account = self.simulator.instance(&self.simulator.instance).account();
        let owner = self.owner.or(account).expect("a newsletter has an owner");
        let jid = {
            let mut world = self.simulator.shared.world();
            let now = world.clock.now();
            let id = world.network.create_newsletter(&owner, &self.name, &self.description, None, now);
            self.followers.iter().for_each(|follower| world.network.add_reader(&id, follower));
            id
        };
        Newsletter { simulator: self.simulator, jid }
    }
}

//! Builders of groups, communities and newsletters that exist before a test begins.

use wsapi_client::Jid;

use super::{Community, Group, Newsletter};
use crate::{
    kit::{Person, Simulator, possible},
    network::{APPROVAL_MODE, Rejected, Role, Rules},
};

/// Creates a group that already exists when the test begins, without an event.
///
/// Its creator is the account of the simulator's first instance, unless another owner is set.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until `create` is called"]
pub struct GroupBuilder {
    pub(super) simulator: Simulator,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) people: People,
    pub(super) rules: Rules,
}

/// Creates a community that already exists when the test begins, without an event.
///
/// Its creator is the account of the simulator's first instance, unless another owner is set.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until `create` is called"]
pub struct CommunityBuilder {
    pub(super) simulator: Simulator,
    pub(super) name: String,
    pub(super) people: People,
    pub(super) groups: Vec<String>,
}

/// Creates a newsletter that already exists when the test begins, without an event.
///
/// Its owner is the account of the simulator's first instance, unless another owner is set.
#[derive(Clone, Debug)]
#[must_use = "it does nothing until `create` is called"]
pub struct NewsletterBuilder {
    pub(super) simulator: Simulator,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) owner: Option<Jid>,
    pub(super) followers: Vec<Jid>,
    pub(super) is_followed_by_account: bool,
}

/// The people in a new group.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    pub(super) owner: Option<Jid>,
    pub(super) others: Vec<(Jid, Role)>,
    pub(super) account: Account,
}

/// The role of the account of the first instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Account {
    /// It is the creator, or a member if somebody else is the creator.
    #[default]
    In,
    Admin,
    Out,
}

impl People {
    /// Returns the creator, and the other members with their roles.
    pub(super) fn of(&self, simulator: &Simulator) -> Result<(Jid, Vec<(Jid, Role)>), Rejected> {
        let account = simulator.first_account().filter(|_| self.account != Account::Out);
        if self.account == Account::Admin && account.is_none() {
            return Err(no_account());
        }
        let first = self.others.iter().max_by_key(|(_, role)| *role).map(|(person, _)| person);
        let owner = self.owner.as_ref().or(account.as_ref()).or(first).cloned();
        let owner =
            owner.ok_or_else(|| Rejected::because("a group without the account requires an owner or a member"))?;
        let role = if self.account == Account::Admin { Role::Admin } else { Role::Member };
        let others = self.others.iter().cloned().chain(account.map(|account| (account, role)));
        let others = others.filter(|(person, _)| *person != owner).collect();
        Ok((owner, others))
    }
}

impl Simulator {
    /// Builds a group that exists before the test begins.
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

    /// Builds a community that exists before the test begins.
    pub fn community(&self, name: &str) -> CommunityBuilder {
        let people = People::default();
        CommunityBuilder { simulator: self.clone(), name: name.to_owned(), people, groups: Vec::new() }
    }

    /// Builds a newsletter that exists before the test begins.
    pub fn newsletter(&self, name: &str) -> NewsletterBuilder {
        NewsletterBuilder {
            simulator: self.clone(),
            name: name.to_owned(),
            description: String::new(),
            owner: None,
            followers: Vec::new(),
            is_followed_by_account: false,
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

    /// Leaves out the account of the first instance. If no owner is set, the first admin or member is the creator.
    pub fn without_account(mut self) -> Self {
        self.people.account = Account::Out;
        self
    }

    /// Sets the description.
    pub fn description(mut self, text: &str) -> Self {
        text.clone_into(&mut self.description);
        self
    }

    /// Lets only admins write.
    pub fn only_admins_write(mut self) -> Self {
        self.rules.is_announce = true;
        self
    }

    /// Lets only admins change the name, the description and the picture.
    pub fn locked(mut self) -> Self {
        self.rules.is_locked = true;
        self
    }

    /// Requires an admin to approve people who join by link.
    pub fn with_approval(mut self) -> Self {
        self.rules.needs_approval = true;
        self
    }

    /// Lets only admins add members.
    pub fn only_admins_add(mut self) -> Self {
        self.rules.only_admins_add = true;
        self
    }

    /// Creates the group.
    ///
    /// # Panics
    ///
    /// Panics if the group has no members, or if the account must be an admin and the first instance is not paired.
    #[track_caller]
    pub fn create(self) -> Group {
        possible(self.try_create())
    }

    pub(super) fn try_create(self) -> Result<Group, Rejected> {
        let (owner, others) = self.people.of(&self.simulator)?;
        let jid = {
            let mut world = self.simulator.shared.world();
            let now = world.clock.now();
            world.network.may_found_groups(1)?;
            let group = world.network.found_group(&owner, &self.name, now);
            (group.description, group.rules) = (self.description, self.rules);
            let id = group.id.clone();
            world.network.seat(&id, &others);
            id
        };
        Ok(Group { simulator: self.simulator, jid })
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

    /// Leaves out the account of the first instance.
    pub fn without_account(mut self) -> Self {
        self.people.account = Account::Out;
        self
    }

    /// Adds a group with all members of the community. Every community also has an announcement group.
    pub fn group(mut self, name: &str) -> Self {
        self.groups.push(name.to_owned());
        self
    }

    /// Creates the community.
    ///
    /// # Panics
    ///
    /// Panics if the community has no members, or if the account must be an admin and the first instance is not paired.
    #[track_caller]
    pub fn create(self) -> Community {
        possible(self.try_create())
    }

    pub(super) fn try_create(self) -> Result<Community, Rejected> {
        let (owner, others) = self.people.of(&self.simulator)?;
        let jid = {
            let mut world = self.simulator.shared.world();
            let now = world.clock.now();
            world.network.may_found_groups(2)?;
            let id = world.network.found_community(&owner, &self.name, APPROVAL_MODE, now);
            let announcements = world.network.announcement_group(&id);
            for group in announcements.iter().chain([&id]) {
                world.network.seat(group, &others);
            }
            for name in &self.groups {
                world.network.may_found_groups(1)?;
                let group = world.network.found_group_in(&id, &owner, name, now);
                world.network.seat(&group, &others);
            }
            id
        };
        Ok(Community { simulator: self.simulator, jid })
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

    /// Makes the account of the first instance a follower.
    pub fn followed_by_account(mut self) -> Self {
        self.is_followed_by_account = true;
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
    /// Panics if the first instance is not paired, but its account owns or follows the newsletter.
    #[track_caller]
    pub fn create(self) -> Newsletter {
        possible(self.try_create())
    }

    pub(super) fn try_create(self) -> Result<Newsletter, Rejected> {
        let account = self.simulator.first_account();
        if self.is_followed_by_account && account.is_none() {
            return Err(no_account());
        }
        let followers: Vec<_> =
            self.followers.iter().chain(account.as_ref().filter(|_| self.is_followed_by_account)).cloned().collect();
        let owner = self.owner.or(account).ok_or_else(|| {
            Rejected::because("a newsletter requires an owner, because the first instance is not paired")
        })?;
        let jid = {
            let mut world = self.simulator.shared.world();
            let now = world.clock.now();
            let id = world.network.create_newsletter(&owner, &self.name, &self.description, None, now)?;
            followers.iter().for_each(|follower| world.network.add_reader(&id, follower));
            id
        };
        Ok(Newsletter { simulator: self.simulator, jid })
    }
}

/// Returns the error for a role of the account of the first instance if that instance is not paired.
fn no_account() -> Rejected {
    Rejected::because("the first instance is not paired")
}

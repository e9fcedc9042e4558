//! The acts of creating, joining and leaving groups, and of following newsletters.

use wsapi_client::Jid;

use super::{Acting, Person};
use crate::kit::{Community, Group, Invitation, Newsletter};

impl Person {
    /// Creates a group with these people.
    ///
    /// ```
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// # let sim = Simulator::new();
    /// # let (ada, bob) = (sim.person("+49 170 1234567"), sim.person("+49 170 7654321"));
    /// let choir = ada.creates_group("Choir", [&bob]).await;
    /// assert!(choir.has_admin(&ada));
    /// # }
    /// ```
    pub fn creates_group<'p>(&self, name: &str, people: impl IntoIterator<Item = &'p Person>) -> Acting<'_, Group> {
        let (name, people) = (name.to_owned(), addresses(people));
        self.attempts(move |network, actor, now| {
            let jid = network.create_group(actor, &name, &people, now)?;
            Ok(Group { simulator: self.simulator.clone(), jid })
        })
    }

    /// Creates a community with these people.
    pub fn creates_community<'p>(
        &self,
        name: &str,
        people: impl IntoIterator<Item = &'p Person>,
    ) -> Acting<'_, Community> {
        let (name, people) = (name.to_owned(), addresses(people));
        self.attempts(move |network, actor, now| {
            let jid = network.create_community(actor, &name, &people, None, now)?;
            Ok(Community { simulator: self.simulator.clone(), jid })
        })
    }

    /// Creates a newsletter.
    pub fn creates_newsletter(&self, name: &str) -> Acting<'_, Newsletter> {
        let name = name.to_owned();
        self.attempts(move |network, actor, now| {
            let jid = network.create_newsletter(&actor.account, &name, "", None, now)?;
            Ok(Newsletter { simulator: self.simulator.clone(), jid })
        })
    }

    /// Joins a group or a community by its invite link. If joining requires approval, the person asks to join.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the link is invalid, or if the person is already a member.
    pub fn joins(&self, invite_link: impl Into<String>) -> Acting<'_> {
        let link = invite_link.into();
        self.attempts(move |network, actor, now| network.join_by_link(actor, &link, now).map(|_| ()))
    }

    /// Joins a group by an invitation of the person.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the invitation is no longer valid, or is for another person.
    pub fn accepts<'a>(&'a self, invitation: &'a Invitation) -> Acting<'a> {
        let Invitation { group, inviter, code, .. } = invitation;
        self.attempts(|network, actor, now| network.join_by_invitation(actor, group, inviter, code, now))
    }

    /// Leaves a group, or a community with all its groups.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the person is not a member.
    pub fn leaves(&self, group: impl Into<Jid>) -> Acting<'_> {
        let group = group.into();
        self.attempts(move |network, actor, now| network.leave_group(actor, &group, now))
    }

    /// Follows a newsletter.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the person already follows or owns it.
    pub fn follows<'a>(&'a self, newsletter: &'a Newsletter) -> Acting<'a> {
        self.attempts(|network, actor, _| network.follow(actor, &newsletter.jid))
    }

    /// Stops following a newsletter.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if the person owns it, or does not follow it.
    pub fn unfollows<'a>(&'a self, newsletter: &'a Newsletter) -> Acting<'a> {
        self.attempts(|network, actor, _| network.unfollow(actor, &newsletter.jid))
    }
}

/// Returns the addresses of people.
fn addresses<'p>(people: impl IntoIterator<Item = &'p Person>) -> Vec<Jid> {
    people.into_iter().map(|person| person.jid.clone()).collect()
}

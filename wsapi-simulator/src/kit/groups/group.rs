//! The view of a group in tests.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use wsapi_client::{Jid, Time, types};

use crate::{
    kit::{Inbox, Received, Simulator, in_full::debug_in_full},
    network::{self, Network, Place},
};

/// A group of the simulated WhatsApp. Its methods return its state at the time of the call.
///
/// [`Simulator::group`] builds one that exists before the test begins, and
/// [`Person::creates_group`](crate::Person::creates_group) creates one during the test.
///
/// ```
/// # use wsapi_client::types::SendTextRequest;
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// let (ada, bob) = (sim.person("+49 170 1234567"), sim.person("+49 170 7654321"));
/// let choir = sim.group("Choir").members([&ada, &bob]).create();
///
/// ada.writes("When do we meet?").in_chat(&choir).await;
/// sim.client().messages().send_text(SendTextRequest::new(choir.jid(), "At eight")).await?;
/// assert_eq!(bob.inbox_in(&choir).texts(), ["When do we meet?", "At eight"]);
///
/// bob.leaves(&choir).await;
/// assert!(!choir.has_member(&bob));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Group {
    pub(in crate::kit) simulator: Simulator,
    pub(in crate::kit) jid: Jid,
}

debug_in_full!(Group { jid });

/// An invitation of one person to a group, as sent in a message.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Invitation {
    /// The address of the group.
    pub group: Jid,
    /// The member who sent the invitation.
    pub inviter: Jid,
    /// The code, which only the invited person can use.
    pub code: String,
    /// The time at which the code expires.
    pub expires_at: Time,
}

debug_in_full!(Invitation { group, inviter, code, expires_at });

impl Group {
    /// Returns a handle to the group with this address, which need not exist.
    #[cfg(feature = "server")]
    pub(crate) fn at(simulator: &Simulator, jid: Jid) -> Self {
        Self { simulator: simulator.clone(), jid }
    }

    /// Returns the address of the group.
    pub fn jid(&self) -> &Jid {
        &self.jid
    }

    /// Returns the name.
    pub fn name(&self) -> String {
        self.read(|group, _| group.name.clone())
    }

    /// Returns the description, which may be empty.
    pub fn description(&self) -> String {
        self.read(|group, _| group.description.clone())
    }

    /// Returns the picture, if the group has one.
    pub fn picture(&self) -> Option<Bytes> {
        self.read(|group, _| group.picture.as_ref().map(|picture| picture.bytes.clone()))
    }

    /// Returns the addresses of all members, in the order in which they joined.
    pub fn members(&self) -> Vec<Jid> {
        self.read(|group, _| group.everybody())
    }

    /// Returns the addresses of the admins, including the creator.
    pub fn admins(&self) -> Vec<Jid> {
        self.read(|group, _| group.admins())
    }

    /// Returns `true` if a person is a member.
    pub fn has_member(&self, person: impl Into<Jid>) -> bool {
        let person = person.into();
        self.read(|group, _| group.is_member(&person))
    }

    /// Returns `true` if a person is an admin.
    pub fn has_admin(&self, person: impl Into<Jid>) -> bool {
        let person = person.into();
        self.read(|group, _| group.is_admin(&person))
    }

    /// Returns the addresses of the people who wait for approval.
    pub fn join_requests(&self) -> Vec<Jid> {
        self.read(|group, _| group.requests().map(|(person, _)| person.clone()).collect())
    }

    /// Returns the invite link, with its code at the end.
    pub fn invite_link(&self) -> String {
        self.read(|group, _| group.invite_link())
    }

    /// Returns the group as the API returns it to a member.
    pub fn details(&self) -> types::Group {
        self.read(|group, network| network.view_group(group))
    }

    /// Returns all messages in the group, oldest first.
    pub fn messages(&self) -> Vec<Received> {
        messages(&self.simulator, &Place::Group(self.jid.clone()))
    }

    /// Returns the texts of all messages that have one, oldest first.
    pub fn texts(&self) -> Vec<String> {
        self.messages().into_iter().filter_map(|message| message.text).collect()
    }

    fn read<T>(&self, read: impl FnOnce(&network::Group, &Network) -> T) -> T {
        let world = self.simulator.shared.world();
        read(world.network.group(&self.jid).expect("a group is never removed"), &world.network)
    }
}

/// Returns the messages of a place.
pub(super) fn messages(simulator: &Simulator, place: &Place) -> Vec<Received> {
    Inbox::of(&simulator.shared.world(), None, place).messages
}

impl From<&Group> for Jid {
    fn from(group: &Group) -> Self {
        group.jid.clone()
    }
}

//! A group or a community, and its members.

use std::{
    collections::VecDeque,
    time::{Duration, SystemTime},
};

use indexmap::IndexMap;
use wsapi_client::{Jid, types::Expiry};

use crate::network::Picture;

/// The maximum number of revoked codes, and of open invitations, of a group. The oldest are dropped.
const MOST_CODES: usize = 100;

/// A group or a community.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: Jid,
    pub(crate) owner: Jid,
    pub(crate) name: String,
    pub(crate) name_set_at: SystemTime,
    pub(crate) created_at: SystemTime,
    pub(crate) description: String,
    pub(crate) rules: Rules,
    pub(crate) kind: Kind,
    pub(crate) picture: Option<Picture>,
    /// The code of the invite link.
    pub(crate) code: String,
    pub(super) revoked: VecDeque<String>,
    pub(super) invitations: VecDeque<Invitation>,
    pub(super) members: IndexMap<Jid, Role>,
    /// The people who wait for approval, with the time of their request.
    pub(super) requests: IndexMap<Jid, SystemTime>,
}

/// The permissions in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    /// Only admins can write.
    pub(crate) is_announce: bool,
    /// Only admins can change the name, the description and the picture.
    pub(crate) is_locked: bool,
    /// An admin must approve people who join by link.
    pub(crate) needs_approval: bool,
    /// Only admins can add members.
    pub(crate) only_admins_add: bool,
    /// The time after which messages disappear.
    pub(crate) timer: Expiry,
}

/// The role of a group in a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A group outside of any community.
    Plain,
    Community {
        approval_mode: String,
    },
    /// A group in a community.
    SubGroup(Jid),
    /// The announcement group of a community, in which admins write to all members.
    Announcements(Jid),
}

/// The role of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Member,
    Admin,
    /// The creator, who cannot be demoted or removed.
    Creator,
}

/// An invitation of one person, sent in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invitation {
    pub(crate) inviter: Jid,
    pub(crate) invitee: Jid,
    pub(crate) code: String,
    pub(crate) expires_at: SystemTime,
}

impl Default for Rules {
    fn default() -> Self {
        Self { is_announce: false, is_locked: false, needs_approval: false, only_admins_add: false, timer: Expiry::Off }
    }
}

impl Group {
    pub(super) fn new(id: Jid, owner: &Jid, name: &str, code: String, at: SystemTime) -> Self {
        Self {
            id,
            owner: owner.clone(),
            name: name.to_owned(),
            name_set_at: at,
            created_at: at,
            description: String::new(),
            rules: Rules::default(),
            kind: Kind::Plain,
            picture: None,
            code,
            revoked: VecDeque::new(),
            invitations: VecDeque::new(),
            members: IndexMap::from([(owner.clone(), Role::Creator)]),
            requests: IndexMap::new(),
        }
    }

    pub(crate) fn is_community(&self) -> bool {
        matches!(self.kind, Kind::Community { .. })
    }

    /// Returns the community of the group.
    pub(crate) fn community(&self) -> Option<&Jid> {
        match &self.kind {
            Kind::SubGroup(community) | Kind::Announcements(community) => Some(community),
            Kind::Plain | Kind::Community { .. } => None,
        }
    }

    pub(crate) fn is_announcement_group(&self) -> bool {
        matches!(self.kind, Kind::Announcements(_))
    }

    pub(crate) fn role(&self, account: &Jid) -> Option<Role> {
        self.members.get(account).copied()
    }

    pub(crate) fn is_member(&self, account: &Jid) -> bool {
        self.members.contains_key(account)
    }

    pub(crate) fn is_admin(&self, account: &Jid) -> bool {
        self.role(account) >= Some(Role::Admin)
    }

    /// Iterates over all members, in the order in which they joined.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&Jid, Role)> {
        self.members.iter().map(|(member, role)| (member, *role))
    }

    /// Returns the addresses of all members.
    pub(crate) fn everybody(&self) -> Vec<Jid> {
        self.members.keys().cloned().collect()
    }

    pub(crate) fn admins(&self) -> Vec<Jid> {
        self.members.keys().filter(|member| self.is_admin(member)).cloned().collect()
    }

    /// The people who wait for approval, with the time of their request.
    pub(crate) fn requests(&self) -> impl Iterator<Item = (&Jid, SystemTime)> {
        self.requests.iter().map(|(account, at)| (account, *at))
    }

    pub(crate) fn invite_link(&self) -> String {
        format!("{}{}", super::INVITE_LINK, self.code)
    }

    /// Makes a person a member with at least this role.
    pub(super) fn admit(&mut self, account: &Jid, role: Role) {
        self.requests.shift_remove(account);
        let current = self.members.entry(account.clone()).or_insert(role);
        *current = role.max(*current);
    }

    /// Replaces the code of the invite link.
    pub(super) fn replace_code(&mut self, code: String) {
        push(&mut self.revoked, std::mem::replace(&mut self.code, code));
    }

    /// Invites one person for three days.
    pub(super) fn invite(&mut self, inviter: &Jid, invitee: &Jid, code: String, at: SystemTime) -> Invitation {
        let expires_at = at + Duration::from_secs(3 * 24 * 60 * 60);
        let invitation = Invitation { inviter: inviter.clone(), invitee: invitee.clone(), code, expires_at };
        push(&mut self.invitations, invitation.clone());
        invitation
    }
}

/// Appends to a bounded list.
fn push<T>(list: &mut VecDeque<T>, value: T) {
    if list.len() == MOST_CODES {
        list.pop_front();
    }
    list.push_back(value);
}

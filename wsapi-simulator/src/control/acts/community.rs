//! The acts of an admin in a community.

use serde::Deserialize;
use wsapi_client::Jid;

use super::{Name, NewPlace, Text, acts, done, founded};
use crate::{Community, Group};

acts! {
    /// An act of an admin in a community: a method of [`InCommunity`](crate::InCommunity).
    pub enum CommunityAct(on: Community);
    CreatesGroup(act: NewPlace) => {
        let people = on.people_with(act.people);
        founded(on.person.in_community(on.place).creates_group(&act.name, &people))
    };
    Renames(act: Name) => done(on.person.in_community(on.place).renames(act.name));
    Describes(act: Text) => done(on.person.in_community(on.place).describes(act.text));
    Links(act: WithGroup) => done(on.person.in_community(on.place).links(&Group::at(on.simulator, act.group)));
    Unlinks(act: WithGroup) => done(on.person.in_community(on.place).unlinks(&Group::at(on.simulator, act.group)));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::control) struct WithGroup {
    group: Jid,
}
